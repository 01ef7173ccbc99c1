"""Points, grades, the hard criterion: laws over random histories (PROTECTION P14, SEC-59), and tables."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banlanh.ratings.defaults import BANDS, CAPS, LINES
from banlanh.ratings.enums import Grade, Rated, Source, Telling
from banlanh.ratings.weighing import (
    Bands,
    Caps,
    Line,
    News,
    Proposal,
    Share,
    cap_of,
    filled_in,
    grade_of,
    places,
    propose,
    telling,
    total_of,
)
from tests.support.nightly import at_night
from tests.support.sizes import EXAMPLES

HISTORIES = at_night(10_000, else_few=EXAMPLES)
ON = date(2026, 9, 30)


@dataclass(frozen=True)
class History:
    """One body's quarter: duties done on time or not, claims found true or not, what people gave, what went badly."""

    duties: tuple[bool, ...]
    checks: tuple[bool, ...]
    given: dict[str, int]
    news: tuple[News, ...]
    caps: Caps = CAPS

    def proposal(self) -> Proposal:
        shares = {Source.DUTIES: share(self.duties), Source.CHECKS: share(self.checks), Source.TARGETS: Share(3, 4)}
        lines = LINES[Rated.VILLAGE]
        points = {line.key: filled_in(line, shares) for line in lines} | self.given
        return propose(lines, points, BANDS, self.news, self.caps, ON)


def share(found: tuple[bool, ...]) -> Share:
    return Share(sum(found), len(found))


def in_time(drawn: tuple[int, int, int]) -> News:
    """Known so many days ago, and told within the days that it may take."""
    ago, took, before = drawn
    known = ON - timedelta(ago)
    return News(known - timedelta(before), known, known + timedelta(min(took, ago, CAPS.within)))


def known(drawn: tuple[int, int, int]) -> News:
    """Told after so many days, or not yet: in time, late, or kept back."""
    ago, took, before = drawn
    since = ON - timedelta(ago)
    return News(since - timedelta(before), since, since + timedelta(took) if took <= ago else None)


def any_news(drawn: tuple[int, int, int]) -> News:
    """Of some, nobody can say since when it was known."""
    news = known(drawn)
    return news if drawn[2] % 4 else news._replace(happened=None, known=None)


def work(bits: int) -> tuple[bool, ...]:
    """A one, and after it what was done and not done: few draws keep ten thousand histories quick."""
    return tuple(bit == "1" for bit in f"{bits:b}")


DREW = st.tuples(st.integers(0, 90), st.integers(0, 90), st.integers(0, 30))
IN_TIME, KNOWN, ANY_NEWS = DREW.map(in_time), DREW.map(known), DREW.map(any_news)
CAPS_OF = st.sampled_from(
    [Caps(CAPS.within, late, never) for late in Grade for never in Grade if never.place >= late.place]
)
WORK = st.integers(1, 4095).map(work)
GIVEN = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda two: dict(unity=two[0], meeting=two[1], working=9))
HISTORY = st.builds(History, WORK, WORK, GIVEN, st.lists(ANY_NEWS, max_size=3).map(tuple), CAPS_OF)


def is_no_worse(one: Proposal, other: Proposal) -> bool:
    """Neither the points, nor the grade, nor what the hard criterion leaves of it."""
    assert one.total is not None and other.total is not None and one.capped and other.capped
    return one.total >= other.total and one.capped.place <= other.capped.place


@settings(max_examples=at_night(10_000, else_few=5 * EXAMPLES))
@given(history=HISTORY, news=IN_TIME, at=st.integers(0, 4))
def test_bad_news_told_in_time_changes_nothing(history, news, at):
    """Neither of points, nor of grade, nor of cap: it leaves no trace at all."""
    told = replace(history, news=(*history.news[:at], news, *history.news[at:]))
    assert told.proposal() == history.proposal()


@settings(max_examples=HISTORIES)
@given(history=HISTORY, news=KNOWN, earlier=st.integers(0, 90))
def test_telling_earlier_or_at_all_is_never_worse(history, news, earlier):
    kept_back = replace(history, news=(*history.news, news))
    sooner = max(news.known, (news.told or ON) - timedelta(earlier))
    told = replace(history, news=(*history.news, news._replace(told=sooner)))
    assert is_no_worse(told.proposal(), kept_back.proposal())


@settings(max_examples=HISTORIES)
@given(history=HISTORY, news=ANY_NEWS)
def test_no_news_takes_a_point_away(history, news):
    more = replace(history, news=(*history.news, news)).proposal()
    assert (more.total, more.grade) == (history.proposal().total, history.proposal().grade)


