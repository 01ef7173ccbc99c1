"""Every sentence that a form can answer with is Vietnamese (STYLE: section 9)."""

import re
from collections.abc import Callable, Iterable
from functools import partial

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from banlanh.accounts.forms import (
    ActivationForm,
    ChangePasswordForm,
    EnrolForm,
    FactorForm,
    NewPasskeyForm,
    NewPasswordForm,
    SignInForm,
)
from banlanh.accounts.models import User
from banlanh.accounts.typed import NEVER
from banlanh.care import forms as care
from banlanh.care.enums import Part
from banlanh.checks.forms import AskForm, DrawForm, FindingForm
from banlanh.committee.forms import CloseForm, ConclusionForm, NoteForm
from banlanh.core.forms import Form
from banlanh.core.views import StyleForm
from banlanh.criteria import forms as criteria
from banlanh.hotline import forms as tips
from banlanh.hotline import queries as tip_queries
from banlanh.livelihoods import forms as livelihood_forms
from banlanh.livelihoods.models import Fund, Programme
from banlanh.outreach.forms import BulletinForm, PlannedForm, ReviewForm, RunForm, TextForm, ToldForm
from banlanh.places.models import Body, Place
from banlanh.plans.comparing import CompareForm
from banlanh.plans.forms import AcceptForm, PeriodForm, StepForm, SubmitForm, TargetForm, TaskForm, UploadForm
from banlanh.plans.models import Plan, Target
from banlanh.pledges.forms import ClassesForm, ListForm, OpenForm, ScanForm, SheetForm
from banlanh.pledges.queries import ClassRow
from banlanh.publicity.forms import PrepareForm
from banlanh.ratings import forms as ratings
from banlanh.ratings.enums import Rated
from banlanh.ratings.periods import period_of
from banlanh.ratings.queries import default_scheme, rows_of
from banlanh.records.forms import ExportForm, VoidForm
from banlanh.records.registry import KINDS
from banlanh.registers import forms as register_forms
from banlanh.registers.models import Entry, SchoolClass
from banlanh.reminders.forms import MailForm, PushForm
from banlanh.reports import forms as reports
from banlanh.situation import forms as area
from banlanh.sync.forms import PieceForm
from banlanh.sync.looking import DropForm
from tests.support.commune import body_of

from .world import World

