from datetime import date, timedelta

from django import forms

from banlanh.core import clock
from banlanh.core.forms import DayField, Form
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from .files import MOST_BYTES, PAPERS, Gate, kind_of_file


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


class RecordForm(Form):
    """What every record asks: its id made with the page, so that sending twice is harmless, and its day."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    covers_on = forms.DateField(widget=forms.HiddenInput, required=False)
    for_task = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)
    happened_on = DayField(label="Ngày", initial=clock.today, latest=clock.today, earliest=a_year_ago)

    def __init__(self, *args, body: Body, **kwargs):
        super().__init__(*args, **kwargs)
        self.body = body
        self.suit(body)

    def suit(self, body: Body) -> None:
        """Narrow the form to what `body` needs."""

    def clean_covers_on(self) -> date | None:
        """The period that the "Ghi" button named, where it has begun and is not long past."""
        day = self.cleaned_data["covers_on"]
        return day if day and a_year_ago() <= day <= clock.today() else None

    def values(self) -> dict:
        """What the kind's action takes besides the body, who and the files."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


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
