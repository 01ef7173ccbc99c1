from datetime import date
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.audit.memory import remembered
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.refusal import allows, refusal_on, refusal_told
from banlanh.places.enums import BodyKind, Language
from banlanh.places.models import Body
from banlanh.plans.models import Duty
from banlanh.records.models import Attachment
from banlanh.records.registry import KINDS
from banlanh.records.rules import may_record_for
from banlanh.registers.models import Entry

from . import actions, queries, rules
from .enums import PATROLLERS
from .forms import EndNumberForm, NumberForm, OpenSpotForm, RouteForm, TextForm
from .models import HotlineNumber, HotSpot, Inspection, ListUpdate, Patrol, Route
from .printing import PAPERS, printed

MOST, BACK = 6, "situation:index"
READ, CREATE = touches(Data.POLICE_WORK, Act.READ), touches(Data.POLICE_WORK, Act.CREATE)


def forces_of(request) -> list[Body]:
    """The commune's bodies that patrol, the police first."""
    found = Body.objects.for_place(request.place).current().filter(kind__in=PATROLLERS)
    return sorted(found, key=lambda body: (body.kind not in (BodyKind.POLICE, BodyKind.MILITARY), body.kind))


def doors(request, bodies: list[Body], *keys: str) -> dict[str, Body]:
    """For each kind of record, the body for which the person makes it: their own first, then who owes it."""
    own = request.user.reach.own_bodies
    owed = Duty.objects.visible_to(request.user.reach).filter(kind__in=keys, ends_on__gte=clock.today())
    owing = set(owed.values_list("kind", "body").distinct())
    found = {}
    for key in keys:
        able = [body for body in bodies if allows(may_record_for, request.user, body, KINDS[key])]
        able.sort(key=lambda body: (body.pk not in own, (key, body.pk) not in owing))
        found |= {key: able[0]} if able else {}
    return found


def police_or_none(request, act: Act, bodies: list[Body]) -> Body | None:
    """The police, where the person may act on their records."""
    police = queries.police_of(bodies)
    return police if police and may(request.user, act, Data.POLICE_WORK, body=police) else None


class Asked(NamedTuple):
    """What the plan asks of the forces: who they are, for whom the reader records, how many patrols of the month."""

    bodies: list[Body]
    doors: dict[str, Body]
    patrols: int


def asked_of(request, first: date, last: date) -> Asked:
    bodies = forces_of(request)
    owed = Duty.objects.visible_to(request.user.reach).filter(kind="patrol", starts_on__range=(first, last))
    many = owed.aggregate(Sum("needed"))["needed__sum"] or 0
    return Asked(bodies, doors(request, bodies, "patrol", "inspection", "list_update", "hot_spot"), many)


@READ
def index(request):
    """*Địa bàn*: patrols of the month against the plan; businesses, hot spots and lists for the police.

    Only what the plan asks is remembered: what was found is sealed, and read each time (ADR 10).
    """
    today, reach = clock.today(), request.user.reach
    first, last = clock.month_of(today), clock.last_day(today)
    what = ("asked of the forces", request.place.pk, today, reach.key)
    asked = remembered(request.place.version, what, partial(asked_of, request, first, last))
    patrols = Patrol.objects.visible_to(reach).live().filter(happened_on__range=(first, last))
    page = {
        "month": first,
        "patrols": list(patrols.select_related("body")),
        "owed": asked.patrols,
        "walked": queries.walked_in(patrols, Route.objects.for_place(request.place).in_use()),
        "doors": asked.doors,
        "sees_all": may(request.user, Act.READ, Data.POLICE_WORK),
        "may_add_route": allows(rules.may_change_routes, request.user, request.place),
    }
    if police_or_none(request, Act.READ, asked.bodies):
        page |= of_the_police(request, today)
    return render(request, "situation/index.html", page)


def of_the_police(request, today) -> dict:
    reach = request.user.reach
    businesses = queries.inspected(request.place, Inspection.objects.visible_to(reach), today)
    return {
        "sees_police": True,
        "businesses": businesses,
        "to_mend": sum(each.mark in ("late", "due") for each in businesses),
        "spots": queries.spots_on(HotSpot.objects.visible_to(reach), today),
        "lists": ListUpdate.objects.visible_to(reach).live()[:MOST],
    }


