"""What a phone sends, read into values; what cannot be read is told, and the rest is done."""

import json
from typing import Any
from uuid import UUID

from banlanh.core.refusal import Refused

from .batch import Asked
from .rules import MOST_AT_ONCE, MOST_BYTES, readable_moment

BROKEN = "Gói gửi lên không đọc được. Việc còn nguyên trong máy; xin gửi lại."
TOO_MANY = f"Mỗi lần gửi tối đa {MOST_AT_ONCE} việc. Xin gửi làm nhiều lần."


def batch_in(body: bytes) -> tuple[UUID, list[Asked]]:
    """The device and its operations: `{"device": …, "operations": [{"id", "sequence", "kind", "payload", …}]}`."""
    try:
        said = json.loads(body) if len(body) <= MOST_BYTES else None
        device, operations = UUID(said["device"]), said["operations"]
        read = [operation_in(each) for each in operations[: MOST_AT_ONCE + 1]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(BROKEN) from error
    if len(read) > MOST_AT_ONCE:
        raise Refused(TOO_MANY)
    return device, read


def operation_in(said: dict) -> Asked:
    payload, seen = said["payload"], said.get("seen")
    if not (isinstance(payload, dict) and all(is_plain(each) for each in payload.values())):
        raise ValueError("A payload holds the fields of a form.")
    return Asked(
        id=UUID(said["id"]),
        sequence=number_in(said["sequence"]),
        kind=str(said["kind"])[:40],
        payload=payload,
        seen=None if seen is None else str(seen),
        claimed_at=readable_moment(said.get("happened_at") or ""),
    )


def number_in(said: Any) -> int:
    if type(said) is not int or not 0 <= said < 2**63:
        raise ValueError("A sequence is a number.")
    return said


def is_plain(value: Any) -> bool:
    """Whether a form could have sent it: words, numbers, or a list of them; no NUL, which no database takes."""
    if isinstance(value, list):
        return all(is_plain(each) and not isinstance(each, list) for each in value)
    return value is None or isinstance(value, int | float) or (isinstance(value, str) and "\0" not in value)
