"""Who writes, submits, approves, issues, reopens. The office drafts; who may release approves, and never their own."""

from banlanh.accounts.access import NOT_YOURS, require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.matrix import says
from banlanh.accounts.models import User
from banlanh.core.refusal import Refused

from .enums import Stage, Verb
from .models import OfficeForm, Report

APPROVES = "approve release"  # the matrix names no approval of reports: those approve who approve what is released


def may_edit(user: User, report: Report) -> None:
    """Until it is approved: what was approved is what is issued."""
    require(user, Act.UPDATE, Data.WORK)
    if report.commune != user.reach.commune:
        raise Refused(NOT_YOURS)
    if report.stage == Stage.ISSUED:
        raise Refused("Báo cáo đã ban hành nên kỳ này đã khóa. Muốn sửa, xin mở lại và ghi lý do.")
    if report.stage == Stage.APPROVED:
        raise Refused("Báo cáo đã được duyệt. Muốn sửa, xin trả lại và ghi lý do.")


def may_submit(user: User, report: Report) -> None:
    may_edit(user, report)
    if report.stage != Stage.DRAFT:
        raise Refused("Báo cáo này đã trình rồi, đang chờ duyệt.")


def approves(user: User, report: Report) -> None:
    require(user, Act.UPDATE, Data.WORK)
    if report.commune != user.reach.commune or not any(
        says(post.role, Data.PUBLIC, APPROVES) for post in user.posts_today
    ):
        raise Refused("Việc này do Bí thư hoặc Chủ tịch làm.")


def may_approve(user: User, report: Report) -> None:
    approves(user, report)
    submitted = report.last(Verb.SUBMIT)
    if report.stage != Stage.SUBMITTED or submitted is None:
        raise Refused("Báo cáo này không chờ duyệt. Xin mở lại trang để xem báo cáo đang ở bước nào.")
    if submitted.by_id == user.pk:
        raise Refused("Người trình không tự duyệt. Xin để đồng chí khác duyệt.")


def may_send_back(user: User, report: Report) -> None:
    approves(user, report)
    if report.stage not in (Stage.SUBMITTED, Stage.APPROVED):
        raise Refused("Báo cáo này không chờ duyệt, cũng chưa duyệt, nên không có gì để trả lại.")


def may_issue(user: User, report: Report) -> None:
    require(user, Act.CREATE, Data.WORK)
    if report.commune != user.reach.commune:
        raise Refused(NOT_YOURS)
    if report.stage == Stage.ISSUED:
        raise Refused("Báo cáo này đã ban hành rồi.")
    if report.stage != Stage.APPROVED:
        raise Refused("Báo cáo chưa được duyệt nên chưa ban hành được.")


def may_reopen(user: User, report: Report) -> None:
    """Only of what left the office, which stays as it is: the paper that follows bears another number."""
    approves(user, report)
    if report.stage != Stage.ISSUED:
        raise Refused("Kỳ này chưa khóa nên không cần mở lại.")
    if report.lock_above:
        raise Refused(
            f"Cấp trên đã chốt số liệu kỳ này ({report.lock_above.note}) nên xã chưa mở lại được. "
            "Khi có văn bản cho mở lại, xin ghi nhận văn bản ấy trước."
        )


def may_lock_above(user: User, report: Report) -> None:
    """The office tells that those above locked the period, and by which paper: only of what was sent to them."""
    require(user, Act.CREATE, Data.WORK)
    if report.commune != user.reach.commune:
        raise Refused(NOT_YOURS)
    if report.stage != Stage.ISSUED:
        raise Refused("Báo cáo chưa ban hành nên cấp trên chưa có gì để chốt.")
    if report.lock_above:
        raise Refused("Cấp trên đã chốt kỳ này rồi.")


def may_unlock_above(user: User, report: Report) -> None:
    approves(user, report)
    if not report.lock_above:
        raise Refused("Cấp trên chưa chốt kỳ này, hoặc đã cho mở lại rồi.")


def may_keep_form(user: User) -> None:
    """Who drafts for the whole commune also keeps the forms that others want."""
    require(user, Act.CREATE, Data.WORK)


def may_retire_form(user: User, form: OfficeForm) -> None:
    may_keep_form(user)
    if form.commune != user.reach.commune:
        raise Refused(NOT_YOURS)
    if form.retired_at:
        raise Refused("Biểu này đã thôi dùng rồi.")


MAY = {
    Verb.SUBMIT: may_submit,
    Verb.SEND_BACK: may_send_back,
    Verb.APPROVE: may_approve,
    Verb.ISSUE: may_issue,
    Verb.REOPEN: may_reopen,
    Verb.LOCK_ABOVE: may_lock_above,
    Verb.UNLOCK_ABOVE: may_unlock_above,
}
