"""Why somebody opens what is sealed about a person: a closed list, and reasons in words (PROTECTION SEC-14, SEC-15).

The purpose is chosen before the text appears (Law 91/2025/QH15 art. 3: data serve a stated purpose). Its code goes into
the log; a reason's words are free text about a person, kept sealed beside it, never in an address.
"""

import re

from django.db.models import TextChoices

from banlanh.accounts.enums import Data
from banlanh.core.refusal import Refused
from vanban.text import search_key, tidy

OTHER_NEEDS, BREAK_GLASS_NEEDS = 15, 30  # characters that say something
WORDS_NEEDED, OWN_WORDS_NEEDED = 3, 2


class Purpose(TextChoices):
    TEST = "test", "hẹn, kết quả xét nghiệm"
    VISIT = "visit", "thăm gặp, giúp đỡ"
    FILE = "file", "lập, kiểm tra hồ sơ"
    SIGNATURE = "signature", "trình ký quyết định"
    MOVE = "move", "chuyển nơi cư trú"
    OWN_REQUEST = "own_request", "yêu cầu của chính chủ"
    INSPECTION = "inspection", "thanh tra, khiếu nại"
    OTHER = "other", "khác"


ALWAYS = (Purpose.OWN_REQUEST, Purpose.INSPECTION, Purpose.OTHER)
# The card is for helping, the legal file for deciding, the tests for health; what is not here is OTHER, in words.
PURPOSES = {
    Data.CARE_CARD: (Purpose.VISIT, Purpose.TEST, *ALWAYS),
    Data.LEGAL_FILE: (Purpose.FILE, Purpose.SIGNATURE, Purpose.MOVE, *ALWAYS),
    Data.TESTS: (Purpose.TEST, Purpose.FILE, Purpose.MOVE, *ALWAYS),
}


def require_purpose(purpose: str, part: Data, reason: str = "") -> str:
    """The reason to keep, tidied. Raises `Refused` where `part` is not opened for that, or "khác" is not explained."""
    if purpose not in PURPOSES[part]:
        listed = "; ".join(each.label for each in PURPOSES[part])
        raise Refused(f"Hãy chọn mục đích xem {part.label} trong danh sách: {listed}.")
    return require_reason(reason) if purpose == Purpose.OTHER else tidy(reason)


def require_reason(text: str, needs: int = OTHER_NEEDS) -> str:
    """`text`, tidied, where it says something of its own in `needs` characters or more. Raises `Refused`."""
    said = telling(text)
    if not said:
        raise Refused("Hãy ghi lý do bằng chữ: đang làm việc gì và vì sao cần xem lúc này.")
    if said & COPIED and len(said - COPIED) < OWN_WORDS_NEEDED:
        raise Refused(
            "Lý do mới chỉ nhắc lại tên mục đích. Hãy chọn mục đích đó trong danh sách, "
            "hoặc ghi cụ thể đang làm việc gì và vì sao cần xem lúc này."
        )
    if len(said) < WORDS_NEEDED or len(" ".join(said)) < needs:
        raise Refused(
            f"Lý do cần ít nhất {needs} ký tự bằng chữ, không tính số, dấu và từ lặp lại. "
            "Hãy ghi rõ đang làm việc gì và vì sao cần xem lúc này."
        )
    return tidy(text)


def telling(text: str) -> set[str]:
    """The different words of `text` without marks, what repeats within one taken once: "haha" is "ha", "aaa" none.

    A word has two letters or more and a vowel. Looked up word by word, so that no cache keeps a sentence.
    """
    words = (once(search_key(word)) for word in tidy(text).split())
    return {word for found in words for word in found}


def once(plain: str) -> list[str]:
    found = (re.sub(r"(.+?)\1+", r"\1", word) for word in re.findall("[a-z]+", plain))
    return [word for word in found if len(word) > 1 and re.search("[aeiouy]", word)]


SAYS_NOTHING = "lý do mục đích là vì để xem cần việc công vụ nhiệm theo không có gì cả ạ"
COPIED = telling(SAYS_NOTHING).union(*(telling(each.label) for each in Purpose))
