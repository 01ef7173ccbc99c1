"""What a phone's batch brings: each operation judged, done with its like or set aside, and its receipt (SEC-42)."""

import hmac
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import BigIntegerField, Q, QuerySet, UUIDField
from django.http import QueryDict

from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.audit.codes import SIGNS
from banlanh.core import clock, rows
from banlanh.core.questions import Question, Slot
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from . import rules
from .enums import Answer, Why
from .models import Device, Quarantined, Receipt
from .registry import OPERATIONS, Done, NotTheirs, Operation, Sending, Unkept

log = logging.getLogger(__name__)
OTHER_WORDS = "Mã này đã dùng cho một việc khác. Xin mở lại việc ấy rồi ghi lại."
SAME_NUMBER = "Số thứ tự này đã dùng cho một việc khác của máy. Xin tải lại gói rồi gửi."
NO_SUCH_KIND = "Máy chủ chưa biết loại việc này. Việc còn nguyên trong máy; xin gửi lại sau khi máy chủ cập nhật."
NOBODY_S = "Nơi ghi trong việc này không có trong xã. Xin mở lại rồi ghi."
CHOKED = "Máy chủ chưa nhận được việc này. Việc còn nguyên trong máy; xin gửi lại sau, nếu vẫn vậy thì báo quản trị."
WAITS = "Đã giữ lại, chờ người phụ trách xem: {why}."
STAYS = "Lời ghi về người được giúp không chờ ở máy chủ: {why}. Lời ghi còn trong máy; xin báo người đứng đầu đơn vị."
BOTH = "Đã ghi. Có ô mà người khác cũng vừa sửa; giữ cả hai, chờ người phụ trách chọn."
DONE = "Đã ghi {name}."


@dataclass(frozen=True, eq=False)
class Asked:
    """One operation as it came from a phone."""

    id: UUID
    sequence: int
    kind: str
    payload: dict
    seen: str | None = None
    claimed_at: datetime | None = None

    @cached_property
    def digest(self) -> str:
        said = json.dumps([self.kind, self.payload, self.seen], sort_keys=True, ensure_ascii=False)
        return sha256(said.encode()).hexdigest()

    @cached_property
    def form(self) -> QueryDict:
        """The payload as a page would have sent it; what is made with the form is named as the operation is."""
        sent = QueryDict(mutable=True)
        for name, value in ({"id": str(self.id)} | self.payload).items():
            values = value if isinstance(value, list) else [value]
            sent.setlist(name, ["" if each is None else str(each) for each in values])
        return sent


def with_whom(asked: Asked) -> tuple:
    """The same for those that are done together: of one kind. What is sealed is alone: its database undoes nothing."""
    operation = OPERATIONS.get(asked.kind)
    return asked.kind, asked.id if operation and operation.is_sealed else None


@Question
def KNOWN() -> QuerySet[Receipt]:
    number = Q(device=Slot("device", UUIDField()), sequence__in=Slot("numbers", BigIntegerField()))
    return Receipt.objects.filter(Q(pk__in=Slot("ids", UUIDField())) | number).order_by()


