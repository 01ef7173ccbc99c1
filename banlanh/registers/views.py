from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.forms import Form, status_of
from banlanh.core.refusal import allows, refusal_on, refusal_told
from banlanh.places.enums import CELLS, BodyKind
from banlanh.places.models import Body
from banlanh.records.forms import ExportForm

from . import actions, queries, rules
from .enums import BY_SLUG, REGISTERS, EntryKind, Register
from .forms import (
    REASONS,
    ClassForm,
    DayForm,
    DuplicateForm,
    MergeForm,
    MoveForm,
    NewEntryForm,
    SearchForm,
    SignForm,
    SplitForm,
    WordsForm,
)
from .models import Entry, SchoolClass, Stay, school_year

ON_A_PAGE = 50
MOST_FOUND = 20
OF_A_VILLAGE = [kind for kind, register in REGISTERS.items() if BodyKind.VILLAGE.value in register.bodies]
READ, UPDATE = touches(Data.PLEDGES, Act.READ), touches(Data.PLEDGES, Act.UPDATE)


# --- what is asked for ----------------------------------------------------------------------------------------


def readable(request):
    """The bodies whose registers the person may read."""
    reach = request.user.reach
    found = Body.objects.for_place(request.place).current().select_related("place", "commune")
    if reach.everywhere(Data.PLEDGES, Act.READ):
        return found
    return found.filter(pk__in=reach.bodies(Data.PLEDGES, Act.READ))


def body_or_404(request, pk: int) -> Body:
    return get_object_or_404(readable(request), pk=pk)


def register_or_404(slug: str) -> tuple[str, Register]:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug], REGISTERS[BY_SLUG[slug]]


def kept_body_or_404(request, slug: str, pk: int) -> tuple[Body, str, Register]:
    kind, register = register_or_404(slug)
    body = body_or_404(request, pk)
    if body.kind not in register.bodies:
        raise Http404
    return body, kind, register


def entry_or_404(request, pk) -> Entry:
    entries = Entry.objects.visible_to(request.user.reach)
    return get_object_or_404(entries.select_related("commune", "parent", "merged_into"), pk=pk)


# --- pages to read --------------------------------------------------------------------------------------------


@READ
def overview(request):
    """*Sổ bộ*: how many count where; a name finds whose it is. What is searched for stays out of the address."""
    form = SearchForm(request.POST or None)
    page = {
        "today": clock.today(),
        "form": form,
        "registers": [REGISTERS[kind] for kind in OF_A_VILLAGE],
        "may_import": request.user.reach.has(Data.PLEDGES, Act.UPDATE),
    }
    page |= found_by(request, form.cleaned_data["q"]) if form.is_valid() else counted_in(list(readable(request)))
    return render(request, "registers/overview.html", page, status=status_of(form))


def found_by(request, text: str) -> dict:
    stays = Stay.objects.visible_to(request.user.reach).counted_on(clock.today()).named(text)
    found = list(stays.select_related("entry", "body").order_by("entry__order")[: MOST_FOUND + 1])
    return {"found": found[:MOST_FOUND], "found_more": len(found) > MOST_FOUND}


def counted_in(bodies: list[Body]) -> dict:
    counts = queries.count_table(bodies, clock.today())
    villages = [body for body in bodies if body.kind == BodyKind.VILLAGE]
    return {
        "villages": [
            (body, [(REGISTERS[kind], counts.get((body.pk, kind), 0)) for kind in OF_A_VILLAGE]) for body in villages
        ],
        "totals": [
            (REGISTERS[kind], sum(counts.get((body.pk, kind), 0) for body in villages)) for kind in OF_A_VILLAGE
        ],
        "cells": [(body, counts.get((body.pk, EntryKind.MEMBER), 0)) for body in bodies if body.kind in CELLS],
        "schools": [body for body in bodies if body.kind == BodyKind.SCHOOL],
    }


