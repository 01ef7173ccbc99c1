from collections.abc import Iterable

from django.utils.timezone import localdate

from banlanh.accounts.access import may, require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.indicators.registry import Period
from banlanh.places.models import Body, Place

from .enums import Result
from .models import Check, Visit
from .registry import CLAIMS, Claim


def may_draw(user: User) -> None:
    """Whether the person may order a check: those who work for the whole commune."""
    require(user, Act.CREATE, Data.WORK)


def may_draw_from(user: User, commune: Place, claim: Claim, period: Period) -> None:
    """Whether the claim of that period may be drawn from: once, so that nobody draws until it suits."""
    may_draw(user)
    if user.reach.commune != commune:
        raise Refused("Phúc tra này của xã khác.")
    if period not in claim.periods(clock.today()):
        raise Refused("Kỳ này không bốc thăm được. Xin chọn kỳ khác.")
    before = Check.objects.for_place(commune).overlapping(claim.key, period).first()
    if before:
        raise Refused(
            f"Đã bốc thăm «{before.title}» ngày {localdate(before.drawn_at):%d/%m/%Y}. Mỗi kỳ chỉ bốc thăm một lần."
        )


def is_independent(checker: Body, body: Body) -> None:
    """Whether `checker` may check what `body` claimed: another body, and not of the same village."""
    if checker.pk == body.pk or (checker.place_id is not None and checker.place_id == body.place_id):
        raise Refused(f"{checker} không tự phúc tra việc của {body}.")


def answers_for(user: User, body: Body) -> bool:
    """Whether the person works for the body, or is in charge of its village."""
    reach = user.reach
    return body.pk in reach.own_bodies.union(*reach.near.values())


def may_record(user: User, visit: Visit, result: str) -> None:
    require(user, Act.CREATE, Data.WORK, body=visit.checker)
    if answers_for(user, visit.body):
        raise Refused("Đồng chí phụ trách nơi được phúc tra, nên xin để người khác đi.")
    if visit.for_check.is_closed:
        raise Refused("Lần phúc tra này đã kết thúc, không ghi thêm được.")
    if result == Result.MISSED and any(
        finding.result == Result.MISSED and finding.on == clock.today() for finding in visit.findings.all()
    ):
        raise Refused("Hôm nay đã ghi «chưa gặp» rồi. Xin đi lại vào một ngày khác.")


def may_close(user: User, check: Check) -> None:
    require(user, Act.UPDATE, Data.WORK)
    if user.reach.commune is None or user.reach.commune.pk != check.commune_id:
        raise Refused("Phúc tra này của xã khác.")
    if check.is_closed:
        raise Refused("Lần phúc tra này đã kết thúc rồi.")
    if check.tally.waiting:
        raise Refused(f"Còn {check.tally.waiting} nơi chưa có kết quả. Xin đi đủ rồi mới kết thúc.")


def sees_labels(user: User, check: Check, checkers: Iterable[int]) -> bool:
    """Whether the person learns where to go: who goes there, and who may read that class of data anyway."""
    if user.reach.own_bodies.union(*user.reach.near.values()) & set(checkers):
        return True
    source = CLAIMS.get(check.claim)
    return source is not None and may(user, Act.READ, source.data)
