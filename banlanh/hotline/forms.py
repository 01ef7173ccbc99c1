"""What pages of tips ask. No field asks who called."""

from collections.abc import Iterable
from uuid import uuid4

from django import forms

from banlanh.accounts.forms import ChangePasswordForm, NewPasswordForm, SecretField
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.forms import DayField, Form
from banlanh.places.models import Place

from .enums import NEXT, TAKEN_DOWN, Verb
from .models import Recipient

MOST = 4000
OWN = "Mật khẩu mở tin"


def passphrase(label: str = OWN, **more) -> forms.CharField:
    """Never offered to the browser to remember: others sit at this machine too."""
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return SecretField(label=label, strip=False, max_length=128, widget=widget, **more)


class TipForm(Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = forms.CharField(
        label="Người báo nói gì?",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        help_text="Ghi đúng lời kể. Không hỏi tên, số điện thoại; chỉ ghi khi người báo muốn để lại.",
    )
    channel = forms.ChoiceField(
        label="Báo bằng cách nào?",
        choices=[(channel.value, channel.label) for channel in TAKEN_DOWN],
        widget=forms.RadioSelect,
        initial="call",
    )
    village = forms.ChoiceField(label="Chuyện ở thôn nào?", required=False)
    not_to = forms.MultipleChoiceField(
        label="Tin nói về người nào dưới đây?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Người được chọn sẽ không mở được tin này. Không ai thì để trống.",
    )

    def __init__(self, *args, villages: Iterable[Place], recipients: Iterable[tuple[Recipient, User]], **kwargs):
        super().__init__(*args, **kwargs)
        names = [village.name for village in villages]
        self.fields["village"].choices = [("", "không rõ, không nói"), *((name, name) for name in names)]
        self.recipients = {str(key.pk): (key, user) for key, user in recipients}
        self.fields["not_to"].choices = [(pk, str(user)) for pk, (_, user) in self.recipients.items()]

    @property
    def to(self) -> list[Recipient]:
        return [key for pk, (key, _) in self.recipients.items() if pk not in self.cleaned_data["not_to"]]

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("words", "village") if self.cleaned_data[name]}


MOST_SENT = 2000


class SentForm(Form):
    """What somebody unknown writes on the public page. Nothing asks who they are."""

    words = forms.CharField(
        label="Có chuyện gì, ở đâu, khi nào?",
        max_length=MOST_SENT,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text="Không cần ghi tên mình. Đừng kể điều mà chỉ một mình mình biết, nếu sợ bị đoán ra.",
    )
    village = forms.ChoiceField(label="Chuyện ở thôn nào?", required=False)
    about = forms.ChoiceField(
        label="Tin có nói về cán bộ Công an xã không?",
        choices=[("no", "Không"), ("police", "Có")],
        widget=forms.RadioSelect,
        initial="no",
    )

    def __init__(self, *args, villages: Iterable[Place], **kwargs):
        super().__init__(*args, **kwargs)
        names = [village.name for village in villages]
        self.fields["village"].choices = [("", "không rõ, không nói"), *((name, name) for name in names)]
        self.fields["words"].error_messages["required"] = "Ô này còn trống."
        self.fields["words"].error_messages["max_length"] = (
            f"Dài quá {MOST_SENT} chữ cái: xin cắt bớt hoặc gửi làm hai tin. Phần dài hơn không còn ở dưới đây."
        )

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("words", "village") if self.cleaned_data[name]}


class OpeningForm(Form):
    number = forms.CharField(label="Quyết định số", max_length=60, help_text="Ví dụ: 12/QĐ-CAX.")
    decided_on = DayField(label="Ngày quyết định")

    def clean_decided_on(self):
        if self.cleaned_data["decided_on"] > clock.today():
            raise forms.ValidationError("Ngày này chưa tới. Xin ghi ngày trên quyết định.")
        return self.cleaned_data["decided_on"]


class StepForm(Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    verb = forms.ChoiceField(
        label="Đã làm gì?", choices=[(verb.value, verb.label) for verb in NEXT], widget=forms.RadioSelect
    )
    next_on = DayField(label="Hẹn gọi lại ngày nào?", required=False)
    sent_to = forms.CharField(label="Chuyển cho đơn vị nào?", max_length=120, required=False)
    document = forms.CharField(label="Văn bản chuyển số mấy?", max_length=40, required=False)
    words = forms.CharField(
        label="Ghi thêm",
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    NEEDS = {
        Verb.CALL_BACK: {"next_on": "Hẹn gọi lại thì ghi ngày hẹn."},
        Verb.PASSED_ON: {
            "sent_to": "Đã chuyển thì ghi chuyển cho đơn vị nào.",
            "document": "Đã chuyển thì ghi số văn bản chuyển.",
        },
    }

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        if day and day < clock.today():
            raise forms.ValidationError("Ngày hẹn đã qua. Xin ghi hôm nay hoặc một ngày sau.")
        return day

    def clean(self):
        values = super().clean()
        for name, sentence in self.NEEDS.get(values.get("verb"), {}).items():
            if not values.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if values.get("next_on") and values.get("verb") not in (None, Verb.CALL_BACK):
            self.add_error("next_on", "Chỉ «hẹn gọi lại» mới ghi ngày hẹn. Xin xóa ngày này hoặc chọn hẹn gọi lại.")
        return values

    @property
    def said(self) -> dict[str, str]:
        return {name: words for name in ("sent_to", "document", "words") if (words := self.cleaned_data[name])}


class OpenForm(Form):
    passphrase = passphrase()


class CodeForm(Form):
    code = forms.RegexField(
        r"^(?:\d ?){6}$",
        label="Mã gọi lại",
        error_messages={"invalid": "Mã gồm sáu chữ số."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )

    def clean_code(self) -> str:
        return self.cleaned_data["code"].replace(" ", "")


class KeyForm(ChangePasswordForm):
    """Makes a key; who one is, is said again: somebody else may sit down at an open page."""

    current = passphrase("Mật khẩu đăng nhập")
    password = passphrase(OWN, help_text="Ít nhất 12 ký tự, khác mật khẩu đăng nhập. Ba bốn từ rời nhau là dễ nhớ.")
    again = passphrase(f"Gõ lại {OWN.lower()}")


class PassphraseForm(NewPasswordForm):
    field_order = ["old", "password", "again"]
    old = passphrase("Mật khẩu mở tin đang dùng")
    password = passphrase(f"{OWN} mới")
    again = passphrase(f"Gõ lại {OWN.lower()} mới")


class ShareForm(Form):
    to = forms.ChoiceField(label="Niêm cho ai?")
    passphrase = passphrase(f"{OWN} của đồng chí")

    def __init__(self, *args, others: Iterable[tuple[Recipient, User]], **kwargs):
        super().__init__(*args, **kwargs)
        self.others = {str(key.pk): (key, user) for key, user in others}
        self.fields["to"].choices = [(pk, str(user)) for pk, (_, user) in self.others.items()]

    @property
    def recipient(self) -> Recipient:
        return self.others[self.cleaned_data["to"]][0]
