"""The commune at a glance, told from its figure sheet: targets, villages, what is late and at whose desk."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.checks.queries import checked_share
from banlanh.checks.registry import claim_of
from banlanh.core import clock, words
from banlanh.core.pictures import Picture
from banlanh.indicators import pictured
from banlanh.indicators.registry import INDICATORS, Indicator
from banlanh.indicators.sheet import sheet_of
from banlanh.places.models import Body, Place
from banlanh.plans.climbing import IN_CHARGE, ladder_of
from banlanh.plans.models import Duty, Plan, Target, Task

from . import sealed
from .sealed import Shown

MOST_LATE = 6
ROWS_FIRST = 8


@dataclass(frozen=True)
class TargetLine:
    target: Target
    claimed: int | None
    total: int | None
    checked: int = 0
    indicator: str = ""  # the key of what counts it
    told: Shown | None = None  # where a window tells it, and no sheet

    @property
    def missing(self) -> int:
        return (self.total or 0) - (self.claimed or 0)

    @property
    def missing_words(self) -> str:
        return f"còn {words.number(self.missing)}"


@dataclass(frozen=True)
class LateLine:
    duty: int
    body: Body
    task: Task
    days: int

    @property
    def words(self) -> str:
        return f"muộn {self.days} ngày"


@dataclass
class VillageLine:
    village: Place
    cells: list = field(default_factory=list)
    late: int = 0


def current_plan(commune: Place) -> Plan | None:
    """The published plan in force today, else the last one published."""
    plans = list(Plan.objects.for_place(commune).published())
    today = clock.today()
    return next((plan for plan in plans if plan.starts_on <= today <= plan.ends_on), plans[0] if plans else None)


def target_lines(user: User, plan: Plan, sheet: dict) -> list[TargetLine]:
    lines, commune = [], user.reach.commune
    for target in plan.targets.kept().select_related("clause"):
        if told := sealed.told(target.kind, user, clock.today()):
            lines.append(TargetLine(target, told.n, told.m, told=told))
            continue
        claimed, total = sheet["targets"].get(str(target.pk), (None, None))
        counted, checked = indicator_of(target.kind), checked_part(commune, target.kind, claimed or 0)
        lines.append(TargetLine(target, claimed, total, checked, counted.key if counted else ""))
    return lines


def indicator_of(kind: str) -> Indicator | None:
    """The indicator that counts records of this kind, by which a target finds its figure."""
    return next((each for each in INDICATORS.values() if kind and each.kind == kind), None)


def checked_part(commune: Place, kind: str, claimed: int) -> int:
    """How many of `claimed` a closed check of the same period bears out."""
    claim, counted = claim_of(kind), indicator_of(kind)
    if claim is None or counted is None:
        return 0
    share = checked_share(commune, claim.key, counted.period(clock.today()))
    return share.part_of(claimed) if share else 0


def late_lines(sheet: dict, bodies: dict[int, Body], tasks: dict[int, Task]) -> list[LateLine]:
    rows = (row for row in sheet["late"] if row[1] in bodies and row[2] in tasks)
    return [LateLine(duty, bodies[body], tasks[task], days) for duty, body, task, days, _ in rows]


def climbed_to(user: User, on: date) -> list[LateLine]:
    """What others are late with on the day and has climbed to this person's desk, the longest first.

    Nothing is counted for who is on nobody's way up: most village heads.
    """
    if not user.reach.has(Data.WORK, Act.CREATE):
        return []
    ladder = ladder_of(user.reach.commune)
    if user.pk not in ladder.people:
        return []
    late = [row for row in sheet_of(user.reach.commune, on=on)["late"] if row[3] >= IN_CHARGE.days]
    duties = Duty.objects.select_related("body", "task").in_bulk([row[0] for row in late])
    lines = [LateLine(pk, duties[pk].body, duties[pk].task, days) for pk, _, _, days, _ in late]
    return [line for line in lines if ladder.lies_with(user, line.body, line.days)]


def village_lines(commune: Place, sheet: dict, columns: list[Task]) -> list[VillageLine]:
    """A row for each village, those that need help first."""
    lines = []
    for village in Place.objects.for_place(commune).villages():
        cells = sheet["grid"].get(str(village.pk), {})
        row = [cells.get(str(task.pk)) for task in columns]
        lines.append(VillageLine(village, row, sum(cell is not None and cell[0] == "late" for cell in row)))
    return sorted(lines, key=lambda line: -line.late)


def pictures_of(sheet: dict, bodies: Collection[Body], lines: list[VillageLine]) -> list[Picture]:
    """The trend, the villages of these lines by months, and who is behind."""
    villages = {line.village.pk: line.village.name for line in lines}
    last = pictured.last_ended(clock.today())
    drawn = (
        pictured.trend_of(sheet, last),
        pictured.villages_of(sheet, last, villages, bodies),
        pictured.bodies_of(sheet, last, bodies),
    )
    return [each for each in drawn if each]


def columns_of(sheet: dict, tasks: dict[int, Task], plan: Plan) -> list[Task]:
    """The tasks of `plan` that villages or their cells owe, in its order; last year's columns are last year's."""
    asked = {int(task) for cells in sheet["grid"].values() for task in cells}
    return [task for pk, task in tasks.items() if pk in asked and task.plan_id == plan.pk]


def tasks_of(commune: Place) -> dict[int, Task]:
    """The tasks of every published plan: what was left undone under last year's is still late."""
    return {task.pk: task for task in Task.objects.for_place(commune).running()}


