import tempfile
from datetime import date
from zipfile import ZIP_STORED, ZipFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.pages import kept
from banlanh.core import clock
from banlanh.core.forms import status_of
from banlanh.core.ids import uuid7
from banlanh.core.refusal import allows, refusal_on, refusal_told
from banlanh.places.enums import BodyKind, Language
from banlanh.places.models import Body
from banlanh.records.forms import LATE

from . import actions, queries, rules
from .enums import Reason
from .forms import BulletinForm, PlannedForm, ReviewForm, RunForm, TextForm, ToldForm
from .models import Bulletin, BulletinText, PlannedAiring, Run, languages_of
from .printing import printed

READ, CREATE, UPDATE = (touches(Data.WORK, act) for act in (Act.READ, Act.CREATE, Act.UPDATE))
SOUNDS = {"mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav"}
IN_MEMORY = 4 * 1024 * 1024


def villages_of(request, act: Act):
    """The villages on whose loudspeakers the person may do this."""
    found = Body.objects.for_place(request.place).current().filter(kind=BodyKind.VILLAGE)
    found = found.select_related("place", "commune")
    reach = request.user.reach
    return found if reach.everywhere(Data.WORK, act) else found.filter(pk__in=reach.bodies(Data.WORK, act))


def monday_asked(request) -> date:
    """The Monday of the week in the address, else of this week."""
    try:
        asked = date.fromisoformat(request.GET.get("tuan", ""))
    except ValueError:
        asked = clock.today()
    return clock.monday_of(asked if abs(asked - clock.today()) < 400 * clock.DAY else clock.today())


def week_page(monday: date) -> dict:
    week = 7 * clock.DAY
    return {
        "monday": monday,
        "sunday": monday + 6 * clock.DAY,
        "before": monday - week,
        "after": monday + week,
        "is_now": monday == clock.monday_of(clock.today()),
    }


# --- the calendar ----------------------------------------------------------------------------------------------


@READ
@kept("tuan")
def calendar(request):
    """*Lịch phát thanh*: villages × days of one week; straight to the village where there is one."""
    bodies = list(villages_of(request, Act.READ))
    if len(bodies) == 1:
        return redirect(f"{reverse('outreach:village', args=[bodies[0].pk])}?{request.GET.urlencode()}".rstrip("?"))
    monday = monday_asked(request)
    days = [monday + number * clock.DAY for number in range(7)]
    told = queries.sessions_of(bodies, monday)
    lines = [(body, [queries.cell_of(told.get(body.pk, []), day) for day in days]) for body in bodies]
    page = week_page(monday) | {
        "days": days,
        "lines": lines,
        "unplanned": sum(not any(each.planned for each in told.get(body.pk, ())) for body in bodies),
        "programme": queries.programme(request.place, monday),
        "may_plan": may(request.user, Act.UPDATE, Data.WORK),
    }
    return render(request, "outreach/calendar.html", page)


@READ
def village(request, body):
    """One village's week: a tap for what was played, two for what could not be; what is played, to hear or to take."""
    body = get_object_or_404(villages_of(request, Act.READ), pk=body)
    monday = monday_asked(request)
    on_air = queries.programme(request.place, monday)
    sessions = queries.sessions_of([body], monday).get(body.pk, [])
    page = week_page(monday) | {
        "body": body,
        "sessions": [(each, uuid7()) for each in sessions],
        "bulletins": queries.spoken_in(on_air, languages_of(body)),
        "tracks": queries.tracks(on_air, languages_of(body)),
        "may_tell": may(request.user, Act.CREATE, Data.WORK, body=body),
        "may_plan": allows(rules.may_plan, request.user, body),
        "late": ToldForm.base_fields,
        "reasons": [each for each in Reason.choices if each[0] != Reason.OTHER],
        "many": may(request.user, Act.READ, Data.WORK),
    }
    return render(request, "outreach/village.html", page)


@CREATE
@require_POST
def confirm(request, pk):
    """The session was played."""
    planned, form = planned_or_404(request, pk), ToldForm(request.POST)
    if form.is_valid():
        with refusal_told(request):
            told = {"id": form.cleaned_data["id"], "day": form.cleaned_data["day"], "late": form.late}
            actions.confirm_airing(planned, by=request.user, **told)
            messages.success(request, "Đã ghi buổi phát. Cảm ơn đồng chí.")
    return to_week(request, planned, form)


