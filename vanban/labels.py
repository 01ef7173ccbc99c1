"""Labelled lines of an assignment: "Đơn vị chủ trì: ...", "Thời gian: ...", and the columns of its tables."""

import re
from dataclasses import dataclass, replace

from vanban.dates import find_due, find_every
from vanban.names import stated_names
from vanban.text import search_key

LEAD, WITH, WHEN, OTHER, TASK, BOTH = "lead", "with", "when", "other", "task", "both"

# Labels in search_key, each the whole of what stands before the colon.
WHO = (
    r"(?:don vi|co quan|bo phan|to chuc|ca nhan|nguoi|dia phuong|phong ban|so nganh|so, nganh|cap|nganh)"
    r"(?:,? (?:don vi|bo phan|ca nhan|to chuc|nguoi))?"
)
FAMILIES = (
    (WITH, re.compile(rf"(?:cac )?(?:{WHO} )?(?:cung )?phoi hop(?: thuc hien| tham muu| thuc hien)?")),
    (
        LEAD,
        re.compile(
            rf"(?:cac )?(?:{WHO} )?(?:chu tri|dau moi|chiu trach nhiem|duoc giao)(?: (?:tham muu"
            rf"|thuc hien|to chuc|trien khai|chinh|xay dung))*"
            rf"|(?:cac )?{WHO} (?:thuc hien|phu trach|tham muu|to chuc)(?: chinh)?"
            rf"|phan cong(?: thuc hien| nhiem vu| trach nhiem)?"
            r"|trach nhiem(?: thuc hien| chinh)?"
        ),
    ),
    (
        WHEN,
        re.compile(
            r"(?:thoi gian|thoi han|thoi diem|tien do|moc thoi gian)(?: (?:thuc hien|hoan thanh"
            r"|to chuc|trien khai|du kien|bao cao))*|hoan thanh"
            r"|tan suat|dinh ky"
        ),
    ),
    (
        OTHER,
        re.compile(
            r"(?:ket qua|san pham|san pham dau ra|dau ra)(?: (?:thuc hien|dat duoc|du kien|can dat"
            r"|dau ra|hoan thanh))?|kinh phi(?: thuc hien| to chuc)?"
            r"|nguon kinh phi|nguon luc|dia diem(?: thuc hien| to chuc)?|ghi chu"
            r"|lanh dao (?:phu trach|chi dao|theo doi)(?: .{0,40})?"
            r"|(?:thanh phan|doi tuong|so luong|quy mo|pham vi)(?: (?:tham du|tham gia|moi|du|doan"
            r"|thuc hien|thu huong|ap dung))?"
        ),
    ),
)
CHARGE_AND_HELP = re.compile(rf"(?:cac )?(?:{WHO} )?chu tri(?:,| va|, va) (?:{WHO} )?(?:phoi hop|thuc hien|tham gia)")
LABEL = re.compile(r"(?P<name>[^\W\d_][^:;.]{2,70}?)\s*:\s*")
NEXT_LABEL = re.compile(r"[;.]\s+(?=[^\W\d_][^:;.]{2,60}:)")
BRACKETS = re.compile(r"\s*\([^()]*\)")

HOURS = re.compile(r"\W*(?:\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?:\s?phút)?\W*)+", re.IGNORECASE)
INNER_PIECE = re.compile(r"[.;]\s+|\s\(")

