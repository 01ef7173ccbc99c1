"""Who is in care, in the sealed database: codes and days in the clear, everything else sealed by the person's own key.

Places and people of the working database are told by their numbers: no foreign key crosses (DESIGN section 4).
"""

import uuid
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from banlanh.core import clock
from banlanh.core.constraints import both_or_neither
from banlanh.places.models import CommuneQuerySet, OfCommune
from banlanh.sealing.rows import SealedField, SealedRow

from . import terms
from .codes import new_code
from .enums import Answer, Asked, Asks, Part, Signed, Verdict
from .purposes import Purpose

RESULT_STEP = 32  # holds every result, so that all look alike
BROKEN_FOR = timedelta(minutes=60)
ASSIGNED_FOR = timedelta(days=182)


class SupportedPersonQuerySet(CommuneQuerySet):
    def open(self):
        return self.filter(closed_on=None)


class SupportedPerson(SealedRow):
    """Somebody under management or after rehabilitation (người được hỗ trợ), known by a random code (SEC-17)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("mã", max_length=20, unique=True, default=new_code)
    commune = models.BigIntegerField("mã xã", db_index=True)
    village = models.BigIntegerField("mã thôn")
    officer = models.BigIntegerField("cán bộ phụ trách")
    opened_at = models.DateTimeField("lập lúc", default=timezone.now)
    ends_on = models.DateField("hết thời hạn", db_index=True)
    closed_on = models.DateField("kết thúc", null=True, db_index=True)
    identity = SealedField("nhân thân", null=True)
    card_number = models.BigIntegerField("dấu số giấy tờ", null=True, db_index=True)
    phone = models.BigIntegerField("dấu điện thoại", null=True, db_index=True)

    objects = SupportedPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "người được hỗ trợ"

    def __str__(self) -> str:
        return self.code

    @property
    def commune_id(self) -> int:
        return self.commune


class OfPerson(SealedRow):
    """A row of somebody's file (dòng hồ sơ), sealed by the same key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(SupportedPerson, models.CASCADE, related_name="%(class)ss")
    by = models.BigIntegerField("người ghi")
    at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} của {self.person.code}"

    @property
    def commune_id(self) -> int:
        return self.person.commune


class LegalStep(OfPerson):
    """What the law did with a file (hồ sơ quản lý): a decision, days that do not count, an end; never changed."""

    content = SealedField("nội dung", null=True)
    voided_at = models.DateTimeField("bỏ lúc", null=True)

    class Meta:
        verbose_name = "hồ sơ quản lý"
        ordering = ["at"]


class SupportCard(OfPerson):
    """How to help (phiếu hỗ trợ): what to call the person, how to reach them, what was agreed; nothing of the law."""

    content = SealedField("nội dung", null=True)

    class Meta:
        verbose_name = "phiếu hỗ trợ"
        constraints = [models.UniqueConstraint(fields=["person"], name="one_card_a_person")]


class AssignmentQuerySet(models.QuerySet):
    def active(self, day: date):
        return self.filter(ended_at=None, starts_on__lte=day, ends_on__gte=day)


