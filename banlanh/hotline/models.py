"""Tips, sealed to those who receive them.

People are told by plain ids: nothing here is joined to any other room (P3).
"""

from datetime import date, timedelta
from uuid import uuid4

from django.db import models

from banlanh.core.constraints import both_or_neither
from banlanh.places.models import CommuneQuerySet, OfCommune

from .boxes import Lock
from .enums import Channel, Verb

KEPT = timedelta(days=90)  # after the last action (SEC-36)


class Recipient(OfCommune):
    """Somebody to whom tips are sealed (người nhận tin): a public key, and the private one behind a passphrase."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.BigIntegerField("mã người", unique=True)
    public = models.BinaryField("khóa công khai")
    wrapped = models.BinaryField("khóa riêng đã gói")
    salt = models.BinaryField("muối")
    rounds = models.PositiveIntegerField("số vòng")
    memory = models.PositiveBigIntegerField("bộ nhớ")
    made_on = models.DateField("lập ngày")

    class Meta:
        verbose_name = "người nhận tin"
        ordering = ["made_on", "user"]

    def __str__(self) -> str:
        return f"người nhận tin {self.user}"

    @property
    def place(self) -> str:
        """What the wrapped key is bound to."""
        return f"hotline.recipient|wrapped|{self.pk}|{self.user}"

    @property
    def lock(self) -> Lock:
        return Lock(bytes(self.wrapped), bytes(self.salt), self.rounds, self.memory)

    @lock.setter
    def lock(self, lock: Lock) -> None:
        self.wrapped, self.salt, self.rounds, self.memory = lock.wrapped, lock.salt, lock.rounds, lock.memory


class TipQuerySet(CommuneQuerySet):
    def received_by(self, user: models.Model):
        """The tips that were sealed to this person."""
        return self.filter(steps__position=1, steps__envelopes__recipient__user=user.pk)

    def live(self, on: date):
        """What is not to be gone by this day, whether or not somebody has come to take it away."""
        return self.filter(acted_on__gt=on - KEPT)


class Tip(OfCommune):
    """Something that somebody told the police (tin báo): how and on which day, never who. The words are its steps'.

    Its id is random, as ids that hold a time would tell when it came.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    channel = models.CharField("cách báo", max_length=10, choices=Channel)
    received_on = models.DateField("nhận ngày")
    acted_on = models.DateField("việc sau cùng")
    is_apart = models.BooleanField("không gửi mọi người nhận", default=False)
    mark = models.CharField("dấu của mã gọi lại", max_length=64)

    objects = TipQuerySet.as_manager()

    class Meta:
        verbose_name = "tin báo"
        ordering = ["received_on", "id"]
        constraints = [models.UniqueConstraint(fields=["commune", "mark"], name="one_tip_a_code")]

    def __str__(self) -> str:
        return f"tin báo {self.get_channel_display()}"


class Step(models.Model):
    """What was done about a tip on a day (bước xử lý tin): the first is what was told. Its words are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField("thứ tự")
    verb = models.CharField("việc", max_length=10, choices=Verb)
    on = models.DateField("ngày")
    by = models.BigIntegerField("mã người", null=True)  # nobody where the writer is not one who receives tips
    next_on = models.DateField("hẹn ngày", null=True)
    words = models.BinaryField("lời đã niêm")

    class Meta:
        verbose_name = "bước xử lý tin"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tip", "position"], name="one_step_a_position"),
            models.CheckConstraint(
                condition=models.Q(verb=Verb.CALL_BACK, next_on__isnull=False)
                | ~models.Q(verb=Verb.CALL_BACK) & models.Q(next_on=None),
                name="who_calls_back_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.get_verb_display()

    @property
    def place(self) -> str:
        """What the sealed words are bound to."""
        return f"hotline.step|words|{self.pk}|{self.tip_id}"


class Envelope(models.Model):
    """The key of one step's words, sealed to one recipient (phong bì)."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="envelopes")
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="envelopes")
    key = models.BinaryField("khóa đã niêm")

    class Meta:
        verbose_name = "phong bì"
        constraints = [models.UniqueConstraint(fields=["step", "recipient"], name="one_envelope_each")]

    def __str__(self) -> str:
        return "phong bì"


class Opening(OfCommune):
    """People may tell the police on a public page (mẫu báo tin trên mạng): by which decision, from when to when."""

    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    opened_on = models.DateField("mở từ ngày")
    opened_by = models.BigIntegerField("mã người mở")
    closed_on = models.DateField("đóng ngày", null=True)
    closed_by = models.BigIntegerField("mã người đóng", null=True)

    class Meta:
        verbose_name = "mẫu báo tin trên mạng"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune"], condition=models.Q(closed_on=None), name="one_form_open"),
            both_or_neither("closed_on", "closed_by", name="a_form_is_closed_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"mẫu báo tin theo quyết định {self.number}"


class Gone(OfCommune):
    """How many tips that came on one day are no more (tin đã xóa); nothing else is left of them."""

    received_on = models.DateField("nhận ngày")
    many = models.PositiveIntegerField("số tin", default=0)

    class Meta:
        verbose_name = "tin đã xóa"
        constraints = [models.UniqueConstraint(fields=["commune", "received_on"], name="one_count_a_day_gone")]

    def __str__(self) -> str:
        return f"{self.many} tin"
