"""Every page there is: how to open it, and whom it is for."""

from collections.abc import Callable

from .judged_pages import CRITERIA, RATINGS
from .livelihood_pages import LIVELIHOODS
from .page import (
    AN_ID,
    ANYTHING,
    BODY,
    BOTH,
    ENDS_SIGN_INS,
    EVERYTHING,
    PLANS,
    POST,
    PUBLIC,
    REASON,
    RELEASE,
    SIGNED_IN,
    SOMEBODY_ELSE_S,
    WORKS_HERE,
    Page,
)
from .paper_pages import PAPERS
from .sealed_pages import CARE, TIPS
from .world import ELSEWHERE, MILITARY, NEXT, OURS, POLICE, SCHOOL, World

BODIES = ("own", OURS, NEXT, ELSEWHERE)
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


def waiting(world: World, body: str) -> list:
    return [world.things(body).waiting.pk]


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


def of_police(act: str, what: Callable, extent: str = BODY, **more) -> Page:
    """A page about what the police of a commune keep."""
    targets = (POLICE, ELSEWHERE) if extent == BODY else PLANS
    return Page(extent, act, args=lambda w, t: [what(w.plans("ours" if t in (POLICE, "ours") else "theirs")).pk],
                targets=targets, **{"data": "C8"} | more)  # fmt: skip


def patrol_by(act: str, **more) -> Page:
    """A patrol of ours, which the police led or the military."""
    args = (lambda w, t: ["patrol"]) if act == "c" else (lambda w, t: ["patrol", w.ours.patrols[t].pk])
    return Page(BODY, act, args=args, targets=(POLICE, MILITARY), data="C8", **more)


def meeting(world: World, target: str) -> list:
    return [world.plans(target).meeting.pk]


COMMITTEE: dict[str, list[Page]] = {
    "committee:index": [Page(ANYTHING)],
    "committee:meeting": [of_plan("r", meeting)],
    "committee:conclude": [of_plan("u", meeting, methods=POST, form={"id": AN_ID, "text": "Sửa loa"})],
    "committee:order": [
        of_plan("u", lambda w, t: [*meeting(w, t), w.plans(t).meeting.conclusions.get().pk], methods=POST)
    ],
    "committee:difficulties": [Page(ANYTHING)],
    "committee:opening": [Page(EVERYTHING)],
    "committee:difficulty": [of_body("r", lambda w, t: [w.things(t).difficulty.pk])],
    "committee:step": [
        of_body(
            "u",
            lambda w, t, verb=verb: [w.things(t).difficulty.pk, verb],
            methods=POST,
            form={"noi-nhan-id": AN_ID, "noi-nhan-note": "đã bố trí tiền", "noi-neu-id": AN_ID},
        )
        for verb in ("tra-loi", "chuyen-len", "da-go", "chua-go")
    ],
    "committee:regulations": [Page(ANYTHING)],
    "committee:regulation": [
        Page(BODY, args=lambda w, t: [w.things(t).body.place_id], targets=(OURS, NEXT, ELSEWHERE))
    ],
}

# --- outreach -------------------------------------------------------------------------------------------------


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

