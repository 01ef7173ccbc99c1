"""The draft of a report: what the figures write, and in it what people wrote. Made anew at each reading.

A person's text is laid over the paragraph that it was written for. When the figures move, a paragraph that nobody
touched follows them; one that somebody rewrote keeps their words, and shows both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from banlanh.accounts.reach import Reach
from banlanh.core import clock
from banlanh.core.homes import WORKING
from banlanh.core.refusal import Refused
from banlanh.places.models import Place
from vanban.document import Appendix, Block, Bullet, Document, Heading, Paragraph, Picture

from .anchors import code_in
from .enums import ReportKind
from .figures import Month, month_then, months_of
from .longer import longer_report
from .models import ParagraphEdit
from .monthly import plan_between, written
from .periods import ReportPeriod
from .pictures import in_appendix
from .tables import appendix
from .traces import Piece, cell, pieces, signless, without_signs
from .wording import Overwritten, bones, likeness, opening, overwritten

ALIKE = 0.6


@dataclass(slots=True)
class Line:
    """One block of the draft, under its heading, and what a person wrote in its place."""

    block: Block
    heading: str
    edit: ParagraphEdit | None = None
    is_gone: bool = False  # the figures no longer write such a paragraph; what the person wrote stays

    @property
    def is_editable(self) -> bool:
        return isinstance(self.block, Paragraph | Bullet)

    @property
    def is_drawn(self) -> bool:
        return isinstance(self.block, Picture)

    @property
    def dash(self) -> str:
        """What the form prints before a line of a list."""
        return "- " if isinstance(self.block, Bullet) else ""

    @property
    def was(self) -> str:
        """What the figures say now."""
        return "" if self.is_gone else signless(getattr(self.block, "text", ""))

    @property
    def text(self) -> str:
        return self.edit.text if self.edit else self.was

    @property
    def mark(self) -> str:
        """Names the paragraph in an address, shortly: a page holds a hundred, and of their signs nothing can be packed.

        Once in a million drafts two have the same, and whoever opens one sees which it is.
        """
        return str(self.edit.pk) if self.edit else sha256(f"{self.heading}\n{self.was}".encode()).hexdigest()[:8]

    def pieces(self, reach: Reach) -> list[Piece]:
        """The text with its figures linked; in what a person wrote, none is known to be counted."""
        return [Piece(self.text)] if self.edit else list(pieces(getattr(self.block, "text", ""), reach))

    def cells(self, reach: Reach) -> list[list[Piece]]:
        """The rows of a table, for the page."""
        return [[cell(part, reach) for part in row] for row in getattr(self.block, "rows", ())]

    @property
    def overwritten(self) -> list[Overwritten]:
        """Figures that the person wrote otherwise than they were counted."""
        return overwritten(self.edit.was, self.edit.text) if self.edit else []

    @property
    def moved(self) -> list[Overwritten]:
        """Figures that are counted otherwise now than when the person wrote."""
        return overwritten(self.edit.was, self.was) if self.edit and not self.is_gone else []

    @property
    def has_moved(self) -> bool:
        return self.edit is not None and self.edit.was != self.was

    @property
    def blocks(self) -> list[Block]:
        """What is printed: each line that a person wrote is a paragraph, none where they left nothing."""
        if not self.edit:
            return [self.block]
        kind = Bullet if isinstance(self.block, Bullet) else Paragraph
        return [kind(part) for part in self.text.splitlines() if part.strip()]


@dataclass(frozen=True, slots=True)
class Draft:
    """A period's report as it stands: the figures' own document, and its lines with what people wrote."""

    period: ReportPeriod
    now: Month
    document: Document
    lines: list[Line]

    @property
    def code(self) -> str:
        """The log's, of the day of the figures."""
        return code_in(WORKING, self.now)

    @property
    def text(self) -> Document:
        """What is printed but for the appendix."""
        return without_signs(replace(self.document, blocks=tuple(each for line in self.lines for each in line.blocks)))

    @property
    def paper(self) -> Document:
        figures = appendix(self.now.sheet, self.now.on, self.code)
        drawn = in_appendix(self.now)
        pages = (figures, Appendix("Việc đúng hạn của từng thôn", tuple(drawn))) if drawn else (figures,)
        return replace(self.text, appendices=pages)

    def line(self, mark: str) -> Line | None:
        return next((line for line in self.lines if line.is_editable and line.mark == mark), None)


