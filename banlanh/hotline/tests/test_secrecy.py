"""A stamp of state secrecy is caught, an innocent secret is not (SEC-36): at least 19 of 20, at most 1 of 10."""

from banlanh.hotline.secrecy import is_stamped

STAMPED = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "Mật\nBáo cáo tình hình địa bàn",
    "CÔNG AN TỈNH\nMẬT\nSố: 12/BC-CAT",
    "BÁO CÁO\n(TỐI MẬT)\nVề chuyên án",
    "[MẬT] Danh sách cơ sở",
    "Độ mật: Mật\nKế hoạch trinh sát",
    "ĐỘ MẬT: TỐI MẬT",
    "Mức độ mật: tuyệt mật",
    "Đóng dấu: MẬT",
    "M Ậ T\nKế hoạch số 5",
    "T Ố I   M Ậ T",
    "Kế hoạch số 05/KH-CAT (TUYỆT MẬT) ngày 3/4",
    "TỐI MẬT - Bản số 2",
    "Công văn MẬT số 21 của Công an tỉnh",
    "--- MẬT ---",
    "TUYET MAT",
    "MA\u0323\u0302T",
    "Hồ sơ nguồn tin\n  tối mật  \nkhông sao chụp",
]
INNOCENT = [
    "Xin giữ bí mật cho tôi, tôi sợ họ trả thù.",
    "XIN GIỮ BÍ MẬT TUYỆT ĐỐI",
    "Nó hẹn ở chỗ bán mật ong đầu bản.",
    "MẬT ONG RỪNG để ở nhà sàn, dưới có gói lạ",
    "Họ nhắn nhau bằng mật khẩu, tôi không hiểu.",
    "Hai người ấy bàn chuyện bí mật sau trường học.",
    "Xe đi lại với mật độ dày sau 11 giờ đêm.",
    "Lá mật gấu phơi che ngoài sân, bên trong có người.",
    "TOI MAT XE HOM QUA O CHO",
    "Đề nghị bảo mật, chuyện này chỉ tôi biết. BẢO MẬT giúp tôi.",
]


def test_of_twenty_stamped_texts_nineteen_are_caught():
    missed = [text for text in STAMPED if not is_stamped(text)]
    assert len(STAMPED) == 20 and len(missed) <= 1, missed


def test_of_ten_innocent_texts_one_may_be_refused():
    refused = [text for text in INNOCENT if is_stamped(text)]
    assert len(INNOCENT) == 10 and len(refused) <= 1, refused
