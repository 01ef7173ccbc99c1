"""Operations on their way to the server: the commune, what happens meanwhile, and by which way they come."""

import base64
import json
from datetime import date, datetime
from types import SimpleNamespace

from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.core.ids import uuid7
from banlanh.plans import actions as plans
from banlanh.plans.models import Duty
from banlanh.pledges import actions as pledges
from banlanh.pledges.models import Campaign
from banlanh.registers import actions as registers
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from banlanh.sync import actions, handover
from banlanh.sync.models import Device
from tests.support.commune import appoint, body_of, hoa, lan, make_commune, minh
from tests.support.handing import box, framed

from .conftest import Outbox
from .release import RELEASES, appoint_others, meaning, said_in

HOA = "hoa"
UNREAD = 422
TODAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 22)
NEW_VILLAGE = "Thôn Bản Mới"


def make_world() -> SimpleNamespace:
    commune = make_commune()
    other = make_commune("Pù Nhi")
    people = {"lan": lan(commune), "hoa": hoa(commune), "minh": minh(commune)} | appoint_others(commune)
    rows = [Row("household", body_of(commune, "Thôn Nà Lìn"), date(2026, 2, 1), "Lò Văn A")]
    household = Entry.objects.get(pk=add_rows(rows, at=timezone.now())[0])
    said = {"title": "Cam kết", "text": "Gia đình tôi cam kết.", "version": "1", "languages": ["vie"]}
    said |= {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31), "signers": "household"}
    campaign = pledges.open_campaign(id=uuid7(), commune=commune, by=people["minh"], **said)
    meant = meaning(commune, people, campaign=campaign, household=household)
    phones = {name: actions.mint_device(by=person, name="máy").pk for name, person in people.items()}
    Device.objects.update(made_at=timezone.make_aware(datetime(2026, 11, 14)))
    return SimpleNamespace(**{name: value for name, value in locals().items() if name not in ("rows", "said")})


class Arrival:
    """One operation on its way: whose, on which phone, and how the world is when it comes."""

    def __init__(self, made: SimpleNamespace, browser_of, who: str, kind: str):
        self.made, self.browser_of, self.outbox = made, browser_of, Outbox()
        self.who, self.author = who, User.objects.get(username=who)
        self.device = Device.objects.get(pk=made.phones[who])
        self.operation = self.outbox(kind, **self.payload_of(kind))

    def payload_of(self, kind: str) -> dict:
        recorded = {each["kind"]: each["payload"] for each in said_in(RELEASES[-1])}
        words = recorded.get(kind, {"body": "$Thôn Nà Lìn"})
        return {name: self.made.meant(value) for name, value in words.items()}

    def post(self, by: str = "", **changed) -> tuple[int, dict]:
        return self.told(self.browser(by or self.who), json.dumps(self.body() | changed))

    def browser(self, name: str):
        return self.browser_of(User.objects.get(username=name))

    def body(self) -> dict:
        return {"device": str(self.device.pk), "operations": [self.operation]}

    def seal(self, secret: bytes = b"") -> bytes:
        keys = {name: base64.b64decode(key) for name, key in handover.given(self.device).items()}
        return box(json.dumps(self.body()).encode(), keys["public"], secret or keys["secret"])

    def carry(self, blob: bytes) -> tuple[int, dict]:
        """A box that is not read is told so in its place: as `UNREAD`, as if it had been sent alone."""
        status, said = self.told(self.browser("minh"), framed(blob), "ho-tro/")
        [of_box] = said["boxes"]
        return (status, of_box) if of_box["answers"] else (UNREAD, of_box)

    def told(self, browser, body: str | bytes, where: str = "") -> tuple[int, dict]:
        answer = browser.post(f"/dong-bo/{where}", body, content_type="application/json")
        return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else {}

    def pull(self, cursor: str = "") -> None:
        """The phone asks for its pack, and sends what it did under the id that it is given."""
        answer = self.browser(self.who).get("/dong-bo/", {"tu": cursor})
        self.device = Device.objects.select_related("commune").get(pk=answer.json()["device"])

    def end_post(self, on: date = YESTERDAY) -> None:
        Post.objects.filter(user=self.author).update(ends_on=on)

    def heir(self) -> User:
        """Who answers for the same body today."""
        name, held = f"{self.who}-sau", Post.objects.filter(user=self.author).earliest("pk")
        known = User.objects.filter(username=name).first()
        return known or appoint(name, "Người kế nhiệm", held.role, held.body)


# --- what happened meanwhile ----------------------------------------------------------------------------------


def nothing(a: Arrival) -> None: ...


def post_ended(a: Arrival) -> None:
    a.end_post()


def post_over_long_ago(a: Arrival) -> None:
    a.end_post(date(2026, 6, 30))


