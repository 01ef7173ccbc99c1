from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.audit.actions import record as write_event
from banlanh.core import clock
from banlanh.core.refusal import Refused, allows
from banlanh.indicators.registry import Period
from banlanh.places.models import Body, Place

from . import queries, rules
from .bounds import sample_size
from .draw import canonical, draw, mark_of, new_seed
from .models import Check, Finding, Visit
from .registry import Claim, Subject

NOTHING = "Kỳ này chưa có {} nào được khai, nên không có gì để phúc tra."
TOO_SHORT = "Danh sách chỉ có {}: cho phép {} nơi sai thì không thể nói ít nhất {}% là thật. Xin giảm số sai cho phép."


def size_of(listed: int, claim: Claim, *, share: int, confidence: int, failures: int) -> int:
    """How many entries the question takes; refused where no number of them can answer it."""
    if not listed:
        raise Refused(NOTHING.format(claim.unit))
    asked = {"share": Fraction(share, 100), "confidence": Fraction(confidence, 100)}
    size = sample_size(listed=listed, failures=failures, **asked)
    if size is None:
        raise Refused(TOO_SHORT.format(listed, failures, share))
    return size


@transaction.atomic
def draw_check(
    *,
    id: UUID,
    commune: Place,
    claim: Claim,
    period: Period,
    share: int,
    confidence: int,
    failures: int,
    checkers: Iterable[Body],
    by: User,
) -> Check:
    """Freeze the claim's list, then make the seed, then draw; all at once, and once only for a claim and period.

    `share` and `confidence` are percents. The same id again changes nothing: the first draw stands.
    """
    locked(commune.pk)  # two at once: the second sees that the first has drawn
    known = Check.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    rules.may_draw_from(by, commune, claim, period)
    subjects = {subject.id: subject for subject in claim.subjects(commune, period)}
    size = size_of(len(subjects), claim, share=share, confidence=confidence, failures=failures)
    check = frozen(claim, period, commune, subjects)
    check.id, check.drawn_by, check.drawn_at, check.drawn_count = id, by, clock.now(), size
    check.share, check.confidence, check.failures = share, confidence, failures
    check.save(force_insert=True)
    drawn = [subjects[each] for each in draw(check.listed, size=size, seed=check.seed)]
    Visit.objects.bulk_create(visits_of(check, drawn, checkers))
    said = {"claim": claim.key, "first": period.first.isoformat(), "last": period.last.isoformat()}
    counted = {"listed": len(subjects), "drawn": size, "sha256": check.list_sha256, "seed": check.seed}
    write_event("check.drawn", check, by=by, **said, **counted)
    return check


def frozen(claim: Claim, period: Period, commune: Place, subjects: Mapping[str, Subject]) -> Check:
    """The claim's list as it stands now, and a seed that nobody had while the list could still change."""
    listed = canonical(subjects)
    return Check(
        commune=commune,
        claim=claim.key,
        title=claim.title(period),
        unit=claim.unit,
        starts_on=period.first,
        ends_on=period.last,
        listed=listed,
        listed_count=len(subjects),
        list_sha256=mark_of(listed),
        total=claim.total(commune, period) if claim.total else None,
        seed=new_seed(),
    )


def visits_of(check: Check, drawn: list[Subject], checkers: Iterable[Body]) -> list[Visit]:
    bodies = queries.bodies_with(check.commune, {subject.body for subject in drawn})
    goes = assigned([bodies[subject.body] for subject in drawn], list(checkers))
    return [
        Visit(
            for_check=check,
            position=position,
            subject=subject.id,
            label=subject.label,
            body=bodies[subject.body],
            checker=goes[subject.body],
        )
        for position, subject in enumerate(drawn, start=1)
    ]


def assigned(claimed_by: list[Body], checkers: list[Body]) -> dict[int, Body]:
    """For each body that claimed: who goes there. One checker for all its entries, and the work shared evenly."""
    many: Counter[int] = Counter(body.pk for body in claimed_by)
    load: Counter[int] = Counter()
    goes: dict[int, Body] = {}
    for body in sorted({body.pk: body for body in claimed_by}.values(), key=lambda body: (-many[body.pk], body.order)):
        fit = [checker for checker in checkers if allows(rules.is_independent, checker, body)]
        if not fit:
            raise Refused(f"Chưa có ai đi phúc tra {body}. Xin chọn thêm một đơn vị khác, không ở cùng thôn.")
        goes[body.pk] = min(fit, key=lambda checker: (load[checker.pk], checker.order))
        load[goes[body.pk].pk] += many[body.pk]
    return goes


@transaction.atomic
def record_visit(visit: Visit, *, id: UUID, result: str, by: User, word: str = "") -> Finding:
    """Keep what was found at a visit, the first or a second one. The same id again changes nothing."""
    locked(visit.for_check.commune_id)
    visit = Visit.objects.select_related("for_check", "body", "checker").get(pk=visit.pk)
    known = Finding.objects.filter(pk=id, visit=visit).first()
    if known:
        return known
    rules.may_record(by, visit, result)
    finding = Finding(id=id, visit=visit, result=result, word=word, at=clock.now(), by=by)
    finding.save(force_insert=True)
    write_event("check.visited", visit.for_check, by=by, position=visit.position, result=str(result))
    return finding


@transaction.atomic
def close_check(check: Check, *, by: User) -> Check:
    """Say that all visits were made; from now on the verdict shows, and nothing is added."""
    locked(check.commune_id)
    check = Check.objects.prefetch_related("visits__findings").get(pk=check.pk)
    rules.may_close(by, check)
    check.closed_at, check.closed_by = clock.now(), by
    check.save(update_fields=["closed_at", "closed_by"])
    tally = check.tally
    write_event("check.closed", check, by=by, confirmed=tally.confirmed, denied=tally.denied, missed=tally.missed)
    return check
