"""The sentence that a chairman reads aloud: right for any numbers, never more than was proved."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.checks.bounds import lower_bound
from banlanh.checks.verdict import Tally, in_percent, likely, promise, verdict

CONFIDENCE = Fraction(95, 100)


def said(*tally: int, unit: str = "hộ", listed: int, total: int | None, confidence=CONFIDENCE) -> str:
    return verdict(Tally(*tally), unit=unit, listed=listed, total=total, confidence=confidence)


@pytest.mark.parametrize(
    ("tally", "listed", "total", "sentence"),
    [
        ((23, 1), 612, 612, "Khai 612/612. Phúc tra 24 hộ: 23 đúng, 1 sai. "
         "Với độ tin cậy 95%, tỷ lệ thật ít nhất là 82%."),
        ((22, 1, 1), 612, 612, "Khai 612/612. Phúc tra 24 hộ: 22 đúng, 1 sai, 1 không gặp được. "
         "Nơi không gặp được tính như chưa đúng. Với độ tin cậy 95%, tỷ lệ thật ít nhất là 76%."),
        ((24, 0), 500, 612, "Khai 500/612. Phúc tra 24 hộ: 24 đúng, 0 sai. "
         "Với độ tin cậy 95%, ít nhất 88% số đã khai là thật, tức 72% của cả 612."),
        ((29, 0), 1612, None, "Khai 1.612 hộ. Phúc tra 29 hộ: 29 đúng, 0 sai. "
         "Với độ tin cậy 95%, tỷ lệ thật ít nhất là 90%."),
        ((9, 0), 9, 9, "Khai 9/9. Phúc tra cả 9 hộ: 9 đúng, 0 sai. "
         "Đã đến đủ nên con số này chắc chắn: tỷ lệ thật ít nhất là 100%."),
        ((7, 1, 1), 9, 9, "Khai 9/9. Phúc tra cả 9 hộ: 7 đúng, 1 sai, 1 không gặp được. "
         "Nơi không gặp được tính như chưa đúng. Đã đến đủ nên con số này chắc chắn: tỷ lệ thật ít nhất là 77%."),
        ((0, 24), 612, 612, "Khai 612/612. Phúc tra 24 hộ: 0 đúng, 24 sai. "
         "Với độ tin cậy 95%, chưa nói được là có bao nhiêu phần thật."),
        ((1, 23), 2600, 2600, "Khai 2.600/2.600. Phúc tra 24 hộ: 1 đúng, 23 sai. "
         "Với độ tin cậy 95%, số thật ít nhất là 6 hộ."),
        ((2, 22), 612, 7000, "Khai 612/7.000. Phúc tra 24 hộ: 2 đúng, 22 sai. "
         "Với độ tin cậy 95%, ít nhất 1% số đã khai là thật."),
    ],
)  # fmt: skip
def test_the_sentence(tally, listed, total, sentence):
    assert said(*tally, listed=listed, total=total) == sentence


@given(st.data())
def test_the_sentence_never_claims_more_than_the_bound(data):
    listed = data.draw(st.integers(1, 700))
    drawn = data.draw(st.integers(1, listed))
    confirmed = data.draw(st.integers(0, drawn))
    missed = data.draw(st.integers(0, drawn - confirmed))
    total = data.draw(st.none() | st.integers(listed, 2 * listed))
    sentence = said(confirmed, drawn - confirmed - missed, missed, listed=listed, total=total)
    bound = lower_bound(confirmed, drawn=drawn, listed=listed)
    claimed = [int(each) for each in re.findall(r"(\d+)%", sentence.split("sai", 1)[1].replace("95%,", ""))]
    wholes = [listed, total or listed]
    assert all(each * whole <= 100 * bound for each, whole in zip(claimed, wholes, strict=False))
    assert not claimed or (claimed[0] + 1) * listed > 100 * bound


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40))
def test_who_was_not_reached_is_never_counted_as_true(confirmed, denied, missed):
    unreached = said(confirmed, denied, missed, listed=300, total=300)
    wrong = said(confirmed, denied + missed, listed=300, total=300)
    assert re.findall(r"(?:ít nhất) .*", unreached) == re.findall(r"(?:ít nhất) .*", wrong)


@pytest.mark.parametrize(
    ("confidence", "words"), [(Fraction(95, 100), "95%"), (Fraction(999, 1000), "99,9%"), (Fraction(1, 1), "100%")]
)
def test_percents_are_written_as_vietnamese_write_them(confidence, words):
    assert in_percent(confidence) == words


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((612, 28, 0), "Danh sách có 612 hộ, cần bốc 28. Nếu không nơi nào sai hoặc không gặp được thì nói được: "
         "với độ tin cậy 95%, ít nhất 90% là thật."),
        ((612, 44, 1), "Danh sách có 612 hộ, cần bốc 44. Nếu không quá 1 nơi sai hoặc không gặp được thì nói được: "
         "với độ tin cậy 95%, ít nhất 90% là thật."),
        ((9, 9, 0), "Danh sách có 9 hộ, phải đến cả 9. Nếu không nơi nào sai hoặc không gặp được thì nói được: "
         "ít nhất 90% là thật."),
    ],
)  # fmt: skip
def test_what_a_draw_can_show_is_said_before_it_is_made(numbers, sentence):
    listed, drawn, failures = numbers
    asked = {"share": Fraction(9, 10), "confidence": CONFIDENCE}
    assert promise(unit="hộ", listed=listed, drawn=drawn, failures=failures, **asked) == sentence


def test_how_often_a_good_list_would_pass_is_said_too():
    sentence = likely(listed=612, drawn=28, share=Fraction(9, 10), failures=0)
    assert sentence == "Nếu thật ra 95% là thật, 100 lần bốc như thế thì khoảng 23 lần nói được như vậy."
