"""Sheets to sign on, by Typst with the typeface of our documents. Words travel as one value, never as markup."""

import json
import threading
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import segno
import typst

import vanban
from banlanh.core import words
from banlanh.places.models import Body

from . import queries
from .models import Campaign

TEMPLATE = Path(__file__).resolve().parent / "sheet.typ"
FONTS = Path(vanban.__file__).resolve().parent / "fonts"

# A compiler serves one thread, and is kept: each new one uses up numbers of which a process has 65,536.
own = threading.local()


def printed(campaign: Campaign, body: Body, address: str) -> bytes:
    """The PDF for one body: the pledge's text, a row for each entry (or class), the QR code of its page."""
    if not hasattr(own, "compiler"):
        own.compiler = typst.Compiler(str(TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)
    said = json.dumps(sheet_words(campaign, body, address), ensure_ascii=False)
    return cast(bytes, own.compiler.compile(sys_inputs={"sheet": said}, format="pdf"))


def sheet_words(campaign: Campaign, body: Body, address: str) -> dict[str, Any]:
    days = f"từ {words.day(campaign.starts_on)} đến {words.day(campaign.ends_on)}"
    return {
        "commune": body.commune.title,
        "body": str(body),
        "title": campaign.title,
        "text": campaign.text.splitlines(),
        "version": f"Bản số {campaign.version}, ký {days}",
        "heads": ["Lớp", "Học sinh", "Phụ huynh"] if campaign.is_of_classes else ["Họ và tên", "Địa chỉ", "Ký tên"],
        "rows": rows_of(campaign, body),
        "qr": qr(address),
    }


def rows_of(campaign: Campaign, body: Body) -> list[list[str]]:
    """Three words a row. A sheet holds the whole register: a list of those who have not signed is not printed (P4)."""
    day = queries.day_of(campaign)
    if campaign.is_of_classes:
        school = queries.schools(campaign, [body], day)[body.pk]
        return [[row.school_class.name, f"      / {row.pupils.m}", f"      / {row.parents.m}"] for row in school.rows]
    found = sorted((row.stay.entry for row in queries.rows(campaign, body, day)), key=lambda entry: entry.order)
    return [[f"{entry.name}{f' ({entry.detail})' if entry.detail else ''}", entry.address, ""] for entry in found]


def qr(address: str) -> str:
    """The address as a picture (SVG) that a phone's camera reads, also where a corner of the paper is dirty."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()
