from django import forms

from banlanh.accounts.workbook.cells import phone
from banlanh.core import clock
from banlanh.core.forms import DayField, Form, speak_vietnamese
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records.files import MOST_BYTES, kind_of_file

from .enums import REGISTERS, EntryKind
from .models import Entry
from .rules import long_ago
from .workbook.columns import COLUMNS

MOST = 120
REASONS = (
    ("correct", "sửa sổ rồi nhập lại"),
    ("sign", "đi ký cam kết"),
    ("compare", "đối chiếu với Công an xã"),
)
NOT_READ = ""  # chosen for a column of ours that the workbook does not have


def the_day(label: str = "Từ ngày") -> DayField:
    return DayField(label=label, initial=clock.today, latest=clock.today, earliest=long_ago)


def words(label: str, *, required: bool = False, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST, required=required, help_text=help_text)


class PhoneField(forms.CharField):
    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        super().__init__(label="Điện thoại", max_length=20, required=False, widget=widget, **kwargs)

    def clean(self, value):
        written = super().clean(value)
        try:
            return phone(written) if written else ""
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class WordsForm(Form):
    """What is written of an entry. The words above the fields are its register's."""

    name = words("Tên", required=True)
    address = words("Địa chỉ", help_text="bằng lời, ví dụ: nhóm 2, gần nhà văn hóa")
    phone = PhoneField()
    detail = words("Chi tiết")

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        register = REGISTERS[kind]
        self.fields["name"].label = register.name[:1].upper() + register.name[1:]
        self.fields["detail"].label = register.detail[:1].upper() + register.detail[1:]
        if not register.detail:
            del self.fields["detail"]
        if kind in (EntryKind.MEMBER, EntryKind.CULTURE_HOUSE):
            del self.fields["address" if kind == EntryKind.MEMBER else "phone"]


class NewEntryForm(WordsForm):
    field_order = ["id", "name", "address", "phone", "detail", "on"]
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    on = the_day("Tính từ ngày")


class SplitForm(Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = words("Họ và tên chủ hộ mới", required=True)
    address = words("Địa chỉ của hộ mới")
    phone = PhoneField()
    on = the_day("Tách từ ngày")


class EntryChoice(forms.ModelChoiceField):
    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError as error:  # Django's own sentence about what is no UUID is English
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error

    def label_from_instance(self, entry: Entry) -> str:
        return f"{entry.name} · {entry.address}" if entry.address else entry.name


class MergeForm(Form):
    into = EntryChoice(label="Nhập vào", queryset=Entry.objects.none(), empty_label="Xin chọn")
    on = the_day("Nhập từ ngày")

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others


class DuplicateForm(MergeForm):
    on = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].label = "Trùng với"


class MoveForm(Form):
    to = forms.ModelChoiceField(label="Chuyển đến", queryset=Body.objects.none(), empty_label="Xin chọn")
    address = words("Địa chỉ ở nơi mới")
    on = the_day("Chuyển từ ngày")

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = bodies


class DayForm(Form):
    on = the_day()


class SignForm(Form):
    returned_count = forms.IntegerField(
        label="Số người đi làm ăn xa trở về trong tháng",
        min_value=0,
        max_value=9999,
        required=False,
        help_text="chỉ con số, không ghi tên ai; chỉ Công an xã đọc số này",
    )


class ClassForm(Form):
    name = forms.CharField(label="Lớp", max_length=20, help_text="ví dụ 5A; không ghi tên học sinh")
    pupils = forms.IntegerField(label="Số học sinh", min_value=0, max_value=500)
    parents = forms.IntegerField(label="Số phụ huynh", min_value=0, max_value=1000)
    on = the_day("Tính từ ngày")


class SearchForm(Form):
    q = forms.CharField(label="Tìm theo tên", min_length=2, max_length=60, help_text="có dấu hay không dấu đều được")


class UploadForm(Form):
    kind = forms.ChoiceField(label="Sổ nào?", choices=EntryKind)
    since = the_day("Tính từ ngày")
    file = forms.FileField(
        label="Sổ Excel (.xlsx)",
        help_text="sổ như xã đang giữ cũng được; tối đa 10 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["since"].help_text = "cho những dòng mà sổ không ghi ngày; ví dụ 01/01/2026"

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            kind = kind_of_file(file.name, file.read(MOST_BYTES + 1))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if kind != "xlsx":
            raise forms.ValidationError("Tệp này không phải sổ Excel (.xlsx). Xin chọn tệp khác.")
        file.seek(0)
        return file


class ColumnsForm(Form):
    """Which column of the workbook is which of ours; `offered` are its headings by their key."""

    def __init__(self, *args, kind: str, offered: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        for column in COLUMNS[kind]:
            choices = list(offered.items()) if column.required else [(NOT_READ, "(không có)"), *offered.items()]
            field = forms.ChoiceField(label=column.label, choices=choices, required=column.required)
            speak_vietnamese(field)
            self.fields[column.name] = field
