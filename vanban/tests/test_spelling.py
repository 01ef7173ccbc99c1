"""Slips that the document itself, or the grammar of such documents, gives away."""

import pytest

from vanban.spelling import doubled_words, name_slips, phrase_slips


def slips(*texts, known=()):
    return [(each.written, each.meant) for found in name_slips(texts, known) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phân đấu 90% hộ có nước sạch.", [("Phân đấu", "Phấn đấu")]),
        ("Giao Trường Công an xã gác chợ.", [("Trường Công an xã", "Trưởng Công an xã")]),
        ("Các đ/c Phó chỉ tịch, Trưởng đoàn thể.", [("Phó chỉ tịch", "Phó chủ tịch")]),
        ("Mời Phó Chủ tich đến dự.", [("Phó Chủ tich", "Phó Chủ tịch")]),
        ("Hội phụ nử xã nấu cơm.", [("Hội phụ nử", "Hội phụ nữ")]),
        ("Kê hoạch này thay kế hoạch cũ.", [("Kê hoạch", "Kế hoạch")]),
    ],
)
def test_a_known_phrase_with_a_slip_is_found(text, expected):
    assert [(each.written, each.meant) for each in phrase_slips(text)] == expected
    for each in phrase_slips(text):
        assert text[each.start : each.end] == each.written


@pytest.mark.parametrize(
    "text",
    [
        "Uỷ ban nhân dân xã và Ủy ban nhân dân tỉnh.",
        "Xây dựng văn bản chỉ đạo trên địa bàn quản lý.",
        "Công ăn việc làm của bà con.",
        "Trường Bản Phố có mười lớp.",
        "Đồng chí Ủy viên Ban Thường vụ.",
        "Thăm gia đình chính sách.",
        "ỦY BAN NHÂN DÂN XÃ",
        "Quản lí, quản lý đều đúng; kĩ thuật, kỹ thuật đều đúng.",
        "",
    ],
)
def test_right_words_are_left_alone(text):
    assert phrase_slips(text) == []
    assert doubled_words(text) == []


def test_a_name_written_otherwise_once_is_found():
    texts = ["Xã Nậm Lành có chợ.", "Trường ở Nậm Lành.", "Ra quân tại Nâm Lành."]
    assert slips(*texts) == [("Nâm Lành", "Nậm Lành")]


def test_the_letterhead_counts_double():
    assert slips("Đường vào xã Suồi Lành.", known=["ĐẢNG ỦY XÃ SUỐI LÀNH"]) == [("Suồi Lành", "Suối Lành")]


def test_a_letter_too_few_is_found():
    assert slips("Thôn Khuổi Hương.", "Bản Khuổi Hương.", "Đội Khuổi Hươn.") == [("Khuổi Hươn", "Khuổi Hương")]


@pytest.mark.parametrize(
    "texts",
    [
        ["Xã Nậm Lành.", "Xã Nâm Lành."],  # once each: nobody knows which
        ["Thôn Hoà Bình.", "Thôn Hòa Bình.", "Thôn Hòa Bình."],
        ["Sở Tài chính.", "Sở Xây dựng.", "Sở Xây dựng.", "Sở Nội vụ."],
        ["Thôn Nà Lìn.", "Thôn Nà Lìn.", "Thôn Nà Lang."],
        ["Bản Mỹ Sơn", "Bản Mĩ Sơn", "Bản Mĩ Sơn"],
    ],
)
def test_names_that_may_both_be_right_are_left_alone(texts):
    assert slips(*texts) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("người đứng đầu trong trong việc này", ["trong trong"]),
        ("Ủy viên Ban Ban chấp hành", ["Ban Ban"]),
        ("đảng viên viên chức; luôn luôn; ngày ngày; Trưởng ban Ban Chỉ đạo", []),
        ("ở trong, trong đó có xã ta", []),
    ],
)
def test_a_joining_word_written_twice_is_found(text, expected):
    assert [each.written for each in doubled_words(text)] == expected
