import re
from collections.abc import Iterable
from datetime import date

from django import forms
from django.db.models import TextChoices

from banlanh.core import clock
from banlanh.core.forms import DayField, Form, speak_vietnamese
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.forms import FileField, LateForm, RecordForm, a_year_ago
from banlanh.registers.models import Entry

from . import queries, rules
from .enums import Change, Condition, Finding, Force, Listed, Result, RouteKind, SpotVerb
from .models import HotlineNumber, HotSpot, Route, spaced

NO_NAMES = "không ghi tên người"
MOST = 999


class NumbersWidget(forms.MultiWidget):
    """A short row for each kind of thing: its words, and how many."""

    template_name = "situation/numbers.html"

    def __init__(self, kinds: type[TextChoices]):
        self.kinds = kinds
        number = {"min": 0, "max": MOST, "inputmode": "numeric", "class": "short"}
        super().__init__({each.value: forms.NumberInput(attrs=number) for each in kinds})

    def decompress(self, value: dict | None) -> list:
        return [(value or {}).get(each.value) for each in self.kinds]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, kind in zip(context["widget"]["subwidgets"], self.kinds, strict=True):
            part["label"] = kind.label
        return context


class NumbersField(forms.MultiValueField):
    """How many of each kind: {"trace": 2}. What is left blank is none."""

    def __init__(self, kinds: type[TextChoices], **kwargs):
        self.kinds = kinds
        fields = [forms.IntegerField(min_value=0, max_value=MOST, required=False) for _ in kinds]
        for field in fields:
            speak_vietnamese(field)
            field.error_messages["invalid"] = "Xin ghi số, ví dụ 2; không có thì để trống."
        super().__init__(fields, require_all_fields=False, required=False, widget=NumbersWidget(kinds), **kwargs)

    def compress(self, values: list[int | None]) -> dict[str, int]:
        return {kind.value: number for kind, number in zip(self.kinds, values, strict=False) if number}


class OfListed:
    """For fields that choose rows: an id that is no id is answered like one that is not in the list."""

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            if getattr(error, "code", "") != "invalid":
                raise
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from error


class PickField(OfListed, forms.ModelChoiceField):
    pass


