"""The pages of the papers that the plan orders, and of the forms of other offices (class C1, of the whole commune)."""

from .page import AN_ID, EVERYTHING, PLANS, POST, Page
from .world import World


def form(world: World, target: str) -> str:
    return str(world.plans(target).office_form.pk)


PAPERS: dict[str, list[Page]] = {
    "papers:index": [Page(EVERYTHING)],
    "papers:show": [
        Page(EVERYTHING, args=lambda w, t: ["ke-hoach", "nay"]),
        Page(EVERYTHING, args=lambda w, t: ["khen-thuong", "2026-q3"]),
    ],
    "papers:download": [Page(EVERYTHING, "x", args=lambda w, t: ["quy-che", "nay", "docx"])],
    "reports:forms": [Page(EVERYTHING)],
    "reports:keep_form": [Page(EVERYTHING, "c", methods=POST, form={"id": AN_ID, "name": "biểu quý"})],
    "reports:fields": [Page(EVERYTHING)],
    "reports:signed": [Page(EVERYTHING, "x", args=lambda w, t: ["2026-10", AN_ID])],
    "reports:retire_form": [Page(EVERYTHING, "u", args=lambda w, t: [form(w, t)], targets=PLANS, methods=POST)],
    "reports:fill_form": [Page(EVERYTHING, "x", args=lambda w, t: ["2026-10", form(w, t)], targets=PLANS)],
}
