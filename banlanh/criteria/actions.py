from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import locked
from banlanh.audit.actions import record as write_event
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.records.actions import keep
from banlanh.records.enums import UNSAID, Late

from . import rules
from .enums import Met, Outcome
from .models import Answer, CriteriaSet, Title
from .queries import HOT_SPOTS
from .rulebook import AssessmentPeriod, period_of


@transaction.atomic
def answer(
    *,
    id: UUID,
    commune: Place,
    period: AssessmentPeriod,
    about: str,
    reason: str,
    by: User,
    village: Place | None = None,
    met: str = "",
    number: int | None = None,
) -> Answer:
    """Say how it stands with one criterion, and why. The same id again changes nothing."""
    locked(commune.pk)
    rules.may_answer(by, commune, period)
    known = Answer.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    said = Answer(id=id, commune=commune, year=period.year, village=village, about=about, reason=reason, by=by)
    said.met, said.number, said.at = Met(met) if met else "", number, clock.now()
    said.save(force_insert=True)
    write_event("criteria.answered", said, by=by, year=period.year, about=about)
    return said


@transaction.atomic
def adopt_set(
    *, id: UUID, commune: Place, starts_on: date, basis: str, texts: Iterable[str], spots: int | None, by: User
) -> CriteriaSet:
    """A new version of the village criteria; `spots` is which of its lines the police's hot spots answer, if any."""
    locked(commune.pk)
    rules.may_adopt(by, commune)
    known = CriteriaSet.objects.for_place(commune).filter(pk=id).first()
    if known:
        return known
    if starts_on < period_of(clock.today()).first:
        raise Refused("Bộ tiêu chí mới chỉ áp dụng cho kỳ đang đánh giá hoặc kỳ sau, không cho kỳ đã qua.")
    lines = [
        {"key": f"{id.hex[-6:]}-{number}", "text": text, "source": HOT_SPOTS if number == spots else ""}
        for number, text in enumerate(texts, start=1)
    ]
    adopted = CriteriaSet(id=id, commune=commune, starts_on=starts_on, basis=basis, lines=lines, adopted_by=by)
    adopted.adopted_at = clock.now()
    adopted.save(force_insert=True)
    write_event("criteria.adopted", adopted, by=by, lines=len(lines))
    return adopted


@transaction.atomic
def record_title(
    *,
    id: UUID,
    body: Body,
    happened_on: date,
    year: int,
    village: Place | None,
    outcome: str,
    issuer: str,
    number: str,
    by: User,
    files: Iterable[UploadedFile] = (),
    late: Late = UNSAID,
    **of_record: object,
) -> Title:
    """Write down what the level above decided, by which document."""
    title = Title(id=id, body=body, happened_on=happened_on, year=year, village=village, outcome=outcome)
    title.issuer, title.number, title.covers_on = issuer, number, happened_on
    commune = body.commune
    same = Title.objects.for_place(commune).live().filter(year=year, village=village).exclude(pk=id)
    if same.exists():
        raise Refused("Kỳ này đã ghi kết luận rồi. Nếu ghi sai, xin hủy bản ghi cũ trước.")
    if village and Outcome(outcome) not in (Outcome.FREE, Outcome.NEITHER):
        raise Refused("Loại I, II, III là của xã. Với thôn, xin chọn «không ma túy» hoặc «chưa đạt».")
    return keep(title, by=by, files=files, late=late)
