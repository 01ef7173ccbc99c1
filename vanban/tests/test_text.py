import unicodedata

import pytest

from vanban.text import name_key, same_key, search_key, sort_key, tidy


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đỗ Hoà", "do hoa"),
        ("  Ủy   ban\nNhân dân ", "uy ban nhan dan"),
        (unicodedata.normalize("NFD", "Thôn Lũng Cải"), "thon lung cai"),
        ("", ""),
    ],
)
def test_search_keys_are_what_a_person_types_without_marks(text, key):
    assert search_key(text) == key


def test_tidy_composes_letters_and_folds_white_space():
    assert tidy(unicodedata.normalize("NFD", " Tổ\u00a0chức\t thực hiện\u200b\n")) == "Tổ chức thực hiện"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Uỷ ban", "ủy ban", True),
        ("HOÀ", "hòa", True),
        ("thuý", "thúy", True),
        ("quý", "quỳ", False),
        ("uy ban", "ủy ban", False),
    ],
)
def test_old_and_new_tone_placement_agree(one, other, agree):
    assert (same_key(one) == same_key(other)) is agree


def test_words_sort_in_vietnamese_order():
    words = ["sơn", "đá", "dâu", "ăn", "ân", "an", "mạ", "má", "mả", "mã", "mà", "ma", "ôn", "on", "ơn"]
    ordered = ["an", "ăn", "ân", "dâu", "đá", "ma", "mà", "mả", "mã", "má", "mạ", "on", "ôn", "ơn", "sơn"]
    assert sorted(words, key=sort_key) == ordered


def test_names_sort_word_by_word_before_letter_by_letter():
    assert sorted(["Bản Mới", "Bản", "Bản An"], key=sort_key) == ["Bản", "Bản An", "Bản Mới"]


def test_people_sort_by_their_given_name():
    people = ["Vàng Thị Ân", "Lý Văn Bình", "Giàng A An", "Cư Thị An"]
    assert sorted(people, key=name_key) == ["Cư Thị An", "Giàng A An", "Vàng Thị Ân", "Lý Văn Bình"]
