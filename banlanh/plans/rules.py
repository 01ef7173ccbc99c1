from datetime import date
from operator import attrgetter

from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused, allows
from banlanh.places.models import Body
from banlanh.records.registry import KINDS
from banlanh.records.rules import may_record_for

from .enums import EVERY, Extent, Verb
from .models import Duty, Plan, Proposal, Step, Target, Task
from .occurrences import MOST_YEARS, occurrences, parts_of

CLOSED = "Kế hoạch đã công bố nên không sửa ở đây được nữa."


def may_receive_plan(user: User) -> None:
    require(user, Act.CREATE, Data.WORK)


def may_review(user: User, plan: Plan) -> None:
    require(user, Act.UPDATE, Data.WORK)
    if user.reach.commune is None or plan.commune_id != user.reach.commune.pk:
        raise Refused("Kế hoạch này của xã khác.")


def may_add(user: User, plan: Plan) -> None:
    may_review(user, plan)
    if plan.is_published:
        raise Refused(CLOSED)


def may_decide(user: User, proposal: Proposal) -> None:
    may_add(user, proposal.plan)


def may_confirm(user: User, proposal: Proposal) -> None:
    may_decide(user, proposal)
    if isinstance(proposal, Task):
        is_complete(proposal)


def is_beyond_doubt(proposal: Proposal) -> None:
    """Whether it may be confirmed without a look of its own."""
    if proposal.unsure:
        raise Refused(f"Máy chưa chắc: {proposal.doubts}. Xin xem mục này.")


def is_complete(task: Task) -> None:
    """Whether a task says enough to make duties: who, and a rhythm that can be followed."""
    if task.asked:
        raise Refused(f"Chưa rõ «{', '.join(task.asked)}» là đơn vị nào. Xin chọn đơn vị.")
    if not task.names_its_doer:
        raise Refused("Chưa có đơn vị chủ trì. Xin chọn đơn vị.")
    can_be_proved(task)
    try:
        parts_of(task.every) if task.every else None
    except ValueError:
        raise Refused("Nhịp thực hiện chưa đúng. Xin chọn lại.") from None


def can_be_proved(task: Task) -> None:
    """Whether the task's bodies make such records: only villages air bulletins, only cells pass resolutions."""
    kind = KINDS.get(task.kind)
    kinds = {body.kind for body in task.bodies.all()} if task.extent == Extent.NAMED else EVERY[Extent(task.extent)]
    if kind and not kinds <= kind.bodies:
        raise Refused(f"Có đơn vị chủ trì không ghi {kind.name}. Xin chọn bản ghi khác, hoặc đơn vị khác.")


def is_in_our_time(plan: Plan) -> None:
    """Whether the plan's year can be meant; a letterhead of 2099 is a slip of the pen."""
    this_year = clock.today().year
    if not this_year - MOST_YEARS <= plan.starts_on.year <= this_year + 1:
        raise Refused(f"Kế hoạch ghi từ năm {plan.starts_on.year}. Xin xem lại số và thời gian của kế hoạch.")


def is_somebody_s(task: Task) -> None:
    """Whether publishing would make any duty of the task: there are such bodies, and a period falls due."""
    extent = Extent(task.extent)
    has_bodies = extent == Extent.NAMED or Body.objects.for_place(task.plan.commune).current().filter(
        kind__in=EVERY[extent]
    )
    if not has_bodies or not occurrences(task.every, task.due_on, task.plan.starts_on, task.plan.ends_on):
        raise Refused(f"Việc «{task.title}» không giao được cho ai, hoặc không có kỳ nào trong thời gian của kế hoạch.")


