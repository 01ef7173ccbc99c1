from django.db import models
from django.db.models import Q

from banlanh.core import words
from banlanh.places.enums import Language
from banlanh.records.models import Record

from .enums import Slot


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
