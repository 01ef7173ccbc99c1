from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.audit.actions import record as write_event
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place

from . import rules
from .enums import GIVES_GRADE, GIVES_POINTS, Grade, Rated, Verb
from .evidence import Evidence, as_json, evidence_of
from .models import Incident, Rating, RatingStep, Scheme
from .periods import Kept
from .queries import incidents_of, points_of, proposal_of, scheme_of
from .weighing import Bands, Caps, Line


@transaction.atomic
def take_step(
    *,
    id: UUID,
    body: Body,
    rated: Rated,
    kept: Kept,
    verb: Verb,
    by: User,
    points: dict[str, int] | None = None,
    grade: str = "",
    reason: str = "",
    number: str = "",
) -> RatingStep:
    """Rate, review, decide, appeal or answer. The same id again changes nothing: the first stands."""
    commune = body.commune
    locked(commune.pk)
    rules.is_rated(body, rated)
    rating, _ = Rating.objects.get_or_create(commune=commune, body=body, rated=rated, period=kept.code)
    known = rating.steps.filter(pk=id).first()
    if known:
        return known
    rules.may_take(by, verb, rating, kept)
    step = RatingStep(id=id, rating=rating, verb=verb, reason=reason, number=number, by=by, at=clock.now())
    told = evidence_of(body, commune, rated, kept)
    step.evidence = as_json(told.shares)
    if verb in GIVES_POINTS:
        step.points = within_bounds(points or {}, scheme_of(commune, rated, kept).lines)
    if verb in GIVES_GRADE:
        step.grade = Grade(grade)
        rules.has_a_place(rating, step.grade, commune, kept)
        explain(step, told, kept)
    step.save(force_insert=True)
    write_event(f"rating.{step_name(verb)}", rating, by=by, period=kept.code)
    return step


def explain(step: RatingStep, told: Evidence, kept: Kept) -> None:
    """Refuse a grade that is another than the machine's and says hardly why."""
    rating = step.rating
    scheme = scheme_of(rating.commune, Rated(rating.rated), kept)
    incidents = incidents_of(rating.body, rating.commune, kept)
    proposed = proposal_of(points_of(rating, told, scheme), scheme, incidents, kept)
    if len(step.reason) < 10 and step.grade != proposed.capped:
        raise Refused("Mức này khác mức máy đề xuất. Xin nêu lý do rõ hơn.")


def step_name(verb: Verb) -> str:
    return verb.name.lower()


def within_bounds(points: dict[str, int], lines: Iterable[Line]) -> dict[str, int]:
    lines = list(lines)
    if any(not 0 <= points.get(line.key, -1) <= line.points for line in lines):
        raise Refused("Có tiêu chí chưa chấm, hoặc chấm quá điểm tối đa.")
    return {line.key: points[line.key] for line in lines}


@transaction.atomic
def record_incident(
    *,
    id: UUID,
    body: Body,
    kind: str,
    by: User,
    happened_on: date | None = None,
    known_on: date | None = None,
    told_on: date | None = None,
) -> Incident:
    """Write down three days of a matter of the hard criterion; what nobody can say stays empty."""
    locked(body.commune_id)
    rules.may_record_incident(by, body.commune)
    known = Incident.objects.for_place(body.commune).filter(pk=id).first()
    if known:
        return known
    if known_on and told_on and told_on < known_on:
        raise Refused("Ngày báo không thể trước ngày đơn vị biết. Xin xem lại hai ngày này.")
    if happened_on and known_on and known_on < happened_on:
        raise Refused("Ngày biết không thể trước ngày xảy ra. Xin xem lại hai ngày này.")
    incident = Incident(id=id, commune=body.commune, body=body, kind=kind, recorded_by=by, recorded_at=clock.now())
    incident.happened_on, incident.known_on, incident.told_on = happened_on, known_on, told_on
    incident.save(force_insert=True)
    write_event("incident.recorded", incident, by=by)
    return incident


@transaction.atomic
def void_incident(incident: Incident, *, by: User, reason: str) -> Incident:
    """Say that it was wrong, and why; it stays readable and counts no more."""
    locked(incident.commune_id)
    incident.refresh_from_db()
    rules.may_void_incident(by, incident)
    incident.voided_at, incident.voided_by, incident.void_reason = clock.now(), by, reason
    incident.save(update_fields=["voided_at", "voided_by", "void_reason"])
    write_event("incident.voided", incident, by=by)
    return incident


@transaction.atomic
def adopt_scheme(
    *,
    id: UUID,
    commune: Place,
    rated: Rated,
    starts_on: date,
    basis: str,
    lines: Iterable[Line],
    bands: Bands,
    share: int,
    caps: Caps,
    by: User,
) -> Scheme:
    """A new version of what a kind of body is rated by; what was rated before keeps its own."""
    locked(commune.pk)
    rules.may_adopt(by, commune)
    known = Scheme.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    if starts_on < clock.month_of(clock.today()).replace(month=1):
        raise Refused("Bộ tiêu chí mới không áp dụng ngược về năm trước.")
    scheme = Scheme(id=id, commune=commune, rated=rated, starts_on=starts_on, basis=basis, share=share)
    scheme.content, scheme.bands = [[*line] for line in lines], [*bands]
    scheme.within, scheme.late_cap, scheme.never_cap = caps.within, caps.late, caps.never
    scheme.adopted_by, scheme.adopted_at = by, clock.now()
    scheme.save(force_insert=True)
    write_event("scheme.adopted", scheme, by=by, rated=rated.value)
    return scheme
