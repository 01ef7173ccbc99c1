"""What founds the Steering Committee: the decision with the villages' assignment, and the rules of its work."""

from collections.abc import Iterable
from datetime import date

from banlanh.accounts.models import Post
from banlanh.committee import queries as committee
from banlanh.places.enums import BodyKind
from banlanh.places.models import Place
from banlanh.plans.models import Plan, Task
from vanban.document import Appendix, Basis, Block, Bullet, Heading, Paragraph, Table

from .drafts import DOTS, FEW_DOTS, Draft, Missing, wanting
from .offices import basis_of, body_of, name_of_steering, party_committee, secretary, steering_committee

MEETINGS = ("committee_meeting", "hearing")
TO_CARRY_OUT = ("Thường trực Tỉnh ủy (để báo cáo)", "Như Điều 3", "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy")
TO_MEMBERS = ("Ban Thường vụ Đảng ủy xã (để báo cáo)", "Các thành viên Ban Chỉ đạo", "Các chi bộ trực thuộc", "Lưu")


def founding(commune: Place, on: date, code: str = "") -> Draft:
    """The decision, its members by name, and in an appendix who answers for which village."""
    plan, basis = basis_of(commune, on)
    leaders, members = list(committee.leaders(commune, on)), list(committee.members_in_charge(commune, on))
    name, office = name_of_steering(commune), party_committee(commune, on)
    blocks: list[Block] = [
        Basis(("Căn cứ Điều lệ Đảng Cộng sản Việt Nam", f"Căn cứ {basis}", f"Xét đề nghị của {DOTS}")),
        Heading("BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH"),
        Paragraph(f"Thành lập {name}, gồm các đồng chí có tên sau:", lead="Điều 1."),
        *seats(leaders),
        Paragraph(
            f"{standing(commune)} là bộ phận thường trực của Ban Chỉ đạo. Các đồng chí phụ trách thôn theo phân công "
            "tại Phụ lục kèm theo, chịu trách nhiệm trực tiếp về kết quả thực hiện kế hoạch tại thôn.",
            lead="Điều 2.",
        ),
        Paragraph(
            "Văn phòng Đảng ủy, các cơ quan, đơn vị liên quan và các đồng chí có tên tại Điều 1 chịu trách nhiệm "
            "thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
            lead="Điều 3.",
        ),
    ]
    annex = Appendix("Phân công phụ trách thôn", (assignment(commune, members),))
    document = office.paper("QĐ", "QUYẾT ĐỊNH", f"thành lập {name}", blocks, TO_CARRY_OUT, appendices=(annex,))
    known = [f"{len(leaders)} thành viên trong danh sách", f"{len(members)} đồng chí phụ trách thôn"]
    return Draft(
        document, known, [*no_plan(plan), *no_secretary(commune, on), *roster_lacks(commune, leaders, members)]
    )


def seats(leaders: Iterable[Post]) -> list[Block]:
    found: list[Block] = [Bullet(f"Đồng chí {post.user.full_name}: {post.title}") for post in leaders]
    return found or [Bullet(f"Đồng chí {DOTS}: Trưởng Ban Chỉ đạo")]


def assignment(commune: Place, members: list[Post]) -> Table:
    """A row a village, so that a village without anybody shows as a dotted place."""
    charged = {village.pk: post for post in members for village in post.villages.all()}
    villages = Place.objects.for_place(commune).villages()
    rows = tuple(row_of(number, village, charged.get(village.pk)) for number, village in enumerate(villages, start=1))
    return Table(("Số TT", "Thôn", "Đồng chí phụ trách", "Chức danh"), rows, (15.0, 45.0, 50.0, 55.0))


def row_of(number: int, village: Place, post: Post | None) -> tuple[str, str, str, str]:
    return str(number), village.title, post.user.full_name if post else FEW_DOTS, post.title if post else FEW_DOTS


def roster_lacks(commune: Place, leaders: list[Post], members: list[Post]) -> list[Missing]:
    charged = {village.pk for post in members for village in post.villages.all()}
    without = [village.title for village in Place.objects.for_place(commune).villages() if village.pk not in charged]
    names = ", ".join(without)
    return [
        *wanting(leaders, "Chưa có thành viên Ban Chỉ đạo nào trong danh sách chức danh. Xin ghi chức danh trước.",
                 "committee:index"),
        *wanting(not without, f"Chưa có đồng chí phụ trách: {names}. Xin điền vào Phụ lục.", "committee:index"),
        Missing("Cơ quan đề nghị thành lập và ngày của kế hoạch: xin điền vào phần căn cứ."),
    ]  # fmt: skip


def no_plan(plan: Plan | None) -> list[Missing]:
    return wanting(plan, "Chưa có kế hoạch nào đang thực hiện. Xin nạp và công bố kế hoạch.", "plans:upload")


def no_secretary(commune: Place, on: date) -> list[Missing]:
    return wanting(secretary(commune, on), "Danh sách chức danh chưa có Bí thư Đảng ủy. Xin điền tên người ký.")


