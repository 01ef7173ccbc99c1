from django import forms

from banlanh.core import clock
from banlanh.core.forms import DayField, IdForm, speak_vietnamese
from banlanh.places.models import Body
from banlanh.records.forms import a_year_ago

from .enums import Grade, Happened, Rated
from .models import Scheme
from .queries import Row
from .weighing import Bands, Caps, Line


def speak_all_vietnamese(form: IdForm) -> None:
    """Once more, for the fields that were added after the base form had spoken to its own."""
    for field in form.fields.values():
        speak_vietnamese(field)


class ReasonForm(IdForm):
    """An appeal: which point, and on which grounds."""

    reason = forms.CharField(
        label="Kiến nghị điều gì, vì sao?", min_length=10, max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class PointsForm(IdForm):
    """Points for each line; the machine has filled in what it knows, and the person may change it."""

    reason = forms.CharField(
        label="Nhận xét", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không ghi chuyện gia đình, sức khỏe của ai.",
    )  # fmt: skip

    def __init__(self, *args, rows: list[Row], **kwargs):
        super().__init__(*args, **kwargs)
        for row in rows:
            given = next((each for each in reversed(row.given.values()) if each is not None), row.filled)
            self.fields[row.line.key] = forms.IntegerField(
                label=row.line.text,
                min_value=0,
                max_value=row.line.points,
                initial=given,
                help_text=f"tối đa {row.line.points} điểm; {row.said}",
            )
        self.order_fields(["id", *(row.line.key for row in rows), "reason"])
        speak_all_vietnamese(self)
        self.keys = [row.line.key for row in rows]

    def values(self) -> dict:
        said = self.cleaned_data
        return {"id": said["id"], "reason": said["reason"], "points": {key: said[key] for key in self.keys}}


class GradeForm(IdForm):
    """The decision: a grade, its grounds, and the document where there is one."""

    grade = forms.ChoiceField(label="Quyết định mức", choices=Grade, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Lý do", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Khác mức máy đề xuất thì nêu rõ vì sao. Không ghi chuyện gia đình, sức khỏe của ai.",
    )  # fmt: skip
    number = forms.CharField(label="Số quyết định", max_length=40, required=False)


class IncidentForm(IdForm):
    """Three days, nothing else: no name, no words."""

    body = forms.ModelChoiceField(label="Đơn vị phụ trách", queryset=Body.objects.none(), empty_label="Chọn đơn vị")
    kind = forms.ChoiceField(label="Việc gì", choices=Happened, widget=forms.RadioSelect)
    happened_on = DayField(label="Xảy ra ngày", required=False, latest=clock.today, earliest=a_year_ago)
    known_on = DayField(label="Đơn vị biết ngày", required=False, latest=clock.today, earliest=a_year_ago)
    told_on = DayField(
        label="Đơn vị báo ngày", required=False, latest=clock.today, earliest=a_year_ago,
        help_text="Bỏ trống nếu đơn vị không báo. Ngày nào chưa rõ thì bỏ trống, đừng đoán.",
    )  # fmt: skip

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies


class SchemeForm(IdForm):
    """A new version: a line each, "điểm | nội dung", those that the machine fills in kept as they are."""

    starts_on = DayField(label="Áp dụng từ ngày")
    basis = forms.CharField(label="Căn cứ", min_length=5, max_length=200)
    within = forms.IntegerField(label="Đơn vị phải báo trong mấy ngày từ khi biết", min_value=0, max_value=30)
    late = forms.ChoiceField(label="Báo muộn thì xếp loại không quá", choices=Grade)
    never = forms.ChoiceField(label="Biết mà không báo thì xếp loại không quá", choices=Grade)
    share = forms.IntegerField(label="Xuất sắc nhiều nhất, phần trăm số từ mức tốt trở lên", min_value=0, max_value=100)

    def __init__(self, *args, scheme: Scheme, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = scheme.lines
        for line in self.lines:
            self.fields[f"text_{line.key}"] = forms.CharField(label="Tiêu chí", max_length=200, initial=line.text)
            self.fields[f"points_{line.key}"] = forms.IntegerField(
                label="Điểm tối đa", min_value=0, max_value=100, initial=line.points
            )
        for name, best in zip(("excellent", "good", "done"), scheme.reaches, strict=True):
            label = f"«{Grade[name.upper()].named(Rated(scheme.rated))}» từ mấy điểm"
            self.fields[name] = forms.IntegerField(label=label, min_value=1, max_value=100, initial=best)
        speak_all_vietnamese(self)

    def clean(self) -> dict:
        said = self.cleaned_data
        if self.errors:
            return said
        if sum(said[f"points_{line.key}"] for line in self.lines) != 100:
            raise forms.ValidationError("Tổng điểm tối đa của các tiêu chí phải là 100.")
        if not said["excellent"] > said["good"] > said["done"]:
            raise forms.ValidationError("Ba mức điểm phải từ cao xuống thấp.")
        if Grade(said["never"]).place < Grade(said["late"]).place:
            raise forms.ValidationError("Không báo thì không thể được xếp cao hơn báo muộn.")
        return said

    def values(self) -> dict:
        said = self.cleaned_data
        lines = [line._replace(text=said[f"text_{line.key}"], points=said[f"points_{line.key}"]) for line in self.lines]
        return {
            "id": said["id"],
            "starts_on": said["starts_on"],
            "basis": said["basis"],
            "share": said["share"],
            "lines": [Line(*line) for line in lines],
            "bands": Bands(said["excellent"], said["good"], said["done"]),
            "caps": Caps(said["within"], Grade(said["late"]), Grade(said["never"])),
        }
