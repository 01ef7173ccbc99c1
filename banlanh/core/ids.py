"""Ids of records: made where the record is made, also on a phone, and ordered by time (RFC 9562)."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    return _uuid7()
