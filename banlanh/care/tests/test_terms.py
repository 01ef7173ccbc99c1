"""The dated table of terms has one answer a day, and an end moves by exactly what the law does not count."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from banlanh.care import terms
from banlanh.care.terms import Category, ExitReason, Ground, Pause, PauseKind, Right, Unit, What
from banlanh.core.clock import DAY
from banlanh.core.refusal import Refused

USER, AFTER = Category.USER, Category.AFTER_REHAB
LAST_OLD, FIRST_NEW = date(2026, 6, 30), date(2026, 7, 1)
DAYS_KNOWN = st.dates(date(2022, 1, 1), date(2031, 12, 31))
DAYS_NEW = st.dates(FIRST_NEW, date(2035, 12, 31))
OLD_GROUNDS = [each for each in Ground if each is not Ground.CLEARED]
STOPS = {USER: PauseKind.DETAINED, AFTER: PauseKind.IMPRISONED}  # what stops the clock under the law of 1/7/2026


def at(*when: int) -> datetime:
    return timezone.make_aware(datetime(*when))


@st.composite
def pauses(draw, kind: PauseKind, start: date):
    """Up to six of them, some overlapping, some before the start, some after any end."""
    firsts = draw(st.lists(st.integers(-100, 1200), max_size=6))
    return [Pause(kind, start + day * DAY, start + (day + draw(st.integers(0, 200))) * DAY) for day in firsts]


@st.composite
def cases(draw):
    """A ground, the day it counts from, pauses of the kind that stops its clock."""
    ground, start = draw(st.sampled_from(Ground)), draw(DAYS_NEW)
    kind = STOPS[ground.category]
    # Pauses before 1/7/2026 stop nothing: that is a case of its own below.
    found = [each for each in draw(pauses(kind, start)) if each.first >= FIRST_NEW]
    return ground, start, found


def reckoned(ground: Ground, start: date, found=()):
    return terms.reckon(ground, decided_on=start, completed_on=start, pauses=found)


def days_of(found) -> set[date]:
    return {each.first + day * DAY for each in found for day in range((each.last - each.first).days + 1)}


# --- the table -------------------------------------------------------------------------------------


def test_no_two_rows_of_one_subject_hold_on_the_same_day():
    for one, other in combinations(terms.TABLE, 2):
        if (one.what, one.about) == (other.what, other.about):
            first, second = sorted((one.book, other.book), key=lambda book: book.since)
            assert first.until and first.until < second.since, one.about


def test_every_row_names_its_law_and_clocks_say_how_long_and_whose():
    for row in terms.TABLE:
        assert row.source and row.article.startswith(("Điều", "khoản", "điểm")) is (row.book is not terms.OURS)
        assert bool(row.span) is (row.what not in {What.PAUSE, What.EXIT, What.TRANSITION})
        assert bool(row.says) is (row.what in {What.EXIT, What.TRANSITION})
        assert bool(row.starts) is (row.what is What.TERM)


@given(DAYS_KNOWN)
def test_every_ground_has_its_term_on_every_day_since_2022(day):
    for ground in OLD_GROUNDS + [Ground.CLEARED] * (day >= FIRST_NEW):
        assert terms.row_of(What.TERM, ground, on=day).span.many in (12, 24)


@pytest.mark.parametrize(
    ("ground", "old", "new"),
    [
        (Ground.POSITIVE, 12, 12),
        (Ground.VOLUNTARY, 12, 12),
        (Ground.SUBSTITUTION, 12, 12),
        (Ground.YOUNG, 12, 12),
        (Ground.COMPULSORY, 24, 24),
    ],
)
def test_the_decisions_day_picks_the_rulebook(ground, old, new):
    before, after = (terms.row_of(What.TERM, ground, on=day) for day in (LAST_OLD, FIRST_NEW))
    assert (before.book, after.book) == (terms.LAW_73, terms.LAW_120)
    assert (before.span.many, after.span.many) == (old, new)
    assert before.check and not after.check


@pytest.mark.parametrize(
    ("what", "category", "on", "span", "who", "to_check"),
    [
        (What.DECIDE, USER, LAST_OLD, "3 ngày làm việc", "Chủ tịch UBND xã", False),
        (What.DECIDE, USER, FIRST_NEW, "24 giờ", "Trưởng Công an xã", False),
        (What.DECIDE, AFTER, LAST_OLD, "2 ngày làm việc", "Chủ tịch UBND xã", False),
        (What.DECIDE, AFTER, FIRST_NEW, "2 ngày làm việc", "Chủ tịch UBND xã", True),
        (What.FILE, AFTER, LAST_OLD, "3 ngày làm việc", "Công an xã", False),
        (What.FILE, AFTER, FIRST_NEW, "3 ngày làm việc", "Công an xã", True),
        (What.HAND_OVER, USER, LAST_OLD, "5 ngày làm việc", "Công an xã", False),
        (What.HAND_OVER, USER, FIRST_NEW, "24 giờ", "Công an xã", False),
        (What.HAND_OVER, AFTER, LAST_OLD, "5 ngày làm việc", "Công an xã", False),
        (What.HAND_OVER, AFTER, FIRST_NEW, "24 giờ", "Công an xã", False),
    ],
)
def test_who_acts_and_how_soon(what, category, on, span, who, to_check):
    row = terms.row_of(what, category, on=on)
    assert (str(row.span), row.who, bool(row.check)) == (span, who, to_check)


def test_what_still_waits_for_the_law_says_so_in_a_sentence():
    waiting = [row.check for row in terms.TABLE if row.check]
    assert waiting and all(re.fullmatch(r"Cần đối chiếu: .+\.", said) for said in waiting)


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("on", [LAST_OLD, FIRST_NEW])
def test_every_exit_asks_for_a_paper(category, on):
    reasons = {row.about[1]: row.says for row in terms.rows_of(What.EXIT, category, on=on)}
    has_custody = category is USER and on == FIRST_NEW
    assert set(reasons) == set(ExitReason) - (set() if has_custody else {ExitReason.CUSTODY})
    assert all(reasons.values())


def test_a_user_is_let_go_by_a_decision_to_stop_but_not_at_the_end_of_the_term():
    rows = terms.rows_of(What.EXIT, USER, on=FIRST_NEW)
    without = {row.about[1] for row in rows if "quyết định dừng quản lý" not in row.says}
    assert without == {ExitReason.SERVED, ExitReason.MOVED}


@pytest.mark.parametrize(
    ("what", "about", "on", "said"),
    [
        (What.TERM, (Ground.POSITIVE,), date(2021, 12, 31), "thời hạn quản lý cho ngày 31/12/2021"),
        (What.TERM, (Ground.CLEARED,), LAST_OLD, "thời hạn quản lý cho ngày 30/6/2026"),
        (What.RIGHT, (Right.SEE,), date(2025, 12, 31), "trả lời yêu cầu của chính chủ cho ngày 31/12/2025"),
        (What.EXIT, (AFTER, ExitReason.CUSTODY), FIRST_NEW, "lý do kết thúc cho ngày 1/7/2026"),
    ],
)
def test_a_day_or_a_subject_without_a_row_is_refused_in_words(what, about, on, said):
    with pytest.raises(Refused, match=f"Không có quy định về {said}. Hãy xem lại ngày"):
        terms.row_of(what, *about, on=on)


def test_labels_respect_the_people_they_name():
    words = [member.label for kind in (What, Category, Ground, ExitReason, PauseKind, Right) for member in kind]
    words += [said for row in terms.TABLE for said in (row.who, row.says, row.check)]
    assert not any(re.search("con nghiện|đối tượng", said, re.IGNORECASE) for said in words)


# --- the end of a term -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "decided", "completed", "ends"),
    [
        (Ground.POSITIVE, date(2026, 7, 2), None, date(2027, 7, 2)),
        (Ground.POSITIVE, date(2028, 2, 29), None, date(2029, 2, 28)),
        (Ground.POSITIVE, date(2027, 2, 28), None, date(2028, 2, 28)),
        (Ground.POSITIVE, date(2026, 12, 31), None, date(2027, 12, 31)),
        (Ground.VOLUNTARY, date(2026, 8, 20), date(2026, 8, 3), date(2027, 8, 3)),
        (Ground.COMPULSORY, date(2026, 8, 20), date(2026, 8, 3), date(2028, 8, 3)),
        (Ground.COMPULSORY, date(2028, 3, 9), date(2028, 2, 29), date(2030, 2, 28)),
        # Rehabilitated before the new law, decided under it: still from the day of completion.
        (Ground.COMPULSORY, date(2026, 7, 1), date(2026, 6, 20), date(2028, 6, 20)),
        (Ground.COMPULSORY, date(2026, 6, 30), date(2026, 6, 20), date(2028, 6, 20)),
    ],
)
def test_a_term_ends_on_the_day_that_answers_its_start(ground, decided, completed, ends):
    found = terms.reckon(ground, decided_on=decided, completed_on=completed)
    assert (found.ends_on, found.full_on, found.paused_days) == (ends, ends, 0)


def test_without_the_day_of_completion_no_end_is_guessed():
    with pytest.raises(Refused, match="Hãy ghi ngày hoàn thành cai nghiện"):
        terms.reckon(Ground.VOLUNTARY, decided_on=FIRST_NEW)


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refused, match=r"tạm giữ, tạm giam kết thúc ngày 1/7/2026, trước ngày bắt đầu 2/7/2026"):
        Pause(PauseKind.DETAINED, FIRST_NEW + DAY, FIRST_NEW)


@pytest.mark.parametrize(
    ("days", "moved"),
    [
        ([], 0),
        ([(10, 10)], 1),
        ([(10, 19), (15, 24)], 15),  # overlapping: each day once
        ([(10, 19), (20, 29)], 20),  # touching
        ([(10, 19), (12, 13)], 10),  # one within the other
        ([(-9, 0)], 0),  # before the first counted day
        ([(-9, 5)], 5),
        ([(365, 365)], 1),  # the last day itself
        ([(366, 400)], 0),  # after the end
        ([(300, 309), (370, 374)], 15),  # the second is reached because of the first
        ([(300, 309), (376, 380)], 10),  # and this one is not
    ],
)
def test_remaining_days_follow_a_pause(days, moved):
    start = date(2026, 8, 1)
    found = [Pause(PauseKind.DETAINED, start + first * DAY, start + last * DAY) for first, last in days]
    assert reckoned(Ground.POSITIVE, start, found).paused_days == moved


@pytest.mark.parametrize(
    ("ground", "kind", "first", "counts"),
    [
        (Ground.POSITIVE, PauseKind.DETAINED, FIRST_NEW, True),
        (Ground.POSITIVE, PauseKind.DETAINED, LAST_OLD, False),
        (Ground.POSITIVE, PauseKind.ABSENT, LAST_OLD, False),
        (Ground.VOLUNTARY, PauseKind.ABSENT, LAST_OLD, True),
        (Ground.VOLUNTARY, PauseKind.ABSENT, FIRST_NEW, False),
        (Ground.VOLUNTARY, PauseKind.DETAINED, FIRST_NEW, False),
        (Ground.COMPULSORY, PauseKind.IMPRISONED, FIRST_NEW, True),
        (Ground.COMPULSORY, PauseKind.IMPRISONED, LAST_OLD, False),
    ],
)
def test_only_what_the_law_of_its_first_day_stops_the_clock_for_is_counted(ground, kind, first, counts):
    start, pause = date(2026, 5, 4), Pause(kind, first, first + 9 * DAY)
    found = reckoned(ground, start, [pause])
    assert (found.counted, found.ignored) == (((pause,), ()) if counts else ((), (pause,)))
    assert found.paused_days == 10 * counts


@given(cases())
def test_the_end_is_never_before_the_full_term(case):
    ground, start, found = case
    answer = reckoned(ground, start, found)
    assert answer.ends_on >= answer.full_on == reckoned(ground, start).ends_on


@given(cases())
def test_pauses_move_the_end_by_exactly_their_days_within_the_term(case):
    ground, start, found = case
    answer = reckoned(ground, start, found)
    within = {day for day in days_of(found) if start < day <= answer.ends_on}
    assert answer.paused_days == len(within)
    assert answer.ends_on not in within  # the last day is one that counts


@given(cases(), st.data())
def test_order_doubling_and_cutting_of_pauses_change_nothing(case, data):
    ground, start, found = case
    cut = [Pause(each.kind, day, day) for each in found for day in days_of([each])]
    again = data.draw(st.permutations(found + found))
    ends = {reckoned(ground, start, some).ends_on for some in (found, again, cut)}
    assert len(ends) == 1


@given(cases(), st.data())
def test_one_pause_more_never_ends_a_term_sooner(case, data):
    ground, start, found = case
    more = [each for each in data.draw(pauses(STOPS[ground.category], start)) if each.first >= FIRST_NEW]
    assert reckoned(ground, start, found + more).ends_on >= reckoned(ground, start, found).ends_on


@given(cases(), st.integers(0, 800))
def test_a_later_start_never_ends_sooner(case, later):
    """Save by one day, where it falls into a pause on a 29 February, whose year is a day shorter."""
    ground, start, found = case
    after = start + later * DAY
    slack = DAY if after in days_of(found) else 0 * DAY
    assert reckoned(ground, after, found).ends_on + slack >= reckoned(ground, start, found).ends_on
    assert reckoned(ground, after).ends_on >= reckoned(ground, start).ends_on


@given(st.sampled_from(OLD_GROUNDS), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_two_rulebooks_give_the_same_end_to_whom_nothing_paused(ground, start):
    ends = {terms.reckon(ground, decided_on=day, completed_on=start).ends_on for day in (LAST_OLD, FIRST_NEW)}
    assert len(ends) == (1 if ground.category is AFTER else 2)  # a user's term counts from the decision


@pytest.mark.parametrize(
    ("ground", "decided", "kind", "checks"),
    [
        (Ground.POSITIVE, FIRST_NEW, None, ()),
        (Ground.POSITIVE, FIRST_NEW, PauseKind.DETAINED, (terms.MAY_NOT_MOVE,)),
        (Ground.POSITIVE, LAST_OLD, PauseKind.DETAINED, (terms.UNDER_WAY, terms.MAY_NOT_MOVE)),
        (Ground.COMPULSORY, FIRST_NEW, PauseKind.IMPRISONED, ()),
        (Ground.COMPULSORY, FIRST_NEW, PauseKind.ABSENT, ()),  # not counted, so nothing to check
    ],
)
def test_an_end_carries_what_is_to_be_held_against_the_law(ground, decided, kind, checks):
    found = [Pause(kind, decided + day * DAY, decided + day * DAY) for day in (9, 12)] if kind else []
    assert reckoned(ground, decided, found).checks == checks


def test_who_is_still_held_on_the_last_day_is_not_let_go_that_day():
    start, today = date(2026, 8, 1), date(2027, 8, 1)
    held = Pause(PauseKind.DETAINED, date(2027, 7, 20), today)
    assert reckoned(Ground.POSITIVE, start, [held]).ends_on == today + 13 * DAY


# --- clocks ----------------------------------------------------------------------------------------


@given(st.dates(date(2026, 2, 1), date(2036, 1, 1)))
def test_reminders_come_thirty_and_seven_days_before_the_end(ends_on):
    assert terms.reminders(ends_on) == [ends_on - 30 * DAY, ends_on - 7 * DAY]


@pytest.mark.parametrize(
    ("what", "category", "since", "until"),
    [
        (What.DECIDE, USER, at(2026, 7, 1, 8, 15), at(2026, 7, 2, 8, 15)),
        (What.DECIDE, USER, at(2026, 12, 31, 23, 59), at(2027, 1, 1, 23, 59)),
        (What.HAND_OVER, AFTER, at(2028, 2, 28, 17), at(2028, 2, 29, 17)),
        # Wednesday 29/4, then 30/4, 1/5 and a weekend: five working days end with Friday 8/5.
        (What.HAND_OVER, USER, at(2026, 4, 29, 17), at(2026, 5, 9)),
        (What.DECIDE, AFTER, at(2026, 11, 27, 16), at(2026, 12, 2)),
        (What.CERTIFICATE, AFTER, at(2026, 11, 27, 16), at(2026, 11, 30)),
    ],
)
def test_hours_run_from_the_minute_on_and_days_to_their_midnight(what, category, since, until):
    assert terms.runs_out(terms.row_of(what, category, on=since.date()), since) == until


def test_a_clock_reads_the_hour_of_the_commune_whatever_the_zone_it_was_given():
    row = terms.row_of(What.DECIDE, AFTER, on=FIRST_NEW)
    evening_before = datetime(2026, 11, 26, 20, tzinfo=UTC)  # Friday, three in the morning
    assert terms.runs_out(row, evening_before) == at(2026, 12, 2)


def test_hours_have_no_last_day():
    with pytest.raises(ValueError, match="counts no days"):
        terms.last_day(terms.row_of(What.DECIDE, USER, on=FIRST_NEW), FIRST_NEW)


@pytest.mark.parametrize(
    ("right", "asked", "due", "extended"),
    [
        (Right.ANSWER, date(2026, 11, 27), date(2026, 12, 1), None),
        (Right.SEE, date(2026, 11, 27), date(2026, 12, 7), date(2026, 12, 17)),
        (Right.WITHDRAW, date(2026, 11, 27), date(2026, 12, 12), date(2026, 12, 27)),
        (Right.DELETE, date(2026, 2, 9), date(2026, 3, 1), date(2026, 3, 21)),
        (Right.PROTECT, date(2026, 11, 27), date(2026, 12, 12), date(2026, 12, 27)),
    ],
)
def test_requests_are_met_within_the_decrees_days_extended_once(right, asked, due, extended):
    assert terms.answer_by(right, asked) == due
    if extended:
        assert terms.answer_by(right, asked, extended=True) == extended


def test_the_first_answer_over_tet_waits_for_the_office_and_cannot_be_extended():
    thursday = date(2026, 2, 12)
    due = terms.answer_by(Right.ANSWER, thursday)
    assert due > thursday + timedelta(days=7)  # Tết of 2026 lies between
    with pytest.raises(Refused, match="gia hạn một lần"):
        terms.answer_by(Right.ANSWER, thursday, extended=True)


def test_units_are_said_in_words():
    assert [str(terms.Span(2, unit)) for unit in Unit] == ["2 giờ", "2 ngày", "2 ngày làm việc", "2 tháng"]
