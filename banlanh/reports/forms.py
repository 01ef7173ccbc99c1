from django import forms

from banlanh.core import clock
from banlanh.core.forms import DayField, Form, IdForm
from banlanh.records.files import PAPERS, Gate
from banlanh.records.forms import FileField
from vanban.text import tidy

from .enums import Verb

LONGEST = 6000


class PlainStepForm(IdForm):
    """Submits or approves: nothing is asked."""


class ReasonForm(IdForm):
    note = forms.CharField(label="Vì sao?", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PaperForm(IdForm):
    """Which paper of those above says so."""

    note = forms.CharField(
        label="Văn bản của cấp trên",
        min_length=5,
        max_length=500,
        help_text="số, ngày, nơi ban hành; ví dụ: Công văn 215-CV/BCĐ ngày 02/12/2026 của Ban Chỉ đạo tỉnh",
    )


class IssueForm(IdForm):
    since = DayField(
        label="Dãy số báo cáo bắt đầu từ ngày",
        required=False,
        latest=clock.today,
        help_text="chỉ cần ở lần đầu, ví dụ ngày đầu nhiệm kỳ của cấp ủy",
    )


STEPS = {
    Verb.SUBMIT: PlainStepForm,
    Verb.APPROVE: PlainStepForm,
    Verb.SEND_BACK: ReasonForm,
    Verb.ISSUE: IssueForm,
    Verb.REOPEN: ReasonForm,
    Verb.LOCK_ABOVE: PaperForm,
    Verb.UNLOCK_ABOVE: PaperForm,
}


class EditForm(IdForm):
    """What a person writes in place of a paragraph, with what it replaces: so that nobody overwrites another."""

    heading = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST)
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST, strip=False)
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Đoạn này viết là",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Xuống dòng là một đoạn mới. Để trống là bỏ đoạn này.",
    )

    def clean_text(self) -> str:
        return "\n".join(filter(None, map(tidy, self.cleaned_data["text"].splitlines())))


class TakeForm(EditForm):
    """A paragraph that came back from Word, to be taken or left."""

    take = forms.BooleanField(label="Nhận đoạn này", required=False, initial=True)


WORD = Gate(
    starts={"docx": PAPERS.starts["docx"]},
    asked="tệp Word (.docx)",
    smaller="bỏ bớt ảnh trong tệp",
    holds={"docx": PAPERS.holds["docx"]},
)


class WordForm(Form):
    file = FileField(label="Tệp Word đã sửa", gate=WORD, help_text="bản thảo đã tải về từ trang này, sửa rồi lưu lại")


FORMS = Gate(
    starts={kind: PAPERS.starts[kind] for kind in ("docx", "xlsx")},
    asked="biểu Word (.docx) hoặc Excel (.xlsx)",
    smaller="bỏ bớt ảnh trong tệp",
    holds={kind: PAPERS.holds[kind] for kind in ("docx", "xlsx")},
)


class OfficeFormForm(IdForm):
    name = forms.CharField(label="Tên biểu", max_length=120, help_text="ví dụ «Biểu 02 của Công an tỉnh»")
    file = FileField(label="Tệp biểu", gate=FORMS, help_text="trong tệp, mỗi chỗ cần số ghi tên trường như {{ky}}")

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])
