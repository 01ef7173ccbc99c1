"""Invented pairs of a higher document and a lower plan, with the answers as a person judges them.

`judged` is in the order of the higher document's targets and tasks, one line each: the beginnings of the lower
plan's clauses that answer it, nothing where none does. For the plan that stands beside the project, whose words stay
there, the answers are places: "III.2/1" is the first clause under heading III.2.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    name: str
    higher: str
    lower: str | None
    judged: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        return self.name


DRUG_FREE = Pair(
    "không ma túy",
    """\
ĐẢNG BỘ TỈNH NÚI XANH
TỈNH ỦY
*
Số 09-NQ/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Núi Xanh, ngày 15 tháng 01 năm 2026

NGHỊ QUYẾT
Giữ gìn bản làng không ma túy
-----

I. MỤC TIÊU
1. Ít nhất 80% số thôn, bản không có người nghiện ma túy phát sinh mới.
2. 100% chi bộ sinh hoạt về phòng, chống ma túy ít nhất mỗi tháng một lần.
3. 100% người cai nghiện trở về được quản lý, theo dõi và có tổ chức nhận giúp đỡ.
4. 100% trường học ký cam kết không có ma túy, không có thuốc lá điện tử.
5. 100% cơ sở kinh doanh dịch vụ và hộ dân ký cam kết không để xảy ra vi phạm.
6. Ít nhất 60% người nghiện được điều trị thay thế bằng Methadone.
7. Mỗi xã xây dựng ít nhất 01 mô hình điểm tư vấn điều trị tại cộng đồng.
II. NHIỆM VỤ, GIẢI PHÁP
1. Cấp ủy thành lập Ban Chỉ đạo, phân công cấp ủy viên phụ trách từng thôn, bản.
2. Phát tin tuyên truyền trên hệ thống loa truyền thanh ít nhất 02 lần/tuần, có cả tiếng dân tộc.
3. Công an xã rà soát, cập nhật danh sách người nghiện, người sử dụng trái phép chất ma túy hằng tháng.
4. Tuần tra, kiểm soát đường mòn, lối mở và các khu vực giáp ranh.
5. Thiết lập đường dây nóng để người dân tố giác tội phạm về ma túy.
6. Ưu tiên vốn các chương trình mục tiêu quốc gia tạo sinh kế, việc làm cho người sau cai nghiện.
7. Đưa nội dung phòng, chống ma túy vào hương ước, quy ước của thôn, bản.
8. Định kỳ 6 tháng sơ kết, cuối năm tổng kết việc thực hiện Nghị quyết.
9. Phát hiện, phá nhổ cây có chứa chất ma túy tái trồng trên nương rẫy.
10. Lắp đặt máy quay an ninh tại bến xe, chợ phiên.
11. Lấy kết quả phòng, chống ma túy làm căn cứ đánh giá, xếp loại chi bộ, đảng viên cuối năm.
12. Tổ chức sàng lọc ma túy đối với lái xe và người lao động ở mỏ, công trường.
13. Phát huy người có uy tín, trưởng dòng họ trong cảm hóa, giáo dục người lầm lỗi.
14. Bảo đảm kinh phí cho công tác phòng, chống ma túy hằng năm.
""",
    None,
    (
        ("II/1",),
        ("II/2",),
        ("II/3", "III.4/1"),
        ("II/5", "III.2/3"),
        ("II/4",),
        (),
        (),
        ("III.1/1", "IV.1/1", "IV.1/2"),
        ("III.2/1",),
        ("III.3/1",),
        ("III.3/2",),
        ("III.3/3",),
        ("III.4/2", "IV.2/2"),
        ("IV.3/1",),
        ("IV.1/3",),
        (),
        (),
        ("III.1/3", "IV.3/2"),
        (),
        ("III.2/2",),
        ("IV.2/1",),
    ),
)

CLEAN_VILLAGE = Pair(
    "thôn xóm sạch",
    """\
ỦY BAN NHÂN DÂN TỈNH NÚI XANH
Số: 41/KH-UBND
Núi Xanh, ngày 20 tháng 12 năm 2025

KẾ HOẠCH
Thu gom, xử lý rác thải nông thôn năm 2026

