from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from banlanh.accounts.access import may, tells, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.navigation import DOORS, is_open
from banlanh.accounts.pages import kept
from banlanh.checks.queries import of_bodies
from banlanh.checks.registry import title_of
from banlanh.committee.queries import difficulties_for
from banlanh.core import clock
from banlanh.indicators.registry import INDICATORS, Figure, Indicator, total
from banlanh.indicators.sheet import sheet_of, tasks
from banlanh.livelihoods.queries import waiting
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place
from banlanh.plans.desk import desk_of
from banlanh.plans.models import Duty, Task
from banlanh.plans.standing import standings
from banlanh.records.registry import KINDS
from banlanh.sync.queries import waiting_for

from . import figures, overview, sealed, work


def sees_all(request) -> bool:
    return may(request.user, Act.READ, Data.WORK)


def commune_or_404(request) -> Place:
    """For pages that show every body of the commune."""
    if not sees_all(request):
        raise Http404
    return request.place


@touches(Data.PUBLIC, Act.READ)
@kept(personal=True)
def duties(request):
    """*Việc của tôi*: the page that opens after signing in."""
    today = clock.today()
    page = {"today": today, "post": next(iter(request.user.posts_today), None)}
    submitted = []
    if sees_all(request):
        sheet = sheet_of(request.place)
        late, submitted = sheet["late"], sheet["submitted"]
        page |= {
            "report_in": overview.days_to_report(today),
            "late_words": f"{len(late)} việc muộn" if late else "",
            "desks": len({body for _, body, *_ in late}),
        }
    reach = request.user.reach
    visits = list(of_bodies(reach.commune, reach.own_bodies)) if reach.own_bodies else []
    difficulties = list(difficulties_for(reach.own_bodies)) if reach.own_bodies else []
    if may(request.user, Act.CREATE, Data.LIVELIHOODS):
        supports = waiting(reach.commune, today)
        page |= {"supports": supports, "approves": may(request.user, Act.APPROVE, Data.LIVELIHOODS)}
    page["sent_from_phones"] = waiting_for(request.user)
    desk = desk_of(request.user, on=today, submitted=submitted)
    climbed = overview.climbed_to(request.user, today)
    page |= {"desk": desk, "visits": visits, "difficulties": difficulties, "climbed": climbed}
    beside = sealed.waiting_for(request.user)
    response = render(request, "home/duties.html", page | beside)
    # The sealed log goes on without an event of the working one.
    response.is_passing = any(many is not None for many in beside.values())
    return response


@touches(Data.WORK, Act.READ)
@kept()
def doors(request):
    """*Các mục*: every room that the person may enter, in a few words each."""
    found = [door for door in DOORS if is_open(door, request.user.reach)]
    return render(request, "home/doors.html", {"doors": found})


@touches(Data.WORK, Act.READ)
@kept("chi")
def plan(request):
    """*Kế hoạch*: the plan as signed; in its margin, clause by clause, who, by when, how far."""
    plan = overview.current_plan(request.place)
    if plan is None:
        return render(request, "home/no_plan.html", {"may_upload": may(request.user, Act.CREATE, Data.WORK)})
    only_late = request.GET.get("chi") == "muon"
    margins = margins_of(request, plan)
    rows = [(clause, margins.get(clause.pk, [])) for clause in plan.clauses.all()]
    if only_late:
        rows = [(clause, [m for m in found if m.mark == "late"]) for clause, found in rows]
        rows = [(clause, found) for clause, found in rows if found]
    every = [margin for found in margins.values() for margin in found]
    page = {
        "plan": plan,
        "rows": rows,
        "only_late": only_late,
        "count": len(every),
        "late": sum(margin.mark == "late" for margin in every),
        "may_upload": may(request.user, Act.CREATE, Data.WORK),
    }
    return render(request, "home/plan.html", page)


def margins_of(request, plan) -> dict[int, list[overview.Margin]]:
    """For each clause its margins: of the whole commune, or of the person's own bodies."""
    margins: dict[int, list[overview.Margin]] = {}
    for margin in every_margin(request, plan) if sees_all(request) else own_margins(request, plan):
        margins.setdefault(margin.task.clause_id, []).append(margin)
    return margins


