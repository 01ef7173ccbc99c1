"""Money in words, and a fund as one bar: spent, promised, and what is left."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from banlanh.livelihoods.money import say
from banlanh.livelihoods.queries import Purse

register = template.Library()


@register.filter
def tien(amount: int) -> str:
    """45500000 is "45,5 triệu đồng"."""
    return say(amount)


@register.simple_tag
def purse_bar(purse: Purse, label: str) -> SafeString:
    """Solid is spent, upright strokes are promised, the hatched ground is left; all of it read aloud in words."""
    return format_html(
        '<svg class="bar" role="img" aria-label="{}: {}">{}{}</svg>',
        label,
        purse.said,
        format_html('<rect class="ok" width="{}%" height="16"/>', purse.spent_share) if purse.spent_share else "",
        format_html('<rect class="said" x="{0}%" width="{1}%" height="16"/>'
                    '<line class="tally" x1="{0}%" x2="{2}%" y1="7" y2="7"/>',
                    purse.spent_share, purse.promised_share, purse.reach) if purse.promised_share else "",
    )  # fmt: skip