@READ
def listing(request, slug, pk):
    """Who counts in one village or cell, on a day: today, or the one asked for."""
    body, kind, register = kept_body_or_404(request, slug, pk)
    asked = DayForm({"on": request.GET["ngay"]}) if request.GET.get("ngay") else None
    on = asked.cleaned_data["on"] if asked and asked.is_valid() else clock.today()
    form = SearchForm(request.POST or None)
    stays = Stay.objects.visible_to(request.user.reach).filter(body=body).of(kind).counted_on(on)
    stays = stays.select_related("entry").order_by("entry__order", "pk")
    if form.is_valid():
        stays = stays.named(form.cleaned_data["q"])
    page = {
        "body": body,
        "kind": kind,
        "register": register,
        "on": on,
        "asked": asked or DayForm(initial={"on": on}),
        "form": form,
        "page": Paginator(stays, ON_A_PAGE).get_page(request.GET.get("trang")),
        "may_keep": allows(rules.may_keep, request.user, body, kind),
        "export": ExportForm(reasons=REASONS),
        "month": clock.month_of(clock.today()),
    }
    return render(request, "registers/listing.html", page, status=status_of(form))


@READ
def show(request, pk):
    """One entry with its dated history; what may be done to it."""
    entry = entry_or_404(request, pk)
    stays = list(Stay.objects.visible_to(request.user.reach).filter(entry=entry).select_related("body", "recorded_by"))
    visible = Entry.objects.visible_to(request.user.reach)
    lasts = stays[-1].ends_on is None
    page = {
        "entry": entry,
        "stays": stays,
        "lasts": lasts,
        "split_off": visible.filter(parent=entry),
        "merged": visible.filter(merged_into=entry),
        "verbs": [verb for verb in VERBS.values() if verb.suits(entry, lasts)] if may_change(request, entry) else [],
    }
    return render(request, "registers/entry.html", page)


def may_change(request, entry: Entry) -> bool:
    return allows(rules.may_change, request.user, entry)


# --- verbs ----------------------------------------------------------------------------------------------------


@UPDATE
def create(request, slug, pk):
    body, kind, register = kept_body_or_404(request, slug, pk)
    if not allows(rules.may_keep, request.user, body, kind):
        raise Http404
    form = NewEntryForm(request.POST or None, kind=kind)
    if form.is_valid():
        with refusal_on(form):
            made = actions.add_entry(kind=kind, body=body, by=request.user, began=register.begins, **form.cleaned_data)
            messages.success(request, f"Đã ghi vào sổ của {body}.")
            return redirect("registers:show", pk=made.pk)
    page = {"body": body, "register": register, "form": form}
    return render(request, "registers/create.html", page, status=status_of(form))


@dataclass(frozen=True)
class Verb:
    """Something done to one entry: its address, words, form, and what it calls."""

    slug: str
    label: str
    about: str
    form: Callable
    run: Callable
    done: str
    while_counted: bool | None = True  # None: always
    for_split: bool = False
    needs: Callable = field(default=lambda request, entry: {})

    def suits(self, entry: Entry, lasts: bool) -> bool:
        if self.for_split and not entry.register.splits:
            return False
        if self.while_counted is False and entry.merged_into_id:
            return False
        return self.while_counted is None or self.while_counted == lasts


def others_beside(request, entry: Entry) -> dict:
    """Who counts in the same body today, to merge with."""
    here = Stay.objects.visible_to(request.user.reach).filter(entry=entry, ends_on=None).values("body")
    stays = Stay.objects.visible_to(request.user.reach).filter(body__in=here).counted_on(clock.today())
    beside = Entry.objects.visible_to(request.user.reach).filter(pk__in=stays.of(entry.kind).values("entry"))
    return {"others": beside.exclude(pk=entry.pk)}


