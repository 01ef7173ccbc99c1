import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.utils.functional import cached_property

from banlanh.core import clock
from banlanh.core.forms import DayField, Form
from banlanh.core.ids import uuid7
from banlanh.places.enums import CELLS, BodyKind
from banlanh.places.models import Body
from banlanh.records.forms import FileField
from banlanh.records.registry import KINDS, target_choices
from banlanh.records.registry import choices as kind_choices
from vanban.source import EXTENSIONS

from .enums import EVERY, Extent
from .models import Target, Task
from .occurrences import LONG, MOST_YEARS, in_words, parts_of
from .proposals import MOST_VALUE

MOST_BYTES = 10 * 1024 * 1024
YEARLY = "FREQ=YEARLY"
RHYTHMS = {
    "": "một lần",
    "FREQ=WEEKLY": "hằng tuần",
    "FREQ=MONTHLY": "hằng tháng",
    "FREQ=MONTHLY;INTERVAL=3": "hằng quý",
    "FREQ=MONTHLY;INTERVAL=6": "6 tháng",
    YEARLY: "hằng năm",
}
GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?")  # 2.604 is two thousand, 2.6 is less than three
# How a list of bodies is divided; whoever is in none of these comes first.
OTHERS = "Cơ quan, đơn vị khác"
CLASSES: dict[str, frozenset[str]] = {
    "Mặt trận, đoàn thể": frozenset({BodyKind.FRONT, BodyKind.ORGANISATION}),
    "Trường học": frozenset({BodyKind.SCHOOL}),
    "Chi bộ": CELLS,
    "Thôn": frozenset({BodyKind.VILLAGE}),
}


