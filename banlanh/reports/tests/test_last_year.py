"""Against the year before: known is compared, unknown is said, and what is hidden stays hidden."""

from types import SimpleNamespace

import pytest

from banlanh.core import words
from banlanh.reports.last_year import UNKNOWN, beside_last_year
from banlanh.reports.longer import amount_said, share_said


def month(shares=(), amounts=()):
    """A month that knows these figures, and nothing of all others."""
    shares, amounts = dict(shares), dict(amounts)
    return SimpleNamespace(
        total=lambda key: shares.get(key, (0, 0)),
        amount=lambda key: amounts.get(key, 0),
        said=lambda key, number: words.number(number),
    )


def said(now, then) -> list[str]:
    return [block.text for block in beside_last_year(now, then)]


def test_a_commune_without_a_last_year_says_so_once():
    assert said(month({"duties": (3, 4)}), None) == [UNKNOWN]


def test_each_figure_that_is_known_of_now_is_compared():
    now, then = month({"duties": (3, 4)}, {"patrols": 5}), month({"duties": (1, 2)}, {"patrols": 8})
    opening, duties, patrols = said(now, then)
    assert opening == "So với cùng kỳ năm trước:"
    assert duties == "Việc đúng hạn: 3/4 (75%), cao hơn cùng kỳ năm trước (50%)."
    assert patrols.endswith("giảm so với cùng kỳ năm trước (8 buổi).")


def test_what_was_not_counted_then_is_unknown_and_no_nought():
    [_, line] = said(month({"duties": (3, 4)}), month())
    assert line.endswith("cùng kỳ năm trước chưa có số liệu để so sánh.") and "0" not in line
    assert said(month(), month()) == []


@pytest.mark.parametrize(
    ("now", "before", "then", "sentence"),
    [
        ((3, 4), (1, 2), None, "3/4 (75%), cao hơn kỳ trước (50%)."),
        ((1, 2), (0, 0), (1, 2), "1/2 (50%), kỳ trước chưa có số liệu để so sánh; bằng cùng kỳ năm trước (50%)."),
        ((0, 0), (1, 2), None, "kỳ này chưa có số liệu; kỳ trước là 1/2 (50%)."),
    ],
)
def test_a_share_of_a_long_report_in_a_sentence(now, before, then, sentence):
    of = [month({"duties": count}) if count else None for count in (now, before, then)]
    assert share_said("duties", *of) == sentence


def test_an_amount_of_a_long_report_in_a_sentence():
    told = amount_said("patrols", month(amounts={"patrols": 9}), month(amounts={"patrols": 6}), None)
    assert told == "9 buổi, tăng so với kỳ trước (6 buổi)."


def test_households_below_five_are_not_told_by_how_they_rose_or_fell():
    few, many = month(), month(amounts={"supports_delivered": 7})
    for now, before in ((few, many), (many, few), (few, few)):
        told = amount_said("supports_delivered", now, before, many)
        assert "dưới 5" in told and not any(word in told for word in ("tăng", "giảm", "bằng", "năm trước"))