def every_margin(request, plan) -> list[overview.Margin]:
    names = dict(Body.objects.for_place(request.place).values_list("pk", "name"))
    summaries = sheet_of(request.place)["tasks"]
    found = plan.tasks.kept().prefetch_related("bodies")
    return [overview.margin_of(task, summaries.get(str(task.pk)), names) for task in found]


def own_margins(request, plan) -> list[overview.Margin]:
    """Of the tasks that the person's bodies have a part in; other bodies stay out of it."""
    begun = Duty.objects.visible_to(request.user.reach).started_by(clock.today()).filter(task__plan=plan)
    found = standings(begun, commune=request.place, on=clock.today())
    names = {each.duty.body_id: each.duty.body.name for each in found}
    own = {each.duty.task_id: each.duty.task for each in found}
    prefetch_related_objects(list(own.values()), "bodies")
    return [overview.margin_of(own[task], summary, names) for task, summary in tasks(found).items()]


@touches(Data.WORK, Act.READ)
def task(request, pk):
    """One task: its bodies × its last periods; each cell opens the duty and the records behind it."""
    task = get_object_or_404(Task.objects.for_place(request.place).kept().select_related("clause", "plan"), pk=pk)
    visible = Duty.objects.visible_to(request.user.reach).started_by(clock.today()).filter(task=task)
    recent = sorted(set(visible.values_list("starts_on", flat=True)), reverse=True)[: work.PERIODS]
    if not recent and not sees_all(request):
        raise Http404
    duties = visible.filter(starts_on__gte=recent[-1]) if recent else visible
    rows = work.rows_of(standings(duties.order_by("starts_on", "pk"), commune=request.place, on=clock.today()))
    may_change = may(request.user, Act.UPDATE, Data.WORK)
    page = {"task": task, "rows": rows, "periods": recent, "may_change": may_change}
    return render(request, "home/task.html", page)


@touches(Data.WORK, Act.READ)
@kept("thon", "muon")
def commune(request):
    """*Xã*: the targets, villages × duties, what is late and at whose desk, the days to the 25th."""
    place, plan = commune_or_404(request), overview.current_plan(request.place)
    if plan is None:
        return render(request, "home/no_plan.html", {"may_upload": may(request.user, Act.CREATE, Data.WORK)})
    sheet, of = sheet_of(place), overview.tasks_of(place)
    columns = overview.columns_of(sheet, of, plan)
    lines = overview.village_lines(place, sheet, columns)
    bodies = Body.objects.for_place(place).in_bulk()
    late = overview.late_lines(sheet, bodies, of)
    shown = lines if request.GET.get("thon") == "tat-ca" else lines[: overview.ROWS_FIRST]
    targets, beside = overview.target_lines(request.user, plan, sheet), sealed.lines(request.user)
    page = {
        "plan": plan,
        "targets": targets,
        "beside": beside,
        "columns": columns,
        "lines": shown,
        "village_count": len(lines),
        "late": late if request.GET.get("muon") == "tat-ca" else late[: overview.MOST_LATE],
        "late_count": len(late),
        "report_in": overview.days_to_report(clock.today()),
        "today": clock.today(),
        "pictures": overview.pictures_of(sheet, bodies.values(), shown),
    }
    response = render(request, "home/commune.html", page)
    response.is_passing = any(
        told.why for told in [*(line.told for line in targets if line.told), *dict(beside).values()]
    )
    return response


@touches(Data.WORK, Act.READ)
@kept()
def villages(request):
    """*Thôn*: the villages within one's reach; straight to it where there is one."""
    bodies = list(within_reach(request).filter(kind=BodyKind.VILLAGE).select_related("place"))
    if len(bodies) == 1:
        return redirect("home:village", pk=bodies[0].place_id)
    return listing(request, bodies, "home/villages.html")


