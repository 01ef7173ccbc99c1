"""The indicators, each one small function."""

from collections import Counter
from collections.abc import Callable, Iterator

from banlanh.places.enums import CELLS, BodyKind
from banlanh.plans.enums import State
from banlanh.plans.models import Duty
from banlanh.plans.standing import Standing
from banlanh.pledges import queries as pledges
from banlanh.pledges.enums import Signers
from banlanh.records.registry import KINDS
from banlanh.registers.queries import count_table

from .registry import Facts, Figure, Period, indicator, month_of, week_of

AIRINGS_A_WEEK = 2  # where the plan in force orders no other number


@indicator("airings", "Buổi phát thanh trong tuần", unit="buổi", period=week_of, kind="airing")
def airings(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village and language: airings of the week against what is owed of it, two where no plan says."""
    airing, owed = KINDS["airing"], owed_in(facts, period, "airing")
    for body in facts.bodies.values():
        many = owed.get(body.pk, 0) if owed is not None else AIRINGS_A_WEEK
        for language in airing.facets(body) if body.is_village and many else ():
            played = facts.evidence.days(airing, body.pk, language, (period.first, period.last), by=facts.on)
            yield Figure(body.pk, min(len(played), many), many, language)


@indicator("resolutions", "Chi bộ có nội dung trong nghị quyết", unit="chi bộ", period=month_of, kind="resolution")
def resolutions(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each cell: whether its resolution of the month speaks of drugs; of no month before the plan."""
    resolution, owed = KINDS["resolution"], owed_in(facts, period, "resolution")
    for body in facts.bodies.values():
        if body.kind in CELLS and (owed is None or body.pk in owed):
            passed = facts.evidence.days(resolution, body.pk, "", (period.first, period.last), by=facts.on)
            yield Figure(body.pk, min(len(passed), 1), 1)


def owed_in(facts: Facts, period: Period, kind: str) -> dict[int, int] | None:
    """How many records of `kind` each body owes of the period; None where no plan asks for any, ever."""
    asked = [each.duty for each in facts.standings if each.duty.kind == kind and each.state != State.EXCUSED]
    if not asked:
        return None
    return {duty.body_id: duty.needed for duty in asked if period.first <= duty.starts_on <= period.last}


@indicator("documents", "Văn bản ban hành đúng hạn", unit="văn bản", period=month_of)
def documents(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body: papers that the plan orders and that fell due in the period, issued on time."""
    return on_time(facts, period, lambda duty: duty.kind not in ("", "airing", "resolution"))


@indicator("duties", "Việc đúng hạn", unit="việc", period=month_of)
def duties(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each body: duties that fell due in the period, done on time."""
    return on_time(facts, period, lambda duty: True)


def on_time(facts: Facts, period: Period, counts: Callable[[Duty], bool]) -> Iterator[Figure]:
    due: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for each in fallen_due(facts, period):
        if counts(each.duty):
            due[each.duty.body_id] += 1
            done[each.duty.body_id] += each.state == State.DONE
    for body in sorted(due):
        yield Figure(body, done[body], due[body])


def fallen_due(facts: Facts, period: Period) -> Iterator[Standing]:
    """Duties whose day has come in the period; the day itself counts once it is over, or the work is done.

    Work that may still be done today is not yet undone, and work done ahead of its day waits for it: else those
    who are early would be counted and those who still have time would not.
    """
    for each in facts.standings:
        day_is_over = each.duty.due_on < facts.on or (
            each.duty.due_on == facts.on and (facts.is_past or each.is_finished)
        )
        if period.holds(each.duty.due_on) and day_is_over and each.state != State.EXCUSED:
            yield each


# --- pledges: who has signed, of all who count on the day --------------------------------------------------------

OF_A_HOME = (Signers.HOUSEHOLD, Signers.ESTABLISHMENT, Signers.LINEAGE)


@indicator("pledges_homes", "Hộ, cơ sở, dòng họ ký cam kết", unit="chữ ký", period=month_of, kind="pledge_home")
def pledges_of_homes(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each village: households, establishments, lineages that signed, of those in the registers."""
    return signed(facts, OF_A_HOME)


@indicator("pledges_members", "Đảng viên ký cam kết", unit="đảng viên", period=month_of, kind="pledge_member")
def pledges_of_members(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each cell: members that signed, of those in its register."""
    return signed(facts, (Signers.MEMBER,))


def signed(facts: Facts, asked: tuple[Signers, ...]) -> Iterator[Figure]:
    """Where any of these was asked to sign, all of them are counted: who has no campaign yet has not signed.

    Where none was asked nothing is known.
    """
    if not facts.campaigns.keys() & set(asked):
        return
    of_all = count_table(facts.bodies.values(), facts.on)
    for signers in asked:
        campaign = facts.campaigns.get(signers)
        signed_in = pledges.per_body(pledges.signed_stays(campaign, facts.on)) if campaign else {}
        for body in facts.bodies:
            if of := of_all.get((body, signers.value)):
                yield Figure(body, signed_in.get(body, 0), of, signers.value)


@indicator("pledges_schools", "Trường học ký cam kết đủ", unit="trường", period=month_of, kind="pledge_school")
def pledges_of_schools(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each school: whether all pupils and parents of all its classes have signed."""
    for body, school in schools(facts).items():
        yield Figure(body, int(school.has_signed), 1)


@indicator("pledges_pupils", "Học sinh, phụ huynh ký cam kết", unit="chữ ký", period=month_of)
def pledges_of_pupils(facts: Facts, period: Period) -> Iterator[Figure]:
    """For each school: pupils, and parents, that signed."""
    for body, school in schools(facts).items():
        for facet, tally in (("pupils", school.pupils), ("parents", school.parents)):
            if tally.m:
                yield Figure(body, tally.n, tally.m, facet)


def schools(facts: Facts) -> dict[int, pledges.School]:
    campaign = facts.campaigns.get(Signers.CLASSES)
    asked = [body for body in facts.bodies.values() if body.kind == BodyKind.SCHOOL]
    return pledges.schools(campaign, asked, facts.on) if campaign else {}
