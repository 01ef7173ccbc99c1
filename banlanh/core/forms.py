"""The form that all forms grow from: Vietnamese sentences, calm widgets, days as d/m/Y."""

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass

from .ids import uuid7

ERRORS = {
    "required": "Đồng chí chưa điền ô này.",
    "invalid": "Nội dung này chưa đúng.",
    "invalid_choice": "Xin chọn một mục có trong danh sách.",
    "invalid_list": "Xin chọn trong danh sách.",
    "invalid_pk_value": "Xin chọn một mục có trong danh sách.",
    "null_characters_not_allowed": "Nội dung có ký tự lạ. Xin gõ lại, đừng dán.",
    "min_length": "Ngắn quá: cần ít nhất %(limit_value)d ký tự, mới có %(show_value)d.",
    "max_length": "Dài quá: tối đa %(limit_value)d ký tự, đang có %(show_value)d.",
    "min_value": "Số nhỏ nhất là %(limit_value)s.",
    "max_value": "Số lớn nhất là %(limit_value)s.",
    "invalid_date": "Ngày chưa đúng. Xin ghi ngày/tháng/năm, ví dụ 05/03/2026.",
    "empty": "Tệp này rỗng. Xin chọn lại tệp.",
    "missing": "Chưa có tệp. Xin chọn tệp.",
    "contradiction": "Xin hoặc chọn tệp, hoặc bỏ tệp, không làm cả hai.",
}


class Spoken(DeclarativeFieldsMetaclass):
    """A form's fields speak Vietnamese from when the form is written down, not anew each time it is filled in."""

    def __init__(cls, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in cls.base_fields.values():
            speak_vietnamese(field)


class Form(forms.Form, metaclass=Spoken):
    required_css_class = "required"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


def speak_vietnamese(field: forms.Field) -> None:
    """Give `field` our sentences in place of Django's, which are partly English."""
    field.error_messages |= {code: ERRORS[code] for code in field.error_messages if code in ERRORS}
    if isinstance(field, forms.DateField):
        field.error_messages["invalid"] = ERRORS["invalid_date"]
    for validator in field.validators:
        if getattr(validator, "code", None) in ERRORS:
            validator.message = ERRORS[validator.code]


def status_of(*shown: forms.Form | None) -> int:
    """Of a page with these forms: 422 where one comes back with what is wrong in it."""
    return 422 if any(form and form.errors for form in shown) else 200


class IdForm(Form):
    """A form whose id is made with the page, so that sending it twice is harmless."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class DayField(forms.DateField):
    """A day written as Vietnamese write it; a calendar is one tap away but never needed."""

    widget = forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "ngày/tháng/năm"})

    def __init__(self, *, earliest=None, latest=None, **kwargs):
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.latest and value > self.latest():
            raise forms.ValidationError(f"Ngày {value:%d/%m/%Y} chưa tới. Xin xem lại năm và tháng.")
        if self.earliest and value < self.earliest():
            raise forms.ValidationError(f"Ngày {value:%d/%m/%Y} đã quá lâu. Xin xem lại năm và tháng.")
