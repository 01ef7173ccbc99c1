"""The pictures of a report, as blocks of its paper."""

from banlanh.core import pictures
from banlanh.indicators import pictured
from banlanh.indicators.months import month_told
from vanban.document import Block, Paragraph, Picture, Table

from .figures import Month

WIDTH, TALLEST = 120.0, 215.0  # mm


def block(drawn: pictures.Picture) -> Picture:
    """As wide as the column, unless it would be taller than a page."""
    width = min(WIDTH, TALLEST * pictures.WIDTH / drawn.height)
    return Picture(
        drawn.svg, f"{drawn.title}. {drawn.said}.", Table(drawn.header, drawn.rows, caption=drawn.title), width
    )


def in_text(now: Month) -> list[Block]:
    """The trend, and who is behind; nothing where nothing fell due yet."""
    last = f"{month_told(now.days[1]):%Y-%m}"
    found = pictured.trend_of(now.sheet, last), pictured.bodies_of(now.sheet, last, now.bodies.values())
    return [block(drawn) for drawn in found if drawn]


def in_appendix(now: Month) -> list[Block]:
    """Villages by months: a page of its own."""
    villages = {body.place_id: body.place.name for body in now.bodies.values() if body.is_village}
    drawn = pictured.villages_of(now.sheet, f"{month_told(now.days[1]):%Y-%m}", villages, now.bodies.values())
    return [Paragraph(pictured.HOW_TO_READ), block(drawn)] if drawn else []