I. MỤC TIÊU
1. 90% hộ gia đình nông thôn phân loại rác tại nguồn.
2. 100% thôn có điểm tập kết rác hợp vệ sinh.
3. Mỗi xã trồng mới ít nhất 500 cây xanh ven đường.
4. 70% chất thải chăn nuôi được ủ làm phân bón.
5. 95% hộ dân dùng nước hợp vệ sinh.
II. NHIỆM VỤ, GIẢI PHÁP
1. Tổ chức ra quân dọn vệ sinh đường làng, ngõ xóm hằng tuần.
2. Mở lớp tập huấn cách phân loại rác cho cán bộ thôn.
3. Thu phí vệ sinh đúng mức do Hội đồng nhân dân tỉnh quy định.
4. Kiểm tra, xử phạt hành vi đổ trộm phế thải xuống sông, suối.
5. Vận động người dân không dùng túi ni lông khi đi chợ.
6. Di dời chuồng trại ra khỏi khu dân cư.
7. Lắp đặt bể chứa vỏ thuốc bảo vệ thực vật trên đồng ruộng.
8. Báo cáo kết quả về Sở Nông nghiệp và Môi trường trước ngày 20 hằng tháng.
9. Biểu dương hộ gia đình, thôn làm tốt.
10. Xây dựng phóng sự về các gương làm sạch làng bản phát trên truyền hình tỉnh.
""",
    """\
ỦY BAN NHÂN DÂN XÃ SUỐI LÀNH
Số: 15/KH-UBND
Suối Lành, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Giữ gìn thôn xóm sạch đẹp năm 2026

I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao ý thức của người dân về rác thải, vệ sinh môi trường.
- Các thôn phân loại rác, thu gom rác nghiêm túc.
II. CHỈ TIÊU
1. 85% số hộ phân loại rác tại nhà.
2. 100% thôn, bản có chỗ tập kết rác được che đậy.
3. Trồng 600 cây xanh, cây hoa dọc đường liên thôn.
III. NHIỆM VỤ, GIẢI PHÁP
1. Công tác tuyên truyền
- Hội Phụ nữ xã vận động chị em đi chợ mang theo làn, hạn chế túi ni lông.
- Phát bản tin về vệ sinh môi trường trên loa truyền thanh hằng tuần.
- Trạm Y tế xã hướng dẫn bà con ăn chín, uống sôi mùa lũ.
2. Công tác thu gom, xử lý
- Đoàn Thanh niên xã tổ chức dọn vệ sinh đường thôn, ngõ xóm vào sáng thứ bảy hằng tuần.
- Phòng Kinh tế xã tập huấn phân loại rác cho trưởng thôn và cộng tác viên trong quý I/2026.
- Các thôn thu phí vệ sinh môi trường của hộ dân theo mức tỉnh quy định.
- Hội Nông dân xã xây bể chứa vỏ bao bì thuốc bảo vệ thực vật ở các cánh đồng.
- Hợp tác xã dịch vụ chở rác về bãi chung của cụm.
3. Công tác kiểm tra
- Công an xã kiểm tra, xử lý hành vi đổ phế thải ra bờ suối.
- Kiểm tra chợ, quán ăn về an toàn thực phẩm dịp lễ, tết.
IV. TỔ CHỨC THỰC HIỆN
1. Giao Phòng Kinh tế tổng hợp, báo cáo Ủy ban nhân dân xã và Sở Nông nghiệp và Môi trường trước ngày 18 hằng tháng.
2. Văn phòng tham mưu khen thưởng các thôn, hộ gia đình tiêu biểu cuối năm.
3. Đề nghị Mặt trận Tổ quốc xã giám sát việc thực hiện Kế hoạch này.
""",
    (
        ("85% số hộ",),
        ("100% thôn",),
        ("Trồng 600",),
        (),
        (),
        ("Đoàn Thanh niên xã",),
        ("Phòng Kinh tế xã tập",),
        ("Các thôn thu phí",),
        ("Công an xã",),
        ("Hội Phụ nữ xã",),
        (),
        ("Hội Nông dân xã",),
        ("Giao Phòng Kinh tế",),
        ("Văn phòng tham mưu",),
        (),
    ),
)

ONLINE_SERVICES = Pair(
    "dịch vụ công",
    """\