def may_publish(user: User, plan: Plan) -> None:
    may_review(user, plan)
    if plan.is_published:
        raise Refused("Kế hoạch này đã công bố rồi.")
    tasks = list(Task.objects.for_place(plan.commune).kept().filter(plan=plan).select_related("plan__commune"))
    targets = Target.objects.for_place(plan.commune).kept().filter(plan=plan)
    waiting = sum(not proposal.is_confirmed for proposal in [*tasks, *targets])
    if waiting:
        raise Refused(f"Còn {waiting} mục chưa xác nhận. Xin xem từng mục, xác nhận hoặc bỏ, rồi công bố.")
    if not tasks:
        raise Refused("Kế hoạch chưa có nhiệm vụ nào. Xin thêm ít nhất một nhiệm vụ rồi công bố.")
    is_in_our_time(plan)
    for task in tasks:
        is_somebody_s(task)


def may_order(user: User, plan: Plan, body: Body, since: date, due_on: date) -> None:
    """Whether the person may add work to a plan that runs: for a body of its commune, due while it runs."""
    may_review(user, plan)
    if not plan.is_published:
        raise Refused("Kế hoạch này chưa công bố nên chưa giao việc được.")
    if body.commune_id != plan.commune_id or body.closed_on:
        raise Refused(f"{body} không còn trong danh sách đơn vị của xã. Xin chọn đơn vị khác.")
    if due_on < since:
        raise Refused(f"Hạn {due_on:%d/%m/%Y} sớm hơn ngày giao việc. Xin xem lại hạn.")
    if due_on > plan.ends_on:
        raise Refused(f"{plan} thực hiện đến {plan.ends_on:%d/%m/%Y}. Xin chọn hạn trong thời gian ấy.")


def may_change_task(user: User, task: Task) -> None:
    may_review(user, task.plan)
    is_kept(task)


def may_change_target(user: User, target: Target) -> None:
    may_decide(user, target)
    is_kept(target)


def is_kept(proposal: Proposal) -> None:
    if proposal.is_dropped:
        raise Refused("Mục này đã bỏ. Xin giữ lại trước khi sửa.")


def last_step(duty: Duty) -> Step | None:
    return max(duty.steps.all(), key=attrgetter("at"), default=None)


def may_submit(user: User, duty: Duty) -> None:
    require(user, Act.CREATE, Data.WORK, body=duty.body)
    kind = KINDS.get(duty.kind)
    if kind and allows(may_record_for, user, duty.body, kind):  # who may not record hands it in with a note
        raise Refused(f"Việc này chứng minh bằng {kind.name}. Xin bấm «{kind.verb}».")
    step = last_step(duty)
    if step and step.verb == Verb.SUBMIT:
        raise Refused("Việc này đã trình, đang chờ duyệt.")
    if step and step.verb in (Verb.ACCEPT, Verb.EXCUSE):
        raise Refused("Việc này đã xong.")
    if duty.starts_on > clock.today():
        raise Refused(f"Việc này bắt đầu từ {duty.starts_on:%d/%m/%Y}.")


def may_photograph(user: User, step: Step) -> None:
    """Whether the person may put a photograph behind what was handed in, answered or not: it was taken before."""
    require(user, Act.CREATE, Data.WORK, body=step.duty.body)


def may_answer(user: User, duty: Duty) -> None:
    """Whether the person may accept or send back: whoever answers for the commune, never the one who submitted."""
    require(user, Act.UPDATE, Data.WORK)
    require(user, Act.UPDATE, Data.WORK, body=duty.body)
    step = last_step(duty)
    if step is None or step.verb != Verb.SUBMIT:
        raise Refused("Việc này chưa được trình.")
    if step.by_id == user.pk:
        raise Refused("Người trình không tự duyệt. Xin để đồng chí khác duyệt.")


def may_excuse(user: User, duty: Duty) -> None:
    require(user, Act.UPDATE, Data.WORK)
    require(user, Act.UPDATE, Data.WORK, body=duty.body)
    step = last_step(duty)
    if step and step.verb in (Verb.ACCEPT, Verb.EXCUSE):
        raise Refused("Việc này đã xong.")
