from urllib.parse import urlsplit

from django.conf import settings

from banlanh.accounts.models import User
from banlanh.core.refusal import Refused

from .models import Channel

MOST_CHANNELS = 5


def may_be_reminded(user: User) -> None:
    if not user.is_active or user.reach.commune is None:
        raise Refused("Đồng chí chưa giữ chức danh nào ở đây nên chưa có việc để nhắc.")


def may_add_channel(user: User) -> None:
    may_be_reminded(user)
    if user.channels.open().count() >= MOST_CHANNELS:
        raise Refused(f"Đồng chí đã có {MOST_CHANNELS} nơi nhận nhắc việc. Xin bỏ bớt một nơi rồi thêm.")


def may_mail() -> None:
    if not settings.MAIL_SERVER:
        raise Refused("Xã chưa đặt máy chủ thư nên chưa gửi thư được. Xin báo người phụ trách ở văn phòng.")


def is_push_service(endpoint: str) -> None:
    """Whether the address is a browser maker's: the server must not be sent knocking at any other door."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    known = any(host == each or host.endswith(f".{each}") for each in settings.PUSH_SERVICES)
    if parts.scheme != "https" or not known or parts.username:
        raise Refused("Trình duyệt này dùng dịch vụ thông báo chưa được chấp nhận. Xin dùng thư điện tử hoặc lịch.")


def may_end(user: User, channel: Channel) -> None:
    if channel.user_id != user.pk:
        raise Refused("Kênh nhắc này không phải của đồng chí.")
