"""What a person sets of a task or a target: rhythms with their days, bodies, numbers as Vietnamese write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.plans.actions import confirm
from banlanh.plans.forms import RHYTHMS, NumberField, TargetForm, TaskForm, put_together, taken_apart
from banlanh.plans.occurrences import LONG, parts_of
from tests.support.commune import body_of

from . import plan as written

DAYS, MONTHS = st.none() | st.integers(1, 31), st.none() | st.integers(1, 12)


@pytest.fixture
def draft(commune, secretary):
    return written.receive(commune, secretary)


@pytest.fixture
def task(draft):
    return draft.tasks.get(kind="airing")


def sent(commune, **fields) -> dict:
    named = {"extent": "named", "bodies": [body_of(commune, "Công an xã").pk], "title": "Tuần tra", "times": "1"}
    return {name: value for name, value in (named | {"every": "", "kind": ""} | fields).items() if value is not None}


@given(st.sampled_from(list(RHYTHMS)), DAYS, MONTHS)
def test_a_rhythm_taken_apart_is_the_one_put_together(base, day, month):
    rule = put_together(base, day, month)
    frequency = parts_of(base)["FREQ"] if base else ""
    kept = day if frequency in LONG else None, month if frequency == "YEARLY" else None
    assert taken_apart(rule) == (base, *kept)


@given(st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=9"]), DAYS, MONTHS)
def test_a_rhythm_that_is_not_offered_stays_as_it_is(rule, day, month):
    assert taken_apart(rule) == (rule, None, None)
    assert put_together(rule, None, None) == rule


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ({"every": ""}, ""),
        ({"every": "FREQ=WEEKLY"}, "FREQ=WEEKLY"),
        ({"every": "FREQ=WEEKLY", "day": "25"}, "FREQ=WEEKLY"),  # the day of the rhythm chosen before
        ({"every": "FREQ=MONTHLY", "day": "25", "month": "12"}, "FREQ=MONTHLY;BYMONTHDAY=25"),
        ({"every": "FREQ=MONTHLY;INTERVAL=3", "day": "20"}, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20"),
        ({"every": "FREQ=YEARLY"}, "FREQ=YEARLY"),
        ({"every": "FREQ=YEARLY", "month": "6"}, "FREQ=YEARLY;BYMONTH=6"),
        ({"every": "FREQ=YEARLY", "day": "15", "month": "12"}, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    ],
)
def test_a_rhythm_is_chosen_with_its_day(typed, rule, task, commune):
    form = TaskForm(sent(commune, due_on="20/06/2026", **typed), task=task)
    assert form.is_valid(), form.errors
    values = form.values()
    assert values["every"] == rule
    assert (values["due_on"] is None) == bool(rule), "what recurs has no single day"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"every": "FREQ=YEARLY", "day": "15"}, "month", "của tháng mấy"),
        ({"every": "FREQ=YEARLY", "day": "31", "month": "4"}, "day", "Tháng 4 không có ngày 31"),
        ({"every": "FREQ=YEARLY", "day": "15", "month": "13"}, "month", "lớn nhất là 12"),
        ({"every": "FREQ=HOURLY"}, "every", "có trong danh sách"),
        ({"due_on": "20/06/2031"}, "due_on", "trong thời gian của kế hoạch"),
        ({"bodies": None}, "bodies", "ít nhất một đơn vị"),
        ({"bodies": ["không phải số"]}, "bodies", "có trong danh sách"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(typed, field, sentence, task, commune):
    form = TaskForm(sent(commune, **typed), task=task)
    assert not form.is_valid()
    assert sentence in str(form.errors[field])


def test_a_day_that_the_plan_itself_names_stands_though_it_lies_before_the_plan(task, commune):
    task.due_on = date(2026, 2, 28)
    assert TaskForm(sent(commune, due_on="28/02/2026"), task=task).is_valid()
    assert not TaskForm(sent(commune, due_on="27/02/2026"), task=task).is_valid()


def test_the_day_of_a_monthly_rhythm_may_be_the_last_that_no_month_has(task, commune):
    assert TaskForm(sent(commune, every="FREQ=MONTHLY", day="31"), task=task).is_valid()


def test_a_whole_class_of_bodies_names_none(task, commune):
    form = TaskForm(sent(commune, extent="villages"), task=task)
    assert form.is_valid() and form.values()["bodies"] == []


@pytest.mark.parametrize(
    ("bodies", "proposed", "kept"),
    [("Thôn Nà Lìn", "airing", "airing"), ("Công an xã", "airing", ""), ("Công an xã", "resolution", "resolution")],
)
def test_what_was_proposed_for_others_does_not_stand_in_the_way(bodies, proposed, kept, task, commune):
    """Another kind than the proposed one is the person's own choice, and a rule tells whether it can be."""
    typed = sent(commune, bodies=[body_of(commune, bodies).pk], kind=proposed)
    form = TaskForm(typed, task=task)
    assert form.is_valid() and form.values()["kind"] == kept


def test_what_was_confirmed_is_not_left_out_by_itself(task, commune, secretary):
    confirm(task, by=secretary)
    form = TaskForm(sent(commune, kind="airing"), task=task)
    assert form.is_valid() and form.values()["kind"] == "airing"


def test_every_body_can_be_chosen_once_and_what_is_chosen_shows(task, commune):
    police = body_of(commune, "Công an xã")
    form = TaskForm(sent(commune, title=""), task=task)
    bodies = [each for group in form.leading for each in group.bodies]
    assert sorted(body.pk for body, _ in bodies) == sorted(commune.bodies.values_list("pk", flat=True))
    assert [body for body, is_chosen in bodies if is_chosen] == [police]
    assert [group.label for group in form.leading if group.is_chosen_from] == ["Cơ quan, đơn vị khác"]
    assert not any(group.is_chosen_from for group in form.taking_part)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("93,5", "93.5"),
        ("93.5", "93.5"),
        ("2.604", "2604"),
        ("1.234.567,5", "1234567.5"),
        ("2.60", "2.60"),
        ("0", "0"),
        (" 12 ", "12"),
    ],
)
def test_a_number_is_read_as_vietnamese_write_it(typed, number):
    assert NumberField().clean(typed) == Decimal(number)


@given(st.decimals(0, 10**9, places=2))
def test_a_number_that_is_shown_is_read_back(number):
    field = NumberField()
    assert field.clean(field.prepare_value(number)) == number


def test_a_target_shows_its_number_without_idle_noughts_and_keeps_two_places(draft):
    target = draft.targets.first()
    assert TargetForm(target=target)["value"].value() == "100"
    form = TargetForm({"title": "Hộ ký cam kết", "value": "93,555", "unit": "%"}, target=target)
    assert form.is_valid() and form.values()["value"] == Decimal("93.56")


@pytest.mark.parametrize("typed", ["nhiều", "-5", "1e99", "NaN", "9" * 30])
def test_what_is_no_number_of_a_target_is_refused(typed, draft):
    form = TargetForm({"title": "Hộ ký cam kết", "value": typed}, target=draft.targets.first())
    assert not form.is_valid() and "value" in form.errors
