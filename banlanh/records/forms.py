from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django import forms
from django.utils import timezone

from banlanh.core import clock
from banlanh.core.forms import DayField, Form
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from .enums import ASKED, Late, WhyLate
from .files import MOST_BYTES, PAPERS, Gate, kind_of_file
from .models import is_late

LATE = ("why_late", "late_word")


def a_year_ago() -> date:
    return clock.today() - timedelta(days=366)


class FileField(forms.FileField):
    """A file that passed the gate; its sentence where it did not."""

    def __init__(self, *, gate: Gate = PAPERS, **kwargs):
        super().__init__(widget=forms.FileInput(attrs={"accept": gate.accept}), **kwargs)
        self.gate = gate

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file:
            try:
                kind_of_file(file.name, file.read(MOST_BYTES + 1), self.gate)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
            file.seek(0)
        return file


class LateForm(Form):
    """Asks why, where its day is over for more than a day; on an ordinary evening it shows nothing of that (SEC-45)."""

    why_late = forms.ChoiceField(
        label="Vì sao hôm nay mới ghi?", choices=ASKED, widget=forms.RadioSelect, required=False
    )
    late_word = forms.CharField(
        label="Lý do khác là gì?",
        max_length=160,
        required=False,
        help_text="vài chữ, khi chọn «lý do khác»; không ghi tên ai",
    )
    the_day = "happened_on"

    def order_fields(self, field_order: list[str] | None) -> None:
        """As the room says, and the question beside the day."""
        super().order_fields(field_order)
        names = [name for name in self.fields if name not in LATE]
        at = names.index(self.the_day) + 1
        super().order_fields([*names[:at], *LATE, *names[at:]])

    def ask_why(self, claimed_at: datetime | None = None, *, must: bool = True) -> None:
        """To be called once the form's day is known. Of what its phone claims to have written in time nobody asks."""
        day, asked = self.day_held(), self.fields["why_late"]
        self.is_late = day is not None and is_late(day, clock.today())
        in_time = day and claimed_at and day <= timezone.localdate(claimed_at) <= day + clock.DAY
        self.unasked = WhyLate.PHONE.value if in_time else ""
        asked.required = self.is_late and must and not in_time
        asked.error_messages["required"] = "Ngày ấy đã qua hơn một ngày. Xin cho biết vì sao hôm nay mới ghi."

    def day_held(self) -> date | None:
        try:
            return self.fields[self.the_day].clean(self[self.the_day].value())
        except forms.ValidationError:
            return None

    def clean_why_late(self) -> str:
        return (self.cleaned_data["why_late"] or self.unasked) if self.is_late else ""

    def clean_late_word(self) -> str:
        word = self.cleaned_data["late_word"] if self.is_late else ""
        if self.cleaned_data.get("why_late") == WhyLate.OTHER and not word:
            raise forms.ValidationError("Xin ghi lý do, trong vài chữ.")
        return word

    @property
    def late(self) -> Late:
        return Late(*(self.cleaned_data[name] for name in LATE))

    def values(self) -> dict:
        """What was typed, and why it comes late as one answer."""
        return {name: said for name, said in self.cleaned_data.items() if name not in LATE} | {"late": self.late}

    @property
    def late_fields(self) -> list[forms.BoundField]:
        return [each for each in self if each.name in LATE]

    def __iter__(self) -> Iterator[forms.BoundField]:
        return (each for each in super().__iter__() if self.is_late or each.name not in LATE or each.value())


class RecordForm(LateForm):
    """What every record asks: its id made with the page, so that sending twice is harmless, and its day."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    covers_on = forms.DateField(widget=forms.HiddenInput, required=False)
    for_task = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)
    happened_on = DayField(label="Ngày", initial=clock.today, latest=clock.today, earliest=a_year_ago)

    def __init__(self, *args, body: Body, claimed_at: datetime | None = None, must_say: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.body = body
        self.suit(body)
        self.ask_why(claimed_at, must=must_say)

    def suit(self, body: Body) -> None:
        """Narrow the form to what `body` needs."""

    def clean_covers_on(self) -> date | None:
        """The period that the "Ghi" button named, where it has begun and is not long past."""
        day = self.cleaned_data["covers_on"]
        return day if day and a_year_ago() <= day <= clock.today() else None

    def values(self) -> dict:
        """What the kind's action takes besides the body, who and the files."""
        return {name: value for name, value in super().values().items() if name != "file"}


class VoidForm(Form):
    reason = forms.CharField(
        label="Vì sao hủy?", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExportForm(Form):
    """What names leave in a file for (SEC-49): one of the reasons that a room knows."""

    why = forms.ChoiceField(label="Xuất để làm gì?")

    def __init__(self, *args, reasons: tuple[tuple[str, str], ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = reasons
