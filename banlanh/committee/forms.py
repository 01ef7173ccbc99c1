from functools import cached_property

from django import forms

from banlanh.core.forms import DayField, Form
from banlanh.core.ids import uuid7
from banlanh.core.words import short_day
from banlanh.places.models import Body
from banlanh.records.forms import FileField, RecordForm

from . import queries
from .enums import BY_THE_COMMUNE, Asks, Proposer, Stage
from .models import Meeting, Recommendation
from .progress import Progress, to_take

NO_NAMES = "Không ghi tên người."


class CellMeetingForm(RecordForm):
    field_order = ["happened_on", "present", "called", "file"]
    present = forms.IntegerField(label="Số đảng viên có mặt", min_value=1, max_value=2000)
    called = forms.IntegerField(label="Số đảng viên của chi bộ", min_value=1, max_value=2000)
    file = FileField(label="Biên bản: tệp hoặc ảnh chụp", required=False)

    def clean(self):
        present, called = self.cleaned_data.get("present"), self.cleaned_data.get("called")
        if present and called and present > called:
            self.add_error("present", f"Số có mặt ({present}) nhiều hơn số triệu tập ({called}). Xin xem lại hai số.")


class MeetingForm(CellMeetingForm):
    field_order = ["happened_on", "agenda", "present", "called", "file"]
    agenda = forms.CharField(
        label="Nội dung họp", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_NAMES
    )
    present = forms.IntegerField(label="Số người có mặt", min_value=1, max_value=2000)
    called = forms.IntegerField(label="Số người được triệu tập", min_value=1, max_value=2000)


class ClauseField(forms.ModelChoiceField):
    def label_from_instance(self, clause) -> str:
        text = clause.text if len(clause.text) <= 80 else f"{clause.text[:79]}…"
        return f"{clause.at} · {text}" if clause.at else text


class ConclusionForm(Form):
    """What was concluded; with a body and a day it may become a duty under a clause of the plan in force."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = forms.CharField(
        label="Kết luận", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_NAMES
    )
    body = forms.ModelChoiceField(label="Giao cho", queryset=None, required=False, empty_label="Không giao việc")
    due_on = DayField(label="Hạn", required=False)
    clause = ClauseField(label="Thuộc mục nào của kế hoạch", queryset=None, required=False, empty_label="Chưa chọn")

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        plan = queries.plan_in_force(meeting.commune, meeting.happened_on)
        clauses = queries.clauses_with_work(plan)
        self.fields["body"].queryset = Body.objects.for_place(meeting.commune).current()
        self.fields["clause"].queryset = clauses
        self.fields["clause"].initial = queries.clause_that_fits(meeting, clauses)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < self.meeting.happened_on:
            raise forms.ValidationError(f"Hạn phải từ ngày họp {self.meeting.happened_on:%d/%m/%Y} trở đi.")
        return day

    def clean(self):
        body, due_on = self.cleaned_data.get("body"), self.cleaned_data.get("due_on")
        if body and not due_on and "due_on" not in self.errors:
            self.add_error("due_on", "Giao việc thì xin ghi hạn.")
        if due_on and not body and "body" not in self.errors:
            self.add_error("body", "Có hạn thì xin chọn đơn vị được giao.")
        if not body:
            self.cleaned_data["clause"] = None
        elif not self.cleaned_data.get("clause") and "clause" not in self.errors:
            self.add_error("clause", "Xin chọn mục của kế hoạch mà việc này thuộc về.")


class DifficultyForm(RecordForm):
    field_order = ["text", "happened_on", "file"]
    text = forms.CharField(
        label="Đang vướng điều gì, cần ai gỡ?",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nói thẳng thì mới gỡ được. Không ghi tên hay chuyện riêng của người dân.",
    )
    file = FileField(label="Ảnh hoặc tệp, nếu có", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = "Vướng từ ngày"


class NoteForm(Form):
    """A word with a step; what the verb is says the button."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    note = forms.CharField(
        label="Lời ghi", min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_NAMES
    )


