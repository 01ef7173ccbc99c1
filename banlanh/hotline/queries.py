from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db.models import Sum
from django.utils.crypto import salted_hmac

from banlanh.accounts.models import Post, User
from banlanh.core import clock
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body, Place

from . import boxes
from .enums import RECEIVE, Channel, Verb
from .models import Envelope, Gone, Opening, Recipient, Step, Tip

OPENED_AT_ONCE = 5


def officers(commune: Place) -> dict[int, User]:
    """Who may receive tips today: those who hold such a post in the police."""
    posts = Post.objects.for_place(commune).held_on(clock.today())
    posts = posts.filter(role__in=RECEIVE, body__kind=BodyKind.POLICE, user__disabled_at=None)
    return {post.user_id: post.user for post in posts.select_related("user").order_by("user__order")}


def recipients(commune: Place) -> list[tuple[Recipient, User]]:
    """The officers of today who have made their keys."""
    known = officers(commune)
    keys = Recipient.objects.for_place(commune).filter(user__in=known)
    return [(key, known[key.user]) for key in keys]


def key_of(user: User) -> Recipient | None:
    return Recipient.objects.filter(user=user.pk).first()


def police_of(commune: Place) -> Body | None:
    return Body.objects.for_place(commune).current().filter(kind=BodyKind.POLICE).first()


def villages_of(commune: Place) -> list[Place]:
    bodies = Body.objects.for_place(commune).current().filter(kind=BodyKind.VILLAGE)
    return [body.place for body in bodies.select_related("place")]


def mark_of(code: str, commune: Place) -> str:
    """By what a code is known again without being stored: slow, and bound to this machine and commune (SEC-35)."""
    salt = salted_hmac("banlanh.hotline.code", str(commune.pk), algorithm="sha256").digest()[: boxes.SALT]
    return sha256(boxes.slow(code, salt, settings.TIP_KEY_ROUNDS, settings.TIP_KEY_MEMORY)).hexdigest()


def tip_of_code(code: str, commune: Place, user: User) -> Tip | None:
    """The tip that was given this code. A wrong one, one of long ago, one of a tip that is gone: all are nothing."""
    mark, tips = mark_of(code, commune), Tip.objects.for_place(commune).live(clock.today())
    return tips.received_by(user).filter(mark=mark).first()


def opening_of(commune: Place) -> Opening | None:
    """By what the public page of this commune is open now; nothing where it is not."""
    return Opening.objects.for_place(commune).filter(closed_on=None).first()


def open_communes() -> list[Place]:
    """Whose public page is open, and has somebody to seal to."""
    opened = list(Opening.objects.filter(closed_on=None).values_list("commune", flat=True))
    return [place for place in Place.objects.filter(pk__in=opened).order_by("order") if recipients(place)]


def heard_of(receipt: str, commune: Place) -> str:
    """How the tip of this receipt stands; of a wrong one, one of long ago, one of a tip that is gone: nothing."""
    tips = Tip.objects.for_place(commune).live(clock.today()).filter(channel=Channel.ONLINE)
    tip = tips.filter(mark=mark_of(receipt, commune)).first()
    last = tip.steps.last() if tip else None
    if last is None:
        return ""
    return {Verb.RECEIVED: "đã nhận", Verb.CLOSED: "đã kết thúc"}.get(Verb(last.verb), "đang xử lý")


@dataclass(frozen=True)
class Standing:
    """How a tip stands: told by its last step, and of no word in it."""

    tip: Tip
    last: Step
    on: date

    @property
    def is_waiting(self) -> bool:
        return self.last.verb == Verb.RECEIVED

    @property
    def days(self) -> int:
        return (self.on - self.tip.received_on).days

    @property
    def shape(self) -> str:
        """The shape beside its words: what waits for somebody stands out."""
        if self.is_waiting or (self.last.next_on and self.last.next_on < self.on):
            return "late"
        return {Verb.CALL_BACK: "due", Verb.CLOSED: "done"}.get(Verb(self.last.verb), "waiting")

    @property
    def said(self) -> str:
        return "chờ xử lý" if self.is_waiting else str(self.last)


def standings(tips: Iterable[Tip], on: date) -> list[Standing]:
    """The tips with how they stand: what has a day to call first, then what has waited longest, closed ones last."""
    tips = list(tips)
    steps = Step.objects.filter(tip__in=tips).order_by("position")
    last = {step.tip_id: step for step in steps}
    found = [Standing(tip, last[tip.pk], on) for tip in tips]
    return sorted(found, key=lambda each: (each.last.verb == Verb.CLOSED, each.last.next_on or on, -each.days))


def first_waiting(commune: Place, user: User) -> list[Tip]:
    """The tips that nobody has begun with, the oldest first; no more than one reads at once."""
    tips = Tip.objects.for_place(commune).live(clock.today()).received_by(user)
    begun = Step.objects.exclude(verb=Verb.RECEIVED).values("tip")
    return list(tips.exclude(pk__in=begun)[:OPENED_AT_ONCE])


def envelopes_of(tips: Iterable[Tip], user: User) -> list[Envelope]:
    """What this person can open of these tips, step after step."""
    mine = Envelope.objects.filter(recipient__user=user.pk, step__tip__in=list(tips))
    return list(mine.select_related("step__tip", "recipient").order_by("step__position"))


def received_between(commune: Place, first: date, last: date) -> int:
    """How many tips came on these days, those that are gone included."""
    days = {"received_on__range": (first, last)}
    gone = Gone.objects.for_place(commune).filter(**days).aggregate(many=Sum("many"))["many"] or 0
    return Tip.objects.for_place(commune).filter(**days).count() + gone
