"""A commune set up from a workbook: all of it or nothing; a second time only what is new or was changed."""

from dataclasses import dataclass, field

from banlanh.places.models import Place

from .models import User
from .workbook.sheets import SHEETS

IS_DEMO = "xã này trên máy đang là dữ liệu mô phỏng. Xin lập xã thật ở một máy hoặc thư mục dữ liệu khác."
TAKEN = "tên đăng nhập «{}» đã có người khác dùng. Xin đặt tên đăng nhập khác."
ELSEWHERE = "tên đăng nhập «{}» đã có người ở xã khác dùng. Xin đặt tên đăng nhập khác."


@dataclass
class Tally:
    """How many rows of one sheet were new, were changed, were as they stood."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Outcome:
    """What a workbook did; `changes` and `remarks` are sentences, `newcomers` need an activation slip."""

    commune: Place
    tallies: dict[str, Tally] = field(default_factory=lambda: {sheet.title: Tally() for sheet in SHEETS})
    changes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    newcomers: list[User] = field(default_factory=list)
    granted: list[int] = field(default_factory=list)

    @property
    def changed_something(self) -> bool:
        return any(tally.added or tally.changed for tally in self.tallies.values())

    def keep[M](self) -> M: ...
