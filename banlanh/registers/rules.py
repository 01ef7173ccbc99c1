from datetime import date

from django.db.models import QuerySet, UUIDField

from banlanh.accounts.access import may, require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.questions import Question, Slot
from banlanh.core.refusal import Refused
from banlanh.core.words import day as said
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body

from .enums import REGISTERS, Began, Side
from .models import Entry, Import, Stay

EARLIEST = date(1945, 1, 1)


def long_ago() -> date:
    """The first day that a field of days takes where a year ago is not enough."""
    return EARLIEST


def may_read(user: User, body: Body) -> None:
    require(user, Act.READ, Data.PLEDGES, body=body)


def may_keep(user: User, body: Body, kind: str) -> None:
    """Whether the person keeps this register of `body`."""
    require(user, Act.CREATE, Data.PLEDGES, body=body)
    require(user, Act.UPDATE, Data.PLEDGES, body=body)
    if body.kind not in REGISTERS[kind].bodies or body.closed_on:
        raise Refused(f"{body} không giữ sổ «{REGISTERS[kind].title}».")


def may_change(user: User, entry: Entry) -> None:
    """Whether the person keeps the register that the entry is, or was last, in."""
    last = LAST.one(entry=entry.pk)
    if last is None:
        raise Refused("Mục này chưa có trong sổ của nơi nào.")
    may_keep(user, last.body, entry.kind)


@Question
def LAST() -> QuerySet[Stay]:
    return Stay.objects.filter(entry=Slot("entry", UUIDField())).select_related("body").reverse()[:1]


def may_split(user: User, entry: Entry) -> None:
    may_change(user, entry)
    if not entry.register.splits:
        raise Refused(f"Sổ «{entry.register.title}» không có việc tách.")


def may_merge(user: User, entry: Entry, into: Entry) -> None:
    may_change(user, entry)
    may_change(user, into)
    if entry.pk == into.pk or (entry.kind, entry.commune_id) != (into.kind, into.commune_id):
        raise Refused("Chỉ nhập được hai mục khác nhau của cùng một sổ, trong cùng một xã.")
    if into.merged_into_id:
        raise Refused(f"{into} đã nhập vào mục khác rồi. Xin chọn mục ấy.")


def may_move(user: User, entry: Entry, to: Body) -> None:
    """The village that a household leaves says so; the one that it comes to sees it among its month's changes."""
    may_change(user, entry)
    if to.commune_id != entry.commune_id or to.kind not in entry.register.bodies or to.closed_on:
        raise Refused(f"Không chuyển được sang {to}: nơi ấy không giữ sổ «{entry.register.title}» của xã này.")


def may_return(user: User, entry: Entry) -> None:
    may_change(user, entry)
    if entry.merged_into_id:
        raise Refused("Mục này đã nhập vào mục khác nên không ghi trở về được. Nếu tách ra lại, xin ghi là tách.")


def has_come(on: date) -> None:
    if on > clock.today():
        raise Refused(f"Ngày {said(on)} chưa tới. Xin xem lại ngày.")
    if on < EARLIEST:
        raise Refused(f"Ngày {said(on)} đã quá lâu. Xin xem lại năm.")


def may_begin_as(kind: str, began: str) -> None:
    if began not in (Began.LISTED, REGISTERS[kind].begins):
        raise Refused(f"Mục mới của sổ «{REGISTERS[kind].title}» không bắt đầu như vậy được.")


def may_count_classes(user: User, body: Body) -> None:
    require(user, Act.UPDATE, Data.PLEDGES, body=body)
    if body.kind != BodyKind.SCHOOL:
        raise Refused(f"{body} không phải là trường học.")


def side_of(user: User, body: Body) -> Side:
    """For which side the person signs the village's changes: who keeps its register, or the police."""
    if may(user, Act.UPDATE, Data.PLEDGES, body=body):
        return Side.KEEPER
    if any(post.body.kind == BodyKind.POLICE for post in user.posts_today):
        return Side.POLICE
    raise Refused("Biến động trong tháng do trưởng thôn và Công an xã ký xác nhận.")


def may_sign(user: User, body: Body, month: date) -> None:
    """A signature is work of the plan (C1) on what one may read of the register (C2)."""
    may_read(user, body)
    require(user, Act.CREATE, Data.WORK, body=body)
    if body.kind != BodyKind.VILLAGE:
        raise Refused("Chỉ ký xác nhận biến động của thôn.")
    side_of(user, body)
    if month != clock.month_of(month) or month > clock.today():
        raise Refused("Tháng này chưa tới. Xin chọn tháng khác.")


def may_undo(user: User | None, imported: Import) -> None:
    if user != imported.sent_by:
        raise Refused("Chỉ người đã nhập tệp này mới hoàn tác được.")
    if not imported.can_be_undone:
        raise Refused("Lần nhập này không hoàn tác được nữa: đã hoàn tác rồi, hoặc đã quá 24 giờ.")
