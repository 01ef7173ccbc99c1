"""Why a sealed room tells nothing just now, as a sentence to show; what is not sealed goes on (PROTECTION SEC-55)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

from banlanh.core.refusal import Refused

from .crypto import Broken
from .master import SHUT

UNSURE = f"{SHUT}: có hồ sơ không khớp khóa. Xin báo Trưởng Công an xã và người giữ khóa."
AWAY = f"{SHUT}: không tới được cơ sở dữ liệu niêm phong. Xin báo người quản trị."


@contextmanager
def or_refused() -> Iterator[None]:
    """For who reads what is sealed on behalf of an open page: whatever keeps it closed is a refusal."""
    try:
        yield
    except Broken as error:
        raise Refused(UNSURE) from error
    except OperationalError as error:
        raise Refused(AWAY) from error
