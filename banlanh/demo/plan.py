"""The commune's plan, taken in through the product's own doors as its secretary would do it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from banlanh.accounts.models import User
from banlanh.places.models import Body, Place
from banlanh.plans import actions
from banlanh.plans.models import Plan, Target, Task

from .chance import at
from .orders import AIMS, NO_ORDERS, ORDERS, Order

SOURCE = Path(__file__).with_name("plan.md")
NAME = "ke-hoach-12-KH-DU.md"
STARTS_ON = date(2026, 3, 10)
ENDS_ON = date(2026, 12, 31)

Tasks = dict[str, Task]  # by the key of their order


def run_plan(commune: Place, bodies: dict[str, Body], *, by: User, last_day: date) -> Tasks:
    """Receive the document, decide on everything that the reader found in it, and publish."""
    plan = actions.receive_plan(commune, name=NAME, content=SOURCE.read_bytes(), by=by)
    if plan.ends_on < last_day:
        actions.set_period(plan, by=by, starts_on=plan.starts_on, ends_on=last_day, number=plan.number)
    for target in plan.targets.select_related("clause", "plan"):
        aim(target, by=by)
    for task in dropped(plan):
        actions.drop(task, by=by)
    tasks = {order.key: give(order, task, bodies, by=by) for order, task in matched(plan, by=by)}
    actions.publish_plan(plan, by=by)
    set_times(plan)
    return tasks


def aim(target: Target, *, by: User) -> None:
    kind = next((kind for words, kind in AIMS.items() if words in target.clause.text), target.kind)
    actions.correct_target(target, by=by, kind=kind)


def dropped(plan: Plan) -> list[Task]:
    return [task for task in plan.tasks.select_related("clause", "plan") if says(task, NO_ORDERS)]


def says(task: Task, phrases: tuple[str, ...]) -> bool:
    return any(phrase in task.clause.text for phrase in phrases)


def matched(plan: Plan, *, by: User) -> Iterator[tuple[Order, Task]]:
    """Each order with the task that the reader proposed for its clause; a second one of a clause is added."""
    proposed = list(plan.tasks.kept().select_related("clause", "plan__commune"))
    for order in ORDERS:
        found = next((task for task in proposed if order.words in task.clause.text), None)
        if found:
            proposed.remove(found)
        yield order, found or actions.add_task(clause_of(order, plan), by=by)


def clause_of(order: Order, plan: Plan):
    return plan.clauses.select_related("plan__commune").get(text__contains=order.words)


def give(order: Order, task: Task, bodies: dict[str, Body], *, by: User) -> Task:
    return actions.correct_task(
        task,
        by=by,
        bodies=[bodies[name] for name in order.bodies],
        partners=[bodies[name] for name in order.partners],
        title=order.title,
        extent=order.extent,
        every=order.every,
        due_on=order.due_on,
        kind=order.kind,
        times=order.times,
    )


def set_times(plan: Plan) -> None:
    """Put the doors' clock times right: they ran this minute, the commune did it on the plan's own day."""
    received: datetime = at(STARTS_ON, time(15, 20))
    confirmed, published = received + timedelta(minutes=40), received + timedelta(minutes=55)
    Plan.objects.filter(pk=plan.pk).update(received_at=received, published_at=published)
    Target.objects.filter(plan=plan).update(confirmed_at=confirmed)
    Task.objects.filter(plan=plan).kept().update(confirmed_at=confirmed)
    Task.objects.filter(plan=plan).exclude(dropped_at=None).update(dropped_at=confirmed)
