"""The walk over every page, as everybody, for everybody's things; what each answer should be, by the oracle."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from banlanh.audit.models import Event

from . import policy
from .world import ELSEWHERE, NEXT, OURS, SCHOOL, Identity, World

SIGN_IN = "/dang-nhap/"
UNUSED_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
# The office, a village, a stranger: they try what nobody may, since that is refused before it matters who asks.
TRY_UNUSED = {"R1", "R7", "người chưa đăng nhập"}
# Whom a page is for: anybody, everybody who signed in, or by the table: who may act on anything, on the whole commune,
# on the body that is meant; and what is one person's alone, who is none of those who walk.
PUBLIC, SIGNED_IN, ANYTHING, EVERYTHING, BODY = "public", "signed in", "anything", "everything", "body"
SOMEBODY_ELSE_S = "somebody else's"
AN_ID = str(UUID(int=7))


@dataclass(frozen=True)
class Page:
    """How to open one page: whom it is for, which act it is, and what fills its address and form."""

    extent: str
    act: str = "r"
    methods: frozenset[str] = frozenset({"GET"})
    args: Callable[[World, str], list] = lambda world, target: []
    targets: tuple[str, ...] = ("",)
    query: Callable[[World, str], dict] = lambda world, target: {}
    form: dict = field(default_factory=dict)
    data: str = "C1"  # the class of data that the table is asked about


POST, BOTH = frozenset({"POST"}), frozenset({"GET", "POST"})
BODIES = ("own", OURS, NEXT, ELSEWHERE)
PLANS = ("ours", "theirs")
REASON = {"reason": "ghi nhầm ngày phát"}
STEP = {"id": AN_ID, "note": "đã làm đủ các nội dung"}


def of_body(act: str, args: Callable, **more) -> Page:
    return Page(BODY, act, args=args, targets=BODIES, **more)


def of_plan(act: str, args: Callable, extent: str = EVERYTHING, **more) -> Page:
    return Page(extent, act, args=args, targets=PLANS, **more)


def proposal(kind: str, many: str) -> Page:
    return of_plan("u", lambda w, t: [kind, getattr(w.plans(t).draft, many).get().pk], methods=POST)


def draft(world: World, target: str) -> list:
    return [world.plans(target).draft.pk]


def check(world: World, target: str) -> list:
    return [world.plans(target).things[OURS].visit.for_check_id]


def of_register(act: str, args: Callable, extent: str = BODY, **more) -> Page:
    """A page about a village's register of households."""
    targets = ("",) if extent in (ANYTHING, SOMEBODY_ELSE_S) else (OURS, NEXT, ELSEWHERE)
    return Page(extent, act, args=args, targets=targets, data="C2", **more)


def register_of(world: World, body: str) -> list:
    return ["ho", world.things(body).body.pk]


def collected_in(world: World, body: str) -> list:
    """The campaign of our commune in a body, be it of another commune."""
    return [world.ours.campaign.pk, world.things(body).body.pk]


def month_of(world: World, body: str) -> list:
    return [world.things(body).body.pk, 2026, 11]


def kept(world: World, body: str) -> list:
    return [world.things(body).key, world.things(body).record.pk]


def on_air(act: str, extent: str = EVERYTHING, **more) -> Page:
    """A page about a bulletin: what was approved is for all to read, to write is the office's."""
    return of_plan(act, lambda w, t: [w.plans(t).bulletin.pk], extent, **more)


def of_village(act: str, args: Callable | None = None, **more) -> Page:
    args = args or (lambda world, target: [world.things(target).planned.pk])
    return Page(BODY, act, args=args, targets=(OURS, NEXT, ELSEWHERE), **more)


def village_of(world: World, body: str) -> list:
    return [world.things(body).body.pk]


