"""When something happened, was known and was told: three days that are kept apart, and a figure of the last two."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from banlanh.care import actions, queries
from banlanh.care.enums import Found, Result
from banlanh.care.models import Finding
from banlanh.care.timely import Timeliness, timeliness
from banlanh.core import clock
from banlanh.core.refusal import Refused

from .conftest import TODAY, events, fresh

pytestmark = pytest.mark.django_db(databases="__all__")
MONTH = (TODAY.replace(day=1), TODAY.replace(day=30))


@pytest.fixture
def at(monkeypatch):
    def stand(day: date, hour: int = 9) -> None:
        moment = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)
        monkeypatch.setenv("BANLANH_TODAY", day.isoformat())
        monkeypatch.setattr(clock, "now", lambda: moment)

    return stand


def find(person, by, known_on=TODAY, happened_on=date(2026, 11, 20)) -> Finding:
    days = {"happened_on": happened_on, "known_on": known_on}
    return actions.record_finding(uuid4(), person, found=Found.USED, words="", by=by, **days)


def test_the_three_days_of_a_finding_are_kept_apart(person, hang, at):
    at(TODAY)
    told = fresh(find(person, hang, known_on=TODAY - clock.DAY))
    days = (told.happened_on, told.known_on, timezone.localdate(told.told_at))
    assert days == (date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23))
    assert queries.findings_of(person)[0]["what"] == "sử dụng lại"
    assert events("found")[0].detail == {}


@pytest.mark.parametrize("result", Result)
def test_the_three_days_of_a_result_are_kept_apart_whatever_it_is(due, hang, at, result):
    at(TODAY)
    actions.record_result(due, done_on=TODAY - 2 * clock.DAY, known_on=TODAY - clock.DAY, result=result, by=hang)
    test = fresh(due)
    days = (test.done_on, test.known_on, timezone.localdate(test.told_at))
    assert days == (date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("happened", "known", "sentence"),
    [(0, -1, "không thể biết trước"), (0, 1, "chưa tới"), (1, 1, "chưa tới")],
)
def test_days_in_an_order_that_cannot_be_are_refused(person, hang, happened, known, sentence):
    with pytest.raises(Refused, match=sentence):
        find(person, hang, known_on=TODAY + known * clock.DAY, happened_on=TODAY + happened * clock.DAY)
    assert not Finding.objects.exists()


@pytest.mark.parametrize(("days", "hour", "is_late"), [(0, 9, False), (1, 23, False), (2, 0, True), (9, 9, True)])
def test_what_is_told_by_the_end_of_the_next_day_is_told_in_time(person, hang, at, days, hour, is_late):
    at(TODAY + days * clock.DAY, hour)
    assert find(person, hang, known_on=TODAY).is_told_late is is_late


def test_the_figure_tells_how_much_was_told_in_time_and_no_more(commune, person, due, hang, at):
    at(TODAY)
    assert timeliness(commune, *MONTH) == Timeliness(0, 0)
    actions.record_result(due, done_on=TODAY, result=Result.POSITIVE, by=hang)
    find(person, hang)
    find(person, hang, known_on=date(2026, 11, 20))
    assert timeliness(commune, *MONTH) == Timeliness(2, 3)
    assert timeliness(commune, TODAY + clock.DAY, MONTH[1]) == Timeliness(0, 0)


def test_an_ended_file_is_in_no_figure(commune, person, hang, at):
    at(TODAY)
    find(person, hang)
    actions.end_terms(person.ends_on + clock.DAY)
    assert timeliness(commune, *MONTH) == Timeliness(0, 0)


def test_the_same_form_twice_tells_once_and_helpers_tell_nothing_of_the_law(person, assigned, hang, helper):
    number, told = uuid4(), {"happened_on": TODAY, "known_on": TODAY, "found": Found.ABSENT, "words": ""}
    first = actions.record_finding(number, person, by=hang, **told)
    assert actions.record_finding(number, person, by=hang, **told) == first
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        actions.record_finding(uuid4(), person, by=helper, **told)
