"""What a careful clerk would remark on a plan before it is signed or put to work.

A remark asks to look; it never says that something is wrong for certain. Each is meant to be worth the look: where a
whole section lacks the same thing it is said once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from vanban.bodies import fold_name
from vanban.dates import find_due, iso_day, moments
from vanban.labels import is_label, read_labels
from vanban.lexicon import PLURALS, words_of
from vanban.likeness import Likeness, features
from vanban.reading import APPENDIX_NAME, Clause, Heading, Reading
from vanban.sequences import Break, breaks
from vanban.spelling import Slip, doubled_words, name_slips, phrase_slips
from vanban.tasks import Task
from vanban.text import search_key

# Measured on the real plans: no target that tasks work for is less alike to all of them than 0.13.
WORKED_FOR = 0.1
DATE = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])"
    r"|\bngày\s+(?P<day2>\d{1,2})(?:\s+tháng\s+|/)(?P<month2>\d{1,2})(?:\s+năm\s+(?P<year2>\d{4}))?(?![\d/])",
    re.IGNORECASE,
)
DAY = re.compile(r"\bngày\s+\d{1,2}\b")
FEW_WORDS = 4
MANY, MOST = 3, 2 / 3
A_LEAP_YEAR = "2024"
# A percentage of growth or of a planned sum may pass 100.
MAY_PASS_100 = re.compile(r"\b(?:tang|vuot|gap|bang|so voi|du toan|ke hoach|cong suat|dinh muc|ke hoach giao)\b")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at. `clause` is the index of a clause, None for the letterhead.

    `span` is where in that clause's text, (start, end), where there is such a place. `kind` is one of "blank",
    "spelling", "doubled_word", "numbering", "impossible_date", "past_date", "two_dates", "no_lead", "lead_with_itself",
    "over_100", "no_task". `sentence` is Vietnamese, for the person who reads the plan.
    """

    kind: str
    clause: int | None
    span: tuple[int, int] | None
    sentence: str


def remarks(reading: Reading, on: date | None = None) -> list[Remark]:
    """The remarks on `reading` in the order of its clauses, the letterhead's first.

    A deadline before the document's own day is past; with `on`, the day of today, so is one before that.
    """
    found = [
        *_blanks(reading),
        *_spelling(reading),
        *_numbering(reading),
        *_impossible_dates(reading),
        *_past_dates(reading, on),
        *_two_dates(reading),
        *_without_lead(reading),
        *_lead_with_itself(reading),
        *_over_100(reading),
        *_without_task(reading),
    ]
    return sorted(found, key=_place)


def _place(remark: Remark) -> tuple[int, tuple[int, int]]:
    return (-1 if remark.clause is None else remark.clause), remark.span or (0, 0)


def _blanks(reading: Reading) -> Iterator[Remark]:
    head = reading.letterhead
    if head.symbol and not head.number:
        yield Remark("blank", None, None, f"Số văn bản còn để trống (…-{head.symbol}).")
    if head.symbol and len(head.date or "") < len("2026-01-01"):
        yield Remark("blank", None, None, "Ngày ban hành còn để trống hoặc chưa đủ ngày, tháng, năm.")


def _spelling(reading: Reading) -> Iterator[Remark]:
    texts = [clause.text for clause in reading.clauses]
    head = reading.letterhead
    names = name_slips(texts, filter(None, (head.place, head.issuer, head.parent)))
    yield from _slips("spelling", [[*names[place], *phrase_slips(text)] for place, text in enumerate(texts)])
    yield from _slips("doubled_word", [doubled_words(text) for text in texts])


def _slips(kind: str, slips: list[list[Slip]]) -> Iterator[Remark]:
    """One remark for each wrong spelling, at its first place."""
    places: dict[tuple[str, str], list[tuple[int, Slip]]] = {}
    for clause, found in enumerate(slips):
        for slip in found:
            places.setdefault((slip.written, slip.meant), []).append((clause, slip))
    for (written, meant), same in places.items():
        clause, slip = same[0]
        times = f" ({len(same)} chỗ)" if len(same) > 1 else ""
        sentence = f"“{written}”{times} có lẽ là “{meant}”." if kind == "spelling" else f"Thừa chữ: “{written}”{times}."
        yield Remark(kind, clause, (slip.start, slip.end), sentence)


