from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from banlanh.core import clock
from banlanh.places.models import Body, Place

from .defaults import BANDS, BASIS, CAPS, LINES, SHARE
from .enums import GIVES_GRADE, GIVES_POINTS, Grade, Rated, Source, Telling
from .evidence import Evidence
from .models import Incident, Rating, RatingStep, Scheme
from .periods import Kept
from .weighing import Line, Places, Proposal, Share, filled_in, places, propose, telling, worse


def scheme_of(commune: Place, rated: Rated, kept: Kept) -> Scheme:
    """What is rated by in the period: the set adopted last before its end, or the default, which is not kept."""
    adopted = Scheme.objects.for_place(commune).filter(rated=rated, starts_on__lte=kept.period.last)
    return adopted.last() or default_scheme(commune, rated, kept)


def default_scheme(commune: Place, rated: Rated, kept: Kept) -> Scheme:
    return Scheme(
        commune=commune,
        rated=rated,
        starts_on=kept.period.first,
        basis=BASIS[rated],
        content=[[*line] for line in LINES[rated]],
        bands=[*BANDS],
        share=SHARE,
        within=CAPS.within,
        late_cap=CAPS.late,
        never_cap=CAPS.never,
    )


def with_steps(ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    return ratings.prefetch_related(Prefetch("steps", RatingStep.objects.select_related("by")))


def ratings_of(commune: Place, rated: Rated, kept: Kept) -> dict[int, Rating]:
    """By body; of those that anybody has rated."""
    found = with_steps(Rating.objects.for_place(commune).filter(rated=rated, period=kept.code))
    return {rating.body_id: rating for rating in found}


def bodies_of(commune: Place, rated: Rated, bodies: Iterable[int] | None = None) -> QuerySet[Body]:
    found = Body.objects.for_place(commune).current().filter(kind__in=rated.bodies)
    return found if bodies is None else found.filter(pk__in=bodies)


class Row(NamedTuple):
    """A criterion with what the machine filled in and what people gave."""

    line: Line
    share: Share | None
    filled: int | None
    given: dict[str, int | None]  # by the verb's words, in the order in which they were given

    @property
    def said(self) -> str:
        """ "38/40 việc đến hạn xong đúng hạn"; of none it says so, never 0/0."""
        if self.line.source is None:
            return "người chấm xem xét"
        if self.share is None or not self.share.m:
            return self.line.source.none
        return f"{self.share.n}/{self.share.m} {self.line.source.label}"


def rows_of(scheme: Scheme, shares: dict[Source, Share], steps: Iterable[RatingStep]) -> list[Row]:
    steps = list(steps)
    return [
        Row(
            line,
            shares.get(line.source) if line.source else None,
            filled_in(line, shares),
            {step.get_verb_display(): step.points.get(line.key) for step in steps},
        )
        for line in scheme.lines
    ]


def shares_of(rating: Rating, told: Evidence) -> dict[Source, Share]:
    """What the machine filled in when it was decided; before that, what it fills in today."""
    decision = rating.last(*GIVES_GRADE)
    kept = decision.evidence if decision else {}
    return {Source(source): Share(*share) for source, share in kept.items()} or told.shares


def incidents_of(body: Body, commune: Place, kept: Kept) -> list[Incident]:
    """What was written down in the period of the body that answers."""
    return list(Incident.objects.for_place(commune).live().within(kept.period).filter(body=body))


def points_of(rating: Rating | None, told: Evidence, scheme: Scheme) -> dict[str, int | None]:
    """What people gave last; before anybody did, what the machine could fill in."""
    step = rating.last(*GIVES_POINTS) if rating else None
    return step.points if step else {line.key: filled_in(line, told.shares) for line in scheme.lines}


def proposal_of(points: dict[str, int | None], scheme: Scheme, incidents: list[Incident], kept: Kept) -> Proposal:
    news = [each.news for each in incidents]
    return propose(scheme.lines, points, scheme.reaches, news, scheme.caps, kept.seen_on)


class Fact(NamedTuple):
    """Three days of one matter side by side, and what they say of its telling."""

    incident: Incident
    telling: Telling

    @property
    def holds_down(self) -> bool:
        return self.telling in (Telling.LATE, Telling.NEVER)

    @property
    def mark(self) -> str:
        return {Telling.IN_TIME: "done", Telling.UNCLEAR: "unknown"}.get(self.telling, "late")


def facts_of(incidents: list[Incident], scheme: Scheme, kept: Kept) -> list[Fact]:
    return [Fact(each, telling(each.news, scheme.caps, kept.seen_on)) for each in incidents]


def places_among(commune: Place, rated: Rated, kept: Kept) -> Places:
    """How many may be rated best, among those that were reviewed or decided by now."""
    scheme, totals, good = scheme_of(commune, rated, kept), {}, 0
    every: dict[int, list[Incident]] = {}
    for incident in Incident.objects.for_place(commune).live().within(kept.period):
        every.setdefault(incident.body_id, []).append(incident)
    for body, rating in ratings_of(commune, rated, kept).items():
        step = rating.last(*GIVES_POINTS)
        if step is None:
            continue
        proposal = proposal_of(step.points, scheme, every.get(body, []), kept)
        grade = rating.grade or proposal.capped
        good += grade is not None and worse(grade, Grade.GOOD) == Grade.GOOD
        if grade == Grade.EXCELLENT and proposal.total is not None:
            totals[body] = proposal.total
    return places(totals, good, scheme.share)


def decided_best(commune: Place, rated: Rated, kept: Kept) -> set[int]:
    return {body for body, each in ratings_of(commune, rated, kept).items() if each.grade == Grade.EXCELLENT}


def last_incidents(commune: Place) -> QuerySet[Incident]:
    """Of the last year, the newest first."""
    since = clock.midnight_of(clock.today() - 366 * clock.DAY)
    found = Incident.objects.for_place(commune).filter(recorded_at__gte=since)
    return found.select_related("body", "recorded_by", "voided_by").order_by("-recorded_at")