def standing(commune: Place) -> str:
    body = body_of(commune, BodyKind.POLICE_CELL)
    return body.name if body else f"Chi bộ {DOTS}"


def rules_of_work(commune: Place, on: date, code: str = "") -> Draft:
    """How the committee works: what the plan orders of it, with the rhythm that the plan gives."""
    plan, basis = basis_of(commune, on)
    steering, name = body_of(commune, BodyKind.STEERING), name_of_steering(commune)
    tasks = list(Task.objects.for_place(commune).running().filter(plan=plan, bodies=steering)) if steering else []
    meets, reports = meeting_tasks(commune, plan), report_tasks(commune, plan)
    blocks = [
        Paragraph(f"Thực hiện {basis}, {name} ban hành Quy chế làm việc như sau:"),
        *duties_of_members(commune, tasks),
        *ways_of_working(commune, meets, reports),
        Heading("ĐIỀU KHOẢN THI HÀNH"),
        Paragraph("Quy chế này có hiệu lực kể từ ngày ký.", lead="Điều 7."),
        Paragraph("Khi cần sửa đổi, bộ phận thường trực đề nghị Trưởng Ban Chỉ đạo xem xét, quyết định."),
    ]
    office = steering_committee(commune, on)
    document = office.paper("QC", "QUY CHẾ", f"làm việc của {name}", blocks, TO_MEMBERS)
    missing = [
        *no_plan(plan),
        *no_secretary(commune, on),
        *wanting(tasks, "Kế hoạch chưa giao việc nào đích danh Ban Chỉ đạo. Xin điền vào Điều 1.", "home:plan"),
        *wanting(meets, "Kế hoạch chưa ghi việc họp của Ban Chỉ đạo. Xin điền nhịp họp vào Điều 5.", "home:plan"),
        *wanting(reports, "Kế hoạch chưa ghi việc báo cáo định kỳ. Xin điền hạn báo cáo vào Điều 6.", "home:plan"),
        Missing("Ngày của kế hoạch: xin điền vào câu mở đầu."),
    ]
    return Draft(document, [f"{len(tasks)} việc giao Ban Chỉ đạo", f"{len(meets + reports)} việc định kỳ"], missing)


def meeting_tasks(commune: Place, plan: Plan | None) -> list[Task]:
    return list(Task.objects.for_place(commune).running().filter(plan=plan, kind__in=MEETINGS))


def report_tasks(commune: Place, plan: Plan | None) -> list[Task]:
    """What recurs and is reported by the standing body or the committee itself."""
    reporting = Task.objects.for_place(commune).running().filter(plan=plan, title__icontains="báo cáo")
    return list(
        reporting.filter(bodies__kind__in=[BodyKind.POLICE_CELL, BodyKind.STEERING]).exclude(every="").distinct()
    )


def duties_of_members(commune: Place, tasks: list[Task]) -> list[Block]:
    return [
        Heading("NHIỆM VỤ CỦA BAN CHỈ ĐẠO VÀ CÁC THÀNH VIÊN"),
        Paragraph("Ban Chỉ đạo có nhiệm vụ:", lead="Điều 1."),
        *(listed(tasks) or [Bullet(DOTS)]),
        Paragraph(
            "Trưởng Ban Chỉ đạo lãnh đạo toàn diện, chủ trì các cuộc họp và chịu trách nhiệm trước Ban Thường vụ "
            "Đảng ủy về kết quả thực hiện. Phó Trưởng ban điều hành công việc theo phân công của Trưởng ban.",
            lead="Điều 2.",
        ),
        Paragraph(
            "Thành viên phụ trách thôn theo dõi, đôn đốc trực tiếp tại thôn; khi biết việc phát sinh thì báo ngay, "
            "trung thực với Trưởng ban và bộ phận thường trực.",
            lead="Điều 3.",
        ),
        Paragraph(
            f"{standing(commune)} là bộ phận thường trực: tham mưu văn bản, chuẩn bị nội dung họp, theo dõi, đôn đốc, "
            "tổng hợp tình hình.",
            lead="Điều 4.",
        ),
    ]


def ways_of_working(commune: Place, meets: list[Task], reports: list[Task]) -> list[Block]:
    return [
        Heading("CHẾ ĐỘ LÀM VIỆC"),
        Paragraph("Chế độ họp. Kết luận mỗi cuộc họp ghi rõ đơn vị thực hiện và hạn:", lead="Điều 5."),
        *(listed(meets) or [Bullet(f"Ban Chỉ đạo họp định kỳ {DOTS}")]),
        Bullet("Trưởng ban triệu tập họp đột xuất khi có việc cần."),
        Paragraph("Chế độ báo cáo:", lead="Điều 6."),
        *(listed(reports) or [Bullet(f"Báo cáo định kỳ {DOTS}")]),
        Bullet("Khó khăn của cơ sở được trả lời trong 7 ngày; quá hạn thì chuyển lên cấp trên trực tiếp."),
    ]


def listed(tasks: Iterable[Task]) -> list[Block]:
    return [Bullet(f"{task.title.rstrip('.…;, ')} ({task.rhythm}).") for task in tasks]
