"""What comes down to a phone: its owner's part and no more, whole at first, then what differs (SEC-38, SEC-44)."""

import gzip
import json
import re
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from banlanh.accounts.models import Post
from banlanh.committee.actions import raise_difficulty
from banlanh.core.ids import uuid7
from banlanh.outreach.actions import record_airing
from banlanh.places.models import Body
from banlanh.plans.models import Duty
from banlanh.plans.tests import plan as written
from banlanh.pledges.actions import sign_list
from banlanh.registers import actions as registers
from banlanh.registers.bulk import Row, add_rows
from banlanh.registers.models import Entry
from banlanh.sync.models import Device, Sent
from banlanh.sync.registry import SECTIONS
from tests.support.commune import appoint, body_of, make_commune
from tests.support.full_village import TODAY, fill
from tests.support.untold import room_of

pytestmark = pytest.mark.django_db
CANARY = "Lò Văn Hươngnhu"
MOST_WHOLE, MOST_UNCHANGED = 60_000, 3_000


class Holder:
    """A phone that keeps what it is sent as the browser does."""

    def __init__(self, client):
        self.client, self.cursor, self.rows = client, "", {}

    def pull(self) -> dict:
        answer = self.client.get("/dong-bo/", {"tu": self.cursor} if self.cursor else {})
        assert answer.status_code == 200, answer.content
        self.take(answer.json())
        return answer.json()

    def take(self, pack: dict) -> None:
        if pack["whole"]:
            self.rows = {}
        for name, part in pack["sections"].items():
            held = self.rows.setdefault(name, {})
            for pk in part["gone"]:
                del held[str(pk)]
            held |= {str(row["id"]): row for row in part["rows"]}
        self.cursor = pack["cursor"]

    def names(self) -> set[str]:
        return {row["name"] for row in self.rows["households"].values()}


@pytest.fixture
def holder(browser_of, lan) -> Holder:
    return Holder(browser_of(lan))


def changed(pack: dict) -> set[str]:
    return {name for name, part in pack["sections"].items() if part["rows"] or part["gone"]}


def test_the_first_pack_is_whole_and_names_the_phone(holder, households, lan):
    pack = holder.pull()
    assert pack["whole"] and holder.names() == {"Lò Văn A", "Lò Văn B", "Lò Văn C"}
    assert Device.objects.get(pk=pack["device"]).user == lan
    assert pack["lives_until"][:10] == "2026-12-07"


def test_where_nothing_changed_nothing_comes_and_nothing_is_written(holder, households):
    first = holder.pull()
    again = holder.pull()
    assert changed(again) == set() and again["cursor"] == first["cursor"] and Sent.objects.count() == 1


def test_only_the_rows_that_changed_come(holder, households, lan, village):
    holder.pull()
    registers.correct_entry(households[0], by=lan, name="Lò Văn Dín")
    pack = holder.pull()
    assert changed(pack) == {"households"}
    assert [row["name"] for row in pack["sections"]["households"]["rows"]] == ["Lò Văn Dín"]


def test_what_moved_away_is_gone(holder, households, lan, commune):
    holder.pull()
    registers.move_entry(households[0], to=body_of(commune, "Thôn Sín Chải"), by=lan, on=date(2026, 11, 20))
    assert holder.pull()["sections"]["households"]["gone"] == [str(households[0].pk)]
    assert holder.names() == {"Lò Văn B", "Lò Văn C"}


def test_an_answer_that_never_arrived_is_made_good_by_the_next(holder, households, lan):
    holder.pull()
    registers.correct_entry(households[0], by=lan, name="Lò Văn Dín")
    holder.client.get("/dong-bo/", {"tu": holder.cursor})  # cut on its way
    registers.correct_entry(households[1], by=lan, name="Lò Văn Páo")
    assert not holder.pull()["whole"]
    assert holder.names() == {"Lò Văn Dín", "Lò Văn Páo", "Lò Văn C"}


@pytest.mark.parametrize("cursor", ["", "x", "1", ".", "0" * 32 + ".1", f"{UUID(int=1).hex}.999999999999", "\x00"])
def test_a_cursor_that_nobody_knows_brings_a_whole_pack(browser_of, lan, cursor):
    assert browser_of(lan).get("/dong-bo/", {"tu": cursor}).json()["whole"]


def test_another_person_s_cursor_tells_nothing(holder, browser_of, hoa, households):
    holder.pull()
    theirs = browser_of(hoa).get("/dong-bo/", {"tu": holder.cursor}).json()
    assert theirs["whole"] and theirs["sections"]["households"]["rows"] == []


def test_an_ended_post_brings_a_pack_without_anything(holder, households, lan):
    holder.pull()
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    pack = holder.pull()
    assert pack["whole"] and not any(part["rows"] for part in pack["sections"].values())


def test_another_village_brings_another_pack(holder, households, lan, commune):
    holder.pull()
    Post.objects.filter(user=lan).update(body=body_of(commune, "Thôn Sín Chải"))
    assert holder.pull()["whole"] and holder.names() == set()


def end_posts(lan, commune) -> None:
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))


def move(lan, commune, village: str = "Thôn Bản Mới") -> None:
    end_posts(lan, commune)
    take_on(lan, body_of(commune, village))


def take_on(lan, body: Body) -> None:
    Post.objects.create(user=lan, body=body, role="R7", title="Trưởng thôn", starts_on=date(2026, 1, 1))


def move_away(lan, commune) -> None:
    move(lan, make_commune("Pù Nhi"), "Thôn Nà Lìn")


def lose_one_of_two(lan, commune) -> None:
    """She answered for two villages, and keeps the other."""
    Post.objects.filter(user=lan, body__name="Thôn Nà Lìn").update(ends_on=date(2026, 11, 22))


