"""What templates say over and over: a state, a bar, a field, a day, a number.

Every tag returns words beside its shape and colour, so that a page is whole in black and white,
and when read aloud.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import forms, template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from banlanh.core import words
from banlanh.core.pictures import Picture
from vanban.document import Picture as PaperPicture

register = template.Library()

# The words of a state where its shape alone would stand: in a cell of the grid, read aloud.
STATES = {
    "done": "đủ",
    "due": "chưa đủ",
    "late": "muộn",
    "open": "chưa đến hạn",
    "unknown": "chưa rõ",
    "waiting": "chờ duyệt",
    "returned": "trả lại",
}
DATE_HINT = "Ghi ngày/tháng/năm, ví dụ 23/11/2026"


# --- states ---------------------------------------------------------------------------------------


@register.simple_tag
def status(state: str, said: object = "") -> SafeString:
    """`{% status "late" "muộn 6 ngày" %}`: a shape, a word, a colour. Without words, the state's own."""
    return format_html('<span class="st {}">{}</span>', known(state), said or STATES[state])


@register.simple_tag
def cell(state: str, value: object = "", url: str = "") -> SafeString:
    """A cell of the grid; read aloud it names its state, and unknown is "?", never zero and never white."""
    shown = "?" if value is None or value == "" else value
    inner = format_html('<b>{}</b><span class="sr">, {}</span>' if known(state) == "unknown" else
                        '{}<span class="sr">, {}</span>', shown, STATES[state])  # fmt: skip
    if url:
        return format_html('<td class="{}"><a class="m" href="{}">{}</a></td>', state, url, inner)
    return format_html('<td class="{}"><span class="m">{}</span></td>', state, inner)


def known(state: str) -> str:
    if state not in STATES:
        raise template.TemplateSyntaxError(f"no such state: {state!r}; one of {', '.join(STATES)}")
    return str(state)


# --- bars -----------------------------------------------------------------------------------------


@register.simple_tag
def bar(checked: int, claimed: int, total: int, label: str = "", undone: int = 0) -> SafeString:
    """Checked is a part of claimed, claimed of total; `undone` is known not done; the rest is unknown."""
    checked, claimed, total, undone = (max(0, number or 0) for number in (checked, claimed, total, undone))
    total = max(total, claimed, checked)
    claimed = max(claimed, checked)
    undone = min(undone, total - claimed)
    solid, reach, blank = (percent(number, total) for number in (checked, claimed, undone))
    return format_html(
        '<svg class="bar" role="img" aria-label="{}">{}{}{}</svg>',
        spoken(label, checked, claimed - checked, undone, total),
        format_html('<rect class="said" x="{0}%" width="{1}%" height="16"/>'
                    '<line class="tally" x1="{0}%" x2="{2}%" y1="7" y2="7"/>',
                    solid, round(reach - solid, 1), reach) if reach > solid else "",
        format_html('<rect class="ok" width="{}%" height="16"/>', solid) if solid else "",
        format_html('<rect class="not" x="{}%" width="{}%" height="16"/>', reach, blank) if blank else "",
    )  # fmt: skip


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def spoken(label: str, checked: int, said: int, undone: int, total: int) -> str:
    unknown = total - checked - said - undone
    parts = [("đã phúc tra", checked), ("mới khai", said), ("biết là chưa", undone), ("chưa rõ", unknown)]
    heard = ", ".join(f"{name} {so(number)}" for name, number in parts if number)
    heard = f"{heard}; tất cả {so(total)}" if total else "chưa có số liệu"
    return f"{label}: {heard}" if label else heard


@register.simple_tag
def legend() -> SafeString:
    """What the three textures mean; once on a page that shows bars."""
    return LEGEND


LEGEND = mark_safe(
    '<p class="legend">'
    '<span><svg class="bar" aria-hidden="true"><rect class="ok" width="100%" height="16"/></svg>'
    "đã phúc tra</span>"
    '<span><svg class="bar" aria-hidden="true"><rect class="said" width="100%" height="16"/>'
    '<line class="tally" x2="100%" y1="7" y2="7"/></svg>mới khai</span>'
    '<span><svg class="bar" aria-hidden="true"></svg>chưa rõ</span></p>'
)


# --- pictures -------------------------------------------------------------------------------------


@register.inclusion_tag("core/_picture.html")
def picture(drawn: Picture) -> dict:
    """A picture of `core.pictures`, and under it what it tells as a table."""
    return {"svg": mark_safe(drawn.svg), "title": drawn.title, "header": drawn.header, "rows": drawn.rows}


@register.inclusion_tag("core/_picture.html")
def drawing(block: PaperPicture) -> dict:
    """The same of a report that was drawn a moment ago; what was issued is shown as an image instead."""
    return {
        "svg": mark_safe(block.svg),
        "title": block.table.caption,
        "header": block.table.header,
        "rows": block.table.rows,
    }


# --- fields ---------------------------------------------------------------------------------------


@register.inclusion_tag("core/_field.html")
def field(bound: forms.BoundField, across: bool = False) -> dict:
    """A field with its label, hint and error, each tied to it for those who listen."""
    widget = bound.field.widget
    hint = bound.help_text or (DATE_HINT if isinstance(bound.field, forms.DateField) else "")
    names = [f"{bound.auto_id}_helptext"] if hint else []
    names += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs = {"aria-describedby": " ".join(names)} if names else {}
    if isinstance(bound.field, forms.DateField | forms.IntegerField):
        attrs["class"] = f"{widget.attrs.get('class', '')} short".strip()
    return {
        "bound": bound,
        "hint": hint,
        "described_by": " ".join(names),
        "picks": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
        "tick": isinstance(widget, forms.CheckboxInput),
        "parts": isinstance(widget, forms.MultiWidget),  # several fields under one label
        "attrs": attrs,
        "across": across,
    }


@register.filter
def drawn(bound: forms.BoundField, attrs: dict) -> SafeString:
    return bound.as_widget(attrs=attrs)


# --- days and numbers -----------------------------------------------------------------------------


def day_of(value: object) -> date | None:
    """The commune's day of a date or a moment; nothing for anything else."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, date) else None


@register.filter
def ngay(value: object) -> str:
    """23/11/2026."""
    on = day_of(value)
    return words.day(on) if on else ""


@register.filter
def gio_ngay(moment: datetime) -> str:
    """7 giờ 05, 23/11."""
    here = timezone.localtime(moment)
    return f"{here.hour} giờ {here:%M}, {words.short_day(here.date())}"


@register.filter
def ngay_ngan(value: object) -> str:
    """23/11."""
    on = day_of(value)
    return words.short_day(on) if on else ""


@register.filter
def thu_ngay(value: object) -> str:
    """thứ Hai 23/11."""
    on = day_of(value)
    return f"{words.weekday(on)} {words.short_day(on)}" if on else ""


@register.simple_tag
def weekday_date(value: object) -> SafeString | str:
    """`thu_ngay` as a `<time>` element."""
    on = day_of(value)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), thu_ngay(on)) if on else ""


@register.filter
def so(value: object) -> str:
    """1234 is 1.234 and 93.5 is 93,5; nothing known is "chưa rõ", never 0."""
    if value is None or value == "":
        return "chưa rõ"
    if isinstance(value, int):
        return words.number(value)
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole, tenth = f"{rounded:,}".replace(",", ".").rsplit(".", 1)
    return whole if tenth == "0" else f"{whole},{tenth}"


@register.filter
@stringfilter
def initial(value: str) -> str:
    """A sentence from words that were stored in lower case."""
    return value[:1].upper() + value[1:]
