"""The People's Committee's own papers (section IV.2 of the plan): its detailed plan, and its report on money."""

from datetime import date

from django.db.models import Q

from banlanh.livelihoods import queries as money
from banlanh.livelihoods.models import Fund
from banlanh.livelihoods.money import say
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place
from banlanh.plans.models import Plan, Task
from vanban.document import Appendix, Block, Heading, Paragraph, Table
from vanban.writing import numbered

from .drafts import DOTS, FEW_DOTS, Choice, Draft, Missing, wanting
from .offices import basis_of, body_of, peoples_committee
from .steering import no_plan

TO_BODIES = ("Ban Thường vụ Đảng ủy xã (để báo cáo)", "Ban Chỉ đạo xã", "Các đơn vị có tên trong Kế hoạch", "Lưu: VT")
TO_ABOVE = ("Ban Thường vụ Đảng ủy xã", "Ban Chỉ đạo xã", "Lưu: VT")
TASK_WIDTHS = (12.0, 73.0, 40.0, 40.0)
MONEY_WIDTHS = (12.0, 57.0, 32.0, 32.0, 32.0)
YEARS = 3


def detailed_plan(commune: Place, on: date, code: str = "") -> Draft:
    """Every task that names the People's Committee: what, by when, and with whom."""
    plan, basis = basis_of(commune, on)
    body = body_of(commune, BodyKind.PEOPLES_COMMITTEE)
    leads, helps = tasks_of(commune, plan, body)
    purses = lines_of_money(commune, on.year, on)
    blocks = [
        Paragraph(f"Thực hiện {basis}, Ủy ban nhân dân xã xây dựng kế hoạch chi tiết như sau:"),
        Heading("MỤC ĐÍCH, YÊU CẦU"),
        Paragraph("Cụ thể hóa những nhiệm vụ kế hoạch của Đảng ủy xã giao Ủy ban nhân dân xã; mỗi việc có đơn vị "
                  "thực hiện, đơn vị phối hợp và hạn hoàn thành."),
        Heading("NHIỆM VỤ ỦY BAN NHÂN DÂN XÃ CHỦ TRÌ"),
        table_of(leads, body),
        Heading("NHIỆM VỤ ỦY BAN NHÂN DÂN XÃ PHỐI HỢP"),
        table_of(helps, body),
        Heading("KINH PHÍ"),
        *told_money(purses, on.year),
        Heading("TỔ CHỨC THỰC HIỆN"),
        Paragraph(f"Người phụ trách từng nhiệm vụ: {DOTS}"),
        Paragraph("Các đơn vị có tên trong Kế hoạch thực hiện đúng hạn, báo cáo kết quả về Ủy ban nhân dân xã."),
    ]  # fmt: skip
    document = peoples_committee(commune, on).paper(
        "KH", "KẾ HOẠCH", f"Chi tiết thực hiện {plan.name if plan else 'kế hoạch'} của Ban Thường vụ Đảng ủy xã",
        numbered(blocks), TO_BODIES,
    )  # fmt: skip
    known = [f"{len(leads)} nhiệm vụ chủ trì", f"{len(helps)} nhiệm vụ phối hợp", f"{len(purses)} nguồn vốn"]
    return Draft(document, known, [*no_plan(plan), *lacks(body, leads + helps, document.signature.name),
                                   *no_money(purses, on.year)])  # fmt: skip


def tasks_of(commune: Place, plan: Plan | None, body: Body | None) -> tuple[list[Task], list[Task]]:
    """What the body leads, and where it only works along."""
    running = Task.objects.for_place(commune).running().filter(plan=plan)
    named = running.filter(Q(bodies=body) | Q(partners=body)).distinct().prefetch_related("bodies", "partners")
    tasks = list(named) if body else []
    leads = [task for task in tasks if body in task.bodies.all()]
    return leads, [task for task in tasks if task not in leads]


def table_of(tasks: list[Task], body: Body | None) -> Block:
    if not tasks:
        return Paragraph("Kế hoạch không giao nhiệm vụ nào ở phần này.")
    rows = tuple(
        (str(number), task.title, task.rhythm, ", ".join(others(task, body)) or FEW_DOTS)
        for number, task in enumerate(tasks, start=1)
    )
    return Table(("Số TT", "Nhiệm vụ", "Thời hạn", "Đơn vị cùng thực hiện"), rows, TASK_WIDTHS)


def others(task: Task, body: Body | None) -> list[str]:
    return [each.name for each in [*task.bodies.all(), *task.partners.all()] if each != body]


