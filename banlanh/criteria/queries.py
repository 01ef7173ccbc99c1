"""What is known for an assessment period: from figures where they exist, else from the last answer of a person."""

from collections.abc import Iterable
from typing import NamedTuple

from banlanh.core import words
from banlanh.places.models import Place
from banlanh.situation.models import HotSpot, ListUpdate
from banlanh.situation.queries import hot_villages, spots_on

from .enums import Fact, Met
from .judging import Item, Judged, judge
from .models import Answer, CriteriaSet, Title
from .rulebook import AssessmentPeriod

HOT_SPOTS = "hot_spots"  # the one source that a line of the village criteria may name
DEFAULT_BASIS = "mặc định của máy, theo điều 6 Quyết định 28/2025/QĐ-TTg"
DEFAULT_LINES = [
    {
        "key": "users",
        "text": "Không có người đang cư trú nghiện hoặc sử dụng trái phép chất ma túy, trừ ba trường hợp đang điều "
        "trị, cai nghiện hoặc quản lý sau cai",
        "source": "",
    },
    {
        "key": "offence",
        "text": "Không có người đang cư trú vi phạm pháp luật về ma túy tại thôn, không có người bị truy nã ẩn náu",
        "source": "",
    },
    {"key": "spots", "text": "Không có điểm tổ chức, chứa chấp sử dụng trái phép chất ma túy", "source": HOT_SPOTS},
]


class Known(NamedTuple):
    """What is known of one fact, and by what: a figure, the last answer, or nothing."""

    fact: Fact
    value: int | bool | None
    figure: str = ""
    answer: Answer | None = None

    @property
    def said(self) -> str:
        if self.value is None:
            return str(Met.UNKNOWN.label)
        if isinstance(self.value, bool):
            return str((Met.YES if self.value else Met.NO).label)
        return words.number(self.value)


class Sheet(NamedTuple):
    """The Decision's criteria for one period, judged, beside what they were judged from."""

    period: AssessmentPeriod
    told: dict[Fact, Known]
    judged: Judged

    def behind(self, item: Item) -> list[Known]:
        return [self.told[fact] for fact in item.facts]


def answers_of(commune: Place, period: AssessmentPeriod) -> dict[tuple[int | None, str], Answer]:
    """The last answer about each criterion, of the commune and of its villages."""
    found = Answer.objects.for_place(commune).filter(year=period.year).select_related("by")
    return {(each.village_id, each.about): each for each in found}


def figures_of(commune: Place, period: AssessmentPeriod) -> dict[Fact, tuple[int, str]]:
    """What rooms below can count themselves. No residents entered is not nobody: nothing is known then."""
    found: dict[Fact, tuple[int, str]] = {}
    residents = sum(place.residents for place in Place.objects.for_place(commune).villages())
    if residents:
        found[Fact.RESIDENTS] = residents, "số khẩu của các thôn"
    spots = spots_on(HotSpot.objects.for_place(commune), period.seen_on)
    if spots or ListUpdate.objects.for_place(commune).live().filter(happened_on__lte=period.seen_on).exists():
        found[Fact.SPOTS] = sum(spot.is_hot for spot in spots), f"Công an xã ghi, đến {words.day(period.seen_on)}"
    return found


def sheet_of(commune: Place, period: AssessmentPeriod) -> Sheet | None:
    """None where no rulebook of ours was in force at the period's end."""
    if period.rulebook is None:
        return None
    figures, answers = figures_of(commune, period), answers_of(commune, period)
    told = {fact: told_of(fact, figures.get(fact), answers.get((None, fact))) for fact in Fact}
    return Sheet(period, told, judge({fact: each.value for fact, each in told.items()}, period.rulebook))


def told_of(fact: Fact, figure: tuple[int, str] | None, answer: Answer | None) -> Known:
    if figure:
        return Known(fact, figure[0], figure=figure[1])
    return Known(fact, answer.value if answer else None, answer=answer)


def title_of(commune: Place, period: AssessmentPeriod) -> Title | None:
    return Title.objects.for_place(commune).live().filter(year=period.year, village=None).first()


# --- villages -------------------------------------------------------------------------------------


class Line(NamedTuple):
    """One village's standing in one criterion."""

    key: str
    text: str
    met: Met
    from_figure: bool
    answer: Answer | None

    @property
    def mark(self) -> str:
        return {Met.YES: "done", Met.NO: "late"}.get(self.met, "unknown")

    @property
    def said(self) -> str:
        return {Met.YES: "đạt", Met.NO: "không đạt"}.get(self.met, "chưa rõ")


class VillageSheet(NamedTuple):
    village: Place
    lines: list[Line]
    title: Title | None

    @property
    def proposal(self) -> str:
        found = [line.met for line in self.lines]
        if not found:
            return "chưa có tiêu chí"
        if Met.NO in found:
            return "chưa đủ tiêu chí"
        return "còn mục chưa rõ" if Met.UNKNOWN in found else "đủ tiêu chí, đề nghị xét"


def set_of(commune: Place, period: AssessmentPeriod) -> CriteriaSet:
    """The village criteria in force at the period's end: the last adopted, or the default, which is not kept."""
    found = CriteriaSet.objects.for_place(commune).in_force(period.last).last()
    return found or CriteriaSet(commune=commune, starts_on=period.first, basis=DEFAULT_BASIS, lines=DEFAULT_LINES)


def village_sheets(commune: Place, period: AssessmentPeriod, lines: Iterable[dict]) -> list[VillageSheet]:
    [hot], answers = hot_villages(commune, period.seen_on), answers_of(commune, period)
    places_hot = None if hot is None else set(places_of(commune, hot))
    titles = Title.objects.for_place(commune).live().filter(year=period.year, village__isnull=False)
    by_village = {title.village_id: title for title in titles}
    return [
        VillageSheet(place, [line_of(each, place, places_hot, answers) for each in lines], by_village.get(place.pk))
        for place in Place.objects.for_place(commune).villages()
    ]


def places_of(commune: Place, bodies: set[int]) -> Iterable[int]:
    return commune.bodies.filter(pk__in=bodies).values_list("place", flat=True)


def line_of(line: dict, village: Place, hot: set[int] | None, answers: dict) -> Line:
    answer = answers.get((village.pk, line["key"]))
    if line["source"] == HOT_SPOTS and hot is not None:
        met = Met.NO if village.pk in hot else Met.YES
        return Line(line["key"], line["text"], met, from_figure=True, answer=None)
    met = Met(answer.met) if answer else Met.UNKNOWN
    return Line(line["key"], line["text"], met, from_figure=False, answer=answer)