def post_ended_pack_died(a: Arrival) -> None:
    """Two weeks without signal: the pack is gone, and the server gives the phone another id."""
    a.end_post()
    a.pull()


def post_ended_phone_lost(a: Arrival) -> None:
    actions.revoke_device(a.device, by=a.author)
    post_ended_pack_died(a)


def moved_village(a: Arrival) -> None:
    a.end_post()
    appoint(a.who, a.author.full_name, Role.R7, body_of(a.made.commune, NEW_VILLAGE))


def post_given_to_another(a: Arrival) -> None:
    a.end_post()
    a.heir()


def moved_commune(a: Arrival) -> None:
    a.end_post()
    appoint(a.who, a.author.full_name, Role.R7, body_of(a.made.other, "Thôn Nà Lìn"))


def moved_commune_and_asked(a: Arrival) -> None:
    moved_commune(a)
    a.pull(f"{a.device.pk.hex}.1")
    assert a.device.commune == a.made.other


def done_in_the_new_commune(a: Arrival) -> None:
    moved_commune_and_asked(a)
    a.operation["payload"] |= {"body": str(body_of(a.made.other, "Thôn Nà Lìn").pk)}


def account_closed(a: Arrival) -> None:
    a.author.disabled_at = timezone.now()
    a.author.save(update_fields=["disabled_at"])


def phone_revoked(a: Arrival) -> None:
    actions.revoke_device(a.device, by=a.author)


def signed_in_anew(a: Arrival) -> None:
    phone_revoked(a)
    a.pull()


def already_sent(a: Arrival) -> None:
    assert a.post()[1]["answers"][0]["state"] == "applied"


def sent_then_anew(a: Arrival) -> None:
    already_sent(a)
    signed_in_anew(a)


def sent_then_post_ended(a: Arrival) -> None:
    already_sent(a)
    a.end_post()


def id_used(a: Arrival) -> None:
    already_sent(a)
    a.operation["payload"] |= {"text": "Loa thôn đã sửa xong."}


def id_used_by_lan(a: Arrival) -> None:
    theirs = Arrival(a.made, a.browser_of, "lan", a.operation["kind"])
    theirs.operation["id"] = a.operation["id"]
    already_sent(theirs)
    a.operation["payload"] |= {"body": a.made.meant("$Thôn Sín Chải")}


def number_used(a: Arrival) -> None:
    first = Arrival(a.made, a.browser_of, a.who, "record.difficulty")
    already_sent(first)


def elsewhere(a: Arrival) -> None:
    """What it names is of another commune."""
    body = body_of(a.made.other, "Thôn Nà Lìn")
    row = Row("household", body, date(2026, 2, 1), "Lò Văn Xa")
    a.operation["payload"] |= {"body": str(body.pk), "entry": str(add_rows([row], at=timezone.now())[0])}


def village_closed(a: Arrival) -> None:
    type(body_of(a.made.commune, "Thôn Nà Lìn")).objects.filter(name="Thôn Nà Lìn").update(closed_on=YESTERDAY)


def campaign_over(a: Arrival) -> None:
    Campaign.objects.update(ends_on=YESTERDAY)


def household_moved(a: Arrival) -> None:
    to = body_of(a.made.commune, "Thôn Sín Chải")
    registers.move_entry(household(a), to=to, by=User.objects.get(username="lan"), on=YESTERDAY)


def household_left(a: Arrival) -> None:
    registers.end_entry(household(a), by=User.objects.get(username="lan"), on=YESTERDAY)


def household(a: Arrival) -> Entry:
    return Entry.objects.get(pk=a.made.household.pk)


def duty_handed_in(a: Arrival) -> None:
    plans.submit_duty(duty(a), id=uuid7(), by=User.objects.get(username="minh"), note="Đã xong.")


def duty_excused(a: Arrival) -> None:
    plans.excuse_duty(duty(a), id=uuid7(), by=User.objects.get(username="minh"), note="Đã có nơi khác làm.")


def duty(a: Arrival) -> Duty:
    return Duty.objects.get(pk=a.operation["payload"]["duty"])


# --- by which way ---------------------------------------------------------------------------------------------


def sent(a: Arrival) -> tuple[int, dict]:
    return a.post()


def by_hoa(a: Arrival) -> tuple[int, dict]:
    """Hoa signed in on the phone, or learnt its id."""
    return a.post(by="hoa")


def forged(a: Arrival) -> tuple[int, dict]:
    """Nobody gave a phone this id."""
    return a.post(device="0" * 32)


def carried(a: Arrival) -> tuple[int, dict]:
    return a.carry(a.seal())


def made_up(a: Arrival) -> tuple[int, dict]:
    return a.carry(a.seal(secret=bytes(32)))


def torn(a: Arrival) -> tuple[int, dict]:
    return a.carry(a.seal()[:-1])
