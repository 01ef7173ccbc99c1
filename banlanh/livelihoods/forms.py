from django import forms

from banlanh.core import clock
from banlanh.core.forms import DayField, Form, IdForm
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body
from banlanh.records.forms import FileField, RecordForm, a_year_ago
from banlanh.records.forms import VoidForm as VoidRecordForm
from banlanh.registers.rules import long_ago

from . import money
from .enums import About, Condition, Move, Outcome, SupportKind
from .models import LOOKS_AFTER, Fund, Programme

NO_REASON = "Không ghi lý do, hoàn cảnh riêng."


class MoneyField(forms.CharField):
    """An amount in đồng, in figures or in millions."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **{"help_text": "ví dụ 45 triệu, 1,5 tỷ hoặc 450.000"} | kwargs)

    def clean(self, value):
        text = super().clean(value)
        amount = money.read(text) if text else 0
        if amount is None:
            raise forms.ValidationError("Số tiền chưa đúng. Xin ghi như 45 triệu, 1,5 tỷ hoặc 450.000.")
        if self.required and not amount:
            raise forms.ValidationError("Số tiền phải lớn hơn 0.")
        return amount


class OneOf(forms.ModelChoiceField):
    """A row named by its UUID."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError as error:  # Django's own sentence about what is no UUID is English
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class ProgrammeForm(IdForm):
    name = forms.CharField(label="Tên chương trình, nguồn vốn", max_length=160)
    authority = forms.CharField(label="Cơ quan quản lý", max_length=120, required=False)
    starts_on = DayField(label="Có hiệu lực từ ngày", earliest=long_ago)
    ends_on = DayField(label="Đến hết ngày", earliest=long_ago, required=False)


class FundForm(IdForm):
    year = forms.IntegerField(label="Năm", min_value=2020, max_value=2100)
    component = forms.CharField(label="Hợp phần", max_length=160, help_text="ví dụ Hỗ trợ phát triển sản xuất")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year


class ChangeForm(IdForm):
    move = forms.ChoiceField(
        label="Việc gì?",
        choices=[(Move.ALLOTTED.value, "Được cấp vốn"), (Move.SPENT.value, "Chi việc khác (không giao cho hộ)")],
        widget=forms.RadioSelect,
        initial=Move.ALLOTTED.value,
    )
    amount = MoneyField(label="Số tiền")
    number = forms.CharField(label="Số văn bản", max_length=40, help_text="ví dụ 45/QĐ-UBND")
    happened_on = DayField(label="Ngày văn bản", initial=clock.today, latest=clock.today, earliest=long_ago)