def _numbering(reading: Reading) -> Iterator[Remark]:
    for _, group in groupby(reading.clauses, key=_annex):
        clauses = list(group)
        for each in breaks([clause.marker for clause in clauses]):
            yield Remark("numbering", clauses[each.at].index, None, _told(each))


def _annex(clause: Clause) -> str:
    name = APPENDIX_NAME.match(clause.at)
    return clause.at.partition(".")[0] if name else ""


def _told(found: Break) -> str:
    if not found.last:
        return f"Mục đầu tiên mang số {found.number}, chưa thấy số {found.expected}."
    if found.is_doubled:
        return f"Có hai mục mang số {found.number} liền nhau; mục sau có lẽ là {found.expected}."
    return f"Sau mục {found.last} là mục {found.number}, chưa thấy mục {found.expected}."


def _impossible_dates(reading: Reading) -> Iterator[Remark]:
    for clause in reading.clauses:
        for match in DATE.finditer(clause.text):
            parts = [match[name] or match[f"{name}2"] for name in ("day", "month", "year")]
            day, month, year = (int(part) for part in (*parts[:2], parts[2] or A_LEAP_YEAR))
            if not iso_day(year, month, day):
                printed = "/".join(filter(None, parts))
                yield Remark("impossible_date", clause.index, match.span(), f"Lịch không có ngày {printed}.")


def _past_dates(reading: Reading, on: date | None) -> Iterator[Remark]:
    """Deadlines at the clauses that print them, which may be a heading or a labelled line.

    Many that have passed since are said once, at the first.
    """
    issued, today = reading.letterhead.date or "", on.isoformat() if on else ""
    deadlines = _deadlines(reading)
    before = {clause: due for clause, due in deadlines.items() if due < issued}
    passed = {clause: due for clause, due in deadlines.items() if issued < due < today}
    for clause, due in before.items():
        yield _past(reading, clause, due, f"Hạn {_day(due)} ở trước ngày ban hành văn bản.")
    if len(passed) > MANY:
        clause, due = next(iter(passed.items()))
        yield _past(
            reading, clause, due, f"{len(passed)} thời hạn trong văn bản đã qua, sớm nhất {_day(min(passed.values()))}."
        )
    else:
        for clause, due in passed.items():
            yield _past(reading, clause, due, f"Hạn {_day(due)} đã qua.")


def _past(reading: Reading, clause: int, due: str, sentence: str) -> Remark:
    text = reading.clauses[clause].text
    spans = ((moment.start, moment.end) for moment in moments(text.lower()) if moment.last_day == due)
    return Remark("past_date", clause, next(spans, None), sentence)


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _deadlines(reading: Reading) -> dict[int, str]:
    """The deadlines of tasks and targets, each at the first clause that prints it for them."""
    asked = [(task.clause, task.at, task.due) for task in reading.tasks]
    asked += [(target.clause, target.at, target.by) for target in reading.targets]
    found: dict[int, str] = {}
    for clause, at, due in asked:
        if due:
            found[_printed_at(reading, clause, at, due)] = due
    return dict(sorted(found.items()))


def _printed_at(reading: Reading, clause: int, at: str, due: str) -> int:
    """The clause, or the heading above it, or the labelled line below it, that prints its deadline."""
    if find_due(reading.clauses[clause].text) == due:
        return clause
    for heading in reversed(reading.headings):
        if clause in _under(heading, reading) and find_due(heading.title) == due:
            return heading.clause
    below = (each for each in reading.clauses[clause:] if each.at == at and is_label(each.text))
    return next((each.index for each in below if read_labels(each.text).due == due), clause)


