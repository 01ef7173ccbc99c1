from django import forms
from django.contrib.auth import authenticate, password_validation

from banlanh.core.forms import Form

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin thử lại; nếu quên mật khẩu, xin văn phòng cấp phiếu mới."


def secret(label: str, *, fresh: bool = False) -> forms.CharField:
    kind = "new-password" if fresh else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, strip=False, max_length=128, widget=widget)


class SignInForm(Form):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = secret("Mật khẩu")
    user = None

    def clean(self):
        values = super().clean()
        if {"username", "password"} <= values.keys():
            name = values["username"].strip().lower()
            self.user = authenticate(username=name, password=values["password"])
            if self.user is None:
                raise forms.ValidationError(WRONG)
        return values


class NewPasswordForm(Form):
    password = secret("Mật khẩu mới", fresh=True)
    again = secret("Gõ lại mật khẩu mới", fresh=True)

    def clean_password(self):
        password = self.cleaned_data["password"]
        try:
            password_validation.validate_password(password)
        except forms.ValidationError:
            raise forms.ValidationError(
                "Mật khẩu cần ít nhất 12 ký tự và không phải mật khẩu nhiều người dùng. "
                "Ba bốn từ rời nhau, có dấu cách, là dễ nhớ và tốt."
            ) from None
        return password

    def clean(self):
        values = super().clean()
        if "password" in values and values["password"] != values.get("again"):
            self.add_error("again", "Hai lần gõ chưa giống nhau.")
        return values


class ActivationForm(NewPasswordForm):
    field_order = ["username", "code", "password", "again"]
    username = forms.CharField(label="Tên đăng nhập trên phiếu", max_length=40)
    code = forms.CharField(label="Mã trên phiếu", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
