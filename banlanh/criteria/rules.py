from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Place

from .rulebook import AssessmentPeriod


def may_read(user: User, commune: Place) -> None:
    """Who hears exact totals of the commune: they also hear, within the year, how a village stands."""
    require(user, Act.READ, Data.TOTALS)
    if user.reach.commune != commune:
        raise Refused("Bảng tiêu chí này của xã khác.")


def may_answer(user: User, commune: Place, period: AssessmentPeriod) -> None:
    may_read(user, commune)
    require(user, Act.CREATE, Data.WORK)
    if period.first > clock.today():
        raise Refused(f"Kỳ đánh giá bắt đầu từ ngày {period.first:%d/%m/%Y}, chưa tới.")
    if period.year < clock.today().year - 1:
        raise Refused("Kỳ đánh giá này đã qua lâu nên không trả lời thêm được.")


def may_adopt(user: User, commune: Place) -> None:
    may_read(user, commune)
    require(user, Act.UPDATE, Data.WORK)
