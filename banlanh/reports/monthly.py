"""The standing body's monthly report to the Standing Committee, written from the figures."""

from collections import Counter
from datetime import date

from banlanh.accounts.models import Post
from banlanh.core import clock, words
from banlanh.core.refusal import Refused
from banlanh.indicators.registry import Facts
from banlanh.places.enums import BodyKind, Language
from banlanh.places.models import Body, Place
from banlanh.plans.enums import State
from banlanh.plans.models import Duty, Plan
from banlanh.plans.standing import Standing
from vanban.document import Block, Bullet, Document, Head, Heading, Paragraph, Signature, Table
from vanban.profiles import profile_for

from .figures import Month, months
from .sentences import against, share, short_list

MOST_LATE = 12
MOST_AHEAD = 12
WIDTHS = (78.0, 27.0, 20.0, 20.0, 20.0)


def monthly_report(commune: Place, month: date) -> Document:
    """The report on the month that begins on the day `month`, as known on its last day, or today."""
    plan = plan_in(commune, month)
    now, before = months(commune, month)
    writer = standing_body(now.facts)
    return Document(
        profile=profile_for("party", now.facts.on),
        letterhead=Head(
            parent=f"Đảng bộ xã {commune.name}",
            issuer=writer.name,
            number=None,
            symbol="BC/CB",
            place=commune.name,
            on=now.facts.on,
        ),
        kind="BÁO CÁO",
        title=f"Kết quả thực hiện {lower_first(plan.name)} trong tháng {month.month} năm {month.year}",
        blocks=(
            *situation(plan, now, before),
            *results(now, before),
            *shortcomings(plan, now),
            *ahead(commune, month),
        ),
        signature=Signature("T/M CHI BỘ", "BÍ THƯ", secretary_of(writer, now.facts)),
        recipients=("Ban Thường vụ Đảng uỷ xã", "Ban Chỉ đạo xã", "Uỷ ban nhân dân xã", "Lưu Chi bộ"),
    )


def plan_in(commune: Place, month: date) -> Plan:
    """The published plan that was in force in the month."""
    if month > clock.today():
        raise Refused(f"Tháng {month:%-m/%Y} chưa tới. Xin chọn tháng này hoặc tháng trước.")
    running = Plan.objects.for_place(commune).published()
    plan = running.filter(starts_on__lte=clock.last_day(month), ends_on__gte=month).first()
    if plan is None:
        raise Refused(f"Tháng {month:%-m/%Y} không có kế hoạch nào đang thực hiện nên không có gì để báo cáo.")
    return plan


def standing_body(facts: Facts) -> Body:
    """The Steering Committee's standing body: the cell of the police."""
    body = next((body for body in facts.bodies.values() if body.kind == BodyKind.POLICE_CELL), None)
    if body is None:
        raise Refused("Xã chưa có Chi bộ Công an trong danh sách đơn vị. Xin thêm đơn vị này rồi làm báo cáo.")
    return body


def secretary_of(body: Body, facts: Facts) -> str | None:
    post = Post.objects.for_place(facts.commune).held_on(facts.on).filter(body=body, title__icontains="bí thư")
    post = post.select_related("user").order_by("title").first()
    return post.user.full_name if post else None


def situation(plan: Plan, now: Month, before: Month) -> list[Block]:
    facts, on = now.facts, now.facts.on
    villages = [body for body in facts.bodies.values() if body.is_village]
    cells = [body for body in facts.bodies.values() if body.kind.endswith("_cell")]
    households = sum(body.place.households for body in villages)
    done, due = now.total("duties")
    return [
        Heading("I. TÌNH HÌNH CHUNG"),
        Paragraph(
            f"Toàn xã có {len(villages)} thôn, {len(cells)} chi bộ trực thuộc, {words.number(households)} hộ. "
            f"Báo cáo lấy số liệu từ các bản ghi tính đến hết ngày {on:%d/%m/%Y}."
        ),
        Paragraph(
            f"Trong tháng {on.month}, số việc đến hạn được thực hiện đúng hạn là {share(done, due)}, "
            f"{against((done, due), before.total('duties'))}."
        ),
    ]


def results(now: Month, before: Month) -> list[Block]:
    return [
        Heading("II. KẾT QUẢ THỰC HIỆN"),
        Heading("1. Công tác tuyên truyền", 2),
        *airings(now, before),
        Heading("2. Sinh hoạt chi bộ", 2),
        Paragraph(resolutions(now, before)),
        Heading("3. Ban hành văn bản", 2),
        Paragraph(documents(now, before)),
        Heading("4. Kết quả theo từng nhiệm vụ", 2),
        by_task(now),
    ]


def airings(now: Month, before: Month) -> list[Block]:
    """A bullet a language, over the whole weeks that ended in the month."""
    if not now.weeks:
        return [Paragraph("Trong tháng chưa có tuần trọn nào để tính số buổi phát thanh.")]
    last = before.airings()
    first, end = now.weeks[0].first, now.weeks[-1].last
    opening = Paragraph(
        f"Tính {len(now.weeks)} tuần trọn, từ ngày {first:%d/%m/%Y} đến ngày {end:%d/%m/%Y}, "
        "số buổi loa truyền thanh các thôn đã phát so với số phải phát:"
    )
    bullets = [
        Bullet(f"Bằng {Language(code).label}: {share(*count)}, {against(count, last.get(code, (0, 0)))}.")
        for code, count in now.airings().items()
    ]
    short = short_list(now.short_of_airings(), "Không thôn nào phát thiếu buổi.", "Số thôn có tuần phát thiếu buổi là")
    return [opening, *bullets, Paragraph(short)]


