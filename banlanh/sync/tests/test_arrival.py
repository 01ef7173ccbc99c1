"""What a phone sends arrives late, and meanwhile the commune went on: each line of the table is one arrival (SEC-44).

Whose phone it is and what was done on it, as the newest release recorded it; what happened before it arrived; by which
way it came; what must come of it. Whatever that is: what is allowed is there once; what is not, is nowhere, and waits
in the person's phone or for somebody's look; the log tells of it once; sent again, nothing changes.
"""

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.utils import timezone

from banlanh.accounts.access import NOT_YOURS
from banlanh.accounts.enums import Role
from banlanh.accounts.models import Post, User
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.core.homes import KEYS, SEALED, WORKING
from banlanh.core.ids import uuid7
from banlanh.demo.actions import all_or_none
from banlanh.plans import actions as plans
from banlanh.plans.models import Duty, Step
from banlanh.pledges import actions as pledges
from banlanh.pledges.models import Campaign, Sheet, Signature
from banlanh.records.registry import KINDS
from banlanh.registers import actions as registers
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from banlanh.sealing import actions as sealing
from banlanh.sync import actions, handover, queries, rules
from banlanh.sync.enums import Why
from banlanh.sync.models import Device, Quarantined, Receipt
from tests.support.commune import appoint, body_of, hoa, lan, make_commune, minh
from tests.support.handing import box, framed

from .conftest import Outbox
from .release import RELEASES, appoint_others, meaning, said_in

