"""The report on a half-year or a year: its figures against those of the period before, in tables that add up."""

from banlanh.indicators.registry import AMOUNTS, INDICATORS
from banlanh.plans.models import Plan, Task
from vanban.document import Block, Document, Heading, Paragraph, Table

from .figures import Month
from .monthly import by_task, closed_bodies, handing_in, paper, shortcomings, standing_body
from .periods import ReportPeriod
from .pictures import in_text
from .sentences import share
from .tables import said_of_amount

WIDTHS = (75.0, 45.0, 45.0)
HEADER = ("Nội dung", "Kỳ này", "Kỳ trước")


def longer_report(plan: Plan, period: ReportPeriod, now: Month, before: Month) -> Document:
    writer = standing_body(now.bodies)
    tasks = {task.pk: task for task in Task.objects.for_place(now.commune).running()}
    blocks = [
        *situation(period, now, before),
        *results(now, before),
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


def situation(period: ReportPeriod, now: Month, before: Month) -> list[Block]:
    villages = [body for body in now.bodies.values() if body.is_village]
    first, last = period.days
    return [
        Heading("TÌNH HÌNH CHUNG"),
        Paragraph(
            f"Kỳ báo cáo từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}. Toàn xã có {len(villages)} thôn. "
            f"Số liệu tính đến hết ngày {now.on:%d/%m/%Y}."
        ),
        *closed_bodies(now),
        Paragraph(
            f"Trong kỳ, số việc đến hạn được thực hiện đúng hạn là {share(*now.total('duties'))}; "
            f"kỳ trước: {share(*before.total('duties'))}."
        ),
    ]


def results(now: Month, before: Month) -> list[Block]:
    """What was counted in either period; what was not is left to be said in words, never nought."""
    shares = [row_of_share(key, now, before) for key in INDICATORS if now.total(key)[1] or before.total(key)[1]]
    amounts = [row_of_amount(key, now, before) for key in AMOUNTS if now.amount(key) or before.amount(key)]
    tables = (("Tỷ lệ thực hiện", shares), ("Khối lượng công việc", amounts))
    found: list[Block] = [Heading("KẾT QUẢ THỰC HIỆN")]
    for title, rows in tables:
        empty = Paragraph("Trong hai kỳ chưa ghi số liệu nào.")
        found += [Heading(title, 2), Table(HEADER, tuple(rows), WIDTHS) if rows else empty]
    return found


def row_of_share(key: str, now: Month, before: Month) -> tuple[str, str, str]:
    return INDICATORS[key].name, share(*now.total(key)), share(*before.total(key))


def row_of_amount(key: str, now: Month, before: Month) -> tuple[str, str, str]:
    amount = AMOUNTS[key]
    return (
        f"{amount.name} ({amount.unit})",
        said_of_amount(key, now.amount(key)),
        said_of_amount(key, before.amount(key)),
    )
