import re
import unicodedata
from collections.abc import Callable

from django import forms
from django.contrib.auth import password_validation

from banlanh.core.forms import Form
from banlanh.core.refusal import Refused
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from vanban.text import search_key

from .actions import know_again, recognise, show_factor

EASY = (
    "Mật khẩu cần ít nhất 12 ký tự và không phải mật khẩu nhiều người dùng. "
    "Ba bốn từ rời nhau, có dấu cách, là dễ nhớ và tốt."
)
# What everybody here would try first; a password must be more than these, the place's name and a year (SEC-03).
TRIED_FIRST = ("xakhongmatuy", "khongmatuy", "congan", "banlanh", "(?:19|20)[0-9]{2}")
LEAST_BESIDES = 6


class SecretField(forms.CharField):
    """A password: every character counts, but Vietnamese letters are the same however a keyboard composes them."""

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value))


def secret(label: str, *, fresh: bool = False) -> forms.CharField:
    kind = "new-password" if fresh else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return SecretField(label=label, strip=False, max_length=128, widget=widget)


def is_tried_first(password: str) -> bool:
    letters = re.sub(r"[\W_]", "", search_key(password))
    towns = Place.objects.exclude(kind=PlaceKind.VILLAGE).values_list("search", flat=True)
    tried = "|".join([*(re.escape(town.replace(" ", "")) for town in towns), *TRIED_FIRST])
    besides = re.sub(tried, "", letters)
    return besides != letters and len(besides) < LEAST_BESIDES


class SignInForm(Form):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = secret("Mật khẩu")
    user = None

    def __init__(self, *args, device_for: Callable[[str], str] = lambda username: "", **kwargs):
        super().__init__(*args, **kwargs)
        self.device_for = device_for

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def clean(self):
        values = super().clean()
        if {"username", "password"} <= values.keys():
            try:
                self.user = recognise(**values, device=self.device_for(values["username"]))
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return values


class NewPasswordForm(Form):
    password = secret("Mật khẩu mới", fresh=True)
    again = secret("Gõ lại mật khẩu mới", fresh=True)

    def clean_password(self):
        password = self.cleaned_data["password"]
        try:
            password_validation.validate_password(password)
        except forms.ValidationError:
            raise forms.ValidationError(EASY) from None
        if is_tried_first(password):
            raise forms.ValidationError(EASY)
        return password

    def clean(self):
        values = super().clean()
        if "password" in values and values["password"] != values.get("again"):
            self.add_error("again", "Hai lần gõ chưa giống nhau.")
        return values


class OneselfForm(Form):
    """On a shared PC somebody else may sit down at an open page: who one is must be said again."""

    current = secret("Mật khẩu đang dùng")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self):
        try:
            know_again(self.user, self.cleaned_data["current"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return self.cleaned_data["current"]


class ChangePasswordForm(OneselfForm, NewPasswordForm):
    field_order = ["current", "password", "again"]


def digits() -> forms.CharField:
    """Six digits from a phone; typed "123 456" as they stand there, too."""
    attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}
    return forms.CharField(label="Sáu chữ số trên điện thoại", max_length=12, widget=forms.TextInput(attrs=attrs))


class EnrolForm(OneselfForm):
    """The phone shows that it has the key; the person, that it is theirs."""

    field_order = ["digits", "current"]
    digits = digits()

    def clean_digits(self):
        return without_spaces(self.cleaned_data["digits"])


class FactorForm(Form):
    digits = digits()
    printed = forms.CharField(
        label="Mã dự phòng",
        max_length=20,
        required=False,
        help_text="Một mã chưa dùng trên tờ đã in, ví dụ 3-K7WQF-8MZ2P.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["digits"].widget.attrs["autofocus"] = True
        if self.data.get("printed"):
            self.fields["digits"].required = False

    def clean_digits(self):
        return without_spaces(self.cleaned_data["digits"])

    def clean_printed(self):
        typed = re.sub(r"[\W_]", "", self.cleaned_data["printed"].upper())
        return f"{typed[:1]}-{typed[1:6]}-{typed[6:]}" if typed else ""

    def clean(self):
        values = super().clean()
        if not self.errors:
            try:
                show_factor(self.user, **values)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return values


class PasskeyForm(Form):
    """What the browser's key answered; the page's script fills it in."""

    credential = forms.CharField(max_length=8000, required=False, widget=forms.HiddenInput)


class NewPasskeyForm(OneselfForm, PasskeyForm):
    field_order = ["name", "current"]
    name = forms.CharField(
        label="Gọi khóa này là gì?",
        max_length=40,
        help_text="Để nhận ra máy giữ khóa, ví dụ: điện thoại của tôi, máy ở phòng.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def without_spaces(typed: str) -> str:
    return "".join(typed.split())


class ActivationForm(NewPasswordForm):
    field_order = ["username", "code", "password", "again"]
    username = forms.CharField(label="Tên đăng nhập trên phiếu", max_length=40)
    code = forms.CharField(label="Mã trên phiếu", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
