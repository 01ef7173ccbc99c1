from typing import NamedTuple

from django.db.models import TextChoices


class WhyLate(TextChoices):
    """Why what happened more than a day ago is recorded only now (SEC-45)."""

    NO_SIGNAL = "signal", "không có sóng"
    PAPER = "paper", "ghi lại từ sổ giấy"
    FORGOT = "forgot", "quên ghi"
    OTHER = "other", "lý do khác"
    # What the phone claims: written on it in time. Nobody is asked then.
    PHONE = "phone", "không có sóng, theo giờ của điện thoại"


ASKED = [each for each in WhyLate.choices if each[0] != WhyLate.PHONE]
NOT_SAID = "chưa nêu lý do"


class Late(NamedTuple):
    """The answer to that question; empty where nobody was asked, or could be."""

    why: str = ""
    word: str = ""


UNSAID = Late()
