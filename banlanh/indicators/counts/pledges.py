"""Pledges: who has signed, of all who count on the day."""

from collections.abc import Iterator

from banlanh.places.enums import BodyKind
from banlanh.pledges import queries as pledges
from banlanh.pledges.enums import Signers

from ..facts import Facts
from ..registry import Figure, Period, indicator, month_of

OF_A_HOME = (Signers.HOUSEHOLD, Signers.ESTABLISHMENT, Signers.LINEAGE)


@indicator(
    "pledges_homes", "Hộ, cơ sở, dòng họ ký cam kết", unit="chữ ký", period=month_of, kind="pledge_home",
    signers=OF_A_HOME,
)  # fmt: skip
def pledges_of_homes(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village: households, establishments, lineages that signed, of those in the registers."""
    return signed(facts, OF_A_HOME)


@indicator(
    "pledges_members", "Đảng viên ký cam kết", unit="đảng viên", period=month_of, kind="pledge_member",
    signers=(Signers.MEMBER,),
)  # fmt: skip
def pledges_of_members(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each cell: members that signed, of those in its register."""
    return signed(facts, (Signers.MEMBER,))


def signed(facts: Facts, asked: tuple[Signers, ...]) -> Iterator[Figure]:
    """Where any of these was asked to sign, all of them are counted: who has no campaign yet has not signed.

    Where none was asked nothing is known.
    """
    if not facts.campaigns.keys() & set(asked):
        return
    signed_in = facts.once(
        "pledges",
        lambda: pledges.table(facts.campaigns, facts.bodies.values(), facts.on),
        of=("pledges", "registers"),
    )
    for signers in asked:
        for body in facts.bodies:
            if tally := signed_in.get((body, signers.value)):
                yield Figure(body, tally.n, tally.m, signers.value)


@indicator(
    "pledges_schools", "Trường học ký cam kết đủ", unit="trường", period=month_of, kind="pledge_school",
    signers=(Signers.CLASSES,),
)  # fmt: skip
def pledges_of_schools(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each school: whether all pupils and parents of all its classes have signed."""
    for body, school in schools(facts).items():
        yield Figure(body, int(school.has_signed), 1)


@indicator(
    "pledges_pupils", "Học sinh, phụ huynh ký cam kết", unit="chữ ký", period=month_of, signers=(Signers.CLASSES,)
)
def pledges_of_pupils(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each school: pupils, and parents, that signed."""
    for body, school in schools(facts).items():
        for facet, tally in (("pupils", school.pupils), ("parents", school.parents)):
            if tally.m:
                yield Figure(body, tally.n, tally.m, facet)


def schools(facts: Facts) -> dict[int, pledges.School]:
    campaign = facts.campaigns.get(Signers.CLASSES)
    asked = [body for body in facts.bodies.values() if body.kind == BodyKind.SCHOOL]
    if campaign is None:
        return {}
    return facts.once("schools", lambda: pledges.schools(campaign, asked, facts.on), of=("pledges", "registers"))
