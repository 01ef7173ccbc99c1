"""Numbers that are missing, doubled or out of turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.sequences import LETTERS, breaks


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        (["I.", "II.", "IV."], [("II", "IV", "III")]),
        (["1.", "2.", "2."], [("2", "2", "3")]),
        (["a)", "b)", "d)"], [("b", "d", "c")]),
        (["c)", "d)"], [("", "c", "a")]),
        (["a)", "b)", "c)", "d)", "e)"], [("d", "e", "đ")]),
        (["(1)", "(3)"], [("1", "3", "2")]),
        (["Điều 1.", "Điều 3."], [("Điều 1", "Điều 3", "Điều 2")]),
        (["1.", "1.1.", "1.3.", "2.", "2.1."], [("1.1", "1.3", "1.2")]),
        (["I.", "II.", "II.", "IV."], [("II", "II", "III")]),
        (["3.1.", "3.2.", "3.2.", "3.3."], [("3.2", "3.2", "3.3")]),
        (["1.", "2.", "3.", "2."], [("3", "2", "4")]),
        (["1.", "1.", "2."], [("1", "1", "2")]),
    ],
)
def test_a_break_says_what_was_due(markers, expected):
    assert [(each.last, each.number, each.expected) for each in breaks(markers)] == expected


@pytest.mark.parametrize(
    "markers",
    [
        ["I.", "1.", "2.", "II.", "1.", "2."],
        ["1.", "a)", "b)", "2.", "a)"],
        ["1.", "2.", "", "1.", "2."],
        ["1.", "-", "1.", "-"],
        ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)", "i)", "k)"],
        ["a)", "b)", "c)", "d)", "e)", "f)", "g)"],
        ["1.", "2.", "17."],
        ["-", "-", "+", "", "*"],
        ["A.", "I.", "II.", "B.", "I.", "C.", "D.", "Đ.", "E."],
    ],
    ids=" ".join,
)
def test_what_is_in_order_has_no_break(markers):
    assert breaks(markers) == []


@given(st.integers(4, 20), st.integers(1, 18), st.sampled_from(["number", "letter"]))
def test_one_that_is_taken_out_is_missed_and_nothing_else(length, taken, kind):
    names = (
        [f"{number}." for number in range(1, length + 1)] if kind == "number" else [f"{x})" for x in LETTERS[:length]]
    )
    taken = taken % (length - 2) + 1
    found = breaks([name for name in names if name != names[taken]])
    assert [each.expected for each in found] == [names[taken][:-1]]


@given(st.lists(st.sampled_from(["I.", "IX.", "1.", "2.1", "b)", "(3)", "-", "", "Điều 2.", "Phần thứ nhất", "f)"])))
def test_any_order_of_markers_is_borne(markers):
    assert all(0 <= each.at < len(markers) for each in breaks(markers))
