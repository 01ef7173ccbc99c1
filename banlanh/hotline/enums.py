from django.db.models import TextChoices

from banlanh.accounts.enums import Role

RECEIVE = (Role.R3, Role.R4)  # of the police: PROTECTION section 3.2, C7


class Channel(TextChoices):
    """How a tip came. Never from whom."""

    CALL = "call", "gọi điện"
    MEETING = "meeting", "gặp trực tiếp"
    PAPER = "paper", "giấy"
    OTHER = "other", "cách khác"
    ONLINE = "online", "gửi qua mẫu trên mạng"


class Verb(TextChoices):
    RECEIVED = "received", "đã nhận"
    CALL_BACK = "call_back", "hẹn gọi lại"
    VERIFIED = "verified", "đã xác minh"
    PASSED_ON = "passed_on", "đã chuyển nơi khác"
    CLOSED = "closed", "đã khép"


TAKEN_DOWN = [channel for channel in Channel if channel is not Channel.ONLINE]  # by whoever was told
NEXT = [verb for verb in Verb if verb is not Verb.RECEIVED]
