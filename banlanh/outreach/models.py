from django.db import models
from django.db.models import Q

from banlanh.core import words
from banlanh.places.enums import Language
from banlanh.records.models import Record

from .enums import Audience, Reason, Slot, Subject


class Airing(Record):
    """One bulletin played over a village's loudspeakers in one language (lượt phát)."""

    language = models.CharField("thứ tiếng", max_length=3, choices=Language)
    slot = models.CharField("buổi", max_length=10, choices=Slot)
    minutes = models.PositiveSmallIntegerField("số phút")

    class Meta(Record.Meta):
        verbose_name = "lượt phát"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "happened_on", "slot", "language"],
                condition=Q(voided_at=None),
                name="one_airing_a_session_and_language",
            ),
        ]

    def __str__(self) -> str:
        return f"phát {self.get_language_display()}, {self.get_slot_display()} {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Thứ tiếng", self.get_language_display()),
            ("Buổi", self.get_slot_display()),
            ("Thời lượng", f"{self.minutes} phút"),
        ]


class FailedAiring(Record):
    """A session that a village could not play, and why (lượt không phát được).

    It counts for nothing; it explains what is missing. A session that was played after all has none that is live.
    """

    slot = models.CharField("buổi", max_length=10, choices=Slot)
    reason = models.CharField("vì sao", max_length=10, choices=Reason)
    word = models.CharField("ghi thêm", max_length=160, blank=True)

    class Meta(Record.Meta):
        verbose_name = "lượt không phát được"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "happened_on", "slot"], condition=Q(voided_at=None), name="one_failure_a_session"
            ),
        ]

    def __str__(self) -> str:
        return f"không phát được {self.get_slot_display()} {words.short_day(self.happened_on)}: {self.why}"

    @property
    def why(self) -> str:
        return self.word if self.reason == Reason.OTHER else self.get_reason_display()

    @property
    def facts(self) -> list[tuple[str, str]]:
        told = [("Buổi", self.get_slot_display()), ("Vì sao không phát được", self.get_reason_display())]
        return [*told, ("Ghi thêm", self.word)] if self.word else told


class Gathering(Record):
    """A meeting at which a body spoke with people of its place (buổi gặp mặt): numbers, never who came."""

    audience = models.CharField("gặp ai", max_length=10, choices=Audience)
    venue = models.CharField("địa điểm", max_length=120)
    present = models.PositiveSmallIntegerField("số người dự")
    pledges = models.PositiveSmallIntegerField("số bản cam kết thu được", default=0)

    class Meta(Record.Meta):
        verbose_name = "buổi gặp mặt"

    def __str__(self) -> str:
        return f"gặp {self.get_audience_display()} ngày {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Gặp ai", self.get_audience_display()),
            ("Địa điểm", self.venue),
            ("Số người dự", words.number(self.present)),
            ("Cam kết thu được tại chỗ", words.number(self.pledges)),
        ]


class SchoolSession(Record):
    """A session about drugs that a school held for pupils and parents (buổi ngoại khóa): numbers, never names."""

    classes = models.CharField("các lớp", max_length=80)
    pupils = models.PositiveSmallIntegerField("số học sinh dự")
    parents = models.PositiveSmallIntegerField("số cha mẹ học sinh dự", default=0)
    subject = models.CharField("nội dung", max_length=10, choices=Subject)

    class Meta(Record.Meta):
        verbose_name = "buổi ngoại khóa"

    def __str__(self) -> str:
        return f"ngoại khóa {self.classes}, ngày {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Các lớp", self.classes),
            ("Nội dung", self.get_subject_display()),
            ("Học sinh dự", words.number(self.pupils)),
            ("Cha mẹ học sinh dự", words.number(self.parents)),
        ]