PAGES: dict[str, list[Page]] = (
    COMMITTEE
    | CRITERIA
    | RATINGS
    | CARE
    | TIPS
    | OUTREACH
    | LIVELIHOODS
    | PAPERS
    | {
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
        "accounts:enrol": [Page(SIGNED_IN, methods=BOTH, form={"digits": "123456"})],
        "accounts:remove_factor": [Page(SIGNED_IN, methods=POST)],
        "accounts:confirm": [Page(SIGNED_IN, methods=POST, form={"digits": "123456"})],
        "accounts:add_passkey": [Page(SIGNED_IN, methods=BOTH, form={"name": "máy ở phòng"})],
        "accounts:show_passkey": [Page(SIGNED_IN, methods=POST, form={"credential": "{}"})],
        "accounts:remove_passkey": [Page(SIGNED_IN, args=lambda w, t: [0], methods=POST)],
        "accounts:present": [Page(SIGNED_IN, methods=POST)],
        "accounts:end_own": [Page(SIGNED_IN, args=lambda w, t: ["khong-co"], methods=POST)],
        "accounts:signed_in": [Page(ENDS_SIGN_INS)],
        "accounts:end_all": [Page(ENDS_SIGN_INS, args=lambda w, t: [w.people["R7"].pk], methods=POST)],
        "home:style": [Page(PUBLIC)],
        "home:health": [Page(PUBLIC)],
        "sync:exchange": [Page(SIGNED_IN, methods=BOTH)],
        "sync:keeps": [Page(PUBLIC)],
        "sync:devices": [Page(SIGNED_IN)],
        "sync:revoke": [of_plan("u", lambda w, t: [w.plans(t).phone.pk], ENDS_SIGN_INS, methods=POST)],
        "sync:waiting": [Page(SIGNED_IN)],
        **{
            f"sync:{name}": [
                Page(BODY, "c", args=waiting, targets=(OURS, NEXT, ELSEWHERE), methods=methods, form={"reason": "thừa"})
            ]
            for name, methods in (("kept", frozenset({"GET"})), ("picture", POST), ("take_over", POST), ("drop", POST))
        },
        "sync:photograph": [Page(SIGNED_IN, methods=POST)],
        "sync:carry": [Page(SIGNED_IN, methods=POST)],
        "home:duties": [Page(SIGNED_IN)],
        "home:doors": [Page(ANYTHING)],
        "home:plan": [Page(ANYTHING)],
        "home:task": [of_body("r", lambda w, t: [w.things(t).task.pk])],
        "home:commune": [Page(EVERYTHING)],
        "home:villages": [Page(ANYTHING)],
        "home:village": [Page(BODY, args=lambda w, t: [w.things(t).body.place_id], targets=(OURS, NEXT, ELSEWHERE))],
        "home:bodies": [Page(ANYTHING)],
        "home:body": [of_body("r", lambda w, t: [w.things(t).body.pk])],
        "home:figure": [
            Page(ANYTHING, args=lambda w, t, key=key: [key])
            for key in ("airings", "pledges_homes", "duties", "patrols")
        ],
        "home:rows": [
            of_body("r", lambda w, t, key=key: [key, w.things(t).body.pk])
            for key in ("airings", "resolutions", "duties")
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
        "plans:task": [
            of_plan("u", lambda w, t: [w.plans(t).draft.tasks.get().pk], methods=BOTH, form={"title": "việc"})
        ],
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
            ),
            patrol_by("c", query=lambda w, t: {"don_vi": w.things(t).body.pk}, methods=BOTH),
        ],
        "records:show": [of_body("r", kept), patrol_by("r")],
        "records:void": [of_body("u", kept, methods=POST, form=REASON), patrol_by("u", methods=POST, form=REASON)],
        "records:attachment": [of_body("r", lambda w, t: [w.things(t).attachment.pk])],
        "registers:overview": [of_register("r", lambda w, t: [], ANYTHING)],
        "registers:upload": [of_register("u", lambda w, t: [], ANYTHING, methods=BOTH)],
        "registers:import": [of_register("u", lambda w, t: [w.ours.sent.pk], SOMEBODY_ELSE_S, methods=BOTH)],
        "registers:undo": [of_register("u", lambda w, t: [w.ours.sent.pk], SOMEBODY_ELSE_S, methods=POST)],
        "registers:listing": [of_register("r", register_of)],
        "registers:create": [
            of_register("u", register_of, methods=BOTH, form={"name": "Lò Văn Mới", "on": "01/11/2026"})
        ],
        "registers:duplicates": [of_register("u", register_of, methods=BOTH)],
        "registers:export": [of_register("u", register_of, methods=POST, form={"why": "sign"})],
        "registers:show": [of_register("r", lambda w, t: [w.things(t).entry.pk])],
        "registers:act": [
            of_register(
                "u", lambda w, t, verb=verb: [w.things(t).entry.pk, verb], methods=BOTH, form={"on": "20/11/2026"}
            )
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
        "pledges:export": [
            of_plan("c", lambda w, t: [w.plans(t).campaign.pk], ANYTHING, methods=POST, form={"why": "sign"}, data="C2")
        ],
        "pledges:sheet": [of_register("c", lambda w, t: [w.things(t).sheet.pk], methods=BOTH)],
        "pledges:scan": [of_register("c", lambda w, t: [w.things(t).sheet.scans.get().pk])],
        "pledges:void": [
            of_register("u", lambda w, t: [w.things(t).sheet.pk, w.things(t).sheet.signatures.get().pk], methods=POST)
        ],
        "publicity:index": [Page(RELEASE, methods=BOTH, data="C0")],
        "publicity:show": [of_plan("r", lambda w, t: [w.plans(t).announcement.pk], RELEASE, data="C0")],
        "publicity:step": [
            of_plan("r", lambda w, t, verb=verb: [w.plans(t).announcement.pk, verb], RELEASE, methods=POST, data="C0")
            for verb in ("duyet", "cong-khai", "rut")
        ],
        "reminders:index": [Page(WORKS_HERE)],
        "reminders:mail": [Page(WORKS_HERE, methods=POST, form={"address": "không phải thư"})],
        "reminders:push": [Page(WORKS_HERE, methods=POST, form={"endpoint": "https://vidu.vn"})],
        "reminders:feed": [Page(WORKS_HERE, methods=POST, form={"open": ""})],
        "reminders:end": [Page(SOMEBODY_ELSE_S, args=lambda w, t: [w.ours.channel.pk], methods=POST)],
        "reminders:calendar": [Page(PUBLIC, args=lambda w, t: [w.ours.token])],
        "phone:shell": [Page(PUBLIC)],
        "phone:who": [Page(SIGNED_IN)],
        "phone:worker": [Page(PUBLIC)],
        "situation:index": [Page(ANYTHING, data="C8")],
        "situation:add_route": [Page(ANYTHING, "c", methods=BOTH, data="C8")],
        "situation:route": [of_police("r", lambda c: c.route, ANYTHING)],
        "situation:close_route": [of_police("u", lambda c: c.route, ANYTHING, methods=POST)],
        "situation:open_spot": [Page(BODY, "c", targets=(POLICE,), methods=BOTH, data="C8")],
        "situation:spot": [of_police("r", lambda c: c.spot)],
        "situation:establishment": [of_police("r", lambda c: c.inn)],
        "situation:hotline": [Page(ANYTHING)],
        "situation:add_number": [Page(BODY, "c", targets=(POLICE,), methods=BOTH)],
        "situation:end_number": [of_police("u", lambda c: c.line, methods=POST, form={"on": "22/11/2026"}, data="C1")],
        "situation:write_text": [Page(EVERYTHING, "c", args=lambda w, t: ["hmn"], methods=BOTH)],
        "situation:poster": [of_plan("r", lambda w, t: [w.plans(t).line.pk, "a4"], ANYTHING)],
        "reports:latest": [Page(EVERYTHING)],
        "reports:periods": [Page(EVERYTHING)],
        "reports:show": [Page(EVERYTHING, args=lambda w, t: ["2026-10"])],
        "reports:missing": [Page(EVERYTHING, args=lambda w, t: ["2026-10"])],
        "reports:paper": [Page(EVERYTHING, "x", args=lambda w, t: ["2026-10", "json"])],
        "reports:edit": [Page(EVERYTHING, "u", args=lambda w, t: ["2026-10", "0"], methods=BOTH, form={"text": "câu"})],
        "reports:step": [
            Page(
                EVERYTHING,
                "u",
                args=lambda w, t, verb=verb: ["2026-10", verb],
                methods=POST,
                form={"id": AN_ID} | REASON,
            )
            for verb in ("trinh", "duyet", "tra-lai", "ban-hanh", "mo-lai", "chot", "cho-mo")
        ],
        "reports:word": [Page(EVERYTHING, "u", args=lambda w, t: ["2026-10"], methods=BOTH)],
        "reports:accept": [
            Page(EVERYTHING, "u", args=lambda w, t: ["2026-10"], methods=POST, form={"doan-0-id": AN_ID})
        ],
        "reports:monthly": [Page(EVERYTHING, args=lambda w, t: [2026, 10])],
        "reports:download": [
            Page(EVERYTHING, "x", args=lambda w, t: [2026, 10]),
            Page(EVERYTHING, "x", args=lambda w, t: [2026, 10, "pdf"]),
        ],
    }
)
