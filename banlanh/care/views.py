"""Pages of sealed files. A page shows codes and days; what a file says comes only as the answer to a purpose that was
sent, and is kept nowhere. What is not yours and what is not there are one answer, after one way (SEC-13)."""

from collections.abc import Callable
from functools import wraps
from typing import NoReturn

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data, Role
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import Refused, allows, refusal_on
from banlanh.places.models import Place
from banlanh.sealing import master
from banlanh.sealing.crypto import Broken

from . import actions, asking, forms, queries, routing, rules, terms
from .codes import read_code
from .enums import Part
from .models import SupportedPerson
from .purposes import Purpose

CLOSED = 503
UNSURE = "Hồ sơ này không mở được: dữ liệu niêm phong không khớp khóa. Xin báo Trưởng Công an xã và người giữ khóa."

UNTOLD = "Máy chưa ghi được vết xem nên không cho xem hồ sơ. Xin thử lại; vẫn thế thì báo người quản trị."


def sealed(view: Callable) -> Callable:
    """Where the key is not there, or the log cannot be written, the page says so and shows nothing (SEC-26, SEC-55)."""

    @wraps(view)
    def closed_or(request, *args, **kwargs):
        try:
            master.read()
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return render(request, "care/closed.html", {"why": str(refusal)}, status=CLOSED)
        except Broken:
            return render(request, "care/closed.html", {"why": UNSURE}, status=CLOSED)
        except DatabaseError:
            return render(request, "care/closed.html", {"why": UNTOLD}, status=CLOSED)

    return closed_or


def person_or_404(request, code: str, part: Part, act: Act) -> SupportedPerson:
    """An open file of which this person may do `act` with that part; the asking of any other is told."""
    found = queries.within(request.user, part, act).filter(code=code).first()
    if found is None:
        refuse(request, SupportedPerson.objects.for_place(request.place).filter(code=code).first())
    return found


def refuse(request, there: SupportedPerson | None = None) -> NoReturn:
    actions.note_refusal(request.place.pk, there, by=request.user)
    raise Http404


def on_file(part: Part, act: Act) -> Callable:
    """A page on which `act` is done with that part of one open file; the view is given whose it is."""

    def declare(view: Callable) -> Callable:
        @touches(part.data, act)
        @sealed
        @wraps(view)
        def page(request, code):
            return view(request, person_or_404(request, code, part, act))

        return page

    return declare


def reviewer_or_404(request) -> None:
    if not allows(rules.may_see_reviews, request.user):
        raise Http404


# --- work due, by codes -----------------------------------------------------------------------------------


@touches(Data.CARE_CARD, Act.READ)
@sealed
def index(request):
    """*Hồ sơ*: what is due, by day; whom one helps; codes only."""
    today, now, user = clock.today(), clock.now(), request.user
    helped = queries.helped_by(user, today)
    names = queries.people_named({each.helper for each in helped if each.helper})
    page = {
        "today": today,
        "tests": queries.due_tests(user, today),
        "ending": queries.ending_soon(user, today),
        "check": Purpose.FILE,  # why who has that to do opens one of these
        "arriving": [(each, each.is_answered_late(now)) for each in queries.arrivals(user).waiting()],
        "leaving": [(each, each.is_answered_late(now)) for each in queries.departures(user)],
        "helped": [(each, names.get(each.helper, "")) for each in helped],
        "is_chair": any(post.role == Role.R8B for post in user.reach.posts),
        "asked": [(each, asking.due_on(each)) for each in asking.requests_of(user)],
        "may_open": can(user, Part.LEGAL, Act.CREATE),
        "may_visit": can(user, Part.CARD, Act.CREATE),
    }
    return render(request, "care/index.html", page)


def can(user, part: Part, act: Act) -> bool:
    return user.reach.has(part.data, act)


@touches(Data.LEGAL_FILE, Act.UPDATE)
@sealed
def find(request):
    """One person, by a number or by name and year of birth; the answer is a code, never a name."""
    form = forms.FindForm(request.POST or None)
    found = None
    if form.is_valid():
        found = matching(request.user, **form.cleaned_data)
    page = {"form": form, "found": found, "is_chief": rules.is_chief(request.user)}
    return render(request, "care/find.html", page, status=status_of(form))