class Batch:
    """What one commit brings: its receipts are looked up in one question, and written in one."""

    def __init__(self, device: Device, by: User, operations: Sequence[Asked], carried_by: User | None = None):
        self.device, self.by, self.operations, self.carried_by = device, by, operations, carried_by
        self.ahead: dict[Asked, Any] = {}
        self.receipts: list[Receipt] = []
        self.quarantined: list[Quarantined] = []

    def look_ahead(self) -> None:
        """Read what the operations say by themselves while nobody waits for it; what is wrong is told in its turn."""
        for asked in self.operations:
            operation = OPERATIONS.get(asked.kind)
            if operation and operation.read_ahead:
                with suppress(Exception):
                    self.ahead[asked] = operation.read_ahead(self.sending(asked, operation)[0])

    def done(self) -> list[dict]:
        """The answers, in order; to be called while the log is held."""
        self.now = clock.now()
        ids, numbers = [each.id for each in self.operations], [each.sequence for each in self.operations]
        self.known = {each.pk: each for each in KNOWN(ids=ids, device=self.device.pk, numbers=numbers)}
        self.numbers = {each.sequence: pk for pk, each in self.known.items() if each.device_id == self.device.pk}
        answers = [told for _, run in groupby(self.operations, with_whom) for told in self.answers(list(run))]
        self.keep()
        return answers

    def answers(self, run: list[Asked]) -> list[dict]:
        """Of some of one kind: done together, as far as all are new and none fails; else in halves, down to one.

        So what is refused, or chokes, stands alone and undoes nothing else.
        """
        failure: Exception | None = None
        if self.are_new(run):
            try:
                return self.done_together(run, OPERATIONS[run[0].kind])
            except (OperationalError, InterfaceError):
                raise  # the database itself: nothing of this batch is acknowledged
            except Exception as error:
                failure = error
        if len(run) == 1:
            return [self.answer_without(run[0], failure)]
        middle = len(run) // 2
        return [*self.answers(run[:middle]), *self.answers(run[middle:])]

    def are_new(self, run: list[Asked]) -> bool:
        ids, numbers = {each.id for each in run}, {each.sequence for each in run}
        is_known = self.known.keys() & ids or self.numbers.keys() & numbers or run[0].kind not in OPERATIONS
        return not is_known and len(ids) == len(numbers) == len(run)

    def done_together(self, run: list[Asked], operation: Operation) -> list[dict]:
        """Do them, or set them aside, and say so on their receipts; whatever undoes one undoes all of these."""
        receipts, aside, sent = [self.receipt_for(each) for each in run], [], []
        with transaction.atomic():
            for asked, receipt in zip(run, receipts, strict=True):
                sending, why = self.judged(asked, operation)
                if why:
                    aside.append(self.set_aside(receipt, operation, sending.body, asked, why))
                else:
                    sent.append((asked, receipt, sending))
            answers = operation.run([sending for *_, sending in sent])
            for (asked, receipt, sending), done in zip(sent, answers, strict=True):
                write(receipt, done, operation)
                if done.both:
                    aside.append(self.left_of(asked, receipt, operation, sending.body, done))
        self.note(receipts)
        self.quarantined += aside
        return [told(each) for each in receipts]

    def answer_without(self, asked: Asked, failure: Exception | None) -> dict:
        """To one that is known, or that could not be done."""
        if known := self.known.get(asked.id):
            return again(known, asked)
        if asked.sequence in self.numbers:
            return refusal(asked, SAME_NUMBER)
        if failure is None:
            return refusal(asked, NO_SUCH_KIND)
        if isinstance(failure, Unkept):
            return refusal(asked, str(failure)) | ({"stays": True} if isinstance(failure, NotTheirs) else {})
        if not isinstance(failure, Refused):
            # What a form or an action could not take; its payload is in no log.
            log.error("operation %s of kind %s choked: %s", asked.id, asked.kind, type(failure).__name__)
            return refusal(asked, CHOKED)
        receipt = self.receipt_for(asked)
        receipt.state, receipt.answer = Answer.REFUSED, {"sentence": str(failure)}
        self.note([receipt])
        return told(receipt)

    def note(self, receipts: list[Receipt]) -> None:
        self.receipts += receipts
        self.known |= {each.pk: each for each in receipts}
        self.numbers |= {each.sequence: each.pk for each in receipts}

    def receipt_for(self, asked: Asked) -> Receipt:
        receipt = Receipt(
            id=asked.id, device=self.device, sequence=asked.sequence, kind=asked.kind, digest=asked.digest
        )
        receipt.claimed_at, receipt.received_at = asked.claimed_at, self.now
        receipt.claim = rules.claim_of(asked.claimed_at, self.now)
        return receipt

    def judged(self, asked: Asked, operation: Operation) -> tuple[Sending, Why | None]:
        """As its room gets it, and why it must rather wait for somebody's look."""
        sending, bodies = self.sending(asked, operation)
        why = self.why_not(operation, bodies)
        if why and operation.is_sealed:
            raise NotTheirs(STAYS.format(why=why.label))
        return sending, why

    def sending(self, asked: Asked, operation: Operation) -> tuple[Sending, list[Body]]:
        """As its room gets it, and whose it may be."""
        bodies = self.bodies_of(operation, asked.form)
        if not bodies:
            raise Refused(NOBODY_S)
        ahead = self.ahead.get(asked)
        return Sending(asked.form, bodies[0], self.by, asked.seen or "", asked.claimed_at, ahead), bodies

    def why_not(self, operation: Operation, bodies: list[Body]) -> Why | None:
        """Whether it must wait for somebody's look. Who never had the right is refused by the action's own rule."""
        if self.device.revoked_at and self.carried_by != self.by:
            return Why.REVOKED  # but for its author, who signed in anew and brings it
        if not self.by.is_active:
            return Why.ENDED
        if self.device.user_id != self.by.pk:
            return Why.NOT_THEIRS
        if rules.is_within(self.by, operation, bodies[0]):
            return None
        return Why.ENDED if rules.was_within(self.by, operation, bodies) else None

    def bodies_of(self, operation: Operation, form: QueryDict) -> list[Body]:
        """Whose it is, in the phone's commune; else in one that the person worked in before, with a phone."""
        here = list(operation.bodies(form, self.device.commune))
        before = () if here else rules.communes_before(self.device)
        return here or [body for commune in before for body in operation.bodies(form, commune)]

    def set_aside(self, receipt: Receipt, operation: Operation, body: Body, asked: Asked, why: Why) -> Quarantined:
        receipt.state, receipt.answer = Answer.QUARANTINED, {"sentence": WAITS.format(why=why.label)}
        return self.kept(receipt, operation, body, asked.payload, why)

    def left_of(self, asked: Asked, receipt: Receipt, operation: Operation, body: Body, done: Done) -> Quarantined:
        """Of an edit, the fields that two people wrote; the others were taken."""
        ours = {name: value for name, value in asked.payload.items() if name in done.both}
        others = {name: value for name, value in asked.payload.items() if name not in done.edited}
        return self.kept(receipt, operation, body, others | ours, Why.TWO)

    def kept(self, receipt: Receipt, operation: Operation, body: Body, payload: dict, why: Why) -> Quarantined:
        of = {"commune": body.commune, "body": body, "data": operation.data}
        return Quarantined(receipt=receipt, why=why, payload=payload, author_id=self.device.user_id, **of)

    def keep(self) -> None:
        """Write the receipts; of a batch that brought nothing new, nothing."""
        if not self.receipts:
            return
        rows.add(self.receipts)
        rows.add(self.quarantined)
        marked = [str(each.pk) for each in self.receipts if each.claim != "fits"]
        carried = {"carried_by": self.carried_by.pk} if self.carried_by else {}
        record("batch.received", self.device, by=self.by, operations=len(self.receipts), clock=marked, **carried)