@touches(Data.WORK, Act.READ)
@kept()
def bodies(request):
    """*Đơn vị*: every body within one's reach but the villages."""
    return listing(request, within_reach(request).exclude(kind=BodyKind.VILLAGE), "home/bodies.html")


def within_reach(request):
    found = Body.objects.for_place(request.place).current()
    return found if sees_all(request) else found.filter(pk__in=request.user.reach.bodies(Data.WORK, Act.READ))


def listing(request, bodies, template: str):
    counts = sheet_of(request.place)["states"] if sees_all(request) else {}
    rows = [(body, counts.get(str(body.pk), {})) for body in bodies]
    return render(request, template, {"rows": sorted(rows, key=lambda row: -row[1].get("late", 0))})


@touches(Data.WORK, Act.READ)
@kept()
def village(request, pk):
    """What is expected of a village and its cell; which of the two one sees is a matter of one's post."""
    bodies = list(within_reach(request).filter(place=pk).select_related("place"))
    if not bodies:
        raise Http404
    place = bodies[0].place
    return work_page(request, bodies, title=place.title, village=place)


@touches(Data.WORK, Act.READ)
@kept()
def body(request, pk):
    body = get_object_or_404(within_reach(request).select_related("place"), pk=pk)
    return work_page(request, [body], title=body.name, village=None)


def work_page(request, bodies: list[Body], *, title: str, village: Place | None):
    """What is expected of these bodies, and what they did."""
    found = work.standings_of(bodies, commune=request.place, on=clock.today())
    rows = work.rows_of(found)
    page = {
        "title": title,
        "village": village,
        "bodies": bodies,
        "rows": rows,
        "owed": sorted((each for each in found if each.is_owed), key=lambda each: (-each.days_late, each.duty.due_on)),
        "late": [each for each in found if each.state == "late"],
        "on_time": sum(each.state == "done" for each in found),
        "ended": sum(each.has_ended for each in found),
        "records": work.records_of(bodies, reach=request.user.reach),
        "sees_area": any(may(request.user, Act.READ, Data.POLICE_WORK, body=body) for body in bodies),
    }
    return render(request, "home/work.html", page)


@touches(Data.WORK, Act.READ)
@kept()
def figure(request, key):
    """A figure by body: claimed, checked, unknown; each body opens the rows behind it."""
    indicator = indicator_or_404(key)
    found = [Figure(*row) for row in sheet_of(request.place)["figures"][key]]
    today, reach = clock.today(), within_reach(request).select_related("commune").in_bulk()
    claimed, of = total(found)
    page = {
        "indicator": indicator,
        "period": title_of(indicator.period(today)),
        "lines": figures.figure_lines(request.user, indicator, found, reach, today),
        "sees_all": sees_all(request),
        "claimed": claimed,
        "total": of,
        "undone": of - claimed if indicator.duties else 0,  # a duty that is not done is known not to be
        "checked": overview.checked_part(request.place, indicator.kind, claimed) if found else 0,
    }
    return render(request, "home/figure.html", page)


def counted(key: str, **rest) -> Data:
    """The class of what the rows behind a figure tell."""
    kind = KINDS.get(INDICATORS[key].kind) if key in INDICATORS else None
    return kind.data if kind else Data.WORK


@tells(counted)
@touches(Data.WORK, Act.READ)
@kept()
def rows(request, key, pk):
    """The rows that one body's figure counted, for whoever may read them."""
    indicator = indicator_or_404(key)
    body = get_object_or_404(within_reach(request).select_related("place", "commune"), pk=pk)
    if not figures.opens(request.user, indicator, body):
        raise Http404
    today = clock.today()
    period = indicator.period(today)
    page = {"indicator": indicator, "body": body, "period": title_of(period)}
    if indicator.duties:
        page["duties"] = figures.duties_behind(indicator, body, period, today)
    else:
        page["records"] = figures.records_behind(request.user, indicator, body, period)
        page["explanations"] = figures.explanations(request.user, indicator, body, period)
    return render(request, "home/rows.html", page)


def indicator_or_404(key: str) -> Indicator:
    if key not in INDICATORS:
        raise Http404
    return INDICATORS[key]
