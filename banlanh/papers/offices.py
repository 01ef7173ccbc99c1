"""The three offices that issue what the plan orders: letterhead, signature and recipients of each, in its own form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banlanh.accounts.models import Post
from banlanh.committee import queries as committee
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place
from banlanh.plans.models import Plan
from vanban.document import Block, Document, Head, Signature
from vanban.profiles import System, profile_for

from .drafts import DOTS


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues: the body that signs, the two lines of the letterhead, the mark after the number, the signature."""

    commune: Place
    on: date
    system: System
    head: tuple[str, str]
    mark: str
    signature: Signature

    @property
    def between(self) -> str:
        return "/" if self.system is System.PARTY else "-"

    def paper(
        self, symbol: str, kind: str, title: str, blocks: Iterable[Block], recipients: tuple[str, ...], **more
    ) -> Document:
        parent, issuer = self.head
        return Document(
            profile=profile_for(self.system, self.on),
            letterhead=Head(parent, issuer, None, f"{symbol}{self.between}{self.mark}", self.commune.name, self.on),
            kind=kind,
            title=title,
            blocks=tuple(blocks),
            signature=self.signature,
            recipients=recipients,
            **more,
        )


def party_committee(commune: Place, on: date) -> Office:
    province = f"Đảng bộ tỉnh {commune.parent.name if commune.parent else DOTS}"
    head = province, f"Đảng ủy xã {commune.name}"
    return Office(
        commune, on, System.PARTY, head, "ĐU", Signature("T/M BAN THƯỜNG VỤ", "BÍ THƯ", secretary(commune, on))
    )


def steering_committee(commune: Place, on: date) -> Office:
    """Without a seal of its own: its head signs as the secretary that they are (HD05)."""
    head = f"Đảng ủy xã {commune.name}", name_of_steering(commune)
    signature = Signature(None, "BÍ THƯ\nkiêm\nTRƯỞNG BAN CHỈ ĐẠO", secretary(commune, on))
    return Office(commune, on, System.PARTY, head, "BCĐ", signature)


def peoples_committee(commune: Place, on: date) -> Office:
    """A commune's committee names no office above itself (Decree 30/2020, Annex I)."""
    signature = Signature(
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", holder(commune, on, BodyKind.PEOPLES_COMMITTEE, "chủ tịch")
    )
    return Office(commune, on, System.STATE, ("", f"Ủy ban nhân dân\nxã {commune.name}"), "UBND", signature)


def body_of(commune: Place, kind: BodyKind) -> Body | None:
    return Body.objects.for_place(commune).current().filter(kind=kind).first()


def name_of_steering(commune: Place) -> str:
    body = body_of(commune, BodyKind.STEERING)
    return body.name if body else f"Ban Chỉ đạo {DOTS}"


def secretary(commune: Place, on: date) -> str | None:
    return holder(commune, on, BodyKind.PARTY_COMMITTEE, "bí thư")


def holder(commune: Place, on: date, kind: BodyKind, title: str) -> str | None:
    """Who holds the post that is called so, in the commune's body of this kind."""
    held = Post.objects.for_place(commune).held_on(on).filter(body__kind=kind, title__istartswith=title)
    post = held.select_related("user").order_by("title", "pk").first()
    return post.user.full_name if post else None


def basis_of(commune: Place, on: date) -> tuple[Plan | None, str]:
    """The plan in force, and how a paper names it; its day stands in no field, so a person writes it in."""
    plan = committee.plan_in_force(commune, on)
    if plan is None:
        return None, f"Kế hoạch số {DOTS} của Ban Thường vụ Đảng ủy xã"
    about = lower(" ".join(plan.title.split()))
    return plan, f"{plan.name} ngày {DOTS} của Ban Thường vụ Đảng ủy xã về {about}"


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]
