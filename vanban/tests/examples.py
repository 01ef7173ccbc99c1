"""One invented document of each form, long enough to turn a page: no real commune, no real official."""

from datetime import date

from vanban.document import Appendix, Basis, Block, Bullet, Document, Head, Heading, Paragraph, Signature, Table
from vanban.profiles import HD05, HD36, ND30
from vanban.writing import numbered

WORK = (
    "Rà soát, cập nhật danh sách các hộ trong thôn; vận động từng hộ ký cam kết giữ gìn thôn xóm bình yên, "
    "không để con em bỏ học, đi làm xa mà gia đình không biết ở đâu, làm việc gì.",
    "Phối hợp với nhà trường, trạm y tế và các đoàn thể tổ chức ít nhất 02 buổi nói chuyện trong mỗi quý, "
    "bằng tiếng phổ thông và tiếng dân tộc; mỗi buổi có biên bản, có số người dự.",
    "Phát bản tin trên loa truyền thanh của thôn mỗi tuần hai buổi, vào sáng sớm và chiều tối, tránh ngày mưa bão.",
)


def works(count: int) -> list[Block]:
    return [Bullet(WORK[place % len(WORK)]) for place in range(count)]


def plan_of_the_party() -> Document:
    blocks: list[Block] = [
        Basis(("Căn cứ Chương trình hành động số 03-CTr/ĐU của Đảng uỷ xã", "Căn cứ tình hình thực tế của địa phương")),
        Paragraph("Ban Thường vụ Đảng uỷ xã ban hành kế hoạch giữ gìn thôn xóm bình yên như sau:"),
        Heading("MỤC ĐÍCH, YÊU CẦU"),
        *works(2),
        Heading("NHIỆM VỤ, GIẢI PHÁP"),
        Heading("Công tác tuyên truyền", 2),
        *works(3),
        Heading("Công tác phối hợp", 2),
        Heading("Với nhà trường", 3),
        *works(2),
        Bullet("Mỗi lớp chọn một em làm tuyên truyền viên", 2),
        Heading("Với trạm y tế", 3),
        *works(2),
        Heading("TỔ CHỨC THỰC HIỆN"),
        *works(3),
        Paragraph("Trên đây là kế hoạch của Ban Thường vụ; các chi bộ căn cứ thực hiện"),
    ]
    return Document(
        profile=HD36,
        letterhead=Head("Đảng bộ tỉnh Núi Xanh", "Đảng uỷ xã Suối Lành", "5", "KH/ĐU", "Suối Lành", date(2026, 2, 3)),
        kind="Kế hoạch",
        title="giữ gìn thôn xóm bình yên, không để ma tuý vào nhà, vào bản\nnăm 2026",
        blocks=numbered(blocks),
        signature=Signature("T/M Ban Thường vụ\nK/T Bí thư", "Phó Bí thư", "Nông Thị Mẫu"),
        recipients=(
            "Ban Thường vụ Tỉnh uỷ (để báo cáo)",
            "Các chi bộ, đoàn thể, cơ quan trong xã",
            "Lưu Văn phòng Đảng uỷ",
        ),
    )


def report_of_the_party() -> Document:
    table = Table(
        ("TT", "Chi bộ", "Nội dung đã thực hiện", "Kết quả"),
        tuple((str(place), f"Chi bộ thôn Suối Lành {place}", WORK[place % 3][:70], "100%") for place in range(1, 9)),
        caption="Bảng 1. Kết quả của từng chi bộ",
    )
    return Document(
        profile=HD05,
        letterhead=Head(
            "Đảng bộ xã Suối Lành",
            "Ban Chỉ đạo xây dựng xã không ma tuý",
            None,
            "BC/BCĐ",
            "Suối Lành",
            date(2026, 9, 2),
        ),
        kind="Báo cáo",
        title="kết quả tháng 8, nhiệm vụ trọng tâm tháng 9 năm 2026",
        blocks=(
            Basis(("Căn cứ Kế hoạch số 05-KH/ĐU của Đảng uỷ xã", "Căn cứ báo cáo của các chi bộ")),
            Heading("I. KẾT QUẢ"),
            Paragraph("Tình hình trong xã ổn định; các chi bộ sinh hoạt đủ, đúng ngày.", lead="Tình hình chung:"),
            *works(3),
            table,
            Heading("II. NHIỆM VỤ THÁNG SAU"),
            *works(4),
            Paragraph("Ban Chỉ đạo báo cáo Ban Thường vụ Đảng uỷ xem xét, cho ý kiến"),
        ),
        signature=Signature(None, "Bí thư\nkiêm\nTrưởng Ban Chỉ đạo", "Nguyễn Văn Lành"),
        recipients=("Ban Thường vụ Đảng uỷ xã", "Các thành viên Ban Chỉ đạo", "Lưu Ban Chỉ đạo"),
        draft="Dự thảo lần 2",
    )


