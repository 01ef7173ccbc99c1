"""Where a village's regulation stands, told from its steps; nothing of it is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banlanh.core import clock, words

from . import clocks
from .enums import Stage
from .models import RegulationStep

ORDER = tuple(Stage)


@dataclass(frozen=True)
class Line:
    """One stage of a round: when it was, or when it is due."""

    stage: Stage
    step: RegulationStep | None
    before: RegulationStep | None  # the step that it follows
    is_next: bool

    @property
    def due_on(self) -> date | None:
        return clocks.latest(self.stage, self.before.happened_on) if self.before else None

    @property
    def may_from(self) -> date | None:
        """The first day on which the Decree allows it, where it makes people wait."""
        return (
            clocks.earliest(self.stage, self.before.happened_on)
            if self.before and self.stage == Stage.ADOPTED
            else None
        )

    @property
    def days_late(self) -> int:
        """Working days that the step came after its day."""
        late = self.step and self.due_on and self.step.happened_on > self.due_on
        return clock.working_days_until(self.due_on, self.step.happened_on) if late else 0

    def is_late(self, on: date) -> bool:
        return self.is_next and self.due_on is not None and on > self.due_on

    def mark(self, on: date) -> str:
        if self.step:
            return "done"
        if not self.is_next:
            return "open"
        return "late" if self.is_late(on) else "due"

    def words(self, on: date) -> str:
        if self.step:
            late = f", muộn {self.days_late} ngày làm việc" if self.days_late else ""
            return f"ngày {words.short_day(self.step.happened_on)}{late}"
        if not self.is_next:
            return "chưa đến bước"
        if self.may_from and on < self.may_from:
            return f"từ ngày {words.short_day(self.may_from)}"
        if self.due_on is None:
            return "bước tiếp theo"
        late = f"muộn {clock.working_days_until(self.due_on, on)} ngày làm việc"
        return late if self.is_late(on) else f"trước hết ngày {words.short_day(self.due_on)}"


@dataclass(frozen=True)
class Progress:
    """One village's present round: the live step of each stage."""

    round: int
    steps: dict[Stage, RegulationStep]

    @property
    def next_stage(self) -> Stage | None:
        """The first stage that is missing, be it a gap that a voided step left; None where all is done."""
        return next((stage for stage in ORDER if stage not in self.steps), None)

    @property
    def reached(self) -> Stage | None:
        return next((stage for stage in reversed(ORDER) if stage in self.steps), None)

    @property
    def recognised_on(self) -> date | None:
        step = self.steps.get(Stage.RECOGNISED)
        return step.happened_on if step else None

    def before(self, stage: Stage) -> RegulationStep | None:
        """The step that `stage` follows."""
        return self.steps.get(ORDER[ORDER.index(stage) - 1]) if stage is not ORDER[0] else None

    def after(self, stage: Stage) -> RegulationStep | None:
        """The first live step of a later stage."""
        return next((self.steps[each] for each in ORDER[ORDER.index(stage) + 1 :] if each in self.steps), None)

    @property
    def lines(self) -> list[Line]:
        ahead = self.next_stage
        return [Line(each, self.steps.get(each), self.before(each), each is ahead) for each in ORDER]

    def now(self, on: date) -> tuple[str, str]:
        """Mark and words for a list: the step that is next, and by when."""
        line = next((line for line in self.lines if line.is_next), None)
        if line is None:
            return "done", f"đã công nhận {words.day(self.recognised_on)}"
        if not self.steps:
            return "unknown", "chưa bắt đầu"
        return line.mark(on), f"{line.stage.label}: {line.words(on)}"


def progress_of(steps: Iterable[RegulationStep]) -> Progress:
    """The last round of a village's live steps; round one, untrodden, where there are none."""
    steps = list(steps)
    last = max((step.round for step in steps), default=1)
    return Progress(last, {Stage(step.stage): step for step in steps if step.round == last})


def to_take(progress: Progress) -> tuple[int, Stage]:
    """Round and stage of the next step; after the last stage a new round begins."""
    stage = progress.next_stage
    return (progress.round, stage) if stage else (progress.round + 1, ORDER[0])
