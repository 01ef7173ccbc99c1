"""From what `vanban` read to what a person is asked to confirm: which bodies, how often, proved by what."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

from banlanh.core import clock
from banlanh.places.matching import match
from banlanh.places.models import Body
from banlanh.records.registry import KINDS, Kind
from vanban import Reading
from vanban.dates import find_every
from vanban.remarks import remarks

from .enums import EVERY, Doubt, Extent
from .models import Clause, Plan, Target, Task
from .occurrences import MOST_YEARS, without_count

MOST_VALUE = 10**10
YEAR = re.compile(r"\b20\d\d\b")
SENTENCE = re.compile(r"(?<=[.;])\s+")
ORDER = re.compile(r"^(giao|đề nghị|yêu cầu)\s+[^,;]{0,120}?\b(chủ trì|có trách nhiệm)\b[,:]?\s*", re.IGNORECASE)


def period_of(reading: Reading) -> tuple[date, date]:
    """From the day the plan is dated to the end of the last year that its title names."""
    start = day_in(reading.letterhead.date) or clock.month_of(clock.today())
    years = [int(year) for year in YEAR.findall(reading.letterhead.title or "")]
    last = max([start.year, *(year for year in years if start.year < year <= start.year + MOST_YEARS)])
    return start, date(last, 12, 31)


def day_in(text: str | None) -> date | None:
    """The day, or the first day of the month or year, that an ISO date of the reader names."""
    parts = [int(part) for part in (text or "").split("-") if part.isdigit()]
    try:
        return date(*[*parts, 1, 1][:3]) if parts else None
    except ValueError:
        return None


def remarks_of(reading: Reading, on: date) -> list[dict]:
    """What a careful clerk would remark: `clause` is the position of the clause, None for the letterhead;
    `span` is where in its text; `is_seen` once a person has ticked it off.
    """
    return [
        {
            "clause": found.clause,
            "at": "" if found.clause is None else reading.clauses[found.clause].at[:40],
            "span": found.span,
            "sentence": found.sentence,
            "is_seen": False,
        }
        for found in remarks(reading, on)
    ]


def doubts_in(unsure: Iterable[str]) -> list[str]:
    return [doubt for doubt in unsure if doubt in Doubt.values]


def targets_of(reading: Reading, plan: Plan, clauses: Sequence[Clause]) -> list[Target]:
    return [
        Target(
            plan=plan,
            clause=clauses[found.clause],
            title=short(clauses[found.clause].text),
            value=found.value if found.value is None or abs(found.value) < MOST_VALUE else None,
            unit=(found.unit or "")[:120],
            due_on=day_in(found.by),
            kind=kind_asked_by(clauses[found.clause].text),
            unsure=doubts_in(found.unsure),
        )
        for found in reading.targets
    ]


def tasks_of(reading: Reading, plan: Plan, clauses: Sequence[Clause], bodies: Sequence[Body]) -> list[tuple]:
    """Each task with the bodies that lead it and those that take part, none of them saved yet.

    A target that recurs ("100% chi bộ ... hằng tháng") is work too: its subject owes it.
    """
    ordered = [(found.clause, found.lead, found.with_, found.due, found.every, found.unsure) for found in reading.tasks]
    busy = {clause for clause, *_ in ordered}
    owed = [
        (found.clause, [found.subject] if found.subject else [], [], found.by, found.every, unsure_of_work(found))
        for found in reading.targets
        if found.every and found.clause not in busy
    ]
    return [
        task_of(plan, clauses[clause], bodies, *rest) for clause, *rest in sorted(ordered + owed, key=itemgetter(0))
    ]


def unsure_of_work(target) -> list[str]:
    """What is unsure of the work that a recurring target asks for: the plan only aims at it."""
    return ["is_task", *(doubt for doubt in target.unsure if doubt != "value")]


def task_of(plan, clause, bodies, lead, partners, due, every, unsure) -> tuple[Task, list[Body], list[Body]]:
    every, times = without_count(every or "")
    kind = kind_asked_by(clause.text)
    extent, leading, asked = who(lead, KINDS.get(kind), bodies)
    doers = {body.kind for body in leading} | EVERY.get(extent, frozenset())
    if kind and not doers <= KINDS[kind].bodies:
        kind = ""  # these bodies make no such record; they hand in their work in words
    if not lead and (leading or extent is not Extent.NAMED):
        unsure = ["lead", *unsure]  # the plan names nobody: they are those who make such records
    task = Task(
        plan=plan,
        clause=clause,
        title=(KINDS[kind].task if kind else "") or short(clause.text),
        extent=extent,
        asked=asked,
        due_on=day_in(due),
        every=every,
        times=times,
        kind=kind,
        unsure=doubts_in(dict.fromkeys(unsure)),
    )
    return task, leading, [body for name in partners for body in match(name, bodies)]


def who(lead: Sequence[str], kind: Kind | None, bodies: Sequence[Body]) -> tuple[str, list[Body], list[str]]:
    """How far the task extends, which bodies it names, and the names that are nobody's here.

    Where the plan names nobody, whoever makes such records is proposed: villages air bulletins.
    """
    found = {name: match(name, bodies) for name in lead}
    leading = list({body.pk: body for matched in found.values() for body in matched}.values())
    kinds = frozenset(body.kind for body in leading) if lead else (kind.bodies if kind else frozenset())
    extent = next(
        (extent for extent, every in EVERY.items() if covers_all(kinds, every, leading, bodies)), Extent.NAMED
    )
    asked = [name for name, matched in found.items() if not matched]
    return extent, leading if extent is Extent.NAMED else [], asked


def covers_all(kinds: frozenset, every: frozenset, leading: Sequence[Body], bodies: Sequence[Body]) -> bool:
    """Whether these kinds are the whole class, and every body of the class is meant."""
    everyone = {body.pk for body in bodies if body.kind in every}
    meant = {body.pk for body in leading} or everyone
    return bool(kinds) and kinds <= every and meant == everyone and len(everyone) > 1


def kind_asked_by(text: str) -> str:
    return next((kind.key for kind in KINDS.values() if kind.is_asked_by(text)), "")


def short(text: str, most: int = 110) -> str:
    """A clause in a line: the sentence that carries its rhythm, without "Giao ... chủ trì", cut at a comma."""
    sentences = SENTENCE.split(text)
    chosen = next((sentence for sentence in sentences if find_every(sentence)), sentences[0])
    line = ORDER.sub("", chosen).strip(" .;,-–")
    line = line[:1].upper() + line[1:]
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(",", 1)[0] if "," in line[50:most] else line[:most].rsplit(" ", 1)[0]
    if cut.count("(") > cut.count(")"):
        cut = cut.rsplit("(", 1)[0]
    return f"{cut.rstrip(' ,;')}…"