TOLD = {"id": AN_ID, "day": "2026-11-23"}
OUTREACH: dict[str, list[Page]] = {
    "outreach:calendar": [Page(ANYTHING)],
    "outreach:village": [of_village("r", village_of)],
    "outreach:paper": [of_village("r", village_of)],
    "outreach:recordings": [of_village("r", village_of)],
    "outreach:plan": [
        of_village(
            "u",
            lambda w, t: [],
            query=lambda w, t: {"don_vi": w.things(t).body.pk},
            methods=BOTH,
            form={"minutes": "0"},
        )
    ],
    "outreach:move": [of_village("u", methods=BOTH, form={"minutes": "0"})],
    "outreach:stop": [of_village("u", methods=POST)],
    "outreach:confirm": [of_village("c", methods=POST, form=TOLD)],
    "outreach:fail": [of_village("c", methods=POST, form={**TOLD, "reason": "power"})],
    "outreach:bulletins": [Page(ANYTHING)],
    "outreach:write": [Page(EVERYTHING, "c", methods=BOTH, form={"title": "bản tin"})],
    "outreach:bulletin": [on_air("r", ANYTHING)],
    "outreach:sound": [
        of_plan("r", lambda w, t: [w.plans(t).bulletin.texts.get().pk], ANYTHING),
    ],
    "outreach:text": [
        of_plan("u", lambda w, t: [w.plans(t).bulletin.pk, "vie"], methods=BOTH, form={"text": "Thưa bà con!"})
    ],
    "outreach:review": [on_air("u", methods=POST, form={"id": AN_ID})],
    "outreach:run": [on_air("u", methods=POST, form={"id": AN_ID})],
    "outreach:take_off": [of_plan("u", lambda w, t: [w.plans(t).bulletin.runs.get().pk], methods=POST)],
}

