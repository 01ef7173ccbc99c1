from datetime import date

from django import forms
from django.utils import timezone

from banlanh.core import clock
from banlanh.core.forms import Form
from banlanh.core.ids import uuid7
from banlanh.core.words import short_day
from banlanh.places.enums import Language
from banlanh.places.models import Body
from banlanh.records.files import SOUND
from banlanh.records.forms import FileField, LateForm, RecordForm

from .enums import Audience, Priority, Reason, Slot, Subject, Weekday
from .models import languages_of

WEEKS_AHEAD = 12

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


# --- bulletins and their schedule ------------------------------------------------------------------------------


class BulletinForm(Form):
    """A new bulletin; its id is made with the page."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    title = forms.CharField(label="Tên bản tin", max_length=120, help_text="ví dụ Thuốc lá điện tử hại con em ta")
    priority = forms.ChoiceField(
        label="Mức ưu tiên", choices=Priority, widget=forms.RadioSelect, initial=Priority.NORMAL
    )


class TextForm(Form):
    text = forms.CharField(
        label="Lời đọc",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Không nêu tên ai, nhà ai, kể cả viết tắt; không kể chuyện mà người nghe đoán ra là nhà nào.",
    )
    audio = FileField(
        label="Bản thu giọng đọc", gate=SOUND, required=False, help_text="tệp .mp3, .ogg hoặc .wav, tối đa 10 MB"
    )


class ReviewForm(Form):
    """The question that a person answers before a bulletin goes out, of the words that this page showed."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    points_at_somebody = forms.TypedChoiceField(
        label="Bản tin có chỉ vào một người, một nhà nào không?",
        choices=[("no", "Không"), ("yes", "Có, trả lại để sửa")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    word = forms.CharField(
        label="Cần sửa gì?", max_length=300, required=False, help_text="khi trả lại; không nêu tên ai"
    )

    def clean(self) -> dict:
        said = super().clean()
        if said.get("points_at_somebody") and not said.get("word"):
            self.add_error("word", "Xin ghi chỗ nào cần sửa.")
        return said


class WeekField(forms.TypedChoiceField):
    """A week, named by its Monday: this one and the next ones."""

    def __init__(self, *, weeks: int = WEEKS_AHEAD, **kwargs):
        super().__init__(coerce=date.fromisoformat, choices=lambda: weeks_ahead(weeks), initial=this_week, **kwargs)


def this_week() -> str:
    return clock.monday_of(clock.today()).isoformat()


def weeks_ahead(many: int) -> list[tuple[str, str]]:
    first = clock.monday_of(clock.today())
    mondays = [first + 7 * number * clock.DAY for number in range(many)]
    return [(each.isoformat(), f"{short_day(each)} – {short_day(each + 6 * clock.DAY)}") for each in mondays]


class RunForm(Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    starts_on = WeekField(label="Phát từ tuần")
    until = WeekField(label="Đến hết tuần")

    def clean(self) -> dict:
        said = super().clean()
        if "starts_on" in said and "until" in said and said["until"] < said["starts_on"]:
            self.add_error("until", "Tuần cuối phải sau tuần đầu.")
        return said

    def weeks(self) -> dict:
        return {"starts_on": self.cleaned_data["starts_on"], "ends_on": self.cleaned_data["until"] + 6 * clock.DAY}


class PlannedForm(Form):
    """When a village plays, from one week on; of several villages each in its own languages."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    bodies = forms.ModelMultipleChoiceField(
        label="Thôn", queryset=Body.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    weekday = forms.TypedChoiceField(label="Thứ", choices=Weekday, coerce=int)
    slot = forms.ChoiceField(label="Buổi", choices=Slot, widget=forms.RadioSelect, initial=Slot.MORNING)
    languages = forms.MultipleChoiceField(label="Phát bằng", choices=Language, widget=forms.CheckboxSelectMultiple)
    minutes = forms.IntegerField(label="Số phút", min_value=1, max_value=120, initial=15)
    starts_on = WeekField(label="Từ tuần")

    def __init__(self, *args, bodies: list[Body], **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        if len(bodies) == 1:
            del self.fields["bodies"]
            spoken = languages_of(bodies[0])
            self.fields["languages"].choices = [(code, Language(code).label) for code in spoken]
            self.fields["languages"].initial = spoken
        else:
            del self.fields["languages"]
            self.fields["bodies"].queryset = Body.objects.filter(pk__in=[body.pk for body in bodies])

    def chosen(self) -> list[Body]:
        return list(self.cleaned_data.get("bodies", self.bodies))

    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("id", "bodies")}


class ToldForm(LateForm):
    """What one tap says of a planned session: which day it was, and of one that failed why."""

    the_day = "day"

    id = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    reason = forms.ChoiceField(choices=Reason, required=False)
    word = forms.CharField(max_length=160, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_why()
