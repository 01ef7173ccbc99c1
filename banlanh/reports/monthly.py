"""The standing body's monthly report to the Standing Committee, written from the figures."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from banlanh.accounts.models import Post
from banlanh.core import clock, words
from banlanh.core.refusal import Refused
from banlanh.indicators.clear import TOLD_BY_WINDOWS
from banlanh.indicators.counts.lateness import REASONS
from banlanh.places.enums import CELLS, BodyKind, Language
from banlanh.places.models import Body, Place
from banlanh.plans.enums import State
from banlanh.plans.models import Plan, Task
from vanban.document import Block, Bullet, Document, Head, Heading, Paragraph, Signature, Table
from vanban.profiles import profile_for
from vanban.writing import numbered

from . import situation as area
from .anchors import anchors
from .care import care
from .committee import committee
from .figures import Month
from .last_year import beside_last_year
from .livelihoods import livelihoods
from .outreach import failures, outreach
from .pictures import in_text
from .pledges import signatures
from .sentences import against, share, short_list

MOST_LATE = 12
TO_COMMITTEE = ("Ban Thường vụ Đảng ủy xã", "Ban Chỉ đạo xã", "Ủy ban nhân dân xã", "Lưu Chi bộ")
UNSENT = frozenset({State.OPEN, State.LATE, State.MISSED, State.SENT_BACK})
WIDTHS = (78.0, 27.0, 20.0, 20.0, 20.0)


def written(plan: Plan, month: date, now: Month, before: Month, then: Month | None = None) -> Document:
    """The month's report from its figures, whichever days they were counted over."""
    writer = standing_body(now.bodies)
    tasks = {
        task.pk: task for task in with_coming(Task.objects.for_place(now.commune).running(), clock.next_month(month))
    }
    blocks = [
        *situation(now, before),
        *beside_last_year(now, then),
        *results(now, before, tasks),
        *shortcomings(plan, now, tasks),
        *handing_in(now),
        *recorded_late(now),
        *ahead(writer, month, tasks),
    ]
    return paper(writer, now, f"{plan.name} trong tháng {month.month} năm {month.year}", blocks)


def paper(writer: Body, now: Month, what: str, blocks: list[Block]) -> Document:
    """What the standing body writes to the Standing Committee on how `what` was carried out, in the Party's form."""
    commune = now.commune.name
    head = Head(
        parent=f"Đảng bộ xã {commune}", issuer=writer.name, number=None, symbol="BC/CB", place=commune, on=now.on
    )
    return Document(
        profile=profile_for("party", now.on),
        letterhead=head,
        kind="BÁO CÁO",
        title=f"Kết quả thực hiện {what}",
        blocks=numbered(blocks),
        signature=Signature("T/M CHI BỘ", "BÍ THƯ", secretary_of(writer, now.on)),
        recipients=TO_COMMITTEE,
    )


def plan_between(commune: Place, first: date, last: date) -> Plan | None:
    running = Plan.objects.for_place(commune).published()
    return running.filter(starts_on__lte=last, ends_on__gte=first).first()


def standing_body(bodies: dict[int, Body]) -> Body:
    """The Steering Committee's standing body: the cell of the police."""
    body = next((body for body in bodies.values() if body.kind == BodyKind.POLICE_CELL), None)
    if body is None:
        raise Refused("Xã chưa có Chi bộ Công an trong danh sách đơn vị. Xin thêm đơn vị này rồi làm báo cáo.")
    return body


def secretary_of(body: Body, on: date) -> str | None:
    post = Post.objects.held_on(on).filter(body=body, title__istartswith="bí thư")
    post = post.select_related("user").order_by("title").first()
    return post.user.full_name if post else None


def situation(now: Month, before: Month) -> list[Block]:
    villages = [body for body in now.bodies.values() if body.is_village]
    cells = [body for body in now.bodies.values() if body.kind in CELLS]
    households = sum(body.place.households for body in villages)
    return [
        Heading("TÌNH HÌNH CHUNG"),
        Paragraph(
            f"Toàn xã có {now.said('villages', len(villages))} thôn, "
            f"{now.said('cells', len(cells))} chi bộ trực thuộc, {now.said('households', households)} hộ. "
            f"Số liệu trong báo cáo tính {since(now)}đến hết ngày {now.on:%d/%m/%Y}."
        ),
        *closed_bodies(now),
        Paragraph(on_time(now, before)),
    ]


def on_time(now: Month, before: Month) -> str:
    count = now.total("duties")
    if not count[1]:
        return f"Trong tháng {now.on.month} chưa có việc nào đến hạn."
    return (
        f"Trong tháng {now.on.month}, số việc đến hạn được thực hiện đúng hạn là {share(*count)}, "
        f"{against(count, before.total('duties'))}."
    )


