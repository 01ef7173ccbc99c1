"""A draft that comes back from Word: which of its paragraphs were changed, and what cannot be taken from a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from vanban.source import read_lines
from vanban.text import tidy
from vanban.word import word_lines
from vanban.writing import write_docx

from .drafting import Draft, Line
from .wording import Overwritten, likeness, overwritten

ALIKE = 0.4
MARKS = " .;,/"  # the last paragraph of a document gets its mark from the rule of form


@dataclass(slots=True)
class Returned:
    """A paragraph as it came back, for a person to take or leave."""

    line: Line
    text: str

    @property
    def figures(self) -> list[Overwritten]:
        return overwritten(self.line.text, self.text)


@dataclass(slots=True)
class Comparison:
    """Paragraphs that were changed; and what was changed where only figures and the office's form decide."""

    changed: list[Returned] = field(default_factory=list)
    left: list[Overwritten] = field(default_factory=list)


def compared(draft: Draft, name: str, content: bytes) -> Comparison:
    """The file against the draft as it stands. Raises `Unreadable` for what is no document."""
    ours, theirs = shown(word_lines(write_docx(draft.paper))), shown(read_lines(content, name))
    owners = list(owners_of(ours, draft))
    parts: dict[str, list[str]] = {}
    found = Comparison()
    for place, old, new in pairs(ours, theirs):
        owner = owners[place] if place >= 0 else None
        if owner is None:
            found.left += [Overwritten(old, new)] if old != new else []
        else:
            parts.setdefault(owner.mark, []).extend([bare(new, owner)] if new else [])
    for line in draft.lines:
        text = "\n".join(parts[line.mark]) if line.is_editable and line.mark in parts else None
        if text is not None and not same(text, line.text):
            found.changed.append(Returned(line, text))
    return found


def shown(lines) -> list[str]:
    return [tidy(line.text or " | ".join(line.cells)) for line in lines]


def owners_of(ours: list[str], draft: Draft) -> Iterator[Line | None]:
    """For each line of our own file the paragraph of the draft that printed it; none for letterhead, title, tables."""
    printed = [(line, part) for line in draft.lines if line.is_editable for part in printed_by(line)]
    for text in ours:
        if printed and same(text, printed[0][1]):
            yield printed.pop(0)[0]
        else:
            yield None


def printed_by(line: Line) -> list[str]:
    return [f"{line.dash}{tidy(part)}" for part in line.text.splitlines() if part.strip()]


def same(one: str, other: str) -> bool:
    return [tidy(part).rstrip(MARKS) for part in one.splitlines()] == [
        tidy(part).rstrip(MARKS) for part in other.splitlines()
    ]


def bare(text: str, line: Line) -> str:
    """Without the dash that the form of a bullet prints."""
    return text.removeprefix(line.dash)


def pairs(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, str, str]]:
    """Place and text of each of our lines with its line of theirs ("" where it was taken out).

    A line that is only theirs comes with the place of ours that it stands behind, and no text of ours.
    """
    for what, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what == "equal":
            yield from ((place, ours[place], ours[place]) for place in range(a, b))
        else:
            yield from aligned(a, ours[a:b], theirs[c:d])


def aligned(first: int, ours: list[str], theirs: list[str]) -> Iterator[tuple[int, str, str]]:
    """Each of our lines with the first of theirs that is like it; theirs before that stand behind our line before."""
    for place, old in enumerate(ours, start=first):
        at = match(old, theirs, alone=len(ours) - (place - first) >= len(theirs))
        yield from ((place - 1, "", new) for new in theirs[: max(at, 0)])
        yield place, old, theirs[at] if at >= 0 else ""
        theirs = theirs[at + 1 :]
    yield from ((first + len(ours) - 1, "", new) for new in theirs)


def match(old: str, theirs: list[str], *, alone: bool) -> int:
    """Which of theirs our line became; the next, where each of theirs has one of ours, however little they share."""
    likest = next((at for at, new in enumerate(theirs) if likeness(old, new) >= ALIKE), -1)
    return 0 if likest < 0 and theirs and alone and len(theirs) == 1 else likest