def plan_of_the_state() -> Document:
    return Document(
        profile=ND30,
        letterhead=Head("", "Ủy ban nhân dân\nxã Suối Lành", "7", "KH-UBND", "Suối Lành", date(2026, 1, 9)),
        kind="Kế hoạch",
        title="Thực hiện phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026",
        blocks=numbered(
            (
                Paragraph("Ủy ban nhân dân xã ban hành kế hoạch với các nội dung sau:"),
                Heading("MỤC ĐÍCH"),
                *works(2),
                Heading("NỘI DUNG"),
                Heading("Tuyên truyền", 2),
                *works(4),
                Heading("Tuần tra", 2),
                *works(4),
                Heading("TỔ CHỨC THỰC HIỆN"),
                *works(3),
                Paragraph("Trong quá trình thực hiện nếu có vướng mắc, các thôn phản ánh về Ủy ban nhân dân xã"),
            )
        ),
        signature=Signature("TM. Ủy ban nhân dân\nKT. Chủ tịch", "Phó Chủ tịch", "Nông Thị Mẫu"),
        recipients=(
            "Ủy ban nhân dân tỉnh (báo cáo)",
            "Thường trực Đảng ủy xã",
            "Các thôn, trường học, trạm y tế",
            "Lưu: VT",
        ),
        appendices=(Appendix("Danh mục công việc và thời gian thực hiện", (_calendar(),)),),
    )


def letter_of_the_state() -> Document:
    return Document(
        profile=ND30,
        letterhead=Head("Ủy ban nhân dân\nxã Suối Lành", "Công an xã", "12", "CAX", "Suối Lành", date(2026, 3, 15)),
        kind="",
        title="rà soát danh sách hộ ký cam kết quý I năm 2026",
        blocks=(
            Paragraph("Thực hiện kế hoạch công tác năm, Công an xã đề nghị các thôn làm tốt những việc sau:"),
            Paragraph(WORK[0], lead="1."),
            Paragraph(WORK[1], lead="2."),
            Paragraph("Kết quả gửi về Công an xã trước ngày 25/3/2026 để tổng hợp"),
        ),
        signature=Signature(None, "Trưởng Công an xã", "Lý Văn Hải"),
        recipients=("Chủ tịch UBND xã (để báo cáo)", "Lưu: CAX"),
        addressees=("Trưởng các thôn trong xã", "Hiệu trưởng các trường học", "Trưởng trạm y tế xã"),
    )


def submission_of_the_party() -> Document:
    return Document(
        profile=HD05,
        letterhead=Head("Đảng bộ xã Suối Lành", "Chi bộ Công an xã", "3", "TTr/CB", "Suối Lành", date(2026, 6, 1)),
        kind="Tờ trình",
        title="về việc tổ chức ngày hội toàn dân bảo vệ an ninh Tổ quốc",
        blocks=(
            Paragraph("Chi bộ Công an xã trình Ban Thường vụ Đảng uỷ xã xem xét các nội dung sau:"),
            Heading("1. Sự cần thiết", 2),
            Paragraph(WORK[0]),
            Heading("2. Nội dung trình", 2),
            *works(3),
            Paragraph("Kính trình Ban Thường vụ xem xét, cho ý kiến"),
        ),
        signature=Signature("T/M Chi bộ", "Bí thư", "Lý Văn Hải"),
        recipients=("Lưu Chi bộ",),
        addressees=("Ban Thường vụ Đảng uỷ xã",),
    )


def minutes_of_the_party() -> Document:
    return Document(
        profile=HD05,
        letterhead=Head("Đảng bộ xã Suối Lành", "Chi bộ thôn Suối Lành 2", "9", "BB/CB", "Suối Lành", date(2026, 8, 5)),
        kind="Biên bản",
        title="họp chi bộ tháng 8 năm 2026",
        blocks=(
            Paragraph("19 giờ 00 ngày 05/8/2026, tại nhà văn hoá thôn.", lead="Thời gian, địa điểm:"),
            Paragraph("Có mặt 17/18 đảng viên; vắng 01, có lý do.", lead="Thành phần:"),
            Heading("1. Nội dung", 2),
            *works(3),
            Heading("2. Kết luận", 2),
            *works(2),
            Paragraph("Cuộc họp kết thúc lúc 21 giờ cùng ngày; biên bản được đọc lại và mọi người nhất trí"),
        ),
        signature=Signature(None, "Chủ trì cuộc họp", "Nguyễn Văn Lành"),
        recorder=Signature(None, "Người ghi biên bản", "Vàng Thị Mẫu"),
        recipients=("Đảng uỷ xã", "Lưu Chi bộ"),
        appendices=(
            Appendix("Phân công đảng viên phụ trách nhóm hộ", (Paragraph(WORK[0]), _calendar()), is_landscape=True),
            Appendix("Danh mục tài liệu đã phát", tuple(works(2))),
        ),
    )


def _calendar() -> Table:
    rows = tuple(
        (str(place), WORK[place % 3], "Công an xã", "Các thôn, trường học, trạm y tế", f"Quý {place % 4 + 1}/2026")
        for place in range(1, 9)
    )
    return Table(("TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian"), rows)


EXAMPLES = {
    "hd36-ke-hoach": plan_of_the_party,
    "hd05-bao-cao": report_of_the_party,
    "nd30-ke-hoach": plan_of_the_state,
    "nd30-cong-van": letter_of_the_state,
    "hd05-to-trinh": submission_of_the_party,
    "hd05-bien-ban": minutes_of_the_party,
}