def since(now: Month) -> str:
    """The first day, where it is not simply the month's."""
    first = now.days[0]
    return "" if first == clock.month_of(now.on) else f"từ ngày {first:%d/%m/%Y} "


def closed_bodies(now: Month) -> list[Block]:
    """Villages and bodies that ended in the period, merged or dissolved: their figures went with them."""
    first, last = now.days
    ended = [body for body in now.closed if body.closed_on and first <= body.closed_on <= last]
    names = [f"{body.name} (từ ngày {body.closed_on:%d/%m/%Y})" for body in ended]
    said = f"Trong kỳ có {len(names)} đơn vị thôi hoạt động: {', '.join(names)}. Số liệu không gồm các đơn vị này."
    return [Paragraph(said)] if names else []


def results(now: Month, before: Month, tasks: dict[int, Task]) -> list[Block]:
    return [
        Heading("KẾT QUẢ THỰC HIỆN"),
        *committee(now, before),
        Heading("Công tác tuyên truyền", 2),
        *airings(now, before),
        *failures(now),
        *outreach(now, before),
        *signatures(now, before),
        Heading("Sinh hoạt chi bộ", 2),
        Paragraph(resolutions(now, before)),
        Heading("Ban hành văn bản", 2),
        Paragraph(documents(now, before)),
        *area.situation(now, before),
        *care(now),
        *livelihoods(now, before),
        Heading("Kết quả theo từng nhiệm vụ", 2),
        by_task(now, tasks),
        *in_text(now),
        Heading("Mã nhật ký", 2),
        *anchors(now),
    ]


def airings(now: Month, before: Month) -> list[Block]:
    """A bullet a language, over the whole weeks that ended in the month."""
    if not now.airings:
        return [Paragraph("Trong tháng chưa hết tuần nào phải phát thanh nên chưa tính số buổi.")]
    last = before.airings
    first, end = now.weeks[0][0], now.weeks[-1][1]
    opening = Paragraph(
        f"Trong {len(now.weeks)} tuần, từ ngày {first:%d/%m/%Y} đến ngày {end:%d/%m/%Y}, "
        "số buổi loa truyền thanh các thôn đã phát trên số buổi phải phát:"
    )
    bullets = [
        Bullet(f"Bằng {Language(code).label}: {share(*count)}, {against(count, last.get(code, (0, 0)))}.")
        for code, count in now.airings.items()
    ]
    short = short_list(now.short_of_airings, "Không thôn nào phát thiếu buổi.", "Số thôn có tuần phát thiếu buổi là")
    return [opening, *bullets, Paragraph(short)]


def resolutions(now: Month, before: Month) -> str:
    count = now.total("resolutions")
    names, end = now.missing("resolutions"), clock.last_day(now.on)
    until = f" (hạn đến hết ngày {end:%d/%m/%Y})" if now.on < end else ""
    missing = short_list(names, "Không chi bộ nào còn thiếu.", f"Số chi bộ chưa có{until} là")
    return (
        f"Số chi bộ đưa nội dung phòng, chống ma túy vào nghị quyết sinh hoạt tháng {now.on.month} là "
        f"{share(*count)}, {against(count, before.total('resolutions'))}. {missing}"
    )


def documents(now: Month, before: Month) -> str:
    count = now.total("documents")
    if not count[1]:
        return "Trong tháng không có văn bản nào đến hạn ban hành."
    return (
        f"Số văn bản ban hành đúng hạn trên số văn bản đến hạn là {share(*count)}, "
        f"{against(count, before.total('documents'))}."
    )


def by_task(now: Month, tasks: dict[int, Task]) -> Block:
    """A row for each task with duties that fell due in the month: due, on time, late, not done."""
    due = {int(task): states for task, states in now.sheet["month"]["due"].items()}
    rows = tuple(row_of(now.named(task), due[pk]) for pk, task in tasks.items() if pk in due)
    if not rows:
        return Paragraph("Trong tháng chưa có việc nào đến hạn.")
    return Table(("Nhiệm vụ", "Việc đến hạn", "Đúng hạn", "Xong muộn", "Chưa xong"), rows, WIDTHS)


def row_of(title: str, states: dict[str, int]) -> tuple[str, ...]:
    due = sum(states.values()) - states.get(State.EXCUSED, 0)
    on_time, later = states.get(State.DONE, 0), states.get(State.DONE_LATE, 0)
    return title, *map(str, (due, on_time, later, due - on_time - later))