def lacks(body: Body | None, tasks: list[Task], signer: str | None) -> list[Missing]:
    alone = sum(not others(task, body) for task in tasks)
    return [
        *wanting(body, "Danh sách đơn vị chưa có Ủy ban nhân dân xã. Xin thêm đơn vị này.", "home:bodies"),
        *wanting(tasks, "Kế hoạch chưa có nhiệm vụ nào nêu Ủy ban nhân dân xã. Xin xem lại khi duyệt kế hoạch.",
                 "home:plan"),
        *wanting(not alone, f"{alone} nhiệm vụ chưa có đơn vị cùng làm. Xin điền vào cột cuối của bảng.",
                 "home:plan"),
        *wanting(signer, "Danh sách chức danh chưa có Chủ tịch Ủy ban nhân dân xã. Xin điền tên người ký."),
        Missing("Ngày của kế hoạch và người phụ trách từng nhiệm vụ: xin điền vào chỗ chấm."),
    ]  # fmt: skip


# --- money ----------------------------------------------------------------------------------------------------


def lines_of_money(commune: Place, year: int, on: date) -> list[money.ProgrammeLine]:
    funds = list(Fund.objects.for_place(commune).filter(year=year).select_related("programme"))
    return money.programme_lines(funds, money.purses(commune, funds, on)) if funds else []


def no_money(lines: list[money.ProgrammeLine], year: int) -> list[Missing]:
    return wanting(lines, f"Năm {year} chưa ghi nguồn vốn nào. Xin ghi ở mục Vốn sinh kế.", "livelihoods:funds")


def told_money(lines: list[money.ProgrammeLine], year: int) -> list[Block]:
    """By programme, sums only; money for the committee's own work is in no table here, so its place is dotted."""
    own = Paragraph(f"Kinh phí hoạt động của Ban Chỉ đạo và công tác tuyên truyền: {DOTS} đồng, nguồn {DOTS}")
    if not lines:
        return [Paragraph(f"Vốn hỗ trợ sinh kế từ các chương trình năm {year}: {DOTS}"), own]
    return [Paragraph(f"Vốn hỗ trợ sinh kế từ các chương trình năm {year}:"), money_table(lines), own]


def money_table(lines: list[money.ProgrammeLine]) -> Table:
    rows = tuple((str(number), line.programme.name, *amounts(line.purse)) for number, line in enumerate(lines, start=1))
    whole = sum((line.purse for line in lines), money.Purse())
    header = ("Số TT", "Chương trình, nguồn vốn", "Được cấp", "Đã duyệt, chưa giao", "Đã chi")
    return Table(header, (*rows, ("", "Cộng", *amounts(whole))), MONEY_WIDTHS)


def amounts(purse: money.Purse) -> tuple[str, str, str]:
    return say(purse.allotted), say(purse.promised), say(purse.spent)


def years(commune: Place, on: date) -> list[Choice]:
    return [Choice(str(year), f"năm {year}") for year in range(on.year, on.year - YEARS, -1)]


def funding_report(commune: Place, on: date, code: str) -> Draft:
    """What each programme was allotted in a year, and what became of it by that day."""
    year = int(code)
    until = min(on, date(year, 12, 31))
    plan, basis = basis_of(commune, on)
    lines = lines_of_money(commune, year, until)
    blocks = [
        Paragraph(f"Thực hiện {basis}, Ủy ban nhân dân xã báo cáo kinh phí năm {year}, số liệu đến hết ngày "
                  f"{until:%d/%m/%Y}, như sau:"),
        Heading("NGUỒN VỐN VÀ KẾT QUẢ SỬ DỤNG"),
        *told_money(lines, year),
        Heading("TỒN TẠI, NGUYÊN NHÂN"),
        Paragraph(DOTS),
        Heading("ĐỀ NGHỊ"),
        Paragraph(DOTS),
        Paragraph("Ủy ban nhân dân xã trân trọng báo cáo."),
    ]  # fmt: skip
    annexes = (by_component(lines),) if lines else ()
    title = f"Tình hình bố trí, sử dụng kinh phí thực hiện kế hoạch năm {year}"
    office = peoples_committee(commune, on)
    document = office.paper("BC", "BÁO CÁO", title, numbered(blocks), TO_ABOVE, appendices=annexes)
    own = Missing("Kinh phí hoạt động của Ban Chỉ đạo, nguyên nhân và đề nghị: xin điền vào chỗ chấm.")
    return Draft(
        document, [f"{len(lines)} chương trình có vốn năm {year}"], [*no_plan(plan), *no_money(lines, year), own]
    )


def by_component(lines: list[money.ProgrammeLine]) -> Appendix:
    rows = [
        (f"{line.programme.name}: {fund.component}", *amounts(purse)) for line in lines for fund, purse in line.funds
    ]
    header = ("Hợp phần", "Được cấp", "Đã duyệt, chưa giao", "Đã chi")
    return Appendix("Chi tiết theo hợp phần", (Table(header, tuple(rows), (69.0, 32.0, 32.0, 32.0)),))