def days_to_report(on: date) -> int:
    """How many days are left to the report of the 25th."""
    due = on.replace(day=25)
    return ((due if on <= due else clock.next_month(on).replace(day=25)) - on).days


@dataclass(frozen=True)
class Margin:
    """What the software says beside a clause: three short lines."""

    mark: str
    state: str
    who: str
    note: str
    task: Task


def margin_of(task: Task, summary: dict | None, names: dict[int, str]) -> Margin:
    """The margin of a task, from its summary in the sheet."""
    if summary is None:
        return Margin("open", "chưa đến kỳ", who(task), task.rhythm, task)
    late = [name for body, name in names.items() if body in summary["late"]]
    mark = "late" if late else ("done" if summary["done"] == summary["of"] else "due")
    now = state_in_words(task, summary)
    state = f"{len(late)} {unit_of(task)} muộn" if late and summary["of"] > 1 else now
    note = f"{words.listed(late)}; {now}" if late and summary["of"] > 1 else before(summary)
    return Margin(mark, state, f"{who(task)} · {task.rhythm}", note, task)


UNITS = {"villages": "thôn", "cells": "chi bộ", "organisations": "tổ chức", "schools": "trường"}


def state_in_words(task: Task, summary: dict) -> str:
    done, of = summary["done"], summary["of"]
    if of == 1:
        return "đã xong" if done else ("muộn" if summary["late"] else "đang làm")
    return f"{done}/{of} {unit_of(task)} {period_in_words(summary)}"


def unit_of(task: Task) -> str:
    return UNITS.get(task.extent, "đơn vị")


def period_in_words(summary: dict) -> str:
    first, last = (date.fromisoformat(summary[end]) for end in ("from", "to"))
    days = (last - first).days + 1
    if days == 7:
        return f"đủ tuần từ {words.short_day(first)}"
    return f"xong tháng {first.month}" if 28 <= days <= 31 and first.day == 1 else "đã xong"


def before(summary: dict) -> str:
    if summary["done"] == summary["of"]:
        return f"đúng hạn {summary['on_time']}/{summary['ended']} việc" if summary["ended"] > 1 else ""
    due = date.fromisoformat(summary["due"])
    return f"hạn {words.short_day(due)}"


def who(task: Task) -> str:
    """Whose work it is, in a few words."""
    if task.extent != "named":
        return task.get_extent_display().capitalize()
    return words.listed([body.name for body in task.bodies.all()], most=2) or "Chưa giao"
