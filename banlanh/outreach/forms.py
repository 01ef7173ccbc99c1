from django import forms
from django.utils import timezone

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
        spoken = languages_of(body)
        self.fields["languages"].choices = [(code, Language(code).label) for code in spoken]
        self.fields["languages"].initial = spoken


def languages_of(body: Body) -> list[str]:
    """The languages that a village's bulletins need; Vietnamese where nothing was said."""
    return (body.place.languages if body.place else []) or [Language.VIETNAMESE.value]
