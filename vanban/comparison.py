"""A plan against the document above it, and against the plan before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from vanban.likeness import Features, Likeness, features, shared_phrases
from vanban.reading import Reading
from vanban.text import tidy

# Measured on four judged pairs (tests/pairs.py; the demonstration plan, written by another hand): precision 0.96,
# recall 0.85; of 300 demands held against plans on other matters 5 in 100 found an answer.
ANSWERS, ANSWERS_BESIDE_THE_BEST = 0.21, 0.6
NEAR = 0.12
REWORDED = 0.4
# Of longer clauses only the whole is shown, before and after: comparing word by word takes the square of their length.
MOST_WORDS = 600

WORDS = re.compile(r"\d+(?:[.,/]\d+)*%?|[^\W\d_]+|[^\w\s]|_")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as far as comparing cares; `marker` is printed before it, `at` is the number of its heading."""

    at: str
    marker: str
    text: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """A target (then `value` counts `unit`) or a task; `clause` is the place of its passage."""

    clause: int
    kind: Literal["target", "task"]
    value: float | None = None
    unit: str = ""
    every: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents: its passages in order, and what they ask."""

    passages: Sequence[Passage]
    asks: Sequence[Ask]


@dataclass(frozen=True, slots=True)
class Found:
    """A clause of the lower document that answers. `score` is 0 to 1; `why` says in Vietnamese what both share."""

    clause: int
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the lower document says to one clause of the higher that asks something.

    With nothing `found` there is no answer; then `nearest` is the clause that comes nearest, if any does.
    """

    clause: int
    kind: Literal["target", "task"]
    found: tuple[Found, ...]
    nearest: Found | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a clause: in both versions, only in the one before ("gone"), or only in the one after ("new").

    `gap` is the blank printed before them.
    """

    kind: Literal["same", "gone", "new"]
    text: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A clause before and after, by its place in each (None where it is not). `figures` are those that changed."""

    kind: Literal["unchanged", "moved", "reworded", "new", "gone"]
    before: int | None
    after: int | None
    pieces: tuple[Piece, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    is_moved: bool = False


def side_of(reading: Reading) -> Side:
    passages = [Passage(clause.at, clause.marker, clause.text, clause.is_heading) for clause in reading.clauses]
    targets = [Ask(each.clause, "target", each.value, each.unit, each.every or "") for each in reading.targets]
    return Side(passages, [*targets, *(Ask(each.clause, "task", every=each.every or "") for each in reading.tasks)])


def answers(higher: Side, lower: Side) -> list[Answer]:
    """For each clause of `higher` that sets a target or a task, in order: what in `lower` answers it, best first.

    Only targets and tasks answer: a purpose that repeats the words promises nothing. An answer is at least ANSWERS
    alike, and ANSWERS_BESIDE_THE_BEST as alike as the best one.
    """
    asked, offered = _by_clause(higher), _by_clause(lower)
    alike = _alike(higher, asked, lower, offered)
    found: list[Answer] = []
    for place, asks in asked.items():
        ranked = [
            Found(other, round(score, 2), _why(higher.passages[place], asks, lower.passages[other], offered[other]))
            for other, score in _best(alike.get(place, {}))
        ]
        kind: Literal["target", "task"] = "target" if any(ask.kind == "target" for ask in asks) else "task"
        answered = tuple(each for each in ranked if each.score >= ANSWERS)
        found.append(Answer(place, kind, answered, None if answered or not ranked else ranked[0]))
    return found


def _by_clause(side: Side) -> dict[int, list[Ask]]:
    asks: dict[int, list[Ask]] = {}
    for ask in sorted(side.asks, key=lambda ask: ask.clause):
        asks.setdefault(ask.clause, []).append(ask)
    return asks


def _alike(
    higher: Side, asked: dict[int, list[Ask]], lower: Side, offered: dict[int, list[Ask]]
) -> dict[int, dict[int, float]]:
    above, below = _bags(higher, asked), _bags(lower, offered)
    asking, answering = list(asked), list(offered)
    scores = Likeness([*above.values(), *below.values()]).between(
        [above[place] for place in asking], [below[place] for place in answering]
    )
    alike: dict[int, dict[int, float]] = {}
    for (one, other), score in scores.items():
        alike.setdefault(asking[one], {})[answering[other]] = score
    return alike


def _bags(side: Side, asks: dict[int, list[Ask]]) -> dict[int, Features]:
    """The features of each clause that asks something or is no heading, by its place."""
    return {
        place: features(
            passage.text,
            figures=[_figure(ask) for ask in asks.get(place, ()) if ask.value is not None],
            rhythms=[_period(ask.every) for ask in asks.get(place, ()) if ask.every],
        )
        for place, passage in enumerate(side.passages)
        if place in asks or not passage.is_heading
    }


def _figure(ask: Ask) -> str:
    """ "100%", "3"."""
    return f"{ask.value:g}{'%' if ask.unit == '%' else ''}".replace(".", ",")


def _period(rule: str) -> str:
    """A recurrence without its day and count: "trước ngày 20" and "trước ngày 25 hằng tháng" are one rhythm."""
    return rule.partition(";BY")[0].partition(";COUNT")[0]


def _best(alike: dict[int, float]) -> list[tuple[int, float]]:
    """Those near the best one, the best first."""
    least = max(NEAR, ANSWERS_BESIDE_THE_BEST * max(alike.values(), default=0.0))
    kept = [(other, score) for other, score in alike.items() if score >= least]
    return sorted(kept, key=lambda found: (-found[1], found[0]))


def _why(higher: Passage, asks: list[Ask], lower: Passage, offers: list[Ask]) -> tuple[str, ...]:
    phrases = shared_phrases(lower.text, higher.text)
    told = [f"cùng nói: {', '.join(f'“{phrase}”' for phrase in phrases)}"] if phrases else []
    figures = {_figure(ask): ask.unit for ask in asks if ask.value is not None}
    offered = {_figure(ask): ask.unit for ask in offers if ask.value is not None}
    told += [f"cùng con số {figure}" for figure in figures if figure in offered]
    if figures and offered and not figures.keys() & offered.keys():
        told.append(f"con số khác nhau: cấp trên {next(iter(figures))}, ở đây {next(iter(offered))}")
    if {_period(ask.every) for ask in asks if ask.every} & {_period(ask.every) for ask in offers if ask.every}:
        told.append("cùng nhịp thực hiện")
    return tuple(told)


def changes(before: Side, after: Side) -> list[Change]:
    """What became of each clause of `before`, and where each of `after` comes from, in the order of `after`.

    Every clause of both stands in exactly one change. Clauses of equal words are the same; of the others those most
    alike are paired, down to a likeness of REWORDED. Swapping the two turns new into gone and nothing else.
    """
    pairs = _equal(before, after)
    pairs |= _reworded(before, after, pairs)
    gone = [place for place in range(len(before.passages)) if place not in pairs]
    kept = {other: place for place, other in pairs.items()}
    found = [_change(before, after, kept.get(place), place) for place in range(len(after.passages))]
    for place in gone:
        found.insert(_place_of_gone(place, found), Change("gone", place, None))
    return found


def _equal(before: Side, after: Side) -> dict[int, int]:
    """Places of clauses with the same words: the first with the first, the second with the second."""
    waiting: dict[str, list[int]] = {}
    for place, passage in enumerate(after.passages):
        waiting.setdefault(tidy(passage.text), []).append(place)
    pairs = {}
    for place, passage in enumerate(before.passages):
        same = waiting.get(tidy(passage.text))
        if same:
            pairs[place] = same.pop(0)
    return pairs


def _reworded(before: Side, after: Side, pairs: dict[int, int]) -> dict[int, int]:
    """Places of the remaining clauses that are alike, the most alike first; what has no words stays alone."""
    left = [place for place in range(len(before.passages)) if place not in pairs]
    taken = set(pairs.values())
    right = [place for place in range(len(after.passages)) if place not in taken]
    ones = [features(before.passages[place].text) for place in left]
    others = [features(after.passages[place].text) for place in right]
    scores = Likeness([*ones, *others]).between(ones, others)
    ranked = sorted(
        (-score, abs(left[one] - right[other]), left[one] + right[other], left[one], right[other])
        for (one, other), score in scores.items()
        if score >= REWORDED and _same_kind(before.passages[left[one]], after.passages[right[other]])
    )
    found: dict[int, int] = {}
    for *_, place, other in ranked:
        if place not in found and other not in found.values():
            found[place] = other
    return found


def _same_kind(one: Passage, other: Passage) -> bool:
    return one.is_heading == other.is_heading


def _change(before: Side, after: Side, old: int | None, new: int) -> Change:
    if old is None:
        return Change("new", None, new)
    one, other = before.passages[old], after.passages[new]
    is_moved = (one.at, one.marker) != (other.at, other.marker)
    if tidy(one.text) == tidy(other.text):
        return Change("moved" if is_moved else "unchanged", old, new, is_moved=is_moved)
    pieces, figures = _compared(one.text, other.text)
    return Change("reworded", old, new, pieces, figures, is_moved)


def _place_of_gone(place: int, found: list[Change]) -> int:
    """Right after what stood before it."""
    earlier = [at for at, change in enumerate(found) if change.before is not None and change.before < place]
    return max(earlier, key=lambda at: found[at].before or 0) + 1 if earlier else 0


def _compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[tuple[str, str], ...]]:
    """Both texts word by word, and the figures that took the place of others."""
    old, new = list(WORDS.finditer(before)), list(WORDS.finditer(after))
    if max(len(old), len(new)) > MOST_WORDS:
        return (Piece("gone", before), Piece("new", after)), ()
    matcher = SequenceMatcher(None, [word.group() for word in old], [word.group() for word in new], autojunk=False)
    pieces: list[Piece] = []
    figures: list[tuple[str, str]] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            pieces += _piece("gone", before, old, start, end)
            figures += zip(_figures(old[start:end]), _figures(new[new_start:new_end]), strict=False)
        pieces += _piece("same" if tag == "equal" else "new", after, new, new_start, new_end)
    return tuple(pieces), tuple(figures)


def _piece(
    kind: Literal["same", "gone", "new"], text: str, words: list[re.Match[str]], start: int, end: int
) -> list[Piece]:
    """The words from `start` to `end` of `text`; nothing where there are none."""
    if start == end:
        return []
    reached = words[start - 1].end() if start else 0
    first = words[start].start()
    return [Piece(kind, text[first : words[end - 1].end()], text[reached:first])]


def _figures(words: Iterable[re.Match[str]]) -> list[str]:
    return [word.group() for word in words if DIGIT.match(word.group())]