def resolutions(now: Month, before: Month) -> str:
    count = now.total("resolutions")
    missing = short_list(now.missing("resolutions"), "Không chi bộ nào còn thiếu.", "Số chi bộ chưa có là")
    return (
        f"Số chi bộ đưa nội dung phòng, chống ma tuý vào nghị quyết sinh hoạt tháng {now.period.first.month} là "
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


def by_task(now: Month) -> Block:
    """A row for each task with duties that fell due in the month: due, on time, late, not done."""
    due: Counter = Counter()
    states: Counter = Counter()
    tasks = {}
    for each in now.fallen_due:
        tasks[each.duty.task_id] = each.duty.task
        due[each.duty.task_id] += 1
        states[each.duty.task_id, each.state] += 1
    if not due:
        return Paragraph("Trong tháng chưa có việc nào đến hạn.")
    rows = [
        (task.title, str(due[pk]), str(on_time := states[pk, State.DONE]), str(later := states[pk, State.DONE_LATE]),
         str(due[pk] - on_time - later - states[pk, State.EXCUSED]))
        for pk, task in sorted(tasks.items(), key=lambda pair: pair[1].clause.position)
    ]  # fmt: skip
    return Table(("Nhiệm vụ", "Việc đến hạn", "Đúng hạn", "Xong muộn", "Chưa xong"), tuple(rows), WIDTHS)


def shortcomings(plan: Plan, now: Month) -> list[Block]:
    late = now.late
    blocks: list[Block] = [Heading("III. TỒN TẠI, HẠN CHẾ")]
    if not late:
        return [*blocks, Paragraph("Đến ngày báo cáo không có việc nào quá hạn."), *unknown(plan)]
    desks = {each.duty.body_id for each in late}
    lines = late_lines(late)
    blocks.append(Paragraph(f"Đến ngày báo cáo còn {len(late)} việc quá hạn ở {len(desks)} đơn vị:"))
    blocks += [Bullet(line) for line in lines[:MOST_LATE]]
    if len(lines) > MOST_LATE:
        blocks.append(Paragraph(f"Ngoài ra còn {len(lines) - MOST_LATE} nơi khác có việc quá hạn ngắn ngày hơn."))
    return blocks + unknown(plan)


def late_lines(late: list[Standing]) -> list[str]:
    """A line for each body and task: which periods are late, and how long the longest has been."""
    together: dict[tuple[int, int], list[Standing]] = {}
    for each in late:
        together.setdefault((each.duty.body_id, each.duty.task_id), []).append(each)
    return [late_line(found) for found in together.values()]


def late_line(found: list[Standing]) -> str:
    first = found[0]
    periods = ", ".join(each.period for each in reversed(found) if each.period)
    longest = f"muộn {'nhất ' if len(found) > 1 else ''}{first.days_late} ngày"
    what = f"{first.duty.body.name}: {lower_first(plain(first.duty.task.title))}"
    return f"{what} ({periods}), {longest}." if periods else f"{what}, {longest}."


def unknown(plan: Plan) -> list[Block]:
    """Targets that nothing counts yet are said to be unknown, never nought."""
    uncounted = [target.title for target in plan.targets.kept().filter(kind="")]
    if not uncounted:
        return []
    return [
        Paragraph(f"Có {len(uncounted)} chỉ tiêu của kế hoạch chưa có số liệu để đánh giá:"),
        *(Bullet(f"{plain(title)}.") for title in uncounted),
    ]


def ahead(commune: Place, month: date) -> list[Block]:
    """What falls due in the next month, by task."""
    coming = clock.next_month(month)
    due = Duty.objects.for_place(commune).filter(due_on__range=(coming, clock.last_day(coming)))
    due = due.filter(task__plan__published_at__isnull=False).select_related("task__clause")
    count: Counter = Counter()
    tasks, last = {}, {}
    for duty in due:
        tasks[duty.task_id], last[duty.task_id] = duty.task, duty.due_on
        count[duty.task_id] += 1
    lines = [
        Bullet(f"{plain(tasks[pk].title)}: {count[pk]} việc, hạn cuối {last[pk]:%d/%m/%Y}.")
        for pk in sorted(tasks, key=lambda pk: tasks[pk].clause.position)
    ]
    opening = f"Tháng {coming.month} có {sum(count.values())} việc đến hạn, tập trung vào:"
    closing = Paragraph("Trên đây là báo cáo kết quả trong tháng, kính trình Ban Thường vụ Đảng uỷ xem xét, chỉ đạo.")
    return [
        Heading("IV. PHƯƠNG HƯỚNG THÁNG SAU"),
        *([Paragraph(opening), *lines[:MOST_AHEAD]] if lines else [Paragraph("Tháng sau không có việc đến hạn.")]),
        closing,
    ]


def plain(title: str) -> str:
    """A title without the mark of its having been cut."""
    return title.rstrip(".…, ")


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
