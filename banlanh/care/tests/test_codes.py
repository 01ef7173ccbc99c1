"""A code tells nothing about whom it stands for, and a slip in typing it is caught (PROTECTION SEC-17)."""

import string
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from banlanh.care import codes
from banlanh.care.codes import DRAWN, SIGNS, STANDARD, check_character, new_code, read_code
from banlanh.core.refusal import Refused

MANY = 10_000
TYPED = string.ascii_uppercase + string.digits

some_code = st.builds(new_code)


def is_caught(typed: str) -> bool:
    try:
        read_code(typed)
    except Refused:
        return True
    return False


def how_many_codes() -> int:
    """Drawings whose check character is one of the signs, counted by what their weighted sum leaves of 37."""
    leaving = {0: 1}
    for _ in range(DRAWN):
        longer: dict[int, int] = {}
        for rest, many in leaving.items():
            for sign in SIGNS:
                after = (rest + STANDARD.index(sign)) * 2 % 37
                longer[after] = longer.get(after, 0) + many
        leaving = longer
    return sum(many for rest, many in leaving.items() if STANDARD[(1 - rest) % 37] in SIGNS)


def test_ten_thousand_drawn_at_once_are_alike_with_a_chance_of_one_in_thousands():
    pairs = MANY * (MANY - 1) / 2  # the birthday bound: the chance is at most this share
    assert 1 / 6000 < pairs / how_many_codes() < 1 / 5000


def test_ten_thousand_codes_are_all_different_where_the_caller_draws_again():
    kept: dict[str, int] = {}
    drawn = 0
    while len(kept) < MANY:
        drawn += 1
        kept.setdefault(new_code(), len(kept))
    assert drawn <= MANY + 2  # twins are that rare
    in_order = sorted(kept)
    places = {code: place for place, code in enumerate(in_order)}
    correlation = spearmanr(range(MANY), [places[code] for code in kept]).statistic
    assert abs(correlation) < 0.05


def test_each_sign_is_drawn_about_as_often_at_each_place():
    found = [new_code().removeprefix("HT-").replace("-", "") for _ in range(4000)]
    for place in range(DRAWN):
        times = [sum(code[place] == sign for code in found) for sign in SIGNS]
        assert min(times) > 100 and max(times) < 320  # 200 on average


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("G123489654321", "Y"),
        ("A999915000001", "M"),
        ("LMOSBYFCTRSSJCB3X6U9DUBLKNIH03FO6X963TGXYAHG", "*"),
        ("G7N286AL39FFQNU6BH8SMJB5VGMBCB6WPGMWJK800VU7K", "P"),
    ],
)
def test_the_check_character_is_the_standards(text, check):
    """As other implementations of MOD 37-2 find them; the first two are numbers of blood units (ISBT 128)."""
    assert check_character(text) == check


def test_every_wrong_character_in_three_hundred_codes_is_caught():
    missed = []
    for code in (new_code() for _ in range(300)):
        for place, sign in enumerate(code):
            others = [code[:place] + other + code[place + 1 :] for other in TYPED if other != sign]
            missed += [typed for typed in others if not is_caught(typed)]
    assert missed == []


def test_every_swap_of_two_signs_in_three_hundred_codes_is_caught():
    missed = []
    for code in (new_code() for _ in range(300)):
        signs = code.removeprefix("HT-").replace("-", "")
        for one, other in combinations(range(len(signs)), 2):
            swapped = list(signs)
            swapped[one], swapped[other] = signs[other], signs[one]
            missed += [typed for typed in ["".join(swapped)] if typed != signs and not is_caught(typed)]
    assert missed == []


@given(some_code, st.data())
def test_a_sign_too_few_or_too_many_is_caught(code, data):
    place = data.draw(st.sampled_from([at for at, sign in enumerate(code) if sign != "-"]))
    assert is_caught(code[:place] + code[place + 1 :])
    assert is_caught(code[:place] + data.draw(st.sampled_from(TYPED)) + code[place:])


@given(some_code)
def test_a_code_is_read_however_it_is_written(code):
    bare = code.removeprefix("HT-")
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " – "), f"  {bare}\n", " ".join(bare)):
        assert read_code(typed) == code


@given(some_code)
def test_no_vietnamese_keyboard_changes_a_code(code):
    """Vowels, D and W are what Telex and VNI put marks on."""
    assert not set(code) & set("AEIOUYDW")
    assert unicodedata.normalize("NFC", code) == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Mã có 10 ký tự sau chữ HT, ví dụ HT-"),
        ("HT-7K3P", "Mã có 10 ký tự"),
        ("HT-7K3P9-M2RX9", "gõ nhầm hoặc đổi chỗ"),
        ("HT-7K3O9-M2RXX", "không dùng ký tự «O»"),
        ("XT-7K3P9-M2RXX", "Mã có 10 ký tự"),
        ("Giàng A Páo", "không dùng ký tự «G»"),
        ("<script>", "không dùng ký tự «<»"),
    ],
)
def test_what_is_no_code_is_answered_with_what_to_do(typed, said):
    with pytest.raises(Refused, match=said) as refusal:
        read_code(typed)
    assert "gõ lại" in str(refusal.value)


def test_the_example_on_the_screen_is_a_code():
    assert read_code(codes.EXAMPLE) == codes.EXAMPLE
