"""One month of the demonstration commune, lived through the pages; at its end every page says the same."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings

from banlanh.core import clock
from banlanh.demo import actions as demo
from banlanh.demo.actions import all_or_none
from banlanh.demo.queries import demo_commune
from banlanh.documents.models import Resolution
from banlanh.indicators.actions import differences
from banlanh.indicators.clear import TOLD_BY_WINDOWS
from banlanh.indicators.sheet import sheet_of
from banlanh.outreach.models import Airing, languages_of
from banlanh.places.models import Body, Place
from banlanh.plans.models import Duty, Target
from banlanh.plans.standing import Standing, standing_of
from banlanh.pledges.models import Signature
from banlanh.records.models import Record
from banlanh.records.registry import kind_of
from tests.support.database import everything

from .november import AIRING, AT_DESKS, CALENDAR, EVE, FIRST_WEEK, LAN, NOVEMBER, RECORDS, SECRETARY, STAND, TOLD, WEEKS
from .person import Person, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]


@dataclass(frozen=True)
class Month:
    who: dict[str, Person]
    commune: Place
    before: dict[str, list[int] | None]  # the targets, as they stood on the eve


def targets_on(secretary: Person) -> dict[str, list[int] | None]:
    """What the commune's page says of each target: how many of how many, or that nobody knows."""
    secretary.go("Xã")
    lines = secretary.page.locator(".target").all()
    return {line.locator("b").first.inner_text(): numbers(line.locator("b.num").inner_text()) for line in lines}


def numbers(said: str) -> list[int] | None:
    found = re.match(r"([\d.]+)/([\d.]+)", said)
    return [int(each.replace(".", "")) for each in found.groups()] if found else None


@pytest.fixture(scope="module")
def month(server, browser, django_db_blocker, tmp_path_factory):
    """The whole month, lived once for all tests of this file; it is the 30th, and everybody is still signed in."""
    key = override_settings(SEALED_KEY_FILE=tmp_path_factory.mktemp("key") / "sealed")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), key, all_or_none():
        patch.setenv("BANLANH_TODAY", EVE)
        patch.setattr(demo, "write_care", lambda *_: None)  # nobody here looks after people
        call_command("make_demo", date=EVE, stdout=StringIO())
        with people(browser, server, on_phone=LAN, at_desks=AT_DESKS) as who:
            before = targets_on(who[SECRETARY])
            for day, name, does in CALENDAR:
                patch.setenv("BANLANH_TODAY", f"2026-11-{day:02}")
                does(who[name])
            patch.setenv("BANLANH_TODAY", "2026-11-30")
            yield Month(who, demo_commune(), before)
        for database in connections:
            transaction.set_rollback(True, using=database)


def duty_of(body: str, title: str, starts_on: date) -> Duty:
    return Duty.objects.get(body__name=body, task__title__startswith=title, starts_on=starts_on)


@pytest.mark.parametrize("name", [LAN, *AT_DESKS])
def test_a_duty_is_told_alike_on_the_desk_on_its_page_and_by_the_rule(name, month, server):
    person = month.who[name]
    mine = [(standing_now(*which), words) for who, *which, words in STAND if who == name]
    assert [each.words for each, _ in mine] == [words for _, words in mine]
    person.go("Việc của tôi")
    for each, words in mine:
        cards = person.on_desk(each.duty.task.title, each.period)
        assert cards.count() == each.is_owed
        assert not each.is_owed or words in cards.inner_text()
    for each, words in mine:
        person.page.goto(f"{server}{each.url}")
        assert person.page.locator("dl.facts .st").first.inner_text() == words


def standing_now(body: str, title: str, starts_on: date) -> Standing:
    duty = duty_of(body, title, starts_on)
    return standing_of(duty, commune=duty.commune, on=clock.today())


def test_every_record_of_the_month_serves_a_duty_whose_state_is_told_above(month):
    made = [record for model in Record.__subclasses__() for record in made_by(model, month.who)]
    assert Counter(kind_of(record).key for record in made) == RECORDS
    served = {duty for record in made for duty in Duty.objects.filter(**asked_by(record))}
    assert served == {duty for _, *which, _ in STAND if (duty := duty_of(*which)).kind}


def made_by(model: type[Record], who) -> list[Record]:
    found = model._default_manager.filter(recorded_by__username__in=who, recorded_at__date__gte=NOVEMBER)
    return list(found.filter(voided_at=None))


def asked_by(record: Record) -> dict:
    day = record.covers_on
    return {"kind": kind_of(record).key, "body": record.body_id, "starts_on__lte": day, "ends_on__gte": day}


def test_the_five_targets_are_one_number_on_every_page_in_the_sheet_and_counted_by_hand(month, server):
    now, sheet = targets_on(month.who[SECRETARY]), sheet_of(month.commune)
    found = list(Target.objects.for_place(month.commune).filter(clause__at="II"))
    assert len(found) == 5
    for target in found:
        counted = sheet["targets"].get(str(target.pk))
        assert now[target.title] == by_hand(target, month)
        if target.kind in TOLD_BY_WINDOWS:
            assert counted is None, "a part of it is sealed"
            continue
        assert counted == now[target.title] == figure_of(month.who[SECRETARY], server, target)