TABLE = """
lan    record.airing           nothing                 sent        applied
lan    record.airing           nothing                 carried     applied
lan    entry.correct           nothing                 carried     applied
minh   record.airing           nothing                 sent        applied
lan    record.patrol           nothing                 sent        refused NOT_YOURS
lan    record.inspection       nothing                 carried     refused NOT_YOURS
lan    record.hearing          nothing                 sent        refused NOT_YOURS
dinh   record.school_session   nothing                 sent        refused NOT_YOURS
mai    pledges.sign            nothing                 sent        refused NOT_YOURS
hoa    record.airing           nothing                 sent        refused NOT_YOURS
hoa    entry.correct           nothing                 sent        refused NOT_YOURS
hoa    pledges.sign            nothing                 carried     refused NOT_YOURS
hoa    duty.submit             nothing                 sent        refused NOT_YOURS
lan    record.airing           post_ended              sent        waits ENDED
lan    record.airing_failed    post_ended              sent        waits ENDED
lan    record.difficulty       post_ended              carried     waits ENDED
lan    pledges.sign            post_ended              sent        waits ENDED
lan    entry.correct           post_ended              sent        waits ENDED
dinh   record.cell_meeting     post_ended              sent        waits ENDED
mai    record.school_session   post_ended              sent        waits ENDED
chinh  record.patrol           post_ended              sent        waits ENDED
son    record.inspection       post_ended              carried     waits ENDED
minh   record.hearing          post_ended              sent        waits ENDED
minh   duty.submit             post_ended              sent        waits ENDED
lan    pledges.sign            post_over_long_ago      sent        refused NOT_YOURS
lan    record.airing           post_ended_pack_died    sent        waits ENDED
lan    entry.correct           post_ended_phone_lost   sent        waits ENDED
lan    record.gathering        moved_village           sent        waits ENDED
lan    pledges.sign            moved_village           carried     waits ENDED
lan    entry.correct           moved_village           sent        waits ENDED
lan    record.airing           post_given_to_another   sent        waits ENDED
lan    entry.correct           post_given_to_another   carried     waits ENDED
dinh   record.cell_meeting     post_given_to_another   sent        waits ENDED
lan    record.airing           moved_commune           sent        waits ENDED
lan    pledges.sign            moved_commune           carried     waits ENDED
lan    record.airing           moved_commune_and_asked sent        waits ENDED
lan    entry.correct           moved_commune_and_asked carried     waits ENDED
lan    record.airing           done_in_the_new_commune sent        applied
lan    record.airing           account_closed          sent        shut
lan    record.airing           account_closed          carried     waits ENDED
lan    pledges.sign            account_closed          carried     waits ENDED
chinh  record.patrol           account_closed          carried     waits ENDED
lan    record.airing           phone_revoked           sent        forget
minh   duty.submit             phone_revoked           sent        forget
lan    record.airing           phone_revoked           carried     waits REVOKED
lan    entry.correct           phone_revoked           carried     waits REVOKED
son    record.inspection       phone_revoked           carried     waits REVOKED
lan    record.airing           signed_in_anew          sent        applied
lan    record.airing           nothing                 by_hoa      waits NOT_THEIRS
lan    entry.correct           nothing                 by_hoa      waits NOT_THEIRS
chinh  record.patrol           post_ended              by_hoa      waits NOT_THEIRS
lan    record.airing           nothing                 forged      unread UNKNOWN
lan    entry.correct           nothing                 made_up     unread CHANGED
lan    pledges.sign            nothing                 torn        unread DOES_NOT_OPEN
lan    record.airing           already_sent            sent        already
lan    pledges.sign            already_sent            carried     already
lan    entry.correct           already_sent            by_hoa      already
lan    record.airing           sent_then_anew          sent        already
minh   duty.submit             sent_then_post_ended    sent        already
lan    record.difficulty       id_used                 sent        unanswered OTHER_WORDS
lan    record.difficulty       id_used                 carried     unanswered OTHER_WORDS
hoa    record.difficulty       id_used_by_lan          sent        unanswered OTHER_WORDS
lan    record.airing           number_used             sent        unanswered SAME_NUMBER
lan    record.airing           number_used             carried     unanswered SAME_NUMBER
lan    record.airing           number_used             by_hoa      unanswered SAME_NUMBER
lan    record.unheard_of       nothing                 sent        unanswered NO_SUCH_KIND
lan    record.airing           elsewhere               sent        refused NOBODY_S
lan    entry.correct           elsewhere               carried     refused NOBODY_S
lan    pledges.sign            village_closed          sent        refused NOBODY_SIGNS
lan    pledges.sign            campaign_over           sent        applied
lan    pledges.sign            household_moved         sent        applied
lan    entry.correct           household_moved         sent        waits ENDED
lan    entry.correct           household_moved         carried     waits ENDED
lan    entry.correct           household_left          sent        applied
minh   duty.submit             duty_handed_in          sent        refused HANDED_IN
minh   duty.submit             duty_excused            sent        refused OVER
"""
ROWS = [line.split(maxsplit=4) for line in TABLE.strip().splitlines()]
SENTENCES = {
    "NOT_YOURS": NOT_YOURS,
    "NOBODY_S": actions.NOBODY_S,
    "NOBODY_SIGNS": "Thôn Nà Lìn không có ai ký trong đợt này.",
    "OTHER_WORDS": actions.OTHER_WORDS,
    "SAME_NUMBER": actions.SAME_NUMBER,
    "NO_SUCH_KIND": actions.NO_SUCH_KIND,
    "HANDED_IN": "Việc này đã trình, đang chờ duyệt.",
    "OVER": "Việc này đã xong.",
    "UNKNOWN": rules.UNKNOWN,
    "CHANGED": handover.CHANGED,
    "DOES_NOT_OPEN": handover.DOES_NOT_OPEN,
}
HOA = "hoa"
TODAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 22)
NEW_VILLAGE = "Thôn Bản Mới"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """Two communes, and everybody's phone, which has had its pack for nine days."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), all_or_none():
        patch.setenv("BANLANH_TODAY", TODAY.isoformat())
        yield make_world()
        for database in (WORKING, SEALED, KEYS):
            transaction.set_rollback(True, using=database)


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
        """A box that is not read is told so in its place: as `unread`, as if it had been sent alone."""
        status, said = self.told(self.browser("minh"), framed(blob), "ho-tro/")
        [of_box] = said["boxes"]
        return (status, of_box) if of_box["answers"] else (STATUS["unread"], of_box)

    def told(self, browser, body: str | bytes, where: str = "") -> tuple[int, dict]:
        answer = browser.post(f"/dong-bo/{where}", body, content_type="application/json")
        return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else {}

    def pull(self, cursor: str = "") -> None:
        """The phone asks for its pack, and sends what it did under the id that it is given."""
        answer = self.browser(self.who).get("/dong-bo/", {"tu": cursor})
        self.device = Device.objects.select_related("commune").get(pk=answer.json()["device"])

    def end_post(self, on: date = YESTERDAY) -> None:
        Post.objects.filter(user=self.author).update(ends_on=on)

    @cache
    def heir(self) -> User:
        """Who answers for the same body today."""
        held = Post.objects.filter(user=self.author).earliest("pk")
        return appoint(f"{self.who}-sau", "Người kế nhiệm", held.role, held.body)


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


# --- what must come -------------------------------------------------------------------------------------------

STATUS = {"shut": 302, "forget": 410, "unread": 422}
STATES = {"waits": "quarantined", "unanswered": "refused"}
IN_THE_LOG = {"applied", "waits", "refused"}
TABLES = sorted({each._meta.db_table for each in (Sheet, Signature, Step, *(kind.model for kind in KINDS.values()))})
ROWS_OF = [f"SELECT '{table}', CAST(id AS text) FROM {table}" for table in TABLES]
WORDS_OF = "SELECT name || '/' || address || '/' || phone, CAST(id AS text) FROM registers_entry"


def written() -> set:
    """Every row that operations write, and the words of the registers."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([*ROWS_OF, WORDS_OF]))
        return set(cursor.fetchall())