def other_bodies(request, entry: Entry) -> dict:
    """Where it may move to: the commune's other bodies that keep such a register."""
    here = Stay.objects.visible_to(request.user.reach).filter(entry=entry, ends_on=None).values("body")
    bodies = Body.objects.for_place(request.place).current().filter(kind__in=entry.register.bodies)
    return {"bodies": bodies.exclude(pk__in=here)}


def words_of(request, entry: Entry) -> dict:
    names = ("name", "address", "phone", "detail")
    return {"kind": entry.kind, "initial": {name: getattr(entry, name) for name in names}}


EVERY_VERB = (
    Verb("sua", "Sửa", "Sửa tên, địa chỉ, điện thoại ghi sai hoặc đã đổi.", WordsForm, actions.correct_entry,
         "Đã sửa.", None, needs=words_of),
    Verb("chuyen", "Chuyển nơi khác trong xã", "Mục này theo sang nơi mới, giữ nguyên lịch sử và cam kết đã ký.",
         MoveForm, actions.move_entry, "Đã chuyển.", needs=other_bodies),
    Verb("tach", "Tách hộ", "Hộ mới ở cùng thôn, nhớ đã tách từ hộ này.", SplitForm, actions.split_entry,
         "Đã tách thành hộ mới.", for_split=True),
    Verb("nhap", "Nhập vào hộ khác", "Từ ngày ấy chỉ tính một hộ.", MergeForm, actions.merge_entries,
         "Đã nhập làm một.", for_split=True, needs=others_beside),
    Verb("roi", "Ghi là đã rời đi, thôi hoạt động", "Từ ngày ấy không tính nữa; lịch sử còn nguyên.", DayForm,
         actions.end_entry, "Đã ghi."),
    Verb("tro-ve", "Ghi là đã trở về", "Tính lại từ ngày ấy, ở nơi đã rời đi.", DayForm, actions.return_entry,
         "Đã ghi trở về.", False),
    Verb("ghi-trung", "Đây là mục ghi trùng", "Mục này chưa bao giờ được tính; mục kia giữ nguyên.", DuplicateForm,
         lambda entry, *, by, into: actions.mark_duplicate(entry, of=into, by=by), "Đã bỏ mục ghi trùng.",
         needs=others_beside),
    Verb("ghi-nham", "Đây là mục ghi nhầm", "Mục này chưa bao giờ được tính. Bấm nút để xác nhận.", Form,
         actions.strike_entry, "Đã bỏ mục ghi nhầm."),
)  # fmt: skip
VERBS = {verb.slug: verb for verb in EVERY_VERB}


@UPDATE
def act(request, pk, slug):
    """One verb: its form, and the verb itself when the form is sent."""
    verb, entry = VERBS.get(slug), entry_or_404(request, pk)
    if verb is None or not may_change(request, entry):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = verb.form(sent, **verb.needs(request, entry))
    if form.is_valid():
        with refusal_on(form):
            changed = verb.run(entry, by=request.user, **form.cleaned_data)
            messages.success(request, verb.done)
            return redirect(after(request, changed))
    page = {"entry": entry, "verb": verb, "form": form}
    return render(request, "registers/act.html", page, status=status_of(form))


def after(request, entry: Entry) -> str:
    """To the entry; where it moved out of one's reach, to the registers."""
    if Entry.objects.visible_to(request.user.reach).filter(pk=entry.pk).exists():
        return reverse("registers:show", args=[entry.pk])
    return reverse("registers:overview")


@UPDATE
def duplicates(request, slug, pk):
    """Pairs that look alike, each to be merged or told apart by a person."""
    body, kind, register = kept_body_or_404(request, slug, pk)
    if not allows(rules.may_keep, request.user, body, kind):
        raise Http404
    pairs = queries.likely_duplicates([body], kind, clock.today()).get(body.pk, [])
    if request.method == "POST":
        decide(request, {f"{first.pk} {other.pk}": (first, other) for first, other in pairs})
        return redirect("registers:duplicates", slug=slug, pk=pk)
    page = {"body": body, "register": register, "pairs": pairs[:ON_A_PAGE], "count": len(pairs)}
    return render(request, "registers/duplicates.html", page)