class RuleForm(IdForm):
    """What a programme asks: its own words, and what of them the system can look up."""

    kind = forms.ChoiceField(label="Cho loại hỗ trợ", choices=[("", "mọi loại"), *SupportKind.choices], required=False)
    text = forms.CharField(
        label="Điều kiện, đúng như văn bản viết", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    conditions = forms.MultipleChoiceField(
        label="Máy tra giúp điều gì?", choices=Condition, widget=forms.CheckboxSelectMultiple
    )
    months = forms.IntegerField(
        label="Không hỗ trợ cùng loại trong bao nhiêu tháng?", min_value=1, max_value=120, initial=24
    )
    starts_on = DayField(label="Áp dụng từ ngày", initial=clock.today, earliest=long_ago)


class EndForm(Form):
    on = DayField(label="Áp dụng đến hết ngày", initial=clock.today, earliest=long_ago)


class FindForm(Form):
    """Find one household of a village by its name; no list of all."""

    thon = forms.ModelChoiceField(label="Thôn", queryset=Body.objects.none(), empty_label="chọn thôn")
    ten = forms.CharField(label="Tên chủ hộ", min_length=2, max_length=60, help_text="gõ có dấu hay không dấu đều được")

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thon"].queryset = bodies.filter(kind=BodyKind.VILLAGE)


class NeedForm(IdForm):
    kind = forms.ChoiceField(label="Hộ cần gì?", choices=SupportKind, widget=forms.RadioSelect)
    happened_on = DayField(label="Hộ nói ngày nào?", initial=clock.today, latest=clock.today, earliest=a_year_ago)


class DecisionForm(IdForm):
    programme = OneOf(
        label="Quyết định của chương trình", queryset=Programme.objects.none(), empty_label="chọn chương trình"
    )
    number = forms.CharField(label="Số quyết định", max_length=40, help_text=f"Chỉ ghi số. {NO_REASON}")
    happened_on = DayField(label="Ngày quyết định", latest=clock.today, earliest=long_ago)

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes


class ProposeForm(IdForm):
    fund = OneOf(label="Từ nguồn nào?", queryset=Fund.objects.none(), empty_label="chọn nguồn vốn")
    amount = MoneyField(label="Trị giá", required=False)
    quantity = forms.IntegerField(
        label="Số lượng", min_value=1, max_value=100_000, required=False, help_text="số cây, số con, số người"
    )
    helper = forms.ModelChoiceField(
        label="Đơn vị giúp hộ", queryset=Body.objects.none(), required=False, empty_label="chưa giao đơn vị nào"
    )
    despite = forms.BooleanField(label="Tôi đã xem những điều trên và vẫn đề nghị", required=False)

    def __init__(self, *args, funds, helpers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset, self.fields["helper"].queryset = funds, helpers
        self.fields["fund"].label_from_instance = lambda fund: f"{fund.programme}: {fund}"


class StepForm(IdForm):
    on = DayField(label="Ngày", initial=clock.today, latest=clock.today, earliest=a_year_ago)


class SignForm(StepForm):
    file = FileField(label="Ảnh giấy hộ đã ký nhận", help_text="chụp phần số lượng, ngày và chữ ký")


class LookForm(IdForm):
    months = forms.TypedChoiceField(
        label="Lần xem lại", coerce=int, choices=[(each, f"sau {each} tháng") for each in LOOKS_AFTER]
    )
    happened_on = DayField(label="Đến xem ngày nào?", initial=clock.today, latest=clock.today, earliest=a_year_ago)
    outcome = forms.ChoiceField(label="Cây, con, vốn, nghề ấy nay ra sao?", choices=Outcome, widget=forms.RadioSelect)
    word = forms.CharField(label="Ghi thêm một dòng", max_length=120, required=False, help_text=NO_REASON)


class VoidForm(VoidRecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = f"Chỉ nói ghi sai chỗ nào. {NO_REASON}"


NO_PROGRAMMES = "Bảng nguồn vốn chưa có chương trình nào. Xin ghi chương trình ở trang Sinh kế trước."


class ReviewForm(RecordForm):
    """The funds were looked through: which, and the paper that says so."""

    field_order = ["happened_on", "sources", "number", "file"]
    about = About.FUNDS
    sources = forms.MultipleChoiceField(label="Gồm những nguồn vốn nào?", widget=forms.CheckboxSelectMultiple)
    number = forms.CharField(label="Số văn bản", max_length=40, help_text="biên bản, thông báo hoặc danh mục")
    file = FileField(label="Tệp văn bản hoặc ảnh chụp", required=False, help_text="bản không có tên hộ")

    def suit(self, body: Body) -> None:
        running = Programme.objects.for_place(body.commune).in_force(clock.today())
        self.fields["sources"].choices = [(name, name) for name in running.values_list("name", flat=True)]
        if not self.fields["sources"].choices:
            self.fields["sources"].error_messages |= {"required": NO_PROGRAMMES, "invalid_choice": NO_PROGRAMMES}
            self.fields["sources"].help_text = NO_PROGRAMMES

    def values(self) -> dict:
        return super().values() | {"about": self.about}


class RoundForm(ReviewForm):
    """What to give was considered: from which funds, how many files; no household."""

    field_order = ["happened_on", "sources", "considered_count", "number", "file"]
    about = About.SUPPORT
    considered_count = forms.IntegerField(label="Đã xem xét bao nhiêu hồ sơ?", min_value=0, max_value=5000)
