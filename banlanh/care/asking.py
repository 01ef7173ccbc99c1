"""What a person asks in the office about their own file, and how long the law gives for it (PROTECTION SEC-60).

The days are those of `terms`, by the day of asking. To be told how it goes on is due within two working days: whoever
notes a request tells it, so noting it later than that is late by itself.
"""

from datetime import date
from uuid import UUID

from django.utils import timezone

from banlanh.accounts.enums import Act
from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.core.clock import DAY
from banlanh.core.refusal import Refused
from banlanh.core.words import day
from banlanh.sealing.rows import opened

from . import queries, rules, terms
from .actions import add, as_it_stands, atomic
from .enums import Asks, Part
from .models import OwnRequest, SupportedPerson

SOON = 3 * DAY
ANSWERED = "Yêu cầu này đã được trả lời khác. Người được hỗ trợ chưa đồng ý thì ghi một yêu cầu mới."
EXTENDED = "Yêu cầu này đã gia hạn rồi. Luật chỉ cho gia hạn một lần."
TOO_LATE = "Chỉ gia hạn được khi còn hạn và chưa trả lời. Xin trả lời chính chủ."
WHY_NOT = "Không chấp nhận thì phải ghi rõ lý do để trả lời chính chủ."


def due_on(request: OwnRequest) -> date:
    return terms.answer_by(Asks(request.asks).right, request.asked_on, extended=bool(request.extended_at))


def tell_by(asked_on: date) -> date:
    return terms.answer_by(terms.Right.ANSWER, asked_on)


@atomic()
def note_request(
    number: UUID, person: SupportedPerson, *, asks: Asks, asked_on: date, words: str, by: User
) -> OwnRequest:
    """Write down what the person asked, in their words; the same form sent twice notes it once."""
    rules.may_touch(by, person, Part.LEGAL, Act.UPDATE)
    rules.require_order(asked_on, asked_on)
    if there := OwnRequest.objects.filter(pk=number).first():
        return there
    asked = add(OwnRequest, person, by=by, id=number, asks=asks, asked_on=asked_on, sealed={"words": words})
    record("care.asked", asked, by=by, asks=asks)
    return asked


@atomic()
def answer_request(request: OwnRequest, *, is_granted: bool, why: str, document: str, by: User) -> OwnRequest:
    """What was answered, and on which paper. The same twice is harmless, another answer is refused."""
    rules.may_touch(by, request.person, Part.LEGAL, Act.UPDATE)
    request = as_it_stands(request)
    said = {"why": why, "document": document}
    if not is_granted and not why:
        raise Refused(WHY_NOT)
    if request.answered_at:
        if request.is_granted != is_granted or opened([request], "answer") != [{"answer": said}]:
            raise Refused(ANSWERED)
        return request
    request.is_granted, request.answered_at, request.answered_by = is_granted, clock.now(), by.pk
    request.seal(answer=said)
    request.save(update_fields=["is_granted", "answered_at", "answered_by", "answer"])
    record("care.request_answered", request, by=by, is_granted=is_granted)
    return request


@atomic()
def extend_request(request: OwnRequest, *, why: str, by: User) -> OwnRequest:
    """As many days again, once, while the first are not over (Decree 356/2025 art. 5); the person is told why."""
    rules.may_touch(by, request.person, Part.LEGAL, Act.UPDATE)
    request = as_it_stands(request)
    if request.extended_at:
        if opened([request], "extension") != [{"extension": why}]:
            raise Refused(EXTENDED)
        return request
    if not may_still_extend(request, clock.today()):
        raise Refused(TOO_LATE)
    request.extended_at = clock.now()
    request.seal(extension=why)
    request.save(update_fields=["extended_at", "extension"])
    record("care.request_extended", request, by=by)
    return request


def may_still_extend(request: OwnRequest, on: date) -> bool:
    return not request.extended_at and not request.answered_at and on <= due_on(request)


# --- what waits -------------------------------------------------------------------------------------------


def requests_of(user: User) -> list[OwnRequest]:
    """What waits for an answer in the files of this person's reach, the first due first."""
    found = OwnRequest.objects.filter(person__in=queries.within(user, Part.LEGAL, Act.UPDATE), answered_at=None)
    return sorted(found.select_related("person"), key=due_on)


def late_requests(user: User, on: date) -> int:
    return sum(due_on(each) < on for each in requests_of(user))


def request_reminders(user: User, on: date) -> int:
    """How many are to be answered in just three days, today, or should have been."""
    return sum(due_on(each) in (on + SOON, on) or due_on(each) < on for each in requests_of(user))


def request_in_reach(user: User, number: UUID) -> OwnRequest | None:
    theirs = OwnRequest.objects.filter(person__in=queries.within(user, Part.LEGAL, Act.UPDATE))
    return theirs.filter(pk=number).select_related("person").first()


def clocks_of(request: OwnRequest) -> str:
    """By when it is to be answered, and whether it was noted in time, in words."""
    row = terms.row_of(terms.What.RIGHT, Asks(request.asks).right, on=request.asked_on)
    once = ", đã gia hạn một lần" if request.extended_at else ""
    said = f"Hạn trả lời {day(due_on(request))} ({row.span}, {row.source}{once})."
    is_late = timezone.localdate(request.at) > tell_by(request.asked_on)
    return said + (f" Ghi nhận chậm: phải phản hồi muộn nhất ngày {day(tell_by(request.asked_on))}." if is_late else "")


def extension_of(request: OwnRequest) -> str:
    """What an extension would give, and by which article, in words."""
    right = Asks(request.asks).right
    row = terms.row_of(terms.What.EXTENSION, right, on=request.asked_on)
    until = terms.answer_by(right, request.asked_on, extended=True)
    return f"Chỉ một lần, thêm {row.span}, đến {day(until)} ({row.source}). Phải báo chính chủ biết lý do."


def words_of(request: OwnRequest) -> dict[str, str]:
    """In which words it was asked, and why it was extended."""
    [told] = opened([request], "words", "extension")
    return {name: said or "" for name, said in told.items()}
