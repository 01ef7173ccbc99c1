from datetime import date

from django import forms

from banlanh.core import clock
from banlanh.core.forms import Form
from banlanh.core.ids import uuid7
from banlanh.core.templatetags.core import initial
from banlanh.indicators.registry import Period
from banlanh.places.models import Body

from .enums import Result
from .registry import CLAIMS, Claim, short_title_of

CONFIDENCES = (95, 90, 99)
SHARES = (90, 95, 85, 80)
MOST_FAILURES = 5


def percents(values: tuple[int, ...]) -> list[tuple[int, str]]:
    return [(value, f"{value}%") for value in values]


def what_can_be_drawn() -> list[tuple[str, str]]:
    return [
        (f"{each.key}:{period.first}:{period.last}", f"{initial(each.name)}, {short_title_of(period)}")
        for each in CLAIMS.values()
        for period in each.periods(clock.today())
    ]


def over_already() -> str:
    """The newest period that is over, which is what one mostly asks about."""
    ended = (value for value, _ in what_can_be_drawn() if value.rsplit(":", 1)[1] < clock.today().isoformat())
    return next(ended, "")


class Number(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        super().__init__(coerce=int, **kwargs)


class AskForm(Form):
    """The question: what is checked, how sure one wants to be, of how much."""

    what = forms.ChoiceField(label="Phúc tra điều gì?", choices=what_can_be_drawn, initial=over_already)
    share = Number(label="Muốn biết ít nhất bao nhiêu phần là thật?", choices=percents(SHARES))
    confidence = Number(
        label="Chắc đến đâu?",
        choices=percents(CONFIDENCES),
        help_text="95% nghĩa là: trong 100 lần làm như thế, không quá 5 lần nói quá sự thật.",
    )
    failures = Number(
        label="Cho phép mấy nơi sai hoặc không gặp được?",
        choices=[(many, str(many)) for many in range(MOST_FAILURES + 1)],
        help_text="Cho phép càng nhiều thì phải đi càng nhiều nơi.",
    )

    def question(self) -> tuple[Claim, Period]:
        key, first, last = self.cleaned_data["what"].split(":")
        return CLAIMS[key], Period(date.fromisoformat(first), date.fromisoformat(last))

    def numbers(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in ("share", "confidence", "failures")}


class DrawForm(AskForm):
    """The question once more, unseen, and who goes to look."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    checkers = forms.ModelMultipleChoiceField(
        label="Ai đi phúc tra?",
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Máy chia nơi cho từng đơn vị; không đơn vị nào phải đến thôn của chính mình.",
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["checkers"].queryset = bodies
        for name in AskForm.base_fields:
            self.fields[name].widget = forms.HiddenInput()


class FindingForm(Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    result = forms.ChoiceField(label="Kết quả", choices=Result)
    # Not one line: the Enter key would send the form by its first button.
    word = forms.CharField(
        label="Ghi thêm một câu", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
