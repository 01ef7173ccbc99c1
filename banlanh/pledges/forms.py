from datetime import datetime
from uuid import UUID

from django import forms

from banlanh.core import clock
from banlanh.core.forms import DayField, Form
from banlanh.core.ids import uuid7
from banlanh.places.enums import Language
from banlanh.plans.models import Target
from banlanh.records.forms import FileField, LateForm, a_year_ago

from .enums import Signers
from .queries import ClassRow

REASONS = (
    ("paper", "đối chiếu với tờ giấy đã ký"),
    ("sign", "đi ký tiếp, biết ai đã ký"),
    ("keep", "lưu cùng hồ sơ của thôn, đơn vị"),
)


class OpenForm(Form):
    """A new campaign; its id is made with the page."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    signers = forms.ChoiceField(label="Ai ký?", choices=Signers)
    title = forms.CharField(label="Tên đợt", max_length=120, help_text="ví dụ Cam kết «Thôn không ma túy» năm 2026")
    text = forms.CharField(
        label="Nội dung cam kết", max_length=3000, widget=forms.Textarea(attrs={"rows": 6}), help_text="in trên tờ ký"
    )
    version = forms.CharField(label="Bản số", max_length=20, initial="1")
    languages = forms.MultipleChoiceField(
        label="Đọc bằng thứ tiếng nào trước khi ký?",
        choices=Language,
        widget=forms.CheckboxSelectMultiple,
        initial=[Language.VIETNAMESE.value],
    )
    starts_on = DayField(label="Ký từ ngày", initial=clock.today, earliest=a_year_ago)
    ends_on = DayField(label="Đến ngày", earliest=a_year_ago)
    target = forms.ModelChoiceField(
        label="Cho chỉ tiêu nào của kế hoạch?", queryset=Target.objects.none(), required=False, empty_label="không ghi"
    )

    def __init__(self, *args, targets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets


class SheetForm(LateForm):
    """What was signed together: its id made with the page, its day, the photograph of the paper."""

    the_day = "on"

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    on = DayField(label="Ngày ký", initial=clock.today, latest=clock.today, earliest=a_year_ago)
    file = FileField(label="Ảnh chụp tờ đã ký", required=False)

    def __init__(self, *args, claimed_at: datetime | None = None, must_say: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_why(claimed_at, must=must_say)


class TicksField(forms.MultipleChoiceField):
    """Ids that were ticked; whether they are in the register is for the rule to say, of all at once."""

    def clean(self, value) -> list[UUID]:
        ticked = self.to_python(value)
        if not ticked:
            raise forms.ValidationError("Xin chọn ít nhất một dòng đã ký.", code="required")
        try:
            return [UUID(each) for each in ticked]
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class ListForm(SheetForm):
    """Who of a register signed: one box for each entry, ticked on the page of the register."""

    entries = TicksField(label="Ai đã ký?")


class ClassesForm(SheetForm):
    """How many of each class have signed, all told; a class that is left as it was is not said anew."""

    field_order = ["id"]

    def __init__(self, *args, rows: list[ClassRow], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            known = row.school_class
            self.fields[f"pupils_{known.pk}"] = number(f"{known.name}: học sinh đã ký", row.pupils.n, row.pupils.m)
            self.fields[f"parents_{known.pk}"] = number(f"{known.name}: phụ huynh đã ký", row.parents.n, row.parents.m)

    def numbers(self) -> dict:
        said = {}
        for row in self.rows:
            now = tuple(self.cleaned_data[f"{of}_{row.school_class.pk}"] for of in ("pupils", "parents"))
            if now != (row.pupils.n, row.parents.n):
                said[row.school_class] = now
        return said


def number(label: str, signed: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, initial=signed, help_text=f"trong số {most}")


class ScanForm(Form):
    file = FileField(label="Ảnh chụp tờ đã ký")
