from datetime import date

from django import forms

from banlanh.core import clock
from banlanh.places.models import Body
from banlanh.records.forms import FileField, RecordForm

from .enums import DocumentType


class DocumentForm(RecordForm):
    field_order = ["type", "number", "happened_on", "title", "file"]
    type = forms.ChoiceField(label="Loại văn bản", choices=DocumentType)
    number = forms.CharField(label="Số, ký hiệu", max_length=40, help_text="ví dụ 12-BC/CB")
    title = forms.CharField(label="Về việc gì", max_length=300)
    file = FileField(label="Tệp văn bản hoặc ảnh chụp", required=False)


def document_form(kind: DocumentType) -> type[DocumentForm]:
    """The form of one type of paper, which then need not be asked."""

    class OneType(DocumentForm):
        type = forms.CharField(widget=forms.HiddenInput, initial=kind.value)

        def clean_type(self):
            return kind.value

    return OneType


class MonthField(forms.TypedChoiceField):
    """One of the last months, the newest first."""

    def __init__(self, **kwargs):
        super().__init__(coerce=date.fromisoformat, choices=last_months, **kwargs)


def last_months() -> list[tuple[str, str]]:
    month, months = clock.month_of(clock.today()), []
    for _ in range(12):
        months.append((month.isoformat(), f"tháng {month.month}/{month.year}"))
        month = clock.month_of(month.replace(day=1) - clock.DAY)
    return months


class ResolutionForm(RecordForm):
    field_order = ["month", "number", "happened_on", "has_drug_content", "file"]
    month = MonthField(label="Nghị quyết của tháng")
    number = forms.CharField(label="Số", max_length=40, help_text="ví dụ 11-NQ/CB")
    has_drug_content = forms.TypedChoiceField(
        label="Có nội dung phòng, chống ma túy?",
        choices=[("1", "Có"), ("", "Chưa có")],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="1",
    )
    file = FileField(label="Tệp nghị quyết hoặc ảnh chụp", required=False)

    def suit(self, body: Body) -> None:
        month = self.initial.get("covers_on") or clock.today()
        self.fields["month"].initial = clock.month_of(month).isoformat()