def write(receipt: Receipt, done: Done, operation: Operation) -> None:
    receipt.state = Answer.CONFLICT if done.both else Answer.APPLIED
    receipt.subject = subject_of(done)
    sentence = BOTH if done.both else DONE.format(name=operation.name)
    receipt.answer = {"sentence": sentence, "url": done.url, "both": {k: list(v) for k, v in done.both.items()}}


def subject_of(done: Done) -> str:
    return f"{done.subject._meta.label_lower}:{done.subject.pk}"


def again(known: Receipt, asked: Asked) -> dict:
    """What was answered before; one id for two different things is refused."""
    if known.digest != asked.digest:
        return refusal(asked, OTHER_WORDS)
    return told(known) | ({"state": Answer.ALREADY.value} if known.state == Answer.APPLIED else {})


def told(receipt: Receipt) -> dict:
    empty = {"sentence": "", "url": "", "both": {}}
    own = {"id": str(receipt.pk), "state": str(receipt.state), "receipt": code_of(receipt)}
    return empty | receipt.answer | own


def refusal(asked: Asked, sentence: str) -> dict:
    """A refusal without a receipt: sent again, it is looked at anew."""
    return {
        "id": str(asked.id),
        "state": Answer.REFUSED.value,
        "sentence": sentence,
        "receipt": "",
        "url": "",
        "both": {},
    }


def code_of(receipt: Receipt) -> str:
    """Eight signs that a person reads out on the telephone; only this server can say which receipts have them."""
    said = f"receipt {receipt.pk} {receipt.digest}".encode()
    bits = int.from_bytes(hmac.new(settings.AUDIT_KEY.encode(), said, sha256).digest()[:5])
    signs = "".join(SIGNS[bits >> 5 * place & 31] for place in range(8))
    return f"{signs[:4]}-{signs[4:]}"