ENGLISH = re.compile(r"\b(this|enter|select|valid|ensure|field|value|required|please|choose|character|file|is|the)\b")
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
PLAIN = [SignInForm, NewPasswordForm, ActivationForm, StyleForm, UploadForm, PeriodForm, PieceForm]
PLAIN += [
    StepForm,
    SubmitForm,
    AcceptForm,
    VoidForm,
    AskForm,
    FindingForm,
    SheetForm,
    ScanForm,
    MailForm,
    PushForm,
    PrepareForm,
    NoteForm,
    CloseForm,
    BulletinForm,
    TextForm,
    ReviewForm,
    RunForm,
    ToldForm,
    reports.PlainStepForm,
    reports.ReasonForm,
    reports.IssueForm,
    reports.PaperForm,
    reports.EditForm,
    reports.TakeForm,
    reports.WordForm,
    reports.OfficeFormForm,
    DropForm,
]
A_CLASS = SchoolClass(name="1A", pupils=9, parents=9)
OF_A_TASK: dict[str, Callable] = {
    "TaskForm": lambda world, *sent: TaskForm(*sent, task=world.ours.draft.tasks.get()),
    "TargetForm": lambda world, *sent: TargetForm(*sent, target=world.ours.draft.targets.get()),
    "CompareForm": lambda world, *sent: CompareForm(*sent, plans=Plan.objects.for_place(world.ours.place)),
    "DrawForm": lambda world, *sent: DrawForm(*sent, bodies=Body.objects.for_place(world.ours.place)),
    "OpenForm": lambda world, *sent: OpenForm(*sent, targets=Target.objects.for_place(world.ours.place)),
    "PlannedForm": lambda world, *sent: PlannedForm(*sent, bodies=[village(world)]),
    "ConclusionForm": lambda world, *sent: ConclusionForm(*sent, meeting=world.ours.meeting),
    "ListForm": lambda world, *sent: ListForm(*sent),
    "ClassesForm": lambda world, *sent: ClassesForm(*sent, rows=[ClassRow(A_CLASS, None)]),
    "ChangePasswordForm": lambda world, *sent: ChangePasswordForm(*sent, user=User.objects.first()),
    "EnrolForm": lambda world, *sent: EnrolForm(*sent, user=User.objects.first()),
    "NewPasskeyForm": lambda world, *sent: NewPasskeyForm(*sent, user=User.objects.first()),
    "FactorForm": lambda world, *sent: FactorForm(*sent, user=User.objects.first()),
}
OF_A_BODY: dict[str, Callable] = {
    f"{kind.form.__name__} {key}": lambda world, *sent, kind=kind: kind.form(*sent, body=village(world))
    for key, kind in KINDS.items()
}
OF_A_REGISTER: dict[str, Callable] = {
    "NewEntryForm": lambda world, *sent: register_forms.NewEntryForm(*sent, kind="household"),
    "SplitForm": lambda world, *sent: register_forms.SplitForm(*sent),
    "MergeForm": lambda world, *sent: register_forms.MergeForm(*sent, others=Entry.objects.all()),
    "DuplicateForm": lambda world, *sent: register_forms.DuplicateForm(*sent, others=Entry.objects.all()),
    "MoveForm": lambda world, *sent: register_forms.MoveForm(*sent, bodies=Body.objects.for_place(world.ours.place)),
    "DayForm": lambda world, *sent: register_forms.DayForm(*sent),
    "SignForm": lambda world, *sent: register_forms.SignForm(*sent),
    "ClassForm": lambda world, *sent: register_forms.ClassForm(*sent),
    "SearchForm": lambda world, *sent: register_forms.SearchForm(*sent),
    "ExportForm": lambda world, *sent: ExportForm(*sent, reasons=register_forms.REASONS),
    "UploadForm of a register": lambda world, *sent: register_forms.UploadForm(*sent),
    "ColumnsForm": lambda world, *sent: register_forms.ColumnsForm(*sent, kind="household", offered={"0": "Họ tên"}),
}
OF_THE_AREA: dict[str, Callable] = {
    "RouteForm": lambda world, *sent: area.RouteForm(*sent),
    "OpenSpotForm": lambda world, *sent: area.OpenSpotForm(*sent, villages=Body.objects.for_place(world.ours.place)),
    "NumberForm": lambda world, *sent: area.NumberForm(*sent),
    "EndNumberForm": lambda world, *sent: area.EndNumberForm(*sent),
    "TextForm of the area": lambda world, *sent: area.TextForm(*sent),
}
OF_CARE: dict[str, Callable] = {
    "OpenForm of a file": lambda world, *sent: care.OpenForm(Place.objects.for_place(world.ours.place), *sent),
    "PurposeForm": lambda world, *sent: care.PurposeForm(Part.LEGAL, *sent),
    "HelperForm": lambda world, *sent: care.HelperForm(village(world).pk, *sent),
} | {
    each.__name__: lambda world, *sent, each=each: each(world.ours.place, *sent)
    for each in (care.BodyForm, care.OfficerForm, care.BlockForm, care.SendForm, care.ReceiveForm, care.RoutingForm)
} | {
    f"{each.__name__} of a file": lambda world, *sent, each=each: each(*sent)
    for each in (care.FindForm, care.ResultForm, care.IntervalForm, care.VisitForm, care.PauseForm, care.CloseForm,
                 care.BreakForm, care.ReviewForm, care.FindingForm, care.PaperAnswerForm, care.InquiryForm,
                 care.RequestForm, care.RequestAnswerForm, care.SigningForm, care.CorrectForm, care.ExtendForm,
                 care.AllowanceForm, care.CarriedVisitForm)
}  # fmt: skip
OF_TIPS: dict[str, Callable] = {
    "TipForm": lambda world, *sent: tips.TipForm(*sent, villages=[], recipients=recipients(world)),
    "SentForm": lambda world, *sent: tips.SentForm(*sent, villages=[]),
    "OpeningForm": lambda world, *sent: tips.OpeningForm(*sent),
    "StepForm of tips": lambda world, *sent: tips.StepForm(*sent),
    "OpenForm of tips": lambda world, *sent: tips.OpenForm(*sent),
    "CodeForm": lambda world, *sent: tips.CodeForm(*sent),
    "KeyForm": lambda world, *sent: tips.KeyForm(*sent, user=User.objects.first()),
    "PassphraseForm": lambda world, *sent: tips.PassphraseForm(*sent),
    "ShareForm": lambda world, *sent: tips.ShareForm(*sent, others=recipients(world)),
}
MORE_OF_LIVELIHOODS: dict[str, Callable] = {
    "FindForm": lambda world: {"bodies": Body.objects.for_place(world.ours.place)},
    "DecisionForm": lambda world: {"programmes": Programme.objects.for_place(world.ours.place)},
    "ProposeForm": lambda world: {
        "funds": Fund.objects.for_place(world.ours.place),
        "helpers": Body.objects.for_place(world.ours.place),
    },
}
LIVELIHOODS = ["ProgrammeForm", "FundForm", "ChangeForm", "RuleForm", "EndForm", "NeedForm", "StepForm", "SignForm"]
LIVELIHOODS += ["LookForm", "VoidForm", *MORE_OF_LIVELIHOODS]


