"""The sets of criteria that hold until a commune adopts its own.

100 points, 30 and 70, and the bands 90, 70, 50 are of Regulation 366-QĐ/TW; how the points are spread is ours, and so
are the days and the caps of the hard criterion, which is local. Each awaits a look by the commune.
"""

from .enums import Grade, Rated, Source
from .weighing import Bands, Caps, Line

COMMON, RESULTS = "tiêu chí chung (30 điểm)", "kết quả công việc (70 điểm)"
BANDS, SHARE = Bands(90, 70, 50), 20
CAPS = Caps(within=3, late=Grade.GOOD, never=Grade.DONE)
OURS = "mặc định của máy: thang điểm theo Quy định 366-QĐ/TW, cách chia điểm do máy đặt, xã xem lại"
BASIS = dict.fromkeys(Rated, OURS) | {
    Rated.MEETING: "mặc định của máy: bảy mục chấm buổi sinh hoạt thường kỳ, xã đối chiếu Hướng dẫn 42-HD/BTCTW"
}
RESULT_LINES = (
    Line("duties", "Việc của kế hoạch đến hạn trong kỳ được làm xong đúng hạn", 40, Source.DUTIES, RESULTS),
    Line("targets", "Chỉ tiêu của kế hoạch đạt đủ", 20, Source.TARGETS, RESULTS),
    Line("checks", "Điều đã khai được phúc tra thấy đúng", 10, Source.CHECKS, RESULTS),
)
LINES: dict[Rated, tuple[Line, ...]] = {
    Rated.CELL: (
        Line("politics", "Tư tưởng, đạo đức, lối sống, ý thức kỷ luật", 10, part=COMMON),
        Line("unity", "Nguyên tắc sinh hoạt, đoàn kết, tự phê bình và phê bình", 10, part=COMMON),
        Line("leading", "Lãnh đạo, phân công, kiểm tra đảng viên", 10, part=COMMON),
        *RESULT_LINES,
    ),
    Rated.ORGANISATION: (
        Line("politics", "Chấp hành chủ trương, quy chế phối hợp", 10, part=COMMON),
        Line("members", "Tổ chức sinh hoạt, vận động hội viên, đoàn viên", 10, part=COMMON),
        Line("helping", "Chủ động giúp đỡ, phối hợp khi được giao", 10, part=COMMON),
        *RESULT_LINES,
    ),
    Rated.VILLAGE: (
        Line("unity", "Đoàn kết, dân chủ, thực hiện hương ước", 10, part=COMMON),
        Line("meeting", "Họp dân, vận động hộ tham gia", 10, part=COMMON),
        Line("working", "Phối hợp với chi bộ, Công an, đoàn thể", 10, part=COMMON),
        *RESULT_LINES,
    ),
    Rated.MEETING: (
        Line("timing", "Thời gian sinh hoạt", 5, Source.HELD),
        Line("attendance", "Số đảng viên dự sinh hoạt", 5, Source.PRESENT),
        Line("preparation", "Chuẩn bị nội dung", 10),
        Line("conduct", "Điều hành, thảo luận", 40),
        Line("principles", "Nguyên tắc, tự phê bình và phê bình", 5),
        Line("last_month", "Kết quả thực hiện nghị quyết tháng trước", 30, Source.LAST_MONTH),
        Line("closing", "Kết luận, biên bản", 5),
    ),
}
