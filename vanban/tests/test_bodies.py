import pytest

from vanban.bodies import doers, fold_name, heading_doers, partners, stated_names


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("UBND xã", "Ủy ban nhân dân xã", True),
        ("Uỷ ban Nhân dân", "các UBND xã", True),
        ("Chi bộ Công an xã", "Công an xã", False),
        ("Giao Chi bộ Công an xã", "Chi bộ CA xã", True),
        ("Ban CHQS xã", "Ban Chỉ huy Quân sự xã", True),
        ("MTTQ", "Ủy ban MTTQ Việt Nam xã", True),
        ("Hội LHPN xã", "Hội Phụ nữ", True),
        ("Đoàn TNCS Hồ Chí Minh xã", "Đoàn Thanh niên xã", True),
        ("Trường THCS Suối Lành", "Trường Trung học cơ sở Suối Lành", True),
        ("Trường TH Suối Lành", "Trường THCS Suối Lành", False),
        ("Thôn Bản Lành", "Bản Lành", False),
    ],
)
def test_two_printed_names_of_one_body_have_one_key(one, other, agree):
    assert (fold_name(one) == fold_name(other)) is agree


def test_folding_twice_changes_nothing():
    for name in ("Giao các UBND xã", "xã", "Đối với Ban CHQS xã"):
        assert fold_name(fold_name(name)) == fold_name(name)


@pytest.mark.parametrize(
    ("text", "leaders"),
    [
        ("Giao Công an xã chủ trì, hằng tháng cập nhật", ["Công an xã"]),
        ("MTTQ và các đoàn thể tổ chức gặp mặt", ["MTTQ", "các đoàn thể"]),
        ("Căn cứ Kế hoạch này, UBND xã ban hành văn bản", ["UBND xã"]),
        ("Mỗi đoàn thể (Hội Phụ nữ, Hội Nông dân) chịu trách nhiệm giúp một hộ", ["Mỗi đoàn thể"]),
        ("Đảng ủy nghe Công an xã báo cáo", ["Đảng ủy"]),
        ("Đảng ủy xã yêu cầu các chi bộ và Công an xã triển khai", ["các chi bộ", "Công an xã"]),
        ("Phòng Kinh tế - Hạ tầng: Là đầu mối tổng hợp", ["Phòng Kinh tế - Hạ tầng"]),
        ("Trạm Y tế xã khám bệnh; Hội Nông dân xã phát cây giống", ["Trạm Y tế xã", "Hội Nông dân xã"]),
        ("Tổ chức hội nghị tại các thôn", []),
        ("Ban hành kế hoạch", []),
        ("Thành viên Ban Chỉ đạo gồm lãnh đạo Công an xã", []),
    ],
)
def test_who_is_to_act(text, leaders):
    assert doers(text) == leaders


def test_under_a_named_doer_asking_others_is_the_doers_task():
    assert doers("Yêu cầu các trường học thực hiện", under_a_doer=True) == []
    assert doers("Yêu cầu các trường học thực hiện") == ["các trường học"]


@pytest.mark.parametrize(
    ("text", "helpers"),
    [
        ("phối hợp với Công an xã và lực lượng dân quân tuần tra", ["Công an xã", "lực lượng dân quân"]),
        ("phối hợp với lực lượng bảo vệ ANTT ở cơ sở", ["lực lượng bảo vệ ANTT ở cơ sở"]),
        ("Chủ trì, phối hợp Sở Y tế, Sở Nội vụ hướng dẫn", ["Sở Y tế", "Sở Nội vụ"]),
        ("tăng cường phối hợp giữa Công an xã và Trạm Y tế", []),
        ("Phối hợp tiến hành kiểm tra", []),
        ("vận động Hội Phụ nữ tham gia", []),
    ],
)  # fmt: skip
def test_who_is_to_help(text, helpers):
    assert partners(text) == helpers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các sở, ban, ngành; UBND các xã, phường.", ["Các sở, ban, ngành", "UBND các xã, phường"]),
        ("Các cơ quan, đơn vị và địa phương liên quan", ["Các cơ quan, đơn vị và địa phương liên quan"]),
        ("Các sở, ngành và các địa phương liên quan", ["Các sở, ngành", "các địa phương liên quan"]),
        ("Sở Nông nghiệp và Môi trường, Sở Y tế", ["Sở Nông nghiệp và Môi trường", "Sở Y tế"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Văn phòng HĐND và UBND xã; các thôn", ["Văn phòng HĐND và UBND xã", "các thôn"]),
        ("Đồng chí Phó Chủ tịch, phụ trách văn hóa", ["Đồng chí Phó Chủ tịch"]),
        ("Giao Công an xã", ["Công an xã"]),
        ("", []),
    ],
)
def test_lists_of_bodies_are_split_as_they_are_meant(text, names):
    assert stated_names(text) == names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Giao Chi bộ Công an xã", ["Chi bộ Công an xã"]),
        ("Đối với các chi bộ trực thuộc", ["các chi bộ trực thuộc"]),
        ("Công tác tuyên truyền", []),
        ("Tổ chức hội nghị", []),
        ("BAN HÀNH QUY CHẾ", []),
    ],
)
def test_headings_name_who_their_clauses_are_for(title, names):
    assert heading_doers(title) == names
