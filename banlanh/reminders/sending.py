"""The two ways out: Django's mail, and web push (RFC 8030) with the server's own key (RFC 8292)."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from .enums import Way
from .models import Channel

SUBJECT = "Bản Lành: việc của đồng chí hôm nay"
HALF_A_DAY = 12 * 3600  # a reminder that is older would be yesterday's
GONE = (404, 410)


class Gone(Exception):
    """The browser has been told to stop, or was removed."""


def send(channel: Channel, said: str) -> None:
    """Send `said` to the channel's address; Gone where nobody lives there any more."""
    if channel.way == Way.MAIL:
        send_mail(SUBJECT, f"{said}.\n\nMở Bản Lành để xem: {settings.ADDRESS}", None, [channel.address])
    else:
        push(channel, said)


def push(channel: Channel, said: str) -> None:
    from pywebpush import WebPushException, webpush  # only where something is pushed
    from requests import Session

    straight = Session()
    straight.max_redirects = 0  # the address was held against the known services; another one was not
    try:
        webpush(
            {"endpoint": channel.address, "keys": channel.keys},
            json.dumps({"title": SUBJECT, "body": said}),
            vapid_private_key=str(key_file()),
            vapid_claims={"sub": settings.PUSH_CONTACT},
            ttl=HALF_A_DAY,
            timeout=10,
            requests_session=straight,
        )
    except WebPushException as error:
        if error.response is not None and error.response.status_code in GONE:
            raise Gone from error
        raise


def key_file() -> Path:
    """The key by which push services know this server; made at first use, readable by its owner alone."""
    from py_vapid import Vapid02

    path: Path = settings.DATA_DIR / "keys" / "push.pem"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        made = Vapid02()
        made.generate_keys()
        made.save_key(path)
    return path


@cache
def public_key() -> str:
    """What a browser has to know of it: the uncompressed point in base64url."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid02
    from py_vapid.utils import b64urlencode

    point = Vapid02.from_file(key_file()).public_key
    return str(b64urlencode(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)))
