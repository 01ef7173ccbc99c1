"""What is wrong in a workbook, told so that a person finds the cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from banlanh.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` as Excel shows it; `column` as letter and heading; both empty where they make no sense."""

    sheet: str
    row: int | None
    column: str
    sentence: str

    def __str__(self) -> str:
        where = (
            f"Trang {self.sheet}" if self.sheet else "",
            f"dòng {self.row}" if self.row else "",
            f"cột {self.column}" if self.column else "",
        )
        spot = ", ".join(filter(None, where))
        return f"{spot}: {self.sentence}" if spot else self.sentence


class WorkbookRefused(Refused):
    """A workbook with faults; nothing of it was written."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
