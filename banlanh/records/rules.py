from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from .models import Record


def may_record(user: User, body: Body) -> None:
    require(user, Act.CREATE, Data.WORK, body=body)


def may_void(user: User, record: Record) -> None:
    require(user, Act.UPDATE, Data.WORK, body=record.body)
    if record.is_voided:
        raise Refused("Bản ghi này đã hủy rồi.")
