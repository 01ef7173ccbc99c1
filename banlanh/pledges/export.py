"""Signatures as a table that Excel opens, told from the database's cursor: however long, it takes no more memory."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import islice
from uuid import UUID

from banlanh.core import clock, words
from banlanh.places.models import Body
from banlanh.registers.export import NOTICE

from . import queries
from .models import Campaign

AT_ONCE = 1000
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes Vietnamese for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a cell of words must not begin with (SEC-48)
HEADS = ("Thôn, đơn vị", "Tên trong sổ", "Địa chỉ", "Ngày ký", "Mã tờ ký")
FIELDS = ("sheet__body__name", "entry__name", "entry__address", "sheet__signed_on", "sheet_id")


def table_of(campaign: Campaign, bodies: Iterable[Body], *, by: str) -> Iterator[str]:
    """Who takes it out and when, the signatures, and below them how many: who reads that line has the whole file."""
    taken = f"{campaign.commune.title}, tính đến ngày {words.day(clock.today())}. Người xuất: {by}."
    yield BYTE_ORDER_MARK + lines([[f"Chữ ký: {campaign}"], [taken], [NOTICE], [], HEADS])
    rows, count = queries.collected(campaign, bodies).values_list(*FIELDS).iterator(AT_ONCE), 0
    while part := [told(*row) for row in islice(rows, AT_ONCE)]:
        count += len(part)
        yield lines(part)
    yield lines([[f"Hết: {words.number(count)} chữ ký."]])


def told(body: str, name: str, address: str, on: date, sheet: UUID) -> Sequence[str]:
    return plain(body), plain(name), plain(address), f"{on:%d/%m/%Y}", str(sheet)


def plain(cell: str) -> str:
    """Words that Excel shows and never reckons."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def lines(rows: Iterable[Sequence[str]]) -> str:
    page = StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()