def shortcomings(plan: Plan, now: Month, tasks: dict[int, Task]) -> list[Block]:
    rows = [row for row in now.sheet["late"] if row[1] in now.bodies and row[2] in tasks]
    late = [Late(now.bodies[body], tasks[task], days, period) for _, body, task, days, period in rows]
    blocks: list[Block] = [Heading("TỒN TẠI, HẠN CHẾ")]
    if not late:
        return [*blocks, Paragraph("Đến ngày báo cáo không có việc nào quá hạn."), *unknown(plan, now)]
    lines = late_lines(late)
    desks = len({each.body for each in late})
    blocks.append(Paragraph(f"Đến ngày báo cáo còn {now.said('late', len(late))} việc quá hạn ở {desks} đơn vị:"))
    blocks += [Bullet(line) for line in lines[:MOST_LATE]]
    if len(lines) > MOST_LATE:
        blocks.append(Paragraph(f"Ngoài ra còn {len(lines) - MOST_LATE} đầu việc khác quá hạn ít ngày hơn."))
    return blocks + unknown(plan, now)


def handing_in(now: Month) -> list[Block]:
    """Who has not sent the report that fell due, by body; nothing where no plan asks for one."""
    owed = now.sheet["month"]["handing_in"]
    if not owed:
        return []
    waiting = now.names({body for body, state, _ in owed if state in UNSENT})
    sent = "Các đơn vị phải gửi báo cáo trong kỳ đều đã gửi."
    return [Paragraph(short_list(waiting, sent, "Số đơn vị chưa gửi báo cáo là"))]


def recorded_late(now: Month) -> list[Block]:
    """What was recorded more than a day after it happened, by why: back-dating is always told (SEC-45)."""
    said = [(label, now.amount(key)) for key, (_, label) in REASONS.items()]
    reasons = "; ".join(f"{label} {words.number(many)}" for label, many in said if many)
    total = words.number(sum(many for _, many in said))
    told = f"Trong tháng có {total} bản ghi, tờ ký được ghi sau khi việc diễn ra hơn một ngày: {reasons}."
    return [Paragraph(told)] if reasons else []


class Late(NamedTuple):
    """A duty that is late, and in which period."""

    body: Body
    task: Task
    days: int
    period: str


def late_lines(late: list[Late]) -> list[str]:
    """A line for each body and task: which periods are late, and how long the longest has been."""
    together: dict[tuple[Body, Task], list[Late]] = {}
    for each in late:
        together.setdefault((each.body, each.task), []).append(each)
    return [late_line(found) for found in together.values()]


def late_line(found: list[Late]) -> str:
    first = found[0]
    periods = ", ".join(each.period for each in found if each.period)
    longest = f"quá hạn {'lâu nhất ' if len(found) > 1 else ''}{first.days} ngày"
    what = f"{first.body.name}: {lower_first(uncut(first.task.title))}"
    return f"{what} ({periods}), {longest}." if periods else f"{what}, {longest}."


def unknown(plan: Plan, now: Month) -> list[Block]:
    """Targets that nothing counts yet are said to be unknown, never nought; in the plan's own words."""
    targets = plan.targets.kept().select_related("clause")
    known = {int(target) for target in now.sheet["targets"]}
    uncounted = [target for target in targets if target.pk not in known and target.kind not in TOLD_BY_WINDOWS]
    if not uncounted:
        return []
    return [
        Paragraph(f"Có {len(uncounted)} chỉ tiêu của kế hoạch chưa có số liệu để đánh giá:"),
        *(Bullet(f"Chỉ tiêu «{target.clause.text.rstrip('.; ')}»: chưa có số liệu.") for target in uncounted),
    ]


def with_coming(tasks: QuerySet, month: date) -> QuerySet:
    """Tasks with how many duties of theirs fall due in the month, and when the last."""
    due = Q(duties__due_on__range=(month, clock.last_day(month)))
    return tasks.annotate(coming=Count("duties", filter=due), last_due=Max("duties__due_on", filter=due))


def ahead(writer: Body, month: date, tasks: dict[int, Task]) -> list[Block]:
    """What falls due in the next month, by task."""
    due = [task for task in tasks.values() if task.coming]
    lines = [Bullet(f"{uncut(task.title)}: {task.coming} việc, hạn cuối {task.last_due:%d/%m/%Y}.") for task in due]
    total = sum(task.coming for task in due)
    opening = Paragraph(f"Tháng {clock.next_month(month).month} có {total} việc đến hạn:")
    return [
        Heading("PHƯƠNG HƯỚNG THÁNG SAU"),
        *([opening, *lines] if lines else [Paragraph("Tháng sau không có việc đến hạn.")]),
        Paragraph(f"{writer.name} trân trọng báo cáo Ban Thường vụ Đảng ủy xem xét, chỉ đạo."),
    ]


def uncut(title: str) -> str:
    """A title without the mark of its having been cut."""
    return title.rstrip(".…, ")


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
