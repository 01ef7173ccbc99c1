from django import forms

from banlanh.core import clock
from banlanh.core.forms import DayField, IdForm
from banlanh.places.models import Place
from banlanh.records.forms import FileField, RecordForm

from .enums import Met, Outcome
from .rulebook import period_of

MOST_LINES = 12
REASON = "Số văn bản, cuộc rà soát hay người xác nhận. Không ghi tên, địa chỉ, hoàn cảnh của ai."


class ReasonForm(IdForm):
    reason = forms.CharField(
        label="Căn cứ vào đâu?",
        min_length=10,
        max_length=300,
        help_text=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MetForm(ReasonForm):
    """Yes, no, or not known, with the grounds."""

    met = forms.ChoiceField(label="Trả lời", choices=Met, widget=forms.RadioSelect)
    field_order = ("id", "met", "reason")


class VillageForm(MetForm):
    met = forms.ChoiceField(
        label="Thôn có đạt tiêu chí này không?",
        choices=[(Met.YES, "đạt"), (Met.NO, "không đạt"), (Met.UNKNOWN, "chưa rõ")],
        widget=forms.RadioSelect,
    )


class NumberForm(ReasonForm):
    """A number of the whole commune, with the grounds."""

    number = forms.IntegerField(label="Số của cả xã", min_value=0, max_value=10_000_000)
    field_order = ("id", "number", "reason")


class SetForm(IdForm):
    """A new version of the village criteria: a line each."""

    starts_on = DayField(label="Áp dụng từ ngày")
    basis = forms.CharField(
        label="Căn cứ", min_length=5, max_length=200, help_text="Ví dụ: số, ngày của quyết định cấp tỉnh hoặc của xã"
    )
    lines = forms.CharField(
        label="Các tiêu chí, mỗi dòng một tiêu chí", max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    spots = forms.IntegerField(
        label="Dòng nào lấy theo sổ điểm phức tạp của Công an?",
        required=False,
        min_value=1,
        max_value=MOST_LINES,
        help_text="Ghi số thứ tự của dòng; bỏ trống nếu không có.",
    )

    def clean_lines(self) -> list[str]:
        found = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if not 1 <= len(found) <= MOST_LINES or max(map(len, found)) > 300:
            raise forms.ValidationError(f"Xin ghi từ 1 đến {MOST_LINES} dòng, mỗi dòng không quá 300 ký tự.")
        return found

    def clean(self) -> dict:
        spots = self.cleaned_data.get("spots")
        if spots and spots > len(self.cleaned_data.get("lines", [])):
            self.add_error("spots", "Không có dòng nào mang số này.")
        return self.cleaned_data


class TitleForm(RecordForm):
    """Which document decided what, of the commune or a village."""

    year = forms.TypedChoiceField(label="Kỳ đánh giá", coerce=int)
    village = forms.ModelChoiceField(
        label="Của cả xã, hay của thôn nào?", queryset=Place.objects.none(), required=False, empty_label="Cả xã"
    )
    outcome = forms.ChoiceField(label="Kết luận", choices=Outcome)
    issuer = forms.CharField(label="Cơ quan quyết định", max_length=120, initial="Ủy ban nhân dân tỉnh")
    number = forms.CharField(label="Số, ký hiệu", max_length=40)
    file = FileField(label="Bản chụp quyết định", required=False)

    def suit(self, body) -> None:
        year = period_of(clock.today()).year
        periods = [(each, f"15/12/{each - 1} – 14/12/{each}") for each in (year, year - 1)]
        self.fields["year"].choices = periods
        self.fields["village"].queryset = Place.objects.for_place(body.commune).villages()