def decide(request, pairs: dict[str, tuple[Entry, Entry]]) -> None:
    """What a person says of one pair; of a pair that is settled already, nothing."""
    first, other = pairs.get(request.POST.get("pair", ""), (None, None))
    if first is None:
        return
    with refusal_told(request):
        if request.POST.get("same") == "1":
            actions.mark_duplicate(other, of=first, by=request.user)
        else:
            actions.tell_apart(first, other=other, by=request.user)


# --- the month, the school ------------------------------------------------------------------------------------


def month_or_404(year: int, month: int) -> date:
    try:
        first = date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    if not year >= 2000 or first > clock.today():
        raise Http404
    return first


def month_page(request, body: Body, first: date) -> dict:
    came, went = queries.changes_in(body, first, clock.next_month(first))
    changed, signed = queries.last_change([*came, *went]), queries.signed_by_side(body, first)
    return {
        "body": body,
        "first": first,
        "before": clock.month_of(first - clock.DAY),
        "after": clock.next_month(first) if clock.next_month(first) <= clock.today() else None,
        "came": came,
        "went": went,
        "count": queries.counts_of(EntryKind.HOUSEHOLD, [body], min(clock.last_day(first), clock.today()))[body.pk],
        "signed": [(each, changed is not None and changed > each.signed_at) for each in signed.values()],
        "may_sign": allows(rules.may_sign, request.user, body, first),
        "keeps": allows(rules.may_keep, request.user, body, EntryKind.HOUSEHOLD),
        "reads_returned": request.user.reach.everywhere(Data.POLICE_WORK, Act.READ),
    }


@READ
def month(request, pk, year, month):
    """*Thay đổi trong tháng*: what came and went in one village, and who has signed it."""
    body, first = body_or_404(request, pk), month_or_404(year, month)
    if body.kind != BodyKind.VILLAGE:
        raise Http404
    return render(request, "registers/month.html", month_page(request, body, first) | {"form": SignForm()})


@READ
@require_POST
def sign(request, pk, year, month):
    body, first = body_or_404(request, pk), month_or_404(year, month)
    form = SignForm(request.POST)
    if not form.is_valid():
        return render(request, "registers/month.html", month_page(request, body, first) | {"form": form}, status=422)
    told = form.cleaned_data["returned_count"] if allows(rules.may_keep, request.user, body, "household") else None
    with refusal_told(request):
        actions.sign_month(body=body, month=first, by=request.user, returned_count=told)
        messages.success(request, "Đã ký xác nhận. Cảm ơn đồng chí.")
    return redirect("registers:month", pk=pk, year=year, month=month)


@READ
def school(request, pk):
    """The classes of a school: numbers of pupils and parents, as of today."""
    body = body_or_404(request, pk)
    if body.kind != BodyKind.SCHOOL:
        raise Http404
    may_count = allows(rules.may_count_classes, request.user, body)
    form = ClassForm(request.POST if may_count and request.method == "POST" else None)
    if form.is_valid():
        with refusal_on(form):
            year = school_year(form.cleaned_data["on"])
            actions.set_class(body=body, by=request.user, year=year, **form.cleaned_data)
            messages.success(request, "Đã ghi số của lớp.")
            return redirect("registers:school", pk=pk)
    classes = list(SchoolClass.objects.visible_to(request.user.reach).filter(body=body).counted_on(clock.today()))
    page = {
        "body": body,
        "classes": classes,
        "pupils": sum(each.pupils for each in classes),
        "parents": sum(each.parents for each in classes),
        "form": form if may_count else None,
        "year": school_year(clock.today()),
    }
    return render(request, "registers/school.html", page, status=status_of(form))
