from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused

from .enums import Verb
from .models import Duty, Plan, Proposal, Step, Target, Task
from .occurrences import parts_of

CLOSED = "Kế hoạch đã công bố nên không sửa ở đây được nữa."


def may_receive_plan(user: User) -> None:
    require(user, Act.CREATE, Data.WORK)


def may_review(user: User, plan: Plan) -> None:
    require(user, Act.UPDATE, Data.WORK)
    if user.reach.commune is None or plan.commune_id != user.reach.commune.pk:
        raise Refused("Kế hoạch này của xã khác.")


def may_decide(user: User, proposal: Proposal) -> None:
    may_review(user, proposal.plan)
    if proposal.plan.is_published:
        raise Refused(CLOSED)


def may_confirm(user: User, proposal: Proposal) -> None:
    may_decide(user, proposal)
    if isinstance(proposal, Task):
        is_complete(proposal)


def is_complete(task: Task) -> None:
    """Whether a task says enough to make duties: who, and a rhythm that can be followed."""
    if task.asked:
        raise Refused(f"Chưa rõ «{', '.join(task.asked)}» là đơn vị nào. Xin chọn đơn vị.")
    if not task.names_its_doer:
        raise Refused("Chưa có đơn vị chủ trì. Xin chọn đơn vị.")
    try:
        parts_of(task.every) if task.every else None
    except ValueError:
        raise Refused("Nhịp thực hiện chưa đúng. Xin chọn lại.") from None


def may_publish(user: User, plan: Plan) -> None:
    may_review(user, plan)
    if plan.is_published:
        raise Refused("Kế hoạch này đã công bố rồi.")
    tasks = [task for task in Task.objects.for_place(plan.commune).kept().filter(plan=plan)]
    targets = Target.objects.for_place(plan.commune).kept().filter(plan=plan)
    waiting = sum(not proposal.is_confirmed for proposal in [*tasks, *targets])
    if waiting:
        raise Refused(f"Còn {waiting} mục chưa xác nhận. Xin xem từng mục, xác nhận hoặc bỏ, rồi công bố.")
    if not tasks:
        raise Refused("Kế hoạch chưa có nhiệm vụ nào. Xin thêm ít nhất một nhiệm vụ rồi công bố.")


def may_change_task(user: User, task: Task) -> None:
    may_review(user, task.plan)


def last_step(duty: Duty) -> Step | None:
    return duty.steps.order_by("at").last()


def may_submit(user: User, duty: Duty) -> None:
    require(user, Act.CREATE, Data.WORK, body=duty.body)
    step = last_step(duty)
    if step and step.verb == Verb.SUBMIT:
        raise Refused("Việc này đã trình, đang chờ duyệt.")
    if step and step.verb in (Verb.ACCEPT, Verb.EXCUSE):
        raise Refused("Việc này đã xong.")
    if duty.starts_on > clock.today():
        raise Refused(f"Việc này bắt đầu từ {duty.starts_on:%d/%m/%Y}.")


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