class Assignment(OfPerson):
    """Which body helps, and which of its members, from when to when (phân công giúp đỡ)."""

    body = models.BigIntegerField("mã đơn vị")
    helper = models.BigIntegerField("mã người giúp", null=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    ended_at = models.DateTimeField("thôi lúc", null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công giúp đỡ"
        constraints = [
            models.UniqueConstraint(fields=["person", "body"], condition=Q(ended_at=None), name="one_body_helps_once")
        ]


class HelpVisit(OfPerson):
    """A visit of the helper (lượt thăm)."""

    visited_on = models.DateField("ngày thăm")
    next_on = models.DateField("hẹn lần sau", null=True)
    note = SealedField("ghi chép", null=True)

    class Meta:
        verbose_name = "lượt thăm"
        ordering = ["-visited_on"]


class KnownThenTold(OfPerson):
    """What was known on a day and told by the police after it (dòng hồ sơ): early telling is what is asked of them."""

    known_on = models.DateField("biết ngày", null=True)
    told_at = models.DateTimeField("báo lúc", null=True)

    class Meta:
        abstract = True

    @property
    def is_told_late(self) -> bool:
        """After a day from the end of the day on which it was known, whose hour nobody asks."""
        if self.known_on is None or self.told_at is None:
            return False
        row = terms.row_of(terms.What.TELL, "found", on=self.known_on)
        return self.told_at >= terms.runs_out(row, clock.midnight_of(self.known_on + clock.DAY))


class LabTest(KnownThenTold):
    """A test that is due, and what came of it (xét nghiệm); when is set locally, the law sets no interval."""

    due_on = models.DateField("hẹn ngày", db_index=True)
    done_on = models.DateField("làm ngày", null=True)
    done_by = models.BigIntegerField("người ghi kết quả", null=True)
    result = SealedField("kết quả", null=True, step=RESULT_STEP)

    class Meta:
        verbose_name = "xét nghiệm"
        ordering = ["due_on"]
        constraints = [models.UniqueConstraint(fields=["person", "due_on"], name="one_test_a_day")]


class Finding(KnownThenTold):
    """Something that went badly (việc phát sinh): the day it happened, the day it was known, and when it was told."""

    happened_on = models.DateField("xảy ra ngày")
    content = SealedField("nội dung", null=True)

    class Meta:
        verbose_name = "việc phát sinh"
        ordering = ["told_at"]


class MoveQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answer="", person__closed_on=None)


class Move(OfPerson):
    """A file sent after its person to another commune (chuyển nơi cư trú), which takes it over or sends it back.

    It stays with the police who sent it until it is taken over. What was sent to a commune that is not on this machine
    has no `target`: its answer comes on paper.
    """

    source = models.BigIntegerField("mã xã nơi đi", db_index=True)
    target = models.BigIntegerField("mã xã nơi đến", null=True, db_index=True)
    left_at = models.DateTimeField("rời đi lúc")
    due_at = models.DateTimeField("báo chậm nhất lúc")
    answer_due_at = models.DateTimeField("trả lời chậm nhất lúc")
    answer = models.CharField("trả lời", max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    answered_by = models.BigIntegerField("người trả lời", null=True)

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyển nơi cư trú"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(answer=""), name="one_move_at_a_time")]

    @property
    def is_told_late(self) -> bool:
        return self.at >= self.due_at

    def is_answered_late(self, now: datetime) -> bool:
        return (self.answered_at or now) >= self.answer_due_at


class RoutingQuerySet(models.QuerySet):
    def open(self, day: date):
        return self.filter(answer="", ends_on__gte=day)


class Routing(OfPerson):
    """One file put before who signs its decision, and open to them until they answer or its last day (trình ký).

    What is to be signed and what was answered are steps of the file.
    """

    signer = models.BigIntegerField("người ký", db_index=True)
    ends_on = models.DateField("xem đến hết ngày")
    answer = models.CharField("trả lời", max_length=10, choices=Signed, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    objects = RoutingQuerySet.as_manager()

    class Meta:
        verbose_name = "trình ký"
        ordering = ["-at"]


class Look(OfPerson):
    """One opening of one part of a file (lượt xem): why, and the words that were given for it."""

    EMERGENCY = "emergency"
    PURPOSES = [*Purpose.choices, (EMERGENCY, "mở khẩn, có người khác rà soát")]

    part = models.CharField("phần", max_length=5, choices=Part)
    purpose = models.CharField("mục đích", max_length=20, choices=PURPOSES)
    until = models.DateTimeField("mang theo đến", null=True)  # of what was taken along on a phone
    words = SealedField("lý do", null=True)

    class Meta:
        verbose_name = "lượt xem"
        ordering = ["-at"]
        indexes = [models.Index(fields=["by", "at"], name="looks_of_a_day")]


class Block(OfPerson):
    """That one officer may not see this file, whatever their post (chặn người xem; SEC-16)."""

    user = models.BigIntegerField("người bị chặn")
    words = SealedField("lý do", null=True)
    ended_at = models.DateTimeField("thôi chặn", null=True)

    class Meta:
        verbose_name = "chặn người xem"


class BreakGlass(OfPerson):
    """One file opened in an emergency for an hour, and what somebody else said of it (mở khẩn; SEC-15)."""

    words = SealedField("lý do", null=True)
    until = models.DateTimeField("đến lúc")
    reviewed_at = models.DateTimeField("rà soát lúc", null=True)
    reviewed_by = models.BigIntegerField("người rà soát", null=True)
    verdict = models.CharField("kết luận", max_length=10, choices=Verdict, blank=True)

    class Meta:
        verbose_name = "mở khẩn"

    def is_open(self, now: datetime) -> bool:
        return now < self.until


class Inquiry(OfPerson):
    """What came of asking about one opening that a rule named (lượt hỏi lại); asked again, the last one stands."""

    event = models.BigIntegerField("mã sự kiện", db_index=True)  # of the sealed log
    said = models.CharField("kết quả", max_length=10, choices=Asked)
    note = SealedField("ghi chú", null=True)

    class Meta:
        verbose_name = "lượt hỏi lại"
        ordering = ["at"]


class OwnRequest(OfPerson):
    """What a person asked in the office about their own file, and the answer (yêu cầu của chính chủ; SEC-60)."""

    asks = models.CharField("xin gì", max_length=10, choices=Asks)
    asked_on = models.DateField("yêu cầu ngày")
    words = SealedField("lời yêu cầu", null=True)
    is_granted = models.BooleanField("chấp nhận", null=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    answered_by = models.BigIntegerField("người trả lời", null=True)
    answer = SealedField("trả lời", null=True)
    extended_at = models.DateTimeField("gia hạn lúc", null=True)
    extension = SealedField("lý do gia hạn", null=True)

    class Meta:
        verbose_name = "yêu cầu của chính chủ"
        ordering = ["asked_on", "at"]


class Allowance(OfCommune):
    """That helpers may take cards along on their phones (phép mang phiếu): by which decision, from when to when."""

    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    given_at = models.DateTimeField("cho phép lúc", default=timezone.now)
    given_by = models.BigIntegerField("mã người cho phép")
    ended_at = models.DateTimeField("thôi lúc", null=True)
    ended_by = models.BigIntegerField("mã người thôi", null=True)

    class Meta:
        verbose_name = "phép mang phiếu"
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune"], condition=Q(ended_at=None), name="one_allowance_at_a_time"),
            both_or_neither("ended_at", "ended_by", name="an_allowance_is_ended_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"phép mang phiếu theo quyết định {self.number}"
