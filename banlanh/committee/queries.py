"""Which desk lies above which, who answers for which village, where each regulation stands."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from banlanh.accounts.models import Post
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place
from banlanh.plans.models import Clause, Plan, Task
from banlanh.records.registry import kind_of

from .enums import DESKS, Verb
from .models import Conclusion, Difficulty, DifficultyStep, Meeting, RegulationStep
from .progress import Progress, progress_of


def desk_above(body: Body) -> Body | None:
    """Who comes next to answer for what `body` cannot solve; None at the top."""
    own = DESKS.index(BodyKind(body.kind)) if body.kind in DESKS else -1
    above = DESKS[own + 1 :]
    found = {each.kind: each for each in Body.objects.for_place(body.commune).current().filter(kind__in=above)}
    return next((found[kind] for kind in above if kind in found), None)


def open_difficulties(commune: Place) -> QuerySet[Difficulty]:
    """Those that nobody closed, the longest open first."""
    closed = Difficulty.objects.for_place(commune).filter(steps__verb=Verb.CLOSE).values("pk")
    found = Difficulty.objects.for_place(commune).live().exclude(pk__in=closed)
    return found.with_steps().order_by("happened_on", "recorded_at")


def difficulties_for(bodies: Iterable[int]) -> QuerySet[Difficulty]:
    """Those on which one of these bodies has the next word: to answer at its desk, or to say that an answer helped.

    Each with `now`, the verb of its last step.
    """
    last = DifficultyStep.objects.filter(difficulty=OuterRef("pk")).order_by("-at", "-pk")
    found = Difficulty.objects.live().annotate(
        now=Subquery(last.values("verb")[:1]), at=Subquery(last.values("desk")[:1])
    )
    untouched = Q(now=None, desk__in=bodies)
    climbed = Q(at__in=bodies) & ~Q(now__in=[Verb.ANSWER, Verb.CLOSE])
    answered = Q(now=Verb.ANSWER, body__in=bodies)
    found = found.filter(untouched | climbed | answered).select_related("body")
    return found.order_by("happened_on", "recorded_at")


def step_by_village(commune: Place) -> dict[int, Progress]:
    """Where the regulation of each village stands that has taken any step, by the village's body."""
    by_body: dict[int, list[RegulationStep]] = defaultdict(list)
    for step in RegulationStep.objects.for_place(commune).live():
        by_body[step.body_id].append(step)
    return {body: progress_of(steps) for body, steps in by_body.items()}


def progress_in(body: Body) -> Progress:
    return progress_of(RegulationStep.objects.for_place(body.commune).live().filter(body=body))


def posts_in_charge(commune: Place, on: date) -> QuerySet[Post]:
    """Posts that answer for villages on that day."""
    return Post.objects.for_place(commune).held_on(on).filter(villages__isnull=False)


def villages_in_charge(commune: Place, on: date) -> set[int]:
    """The villages that somebody answers for on that day."""
    return set(posts_in_charge(commune, on).values_list("villages", flat=True))


def members_in_charge(commune: Place, on: date) -> QuerySet[Post]:
    """The posts that answer for villages, each with them, by the names of their holders."""
    found = posts_in_charge(commune, on).distinct().select_related("user", "body").prefetch_related("villages")
    return found.order_by("user__order", "pk")


def leaders(commune: Place, on: date) -> QuerySet[Post]:
    """Who holds a post in the Steering Committee, by rank of their role."""
    found = Post.objects.for_place(commune).held_on(on).filter(body__kind=BodyKind.STEERING)
    return found.select_related("user").order_by("role", "starts_on", "pk")


def plan_in_force(commune: Place, on: date) -> Plan | None:
    return Plan.objects.for_place(commune).published().filter(starts_on__lte=on, ends_on__gte=on).first()


def clauses_with_work(plan: Plan | None) -> QuerySet[Clause]:
    """The clauses under which the plan orders work."""
    return Clause.objects.filter(pk__in=Task.objects.kept().filter(plan=plan).values("clause"))


def clause_that_fits(meeting: Meeting, clauses: Iterable[Clause]) -> Clause | None:
    """The clause of the work that such a meeting proves, else the first that speaks of the Steering Committee."""
    asking = Task.objects.kept().filter(clause__in=list(clauses), kind=kind_of(meeting).key)
    asking = asking.select_related("clause").first()
    return asking.clause if asking else next((clause for clause in clauses if "Ban Chỉ đạo" in clause.text), None)


def conclusions_of(meeting: Meeting) -> QuerySet[Conclusion]:
    return meeting.conclusions.select_related("body", "clause", "duty__task", "duty__body").prefetch_related(
        "duty__steps"
    )