@settings(max_examples=HISTORIES)
@given(history=HISTORY)
def test_one_more_duty_done_on_time_or_one_less_owed_is_never_worse(history):
    """So nobody loses by saying honestly that something could not be done, and being excused."""
    done = replace(history, duties=(*history.duties, True))
    assert is_no_worse(done.proposal(), history.proposal())
    if False in history.duties and len(history.duties) > 1:
        undone = list(history.duties)
        undone.remove(False)
        assert is_no_worse(replace(history, duties=tuple(undone)).proposal(), history.proposal())


@settings(max_examples=HISTORIES)
@given(history=HISTORY, before=st.none() | st.integers(0, 90))
def test_what_was_known_long_ago_and_kept_back_is_what_caps(history, before):
    happened = None if before is None else ON - timedelta(before + 9)
    hidden = News(happened, ON - timedelta(CAPS.within + 1), None)
    found = replace(history, news=(*history.news, hidden)).proposal()
    assert found.cap is not None and found.cap.place >= history.caps.never.place


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        (10, 10, Telling.IN_TIME),
        (10, 7, Telling.IN_TIME),  # the third day is on time
        (10, 6, Telling.LATE),
        (10, None, Telling.NEVER),
        (3, None, Telling.IN_TIME),  # there is still time to tell
        (4, None, Telling.NEVER),
        (None, 5, Telling.UNCLEAR),
        (None, None, Telling.UNCLEAR),  # nobody can say: no guilt is worked out
    ],
)
def test_how_news_was_told(known, told, expected):
    """Days before the day that is looked at."""
    days = [None if each is None else ON - timedelta(each) for each in (known, told)]
    assert telling(News(None, *days), CAPS, ON) == expected


def test_when_it_happened_does_not_matter():
    known, told = ON - timedelta(5), ON - timedelta(4)
    found = {cap_of([News(day, known, told)], CAPS, ON) for day in (None, known, known - timedelta(300))}
    assert found == {None}


@pytest.mark.parametrize(
    ("total", "grade"),
    [(100, "EXCELLENT"), (90, "EXCELLENT"), (89, "GOOD"), (70, "GOOD"), (69, "DONE"), (50, "DONE"), (49, "NOT_DONE")],
)
def test_bands(total, grade):
    assert grade_of(total, Bands(90, 70, 50)) == Grade[grade]


def test_of_nothing_there_is_no_share_and_no_sum():
    line = Line("duties", "việc", 40, Source.DUTIES)
    assert filled_in(line, {Source.DUTIES: Share(0, 0)}) is None and filled_in(line, {}) is None
    assert total_of([line], {"duties": None}) is None and total_of([line], {"duties": 7}) == 7
    assert propose([line], {}, BANDS, [], CAPS, ON) == Proposal(None, None, None)


@pytest.mark.parametrize("rated", Rated)
def test_the_default_sets_make_a_hundred(rated):
    assert sum(line.points for line in LINES[rated]) == 100
    if rated.is_decided:
        assert sum(line.points for line in LINES[rated] if "chung" in line.part) == 30


@pytest.mark.parametrize(
    ("totals", "good", "many", "sure", "level"),
    [
        ({}, 0, 0, "", ""),
        ({1: 95}, 4, 0, "", ""),  # a fifth of four is nobody
        ({1: 95}, 5, 1, "1", ""),
        ({1: 95, 2: 93}, 5, 1, "1", ""),
        ({1: 95, 2: 95}, 5, 1, "", "12"),  # level for the only place: people choose
        ({1: 95, 2: 95}, 10, 2, "12", ""),  # level, and there is room for both
        ({1: 97, 2: 95, 3: 95, 4: 91}, 10, 2, "1", "23"),
        ({1: 97, 2: 96, 3: 95, 4: 95}, 14, 2, "12", ""),
        ({1: 95, 2: 95, 3: 95}, 10, 2, "", "123"),
    ],
)
def test_at_most_a_fifth_is_rated_best(totals, good, many, sure, level):
    found = places(totals, good, 20)
    assert (found.many, found.sure, found.level) == (many, set(map(int, sure)), set(map(int, level)))


@given(
    totals=st.dictionaries(st.integers(1, 40), st.integers(90, 100), max_size=20),
    more=st.integers(0, 30),
    share=st.integers(0, 100),
)
def test_places_hold_the_share_and_tell_equals_alike(totals, more, share):
    good = len(totals) + more
    found = places(totals, good, share)
    assert len(found.sure) * 100 <= good * share
    assert not found.sure & found.level
    assert not found.level or len(found.level) > found.left > 0
    for one in totals:
        for other in totals:
            if totals[one] == totals[other]:
                assert (one in found.sure, one in found.level) == (other in found.sure, other in found.level)
