"""The schedule that hangs beside the amplifier, by Typst with the typeface of our documents."""

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

from .models import PlannedAiring

TEMPLATE = Path(__file__).resolve().parent / "schedule.typ"
FONTS = Path(vanban.__file__).resolve().parent / "fonts"
WEEKS = 8  # boxes to tick by hand where there is no signal

# A compiler serves one thread, and is kept: each new one uses up numbers of which a process has 65,536.
own = threading.local()


def printed(body: Body, planned: list[PlannedAiring], address: str) -> bytes:
    """The PDF for one village: its sessions, boxes to tick, the QR code of its page."""
    if not hasattr(own, "compiler"):
        own.compiler = typst.Compiler(str(TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)
    said = json.dumps(schedule_words(body, planned, address), ensure_ascii=False)
    return cast(bytes, own.compiler.compile(sys_inputs={"schedule": said}, format="pdf"))


def schedule_words(body: Body, planned: list[PlannedAiring], address: str) -> dict[str, Any]:
    since = max((each.starts_on for each in planned), default=None)
    return {
        "commune": body.commune.title,
        "body": str(body),
        "since": f"Từ ngày {words.day(since)}" if since else "",
        "rows": [row_of(each) for each in planned],
        "weeks": WEEKS,
        "qr": qr(address),
    }


def row_of(planned: PlannedAiring) -> dict[str, str]:
    weekday, slot = planned.get_weekday_display(), planned.get_slot_display()
    when = f"{weekday[:1].upper()}{weekday[1:]}, {slot}"
    return {"when": when, "languages": ", ".join(planned.spoken), "minutes": f"{planned.minutes} phút"}


def qr(address: str) -> str:
    """The address as a picture (SVG) that a phone's camera reads, also where a corner of the paper is dirty."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()
