"""The fields of other offices' forms: a name made from each figure's own name, what it means, what it holds.

The same rows as the report's appendix, so that a form never says otherwise than the report.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from banlanh.core import clock
from banlanh.places.models import Place
from vanban.filling import Value
from vanban.text import search_key

from .enums import ReportKind
from .periods import ReportPeriod, running
from .tables import rows_of, said

OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
EMPTY = {"figures": {}, "amounts": {}, "late": [], "month": {"airings": {}}}


class FieldRow(NamedTuple):
    """One field: its name between the braces, its meaning, its value in a period."""

    name: str
    meaning: str
    value: Value


def field_rows(commune: Place, period: ReportPeriod, sheet: dict, on: date) -> list[FieldRow]:
    return [*period_rows(commune, period, on), *(each for row in rows_of(sheet, on) for each in figure_rows(row))]


def names() -> frozenset[str]:
    """Every field there is, whatever the period."""
    return frozenset(row.name for row in known_rows())


def known_rows(commune: Place | None = None) -> list[FieldRow]:
    """The fields without figures, to be read: they are the same in every period."""
    today = clock.today()
    return field_rows(commune or Place(), running(ReportKind.MONTH, today), EMPTY, today)


def period_rows(commune: Place, period: ReportPeriod, on: date) -> Iterator[FieldRow]:
    yield FieldRow("xa", "tên xã", Value(commune.name))
    yield FieldRow("ky", "tên kỳ báo cáo", Value(period.name))
    for name, meaning, day in (
        ("tu_ngay", "ngày đầu kỳ", period.first),
        ("den_ngay", "ngày cuối kỳ", period.last),
        ("ngay_so_lieu", "số liệu tính đến ngày", on),
    ):
        yield FieldRow(name, meaning, Value(f"{day:%d/%m/%Y}"))


def figure_rows(row: dict[str, Any]) -> Iterator[FieldRow]:
    """What was counted; and where it is a part of something, of how much, and its share."""
    name, (meaning, n, m, share, _) = name_of(row["name"]), said(row)
    yield FieldRow(name, meaning, Value(n, row["n"]))
    if not row["key"].startswith("amount:") and row["key"] != "late":
        yield FieldRow(f"{name}_mau", f"{meaning}: trên tổng số", Value(m or n, row["m"]))
        yield FieldRow(f"{name}_ty_le", f"{meaning}: tỷ lệ", Value(share or n))


def name_of(words: str) -> str:
    return OTHER_SIGNS.sub("_", search_key(words)).strip("_")