ĐẢNG BỘ TỈNH NÚI XANH
TỈNH ỦY
*
Số 21-CT/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Núi Xanh, ngày 03 tháng 02 năm 2026

CHỈ THỊ
Đẩy mạnh dịch vụ công trực tuyến
-----

I. CHỈ TIÊU
1. 80% hồ sơ thủ tục hành chính nộp trực tuyến.
2. 100% kết quả giải quyết được trả bản điện tử.
3. 60% người trưởng thành có chữ ký số.
4. 100% trường học, trạm y tế thu phí không dùng tiền mặt.
II. NHIỆM VỤ
1. Thành lập tổ công nghệ số cộng đồng ở mọi thôn, tổ dân phố.
2. Niêm yết công khai thủ tục hành chính tại nơi tiếp nhận hồ sơ.
3. Bố trí máy tính, đường truyền cho bộ phận một cửa.
4. Bồi dưỡng kỹ năng số cho cán bộ, công chức ít nhất 02 lần/năm.
5. Hướng dẫn người dân cài đặt định danh điện tử.
6. Xóa vùng lõm sóng điện thoại di động.
7. Xử lý nghiêm cán bộ gây phiền hà, chậm trả kết quả hồ sơ.
8. Số hóa hồ sơ hộ tịch, đất đai còn lưu trên giấy.
9. Bảo đảm an toàn thông tin, bảo vệ dữ liệu của người dân.
10. Phát triển sàn thương mại điện tử bán nông sản.
""",
    """\
ĐẢNG BỘ TỈNH NÚI XANH
ĐẢNG ỦY XÃ SUỐI LÀNH
*
Số 11-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Suối Lành, ngày 25 tháng 02 năm 2026

KẾ HOẠCH
Thực hiện Chỉ thị số 21-CT/TU
-----

I. MỤC ĐÍCH, YÊU CẦU
- Người dân nộp hồ sơ trực tuyến thuận lợi, được trả kết quả đúng hẹn.
II. CHỈ TIÊU
- Phấn đấu 80% hồ sơ được nộp qua Cổng dịch vụ công trực tuyến.
- 50% người dân từ 18 tuổi trở lên đăng ký chữ ký số cá nhân.
- 100% thôn có mạng cáp quang.
III. NHIỆM VỤ, GIẢI PHÁP
1. Về con người
- Mỗi thôn thành lập một tổ công nghệ số cộng đồng do bí thư chi đoàn làm tổ trưởng.
- Trung tâm Phục vụ hành chính công xã cử người hướng dẫn bà con nộp hồ sơ tại nhà văn hóa thôn.
- Công an xã giúp người dân cài đặt, kích hoạt tài khoản định danh điện tử.
- Văn phòng mở lớp kỹ năng số cho công chức, 02 lần/năm.
2. Về máy móc, dữ liệu
- Ủy ban nhân dân xã mua máy tính, nâng cấp đường truyền của bộ phận một cửa trước ngày 30/6/2026.
- Công chức tư pháp, địa chính số hóa sổ hộ tịch và hồ sơ đất đai, xong trong năm 2026.
- Đặt mật khẩu mạnh, sao lưu dữ liệu hằng tuần để bảo đảm an toàn thông tin.
3. Về kỷ luật
- Kiểm điểm công chức để hồ sơ quá hạn, gây phiền hà cho người dân.
IV. TỔ CHỨC THỰC HIỆN
1. Ủy ban kiểm tra Đảng ủy kiểm tra việc thực hiện ở các chi bộ.
2. Văn phòng Đảng ủy báo cáo Ban Thường vụ trước ngày 25 hằng tháng.
""",
    (
        ("Phấn đấu 80%",),
        (),
        ("50% người dân",),
        (),
        ("Mỗi thôn thành lập",),
        (),
        ("Ủy ban nhân dân xã mua",),
        ("Văn phòng mở lớp",),
        ("Công an xã giúp",),
        (),
        ("Kiểm điểm công chức",),
        ("Công chức tư pháp",),
        ("Đặt mật khẩu",),
        (),
    ),
)

PAIRS = (DRUG_FREE, CLEAN_VILLAGE, ONLINE_SERVICES)
