"""Invented documents for tests; no real commune, no real official."""

PLAN = """\
ĐẢNG BỘ TỈNH NÚI XANH
ĐẢNG ỦY XÃ SUỐI LÀNH
*
Số 07-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Suối Lành, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Giữ gìn thôn xóm sạch đẹp
năm 2026
-----

Thực hiện Nghị quyết số 15-NQ/TU ngày 02/01/2026 và Kế hoạch số 93/KH-UBND, Đảng ủy xã ban hành kế hoạch:

I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao ý thức của người dân.
II. CHỈ TIÊU ĐẾN NĂM 2027
1. 90% hộ gia đình phân loại rác tại nhà.
2. Xây dựng ít nhất 02 mô hình tuyến đường hoa.
III. NHIỆM VỤ, GIẢI PHÁP
1. Công tác tuyên truyền
- Giao Đoàn Thanh niên xã chủ trì, phối hợp với Hội Phụ nữ xã và các trường học ra quân 02 lần/tháng.
- Phát bản tin trên loa truyền thanh hằng tuần.
2. Công tác kiểm tra
a) Công an xã kiểm tra các điểm tập kết rác, hoàn thành trước ngày 30/6/2026.
b) Rà soát biển báo.
Đơn vị chủ trì: UBND xã; Đơn vị phối hợp: Trạm Y tế xã, các thôn.
Thời gian thực hiện: Quý II/2026.
IV. TỔ CHỨC THỰC HIỆN
1. Đối với các chi bộ
- Quán triệt kế hoạch đến đảng viên; báo cáo Đảng ủy trước ngày 25 hằng tháng.
2. Văn phòng Đảng ủy theo dõi, tổng hợp, báo cáo trước ngày 15/12 hằng năm.
Trên đây là Kế hoạch giữ gìn thôn xóm sạch đẹp năm 2026.

Nơi nhận:
- Tỉnh ủy (để báo cáo);
- Các chi bộ, đoàn thể,
cơ quan xã;
- Lưu: VP.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Nông Thị Mẫu
"""

WITHOUT_TASKS = """\
UBND XÃ SUỐI LÀNH
Số: 12/BC-UBND
Suối Lành, ngày 20 tháng 5 năm 2026

BÁO CÁO
Tình hình thời tiết

I. TÌNH HÌNH
1. Trời mưa nhiều trong tháng.
2. Suối dâng cao hai lần.
"""
