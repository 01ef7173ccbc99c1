import re

from django import forms

from banlanh.core.forms import Form

KEY = re.compile(r"[A-Za-z0-9_-]{16,200}={0,2}")


class MailForm(Form):
    address = forms.EmailField(label="Địa chỉ thư", max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wrong = "Địa chỉ thư chưa đúng. Xin ghi đủ, ví dụ lan@vidu.vn."
        self.fields["address"].error_messages["invalid"] = wrong
        for validator in self.fields["address"].validators:
            if validator.code == "invalid":
                validator.message = wrong


class PushForm(Form):
    """What the browser itself fills in."""

    endpoint = forms.CharField(max_length=600, widget=forms.HiddenInput)
    p256dh = forms.RegexField(KEY, widget=forms.HiddenInput)
    auth = forms.RegexField(KEY, widget=forms.HiddenInput)
