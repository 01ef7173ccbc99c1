"""What the Decision's words come to, from what is known: pure functions. They propose; people decide.

Whatever is not known stays unknown, and is never counted as nought: a commune without a number of residents has no
share of anything.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from .enums import Fact, Met, Type
from .rulebook import Line, Rulebook

Known = Mapping[Fact, int | bool | None]


class Item(NamedTuple):
    """One criterion with its article, whether it holds, and the facts that it was told from."""

    article: str
    words: str
    met: Met
    facts: tuple[Fact, ...]


class Judged(NamedTuple):
    """Articles 6 and 4, item by item, and what they propose."""

    free_items: list[Item]
    type_items: dict[Type, list[Item]]
    is_free: Met
    types: dict[Type, Met]

    @property
    def proposed(self) -> Type | None:
        """The first type that holds while each before it is known not to."""
        for type, met in self.types.items():
            if met == Met.UNKNOWN:
                return None
            if met == Met.YES:
                return type
        return None

    @property
    def is_untyped(self) -> bool:
        return all(met == Met.NO for met in self.types.values())


def judge(known: Known, book: Rulebook) -> Judged:
    free = free_items(known)
    items = {type: type_items(type, known, book) for type in Type}
    types = {type: at_least(book.needed[type], [item.met for item in items[type]]) for type in Type}
    return Judged(free, items, every(item.met for item in free), types)


# --- three values ---------------------------------------------------------------------------------


def met(answer: int | None) -> Met:
    return Met.UNKNOWN if answer is None else Met.YES if answer else Met.NO


def negated(answer: Met) -> Met:
    return {Met.YES: Met.NO, Met.NO: Met.YES}.get(answer, Met.UNKNOWN)


def at_least(many: int, answers: Iterable[Met]) -> Met:
    answers = list(answers)
    if answers.count(Met.YES) >= many:
        return Met.YES
    return Met.NO if len(answers) - answers.count(Met.NO) < many else Met.UNKNOWN


def every(answers: Iterable[Met]) -> Met:
    answers = list(answers)
    return at_least(len(answers), answers)


def any_of(*answers: Met) -> Met:
    return at_least(1, answers)


# --- article 6 ------------------------------------------------------------------------------------


def free_items(known: Known) -> list[Item]:
    offence, fugitive = (negated(met(known.get(fact))) for fact in (Fact.OFFENCE, Fact.FUGITIVE))
    spots = known.get(Fact.SPOTS)
    return [
        Item(
            "điều 6, khoản 1",
            "Không có người đang cư trú nghiện hoặc sử dụng trái phép chất ma túy, trừ ba trường hợp đang điều trị, "
            "cai nghiện hoặc quản lý sau cai",
            negated(met(known.get(Fact.USERS))),
            (Fact.USERS,),
        ),
        Item(
            "điều 6, khoản 2",
            "Không có người đang cư trú vi phạm pháp luật về ma túy tại địa bàn, không có người bị truy nã về ma túy "
            "ẩn náu",
            every((offence, fugitive)),
            (Fact.OFFENCE, Fact.FUGITIVE),
        ),
        Item(
            "điều 6, khoản 3",
            "Không có điểm tổ chức, chứa chấp sử dụng trái phép chất ma túy",
            met(None if spots is None else spots == 0),
            (Fact.SPOTS,),
        ),
    ]


# --- article 4 ------------------------------------------------------------------------------------


def type_items(type: Type, known: Known, book: Rulebook) -> list[Item]:
    """The type's criteria in their order; the one that counts another type's comes last."""
    plain = plain_items(type, known, book)
    if type not in book.by_route:
        return plain
    at, other, many = book.by_route[type]
    enough = at_least(many, [item.met for item in plain_items(other, known, book)])
    words = f"Có từ {many} tiêu chí của {other.label} và nằm trên tuyến trọng điểm"
    return [*plain, Item(f"điều 4, {type.label}, điểm {at}", words, every((enough, met(known.get(Fact.ROUTE)))),
                         (Fact.ROUTE,))]  # fmt: skip


def plain_items(type: Type, known: Known, book: Rulebook) -> list[Item]:
    by_letter: dict[str, list[Line]] = {}
    for line in book.lines:
        if line.type == type:
            by_letter.setdefault(line.at, []).append(line)
    return [item_of(at, lines, known) for at, lines in by_letter.items()]


def item_of(at: str, lines: list[Line], known: Known) -> Item:
    facts = tuple(line.fact for line in lines)
    shares = (Fact.RESIDENTS,) if lines[0].is_share else ()
    words = " hoặc ".join(bounds(line) for line in lines)
    return Item(f"điều 4, {lines[0].type.label}, điểm {at}", words, any_of(*(holds(line, known) for line in lines)),
                facts + shares)  # fmt: skip


def holds(line: Line, known: Known) -> Met:
    value = known.get(line.fact)
    if value is None:
        return Met.UNKNOWN
    if not line.is_share or value == 0:  # nobody is nobody, of however many
        return met(line.holds(value))
    residents = known.get(Fact.RESIDENTS)
    return met(line.holds(Fraction(value, residents))) if residents else Met.UNKNOWN


SHORT = {
    Fact.PEOPLE: "Người nghiện, người sử dụng có hồ sơ trên số dân: {}",
    Fact.SPOTS: "Điểm tổ chức, chứa chấp: {}",
    Fact.ARRESTED: "Người phạm tội về ma túy bị bắt trên số dân: {}",
    Fact.PLANTS: "Cây có chất ma túy: {} cây",
    Fact.AREA: "{} m²",
}


def bounds(line: Line) -> str:
    """ "từ 0,1% đến dưới 0,5%"; a single number stands alone."""
    least, below = (written(each, line) for each in (line.least, line.below))
    if line.below is not None and not line.is_share and line.below - line.least == 1:
        return SHORT[line.fact].format(least)
    if line.below is None:
        return SHORT[line.fact].format(f"từ {least} trở lên")
    return SHORT[line.fact].format(f"từ {least} đến dưới {below}" if line.least else f"có, dưới {below}")


def written(bound: Fraction | None, line: Line) -> str:
    if bound is None:
        return ""
    return f"{float(bound * 100):g}%".replace(".", ",") if line.is_share else f"{int(bound):,}".replace(",", ".")


# --- what it comes to -----------------------------------------------------------------------------

BOTH = (
    "Đủ ba điều kiện không ma túy, nhưng cũng khớp {} của điều 4. Hai điều này trái nhau: xin xem lại người được trừ "
    "theo điều 6 có tính vào tỷ lệ ở điều 4 hay không, rồi người có trách nhiệm kết luận."
)
NEITHER = (
    "Chưa đủ ba điều kiện không ma túy, và theo đúng câu chữ cũng không thuộc loại nào của điều 4. Máy không xếp thay: "
    "người có trách nhiệm kết luận, nêu lý do."
)
HIGH_SHARE = " Tỷ lệ người có hồ sơ từ 0,5% trở lên chỉ được nêu ở loại I, mà loại I cần ba tiêu chí."
OPEN = "Chưa đủ căn cứ để đề xuất: còn mục chưa rõ. Xin trả lời các mục ấy."


def proposal(judged: Judged) -> str:
    """The sentence that the sheet ends in."""
    if judged.is_free == Met.YES and judged.is_untyped:
        return "Đủ ba điều kiện của điều 6: đề xuất công nhận địa bàn không ma túy."
    if judged.is_free == Met.YES and judged.proposed:
        return BOTH.format(judged.proposed.label)
    if judged.is_free == Met.NO and judged.is_untyped:
        first = next((item for item in judged.type_items[Type.I] if item.facts[0] == Fact.PEOPLE), None)
        return NEITHER + (HIGH_SHARE if first and first.met == Met.YES else "")
    if judged.is_free == Met.NO and judged.proposed:
        return f"Chưa đủ điều kiện không ma túy; đề xuất xã trọng điểm phức tạp {judged.proposed.label}."
    if judged.is_free == Met.NO:
        return "Chưa đủ điều kiện không ma túy. Chưa đủ căn cứ để xếp loại theo điều 4: còn mục chưa rõ ở đó."
    return OPEN
