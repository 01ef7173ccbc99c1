from banlanh.accounts.access import require
from banlanh.accounts.enums import Act
from banlanh.accounts.models import User
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from .models import Record
from .registry import Kind, kind_of


def may_record_for(user: User, body: Body, kind: Kind) -> None:
    """Whether the person may make a record of this kind for `body`, and the body makes such records."""
    require(user, Act.CREATE, kind.data, body=body)
    if body.kind not in kind.bodies:
        raise Refused(f"{body} không ghi {kind.name}.")


def may_record(user: User, record: Record) -> None:
    may_record_for(user, record.body, kind_of(record))


def may_void(user: User, record: Record) -> None:
    require(user, Act.UPDATE, record.data, body=record.body)
    if record.is_voided:
        raise Refused("Bản ghi này đã hủy rồi.")
