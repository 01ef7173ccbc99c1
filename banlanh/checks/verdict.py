"""The sentences that a chairman reads aloud: before the draw what it can show, afterwards what it has shown.

Whole percents, always rounded down: a check never claims more than it proved.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from banlanh.core.words import number

from .bounds import at_least, lower_bound


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the visits: how many were confirmed, not confirmed, not reached twice, and are still to be made."""

    confirmed: int = 0
    denied: int = 0
    missed: int = 0
    waiting: int = 0

    @property
    def drawn(self) -> int:
        return self.confirmed + self.denied + self.missed + self.waiting

    @property
    def found(self) -> str:
        """ "23 đúng, 1 sai"; who was not reached is named apart."""
        words = f"{number(self.confirmed)} đúng, {number(self.denied)} sai"
        return f"{words}, {number(self.missed)} không gặp được" if self.missed else words


def percent(part: int, whole: int) -> int:
    return 100 * part // whole


def in_percent(confidence: Fraction) -> str:
    return f"{float(100 * confidence):g}%".replace(".", ",")


def verdict(tally: Tally, *, unit: str, listed: int, total: int | None, confidence: Fraction) -> str:
    """What the visits prove of a list of `listed` entries, claimed of `total` (None: nobody owed a number).

    "Khai 612/612. Phúc tra 24 hộ: 23 đúng, 1 sai. Với độ tin cậy 95%, tỷ lệ thật ít nhất là 82%."
    """
    bound = lower_bound(tally.confirmed, drawn=tally.drawn, listed=listed, confidence=confidence)
    return " ".join([claimed(unit, listed, total), visited(tally, unit, listed),
                     proved(tally, bound, unit, listed, total, confidence)])  # fmt: skip


def claimed(unit: str, listed: int, total: int | None) -> str:
    return f"Khai {number(listed)}/{number(total)}." if total else f"Khai {number(listed)} {unit}."


def visited(tally: Tally, unit: str, listed: int) -> str:
    many = f"cả {number(listed)}" if tally.drawn == listed else number(tally.drawn)
    return f"Phúc tra {many} {unit}: {tally.found}."


def proved(tally: Tally, bound: int, unit: str, listed: int, total: int | None, confidence: Fraction) -> str:
    if tally.drawn == listed:
        sure = "Đã đến đủ nên con số này chắc chắn: "
    else:
        sure = f"Với độ tin cậy {in_percent(confidence)}, "
    if tally.missed:
        sure = f"Nơi không gặp được tính như chưa đúng. {sure}"
    if bound == 0:
        return f"{sure}chưa nói được là có bao nhiêu phần thật."
    if percent(bound, listed) == 0:
        return f"{sure}số thật ít nhất là {number(bound)} {unit}."
    if total and total > listed:
        of_all = f", tức {percent(bound, total)}% của cả {number(total)}" if percent(bound, total) else ""
        return f"{sure}ít nhất {percent(bound, listed)}% số đã khai là thật{of_all}."
    return f"{sure}tỷ lệ thật ít nhất là {percent(bound, listed)}%."


def promise(*, unit: str, listed: int, drawn: int, share: Fraction, failures: int, confidence: Fraction) -> str:
    """What a draw of this size can show, said before it is made."""
    many = f"phải đến cả {number(listed)}" if drawn == listed else f"cần bốc {number(drawn)}"
    goal = f"ít nhất {in_percent(share)} là thật"
    if drawn < listed:
        goal = f"với độ tin cậy {in_percent(confidence)}, {goal}"
    bad = "sai hoặc không gặp được"
    slack = f"không quá {failures} nơi {bad}" if failures else f"không nơi nào {bad}"
    return f"Danh sách có {number(listed)} {unit}, {many}. Nếu {slack} thì nói được: {goal}."


def likely(*, listed: int, drawn: int, share: Fraction, failures: int) -> str:
    """How often such a draw shows it where the truth lies halfway between `share` and all."""
    truth = (1 + share) / 2
    chance = at_least(drawn - failures, listed=listed, true=ceil(truth * listed), drawn=drawn)
    often = f"100 lần bốc như thế thì khoảng {int(100 * chance)} lần nói được như vậy"
    return f"Nếu thật ra {in_percent(truth)} là thật, {often}."