def matching(user, number: str, full_name: str, born: int | None) -> list[SupportedPerson]:
    people = queries.within(user, Part.LEGAL)
    try:
        return list(people.filter(code=read_code(number)))
    except Refused:
        pass
    return queries.found_by_number(people, number) if number else queries.found_by_name(people, full_name, born or 0)


@touches(Data.LEGAL_FILE, Act.CREATE)
@sealed
def open_file(request):
    villages = Place.objects.for_place(request.place).villages()
    form = forms.OpenForm(villages, request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            told = form.cleaned_data
            opened = actions.open_file(told["id"], form.told, village=told["village"], by=request.user)
            messages.success(request, f"Đã lập hồ sơ {opened.code}. Từ nay chỉ dùng mã này.")
            return redirect("care:show", opened.code)
    return answer(request, form, "Lập hồ sơ", "Điền theo quyết định. Trang này không lưu nháp.")


def answer(request, form, title: str, why: str = "", back: str = "care:index", code: str = ""):
    page = {"form": form, "title": title, "why": why, "back": back, "code": code}
    return render(request, "care/form.html", page, status=status_of(form))


# --- one file ---------------------------------------------------------------------------------------------


@touches(Data.CARE_CARD, Act.READ)
@sealed
def show(request, code):
    """The envelope of a file: its code and days, and the parts that this person may open, each for a purpose."""
    found = queries.within(request.user, Part.CARD).filter(code=code).first()
    person = found or person_or_404(request, code, Part.TESTS, Act.READ)
    return render(request, "care/show.html", envelope(request.user, person))


def envelope(user, person: SupportedPerson) -> dict:
    parts = queries.parts_for(user, person)
    return {
        "person": person,
        "parts": [(part, forms.PurposeForm(part)) for part in parts],
        "days": queries.days_for(user, person, parts),
        "may_pass_on": user.reach.has(Data.LIVELIHOODS, Act.CREATE),
        "may_change": Part.LEGAL in queries.parts_for(user, person, Act.UPDATE),
        "may_visit": Part.CARD in queries.parts_for(user, person, Act.CREATE),
        "may_test": Part.TESTS in queries.parts_for(user, person, Act.CREATE),
        "due": queries.next_test(person),
        "routing": routing.waits_for(user, person),
    }


def opened_part(request, code: str, part: Part):
    person = person_or_404(request, code, part, Act.READ)
    form = forms.PurposeForm(part, request.POST)
    if form.is_valid():
        told = form.cleaned_data
        with refusal_on(form):
            seen = actions.look(person, part, by=request.user, purpose=told["purpose"], words=told["words"])
            return render(request, f"care/{part.value}.html", envelope(request.user, person) | seen | {"part": part})
    page = envelope(request.user, person)
    page["parts"] = [(each, form if each is part else empty) for each, empty in page["parts"]]
    return render(request, "care/show.html", page, status=422)


@touches(Data.CARE_CARD, Act.READ)
@require_POST
@sealed
def card(request, code):
    return opened_part(request, code, Part.CARD)


@touches(Data.LEGAL_FILE, Act.READ)
@require_POST
@sealed
def legal(request, code):
    return opened_part(request, code, Part.LEGAL)


@touches(Data.TESTS, Act.READ)
@require_POST
@sealed
def tests(request, code):
    return opened_part(request, code, Part.TESTS)


# --- what is done in it -----------------------------------------------------------------------------------


def act_on(request, person: SupportedPerson | None, form, act: Callable, done: str, title: str, why: str = ""):
    """Send one form to one action; back to the list, or the form again with the sentence why.

    `person` is whose file one may open from the form; nobody's where it is not one's own yet.
    """
    if form.is_valid():
        with refusal_on(form):
            act(form.cleaned_data)
            messages.success(request, done)
            return redirect("care:index")
    return answer(request, form, title, why, code=person.code if person else "")


@touches(Data.TESTS, Act.CREATE)
@sealed
def record_result(request, pk):
    test = queries.test_in_reach(request.user, pk) or refuse(request)
    form = forms.ResultForm(request.POST or None)
    return act_on(
        request,
        test.person,
        form,
        lambda told: actions.record_result(test, by=request.user, **told),
        "Đã ghi kết quả xét nghiệm. Kết quả được niêm phong.",
        "Ghi xét nghiệm",
        f"Hẹn ngày {test.due_on:%d/%m/%Y}",
    )


@on_file(Part.CARD, Act.CREATE)
def record_visit(request, person):
    def act(told):
        actions.record_visit(told.pop("id"), person, by=request.user, **told)

    return act_on(request, person, forms.VisitForm(request.POST or None), act, "Đã ghi lượt thăm.", "Ghi lượt thăm")


@on_file(Part.LEGAL, Act.UPDATE)
def record_finding(request, person):
    def act(told):
        actions.record_finding(told.pop("id"), person, by=request.user, **told)

    form, why = forms.FindingForm(request.POST or None), "Báo trong 24 giờ từ khi biết là đúng hạn, dù việc gì."
    return act_on(request, person, form, act, "Đã báo việc phát sinh.", "Báo việc phát sinh", why)


@on_file(Part.LEGAL, Act.UPDATE)
def set_interval(request, person):
    return act_on(
        request,
        person,
        forms.IntervalForm(request.POST or None),
        lambda told: actions.set_interval(person, by=request.user, **told),
        "Đã đặt lịch xét nghiệm.",
        "Đặt lịch xét nghiệm",
    )


@on_file(Part.LEGAL, Act.UPDATE)
def hand_to_officer(request, person):
    return act_on(
        request,
        person,
        forms.OfficerForm(request.place, request.POST or None),
        lambda told: actions.hand_to_officer(person, told["officer"], by=request.user),
        "Đã giao cán bộ phụ trách.",
        "Giao cán bộ phụ trách",
    )


@on_file(Part.LEGAL, Act.UPDATE)
def assign_body(request, person):
    return act_on(
        request,
        person,
        forms.BodyForm(request.place, request.POST or None),
        lambda told: actions.assign_body(person, *told["body"], by=request.user),
        "Đã giao việc giúp đỡ.",
        "Giao đơn vị giúp đỡ",
        "Người giúp chỉ thấy mã và phiếu hỗ trợ, không thấy hồ sơ quản lý.",
    )


@touches(Data.CARE_CARD, Act.UPDATE)
@sealed
def name_helper(request, pk):
    assignment = queries.assignment_of_chair(request.user, pk) or refuse(request)
    return act_on(
        request,
        assignment.person,
        forms.HelperForm(assignment.body, request.POST or None),
        lambda told: actions.name_helper(assignment, told["helper"], by=request.user),
        "Đã cử người giúp.",
        "Cử người giúp",
    )


@on_file(Part.LEGAL, Act.UPDATE)
def add_pause(request, person):
    return act_on(
        request,
        person,
        forms.PauseForm(request.POST or None),
        lambda told: actions.add_pause(
            person,
            terms.Pause(terms.PauseKind(told["pause"]), told["first"], told["last"]),
            document=told["document"],
            by=request.user,
        ),
        "Đã ghi. Ngày hết thời hạn được tính lại.",
        "Ghi thời gian không tính",
    )


@on_file(Part.LEGAL, Act.UPDATE)
def close_file(request, person):
    return act_on(
        request,
        person,
        forms.CloseForm(request.POST or None),
        lambda told: actions.close_file(
            person, terms.ExitReason(told["reason"]), document=told["document"], on=told["on"], by=request.user
        ),
        "Hồ sơ đã kết thúc, không còn trong danh sách nào.",
        "Kết thúc hồ sơ",
        "Kết thúc rồi thì không ai mở được nữa.",
    )


@on_file(Part.LEGAL, Act.UPDATE)
def block(request, person):
    return act_on(
        request,
        person,
        forms.BlockForm(request.place, request.POST or None),
        lambda told: actions.block(person, told["officer"], words=told["words"], by=request.user),
        "Đã chặn. Người này không mở được hồ sơ nữa.",
        "Không để một người xem",
        "Theo yêu cầu của chính chủ, hoặc vì là người nhà.",
    )


@touches(Data.LEGAL_FILE, Act.EXPORT)
@require_POST
@sealed
def who_looked(request, code):
    """For the person in person, with their papers: who opened what, when and why (SEC-60); to be printed."""
    person = person_or_404(request, code, Part.LEGAL, Act.EXPORT)
    looks = actions.tell_who_looked(person, by=request.user)
    return render(request, "care/who_looked.html", {"person": person, "looks": looks, "today": clock.today()})
