from collections import defaultdict
from datetime import date
from random import Random

import pytest
from django.utils import timezone

from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.demo import actions
from banlanh.demo.chance import Today, id_at
from banlanh.demo.queries import LOADED
from banlanh.documents.models import IssuedDocument, Resolution
from banlanh.livelihoods.models import FundChange, LookBack, Need, ProgrammeDecision, Review, Support
from banlanh.outreach.models import Airing
from banlanh.plans.enums import State, Verb
from banlanh.plans.models import Duty, Step
from banlanh.plans.standing import standings
from tests.support.demonstration import DAY
from tests.support.nightly import at_night


@pytest.fixture(scope="module")
def standing(commune) -> dict:
    """Where every duty that has begun stands: name of the body -> title of the task -> standings by their days."""
    return standing_on(DAY, commune)


def standing_on(day, commune) -> dict:
    begun = Duty.objects.for_place(commune).started_by(day).select_related("task", "body__place")
    found = defaultdict(lambda: defaultdict(list))
    for each in standings(begun.order_by("starts_on"), commune=commune, on=day):
        found[each.duty.body.name][each.duty.task.title].append(each)
    return found


AIRING = "Phát bản tin trên loa truyền thanh"
RESOLUTION = "Nghị quyết chi bộ có nội dung phòng, chống ma túy"
REPORT = "Báo cáo tháng gửi Ban Thường vụ"


def test_na_lin_is_halfway_through_the_week(standing):
    week = standing["Thôn Nà Lìn"][AIRING][-1]
    assert (week.state, week.done, week.duty.needed) == (State.OPEN, 1, 2)


def test_na_lin_owes_the_resolution_of_october(standing):
    october, november = standing["Chi bộ Nà Lìn"][RESOLUTION][-2:]
    assert (october.state, november.state) == (State.LATE, State.OPEN)


def test_the_report_of_november_is_due_in_two_days(standing):
    *before, november = standing["Chi bộ Công an xã"][REPORT]
    assert (november.state, november.words) == (State.OPEN, "còn 2 ngày")
    assert [each.state for each in before].count(State.DONE_LATE) == 1
    assert [each.state for each in before].count(State.DONE) == len(before) - 1


def test_one_village_does_badly_and_one_does_better_every_month(standing):
    done = {name: [each.is_finished for each in of[AIRING][:-1]] for name, of in standing.items() if AIRING in of}
    share = {name: sum(weeks) / len(weeks) for name, weeks in done.items()}
    assert min(share, key=share.get) == "Thôn Sín Chải"
    assert share["Thôn Sín Chải"] < 0.5 < 0.75 < sorted(share.values())[3]
    weeks = done["Thôn Bản Mới"]
    assert sum(weeks[:12]) < 8 < 11 <= sum(weeks[-12:])


def test_a_broken_loudspeaker_was_excused_for_three_weeks(standing):
    weeks = [each for each in standing["Thôn Tả Hồ"][AIRING] if each.state == State.EXCUSED]
    assert [each.duty.starts_on for each in weeks] == [date(2026, 7, 6), date(2026, 7, 13), date(2026, 7, 20)]
    assert not any(each.done < each.duty.needed for each in weeks)


def test_duties_stand_in_every_state_that_a_page_can_show(standing):
    states = {each.state for of in standing.values() for found in of.values() for each in found}
    assert states >= set(State) - {State.AHEAD}


def test_every_state_of_a_record_can_be_seen(commune):
    assert Airing.objects.exclude(voided_at=None).count() >= 3
    assert IssuedDocument.objects.exclude(voided_at=None).count() == 1
    assert Resolution.objects.filter(has_drug_content=False).exists()


@pytest.mark.parametrize(
    "model", [Airing, Resolution, IssuedDocument, FundChange, Need, ProgrammeDecision, Support, LookBack, Review]
)
def test_nothing_is_known_before_it_arrived(commune, model):
    moment = Today(DAY).moment
    for record in model.objects.for_place(commune):
        assert timezone.localdate(record.recorded_at) >= record.happened_on
        assert record.recorded_at <= (record.voided_at or moment) <= moment
        assert record.commune_id == record.body.commune_id == commune.pk


def test_steps_follow_each_other_as_the_rules_would_have_it(commune):
    lives = defaultdict(list)
    for step in Step.objects.select_related("duty").order_by("at"):
        lives[step.duty].append(step)
    allowed = {None: {"submit", "excuse"}, "submit": {"accept", "send_back"}, "send_back": {"submit"}}
    for duty, steps in lives.items():
        for before, step in zip([None, *steps], steps, strict=False):
            assert step.verb in allowed[before and before.verb], duty
            assert before is None or (before.at < step.at and before.by_id != step.by_id)
            assert step.at <= Today(DAY).moment
            assert step.on >= duty.starts_on
        if steps[-1].verb == Verb.ACCEPT:
            assert steps[-1].on == steps[-2].on


def test_one_honest_event_says_that_this_was_loaded(commune):
    told = Event.objects.get(verb=LOADED)
    assert told.detail["day"] == DAY.isoformat()
    assert told.by is None
    assert first_broken(commune.pk) is None


def test_ids_are_of_version_seven_and_carry_their_time():
    moment = Today(DAY).moment
    id = id_at(moment, Random(1))
    assert (id.version, id.variant) == (7, "specified in RFC 4122")
    assert id.int >> 80 == int(moment.timestamp() * 1000)


@pytest.mark.usefixtures("nobody_in_care")
@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(
    "day", at_night(["2026-03-10", "2026-04-02", "2026-08-30", "2027-02-14"], else_few=["2026-04-02"])
)
def test_on_any_day_the_commune_is_alive(day, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", day)
    day = date.fromisoformat(day)
    commune = actions.load_demo(day)
    found = standing_on(day, commune)
    week = found["Thôn Nà Lìn"][AIRING][-1]
    assert week.state == State.OPEN
    assert week.done == (1 if day > date(2026, 3, 15) else 0)
    assert any(each.is_owed for of in found.values() for each in of.get(RESOLUTION, []))