class UploadForm(Form):
    file = forms.FileField(
        label="Tệp kế hoạch",
        help_text="Tệp Word, PDF có chữ (không phải bản quét), trang web đã lưu, hoặc tệp chữ; tối đa 10 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
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


@dataclass
class Group:
    """Bodies of one class to choose from, each with whether it is chosen."""

    label: str
    bodies: list[tuple[Body, bool]] = field(default_factory=list)

    @property
    def is_chosen_from(self) -> bool:
        return any(is_chosen for _, is_chosen in self.bodies)


class TaskForm(Form):
    extent = forms.ChoiceField(label="Ai làm", choices=Extent, widget=forms.RadioSelect)
    bodies = forms.ModelMultipleChoiceField(label="Đơn vị chủ trì", queryset=None, required=False)
    partners = forms.ModelMultipleChoiceField(label="Đơn vị phối hợp", queryset=None, required=False)
    every = forms.ChoiceField(label="Bao lâu một lần", required=False, widget=forms.RadioSelect)
    day = forms.IntegerField(label="Trước ngày", required=False, min_value=1, max_value=31, help_text="ví dụ 25")
    month = forms.IntegerField(label="của tháng", required=False, min_value=1, max_value=12, help_text="ví dụ 12")
    due_on = DayField(label="Hạn", required=False)
    title = forms.CharField(label="Tên ngắn của việc", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    times = forms.IntegerField(label="Số lần mỗi kỳ", min_value=1, max_value=31, initial=1)
    kind = forms.ChoiceField(
        label="Bản ghi nào chứng minh", required=False, help_text="nếu không có, đơn vị trình bằng lời và tệp"
    )

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, initial=initial_of(task), **kwargs)
        bodies = Body.objects.for_place(task.plan.commune).current()
        self.fields["bodies"].queryset = self.fields["partners"].queryset = bodies
        self.fields["kind"].choices = [("", "lời ghi và tệp đính kèm"), *kind_choices()]
        base, _, _ = taken_apart(task.every)
        known = RHYTHMS if base in RHYTHMS else RHYTHMS | {base: in_words(base)}
        self.fields["every"].choices = list(known.items())
        self.task = task

    @property
    def leading(self) -> list["Group"]:
        return self.groups("bodies")

    @property
    def taking_part(self) -> list["Group"]:
        return self.groups("partners")

    def groups(self, name: str) -> list["Group"]:
        """The bodies to choose from for the field `name`, by class."""
        chosen = {str(pk) for pk in self[name].value() or []}
        groups = [Group(label) for label in (OTHERS, *CLASSES)]
        for body in self.all_bodies:
            label = next((label for label, kinds in CLASSES.items() if body.kind in kinds), OTHERS)
            group = next(group for group in groups if group.label == label)
            group.bodies.append((body, str(body.pk) in chosen))
        return [group for group in groups if group.bodies]

    @cached_property
    def all_bodies(self) -> list[Body]:
        return list(self.fields["bodies"].queryset)

    def clean(self):
        values = super().clean()
        every, day, month = values.get("every"), values.get("day"), values.get("month")
        if values.get("extent") == Extent.NAMED and not values.get("bodies"):
            self.add_error("bodies", "Xin chọn ít nhất một đơn vị chủ trì.")
        if every == YEARLY and day and not month:
            self.add_error("month", f"Ngày {day} của tháng mấy? Xin ghi tháng, ví dụ 12.")
        elif every == YEARLY and day and day > clock.last_day(date(clock.today().year, month, 1)).day:
            self.add_error("day", f"Tháng {month} không có ngày {day}. Xin xem lại.")
        due, first, last = values.get("due_on"), self.task.plan.starts_on, self.task.plan.ends_on
        # A plan signed late may order what was due before it: its own word stands.
        if due and not every and due != self.task.due_on and not first <= due <= last:
            self.add_error("due_on", f"Hạn phải trong thời gian của kế hoạch, {first:%d/%m/%Y} đến {last:%d/%m/%Y}.")
        return values

    def clean_kind(self):
        """What was only proposed for others, and these bodies cannot make, is left out: they hand in words."""
        kind, task = self.cleaned_data["kind"], self.task
        is_proposed = kind == task.kind and not task.is_confirmed
        return "" if is_proposed and kind in KINDS and not self.doers() <= KINDS[kind].bodies else kind

    def doers(self) -> set[str]:
        """The kinds of body that are to do it, as far as they are rightly chosen."""
        extent = self.cleaned_data.get("extent", Extent.NAMED)
        if extent != Extent.NAMED:
            return set(EVERY[Extent(extent)])
        return {body.kind for body in self.cleaned_data.get("bodies", [])}

    def values(self) -> dict:
        """The fields of the task that the form sets. What the chosen rhythm does not ask is left out."""
        values = dict(self.cleaned_data)
        every, day, month = values["every"], values.pop("day"), values.pop("month")
        if values["extent"] != Extent.NAMED:
            values["bodies"] = []
        if every:
            values["due_on"] = None
        values["every"] = put_together(every, day, month)
        return values


def taken_apart(every: str) -> tuple[str, int | None, int | None]:
    """A monthly or yearly rule without the day and the month that it names, and these, which the form asks apart."""
    parts = parts_of(every) if every else {}
    if parts.get("FREQ") not in LONG or ("BYMONTH" in parts and parts["FREQ"] != "YEARLY"):
        return every, None, None
    base = ";".join(f"{name}={value}" for name, value in parts.items() if not name.startswith("BY"))
    day, month = (int(parts[name]) if name in parts else None for name in ("BYMONTHDAY", "BYMONTH"))
    return base, day, month


def put_together(base: str, day: int | None, month: int | None) -> str:
    """The rule of the rhythm `base` that falls due on that day, of that month where it is yearly."""
    frequency = parts_of(base)["FREQ"] if base else ""
    named = [f"BYMONTH={month}"] if month and frequency == "YEARLY" else []
    named += [f"BYMONTHDAY={day}"] if day and frequency in LONG and "BY" not in base else []
    return ";".join([base, *named])


def initial_of(task: Task) -> dict:
    every, day, month = taken_apart(task.every)
    return {
        "title": task.title,
        "extent": task.extent,
        "bodies": [body.pk for body in task.bodies.all()],
        "partners": [body.pk for body in task.partners.all()],
        "every": every,
        "day": day,
        "month": month,
        "due_on": task.due_on,
        "times": task.times,
        "kind": task.kind,
    }


class NumberField(forms.DecimalField):
    """A number as Vietnamese write it: "2.604" hộ, "93,5" %."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value):
        text = str(value or "").strip()
        text = text.replace(".", "") if GROUPED.fullmatch(text) else text
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value):
        if not isinstance(value, Decimal):
            return value  # as it was typed
        return f"{value.normalize():f}".replace(".", ",")


class TargetForm(Form):
    value = NumberField(label="Con số", required=False, min_value=0, max_value=MOST_VALUE - 1, help_text="ví dụ 93,5")
    unit = forms.CharField(
        label="Đơn vị tính", required=False, max_length=120, help_text="ví dụ % hộ gia đình, mô hình"
    )
    due_on = DayField(label="Đến ngày", required=False)
    title = forms.CharField(label="Tên ngắn của chỉ tiêu", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="Đếm bằng bản ghi nào", required=False)

    def __init__(self, *args, target: Target, **kwargs):
        named = {name: getattr(target, name) for name in self.base_fields}
        super().__init__(*args, initial=named, **kwargs)
        self.fields["kind"].choices = [("", "chưa có số liệu, sẽ ghi là chưa rõ"), *target_choices()]

    def clean_value(self):
        value = self.cleaned_data["value"]
        return value if value is None else value.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def values(self) -> dict:
        """The fields of the target that the form sets."""
        return dict(self.cleaned_data)


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
