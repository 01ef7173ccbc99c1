"""How a page must look, as tables: HD36 and HD05 for the Party, ND30 for the State.

Sources: Hướng dẫn 36-HD/VPTW (3/4/2018) with its Phụ lục 3, Hướng dẫn 05-HD/VPTW (27/5/2026),
Nghị định 30/2020/NĐ-CP with its Phụ lục I. Lengths are in mm, sizes and spacing in points.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

HD05_IN_FORCE_ON = date(2026, 5, 27)
GREETING = "Kính gửi"


class System(StrEnum):
    """Whose rules of form a document follows (hệ thống: Đảng, Nhà nước)."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Face:
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Faces:
    """The font table of a rule: one face for each part of the page."""

    parent: Face
    issuer: Face
    number: Face
    subject: Face
    place: Face
    draft: Face
    kind: Face
    title: Face
    greeting: Face
    body: Face
    basis: Face
    headings: tuple[Face, Face, Face, Face]
    caption: Face
    table: Face
    authority: Face
    position: Face
    name: Face
    recipients: Face
    recipient: Face
    appendix: Face
    note: Face
    page_number: Face


@dataclass(frozen=True, slots=True)
class Margins:
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Mark:
    """What closes a heading block: a word of signs ("*", "-----") or a line this long."""

    text: str = ""
    line: float = 0


@dataclass(frozen=True, slots=True)
class Ends:
    """Marks at the ends of lines in a list, and of its last line."""

    inner: str
    last: str
    dash: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """One rule of form. `submission` greets in a tờ trình; `subject_opens` stands before the title of a letter."""

    code: str
    system: System
    margins: Margins
    page_number_from_edge: float
    head_columns: tuple[float, float]
    motto: tuple[tuple[str, Face], ...]
    under_motto: Mark
    under_issuer: Mark
    number_label: str
    symbol_separator: str
    under_title: Mark
    faces: Faces
    first_line_indent: float
    line_spacing: float
    paragraph_gap: float
    basis: Ends
    recipient: Ends
    closing: str
    submission: str = GREETING
    subject_opens: str = ""
    has_appendix_note: bool = False
    font: str = "Times New Roman"


_PARTY_FACES = Faces(
    parent=Face(14),
    issuer=Face(14, bold=True),
    number=Face(14),
    subject=Face(12, italic=True),
    place=Face(14, italic=True),
    draft=Face(14, italic=True),
    kind=Face(16, bold=True),
    title=Face(14, bold=True),
    greeting=Face(14, italic=True),
    body=Face(14),
    basis=Face(14),
    headings=(
        Face(14, bold=True),
        Face(14, bold=True),
        Face(14, bold=True, italic=True),
        Face(14, italic=True),
    ),
    caption=Face(13, bold=True),
    table=Face(13),
    authority=Face(14, bold=True),
    position=Face(14),
    name=Face(14, bold=True),
    recipients=Face(14, underline=True),
    recipient=Face(12),
    appendix=Face(14, bold=True),
    note=Face(14, italic=True),
    page_number=Face(14),
)

HD36 = Profile(
    code="HD36",
    system=System.PARTY,
    margins=Margins(top=20, bottom=20, left=30, right=15),
    page_number_from_edge=10,
    head_columns=(80, 85),
    motto=(("ĐẢNG CỘNG SẢN VIỆT NAM", Face(15, bold=True)),),
    # A line is as long as the motto above it: its width in Times New Roman bold at that size.
    under_motto=Mark(line=73),
    under_issuer=Mark("*"),
    number_label="Số",
    symbol_separator="-",
    under_title=Mark("-----"),
    faces=_PARTY_FACES,
    first_line_indent=10,
    line_spacing=18,
    paragraph_gap=6,
    basis=Ends(inner=";", last=",", dash=False),
    recipient=Ends(inner=",", last="."),
    closing=".",
)

HD05 = replace(
    HD36,
    code="HD05",
    basis=Ends(inner=";", last="."),
    recipient=Ends(inner=";", last="."),
    submission="Kính trình",
)

ND30 = Profile(
    code="ND30",
    system=System.STATE,
    margins=Margins(top=20, bottom=20, left=30, right=15),
    page_number_from_edge=10,
    head_columns=(66, 99),
    motto=(
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face(13, bold=True)),
        ("Độc lập - Tự do - Hạnh phúc", Face(14, bold=True)),
    ),
    under_motto=Mark(line=61),
    under_issuer=Mark(line=18),
    number_label="Số:",
    symbol_separator="/",
    under_title=Mark(line=40),
    faces=replace(
        _PARTY_FACES,
        parent=Face(13),
        issuer=Face(13, bold=True),
        number=Face(13),
        subject=Face(12),
        place=Face(13, italic=True),
        kind=Face(14, bold=True),
        greeting=Face(14),
        basis=Face(14, italic=True),
        position=Face(14, bold=True),
        recipients=Face(12, bold=True, italic=True),
        recipient=Face(11),
    ),
    first_line_indent=10,
    line_spacing=18,
    paragraph_gap=6,
    basis=Ends(inner=";", last=".", dash=False),
    recipient=Ends(inner=";", last="."),
    closing="./.",
    subject_opens="V/v ",
    has_appendix_note=True,
)

PROFILES = {profile.code.lower(): profile for profile in (HD36, HD05, ND30)}


def profile_for(system: System | str, on: date) -> Profile:
    """The rule in force for a body of this system on the day the document bears."""
    if System(system) is System.STATE:
        return ND30
    return HD36 if on < HD05_IN_FORCE_ON else HD05
