"""The report on a half-year or a year: its figures against those of the period before and of the year before."""

from banlanh.core import words
from banlanh.indicators.registry import AMOUNTS, INDICATORS
from banlanh.places.enums import Language
from banlanh.plans.models import Plan, Task
from vanban.document import Block, Bullet, Document, Heading, Paragraph

from .figures import Month
from .last_year import UNKNOWN, against_last_year
from .monthly import by_task, closed_bodies, handing_in, paper, shortcomings, standing_body
from .periods import ReportPeriod
from .pictures import in_text
from .sentences import LAST_PERIOD, LAST_YEAR, against, more_or_less, share
from .tables import TOLD_WHEN_MANY, WEEKLY, said_of_amount


def longer_report(plan: Plan, period: ReportPeriod, now: Month, before: Month, then: Month | None) -> Document:
    writer = standing_body(now.bodies)
    tasks = {task.pk: task for task in Task.objects.for_place(now.commune).running()}
    blocks = [
        *situation(period, now, before, then),
        *results(now, before, then),
        Heading("Kết quả theo từng nhiệm vụ", 2),
        by_task(now, tasks),
        *in_text(now),
        *shortcomings(plan, now, tasks),
        *handing_in(now),
        Heading("PHƯƠNG HƯỚNG KỲ SAU"),
        Paragraph("Tiếp tục thực hiện các nhiệm vụ của kế hoạch; tập trung giải quyết những việc còn quá hạn."),
        Paragraph(f"{writer.name} trân trọng báo cáo Ban Thường vụ Đảng ủy xem xét, chỉ đạo."),
    ]
    return paper(writer, now, f"{plan.name} {period.name}", blocks)


def situation(period: ReportPeriod, now: Month, before: Month, then: Month | None) -> list[Block]:
    villages = [body for body in now.bodies.values() if body.is_village]
    first, last = period.days
    return [
        Heading("TÌNH HÌNH CHUNG"),
        Paragraph(
            f"Kỳ báo cáo từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}. Toàn xã có {len(villages)} thôn. "
            f"Số liệu tính đến hết ngày {now.on:%d/%m/%Y}."
        ),
        *closed_bodies(now),
        Paragraph(f"Số việc đến hạn trong kỳ được thực hiện đúng hạn là {share_said('duties', now, before, then)}"),
        *([] if then else [Paragraph(UNKNOWN)]),
    ]


def results(now: Month, before: Month, then: Month | None) -> list[Block]:
    """What was counted in either period, in sentences; what was not is left out, never nought."""
    shares = [
        Bullet(f"{INDICATORS[key].name}: {share_said(key, now, before, then)}")
        for key in INDICATORS
        if key not in ("duties", WEEKLY) and (now.total(key)[1] or before.total(key)[1])
    ]
    amounts = [
        Bullet(f"{AMOUNTS[key].name}: {amount_said(key, now, before, then)}")
        for key in AMOUNTS
        if now.amount(key) or before.amount(key)
    ]
    found: list[Block] = [Heading("KẾT QUẢ THỰC HIỆN")]
    for title, lines in (("Tỷ lệ thực hiện", [*airings(now, before), *shares]), ("Khối lượng công việc", amounts)):
        found += [Heading(title, 2), *(lines or [Paragraph("Trong hai kỳ chưa ghi số liệu nào.")])]
    return found


def airings(now: Month, before: Month) -> list[Bullet]:
    """Of the whole weeks of the period, by language."""
    return [
        Bullet(f"Buổi phát thanh bằng {Language(code).label}: {share(*count)}, {against(count, earlier, LAST_PERIOD)}.")
        for code, count in now.airings.items()
        for earlier in [before.airings.get(code, (0, 0))]
    ]


def share_said(key: str, now: Month, before: Month, then: Month | None) -> str:
    """ "120/150 (80%), cao hơn kỳ trước (75%); cùng kỳ năm trước chưa có số liệu để so sánh." """
    count = now.total(key)
    if not count[1]:
        return f"kỳ này chưa có số liệu; {LAST_PERIOD} là {share(*before.total(key))}."
    return f"{share(*count)}, {against(count, before.total(key), LAST_PERIOD)}{against_last_year(key, now, then)}."


def amount_said(key: str, now: Month, before: Month, then: Month | None) -> str:
    """What is hidden below five is told as it stands: how it rose or fell would tell it after all."""
    unit, many, last = AMOUNTS[key].unit, now.amount(key), before.amount(key)
    if key in TOLD_WHEN_MANY:
        return f"{said_of_amount(key, many)} {unit}; {LAST_PERIOD}: {said_of_amount(key, last)} {unit}."
    year = f"; {more_or_less(many, then.amount(key), unit, LAST_YEAR)}" if then else ""
    return f"{words.number(many)} {unit}, {more_or_less(many, last, unit, LAST_PERIOD)}{year}."
