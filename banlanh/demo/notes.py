"""What people wrote when they handed in, sent back, accepted or were excused. No note names a person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """How a task without records is done: so many days before it is due, with words such as these."""

    notes: tuple[str, ...]
    early: tuple[int, int] = (1, 12)
    approver: str = "vanphong"


HABITS = {
    "residence": Habit(
        (
            "Đã rà soát 24 thôn cùng trưởng thôn, cập nhật người đi làm xa mới về. Danh sách lưu tại Công an xã.",
            "Rà soát xong, biến động ít. Đã đối chiếu với sổ của các thôn.",
            "Đã cập nhật danh sách tháng này; 2 thôn ở xa rà soát qua điện thoại, sẽ đến tận nơi tuần sau.",
        ),
        (8, 12),
        "bithu",
    ),
    "patrol": Habit(
        (
            "Tuần tra {k} lượt trên các lối mòn giáp xã bạn, không phát hiện việc bất thường.",
            "Đi {k} lượt cùng Công an xã và tổ bảo vệ, nhắc {k} nhóm thanh niên không tụ tập khuya ở bến suối.",
            "Tuần tra {k} lượt; đường vào khu giáp ranh sạt một đoạn, đã báo Ủy ban xã.",
        ),
        (0, 6),
    ),
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
    "capital": Habit(
        ("Đã rà soát vốn của ba chương trình, lập danh mục gia đình được ưu tiên, niêm yết tại trụ sở.",),
        (4, 4),
        "chutich",
    ),
    "work": Habit(
        (
            "Đã xét hồ sơ vay vốn và giống cây cho các gia đình đủ điều kiện trong quý.",
            "Liên hệ 2 tổ hợp tác nhận người vào làm; hỗ trợ giống ngô và phân bón vụ này.",
            "Mở 1 lớp trồng nấm tại nhà văn hóa, ưu tiên gia đình có người mới hoàn thành cai nghiện.",
        ),
        (2, 14),
        "chutich",
    ),
    "convention": Habit(
        (
            "Họp thôn có {share} hộ dự, nhất trí đưa nội dung không ma túy vào hương ước; đã gửi Ủy ban xã.",
            "Đã niêm yết dự thảo 30 ngày, bà con góp {k} ý kiến, thông qua tại cuộc họp thôn và trình xã.",
            "Lấy ý kiến từng xóm bằng tiếng của đồng bào, {share} hộ đồng ý. Đã trình xã công nhận.",
        ),
        (2, 60),
    ),
    "pledges": Habit(
        (
            "Đã có {signed} trong {households} hộ ký cam kết; hộ đi làm xa sẽ ký khi về ăn Tết.",
            "{signed}/{households} hộ đã ký, các dòng họ ký đủ. Bản cam kết lưu ở nhà văn hóa.",
            "Ký xong tại cuộc họp thôn, {signed} hộ; còn lại đi nương xa, tổ vận động đến tận nhà.",
        ),
        (4, 55),
    ),
    "hotline": Habit(
        (
            "Đã thay bảng mới ở nhà văn hóa, chữ to, nhìn rõ từ cửa.",
            "Bảng còn tốt, đã lau sạch và treo thấp xuống cho dễ đọc.",
            "Dán số đường dây nóng ở nhà văn hóa và cửa hàng đầu thôn.",
        ),
        (5, 120),
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
