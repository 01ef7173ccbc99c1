"""What a phone sends arrives late, and meanwhile the commune went on: each line of the table is one arrival (SEC-44).

Whose phone it is and what was done on it, as the newest release recorded it; what happened before it arrived; by which
way it came; what must come of it. Whatever that is: what is allowed is there once; what is not, is nowhere, and waits
in the person's phone or for somebody's look; the log tells of it once; sent again, nothing changes.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from banlanh.accounts.access import NOT_YOURS
from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.core.homes import KEYS, SEALED, WORKING
from banlanh.demo.actions import all_or_none
from banlanh.plans.models import Step
from banlanh.pledges.models import Sheet, Signature
from banlanh.records.registry import KINDS
from banlanh.sealing import actions as sealing
from banlanh.sync import actions, batch, handover, queries, rules
from banlanh.sync.enums import Why
from banlanh.sync.models import Quarantined, Receipt

from . import arriving
from .arriving import HOA, TODAY, UNREAD, Arrival, make_world

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
    "NOBODY_S": batch.NOBODY_S,
    "NOBODY_SIGNS": "Thôn Nà Lìn không có ai ký trong đợt này.",
    "OTHER_WORDS": batch.OTHER_WORDS,
    "SAME_NUMBER": batch.SAME_NUMBER,
    "NO_SUCH_KIND": batch.NO_SUCH_KIND,
    "HANDED_IN": "Việc này đã trình, đang chờ duyệt.",
    "OVER": "Việc này đã xong.",
    "UNKNOWN": rules.UNKNOWN,
    "CHANGED": handover.CHANGED,
    "DOES_NOT_OPEN": handover.DOES_NOT_OPEN,
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """Two communes, and everybody's phone, which has had its pack for nine days."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), all_or_none():
        patch.setenv("BANLANH_TODAY", TODAY.isoformat())
        yield make_world()
        for database in (WORKING, SEALED, KEYS):
            transaction.set_rollback(True, using=database)


# --- what must come -------------------------------------------------------------------------------------------

STATUS = {"shut": 302, "forget": 410, "unread": UNREAD}
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
    getattr(arriving, meanwhile)(a)
    before, (events, receipts) = written(), noted()
    answer = getattr(arriving, way)(a)
    is_told(answer, what, word)
    after = written()
    assert (after != before) == (what == "applied")
    assert noted() == (events + (what in IN_THE_LOG), receipts + (what in IN_THE_LOG))
    if what in IN_THE_LOG:
        is_in_the_log(a, way)
    if what == "waits":
        waits_for_its_body(a, Why[word], to=HOA if meanwhile == "household_moved" else "")
    after = written()
    is_told(getattr(arriving, way)(a), "already" if what == "applied" else what, word, receipt=receipt_in(answer))
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
