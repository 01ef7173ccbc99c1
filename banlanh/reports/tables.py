"""All figures of a report as rows: for its appendix, for .xlsx and for other programs. Sums of the commune only."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from banlanh.core import words
from banlanh.indicators.registry import AMOUNTS, INDICATORS, Figure, total
from banlanh.places.enums import Language
from vanban.document import Appendix, Paragraph, Table

from .livelihoods import FEW
from .periods import ReportPeriod
from .sentences import percent

TOLD_WHEN_MANY = frozenset({"supports_delivered"})  # the sheet holds 0 for whatever is below five
WEEKLY = "airings"  # of the running week, which no report tells: it tells the whole weeks of its period
HEADER = ("Chỉ số", "Tử số", "Mẫu số", "Tỷ lệ", "Ngày số liệu")
WIDTHS = (68.0, 32.0, 20.0, 18.0, 29.0)  # millimetres; a sum of money is thirteen signs


def rows_of(sheet: dict, on: date) -> list[dict[str, Any]]:
    """Each figure of the report: what was counted of how much, or how much there was; None where nothing is known."""
    return [*indicator_rows(sheet, on), *airing_rows(sheet, on), *amount_rows(sheet, on)]


def indicator_rows(sheet: dict, on: date) -> Iterator[dict[str, Any]]:
    for key, indicator in INDICATORS.items():
        if key != WEEKLY:
            found = total(Figure(*row) for row in sheet["figures"].get(key, []))
            yield share_row(key, indicator.name, indicator.unit, found, on)


def airing_rows(sheet: dict, on: date) -> Iterator[dict[str, Any]]:
    """Of the whole weeks that ended in the period, by language, as the report tells them."""
    played = sheet["month"]["airings"]
    for language in Language:
        n, m = played.get(language.value, (0, 0))
        yield share_row(f"{WEEKLY}:{language}", f"Buổi phát thanh bằng {language.label}", "buổi", (n, m), on)


def amount_rows(sheet: dict, on: date) -> Iterator[dict[str, Any]]:
    for key, amount in AMOUNTS.items():
        many = sheet["amounts"].get(key)
        known = None if key in TOLD_WHEN_MANY and not many else many
        yield row(f"amount:{key}", amount.name, amount.unit, (known, None, ""), on)
    yield row("late", "Việc quá hạn", "việc", (len(sheet["late"]), None, ""), on)


def share_row(key: str, name: str, unit: str, found: tuple[int, int], on: date) -> dict[str, Any]:
    n, m = found
    return row(key, name, unit, (n, m, percent(n, m)) if m else (None, None, ""), on)


def row(key: str, name: str, unit: str, told: tuple[int | None, int | None, str], on: date) -> dict[str, Any]:
    n, m, share = told
    return {"key": key, "name": name, "unit": unit, "n": n, "m": m, "percent": share, "on": on.isoformat()}


def said_of_amount(key: str, many: int) -> str:
    return FEW if key in TOLD_WHEN_MANY and not many else words.number(many)


def said(row: dict[str, Any]) -> tuple[str, str, str, str, str]:
    """The row as people read it."""
    n, m = (words.number(row[part]) if row[part] is not None else "" for part in ("n", "m"))
    if not n:
        n = FEW if row["key"].removeprefix("amount:") in TOLD_WHEN_MANY else "chưa có số liệu"
    return f"{row['name']} ({row['unit']})", n, m, row["percent"], f"{date.fromisoformat(row['on']):%d/%m/%Y}"


def appendix(sheet: dict, on: date, code: str) -> Appendix:
    """Every figure with its day, and the code of the log of that day: which tells whether it was rewritten."""
    table = Table(HEADER, tuple(map(said, rows_of(sheet, on))), WIDTHS)
    return Appendix("Số liệu của báo cáo", (Paragraph(f"Mã nhật ký ngày {on:%d/%m/%Y}: {code}."), table))


def as_json(period: ReportPeriod, sheet: dict, on: date) -> bytes:
    first, last = sheet["month"]["days"]
    told = {"period": period.code, "first": first, "last": last, "on": on.isoformat(), "figures": rows_of(sheet, on)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_workbook(period: ReportPeriod, figures: dict, on: date) -> bytes:
    """The same rows as .xlsx; the same rows always give the same bytes."""
    from xlsxwriter import Workbook  # only where a workbook is written

    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": f"Số liệu {period}", "created": datetime(on.year, on.month, on.day)})
        sheet, bold = workbook.add_worksheet("Số liệu"), workbook.add_format({"bold": True, "text_wrap": True})
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 4, 14)
        sheet.write_row(0, 0, HEADER, bold)
        for at, row in enumerate(rows_of(figures, on), start=1):
            sheet.write_row(at, 0, workbook_row(row))
    return content.getvalue()


def workbook_row(row: dict[str, Any]) -> list[Any]:
    """Numbers as numbers, to be reckoned with; words where there is none."""
    name, n, m, share, day = said(row)
    return [name, row["n"] if row["n"] is not None else n, row["m"] if row["m"] is not None else m, share, day]
