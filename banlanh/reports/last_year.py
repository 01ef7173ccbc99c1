"""What a report says against the year before: known where a plan ran then, else said to be unknown."""

from banlanh.indicators.registry import AMOUNTS, INDICATORS
from vanban.document import Block, Bullet, Paragraph

from .figures import Month
from .sentences import LAST_YEAR, against, more_or_less, share

SHARES = ("duties", "resolutions", "documents")
VOLUMES = ("gatherings", "patrols", "committee_meetings")
UNKNOWN = f"Phần mềm chưa có số liệu {LAST_YEAR} để so sánh, vì khi đó xã chưa có kế hoạch nào đang thực hiện."


def beside_last_year(now: Month, then: Month | None) -> list[Block]:
    """A line for each figure that is known of both years."""
    if then is None:
        return [Paragraph(UNKNOWN)]
    shares = [
        f"{INDICATORS[key].name}: {share(*now.total(key))}, {against(now.total(key), then.total(key), LAST_YEAR)}"
        for key in SHARES
        if now.total(key)[1]
    ]
    volumes = [
        f"{AMOUNTS[key].name}: {now.said(key, now.amount(key))} {AMOUNTS[key].unit}, "
        f"{more_or_less(now.amount(key), then.amount(key), AMOUNTS[key].unit, LAST_YEAR)}"
        for key in VOLUMES
        if now.amount(key) or then.amount(key)
    ]
    lines = [Bullet(f"{line}.") for line in (*shares, *volumes)]
    return [Paragraph(f"So với {LAST_YEAR}:"), *lines] if lines else []


def against_last_year(key: str, now: Month, then: Month | None) -> str:
    """What follows a sentence of a figure; nothing where the report has said that no year before is known."""
    return f"; {against(now.total(key), then.total(key), LAST_YEAR)}" if then else ""