PAGES: dict[str, list[Page]] = {
    **OUTREACH,
    "checks:index": [Page(ANYTHING)],
    "checks:start": [Page(EVERYTHING, "c", methods=BOTH, form={"what": "airings:2026-11-16:2026-11-22"})],
    "checks:show": [of_plan("r", check)],
    "checks:listed": [of_plan("r", check)],
    "checks:close": [of_plan("u", check, methods=POST)],
    "checks:visits": [of_body("r", lambda w, t: [w.things(t).visit.for_check_id])],
    "checks:record": [
        of_body("c", lambda w, t: [w.things(t).visit.pk], methods=POST, form={"id": AN_ID, "result": "confirmed"})
    ],
    "accounts:sign_in": [Page(PUBLIC, methods=BOTH, form={"username": "ai-do"})],
    "accounts:sign_out": [Page(PUBLIC, methods=POST)],
    "accounts:activate": [Page(PUBLIC, methods=BOTH, form={"username": "ai-do"})],
    "accounts:me": [Page(SIGNED_IN, methods=BOTH, form={"password": "ngắn"})],
    "home:style": [Page(PUBLIC)],
    "home:health": [Page(PUBLIC)],
    "home:duties": [Page(SIGNED_IN)],
    "home:plan": [Page(ANYTHING)],
    "home:task": [of_body("r", lambda w, t: [w.things(t).task.pk])],
    "home:commune": [Page(EVERYTHING)],
    "home:villages": [Page(ANYTHING)],
    "home:village": [Page(BODY, args=lambda w, t: [w.things(t).body.place_id], targets=(OURS, NEXT, ELSEWHERE))],
    "home:bodies": [Page(ANYTHING)],
    "home:body": [of_body("r", lambda w, t: [w.things(t).body.pk])],
    "home:figure": [Page(ANYTHING, args=lambda w, t, key=key: [key]) for key in ("airings", "pledges_homes", "duties")],
    "home:rows": [
        of_body("r", lambda w, t, key=key: [key, w.things(t).body.pk]) for key in ("airings", "resolutions", "duties")
    ],
    # A plan is the office's until it is published: who reads it in has to be able to correct it.
    "plans:tick_remark": [of_plan("u", lambda w, t: [w.plans(t).draft.pk, 0], methods=POST)],
    "plans:add_target": [of_plan("c", lambda w, t: [w.plans(t).draft.clauses.get().pk], methods=POST)],
    "plans:target": [
        of_plan("u", lambda w, t: [w.plans(t).draft.targets.get().pk], methods=BOTH, form={"title": "chỉ tiêu"})
    ],
    "plans:reopen": [proposal("nhiem-vu", "tasks"), proposal("chi-tieu", "targets")],
    "plans:upload": [Page(EVERYTHING, "c", methods=BOTH)],
    "plans:compare": [Page(EVERYTHING, "c", methods=BOTH)],
    "plans:review": [of_plan("c", draft)],
    "plans:source": [of_plan("r", lambda w, t: [w.plans(t).published.pk], ANYTHING)],
    "plans:set_period": [of_plan("u", draft, methods=POST, form={"number": "7"})],
    "plans:confirm_complete": [of_plan("u", draft, methods=POST)],
    "plans:publish": [of_plan("u", draft, methods=POST)],
    "plans:add_task": [of_plan("c", lambda w, t: [w.plans(t).draft.clauses.get().pk], methods=POST)],
    "plans:task": [of_plan("u", lambda w, t: [w.plans(t).draft.tasks.get().pk], methods=BOTH, form={"title": "việc"})],
    "plans:confirm": [proposal("nhiem-vu", "tasks"), proposal("chi-tieu", "targets")],
    "plans:drop": [proposal("nhiem-vu", "tasks"), proposal("chi-tieu", "targets")],
    "plans:duty": [of_body("r", lambda w, t: [w.things(t).duty.pk])],
    "plans:step": [
        of_body("u", lambda w, t, verb=verb: [w.things(t).duty.pk, verb], methods=POST, form=STEP)
        for verb in ("trinh", "duyet", "tra-lai")
    ],
    "plans:excuse": [of_body("u", lambda w, t: [w.things(t).duty.pk], methods=BOTH, form=STEP)],
    "records:create": [
        of_body(
            "c",
            lambda w, t: [w.things(t).key],
            query=lambda w, t: {"don_vi": w.things(t).body.pk},
            methods=BOTH,
            form={"id": "không phải mã"},
        )
    ],
    "records:show": [of_body("r", kept)],
    "records:void": [of_body("u", kept, methods=POST, form=REASON)],
    "records:attachment": [of_body("r", lambda w, t: [w.things(t).attachment.pk])],
    "registers:overview": [of_register("r", lambda w, t: [], ANYTHING)],
    "registers:upload": [of_register("u", lambda w, t: [], ANYTHING, methods=BOTH)],
    "registers:import": [of_register("u", lambda w, t: [w.ours.sent.pk], SOMEBODY_ELSE_S, methods=BOTH)],
    "registers:undo": [of_register("u", lambda w, t: [w.ours.sent.pk], SOMEBODY_ELSE_S, methods=POST)],
    "registers:listing": [of_register("r", register_of)],
    "registers:create": [of_register("u", register_of, methods=BOTH, form={"name": "Lò Văn Mới", "on": "01/11/2026"})],
    "registers:duplicates": [of_register("u", register_of, methods=BOTH)],
    "registers:export": [of_register("u", register_of, methods=POST, form={"why": "sign"})],
    "registers:show": [of_register("r", lambda w, t: [w.things(t).entry.pk])],
    "registers:act": [
        of_register("u", lambda w, t, verb=verb: [w.things(t).entry.pk, verb], methods=BOTH, form={"on": "20/11/2026"})
        for verb in ("sua", "chuyen", "tach", "nhap", "roi", "tro-ve", "ghi-trung", "ghi-nham")
    ],
    "registers:month": [of_register("r", month_of)],
    "registers:sign": [of_register("r", month_of, methods=POST)],
    "registers:school": [
        Page(BODY, args=lambda w, t: [w.things(t).body.pk], targets=(SCHOOL, ELSEWHERE), methods=BOTH, data="C2")
    ],
    "pledges:index": [Page(ANYTHING)],
    "pledges:start": [Page(EVERYTHING, "c", methods=BOTH, form={"title": "cam kết"})],
    "pledges:show": [of_plan("r", lambda w, t: [w.plans(t).campaign.pk], ANYTHING)],
    "pledges:collect": [of_register("c", collected_in, methods=BOTH, form={"on": "20/11/2026"})],
    "pledges:paper": [of_register("c", collected_in, methods=POST)],
    "pledges:sheet": [of_register("c", lambda w, t: [w.things(t).sheet.pk], methods=BOTH)],
    "pledges:scan": [of_register("c", lambda w, t: [w.things(t).sheet.scans.get().pk])],
    "pledges:void": [
        of_register("u", lambda w, t: [w.things(t).sheet.pk, w.things(t).sheet.signatures.get().pk], methods=POST)
    ],
    "reports:latest": [Page(EVERYTHING)],
    "reports:monthly": [Page(EVERYTHING, args=lambda w, t: [2026, 10])],
    "reports:download": [
        Page(EVERYTHING, "x", args=lambda w, t: [2026, 10]),
        Page(EVERYTHING, "x", args=lambda w, t: [2026, 10, "pdf"]),
    ],
}


