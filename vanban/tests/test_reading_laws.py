"""Laws that hold for every text, however broken."""

from hypothesis import given
from hypothesis import strategies as st

from vanban import Unreadable, read
from vanban.bodies import fold_name
from vanban.tests.samples import PLAN
from vanban.text import search_key, tidy

LINES = PLAN.splitlines()
shuffled_plans = st.lists(st.sampled_from(LINES), min_size=1, max_size=len(LINES)).map("\n".join)
marked_lines = st.tuples(
    st.sampled_from(["I. ", "II. ", "1. ", "1.1. ", "a) ", "- ", "+ ", "(1) ", "A. ", "Điều 1. ", "", "| a | "]),
    st.text(max_size=30),
).map("".join)
texts = st.one_of(st.text(max_size=300), shuffled_plans, st.lists(marked_lines, max_size=15).map("\n".join))


def reading_of(text, name):
    try:
        return read(text.encode(), name=name)
    except Unreadable:
        return None


@given(texts, st.sampled_from(["a.txt", "a.md"]))
def test_reading_never_crashes_and_points_at_its_clauses(text, name):
    reading = reading_of(text, name)
    if reading is None:
        return
    assert [clause.index for clause in reading.clauses] == list(range(len(reading.clauses)))
    for found in [*reading.targets, *reading.tasks]:
        assert reading.clauses[found.clause].text.startswith(found.starts)
    for heading in reading.headings:
        assert reading.clauses[heading.clause].is_heading


@given(st.text())
def test_keys_are_stable(text):
    assert search_key(search_key(text)) == search_key(text)
    assert tidy(tidy(text)) == tidy(text)
    assert fold_name(fold_name(text)) == fold_name(text)
