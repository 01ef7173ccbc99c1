"""The pages of livelihoods (class C9): money, needs, supports."""

from collections.abc import Callable

from .page import AN_ID, ANYTHING, BODY, BOTH, EVERYTHING, PLANS, POST, REASON, Page
from .world import ELSEWHERE, NEXT, OURS, World


def of_household(act: str, args: Callable, **more) -> Page:
    """A page about what a household of a village needs or was given."""
    return Page(BODY, act, args=args, targets=(OURS, NEXT, ELSEWHERE), data="C9", **more)


def of_table(act: str, noun: str = "", **more) -> Page:
    """A page of the commune's table of money; of a line of it, where a noun is named."""
    lines = {"args": lambda w, t: [getattr(w.plans(t), noun).pk], "targets": PLANS} if noun else {}
    return Page(EVERYTHING, act, data="C9", **lines, **more)


def support_of(world: World, body: str) -> list:
    return [world.things(body).support.pk]


def voided(world: World, body: str, what: str) -> list:
    return [what, getattr(world.things(body), VOIDED[what]).pk]


VOIDED = {"ho-tro": "support", "nhu-cau": "need", "quyet-dinh": "decision"}
LIVELIHOODS: dict[str, list[Page]] = {
    "livelihoods:index": [Page(ANYTHING, data="C9")],
    "livelihoods:funds": [Page(EVERYTHING)],
    "livelihoods:enter_usual": [of_table("c", methods=POST)],
    "livelihoods:start_programme": [of_table("c", methods=BOTH, form={"name": "vốn xã"})],
    "livelihoods:programme": [of_table("u", "programme", methods=BOTH, form={"name": "vốn xã"})],
    "livelihoods:start_fund": [of_table("c", "programme", methods=BOTH, form={"year": "2026"})],
    "livelihoods:write_rule": [of_table("c", "programme", methods=BOTH, form={"text": "hộ của thôn"})],
    "livelihoods:end_rule": [of_table("u", "rule", methods=BOTH, form={"on": "20/11/2026"})],
    "livelihoods:fund": [of_table("u", "fund", methods=BOTH, form={"amount": "5 triệu"})],
    "livelihoods:find": [of_table("c")],
    "livelihoods:household": [of_household("r", lambda w, t: [w.things(t).entry.pk])],
    "livelihoods:tell_need": [
        of_household("c", lambda w, t: [w.things(t).entry.pk], methods=BOTH, form={"id": AN_ID, "kind": "loan"})
    ],
    "livelihoods:note_decision": [
        of_household("c", lambda w, t: [w.things(t).entry.pk], methods=BOTH, form={"id": AN_ID, "number": "7"})
    ],
    "livelihoods:propose": [
        of_household("c", lambda w, t: [w.things(t).need.pk], methods=BOTH, form={"id": AN_ID, "amount": "5 triệu"})
    ],
    "livelihoods:show": [of_household("r", support_of)],
    "livelihoods:approve": [
        of_household("a", support_of, methods=BOTH, form={"id": AN_ID, "on": "23/11/2026"}),
    ],
    "livelihoods:decline": [of_household("a", support_of, methods=BOTH, form={"id": AN_ID, "on": "23/11/2026"})],
    "livelihoods:deliver": [of_household("u", support_of, methods=BOTH, form={"id": AN_ID, "on": "23/11/2026"})],
    "livelihoods:sign": [of_household("u", support_of, methods=BOTH, form={"id": AN_ID, "on": "23/11/2026"})],
    "livelihoods:look": [of_household("c", support_of, methods=BOTH, form={"id": AN_ID, "months": "3"})],
    "livelihoods:void": [
        of_household("u", lambda w, t, what=what: voided(w, t, what), methods=BOTH, form=REASON) for what in VOIDED
    ],
}