COLUMNS = (
    (WITH, re.compile(r".*\bphoi hop\b.*")),
    (
        LEAD,
        re.compile(
            r".*\b(?:chu tri|phu trach|trach nhiem|phan cong|dau moi)\b.*|(?:don vi|co quan|nguoi"
            r"|bo phan|to chuc)\b.*\bthuc hien\b.*"
        ),
    ),
    (WHEN, re.compile(r".*\b(?:thoi gian|thoi han|tien do|thoi diem|hoan thanh)\b.*")),
    (
        OTHER,
        re.compile(
            r".*\b(?:ket qua|san pham|ghi chu|kinh phi|dia diem|luy ke|de xuat|vuong mac)\b.*|tt|stt"
            r"|so tt"
        ),
    ),
    (TASK, re.compile(r".*\b(?:nhiem vu|noi dung|cong viec|hoat dong|giai phap|dau viec|viec)\b.*")),
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What labels say of a task: None where none speaks of it. `is_timed`: one speaks of its time."""

    lead: tuple[str, ...] | None = None
    with_: tuple[str, ...] | None = None
    due: str | None = None
    every: str | None = None
    is_timed: bool = False

    def over(self, shared: "Assignment") -> "Assignment":
        """This assignment, filled from one `shared` by several tasks where it is silent."""
        timed = self if self.is_timed else shared
        return Assignment(
            self.lead if self.lead is not None else shared.lead,
            self.with_ if self.with_ is not None else shared.with_,
            timed.due,
            timed.every,
            timed.is_timed,
        )


NO_ASSIGNMENT = Assignment()


def is_label(text: str) -> bool:
    """Whether a paragraph is a labelled line: who, with whom, when, with what result."""
    return family(text) is not None


def family(text: str) -> str | None:
    label = LABEL.match(text)
    return _family(label["name"]) if label else None


def title_family(text: str) -> str | None:
    """What a label alone above a list names: "a) Cơ quan chủ trì" LEAD, "2. Cơ quan chủ trì, phối hợp" BOTH."""
    key = search_key(BRACKETS.sub("", text)).rstrip(" :.")
    return BOTH if CHARGE_AND_HELP.fullmatch(key) else next((k for k, known in FAMILIES if known.fullmatch(key)), None)


def assigns(text: str) -> bool:
    """Whether a labelled line itself says who, with whom or when."""
    label = LABEL.match(text)
    if not label or not text[label.end() :]:
        return False
    return _family(label["name"]) in (LEAD, WITH, WHEN)


def read_labels(text: str) -> Assignment:
    """What one paragraph of labels says ("Chủ trì: A; Phối hợp: B" says two things)."""
    said = NO_ASSIGNMENT
    for piece in NEXT_LABEL.split(text):
        label = LABEL.match(piece)
        if label:
            said = assign(said, _family(label["name"]), piece[label.end() :])
    return said


def inline_labels(text: str) -> Assignment:
    """What labels inside a clause say: "Rà soát ... (chủ trì: A; thời gian: quý II/2026)"."""
    said = NO_ASSIGNMENT
    for piece in INNER_PIECE.split(text)[1:]:
        label = LABEL.match(piece)
        if label:
            said = assign(said, _family(label["name"]), piece[label.end() :].rstrip(").; "))
    return said


def assign(said: Assignment, kind: str | None, value: str) -> Assignment:
    """`said` with the value of one label or cell of `kind` added."""
    if kind == LEAD and said.lead is None:
        return replace(said, lead=tuple(stated_names(value)))
    if kind == WITH and said.with_ is None:
        return replace(said, with_=tuple(stated_names(value)))
    if kind == WHEN and not said.is_timed and not HOURS.fullmatch(value):
        return replace(said, due=find_due(value, stated=True), every=find_every(value), is_timed=True)
    return said


def columns(header: tuple[str, ...]) -> tuple[str | None, ...] | None:
    """What each column of an assignment table holds; None where the header is not that of one.

    Of several that could hold the task the last one does: "Hoạt động | Nội dung", "Nhóm nhiệm vụ | Nhiệm vụ cụ thể".
    """
    kinds = [column(cell) for cell in header]
    for place in [at for at, kind in enumerate(kinds) if kind == TASK][:-1]:
        kinds[place] = OTHER
    assigns = LEAD in kinds or WITH in kinds or WHEN in kinds
    return tuple(kinds) if TASK in kinds and assigns else None


def _family(name: str) -> str | None:
    key = search_key(BRACKETS.sub("", name))
    return next((kind for kind, pattern in FAMILIES if pattern.fullmatch(key)), None)


def column(cell: str) -> str | None:
    """What the column under this header holds; None where the words are not those of a header."""
    key = search_key(cell)
    return next((kind for kind, pattern in COLUMNS if pattern.fullmatch(key)), None)
