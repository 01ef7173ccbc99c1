from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.core.words import day as said
from banlanh.places.models import Body, Place
from banlanh.plans.models import Target
from banlanh.registers.models import SchoolClass, Stay, school_year
from banlanh.registers.stays import holds_on

from .enums import Signers, bodies_of
from .models import Campaign, ClassPledge, Signature
from .queries import Ticks


def may_open(user: User, commune: Place) -> None:
    """Whether the person opens campaigns: who orders work in the whole commune."""
    require(user, Act.CREATE, Data.WORK)
    if user.reach.commune is None or user.reach.commune.pk != commune.pk:
        raise Refused("Đợt ký này của xã khác.")


def fits(commune: Place, signers: str, starts_on: date, ends_on: date, target: Target | None) -> None:
    """Whether it can stand beside the others: one of a kind at a time, so that a figure means one thing."""
    if ends_on < starts_on:
        raise Refused("Ngày cuối phải sau ngày đầu. Xin xem lại hai ngày.")
    if target and target.plan.commune_id != commune.pk:
        raise Refused("Chỉ tiêu này của xã khác.")
    others = Campaign.objects.for_place(commune).filter(signers=signers)
    other = others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if other:
        raise Refused(
            f"Đã có đợt «{other}» cho {Signers(signers).label}, từ {said(other.starts_on)} đến {said(other.ends_on)}. "
            "Xin mở đợt mới sau ngày đó."
        )


def may_collect(user: User, campaign: Campaign, body: Body) -> None:
    """Whether the person collects signatures there, and so sees who has not signed."""
    require(user, Act.CREATE, Data.PLEDGES, body=body)
    if body.kind not in bodies_of(campaign.signers) or body.closed_on or body.commune_id != campaign.commune_id:
        raise Refused(f"{body} không có ai ký trong đợt này.")


def may_take_out(user: User, campaign: Campaign, bodies: Sequence[Body]) -> None:
    """Whether the person takes the names of those who signed there out as a file: only who collects them (P4)."""
    if campaign.is_of_classes:
        raise Refused("Đợt này ký theo lớp, chỉ có con số nên không có tên để xuất.")
    if not bodies:
        raise Refused("Đồng chí không thu chữ ký trong đợt này nên không có gì để xuất.")
    for body in bodies:
        may_collect(user, campaign, body)


def may_sign_on(campaign: Campaign, on: date) -> None:
    if on > clock.today():
        raise Refused(f"Ngày {said(on)} chưa tới. Xin xem lại ngày.")
    if not campaign.starts_on <= on <= campaign.ends_on:
        raise Refused(f"Đợt này ký từ {said(campaign.starts_on)} đến {said(campaign.ends_on)}. Xin xem lại ngày.")


def count_there(campaign: Campaign, body: Body, ticks: Ticks, stays: Mapping[UUID, Iterable[Stay]]) -> None:
    """Whether all of these are in that body's register, as their stays there tell, on the day of signing."""
    missing = sum(not any(holds_on(stay, ticks.on) for stay in stays.get(entry, ())) for entry in ticks.entries)
    if missing:
        raise Refused(
            f"Ngày {said(ticks.on)} có {missing} {campaign.unit} không ở trong sổ của {body}. Xin xem lại ngày ký."
        )


def may_say_of(pledge: ClassPledge, body: Body, on: date) -> None:
    """Whether so many can have signed: no more than the class has, and of this school year."""
    known: SchoolClass = pledge.school_class
    if known.body_id != body.pk or known.year != school_year(on):
        raise Refused("Lớp này không phải của trường, hoặc không phải của năm học này.")
    if pledge.pupils > known.pupils or pledge.parents > known.parents:
        raise Refused(
            f"Lớp {known.name} có {known.pupils} học sinh, {known.parents} phụ huynh; số đã ký không thể nhiều hơn."
        )


def may_void(user: User, pledge: Signature | ClassPledge) -> None:
    require(user, Act.UPDATE, Data.PLEDGES, body=pledge.sheet.body)
    if pledge.voided_at:
        raise Refused("Dòng này đã hủy rồi.")
