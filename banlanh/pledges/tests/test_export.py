import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.pledges import actions
from banlanh.pledges.export import AT_ONCE, HEADS, NOTICE, plain, table_of
from banlanh.registers.models import Entry
from tests.support.commune import appoint, body_of, son


@pytest.fixture
def taken_out(campaign, browser_of):
    def post(user, why="paper"):
        return browser_of(user).post(reverse("pledges:export", args=[campaign.pk]), {"why": why})

    return post


def read(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:])))


def test_the_table_says_who_took_it_out_and_ends_with_how_many(taken_out, campaign, households, sign, lan):
    first, other, _ = households(3)
    sheet = sign([other, first])
    answer = taken_out(lan)
    assert answer["Content-Disposition"] == 'attachment; filename="chu-ky.csv"'
    assert read(answer) == [
        [f"Chữ ký: {campaign}"],
        ["Xã Suối Lành, tính đến ngày 23/11/2026. Người xuất: Lò Thị Lan."],
        [NOTICE],
        [],
        list(HEADS),
        ["Thôn Nà Lìn", "Lò Văn A", "", "20/11/2026", str(sheet.pk)],
        ["Thôn Nà Lìn", "Lò Văn B", "", "20/11/2026", str(sheet.pk)],
        ["Hết: 2 chữ ký."],
    ]


def test_the_event_is_written_before_the_first_byte(taken_out, village, households, sign, lan):
    sign(households(1))
    answer = taken_out(lan)  # none of it has been read
    event = Event.objects.get(verb="pledges.exported")
    assert (event.by, event.detail) == (lan.pk, {"bodies": [village.pk], "why": "paper"})
    answer.close()


def test_without_its_event_nothing_leaves(taken_out, households, sign, lan, monkeypatch):
    sign(households(1))
    monkeypatch.setattr(actions, "record", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        taken_out(lan)


def test_each_takes_out_what_they_collect(taken_out, village, next_village, households, sign, lan, hoa):
    sign(households(2))
    sign(households(3, next_village), body=next_village, by=hoa)
    appoint("ca-hai", "Tẩn Láo Tả", "R7", village)
    both = appoint("ca-hai", "Tẩn Láo Tả", "R7", next_village)
    villages = {who: [row[0] for row in read(taken_out(who))[5:-1]] for who in (lan, hoa, both)}
    assert villages == {
        lan: ["Thôn Nà Lìn"] * 2,
        hoa: ["Thôn Sín Chải"] * 3,
        both: ["Thôn Nà Lìn"] * 2 + ["Thôn Sín Chải"] * 3,
    }


@pytest.mark.parametrize(("role", "body"), [("R8", "Hội Phụ nữ"), ("R9", "Trường Tiểu học Suối Lành")])
def test_who_collects_elsewhere_gets_a_sentence_and_no_names(
    campaign, commune, households, sign, browser_of, role, body
):
    sign(households(1))
    other = appoint("nguoi-khac", "Má Thị Mỷ", role, body_of(commune, body))
    browser, address = browser_of(other), reverse("pledges:export", args=[campaign.pk])
    html = browser.post(address, {"why": "paper"}, follow=True).content.decode()
    assert "không thu chữ ký trong đợt này" in html
    assert not Event.objects.filter(verb="pledges.exported").exists()


def test_who_only_reads_finds_no_such_page(taken_out, commune, minh):
    assert [taken_out(who).status_code for who in (minh, son(commune))] == [404, 404]


def test_a_reason_is_needed(taken_out, households, sign, lan):
    sign(households(1))
    assert taken_out(lan, why="").status_code == 302
    assert not Event.objects.filter(verb="pledges.exported").exists()


def test_classes_have_no_names_to_take_out(opened, school, lan):
    with pytest.raises(Refused, match="chỉ có con số"):
        actions.note_export(opened("classes"), [school], by=lan, why="paper")


def test_what_was_voided_is_not_in_it(taken_out, households, sign, lan):
    sheet = sign(households(2))
    actions.void_signature(sheet.signatures.first(), by=lan, reason="ghi nhầm hộ khác")
    assert read(taken_out(lan))[-1] == ["Hết: 1 chữ ký."]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(first):
    assert plain(f"{first}1+1") == f"'{first}1+1"
    assert plain(f"Lò {first}") == f"Lò {first}"


def test_names_and_addresses_come_out_as_they_are_written_and_never_run(taken_out, households, sign, lan):
    entries = households(2)
    names = {"Đỗ Thị Ưởng, “Ỷ”": "nhóm 2; gần suối", "=cmd|'/C calc'!A0": "@nhóm"}
    for entry, (name, address) in zip(entries, names.items(), strict=True):
        Entry.objects.filter(pk=entry.pk).update(name=name, address=address)
    sign(entries)
    assert [row[1:3] for row in read(taken_out(lan))[5:-1]] == [
        ["Đỗ Thị Ưởng, “Ỷ”", "nhóm 2; gần suối"],
        ["'=cmd|'/C calc'!A0", "'@nhóm"],
    ]


@pytest.mark.parametrize("at_once", [1, AT_ONCE])
def test_however_long_it_is_one_question(campaign, village, households, sign, monkeypatch, at_once):
    monkeypatch.setattr("banlanh.pledges.export.AT_ONCE", at_once)
    sign(households(20))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = "".join(table_of(campaign, [village], by="Lò Thị Lan"))
    assert "Hết: 20 chữ ký." in told
    assert len(asked) <= 1


def test_the_way_to_it_stands_where_something_has_been_signed(campaign, village, households, sign, lan, browser_of):
    address, way = reverse("pledges:collect", args=[campaign.pk, village.pk]), "Xuất chữ ký"
    entries, browser = households(2), browser_of(lan)
    assert way not in browser.get(address).content.decode()
    sign(entries[:1])
    assert way in browser.get(address).content.decode()