@CREATE
@require_POST
def fail(request, pk):
    """The session could not be played, and why."""
    planned, form = planned_or_404(request, pk), ToldForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        reason = told["reason"] or (Reason.OTHER if told["word"] else "")
        with refusal_told(request):
            rules.is_planned(planned, told["day"])
            rules.has_reason(reason)
            session = {"happened_on": told["day"], "slot": planned.slot, "reason": reason, "word": told["word"]}
            actions.record_failed_airing(id=told["id"], body=planned.body, by=request.user, late=form.late, **session)
            messages.success(request, "Đã ghi buổi không phát được. Cảm ơn đồng chí đã báo.")
    return to_week(request, planned, form)


def planned_or_404(request, pk) -> PlannedAiring:
    found = PlannedAiring.objects.visible_to(request.user.reach).select_related("body__place", "body__commune")
    return get_object_or_404(found, pk=pk)


def to_week(request, planned: PlannedAiring, form: ToldForm) -> HttpResponse:
    """Back to the page that it was told on; what is unsaid of a late day is asked there."""
    for name in LATE:
        for sentence in form.errors.get(name, ()):
            messages.error(request, sentence)
    day = form.cleaned_data.get("day") or clock.today()
    return redirect(f"{reverse('outreach:village', args=[planned.body_id])}?tuan={clock.monday_of(day)}")


@UPDATE
def plan(request):
    """When villages play, from one week on; of one village where the address names it."""
    bodies = list(villages_of(request, Act.UPDATE))
    if wanted := request.GET.get("don_vi"):
        bodies = [body for body in bodies if str(body.pk) == wanted]
    if not bodies:
        raise Http404
    form = PlannedForm(request.POST or None, bodies=bodies)
    if form.is_valid():
        session = {"id": form.cleaned_data["id"], "bodies": form.chosen(), **form.values()}
        with refusal_on(form):
            made = actions.plan_airings(by=request.user, **session)
            messages.success(request, f"Đã đặt khung phát cho {len(made)} thôn.")
            return to_calendar(made[0])
    page = {"form": form, "body": bodies[0] if len(bodies) == 1 else None}
    return render(request, "outreach/plan.html", page, status=status_of(form))


def to_calendar(planned: PlannedAiring) -> HttpResponse:
    return redirect(f"{reverse('outreach:village', args=[planned.body_id])}?tuan={planned.starts_on}")


@UPDATE
def move(request, pk):
    """Another day, part of the day or length, from one week on."""
    planned = planned_or_404(request, pk)
    if not allows(rules.may_plan, request.user, planned.body):
        raise Http404
    known = {name: getattr(planned, name) for name in ("weekday", "slot", "languages", "minutes")}
    form = PlannedForm(request.POST or None, bodies=[planned.body], initial=known)
    if form.is_valid():
        with refusal_on(form):
            moved = actions.move_airing(planned, id=form.cleaned_data["id"], by=request.user, **form.values())
            messages.success(request, "Đã đổi khung phát. Các tuần trước giữ nguyên.")
            return to_calendar(moved)
    page = {"form": form, "body": planned.body, "planned": planned}
    return render(request, "outreach/plan.html", page, status=status_of(form))


@UPDATE
@require_POST
def stop(request, pk):
    planned = planned_or_404(request, pk)
    with refusal_told(request):
        actions.stop_airing(planned, by=request.user)
        messages.success(request, "Từ tuần này thôi khung phát ấy.")
    return redirect("outreach:village", body=planned.body_id)


@READ
def paper(request, body):
    """The schedule to hang beside the amplifier, as PDF; its QR code opens the village's week."""
    body = get_object_or_404(villages_of(request, Act.READ), pk=body)
    address = request.build_absolute_uri(reverse("outreach:village", args=[body.pk]))
    planned = queries.rules_on(body, clock.today())
    response = HttpResponse(printed(body, planned, address), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="lich-phat-thanh.pdf"'
    return response


@READ
def recordings(request, body):
    """All recordings of the week in one file, in the order in which they are to be played."""
    body = get_object_or_404(villages_of(request, Act.READ), pk=body)
    monday = monday_asked(request)
    found = queries.tracks(queries.programme(request.place, monday), languages_of(body))
    if not found:
        raise Http404
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the answer closes it
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, text in found:
            with text.audio.open() as sound:
                archive.writestr(name, sound.read())
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=f"phat-thanh-{monday}.zip")


# --- bulletins -------------------------------------------------------------------------------------------------


@READ
def bulletins(request):
    found = Bulletin.objects.visible_to(request.user.reach).prefetch_related("texts", "reviews", "runs")
    may_write = allows(rules.may_write_bulletin, request.user, request.place)
    return render(request, "outreach/bulletins.html", {"bulletins": found[:60], "may_write": may_write})