# --- routes -----------------------------------------------------------------------------------------


@CREATE
def add_route(request):
    form = RouteForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            actions.add_route(commune=request.place, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã thêm tuyến. Lần tới ghi tuần tra sẽ thấy tuyến này.")
            return redirect("situation:index")
    page = {"form": form, "title": "Thêm tuyến tuần tra", "why": "Đặt tên tuyến, không ghi tọa độ.", "back": BACK}
    return render(request, "situation/form.html", page, status=status_of(form))


def route_or_404(request, pk) -> Route:
    return get_object_or_404(Route.objects.for_place(request.place), pk=pk)


@READ
def route(request, pk):
    """One route, and the last patrols over it."""
    found = route_or_404(request, pk)
    patrols = Patrol.objects.visible_to(request.user.reach).live().filter(routes=found).select_related("body")
    page = {
        "route": found,
        "patrols": patrols[: 2 * MOST],
        "may_close": allows(rules.may_close_route, request.user, found),
    }
    return render(request, "situation/route.html", page)


@touches(Data.POLICE_WORK, Act.UPDATE)
@require_POST
def close_route(request, pk):
    with refusal_told(request):
        actions.close_route(route_or_404(request, pk), by=request.user)
        messages.success(request, "Từ hôm nay tuyến này thôi đi. Các buổi đã tuần tra vẫn còn.")
    return redirect("situation:route", pk=pk)


# --- businesses and hot spots -----------------------------------------------------------------------


@READ
def establishment(request, pk):
    """One business: each time that somebody looked, the newest first."""
    bodies = forces_of(request)
    if not police_or_none(request, Act.READ, bodies):
        raise Http404
    entry = get_object_or_404(Entry.objects.for_place(request.place), pk=pk, kind="establishment")
    inspections = Inspection.objects.visible_to(request.user.reach).filter(establishment=entry)
    last = queries.last_inspections(inspections, clock.today()).get(entry.pk)
    page = {
        "stands": queries.Inspected(entry, last, clock.today()),
        "inspections": inspections,
        "door": doors(request, bodies, "inspection").get("inspection"),
    }
    return render(request, "situation/establishment.html", page)


@CREATE
def open_spot(request):
    police = police_or_none(request, Act.CREATE, forces_of(request))
    if police is None:
        raise Http404
    villages = Body.objects.for_place(request.place).current().filter(kind=BodyKind.VILLAGE)
    form = OpenSpotForm(request.POST or None, villages=villages)
    if form.is_valid():
        with refusal_on(form):
            spot = actions.open_spot(body=police, by=request.user, **form.values())
            return redirect("situation:spot", pk=spot.pk)
    page = {
        "form": form,
        "title": "Ghi điểm phức tạp",
        "why": "Điểm phức tạp là một nơi. Không ghi tên người, không ghi nhà của ai, không nhập tài liệu mật.",
        "back": BACK,
    }
    return render(request, "situation/form.html", page, status=status_of(form))


@READ
def spot(request, pk):
    """One hot spot and what was done about it, the newest first."""
    spots = HotSpot.objects.visible_to(request.user.reach).select_related("village", "body__commune")
    found = get_object_or_404(spots, pk=pk)
    steps = list(found.steps.select_related("recorded_by"))
    live = [step for step in reversed(steps) if not step.is_voided]
    page = {
        "spot": found,
        "steps": steps,
        "stands": queries.Spot(found, live) if live else None,
        "door": doors(request, [found.body], "hot_spot").get("hot_spot"),
    }
    return render(request, "situation/spot.html", page)


# --- the hotline ------------------------------------------------------------------------------------


@touches(Data.WORK, Act.READ)
def hotline(request):
    """*Đường dây nóng*: who answers, which villages show the number, the poster to print."""
    today, place = clock.today(), request.place
    lines = list(HotlineNumber.objects.for_place(place).select_related("body"))
    texts = queries.texts_of(place)
    page = {
        "lines": [line for line in lines if line.ends_on is None or line.ends_on > today],
        "past": [line for line in lines if line.ends_on and line.ends_on <= today],
        "languages": [(each, texts.get(each)) for each in queries.languages_beside(place)],
        "villages": village_lines(request, today),
        "may_add": number_keeper(request, Act.CREATE) is not None,
        "may_write": allows(rules.may_write_text, request.user, place),
        "end_form": EndNumberForm() if number_keeper(request, Act.UPDATE) else None,
    }
    page["missing"] = sum(poster is None for _, poster, *_ in page["villages"])
    return render(request, "situation/hotline.html", page)


def number_keeper(request, act: Act) -> Body | None:
    """The police, where the person keeps their numbers."""
    police = queries.police_of(forces_of(request))
    return police if police and allows(rules.may_keep_numbers, request.user, police, act) else None


def village_lines(request, today) -> list[tuple]:
    """Each village within reach: its poster, whether a photograph shows it, whether the person records one.

    Those without a poster first.
    """
    reach, posters = request.user.reach, queries.posters_on(request.place, today)
    villages = Body.objects.for_place(request.place).current().filter(kind=BodyKind.VILLAGE)
    if not reach.everywhere(Data.WORK, Act.READ):
        villages = villages.filter(pk__in=reach.bodies(Data.WORK, Act.READ))
    shown = [poster.pk for poster in posters.values()]
    seen = set(Attachment.objects.visible_to(reach).filter(owner__in=shown).values_list("owner", flat=True))
    lines = []
    for body in villages:
        poster = posters.get(body.pk)
        records = allows(may_record_for, request.user, body, KINDS["poster"])
        lines.append((body, poster, poster is not None and poster.pk in seen, records))
    return sorted(lines, key=lambda line: line[1] is not None)


@touches(Data.WORK, Act.CREATE)
def add_number(request):
    police = number_keeper(request, Act.CREATE)
    if police is None:
        raise Http404
    form = NumberForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            actions.add_number(body=police, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã ghi số. In bảng rồi gửi các thôn treo.")
            return redirect("situation:hotline")
    page = {"form": form, "title": "Ghi số đường dây nóng", "why": "Số này in trên bảng, ai cũng đọc được."}
    page["back"] = "situation:hotline"
    return render(request, "situation/form.html", page, status=status_of(form))


def line_or_404(request, pk) -> HotlineNumber:
    return get_object_or_404(HotlineNumber.objects.for_place(request.place).select_related("body", "commune"), pk=pk)


@touches(Data.WORK, Act.UPDATE)
@require_POST
def end_number(request, pk):
    line, form = line_or_404(request, pk), EndNumberForm(request.POST)
    if not allows(rules.may_keep_numbers, request.user, line.body, Act.UPDATE):
        raise Http404
    with refusal_told(request):
        if form.is_valid():
            actions.end_number(line, by=request.user, on=form.cleaned_data["on"])
            messages.success(request, "Đã thôi dùng số này. Các bảng ghi số này không tính nữa, xin treo bảng mới.")
        else:
            messages.error(request, f"Chưa ghi: {form.errors['on'][0]}")
    return redirect("situation:hotline")


@touches(Data.WORK, Act.CREATE)
def write_text(request, language):
    """What posters say in one of the villages' languages, written by somebody who speaks it."""
    spoken = Language(language) if language in Language.values else None
    if spoken in (None, Language.VIETNAMESE) or not allows(rules.may_write_text, request.user, request.place):
        raise Http404
    known = queries.texts_of(request.place).get(language)
    form = TextForm(request.POST or None, initial={"call": known.call, "promise": known.promise} if known else None)
    if form.is_valid():
        actions.write_text(commune=request.place, language=language, by=request.user, **form.cleaned_data)
        messages.success(request, f"Đã ghi lời {spoken.label}. Bảng in từ nay có hai thứ tiếng.")
        return redirect("situation:hotline")
    page = {
        "form": form,
        "title": f"Lời trên bảng, {spoken.label}",
        "why": "Nhờ người nói thứ tiếng này viết hộ, và một người nữa đọc lại trước khi in.",
        "back": "situation:hotline",
    }
    return render(request, "situation/form.html", page, status=status_of(form))


@touches(Data.WORK, Act.READ)
def poster(request, pk, paper):
    """The poster to print, A4 or A3, in Vietnamese and the language asked for, where its words are known."""
    line = line_or_404(request, pk)
    if paper not in PAPERS:
        raise Http404
    beside = queries.texts_of(request.place).get(request.GET.get("tieng", ""))
    response = HttpResponse(printed(line, beside, paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="duong-day-nong-{paper}.pdf"'
    return response
