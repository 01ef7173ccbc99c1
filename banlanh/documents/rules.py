from datetime import date
from uuid import UUID

from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from . import queries
from .enums import SYMBOLS, YEARLY
from .models import GivenNumber, Series


def may_use_number(text: str, *, body: Body, type: str, on: date, id: UUID) -> None:
    """Whether the paper may bear this number: no other of its series does. Where no series is known, it may."""
    number, span = queries.number_in(text), queries.span_on(body, type, on)
    if number is None or span is None:
        return
    for other, taken, day in queries.papers_numbered(body, type, span):
        if taken == number and other != id:
            raise Refused(f"Số {number:02}-{type} đã dùng cho văn bản ngày {day:%d/%m/%Y}. Xin xem lại số.")


def may_give_number(user: User, body: Body, type: str, on: date) -> None:
    require(user, Act.CREATE, Data.WORK, body=body)
    require_known(type)
    if on > clock.today():
        raise Refused(f"Ngày {on:%d/%m/%Y} chưa tới. Xin lấy số vào ngày ký văn bản.")


def first_day(body: Body, type: str, on: date, since: date | None) -> date:
    """From which day a series that is not open yet counts; asked of the office where no rule says it."""
    if body.kind in YEARLY:
        return date(on.year, 1, 1)
    if since is None:
        raise Refused(
            f"{body} chưa mở dãy số {type}. "
            "Xin cho biết dãy số bắt đầu từ ngày nào, ví dụ ngày đầu nhiệm kỳ của cấp ủy."
        )
    if since > on:
        raise Refused(f"Dãy số bắt đầu ngày {since:%d/%m/%Y}, sau ngày của văn bản. Xin xem lại ngày.")
    return since


def may_open_series(user: User, body: Body, type: str, starts_on: date) -> None:
    require(user, Act.CREATE, Data.WORK, body=body)
    require_known(type)
    if body.kind in YEARLY and (starts_on.month, starts_on.day) != (1, 1):
        raise Refused(f"Số văn bản của {body} bắt đầu lại vào ngày 01/01 mỗi năm. Xin ghi ngày 01/01.")
    if Series.objects.filter(body=body, type=type, starts_on=starts_on).exists():
        raise Refused(f"{body} đã mở dãy số {type} từ ngày {starts_on:%d/%m/%Y} rồi.")
    counted = GivenNumber.objects.filter(series__body=body, series__type=type, series__starts_on__lt=starts_on)
    last = counted.filter(dated_on__gte=starts_on).order_by("-dated_on").first()
    if last:
        raise Refused(
            f"Dãy số đang dùng đã cấp số {last} cho văn bản ngày {last.dated_on:%d/%m/%Y}. "
            "Xin mở dãy số mới từ một ngày sau đó."
        )


def require_known(type: str) -> None:
    if type not in SYMBOLS:
        raise Refused(f"Không có loại văn bản «{type}».")