def noted() -> tuple[int, int]:
    return Event.objects.filter(verb="batch.received").count(), Receipt.objects.count()


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(("who", "kind", "meanwhile", "way", "comes"), ROWS, ids=map(" ".join, ROWS))
def test_an_arrival(made, browser_of, today, who, kind, meanwhile, way, comes):
    sealing.make_master()
    a, (what, _, word) = Arrival(made, browser_of, who, kind), comes.partition(" ")
    globals()[meanwhile](a)
    before, (events, receipts) = written(), noted()
    answer = globals()[way](a)
    is_told(answer, what, word)
    after = written()
    assert (after != before) == (what == "applied")
    assert noted() == (events + (what in IN_THE_LOG), receipts + (what in IN_THE_LOG))
    if what in IN_THE_LOG:
        is_in_the_log(a, way)
    if what == "waits":
        waits_for_its_body(a, Why[word], to=HOA if meanwhile == "household_moved" else "")
    after = written()
    is_told(globals()[way](a), "already" if what == "applied" else what, word, receipt=receipt_in(answer))
    assert written() == after
    assert noted()[1] == receipts + (what in IN_THE_LOG)
    assert first_broken(made.commune.pk) is None


def is_told(answer: tuple[int, dict], what: str, word: str, *, receipt: str = "") -> None:
    status, said = answer
    assert status == STATUS.get(what, 200), said
    if status == 200:
        [said] = said["answers"]
        assert said["state"] == STATES.get(what, what), said
        assert bool(said["receipt"]) == (what != "unanswered") and receipt in ("", said["receipt"])
    if word in SENTENCES and "sentence" in said:
        assert said["sentence"] == SENTENCES[word]


def receipt_in(answer: tuple[int, dict]) -> str:
    return answer[1]["answers"][0]["receipt"] if answer[0] == 200 else ""


def is_in_the_log(a: Arrival, way: str) -> None:
    told = Event.objects.filter(verb="batch.received").latest("pk")
    by = HOA if way == "by_hoa" else a.who
    assert (told.by, told.detail["operations"]) == (User.objects.get(username=by).pk, 1)
    assert ("carried_by" in told.detail) == (way == "carried")


def waits_for_its_body(a: Arrival, why: Why, *, to: str) -> None:
    """As it was sent; whoever answers for the body today sees it and may do it, once; nobody else does."""
    kept = Quarantined.objects.get()
    assert (kept.why, kept.payload, kept.author) == (why, a.operation["payload"], a.author)
    heir = User.objects.get(username=to) if to else a.heir()
    stranger = User.objects.get(username="chinh" if a.who == "mai" else "mai")
    assert queries.waiting_for(heir) == 1 and queries.waiting_for(stranger) == 0
    before = written()
    actions.take_over(kept, by=heir)
    assert written() != before and queries.waiting_for(heir) == 0