class PickManyField(OfListed, forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class PatrolForm(RecordForm):
    field_order = ["happened_on", "routes", "forces", "findings", "note"]
    happened_on = DayField(label="Ngày tuần tra", initial=clock.today, latest=clock.today, earliest=a_year_ago)
    routes = PickManyField(label="Đã đi tuyến nào?", queryset=Route.objects.none())
    forces = forms.MultipleChoiceField(
        label="Những ai cùng đi?", choices=Force, widget=forms.CheckboxSelectMultiple, required=False
    )
    findings = NumbersField(Finding, label="Đã thấy gì?", help_text="Không có gì thì để trống.")
    note = forms.CharField(label="Ghi thêm", max_length=300, required=False, help_text=NO_NAMES)

    def suit(self, body: Body) -> None:
        routes = self.fields["routes"]
        routes.queryset = Route.objects.for_place(body.commune).in_use()
        if not routes.queryset:
            routes.help_text = "Xã chưa đặt tên tuyến nào. Xin vào trang Địa bàn, thêm tuyến rồi ghi."


class InspectionForm(RecordForm):
    field_order = ["establishment", "happened_on", "faults", "result", "mend_by"]
    happened_on = DayField(label="Ngày kiểm tra", initial=clock.today, latest=clock.today, earliest=a_year_ago)
    establishment = PickField(label="Cơ sở nào?", queryset=Entry.objects.none(), empty_label="chọn cơ sở")
    faults = forms.MultipleChoiceField(
        label="Điều nào chưa đạt?",
        choices=Condition,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Đạt cả thì để trống.",
    )
    result = forms.ChoiceField(label="Kết quả", choices=Result, widget=forms.RadioSelect, initial=Result.PASSED)
    mend_by = DayField(label="Phải sửa xong trước ngày", required=False, earliest=a_year_ago)

    def suit(self, body: Body) -> None:
        self.fields["establishment"].queryset = queries.establishments_on(body.commune, clock.today())

    def clean(self) -> None:
        """The faults, the result and the day to mend them by say one thing."""
        said = self.cleaned_data
        if said.get("result") == Result.PASSED:
            said["mend_by"] = None
            if said.get("faults"):
                self.add_error("result", "Có điều chưa đạt thì xin chọn nhắc nhở hoặc lập biên bản.")
            return
        if "faults" in said and not said["faults"]:
            self.add_error("faults", "Xin chọn ít nhất một điều chưa đạt.")
        if "mend_by" in said and not self.is_soon(said["mend_by"], said.get("happened_on")):
            self.add_error("mend_by", "Xin ghi ngày phải sửa xong, sau ngày kiểm tra và trong vòng một năm.")

    def is_soon(self, day: date | None, after: date | None) -> bool:
        return day is not None and (after is None or after <= day <= after + 366 * clock.DAY)


class ListsForm(RecordForm):
    field_order = ["month", "care", "managed", "returned", "happened_on"]
    month = forms.TypedChoiceField(label="Danh sách của tháng", coerce=date.fromisoformat, choices=[])
    care = NumbersField(Change, label=Listed.CARE.label.capitalize())
    managed = NumbersField(Change, label=Listed.MANAGED.label.capitalize())
    returned = NumbersField(Change, label=Listed.RETURNED.label.capitalize())
    happened_on = DayField(
        label="Ngày ký",
        initial=clock.today,
        latest=clock.today,
        earliest=a_year_ago,
        help_text="Ký là xác nhận: ba danh sách và các điểm phức tạp ở trang Địa bàn đều đã đúng.",
    )

    def suit(self, body: Body) -> None:
        self.fields["month"].choices = last_months(6)
        month = clock.month_of(self.initial.get("covers_on") or clock.today())
        self.fields["month"].initial = month.isoformat()
        self.fields["care"].help_text = "Chỉ ghi số của cả xã. Không thay đổi thì để trống."


def last_months(how_many: int) -> list[tuple[str, str]]:
    """The month that runs and those before it, the newest first."""
    month, months = clock.month_of(clock.today()), []
    for _ in range(how_many):
        months.append((month.isoformat(), f"tháng {month.month}/{month.year}"))
        month = clock.month_of(month - clock.DAY)
    return months


class SpotStepForm(RecordForm):
    field_order = ["spot", "verb", "happened_on", "document", "note"]
    spot = PickField(label="Điểm nào?", queryset=HotSpot.objects.none(), empty_label="chọn điểm")
    verb = forms.ChoiceField(label="Việc gì?", choices=SpotVerb, widget=forms.RadioSelect, initial=SpotVerb.WORKED_ON)
    document = forms.CharField(
        label="Số văn bản", max_length=40, required=False, help_text="ví dụ 15/QĐ-CAX; cần khi xác định và khi xóa điểm"
    )
    note = forms.CharField(label="Đã làm gì?", max_length=300, required=False, help_text=NO_NAMES)

    def suit(self, body: Body) -> None:
        self.fields["spot"].queryset = HotSpot.objects.for_place(body.commune).filter(body=body)

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("verb") in (SpotVerb.OPENED, SpotVerb.CLEARED) and not said.get("document"):
            self.add_error("document", "Xin ghi số văn bản xác định hoặc xóa điểm.")


class OpenSpotForm(LateForm):
    """A place that is a hot spot from a day on; its id is made with the page."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(
        label="Nơi nào?",
        max_length=80,
        help_text="tên nơi, ví dụ «lều nương sau dốc Đá»; không ghi tên người, không ghi nhà của ai",
    )
    village = PickField(label="Thuộc thôn", queryset=Body.objects.none(), empty_label="chọn thôn")
    happened_on = DayField(label="Từ ngày", initial=clock.today, latest=clock.today, earliest=a_year_ago)
    document = forms.CharField(label="Số văn bản xác định", max_length=40, help_text="ví dụ 15/QĐ-CAX")

    def __init__(self, *args, villages: Iterable[Body], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages
        self.ask_why()

    def clean_name(self) -> str:
        try:
            rules.is_a_place(self.cleaned_data["name"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return self.cleaned_data["name"]


class RouteForm(Form):
    """A route to patrol; its id is made with the page."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(label="Tên tuyến", max_length=80, help_text="ví dụ đường mòn từ đầu thôn lên đỉnh dốc")
    kind = forms.ChoiceField(label="Loại tuyến", choices=RouteKind, widget=forms.RadioSelect, initial=RouteKind.TRACK)
    times = forms.IntegerField(label="Mỗi tháng đi mấy lượt?", min_value=1, max_value=31, initial=1)


class PosterForm(RecordForm):
    field_order = ["number", "happened_on", "file"]
    number = PickField(label="Số trên bảng", queryset=HotlineNumber.objects.none(), empty_label=None)
    happened_on = DayField(label="Treo từ ngày", initial=clock.today, latest=clock.today, earliest=a_year_ago)
    file = FileField(label="Ảnh chụp bảng đã treo", required=False, help_text="chụp bảng, không chụp mặt người")

    def suit(self, body: Body) -> None:
        number = self.fields["number"]
        number.queryset = queries.lines_in_use(body.commune, clock.today())
        number.initial = number.queryset.first()
        if number.initial is None:
            number.required = False
            number.help_text = "Xã chưa có số đường dây nóng nào đang dùng. Công an xã ghi số trước."


class NumberForm(Form):
    """A hotline number and who answers it; its id is made with the page."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    number = forms.CharField(label="Số điện thoại", max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    officer = forms.CharField(label="Người phụ trách", max_length=80, help_text="cấp bậc, họ tên, chức vụ")
    starts_on = DayField(label="Dùng từ ngày", initial=clock.today, earliest=a_year_ago)

    def clean_number(self) -> str:
        """Digits alone, as a phone dials them."""
        typed = re.sub(r"[\s.\-()]", "", self.cleaned_data["number"])
        number = re.sub(r"^\+84", "0", typed)
        if not re.fullmatch(r"0\d{9,10}|11[0-9]", number):
            raise forms.ValidationError(f"Số {spaced(typed)[:20]} chưa đúng. Xin ghi đủ 10 chữ số, ví dụ 0912 345 678.")
        return number


class EndNumberForm(Form):
    on = DayField(label="Thôi dùng từ ngày", initial=clock.today, latest=clock.today, earliest=a_year_ago)


class TextForm(Form):
    """What posters say in one language, in the words of somebody who speaks it."""

    call = forms.CharField(label="Lời gọi", max_length=60, help_text=f"nghĩa là: {queries.CALL}")
    promise = forms.CharField(label="Lời hứa", max_length=90, help_text=f"nghĩa là: {queries.PROMISE}")
