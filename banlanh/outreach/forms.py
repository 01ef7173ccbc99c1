from django import forms
from django.utils import timezone

from banlanh.core import clock
from banlanh.core.words import short_day
from banlanh.places.enums import Language
from banlanh.places.models import Body
from banlanh.records.forms import RecordForm

from .enums import Slot


def slot_now() -> str:
    return Slot.MORNING if timezone.localtime().hour < 12 else Slot.EVENING


class AiringForm(RecordForm):
    slot = forms.ChoiceField(label="Buổi", choices=Slot, widget=forms.RadioSelect, initial=slot_now)
    languages = forms.MultipleChoiceField(label="Đã phát bằng", choices=Language, widget=forms.CheckboxSelectMultiple)
    minutes = forms.IntegerField(label="Số phút", min_value=1, max_value=120, initial=15)

    def suit(self, body: Body) -> None:
        monday = self.initial.get("covers_on")
        if monday and clock.today() > monday + 6 * clock.DAY:
            # Opened for a week that is over: what is recorded is most likely of that week.
            self.fields["happened_on"].initial = monday + 6 * clock.DAY
            self.fields["happened_on"].help_text = f"tuần {short_day(monday)} – {short_day(monday + 6 * clock.DAY)}"
        spoken = languages_of(body)
        self.fields["languages"].choices = [(code, Language(code).label) for code in spoken]
        self.fields["languages"].initial = spoken


def languages_of(body: Body) -> list[str]:
    """The languages that a village's bulletins need; Vietnamese where nothing was said."""
    return (body.place.languages if body.place else []) or [Language.VIETNAMESE.value]
