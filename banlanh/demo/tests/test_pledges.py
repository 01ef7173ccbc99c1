"""What was signed, who is counted and what was checked: written sideways, and still as the rules would have it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from banlanh.checks import draw
from banlanh.checks.models import Check, Finding, Visit
from banlanh.checks.rules import answers_for, is_independent
from banlanh.core import clock
from banlanh.core.refusal import allows
from banlanh.demo.chance import Today
from banlanh.demo.signing import BADLY_LED, STILL_AT_IT
from banlanh.indicators.actions import differences
from banlanh.indicators.sheet import sheet_of
from banlanh.places.models import Body
from banlanh.plans.models import Target
from banlanh.pledges import queries, rules
from banlanh.pledges.enums import Signers
from banlanh.pledges.models import Campaign, ClassPledge, Sheet, Signature
from banlanh.registers.enums import Began, Ended, EntryKind
from banlanh.registers.models import Entry, SchoolClass, Stay
from banlanh.registers.queries import changes_in, likely_duplicates
from tests.support.demonstration import DAY

MOMENT = Today(DAY).moment


def shares(commune, signers: str) -> dict[str, float]:
    """By the name of the body, the share of those counted in it that have signed."""
    bodies = {body.pk: body.name for body in Body.objects.for_place(commune)}
    counted = queries.tallies(Campaign.objects.get(signers=signers), Body.objects.for_place(commune), DAY)
    return {bodies[pk]: tally.n / tally.m for pk, tally in counted.items() if tally.m}


@pytest.mark.parametrize(
    ("kind", "fewest"), [(kind, many) for kind, many in zip(EntryKind, (2600, 15, 70, 400, 24, 24), strict=True)]
)
def test_every_register_has_its_entries(commune, kind, fewest):
    assert Stay.objects.of(kind).counted_on(DAY).count() >= fewest


def test_nobody_is_proposed_as_a_double(commune):
    for kind in EntryKind:
        assert likely_duplicates(Body.objects.for_place(commune), kind, DAY) == {}


def test_households_came_and_went_in_every_way(commune):
    stays = Stay.objects.of(EntryKind.HOUSEHOLD)
    assert {*stays.values_list("began", flat=True)} >= {Began.ARRIVED, Began.SPLIT, Began.MOVED}
    assert {*stays.exclude(ends_on=None).values_list("ended", flat=True)} == {Ended.LEFT, Ended.MOVED}
    assert all(entry.parent.commune_id == commune.pk for entry in Entry.objects.exclude(parent=None))
    here = Body.objects.get(commune=commune, name="Thôn Nà Lìn")
    assert any(changes_in(here, clock.month_of(DAY), clock.next_month(DAY)))


def test_only_who_counted_there_that_day_signed_on_a_sheet(commune):
    by_day = {}
    for stay in Stay.objects.select_related("entry"):
        by_day.setdefault((stay.entry_id, stay.body_id), []).append(stay)
    for row in Signature.objects.select_related("sheet", "entry", "campaign"):
        on, stays = row.sheet.signed_on, by_day[row.entry_id, row.sheet.body_id]
        assert any(stay.starts_on <= on and (stay.ends_on is None or on < stay.ends_on) for stay in stays)
        assert row.campaign_id == row.sheet.campaign_id and row.campaign.signers == row.entry.kind


def test_sheets_were_collected_by_who_may_and_while_the_campaign_ran(commune):
    asked = set()
    for sheet in Sheet.objects.select_related("campaign", "body", "recorded_by"):
        assert sheet.campaign.starts_on <= sheet.signed_on <= sheet.campaign.ends_on
        assert sheet.signatures.exists() or sheet.class_pledges.exists()
        asked.add((sheet.recorded_by, sheet.campaign, sheet.body))
    assert all(allows(rules.may_collect, *each) for each in asked)


def test_a_class_signed_in_no_more_than_its_numbers(commune):
    for pledge in ClassPledge.objects.select_related("school_class", "sheet__body"):
        rules.may_say_of(pledge, pledge.sheet.body, pledge.sheet.signed_on)


def test_one_village_did_badly_some_are_at_it_and_most_have_nearly_all(commune):
    found = shares(commune, Signers.HOUSEHOLD)
    assert {min(found, key=found.get)} <= BADLY_LED
    assert min(found.values()) < 0.6
    others = [share for name, share in found.items() if name not in BADLY_LED]
    assert min(others) > 0.8
    assert any(found[name] < 1 for name in STILL_AT_IT)
    assert sum(share > 0.95 for share in others) > len(others) / 2


def test_most_schools_and_cells_have_signed(commune):
    schools, cells = shares(commune, Signers.CLASSES), shares(commune, Signers.MEMBER)
    assert len(schools) == 9 and 6 <= sum(share == 1 for share in schools.values()) < 9
    assert len(cells) == 31 and sum(share == 1 for share in cells.values()) > 20


@pytest.mark.parametrize("kind", ["pledge_home", "pledge_school", "resolution"])
def test_a_target_of_the_plan_is_counted(commune, kind):
    target = Target.objects.get(kind=kind)
    n, m = sheet_of(commune, on=DAY)["targets"][str(target.pk)]
    assert 0 < n < m


def test_every_campaign_counts_for_a_target_of_the_plan(commune):
    assert {campaign.signers for campaign in Campaign.objects.exclude(target=None)} == set(Signers) - {"prestige"}


def test_some_rows_were_voided(commune):
    assert 5 < Signature.objects.exclude(voided_at=None).count() < 100


def test_nothing_is_known_before_it_was_written_down(commune):
    told = [(stay.starts_on, stay.recorded_at) for stay in Stay.objects.all()]
    told += [(stay.ends_on, stay.ended_at) for stay in Stay.objects.exclude(ends_on=None)]
    told += [(sheet.signed_on, sheet.recorded_at) for sheet in Sheet.objects.all()]
    told += [(known.counted_on, known.recorded_at) for known in SchoolClass.objects.all()]
    told += [(campaign.starts_on, campaign.opened_at) for campaign in Campaign.objects.all()]
    told += [(finding.on, finding.at) for finding in Finding.objects.all()]
    assert [(on, moment) for on, moment in told if not on <= timezone.localdate(moment) or moment > MOMENT] == []


def test_the_recount_finds_no_difference(commune):
    assert differences(commune) == []


# --- checks -------------------------------------------------------------------------------------------------------


def test_last_month_was_checked_and_this_month_is_being_checked(commune):
    running, closed = Check.objects.prefetch_related("visits__findings").order_by("closed_at")
    if running.closed_at:  # nulls come last in PostgreSQL
        running, closed = closed, running
    assert closed.claim == "airings" and clock.next_month(closed.starts_on) == clock.month_of(DAY)
    assert (closed.tally.waiting, closed.verdict[:4]) == (0, "Khai")
    assert closed.tally.denied + closed.tally.missed > 0
    assert running.claim == "pledges_homes" and not running.is_closed
    assert 0 < running.tally.waiting < running.drawn_count
    assert closed.closed_at - closed.drawn_at < timedelta(14)


def test_anybody_can_draw_the_checks_again(commune):
    for check in Check.objects.all():
        assert draw.mark_of(check.listed) == check.list_sha256
        again = draw.draw(check.listed, size=check.drawn_count, seed=check.seed)
        assert list(check.visits.order_by("position").values_list("subject", flat=True)) == again


def test_visits_are_made_by_others_and_the_union_still_has_some_to_make(commune):
    for visit in Visit.objects.select_related("checker", "body").prefetch_related("findings__by"):
        is_independent(visit.checker, visit.body)
        assert not any(answers_for(finding.by, visit.body) for finding in visit.findings.all())
    waiting = [visit for visit in Visit.objects.filter(checker__name="Hội Phụ nữ xã") if not visit.is_settled]
    assert len(waiting) >= 3