def of_livelihoods(world: World, *sent, name: str) -> Form:
    more = MORE_OF_LIVELIHOODS[name](world) if name in MORE_OF_LIVELIHOODS else {}
    return getattr(livelihood_forms, name)(*sent, **more)


OF_NOTHING: dict[str, Callable] = {each.__name__: lambda world, *sent, each=each: each(*sent) for each in PLAIN}
FORMS = OF_NOTHING | OF_A_TASK | OF_A_BODY | OF_A_REGISTER | OF_THE_AREA | OF_CARE | OF_TIPS
FORMS |= {
    "ReasonForm of ratings": lambda world, *sent: ratings.ReasonForm(*sent),
    "GradeForm": lambda world, *sent: ratings.GradeForm(*sent),
    "IncidentForm": lambda world, *sent: ratings.IncidentForm(*sent, bodies=Body.objects.for_place(world.ours.place)),
    "PointsForm": lambda world, *sent: ratings.PointsForm(*sent, rows=rows_of(scheme(world), {}, [])),
    "SchemeForm": lambda world, *sent: ratings.SchemeForm(*sent, scheme=scheme(world)),
}
FORMS |= {
    f"{each.__name__} of criteria": lambda world, *sent, each=each: each(*sent)
    for each in (criteria.MetForm, criteria.VillageForm, criteria.NumberForm, criteria.SetForm)
}
FORMS |= {f"{name} of livelihoods": partial(of_livelihoods, name=name) for name in LIVELIHOODS}

TYPED = ["", " ", "@@@", "-5", "9999999", "31/02/2026", "01/01/2099", "01/01/1900", "x" * 5000]
FILES = [
    None,
    SimpleUploadedFile("a.pdf", b""),
    SimpleUploadedFile("a.pdf", b"MZ"),
    SimpleUploadedFile("a.exe", b"MZ"),
    SimpleUploadedFile(f"{'a' * 300}.pdf", b"%PDF-"),
]


def village(world: World) -> Body:
    return body_of(world.ours.place, "Thôn Nà Lìn")


def recipients(world: World) -> list:
    return tip_queries.recipients(world.ours.place)


def scheme(world: World):
    return default_scheme(world.ours.place, Rated.VILLAGE, period_of("2026-q3", Rated.VILLAGE))


def below(form: type[Form]) -> set[type[Form]]:
    return {form, *(each for child in form.__subclasses__() for each in below(child))}


def names(forms: Iterable[type]) -> set[str]:
    return {f"{form.__module__}.{form.__qualname__}" for form in forms if form.__module__.startswith("banlanh.")}


def answers(make: Callable, world: World) -> set[str]:
    """Every sentence that the form gives back to nonsense."""
    found = set()
    for number, typed in enumerate(TYPED):
        file = FILES[number % len(FILES)]
        form = make(world)
        sent = {name: typed for name, field in form.fields.items() if not isinstance(field, forms.FileField)}
        form = make(world, sent, {"file": file} if file else {})
        found |= {sentence for sentences in form.errors.values() for sentence in sentences}
    return found


@pytest.mark.parametrize("sentence", ["This field is required.", "Enter a valid UUID.", "Chon mot file"])
def test_the_rule_finds_english(sentence):
    assert ENGLISH.search(sentence.lower())
    assert not ENGLISH.search("đồng chí chưa điền ô này.")


@pytest.mark.django_db(databases="__all__")
def test_every_form_is_tried(world: World):
    tried = {base for make in FORMS.values() for base in type(make(world)).__mro__}
    assert names(below(Form)) - names(tried) == set()


def test_no_password_waits_in_a_page_that_asks_who_one_is():
    """Whatever was being sent is carried on, but for what every form masks."""
    masked = {
        name
        for form in below(Form)
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.PasswordInput)
    }
    assert masked >= {"password", "passphrase"}
    assert masked - NEVER == set()


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("name", FORMS)
def test_every_answer_to_nonsense_is_vietnamese(world: World, name):
    with override("vi"):
        found = answers(FORMS[name], world)
    assert found
    assert {sentence for sentence in found if ENGLISH.search(sentence.lower())} == set()
    assert {sentence for sentence in found if not VIETNAMESE.search(sentence)} == set()


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("name", FORMS)
def test_every_label_and_hint_is_vietnamese(world: World, name):
    with override("vi"):
        fields = FORMS[name](world).visible_fields()
        said = [text for bound in fields for text in (bound.label, str(bound.help_text)) if text]
    assert [text for text in said if ENGLISH.search(text.lower())] == []
