from django import forms
from django.utils import timezone

from banlanh.core import clock
from banlanh.core.words import short_day
from banlanh.places.enums import Language
from banlanh.places.models import Body
from banlanh.records.forms import FileField, RecordForm

from .enums import Audience, Reason, Slot, Subject

NOT_OF_FACES = "ảnh chụp phòng họp, không chụp rõ mặt"
MOST_PEOPLE = 5000


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


class FailedAiringForm(RecordForm):
    slot = forms.ChoiceField(label="Buổi", choices=Slot, widget=forms.RadioSelect, initial=slot_now)
    reason = forms.ChoiceField(label="Vì sao không phát được?", choices=Reason, widget=forms.RadioSelect)
    word = forms.CharField(label="Ghi thêm", max_length=160, required=False, help_text="khi chọn lý do khác")

    def clean(self) -> dict:
        said = super().clean()
        if said.get("reason") == Reason.OTHER and not said.get("word"):
            self.add_error("word", "Xin ghi vì sao không phát được, trong vài chữ.")
        return said


class GatheringForm(RecordForm):
    audience = forms.ChoiceField(label="Gặp ai?", choices=Audience, widget=forms.RadioSelect)
    venue = forms.CharField(label="Địa điểm", max_length=120, help_text="ví dụ nhà văn hóa thôn")
    present = forms.IntegerField(label="Số người dự", min_value=1, max_value=MOST_PEOPLE)
    pledges = forms.IntegerField(
        label="Cam kết thu được tại chỗ", min_value=0, max_value=MOST_PEOPLE, required=False, help_text="số bản"
    )
    file = FileField(label="Biên bản hoặc ảnh", required=False, help_text=NOT_OF_FACES)

    def suit(self, body: Body) -> None:
        if body.is_village:
            self.fields["audience"].initial = Audience.VILLAGERS

    def clean_pledges(self) -> int:
        return self.cleaned_data["pledges"] or 0


class SchoolSessionForm(RecordForm):
    classes = forms.CharField(label="Các lớp", max_length=80, help_text="ví dụ khối 6 và khối 7, hoặc toàn trường")
    pupils = forms.IntegerField(label="Số học sinh dự", min_value=0, max_value=MOST_PEOPLE)
    parents = forms.IntegerField(label="Số cha mẹ học sinh dự", min_value=0, max_value=MOST_PEOPLE, required=False)
    subject = forms.ChoiceField(label="Nội dung", choices=Subject, initial=Subject.BOTH)

    def clean_parents(self) -> int:
        return self.cleaned_data["parents"] or 0

    def clean(self) -> dict:
        said = super().clean()
        if said.get("pupils") == 0 and said.get("parents") == 0:
            self.add_error("pupils", "Chưa có ai dự. Xin ghi số học sinh hoặc số cha mẹ học sinh.")
        return said
