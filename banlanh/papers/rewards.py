"""The proposal to reward bodies that were rated best. Bodies only: no person, no family, nobody's health."""

from datetime import date
from typing import NamedTuple

from banlanh.places.models import Body, Place
from banlanh.ratings import queries as ratings
from banlanh.ratings.enums import GIVES_GRADE, Grade, Rated
from banlanh.ratings.periods import Kept, codes, period_of
from vanban.document import Block, Paragraph, Table

from .drafts import DOTS, FEW_DOTS, Choice, Draft, Missing, wanting
from .offices import basis_of, steering_committee
from .steering import no_plan, no_secretary

KINDS = [rated for rated in Rated if rated.is_decided]
WIDTHS = (12.0, 63.0, 50.0, 40.0)


class Best(NamedTuple):
    """A body that was decided to be among the best, and by which paper."""

    body: Body
    number: str


def periods(commune: Place, on: date) -> list[Choice]:
    return [Choice(code, kept.title) for code in codes(Rated.CELL, on) if (kept := period_of(code, Rated.CELL))]


def proposal(commune: Place, on: date, code: str) -> Draft:
    kept = period_of(code, Rated.CELL)
    assert kept is not None  # `periods` gave it
    plan, basis = basis_of(commune, on)
    best = best_of(commune, kept)
    blocks: list[Block] = [
        Paragraph(f"Thực hiện {basis}; căn cứ kết quả xếp loại {kept.title}, Ban Chỉ đạo đề nghị Ban Thường vụ Đảng ủy "
                  "xem xét khen thưởng các tập thể sau:"),
        table_of(best),
        Paragraph(f"Hình thức, mức khen thưởng đề nghị: {DOTS}"),
        Paragraph("Kính trình Ban Thường vụ Đảng ủy xem xét, quyết định."),
    ]  # fmt: skip
    office = steering_committee(commune, on)
    document = office.paper("TTr", "TỜ TRÌNH", f"đề nghị khen thưởng tập thể {kept.title}", blocks, ("Lưu",),
                            addressees=("Ban Thường vụ Đảng ủy xã",))  # fmt: skip
    return Draft(document, [f"{len(best)} tập thể được quyết định xuất sắc"], [*lacks(best, kept), *no_plan(plan),
                                                                              *no_secretary(commune, on)])  # fmt: skip


def best_of(commune: Place, kept: Kept) -> list[Best]:
    """Only what was decided; an appeal that is not answered keeps the decision, a person looks."""
    found = []
    for rated in KINDS:
        known = ratings.ratings_of(commune, rated, kept)
        for body in ratings.bodies_of(commune, rated):
            rating = known.get(body.pk)
            step = rating.last(*GIVES_GRADE) if rating else None
            if step and step.grade == Grade.EXCELLENT:
                found.append(Best(body, step.number))
    return found


def table_of(best: list[Best]) -> Block:
    rows = [(str(number), each.body.name, str(Grade.EXCELLENT.label), each.number or FEW_DOTS)
            for number, each in enumerate(best, start=1)]  # fmt: skip
    rows = rows or [("1", FEW_DOTS, FEW_DOTS, FEW_DOTS)]
    return Table(("Số TT", "Tập thể", "Mức xếp loại", "Quyết định số"), tuple(rows), WIDTHS)


def lacks(best: list[Best], kept: Kept) -> list[Missing]:
    unnumbered = sum(not each.number for each in best)
    here = ("ratings:index", Rated.CELL, kept.code)
    return [
        *wanting(best, f"Chưa đơn vị nào được quyết định xuất sắc {kept.title}. Xin quyết định ở mục Xếp loại.", *here),
        *wanting(not unnumbered, f"{unnumbered} quyết định xếp loại chưa ghi số. Xin điền vào bảng."),
        Missing("Hình thức, mức khen thưởng: xin điền vào chỗ chấm. Phần này chỉ nêu tập thể; không nêu hoàn cảnh ai."),
        Missing("Ngày của kế hoạch: xin điền vào câu mở đầu."),
    ]
