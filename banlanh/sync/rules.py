from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, UUIDField

from banlanh.accounts.access import may, require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.accounts.reach import reach_of
from banlanh.accounts.rules import may_end_sign_ins
from banlanh.core import clock
from banlanh.core.questions import Question, Slot
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place

from .enums import Claim
from .models import Device, Quarantined, Receipt
from .registry import OPERATIONS, Operation

MOST_AT_ONCE, MOST_BYTES = 50, 1024 * 1024  # of operations, and of what a phone sends with them
HOLDS = "phone"  # what the session knows of its machine: under which id it holds a pack
SLACK = timedelta(minutes=10)  # how far a phone's clock may go before ours
LONG = timedelta(hours=24)
REVOKED = "Máy này đã bị thu hồi nên không gửi, nhận được nữa. Đồng chí đăng nhập lại để dùng máy này."
NO_POST = "Đồng chí hiện không giữ chức danh nào nên máy không giữ gói."
UNKNOWN = "Máy chủ không nhận ra máy này. Xin đăng nhập rồi tải lại gói."

FIRST_THE_WORK = "Máy chủ chưa nhận được việc của ảnh này. Ảnh còn trong máy; xin gửi việc ấy trước."
NOT_YET = "Việc của ảnh này chưa được ghi, nên chưa nhận ảnh. Xin xem lại việc ấy."
NO_PICTURE = "Việc này không kèm ảnh."
NOT_BY_ITSELF = "Máy đã chụp ảnh này không gửi được nữa, nên ảnh không tự đứng cùng việc đã ghi."
ONE_WAITS = "Việc này đang chờ người phụ trách xem và đã kèm một ảnh."


class Revoked(Refused):
    """The phone is to forget what it holds."""


def may_hold(user: User) -> Place:
    """The commune of which the person's phone may hold a part.

    After the last post that is nothing, and yet what was done before it ended is still to come up (SEC-44).
    """
    last = None if user.reach.commune else Device.objects.filter(user=user).select_related("commune").first()
    commune = last.commune if last else user.reach.commune
    if commune is None:
        raise Refused(NO_POST)
    return commune


def communes_before(device: Device) -> QuerySet[Place]:
    """Where else the phone's owner was given packs."""
    given = Device.objects.filter(user=device.user_id).exclude(commune=device.commune_id)
    return Place.objects.filter(pk__in=given.values("commune"))


def may_sync(device: Device) -> None:
    if device.revoked_at:
        raise Revoked(REVOKED)


def may_revoke(user: User, device: Device) -> None:
    if device.user_id != user.pk:
        may_end_sign_ins(user, device.user)
    if device.revoked_at:
        raise Refused("Máy này đã thu hồi rồi.")


def is_within(user: User, operation: Operation, body: Body) -> bool:
    return may(user, operation.act, operation.data, body=body)


def was_within(user: User, operation: Operation, bodies: list[Body]) -> bool:
    """Whether the person could do it since they had a phone: by a post that has ended, or where it was then.

    Since the first one: a phone whose pack died, or that was lost, sends what it still has under another id.
    """
    since = Device.objects.filter(user=user).earliest("made_at").made_at.date()
    held = user.posts.filter(starts_on__lte=clock.today()).exclude(ends_on__lt=since)
    posts = list(held.select_related("body__commune").order_by("starts_on", "pk"))
    there = [reach_of(each for each in posts if each.body.commune_id == body.commune_id) for body in bodies]
    return any(reach.covers(operation.data, operation.act, body) for reach, body in zip(there, bodies, strict=True))


def claim_of(claimed: datetime | None, received: datetime) -> Claim:
    """What to say of the phone's clock; every term of the law runs from `received` (SEC-45)."""
    if claimed is None:
        return Claim.UNREADABLE
    if claimed > received + SLACK:
        return Claim.AHEAD
    return Claim.LONG_AGO if claimed < received - LONG else Claim.FITS


def readable_moment(text: str) -> datetime | None:
    """The phone's claim, where it is a moment that a phone can have lived."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC) if 1970 <= moment.year < 2100 else None
    except (TypeError, ValueError, OverflowError):
        return None


def may_photograph(user: User, operation: UUID) -> Receipt:
    """The receipt of what the picture is of: the person's own, and done, or waiting for somebody's look.

    The room's own rule is asked besides, once the picture is put behind what was done.
    """
    receipt = RECEIPT.one(pk=operation, user=user.pk)
    if receipt is None:
        raise Refused(FIRST_THE_WORK)
    if not (receipt.subject or receipt.waits):
        raise Refused(NOT_YET)
    if OPERATIONS[receipt.kind].photograph is None:
        raise Refused(NO_PICTURE)
    return receipt


@Question
def RECEIPT() -> QuerySet[Receipt]:
    """Whether it was done or waits is told by one question: between two it may be taken over."""
    own = Receipt.objects.filter(pk=Slot("pk", UUIDField()), device__user=Slot("user", BigIntegerField()))
    waits = Exists(Quarantined.objects.waiting().filter(receipt=OuterRef("pk")).order_by())
    asked = own.annotate(waits=waits)  # type: ignore[no-redef]  # said in the model, for those who read it
    return asked.select_related("device").order_by()


def may_wait_along(receipt: Receipt) -> None:
    """One picture waits with an operation: no phone has more of it, and none is to fill the disk."""
    if receipt.uploads.exclude(whole_at=None).exists():
        raise Refused(ONE_WAITS)


def may_carry(user: User, device: Device, receipt: Receipt) -> None:
    """Whether what this phone handed over goes behind what was done: its author's, as long as neither was shut out.

    Else it may only wait along with work that waits for a look. What its author brings, who had to sign in anew, goes.
    """
    device.refresh_from_db(fields=["revoked_at"])
    stands = device.user == user or (device.user.is_active and not device.revoked_at)
    if receipt.subject and not stands:
        raise Refused(NOT_BY_ITSELF)


def may_settle(user: User, kept: Quarantined) -> None:
    """Whether the person answers for the body, and nobody has answered yet."""
    require(user, Act.CREATE, Data(kept.data), body=kept.body)
    if kept.settled_at:
        raise Refused("Việc này đã có người xem rồi.")