def named_pages() -> set[str]:
    """The name of every page there is."""

    def walk(patterns, room: str) -> Iterator[str]:
        for each in patterns:
            if isinstance(each, URLPattern):
                yield f"{room}{each.name}"
            else:
                yield from walk(each.url_patterns, f"{each.namespace}:" if each.namespace else room)

    return set(walk(get_resolver().url_patterns, ""))


@cache
def cells(data: str) -> dict[str, str]:
    return policy.cells_of(data)


def is_allowed(page: Page, who: Identity, target: str) -> bool:
    """What the table says: may `who` open this page of this target?"""
    if page.extent == PUBLIC:
        return True
    if page.extent == SIGNED_IN:
        return who.signs_in
    if not who.signs_in or who.role is None or target in (ELSEWHERE, "theirs") or page.extent == SOMEBODY_ELSE_S:
        return False
    is_own = target in who.own if page.extent == BODY else page.extent == ANYTHING
    return policy.grants(cells(page.data)[who.role], page.act, own=is_own)


def expected(page: Page, who: Identity, target: str, method: str) -> set[int]:
    """The statuses that are right."""
    if not who.signs_in and page.extent != PUBLIC:
        return {302}
    is_served = method in page.methods or (method == "HEAD" and "GET" in page.methods)
    if not is_allowed(page, who, target):
        return {404} if is_served else {404, 405}
    if is_served:
        return {200, 302, 422}
    return {200, 302, 405} if method == "POST" else {405}  # a page that is only read ignores what is sent to it


def faults(response: HttpResponse, page: Page, who: Identity, target: str, method: str) -> Iterator[str]:
    right = expected(page, who, target, method)
    if response.status_code not in right:
        yield f"{response.status_code}, not {sorted(right)}"
    asks_to_sign_in = response.get("Location", "").startswith(SIGN_IN)
    if response.status_code == 302 and page.extent != PUBLIC and asks_to_sign_in == who.signs_in:
        yield f"sent to {response['Location']}"
    if "default-src 'none'" not in response["Content-Security-Policy"] and "sandbox" not in response.headers.values():
        yield "no policy for its content"
    if response["Cache-Control"] != "no-store":
        yield "may stay on a shared machine"


@dataclass
class Visitor:
    """One identity on its walk; whatever its visits change is undone after each."""

    world: World
    who: Identity
    visited: int = 0

    def __post_init__(self):
        self.client = Client()
        if self.who.name != "người chưa đăng nhập":
            self.client.force_login(self.world.people[self.who.name])
        self.cookies = self.client.cookies.copy()

    def mismatches(self, names) -> Iterator[str]:
        """Every answer of these pages that the oracle would not have given."""
        for name in names:
            for page in PAGES[name]:
                for target, method in self.visits(page):
                    for fault in self.visit(name, page, target, method):
                        yield f"{method} {name} {target}: {fault}"

    def visits(self, page: Page) -> Iterator[tuple[str, str]]:
        targets = {self.who.body if target == "own" else target: None for target in page.targets}
        unused = UNUSED_METHODS if self.who.name in TRY_UNUSED else ()
        for number, target in enumerate(target for target in targets if target or page.targets == ("",)):
            yield from ((target, method) for method in ("GET", "POST", *(() if number else ("HEAD", *unused))))

    def visit(self, name: str, page: Page, target: str, method: str) -> list[str]:
        address = reverse(name, args=page.args(self.world, target), query=page.query(self.world, target))
        form = {"data": page.form} if method == "POST" else {}
        self.client.cookies = self.cookies.copy()
        self.visited += 1
        with transaction.atomic():
            before = Event.objects.count()
            response = getattr(self.client, method.lower())(address, **form)
            found = list(faults(response, page, self.who, target, method))
            if Event.objects.count() != before and not is_allowed(page, self.who, target):
                found.append("something was written")
            b"".join(response.streaming_content if response.streaming else ())  # so that its file is closed
            transaction.set_rollback(True)
        return found
