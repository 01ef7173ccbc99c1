"""The page that holds a plan of the commune against the document above it, or against the plan before it.

Nothing of it is stored: a file that is sent here is read, compared, and forgotten.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.shortcuts import render
from django.urls import reverse

import vanban
from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused
from vanban.comparison import Answer, Ask, Change, Passage, Side, answers, changes, side_of

from .forms import UploadForm
from .models import Plan
from .views import office_only

HIGHER, BEFORE = "cap-tren", "nam-truoc"
QUESTIONS = {
    HIGHER: "Văn bản cấp trên: chỉ tiêu, nhiệm vụ nào đã có trong kế hoạch của xã",
    BEFORE: "Kế hoạch năm trước: kế hoạch của xã đã đổi những gì",
}
# Comparing takes the product of both lengths; a plan of a commune has some hundred clauses.
MOST_CLAUSES, MOST_LETTERS = 800, 600_000
# What is no number of a marker: "3." gives 3, "-" nothing.
NUMBER = re.compile(r"[^\w. ]|\.$")
SHAPES = {"reworded": "due", "new": "done", "gone": "open", "moved": "waiting"}
WORDS = {"reworded": "sửa lời", "new": "mới", "gone": "đã bỏ", "moved": "đổi chỗ", "unchanged": "giữ nguyên"}


class CompareForm(UploadForm):
    """A plan of the commune, and what it is held against: a document in the machine, or a file."""

    plan = forms.ModelChoiceField(label="Kế hoạch của xã", queryset=None, empty_label=None)
    question = forms.ChoiceField(label="Đối chiếu với", choices=QUESTIONS, widget=forms.RadioSelect, initial=HIGHER)
    other = forms.ModelChoiceField(
        label="Văn bản ấy đã có trong máy", queryset=None, required=False, empty_label="Chưa có, tôi gửi tệp"
    )
    field_order = ["plan", "question", "other", "file"]

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = self.fields["other"].queryset = plans
        self.fields["plan"].label_from_instance = self.fields["other"].label_from_instance = titled
        self.fields["file"].label = "Tệp của văn bản ấy"
        if len(plans) > 1:
            self.fields["file"].required = False  # then it may be one of the others
        else:
            del self.fields["other"]

    def clean_file(self):
        return super().clean_file() if self.cleaned_data["file"] else None

    def clean(self):
        values = super().clean()
        other, file = values.get("other"), values.get("file")
        if not other and not file and "file" not in self.errors:
            self.add_error("file", "Xin chọn một văn bản đã có trong máy, hoặc gửi tệp.")
        elif other and file:
            self.add_error("file", "Xin chọn một trong hai: văn bản đã có trong máy, hoặc tệp.")
        elif other and other == values.get("plan"):
            self.add_error("other", "Đây chính là kế hoạch ở trên. Xin chọn văn bản khác.")
        return values


def titled(plan: Plan) -> str:
    return f"{plan.name}: {plan.title}"[:90]


@dataclass(frozen=True)
class Document:
    """One of the two; `urls` are the places of its clauses where it has a page."""

    name: str
    side: Side
    urls: tuple[str, ...] = ()

    def show(self, place: int | None) -> "Shown | None":
        if place is None:
            return None
        passage = self.side.passages[place]
        number = "" if passage.is_heading else NUMBER.sub("", passage.marker)
        where = ".".join(filter(None, (passage.at, number)))
        return Shown(f"mục {where}" if where else "phần mở đầu", passage.text, self.urls[place] if self.urls else "")


@dataclass(frozen=True)
class Shown:
    """A clause as the page shows it."""

    where: str
    text: str
    url: str


@touches(Data.WORK, Act.CREATE)
def compare(request):
    office_only(request)
    plans = Plan.objects.for_place(request.place)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CompareForm(*sent, plans=plans, initial={"plan": request.GET.get("ke-hoach")})
    page = {"form": form, "has_plans": len(plans) > 0}
    if form.is_valid():
        try:
            page |= compared(**form.cleaned_data)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "plans/compare.html", page, status=status_of(form))


def compared(*, plan: Plan, question: str, file, other: Plan | None = None) -> dict:
    """What the page shows of the two documents. Raises `Refused` where the file cannot be read or is too long."""
    ours, theirs = document_of(plan), document_of(other) if other else document_in(file)
    for each in (ours, theirs):
        letters = sum(len(passage.text) for passage in each.side.passages)
        if len(each.side.passages) > MOST_CLAUSES or letters > MOST_LETTERS:
            raise Refused("Văn bản quá dài để đối chiếu. Xin bỏ phụ lục rồi gửi lại.")
    found = answered(theirs, ours) if question == HIGHER else changed(theirs, ours)
    return {"ours": ours, "theirs": theirs} | found


def document_of(plan: Plan) -> Document:
    """A plan in the machine, with what people confirmed or have not dropped."""
    clauses = list(plan.clauses.all())
    places = {clause.pk: place for place, clause in enumerate(clauses)}
    asks = [
        Ask(places[each.clause_id], "target", None if each.value is None else float(each.value), each.unit)
        for each in plan.targets.kept()
    ]
    asks += [Ask(places[each.clause_id], "task", every=each.every) for each in plan.tasks.kept()]
    passages = [Passage(each.at, each.marker, each.text, each.is_heading) for each in clauses]
    page = reverse("plans:review", args=[plan.pk])
    return Document(plan.name, Side(passages, asks), tuple(f"{page}#muc-{each.position}" for each in clauses))


def document_in(file) -> Document:
    try:
        reading = vanban.read(file.read(), file.name)
    except vanban.Unreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable
    head = reading.letterhead
    name = " ".join(filter(None, ((head.kind or "Tệp").capitalize(), head.title))) if head.title else file.name
    return Document(name[:120], side_of(reading))


def answered(higher: Document, lower: Document) -> dict:
    found = answers(higher.side, lower.side)
    lines = [Line.of(each, higher, lower) for each in found]
    return {
        "lines": lines,
        "open": [line for line in lines if not line.found],
        "met": [line for line in lines if line.found],
    }


@dataclass(frozen=True)
class Line:
    """A target or task of the higher document, and the clauses that answer it, each with the reasons."""

    kind: str
    asked: Shown
    found: list[tuple[Shown, tuple[str, ...]]]
    nearest: Shown | None

    @classmethod
    def of(cls, answer: Answer, higher: Document, lower: Document) -> "Line":
        kind = "chỉ tiêu" if answer.kind == "target" else "nhiệm vụ"
        found = [(lower.show(each.clause), each.why) for each in answer.found]
        nearest = lower.show(answer.nearest.clause) if answer.nearest else None
        return cls(kind, higher.show(answer.clause), found, nearest)


def changed(before: Document, after: Document) -> dict:
    found = changes(before.side, after.side)
    counts = [(WORDS[kind], sum(each.kind == kind for each in found)) for kind in WORDS]
    groups = [
        {"is_same": is_same, "rows": [Row.of(each, before, after) for each in group]}
        for is_same, group in groupby(found, key=lambda each: each.kind == "unchanged")
    ]
    return {"groups": groups, "counts": [(name, count) for name, count in counts if count]}


@dataclass(frozen=True)
class Row:
    """A clause and what became of it."""

    change: Change
    shape: str
    words: str
    before: Shown | None
    after: Shown | None

    @classmethod
    def of(cls, change: Change, before: Document, after: Document) -> "Row":
        shape = SHAPES.get(change.kind, "open")
        return cls(change, shape, WORDS[change.kind], before.show(change.before), after.show(change.after))
