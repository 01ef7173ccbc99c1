"""The pages of criteria (class C3: exact totals of the commune) and of ratings."""

from collections.abc import Callable

from .page import AN_ID, ANYTHING, BODY, BOTH, EVERYTHING, POST, Page
from .world import ELSEWHERE, NEXT, OURS, World

PLANS = ("ours", "theirs")


def of_criteria(*args: object, **more) -> Page:
    return Page(EVERYTHING, args=lambda world, target: [*args], data="C3", **more)


def of_one(args: Callable[[World, str], list], **more) -> Page:
    """A page of one thing that is told by an exact total, be it another commune's."""
    return Page(EVERYTHING, args=args, targets=PLANS, data="C3", **more)


def of_rated(act: str, *verb: str, **more) -> Page:
    """A page about how a village did in a quarter that is over."""
    targets = (OURS, NEXT, ELSEWHERE)
    return Page(BODY, act, args=lambda w, t: ["thon", "2026-q3", w.things(t).body.pk, *verb], targets=targets, **more)


CRITERIA: dict[str, list[Page]] = {
    "criteria:latest": [of_criteria()],
    "criteria:sheet": [of_criteria(2026)],
    "criteria:answer": [of_criteria(2026, "users", methods=BOTH, form={"met": "no"})],
    "criteria:villages": [of_criteria(2026)],
    "criteria:village": [
        of_one(lambda w, t: [2026, w.plans(t).things[OURS].body.place_id, "users"], methods=BOTH, form={"met": "no"})
    ],
    "criteria:adopt": [of_criteria(methods=BOTH, form={"basis": "quyết định của xã"})],
}

RATINGS: dict[str, list[Page]] = {
    "ratings:latest": [Page(ANYTHING)],
    "ratings:index": [Page(ANYTHING, args=lambda w, t: ["thon", "2026-q3"])],
    "ratings:show": [of_rated("r")],
    "ratings:step": [
        of_rated("c", verb, methods=POST, form={"id": AN_ID, "grade": "good"})
        for verb in ("tu-cham", "tham-dinh", "quyet-dinh", "kien-nghi", "tra-loi")
    ],
    "ratings:adopt": [Page(EVERYTHING, "u", args=lambda w, t: ["thon"], methods=BOTH, form={"basis": "quy định"})],
    "ratings:incidents": [of_criteria(methods=BOTH, form={"kind": "spot"})],
    "ratings:void": [of_one(lambda w, t: [w.plans(t).incident.pk], methods=POST, form={"reason": "ghi nhầm thôn"})],
}
