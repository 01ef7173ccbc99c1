from datetime import date
from typing import NamedTuple

from banlanh.accounts.access import NOT_YOURS, require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.plans.models import Clause

from . import clocks
from .enums import BY_THE_COMMUNE, Stage, Verb
from .models import Conclusion, Difficulty, Meeting, Recommendation, RegulationStep
from .progress import Progress, to_take

DECREE = "Nghị định 61/2023/NĐ-CP"


def may_conclude(user: User, meeting: Meeting) -> None:
    require(user, Act.UPDATE, Data.WORK)
    require(user, Act.UPDATE, Data.WORK, body=meeting.body)
    if meeting.is_voided:
        raise Refused("Cuộc họp này đã hủy nên không ghi kết luận được nữa.")


class Order(NamedTuple):
    """What a conclusion says of the duty that it becomes."""

    clause: Clause
    body: Body
    due_on: date


def order_in(user: User, conclusion: Conclusion) -> Order:
    """The duty that the conclusion asks for, where it says enough; the plan asks its own questions after this."""
    may_conclude(user, conclusion.meeting)
    if conclusion.body is None or conclusion.clause is None or conclusion.due_on is None:
        raise Refused("Kết luận này chưa ghi giao cho ai, hạn nào. Xin ghi kết luận mới có đủ hai điều ấy.")
    return Order(conclusion.clause, conclusion.body, conclusion.due_on)


# --- difficulties ----------------------------------------------------------------------------------


def may_climb_from(desk: Body | None) -> Body:
    if desk is None:
        raise Refused("Đây đã là nơi quyết định cao nhất của xã. Xin trả lời tại đây.")
    return desk


def is_at_desk_of(user: User, difficulty: Difficulty) -> None:
    """Whether it waits at a desk that the person works at, or may answer for."""
    require(user, Act.UPDATE, Data.WORK, body=difficulty.lies_with)
    if not difficulty.waits:
        raise Refused("Khó khăn này không còn chờ trả lời.")


def may_pass_up(user: User, difficulty: Difficulty) -> None:
    is_at_desk_of(user, difficulty)


def may_answer(user: User, difficulty: Difficulty) -> None:
    is_at_desk_of(user, difficulty)
    if difficulty.recorded_by_id == user.pk:
        raise Refused("Người nêu không tự trả lời. Xin để đồng chí khác trả lời.")


def raised_it(user: User, difficulty: Difficulty) -> None:
    """Whether the person speaks for those who raised it: only they know whether it is solved."""
    require(user, Act.CREATE, Data.WORK, body=difficulty.body)
    if difficulty.body_id not in user.reach.own_bodies and difficulty.recorded_by_id != user.pk:
        raise Refused(f"Chỉ {difficulty.body} mới nói được là đã gỡ xong hay chưa.")
    if difficulty.is_voided or difficulty.is_closed:
        raise Refused("Khó khăn này đã khép lại.")


def may_close(user: User, difficulty: Difficulty) -> None:
    raised_it(user, difficulty)


def may_say_not_solved(user: User, difficulty: Difficulty) -> None:
    raised_it(user, difficulty)
    if not difficulty.is_answered:
        raise Refused("Nơi nhận chưa trả lời. Quá 7 ngày chưa trả lời thì khó khăn tự lên cấp trên.")


MAY = {
    Verb.PASS_UP: may_pass_up,
    Verb.ANSWER: may_answer,
    Verb.NOT_SOLVED: may_say_not_solved,
    Verb.CLOSE: may_close,
}


# --- village regulations ---------------------------------------------------------------------------


def may_record_stage(user: User, stage: Stage) -> None:
    """Whether the stage is the person's to record: the commune recognises, the village does all before."""
    if stage in BY_THE_COMMUNE and not user.reach.everywhere(Data.WORK, Act.CREATE):
        raise Refused("Bước này do Ủy ban nhân dân xã ghi, sau khi có quyết định công nhận.")


def may_take(user: User, step: RegulationStep, progress: Progress) -> None:
    """Whether the step comes next and the Decree allows it on its day.

    Too few days or votes make the step void in law, so it is refused. Too late is a fact: it is kept and shown as late.
    """
    stage = Stage(step.stage)
    require(user, Act.CREATE, Data.WORK, body=step.body)
    may_record_stage(user, stage)
    number, comes = to_take(progress)
    if (step.round, stage) != (number, comes):
        raise Refused(f"Bước tiếp theo của {step.body} là «{comes.label}». Xin mở lại trang rồi ghi.")
    fits_between(step, progress)
    if stage is Stage.ADOPTED:
        is_adopted(step)


def fits_between(step: RegulationStep, progress: Progress) -> None:
    """Whether its day follows the step before it, as long after as the Decree says, and precedes the one behind."""
    stage = Stage(step.stage)
    before = progress.before(stage) if step.round == progress.round else None
    after = progress.after(stage) if step.round == progress.round else None
    if before and step.happened_on < before.happened_on:
        raise Refused(
            f"Bước «{before.get_stage_display()}» là ngày {before.happened_on:%d/%m/%Y}. "
            "Bước này không thể trước ngày ấy. Xin xem lại ngày."
        )
    if before and step.happened_on < clocks.earliest(stage, before.happened_on):
        first = clocks.earliest(stage, before.happened_on)
        raise Refused(
            f"{DECREE}: dự thảo phải niêm yết ít nhất {clocks.POSTED_DAYS} ngày. Niêm yết từ "
            f"{before.happened_on:%d/%m/%Y} thì sớm nhất {first:%d/%m/%Y} mới thông qua được."
        )
    if after and step.happened_on > after.happened_on:
        raise Refused(
            f"Bước «{after.get_stage_display()}» đã ghi ngày {after.happened_on:%d/%m/%Y}. "
            "Bước này không thể sau ngày ấy. Xin xem lại ngày."
        )


def is_adopted(step: RegulationStep) -> None:
    agreed, households = step.agreed or 0, step.households or 0
    if not clocks.is_majority(agreed, households):
        raise Refused(
            f"{DECREE}: hương ước được thông qua khi trên 50% tổng số đại diện hộ gia đình tán thành. "
            f"Cần ít nhất {households // 2 + 1} trong {households} hộ, mới có {agreed}."
        )


# --- recommendations -------------------------------------------------------------------------------


def is_undecided(recommendation: Recommendation) -> None:
    if recommendation.is_voided:
        raise Refused("Kiến nghị này đã hủy.")
    ruling = recommendation.rulings.filter(voided_at=None).first()
    if ruling:
        raise Refused(f"Kiến nghị này đã được trả lời bằng văn bản số {ruling.number}.")


def is_of_one_commune(body: Body, about: Body) -> None:
    if body.commune_id != about.commune_id:
        raise Refused(NOT_YOURS)
