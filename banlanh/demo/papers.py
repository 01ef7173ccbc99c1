"""What was signed and sent: the cells' resolutions, and the papers that the plan orders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.documents.enums import DocumentType as Type
from banlanh.documents.models import IssuedDocument, Resolution
from banlanh.plans.models import Duty
from banlanh.records.enums import WhyLate

from . import bodies as b
from .chance import Today, draw, id_at, why_late, within
from .plan import STARTS_ON

LATE_NOW = (b.cell("Nà Lìn"), b.cell(b.SECOND_PRIMARY))  # owe the resolution of the month before today's
MEETS_LATE = {b.cell("Nà Lìn"): 26}
NEVER = ((b.cell("Sín Chải"), 7), (b.cell("Cốc Mận"), 6))  # cell and month whose resolution nobody wrote
BADLY_LED = b.cell("Sín Chải")
LATE, LATE_WHERE_BADLY_LED = 0.04, 0.4
# Cell and month whose resolution forgot about drugs.
SILENT = ((BADLY_LED, 4), (b.cell("Bản Lìn"), 5), (b.cell(b.KINDERGARTEN), 8))


def resolutions(duties: Iterable[Duty], by: User, today: Today) -> Iterator[Resolution]:
    """What one cell resolved in the months of its `duties`."""
    for duty in duties:
        chance = draw("resolution", duty.body.name, duty.starts_on)
        happened_on = meeting_day(duty, chance.random(), chance.randrange(9))
        recorded_at = within(chance, happened_on + timedelta(chance.choice((0, 0, 0, 1, 1, 2, 4))), 19, 22)
        if today.knows(recorded_at) and not is_owed(duty, today):
            yield Resolution(
                id=id_at(recorded_at, chance),
                commune_id=duty.commune_id,
                body=duty.body,
                happened_on=happened_on,
                covers_on=duty.starts_on,
                recorded_at=recorded_at,
                recorded_by=by,
                number=f"{duty.starts_on.month}-NQ/CB",
                why_late=why_late(happened_on, recorded_at, [WhyLate.PAPER]),  # the cell's own book comes first
                has_drug_content=(duty.body.name, duty.starts_on.month) not in SILENT,
            )


def is_owed(duty: Duty, today: Today) -> bool:
    name, month = duty.body.name, duty.starts_on
    return (name, month.month) in NEVER or (name in LATE_NOW and month == today.last_month)


def meeting_day(duty: Duty, luck: float, shift: int) -> date:
    """The cell's own day of the month; the plan's first month, a day after it came; at times a month late."""
    name, month = duty.body.name, duty.starts_on
    if luck < (LATE_WHERE_BADLY_LED if name == BADLY_LED else LATE):
        return clock.next_month(month) + timedelta(days=2 + shift)
    if month == clock.month_of(STARTS_ON):
        return STARTS_ON + timedelta(days=6 + shift)
    usual = MEETS_LATE.get(name) or draw("meets", name).choice((3, 3, 4, 4, 5, 6, 8, 12, 18))
    return month + timedelta(days=usual - 1)


@dataclass(frozen=True)
class Paper:
    """How one of the plan's papers comes about: signed so many days before it is due (after, where negative)."""

    type: Type
    symbol: str
    title: str
    early: tuple[int, int]
    late: dict[str, int] | None = None  # first day of a period, or a body: days after the due day


