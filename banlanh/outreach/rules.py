from datetime import date

from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.core.words import day as said
from banlanh.places.models import Body, Place

from .enums import Slot, Weekday
from .models import Bulletin, PlannedAiring

MOST_WEEKS_AHEAD = 26
NO_TEXT = "Bản tin chưa có lời bằng thứ tiếng nào. Xin viết lời trước."


def may_write_bulletin(user: User, commune: Place) -> None:
    """Whether the person writes what the whole commune's loudspeakers say."""
    require(user, Act.CREATE, Data.WORK)
    if user.reach.commune is None or user.reach.commune.pk != commune.pk:
        raise Refused("Bản tin này của xã khác.")


def writers_of(bulletin: Bulletin) -> set[int]:
    return {bulletin.written_by_id, *(text.written_by_id for text in bulletin.texts.all())}


def may_review(user: User, bulletin: Bulletin) -> None:
    """Whether the person may say what a bulletin does: somebody who wrote none of it."""
    may_write_bulletin(user, bulletin.commune)
    require(user, Act.UPDATE, Data.WORK)
    if not bulletin.texts.all():
        raise Refused(NO_TEXT)
    if user.pk in writers_of(bulletin):
        raise Refused("Đồng chí đã viết bản tin này nên xin nhờ người khác đọc và duyệt.")


def is_as_read(bulletin: Bulletin, sha256: str) -> None:
    """Whether the words are still those that the person had before their eyes."""
    if bulletin.sha256 != sha256:
        raise Refused("Bản tin vừa được sửa. Xin đọc lại rồi duyệt.")


def may_run(user: User, bulletin: Bulletin) -> None:
    """Whether the bulletin may be put on the schedule: only one that points at nobody."""
    may_write_bulletin(user, bulletin.commune)
    if not bulletin.is_approved:
        raise Refused("Bản tin chưa được duyệt nên chưa lên lịch được. Xin nhờ người khác duyệt trước.")


def are_weeks(starts_on: date, ends_on: date | None) -> None:
    """Whether these are a Monday not long past and a Sunday not before it."""
    week = clock.monday_of(clock.today())
    if starts_on.weekday() != Weekday.MONDAY or (ends_on and ends_on.weekday() != Weekday.SUNDAY):
        raise Refused("Lịch phát tính theo tuần. Xin chọn tuần trong danh sách.")
    if not week <= starts_on <= week + 7 * MOST_WEEKS_AHEAD * clock.DAY:
        raise Refused(f"Tuần từ {said(starts_on)} không đặt lịch được. Xin chọn từ tuần này trở đi.")
    if ends_on and ends_on < starts_on:
        raise Refused("Tuần cuối phải sau tuần đầu. Xin xem lại hai tuần.")


def may_plan(user: User, body: Body) -> None:
    """Whether the person sets when a village's loudspeakers play."""
    require(user, Act.UPDATE, Data.WORK, body=body)
    if not body.is_village or body.closed_on:
        raise Refused(f"{body} không có loa phát bản tin.")


def is_free(body: Body, weekday: int, slot: str, starts_on: date, *, but: PlannedAiring | None = None) -> None:
    """Whether the village plays nothing else by rule in that part of that day, from that week on."""
    others = PlannedAiring.objects.filter(body=body, weekday=weekday, slot=slot)
    other = others.between(starts_on, date.max).exclude(pk=but.pk if but else None).first()
    if other:
        raise Refused(f"{body} đã có khung {Slot(slot).label} {Weekday(weekday).label}. Xin chọn buổi hoặc ngày khác.")


def may_move(user: User, planned: PlannedAiring, starts_on: date) -> None:
    """Whether from that week on the session may be played otherwise: only a rule that then holds can be changed."""
    may_plan(user, planned.body)
    if starts_on < planned.starts_on:
        raise Refused(f"Khung này bắt đầu từ {said(planned.starts_on)}. Xin chọn tuần ấy hoặc tuần sau đó.")
    if planned.ends_on and planned.ends_on < starts_on:
        raise Refused("Khung này đã đổi hoặc đã bỏ từ trước tuần ấy. Xin mở lại trang lịch.")


def is_planned(planned: PlannedAiring, day: date) -> None:
    if not planned.holds_on(day):
        raise Refused(f"Lịch phát không có {planned.get_slot_display()} ngày {said(day)}. Xin mở lại trang lịch.")


def has_reason(reason: str) -> None:
    if not reason:
        raise Refused("Xin bấm một lý do, hoặc ghi lý do khác trong vài chữ.")