@pytest.mark.parametrize("meanwhile", [end_posts, move, move_away, lose_one_of_two])
def test_of_the_village_that_one_left_no_word_comes_down_and_none_stays(
    browser_of, lan, commune, village, campaign, meanwhile
):
    """Neither to the next question, nor to an old one that is asked again (SEC-44)."""
    if meanwhile is lose_one_of_two:
        take_on(lan, body_of(commune, "Thôn Sín Chải"))
    row = Row("household", village, date(2026, 2, 1), CANARY, address="nhà sàn cạnh suối", phone="0912345678")
    entry = Entry.objects.get(pk=add_rows([row], at=timezone.now())[0])
    on = date(2026, 11, 20)
    sign_list(id=uuid7(), campaign=campaign, body=village, by=lan, on=on, entries=[entry.pk])
    raised = {"text": f"{CANARY} chưa có đường vào.", "happened_on": on}
    raise_difficulty(id=uuid7(), body=village, by=lan, **raised)
    holder = Holder(browser_of(lan))
    asked = [holder.cursor, holder.pull()["cursor"], holder.pull()["cursor"]]
    assert CANARY in str(holder.rows)
    meanwhile(lan, commune)
    told = [browser_of(lan).get("/dong-bo/", {"tu": cursor}) for cursor in asked]
    assert holder.pull()["whole"]
    said = "".join(answer.content.decode() for answer in told)
    assert CANARY not in said and f'"body":{village.pk},' not in said
    heir = appoint("tho", "Vàng Thị Thơ", "R7", village)
    registers.correct_entry(entry, by=heir, name=f"{CANARY} Hai")
    assert CANARY not in str(holder.pull()) and CANARY not in str(holder.rows)


def test_who_signed_goes_only_to_who_collects(browser_of, holder, campaign, households, lan, commune):
    sign_list(
        id=uuid7(), campaign=campaign, body=body_of(commune, "Thôn Nà Lìn"), by=lan, on=date(2026, 11, 20),
        entries=[households[0].pk],
    )  # fmt: skip
    holder.pull()
    assert list(holder.rows["signed"]) == [f"{campaign.pk} {households[0].pk}"]
    watcher = appoint("thao", "Thào A Sùng", "R5", body_of(commune, "Đảng ủy xã"), villages=commune.children.all())
    theirs = Holder(browser_of(watcher))
    theirs.pull()
    assert theirs.names() and not theirs.rows["signed"]


def test_the_form_says_what_it_asks(holder, village):
    holder.pull()
    asked = holder.rows["forms"][f"record.airing/{village.pk}"]
    languages = next(field for field in asked["fields"] if field["name"] == "languages")
    assert languages["choices"] == [["vie", "tiếng phổ thông"], ["hmn", "tiếng Mông"]]
    assert not {"id", "covers_on", "for_task"} & {field["name"] for field in asked["fields"]}


def test_what_one_recorded_comes_back_and_its_duty_stands_otherwise(holder, village, lan, commune, minh):
    written.published(commune, minh)
    holder.pull()
    made = {"happened_on": date(2026, 11, 23), "slot": "morning", "languages": ["vie", "hmn"], "minutes": 15}
    record_airing(id=uuid7(), body=village, by=lan, **made)
    pack = holder.pull()
    assert {"records", "duties"} >= changed(pack) >= {"records"}


# --- how large it is ------------------------------------------------------------------------------------------


@pytest.fixture
def full_village(village, cell, minh, lan, monkeypatch) -> Body:
    """200 households and 700 more in its registers, all of whom signed, with a year of duties."""
    monkeypatch.setenv("BANLANH_TODAY", f"{TODAY}")
    fill(village, cell, secretary=minh, head=lan)
    return village


def test_a_whole_village_fits(holder, full_village, record_property):
    """60 kB compressed for 200 households and 900 rows in all; under 3 kB when nothing changed (issue 8, line 2)."""
    gzipped = {"Accept-Encoding": "gzip"}
    whole = holder.client.get("/dong-bo/", headers=gzipped)
    assert whole["Content-Encoding"] == "gzip"
    pack = json.loads(gzip.decompress(whole.content))
    rows = {name: len(part["rows"]) for name, part in pack["sections"].items()}
    assert rows["households"] == 200 and rows["people"] == 700 and rows["signed"] == 900
    owed = Duty.objects.filter(body__place=full_village.place)
    assert rows["duties"] == owed.count() > 50
    assert len(owed.dates("due_on", "month")) == 12
    unchanged = holder.client.get("/dong-bo/", {"tu": pack["cursor"]}, headers=gzipped)
    record_property("whole", len(whole.content))
    record_property("unchanged", len(unchanged.content))
    assert len(whole.content) <= MOST_WHOLE
    assert len(unchanged.content) <= MOST_UNCHANGED


def test_a_pack_is_made_in_few_questions(holder, full_village, django_assert_max_num_queries):
    with django_assert_max_num_queries(70):
        holder.pull()
    with django_assert_max_num_queries(12):
        holder.pull()


def test_a_section_names_every_room_that_it_reads(full_village, lan):
    """Else an event of that room would bring nothing down until the next day (ADR 25)."""
    for name, section in SECTIONS.items():
        read: set[str] = set()

        def listen(execute, sql, *rest, read=read):
            read.update(room_of()[table] for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
            return execute(sql, *rest)

        with connection.execute_wrapper(listen):
            assert [row for row in section.rows(lan, TODAY) if not row["id"]] == []
        assert read <= {*section.rooms(), "places", "accounts"}, name  # the reach has a mark of its own
