"""A secretary's evening before the 25th: reads the month's draft, corrects three sentences, approves, issues it."""

from dataclasses import dataclass, field

from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.places.models import Place
from banlanh.reports.actions import take_step
from banlanh.reports.enums import Verb
from banlanh.reports.periods import ReportPeriod, period_of

from .day import Hand

MORE = " Đề nghị các chi bộ tiếp tục thực hiện."
TERM = "01/07/2025"


def this_month() -> ReportPeriod:
    found = period_of(f"{clock.today():%Y-%m}")
    assert found
    return found


def submit(commune: Place, by: User) -> None:
    """The office has handed the draft to the secretary."""
    take_step(commune, this_month(), Verb.SUBMIT, id=uuid7(), by=by)


@dataclass
class Evening:
    page: object
    server: str
    hand: Hand = field(init=False)
    read: int = 0  # syllables of the draft

    def __post_init__(self):
        self.hand = Hand(self.page)

    def spend(self) -> Hand:
        self.page.goto(f"{self.server}/bao-cao/")
        self.read = len(self.page.locator(".sheet.doc").inner_text().replace("Sửa", "").split())
        for which in (0, 2, 4):
            self.correct(which)
        self.press("Duyệt báo cáo")
        if (series := self.page.get_by_label("Dãy số báo cáo bắt đầu từ ngày")).count():
            self.hand.tap(series)
            self.hand.type(TERM)
        self.press("Ban hành báo cáo")
        return self.hand

    def correct(self, which: int) -> None:
        """One sentence more at a paragraph's end."""
        self.hand.follow(self.page.get_by_role("link", name="Sửa đoạn").nth(which))
        self.hand.tap(self.page.get_by_label("Đoạn này viết là"))
        self.hand.keys += 1
        self.page.keyboard.press("Control+End")
        self.hand.type(MORE)
        self.press("Ghi đoạn này")

    def press(self, name: str) -> None:
        self.hand.follow(self.page.get_by_role("button", name=name))