def by_hand(target: Target, month) -> list[int] | None:
    """From the rows that these people made, and what stood on the page before them."""
    before = month.before[target.title]
    if target.kind == "resolution":
        passed = Resolution.objects.filter(voided_at=None, covers_on__month=11, has_drug_content=True)
        return [passed.count(), before[1]]
    if target.kind == "pledge_home":
        signed = Signature.objects.filter(voided_at=None, sheet__recorded_by__username=LAN)
        signed = signed.filter(sheet__signed_on__gte=NOVEMBER)
        return [before[0] + signed.count(), before[1]]
    return before


def figure_of(secretary: Person, server: str, target: Target) -> list[int] | None:
    """The number of the page that the target's name leads to."""
    secretary.go("Xã")
    link = secretary.page.locator(".target").get_by_role("link", name=target.title, exact=True)
    if not link.count():
        return None
    secretary.follow(link)
    return numbers(secretary.page.locator(".target b.num").inner_text())


def test_the_grid_shows_a_village_as_its_own_page_does(month):
    secretary = month.who[SECRETARY]
    secretary.go("Xã", "Xem tất cả")
    titles = secretary.page.locator("table.grid thead th").all_inner_texts()
    row = secretary.page.locator("table.grid tbody tr").filter(has=secretary.link("Nà Lìn"))
    grid = dict(zip((each[:40] for each in titles), map(brief, row.locator("td").all_inner_texts()), strict=True))
    secretary.follow(row.get_by_role("link"))
    page = {}
    for line in secretary.page.locator("table.grid tbody tr").all():
        cells = [brief(each) for each in line.locator("td").all_inner_texts()]
        page[line.locator("th").inner_text()[:40]] = "muộn" if "muộn" in cells else cells[0]
    assert {"0/2", "xong", "muộn"} <= set(grid.values())
    assert grid == page


def brief(cell: str) -> str:
    """What a cell shows, without what is only read aloud."""
    return cell.split(",")[0].strip()


SAID = {
    "duties": "số việc đến hạn được thực hiện đúng hạn là",
    "resolutions": "nghị quyết sinh hoạt tháng 11 là",
    "patrols": "so với số buổi phải tuần tra là",
    "inspections": "trong 6 tháng cuối năm là",
    "posters": "đường dây nóng ở nhà văn hóa là",
    "elders": "gặp người có uy tín, dòng họ là",
    "documents": "trên số văn bản đến hạn là",
    "villages_in_charge": "phụ trách theo phân công là",
    "regulations": "Ủy ban nhân dân xã công nhận là",
    "difficulties_answered": "trả lời trong 7 ngày là",
}


@override_settings(REPORT_MONTH_ENDS=31)  # the pages tell the calendar's month: so that the report tells the same
def test_the_report_says_what_the_pages_say(month, server):
    secretary = month.who[SECRETARY]
    secretary.go("Việc của tôi")
    many, desks = re.search(r"(\d+) việc muộn ở (\d+) đơn vị", secretary.told).groups()
    pages = {}
    for key in SAID:
        secretary.page.goto(f"{server}/so-lieu/{key}/")
        n, m = numbers(secretary.page.locator(".target b.num").inner_text())
        pages[key] = f"{n}/{m} ("
    secretary.go("Báo cáo")
    for key, words in SAID.items():
        secretary.reads(f"{words} {pages[key]}")
    for words in (*TOLD, f"còn {many} việc quá hạn ở {desks} đơn vị"):
        secretary.reads(words)
    n, m = hmong_airings(month.commune)
    secretary.reads(f"Bằng tiếng Mông: {n}/{m} (")
    report = secretary.told
    secretary.go("Xã", AIRING)
    weeks = [row.locator("td").all_inner_texts()[1:][:WEEKS] for row in secretary.page.locator("tbody tr").all()]
    done = sum(brief(cell) == "2/2" for row in weeks for cell in row)
    assert f"{AIRING} {len(weeks) * WEEKS} {done} 0 {len(weeks) * WEEKS - done}" in report


def hmong_airings(commune: Place) -> tuple[int, int]:
    """Played and owed in the five weeks that ended in November, counted one by one."""
    villages = [body for body in Body.objects.for_place(commune).filter(kind="village") if "hmn" in languages_of(body)]
    played = Airing.objects.filter(voided_at=None, language="hmn", body__in=villages)
    played = played.filter(covers_on__range=(FIRST_WEEK, FIRST_WEEK + WEEKS * 7 * clock.DAY - clock.DAY))
    by_week = Counter((body, (day - FIRST_WEEK).days // 7) for body, day in played.values_list("body", "covers_on"))
    return sum(min(many, 2) for many in by_week.values()), len(villages) * WEEKS * 2


def test_the_recount_finds_no_difference_and_the_morning_s_work_is_done_once(month):
    told = StringIO()
    call_command("check_figures", stdout=told)
    assert "không có sai khác, nhật ký nguyên vẹn" in told.getvalue()
    call_command("tick", stdout=StringIO())
    once = everything()
    call_command("tick", stdout=StringIO())
    twice = everything()
    assert [name for name in once if once[name] != twice[name]] == []
    assert differences(month.commune) == []