def _two_dates(reading: Reading) -> Iterator[Remark]:
    """Two tasks of the same words with different times."""
    said: dict[tuple[str, ...], Task] = {}
    for task in reading.tasks:
        time = task.due or task.every
        words = _words_but_dates(reading.clauses[task.clause].text)
        if not time or len(words) < FEW_WORDS:
            continue
        first = said.setdefault(words, task)
        if (first.due or first.every) != time:
            sentence = f"Cùng một việc với mục {first.at} nhưng thời hạn khác nhau; xin xem thời hạn nào đúng."
            yield Remark("two_dates", task.clause, None, sentence)


def _words_but_dates(text: str) -> tuple[str, ...]:
    lowered = text.lower()
    for moment in reversed(list(moments(lowered))):
        lowered = f"{lowered[: moment.start]} {lowered[moment.end :]}"
    return tuple(re.findall(r"\w+", search_key(DAY.sub(" ", lowered))))


def _without_lead(reading: Reading) -> Iterator[Remark]:
    """Said once for a part or a section in which most tasks have no doer, else at each task."""
    waiting = [task for task in reading.tasks if not task.lead]
    for heading in reading.headings:
        under = _under(heading, reading)
        total = sum(task.clause in under for task in reading.tasks)
        missing = [task for task in waiting if task.clause in under]
        if len(missing) >= MANY and len(missing) >= MOST * total:
            waiting = [task for task in waiting if task not in missing]
            count = f"Cả {total}" if len(missing) == total else f"{len(missing)} trong {total}"
            sentence = f"{count} việc ở mục {reading.clauses[heading.clause].at} chưa ghi đơn vị nào làm."
            yield Remark("no_lead", heading.clause, None, sentence)
    for task in waiting:
        yield Remark("no_lead", task.clause, None, "Việc này chưa ghi đơn vị nào làm.")


def _under(heading: Heading, reading: Reading) -> range:
    """The clauses from a heading to the next of its level or above; numbers may be doubled, places are not."""
    following = (
        each.clause for each in reading.headings if each.clause > heading.clause and each.level <= heading.level
    )
    return range(heading.clause, next(following, len(reading.clauses)))


def _lead_with_itself(reading: Reading) -> Iterator[Remark]:
    """One body under both; "các sở, ban, ngành" are many, and some of them may lead the others."""
    for task in reading.tasks:
        leads = {fold_name(name) for name in task.lead if not PLURALS.match(words_of(name), 0)}
        same = [name for name in task.with_ if fold_name(name) in leads]
        if same:
            yield Remark("lead_with_itself", task.clause, None, f"“{same[0]}” vừa chủ trì vừa phối hợp việc này.")


def _over_100(reading: Reading) -> Iterator[Remark]:
    for target in reading.targets:
        text = search_key(reading.clauses[target.clause].text)
        if target.unit == "%" and target.value > 100 and not MAY_PASS_100.search(text):
            value = f"{target.value:g}".replace(".", ",")
            yield Remark("over_100", target.clause, None, f"Chỉ tiêu {value}% lớn hơn 100%.")


def _without_task(reading: Reading) -> Iterator[Remark]:
    """Targets that share almost nothing with any task or its headings; one that orders work itself works for itself."""
    tasks = {task.clause: task for task in reading.tasks}
    targets = [each for each in reading.targets if each.clause not in tasks and not each.every]
    aims = [features(reading.clauses[target.clause].text) for target in targets]
    works = [features(text) for task in tasks.values() for text in _worded(reading, task)]
    scores = Likeness([*aims, *works]).between(aims, works)
    for place, target in enumerate(targets):
        best = max((score for (aim, _), score in scores.items() if aim == place), default=0.0)
        if tasks and best < WORKED_FOR:
            sentence = "Chưa thấy nhiệm vụ nào trong kế hoạch nói tới chỉ tiêu này."
            yield Remark("no_task", target.clause, None, sentence)


def _worded(reading: Reading, task: Task) -> list[str]:
    """A task in its own words, and with those of its headings under the part's."""
    own = reading.clauses[task.clause].text
    above = [each.title for each in reading.headings if task.clause in _under(each, reading)]
    return [own, " . ".join([own, *above[1:]])]
