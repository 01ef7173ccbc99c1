"""The arithmetic of stays: days from `starts_on` on, up to and without `ends_on`.

Whoever moves on a day counts in the new place from that day. The days of an entry's stays never overlap, because one
begins only behind the others, and only the open one, which is the last, is ever ended.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from banlanh.core.refusal import Refused
from banlanh.core.words import day as said

from .enums import NEVER_WAS, Ended


class Span(Protocol):
    starts_on: date
    ends_on: date | None
    ended: str


S = TypeVar("S", bound=Span)


def holds_on(span: Span, day: date) -> bool:
    return span.starts_on <= day and (span.ends_on is None or day < span.ends_on)


def open_one(spans: Sequence[S]) -> S:
    """The stay that still lasts."""
    lasting = [span for span in spans if span.ends_on is None]
    if not lasting:
        raise Refused("Mục này đã thôi tính rồi. Xin xem lại lịch sử của mục.")
    return lasting[0]


def end(spans: Sequence[S], on: date, why: str) -> S:
    """End the stay that lasts, from `on`; what never was ends on its own first day, so that no day counts it."""
    last = open_one(spans)
    if why in NEVER_WAS:
        if len(spans) > 1:
            raise Refused("Mục này đã có lịch sử chuyển thôn nên không xóa bỏ được. Xin ghi là đã rời đi.")
        on = last.starts_on
    if on < last.starts_on:
        raise Refused(f"Ngày {said(on)} trước ngày bắt đầu tính ở đây ({said(last.starts_on)}). Xin xem lại ngày.")
    last.ends_on, last.ended = on, Ended(why).value
    return last


def may_begin(spans: Sequence[Span], on: date) -> None:
    """Whether another stay may begin on `on`: only behind those before."""
    for span in spans:
        if span.ends_on is None or on < span.ends_on:
            raise Refused(f"Ngày {said(on)} mục này đang tính ở nơi khác. Xin xem lại ngày.")