@CREATE
def write(request):
    if not allows(rules.may_write_bulletin, request.user, request.place):
        raise Http404
    form = BulletinForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            bulletin = actions.write_bulletin(commune=request.place, by=request.user, **form.cleaned_data)
            return redirect("outreach:text", pk=bulletin.pk, language=Language.VIETNAMESE)
    return render(request, "outreach/write.html", {"form": form}, status=status_of(form))


def bulletin_or_404(request, pk, *, to_write: bool = False) -> Bulletin:
    found = Bulletin.objects.visible_to(request.user.reach).prefetch_related("texts__written_by", "reviews__by", "runs")
    bulletin = get_object_or_404(found.select_related("commune", "written_by"), pk=pk)
    if to_write and not allows(rules.may_write_bulletin, request.user, bulletin.commune):
        raise Http404
    return bulletin


@READ
def bulletin(request, pk):
    return render(request, "outreach/bulletin.html", bulletin_page(request, bulletin_or_404(request, pk)))


def bulletin_page(request, bulletin: Bulletin, **bound) -> dict:
    may_write = allows(rules.may_write_bulletin, request.user, bulletin.commune)
    may_review = bulletin.last_review is None and allows(rules.may_review, request.user, bulletin)
    written = {text.language for text in bulletin.texts.all()}
    spoken = queries.spoken_languages(bulletin.commune)
    return {
        "bulletin": bulletin,
        "may_write": may_write,
        "review": ReviewForm(initial={"sha256": bulletin.sha256}) if may_review else None,
        "may_return": bulletin.is_approved and allows(rules.may_review, request.user, bulletin),
        "objection": ReviewForm(
            auto_id="id_again_%s", initial={"sha256": bulletin.sha256, "points_at_somebody": "yes"}
        ),
        "run": RunForm() if allows(rules.may_run, request.user, bulletin) else None,
        "unwritten": [each for each in Language.choices if each[0] in spoken - written],
    } | bound


@UPDATE
def text(request, pk, language):
    """What a bulletin says in one language, and the recording of it."""
    bulletin = bulletin_or_404(request, pk, to_write=True)
    if language not in Language.values:
        raise Http404
    known = next((each for each in bulletin.texts.all() if each.language == language), None)
    form = TextForm(request.POST or None, request.FILES or None, initial={"text": known.text if known else ""})
    if form.is_valid():
        with refusal_on(form):
            actions.write_text(bulletin, by=request.user, language=language, **form.cleaned_data)
            messages.success(request, "Đã ghi lời bản tin. Xin nhờ người khác đọc và duyệt.")
            return redirect("outreach:bulletin", pk=pk)
    page = {"form": form, "bulletin": bulletin, "known": known, "language": Language(language).label}
    return render(request, "outreach/text.html", page, status=status_of(form))


@UPDATE
@require_POST
def review(request, pk):
    bulletin, form = bulletin_or_404(request, pk, to_write=True), ReviewForm(request.POST)
    if form.is_valid():
        with refusal_on(form):
            said = actions.review_bulletin(bulletin, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã trả lại để sửa." if said.points_at_somebody else "Đã duyệt bản tin.")
            return redirect("outreach:bulletin", pk=pk)
    return render(request, "outreach/bulletin.html", bulletin_page(request, bulletin, review=form), status=422)


@UPDATE
@require_POST
def run(request, pk):
    """Put the bulletin on the schedule."""
    bulletin, form = bulletin_or_404(request, pk, to_write=True), RunForm(request.POST)
    if form.is_valid():
        with refusal_on(form):
            actions.run_bulletin(bulletin, id=form.cleaned_data["id"], by=request.user, **form.weeks())
            messages.success(request, "Bản tin đã lên lịch phát của các thôn.")
            return redirect("outreach:bulletin", pk=pk)
    return render(request, "outreach/bulletin.html", bulletin_page(request, bulletin, run=form), status=422)


@UPDATE
@require_POST
def take_off(request, pk):
    found = Run.objects.for_place(request.place).select_related("bulletin__commune")
    run = get_object_or_404(found, pk=pk)
    if not allows(rules.may_write_bulletin, request.user, run.bulletin.commune):
        raise Http404
    actions.stop_run(run, by=request.user)
    messages.success(request, "Từ tuần này thôi phát bản tin ấy.")
    return redirect("outreach:bulletin", pk=run.bulletin_id)


@READ
def sound(request, pk):
    """One recording, to be heard in the page or taken along; nothing in it can run here."""
    texts = BulletinText.objects.visible_to(request.user.reach).exclude(audio="")
    found = get_object_or_404(texts.select_related("bulletin"), pk=pk)
    response = FileResponse(found.audio.open(), content_type=SOUNDS[found.audio_kind])
    response["Content-Security-Policy"] = "sandbox"
    return response
