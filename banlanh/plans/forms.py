from datetime import date

from django import forms

from banlanh.core import clock
from banlanh.core.forms import DayField, Form
from banlanh.core.ids import uuid7
from banlanh.places.models import Body
from banlanh.records.forms import FileField
from banlanh.records.registry import choices as kind_choices

from .enums import Extent
from .models import Task
from .occurrences import MOST_YEARS, in_words, parts_of

MOST_BYTES = 10 * 1024 * 1024
RHYTHMS = (
    "",
    "FREQ=WEEKLY",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=MONTHLY;INTERVAL=6",
    "FREQ=YEARLY",
)


class UploadForm(Form):
    file = forms.FileField(
        label="Tệp kế hoạch",
        help_text="Tệp Word (.docx), hoặc văn bản (.md, .txt), tối đa 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.txt"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Tệp quá 10 MB. Xin bỏ bớt ảnh trong tệp rồi gửi lại.")
        return file


class PeriodForm(Form):
    """What the letterhead may have left blank."""

    number = forms.CharField(label="Số", max_length=20, required=False, help_text="chỉ con số, ví dụ 12")
    starts_on = DayField(label="Thực hiện từ ngày")
    ends_on = DayField(label="Đến ngày")

    def clean(self):
        values = super().clean()
        start, end = values.get("starts_on"), values.get("ends_on")
        this_year = clock.today().year
        if start and not this_year - MOST_YEARS <= start.year <= this_year + 1:
            self.add_error("starts_on", f"Năm {start.year} quá xa năm nay. Xin xem lại năm.")
        elif start and end and not start <= end <= date(start.year + MOST_YEARS, 12, 31):
            self.add_error("ends_on", "Ngày kết thúc phải sau ngày bắt đầu và trong vòng sáu năm.")
        return values


class TaskForm(Form):
    title = forms.CharField(label="Tên ngắn của việc", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    extent = forms.ChoiceField(label="Ai làm", choices=Extent, widget=forms.RadioSelect)
    bodies = forms.ModelMultipleChoiceField(
        label="Đơn vị chủ trì", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    partners = forms.ModelMultipleChoiceField(
        label="Đơn vị phối hợp", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = forms.ChoiceField(label="Bao lâu một lần", required=False, widget=forms.RadioSelect)
    day = forms.IntegerField(
        label="Trước ngày mấy",
        required=False,
        min_value=1,
        max_value=31,
        help_text="cho việc hằng tháng, ví dụ 25",
    )
    due_on = DayField(label="Hạn", required=False, help_text="cho việc làm một lần")
    times = forms.IntegerField(label="Số lần mỗi kỳ", min_value=1, max_value=31, initial=1)
    kind = forms.ChoiceField(
        label="Bản ghi nào chứng minh", required=False, help_text="nếu không có, đơn vị trình bằng lời và tệp"
    )

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, initial=initial_of(task), **kwargs)
        bodies = Body.objects.for_place(task.plan.commune).current()
        self.fields["bodies"].queryset = self.fields["partners"].queryset = bodies
        self.fields["kind"].choices = [("", "lời ghi và tệp đính kèm"), *kind_choices()]
        known = RHYTHMS if base_rule(task.every) in RHYTHMS else (*RHYTHMS, task.every)
        self.fields["every"].choices = [(rule, in_words(rule) if rule else "làm một lần") for rule in known]
        self.plan = task.plan

    def clean(self):
        values = super().clean()
        if values.get("extent") == Extent.NAMED and not values.get("bodies"):
            self.add_error("bodies", "Xin chọn ít nhất một đơn vị chủ trì.")
        if values.get("day") and "MONTHLY" not in values.get("every", ""):
            self.add_error("day", "Ngày trong tháng chỉ dùng cho việc hằng tháng, hằng quý hoặc 6 tháng.")
        due = values.get("due_on")
        if due and not self.plan.starts_on <= due <= self.plan.ends_on:
            first, last = self.plan.starts_on, self.plan.ends_on
            self.add_error("due_on", f"Hạn phải trong thời gian của kế hoạch, {first:%d/%m/%Y} đến {last:%d/%m/%Y}.")
        return values

    def values(self) -> dict:
        """The fields of the task that the form sets."""
        values = dict(self.cleaned_data)
        day, every = values.pop("day"), values["every"]
        if day and every and "BYMONTHDAY" not in every:
            values["every"] = f"{every};BYMONTHDAY={day}"
        if every:
            values["due_on"] = None
        return values


def base_rule(every: str) -> str:
    """A monthly rule without its day, which the form asks apart."""
    return ";".join(part for part in every.split(";") if not part.startswith("BYMONTHDAY"))


def initial_of(task: Task) -> dict:
    day = parts_of(task.every).get("BYMONTHDAY") if task.every and "BYMONTH=" not in task.every else None
    return {
        "title": task.title,
        "extent": task.extent,
        "bodies": task.bodies.all(),
        "partners": task.partners.all(),
        "every": base_rule(task.every) if day else task.every,
        "day": day,
        "due_on": task.due_on,
        "times": task.times,
        "kind": task.kind,
    }


class StepForm(Form):
    """Handing in, accepting, sending back, excusing: a word, and an id that makes sending twice harmless."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    note = forms.CharField(label="Lời ghi", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SubmitForm(StepForm):
    note = forms.CharField(
        label="Đã làm được gì", max_length=2000, min_length=5, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = FileField(label="Tệp hoặc ảnh kèm theo", required=False)


class AcceptForm(StepForm):
    note = forms.CharField(
        label="Lời nhận xét", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