def draft_of(commune: Place, period: ReportPeriod, edits: Iterable[ParagraphEdit]) -> Draft:
    """Raises `Refused` where there is no draft yet, or nothing to report on."""
    refuse_early(period)
    plan = plan_between(commune, *period.days)
    if plan is None:
        raise Refused(f"Kỳ {period} không có kế hoạch nào đang thực hiện nên không có gì để báo cáo.")
    now, before = months_of(commune, period, is_traced=True)
    then = a_year_before(commune, period)
    if period.kind == ReportKind.MONTH:
        document = written(plan, date(period.year, period.number, 1), now, before, then)
    else:
        document = longer_report(plan, period, now, before, then)
    return Draft(period, now, document, laid_over(list(lines_of(document)), [each for each in edits if is_live(each)]))


def monthly_report(commune: Place, month: date) -> Document:
    """The report on the month named by its first day, from the figures alone: nobody has written on it."""
    return draft_of(commune, ReportPeriod(ReportKind.MONTH, month.year, month.month), ()).text


def a_year_before(commune: Place, period: ReportPeriod) -> Month | None:
    """Nothing where no plan ran then: what nobody was asked to do is unknown, and no nought."""
    then = period.year_before
    return month_then(commune, then) if plan_between(commune, *then.days) else None


def refuse_early(period: ReportPeriod) -> None:
    if clock.today() < period.ready_on:
        raise Refused(f"Bản thảo báo cáo {period} có từ ngày {period.ready_on:%d/%m/%Y}.")


def is_live(edit: ParagraphEdit) -> bool:
    """Who puts the figures' own words back has no words there any more."""
    return edit.text != edit.was


def lines_of(document: Document) -> Iterable[Line]:
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text.partition(" ")[2]  # its number moves when a heading above it comes or goes
        yield Line(block, heading)


def laid_over(lines: list[Line], edits: list[ParagraphEdit]) -> list[Line]:
    """Each edit on its paragraph: the very same, else the same but for figures, else one that opens with the same words
    before its first figure, else the most alike, else by itself."""
    for is_same in (same_text, same_bones, same_opening):
        edits = [edit for edit in edits if not lay(edit, lines, is_same)]
    edits = [edit for edit in edits if not lay_on_most_alike(edit, lines)]
    for edit in edits:
        lines.insert(end_of(edit.heading, lines), Line(Paragraph(""), edit.heading, edit, is_gone=True))
    return lines


def same_text(edit: ParagraphEdit, line: Line) -> bool:
    return edit.was == line.was


def same_bones(edit: ParagraphEdit, line: Line) -> bool:
    return bones(edit.was) == bones(line.was)


def same_opening(edit: ParagraphEdit, line: Line) -> bool:
    return opening(edit.was) == opening(line.was)


def lay(edit: ParagraphEdit, lines: list[Line], is_same: Callable[[ParagraphEdit, Line], bool]) -> bool:
    found = next((line for line in free(edit, lines) if is_same(edit, line)), None)
    if found:
        found.edit = edit
    return found is not None


def lay_on_most_alike(edit: ParagraphEdit, lines: list[Line]) -> bool:
    found = max(free(edit, lines), key=lambda line: likeness(edit.was, line.was), default=None)
    if found is None or likeness(edit.was, found.was) < ALIKE:
        return False
    found.edit = edit
    return True


def free(edit: ParagraphEdit, lines: list[Line]) -> list[Line]:
    """The paragraphs under the same heading that nobody has written on yet."""
    return [line for line in lines if line.is_editable and line.edit is None and line.heading == edit.heading]


def end_of(heading: str, lines: list[Line]) -> int:
    """Where a paragraph goes that has lost its own: below the last of its heading, else before the last of all."""
    places = [place for place, line in enumerate(lines) if line.heading == heading]
    return places[-1] + 1 if places else max(len(lines) - 1, 0)
