"""The pages of the papers that the plan orders (class C1, of the whole commune)."""

from .page import EVERYTHING, Page

PAPERS: dict[str, list[Page]] = {
    "papers:index": [Page(EVERYTHING)],
    "papers:show": [
        Page(EVERYTHING, args=lambda w, t: ["ke-hoach", "nay"]),
        Page(EVERYTHING, args=lambda w, t: ["khen-thuong", "2026-q3"]),
    ],
    "papers:download": [Page(EVERYTHING, "x", args=lambda w, t: ["quy-che", "nay", "docx"])],
}
