"""What the figure sheet and a check make of pledges."""

from datetime import date

import pytest

from banlanh.checks.registry import CLAIMS, claim_of
from banlanh.core.ids import uuid7
from banlanh.indicators.facts import Facts
from banlanh.indicators.registry import month_of
from banlanh.indicators.sheet import count
from banlanh.plans.models import Clause, Plan, Target
from banlanh.pledges import actions
from banlanh.registers import actions as registers
from tests.support.commune import appoint

TODAY = date(2026, 11, 23)


def figures(commune, key: str, on: date = TODAY) -> dict:
    return {(body, facet): (n, m) for body, n, m, facet in count(Facts(commune, on))["figures"][key]}


@pytest.fixture
def target_of(commune, minh):
    plan = Plan.objects.create(
        commune=commune,
        kind="KẾ HOẠCH",
        title="kế hoạch",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        file_name="a.docx",
        file_sha256="0",
        file="a.docx",
        received_by=minh,
    )
    clause = Clause.objects.create(plan=plan, position=1, text="100%", level=1, is_heading=False)
    return lambda kind: Target.objects.create(plan=plan, clause=clause, title="100% ký", kind=kind)


def test_nothing_is_known_before_anybody_was_asked_to_sign(commune, households, target_of):
    households(3)
    target = target_of("pledge_home")
    assert figures(commune, "pledges_homes") == {}
    assert count(Facts(commune, TODAY))["targets"] == {str(target.pk): [0, 0]}


def test_homes_are_counted_by_village_and_kind(commune, households, sign, village, next_village, target_of):
    target = target_of("pledge_home")
    sign(households(5)[:3])
    households(2, kind="lineage")
    households(4, next_village)
    assert figures(commune, "pledges_homes") == {
        (village.pk, "household"): (3, 5),
        (next_village.pk, "household"): (0, 4),
        (village.pk, "lineage"): (0, 2),
    }
    assert count(Facts(commune, TODAY))["targets"][str(target.pk)] == [3, 11]
    assert figures(commune, "pledges_homes", date(2026, 11, 19))[village.pk, "household"] == (0, 5)


def test_members_are_counted_by_cell(commune, cell, households, opened, sign, target_of):
    target, members = target_of("pledge_member"), households(3, cell, "member")
    secretary = appoint("bi-thu-cb", "Lù A Páo", "R6", cell)
    sign(members[:2], campaign=opened("member"), body=cell, by=secretary)
    assert figures(commune, "pledges_members") == {(cell.pk, "member"): (2, 3)}
    assert count(Facts(commune, TODAY))["targets"][str(target.pk)] == [2, 3]


def test_a_school_counts_once_all_its_classes_have_signed(commune, school, opened, target_of):
    target, head = target_of("pledge_school"), appoint("hieu-truong", "Đào Thị Thu", "R9", school)
    numbers = {"year": 2026, "name": "1A", "pupils": 30, "parents": 30}
    known = registers.set_class(body=school, by=head, on=date(2026, 9, 1), **numbers)
    campaign = opened("classes")
    for signed, whole in ((29, 0), (30, 1)):
        asked = {"campaign": campaign, "body": school, "on": TODAY, "by": head}
        actions.sign_classes(id=uuid7(), numbers={known: (signed, 30)}, **asked)
        assert figures(commune, "pledges_schools") == {(school.pk, ""): (whole, 1)}
        assert figures(commune, "pledges_pupils") == {
            (school.pk, "pupils"): (signed, 30),
            (school.pk, "parents"): (30, 30),
        }
    assert count(Facts(commune, TODAY))["targets"][str(target.pk)] == [1, 1]


def test_what_is_claimed_is_what_the_figure_counts(commune, households, sign, lan):
    entries = households(5)
    sign(entries[:3])
    registers.end_entry(entries[0], by=lan, on=date(2026, 11, 22))
    claim, november = claim_of("pledge_home"), month_of(TODAY)
    listed = list(claim.subjects(commune, november))
    assert {subject.id for subject in listed} == {str(entry.pk) for entry in entries[1:3]}
    assert len(listed) == sum(n for n, _ in figures(commune, "pledges_homes").values())
    assert claim.total(commune, november) == 4
    assert all("2026" not in subject.label for subject in listed)


def test_a_month_before_any_signature_claims_nothing(commune, households, sign):
    sign(households(2))
    claim = CLAIMS["pledges_homes"]
    assert list(claim.subjects(commune, month_of(date(2026, 10, 1)))) == []