class CloseForm(NoteForm):
    note = forms.CharField(
        label="Lời ghi, nếu có", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class RegulationForm(RecordForm):
    """The next step of a village's regulation: it asks only what that step has to say."""

    stage = forms.ChoiceField(choices=Stage, widget=forms.HiddenInput)
    proposer = forms.ChoiceField(label="Ai đề xuất", choices=Proposer, widget=forms.RadioSelect)
    households = forms.IntegerField(label="Tổng số đại diện hộ của thôn", min_value=1, max_value=5000)
    agreed = forms.IntegerField(label="Số đại diện hộ tán thành", min_value=0, max_value=5000)
    number = forms.CharField(label="Số quyết định công nhận", max_length=40, help_text="ví dụ 45/QĐ-UBND")
    file = FileField(label="Văn bản, biên bản hoặc ảnh chụp", required=False)
    field_order = ["happened_on", "proposer", "households", "agreed", "number", "file"]

    ASKS = {Stage.PROPOSED: ("proposer",), Stage.ADOPTED: ("households", "agreed"), Stage.RECOGNISED: ("number",)}

    def suit(self, body: Body) -> None:
        stage = self.asked_stage
        self.fields["stage"].initial = stage
        for name in ("proposer", "households", "agreed", "number"):
            if name not in self.ASKS.get(stage, ()):
                del self.fields[name]
        if "households" in self.fields and body.place:
            self.fields["households"].initial = body.place.households or None
        self.fields["happened_on"].label = f"Ngày {stage.label}"
        self.fields["happened_on"].help_text = self.hint(stage)

    @cached_property
    def progress(self) -> Progress:
        return queries.progress_in(self.body)

    @property
    def asked_stage(self) -> Stage:
        """What was sent says its own stage, so that a form sent twice is read as it was the first time."""
        sent = self.data.get(self.add_prefix("stage")) if self.is_bound else None
        return Stage(sent) if sent in Stage.values else to_take(self.progress)[1]

    def hint(self, stage: Stage) -> str:
        if stage in BY_THE_COMMUNE:
            return "Bước này do Ủy ban nhân dân xã ghi."
        before = self.progress.before(stage)
        if stage is Stage.ADOPTED and before:
            return f"Niêm yết từ {short_day(before.happened_on)}; phải đủ 30 ngày, và trên 50% tổng số hộ tán thành."
        return ""

    def clean(self):
        households, agreed = self.cleaned_data.get("households"), self.cleaned_data.get("agreed")
        if households and agreed and agreed > households:
            self.add_error("agreed", f"Số tán thành ({agreed}) nhiều hơn tổng số đại diện hộ ({households}).")


class RecommendationForm(RecordForm):
    field_order = ["asks", "about", "number", "happened_on", "grounds", "file"]
    asks = forms.ChoiceField(label="Kiến nghị", choices=Asks, widget=forms.RadioSelect)
    about = forms.ModelChoiceField(label="Đơn vị được nêu", queryset=None, empty_label="Xin chọn")
    number = forms.CharField(label="Số, ký hiệu văn bản", max_length=40, help_text="ví dụ 12-TTr/BCĐ")
    grounds = forms.CharField(
        label="Căn cứ",
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chỉ nêu đơn vị. Việc xảy ra mà đã phát hiện, báo cáo kịp thời thì không phải là lỗi.",
    )
    file = FileField(label="Văn bản, minh chứng")

    def suit(self, body: Body) -> None:
        self.fields["about"].queryset = Body.objects.for_place(body.commune).current()


class RecommendationField(forms.ModelChoiceField):
    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError as error:  # what is no id at all is said in English
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice") from error


class RulingForm(RecordForm):
    field_order = ["recommendation", "is_granted", "number", "happened_on", "file"]
    recommendation = RecommendationField(label="Kiến nghị", queryset=None, empty_label="Xin chọn")
    is_granted = forms.TypedChoiceField(
        label="Kết quả",
        choices=[("1", "Đồng ý"), ("", "Không đồng ý")],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="1",
    )
    number = forms.CharField(label="Số văn bản trả lời", max_length=40, help_text="ví dụ 45-QĐ/ĐU")
    file = FileField(label="Tệp văn bản hoặc ảnh chụp", required=False)

    def suit(self, body: Body) -> None:
        found = Recommendation.objects.for_place(body.commune).live()
        # What was sent may have been answered by this very form, sent before.
        decided = found.filter(rulings__isnull=False, rulings__voided_at=None).values("pk")
        self.fields["recommendation"].queryset = found if self.is_bound else found.exclude(pk__in=decided)