PAPERS = {
    "decision": Paper(Type.DECISION, "QĐ/ĐU", "Thành lập Ban Chỉ đạo xã không ma túy", (6, 6)),
    "regulation": Paper(Type.REGULATION, "QC/BCĐ", "Quy chế làm việc của Ban Chỉ đạo xã không ma túy", (1, 1)),
    "hearing": Paper(
        Type.NOTICE, "TB/ĐU", "Kết luận về công tác phòng, chống ma túy {period}", (1, 9), {"2026-04-01": 6}
    ),
    "half_year": Paper(Type.REPORT, "BC/BCĐ", "Sơ kết xây dựng xã không ma túy {period}", (2, 6)),
    "year_end": Paper(Type.REPORT, "BC/ĐU", "Tổng kết một năm xây dựng xã không ma túy", (2, 5)),
    "bulletin": Paper(Type.NOTICE, "TB/VPĐU", "Tiến độ thực hiện Kế hoạch {period}", (1, 6)),
    "state_plan": Paper(Type.PLAN, "KH/UBND", "Triển khai xây dựng xã không ma túy năm 2026", (1, 1)),
    "budget": Paper(Type.DECISION, "QĐ/UBND", "Phân bổ kinh phí phòng, chống ma túy", (1, 4), {b.PEOPLES_COMMITTEE: 8}),
    "report": Paper(Type.REPORT, "BC/CBCA", "Kết quả thực hiện Kế hoạch {period}", (1, 3), {"2026-07-01": 3}),
}
ISSUED_BEFORE = {"decision": 44, "hearing": 30, "state_plan": 17, "budget": 52, "bulletin": 8}  # this year, elsewhere


def papers(key: str, duties: Iterable[Duty], by: User, today: Today) -> Iterator[IssuedDocument]:
    """What one body issued for the task `key`, numbered in the order of its days."""
    paper = PAPERS[key]
    for number, duty in enumerate(duties, start=1 + ISSUED_BEFORE.get(key, 0)):
        chance = draw("paper", key, duty.body.name, duty.starts_on)
        happened_on = signing_day(paper, duty, chance.randint(*paper.early), today)
        recorded_at = within(chance, happened_on + timedelta(chance.choice((0, 0, 0, 1))), 14, 18)
        if today.knows(recorded_at):
            document = IssuedDocument(
                id=id_at(recorded_at, chance),
                commune_id=duty.commune_id,
                body=duty.body,
                happened_on=happened_on,
                covers_on=min(max(happened_on, duty.starts_on), duty.ends_on),
                recorded_at=recorded_at,
                recorded_by=by,
                type=paper.type,
                number=f"{number:02}-{paper.symbol}",
                title=paper.title.format(period=period_of(duty)),
            )
            yield from voided_first(document, by) if key == "bulletin" and number == 9 else ()
            yield document


def signing_day(paper: Paper, duty: Duty, early: int, today: Today) -> date:
    late = (paper.late or {}).get(duty.starts_on.isoformat()) or (paper.late or {}).get(duty.body.name)
    if late:
        return duty.due_on + timedelta(days=late)
    if paper.symbol == PAPERS["report"].symbol and duty.starts_on == today.month:
        early = 1  # this month's report is still being written until the day before it is due
    return working_day(max(duty.due_on - timedelta(days=early), STARTS_ON + timedelta(days=6)))


def working_day(day: date) -> date:
    """That day, or the Friday before its weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def period_of(duty: Duty) -> str:
    """ "tháng 10/2026", "quý III/2026", "6 tháng đầu năm 2026": the period that a paper speaks of."""
    first, last = duty.starts_on, duty.ends_on
    if first.month == last.month:
        return f"tháng {first.month}/{first.year}"
    if last.month - first.month == 2:
        return f"quý {('I', 'II', 'III', 'IV')[first.month // 3]}/{first.year}"
    return f"6 tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"


def voided_first(document: IssuedDocument, by: User) -> Iterator[IssuedDocument]:
    """The same paper as it was first recorded, with a wrong number, and then voided."""
    chance = draw("voided", document.number)
    recorded_at = document.recorded_at - timedelta(minutes=9)
    yield IssuedDocument(
        id=id_at(recorded_at, chance),
        commune_id=document.commune_id,
        body=document.body,
        happened_on=document.happened_on,
        covers_on=document.covers_on,
        recorded_at=recorded_at,
        recorded_by=by,
        type=document.type,
        number=f"90-{document.number.split('-', 1)[1]}",
        title=document.title,
        voided_at=document.recorded_at - timedelta(minutes=2),
        voided_by=by,
        void_reason="Gõ nhầm số văn bản, đã ghi lại đúng số",
    )
