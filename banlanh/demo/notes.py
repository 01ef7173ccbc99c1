"""What people wrote when they handed in, sent back, accepted or were excused. No note names a person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """How a task without records is done: so many days before it is due, with words such as these."""

    notes: tuple[str, ...]
    early: tuple[int, int] = (1, 12)
    approver: str = "vanphong"


HABITS = {
    "helping": Habit(
        (
            "Hội nhận giúp đỡ 1 người; đã đến thăm {k} lần, giúp ngày công sửa chuồng trại.",
            "Đã phân công hội viên gần nhà giúp đỡ, động viên đi làm tổ xây. Tinh thần ổn định.",
            "Thăm hỏi {k} lần, giới thiệu học nghề sửa xe máy ở trung tâm cụm xã.",
            "Giúp vay vốn nuôi lợn đen qua tổ tiết kiệm của hội, hướng dẫn cách chăm sóc.",
        ),
        (1, 15),
    ),
    "health": Habit(
        (
            "Tư vấn sức khỏe tại trạm và tại nhà, xét nghiệm đúng lịch. Kết quả bảo quản riêng theo quy định.",
            "Đã tư vấn xong trong quý, phối hợp với Công an xã về lịch hẹn. Không nêu thông tin cá nhân ở đây.",
        ),
        (3, 15),
    ),
    "pledges": Habit(
        (
            "Đã họp thôn, đọc nội dung cho bà con nghe rồi ký; hộ đi làm xa sẽ ký khi về ăn Tết.",
            "Các hộ có mặt và các dòng họ đã ký. Tờ ký lưu ở nhà văn hóa, số liệu xem ở trang Cam kết.",
            "Ký tại cuộc họp thôn; hộ đi nương xa thì tổ vận động đến tận nhà.",
        ),
        (4, 55),
    ),
    "self_rating": Habit(("Chi bộ đã họp tự xếp loại, biên bản kèm theo gửi Văn phòng.",), (1, 8)),
    "rating": Habit(("Đã họp xét xếp loại chi bộ, đảng viên theo kết quả giữ địa bàn.",), (1, 1), "bithu"),
    "standing": Habit(("Đã soạn đủ các văn bản của Ban Chỉ đạo trong năm, lưu hồ sơ.",), (5, 5), "bithu"),
}

RETURNS = (
    "Đề nghị ghi rõ ngày tổ chức và số người dự.",
    "Xin bổ sung địa điểm, đơn vị phối hợp rồi gửi lại.",
    "Nội dung còn chung chung, đồng chí viết thêm việc đã làm cụ thể.",
    "Chưa khớp với số của Mặt trận, đề nghị xem lại.",
)
SECOND_TRIES = (
    "Bổ sung: tổ chức tối thứ Bảy tại nhà văn hóa, {n} người dự.",
    "Đã xem lại và thống nhất số liệu với Mặt trận: {n} người.",
    "Bổ sung theo ý kiến Văn phòng: làm trong 2 buổi, có Công an xã cùng dự.",
)
ACCEPTANCES = ("", "", "", "Nhất trí.", "Đã xem, làm tốt.", "Cảm ơn đồng chí.")
EXCUSES = (
    "Đơn vị dồn sức khắc phục mưa lũ, chuyển nội dung sang kỳ sau.",
    "Đơn vị thay người phụ trách giữa kỳ, cho lùi sang kỳ sau.",
)
STRUCK = "Loa của thôn bị sét đánh hỏng, đang chờ thợ. Trưởng thôn báo tin đến từng xóm trong lúc chờ."
TRAINING = "Cả chi bộ tham gia huấn luyện tập trung tại tỉnh trong tháng 7."
