"""What everybody reads was prepared by one, approved by another, and holds bands alone."""

from datetime import date

import pytest
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.core.words import band
from banlanh.outreach.actions import record_airing
from banlanh.publicity import actions, rules
from banlanh.publicity.actions import announce, approve, prepare, withdraw
from banlanh.publicity.models import Announcement
from banlanh.publicity.telling import told_of
from banlanh.situation.actions import add_number
from tests.support.commune import appoint, body_of, lan, make_commune, son

TODAY = date(2026, 11, 25)
PUBLIC = "xa.vidu.vn"


@pytest.fixture(autouse=True)
def wednesday(monkeypatch, settings):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())
    settings.PUBLIC_HOST = PUBLIC
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, PUBLIC]


@pytest.fixture
def office(commune):
    return appoint("van-phong", "Cao Thị Minh", Role.R12, body_of(commune, "Văn phòng Đảng ủy"))


@pytest.fixture
def draft(commune, plan, office) -> Announcement:
    return prepare(commune, id=uuid7(), text="Gọi số đường dây nóng.", by=office)


def everybody(client, path="/"):
    return client.get(path, headers={"host": PUBLIC})


# --- who may ---------------------------------------------------------------------------------------


def test_it_takes_the_office_and_a_head(draft, office, secretary, client):
    assert everybody(client).status_code == 404
    approve(draft, by=secretary)
    assert everybody(client).status_code == 404
    announce(draft, by=office)
    assert "Gọi số đường dây nóng." in everybody(client).content.decode()
    assert [event.verb for event in Event.objects.filter(verb__startswith="announcement.")] == [
        "announcement.prepared",
        "announcement.approved",
        "announcement.announced",
    ]


@pytest.mark.parametrize(
    ("who", "prepares", "approves", "announcements"),
    [
        ("R1", False, True, False),
        ("R2", False, True, False),
        ("R12", True, False, True),
        ("R3", False, False, False),
        ("R7", False, False, False),
        ("R14", False, False, False),
    ],
)
def test_who_may_do_what(commune, draft, office, secretary, who, prepares, approves, announcements):
    user = appoint("ai", "Hà Văn Chính", who, body_of(commune, "Đảng ủy xã"))

    def may(rule, *asked) -> bool:
        try:
            rule(user, *asked)
        except Refused:
            return False
        return True

    assert may(rules.may_prepare, commune) == prepares
    assert may(rules.may_approve, draft) == approves
    approved = approve(draft, by=secretary)
    assert may(rules.may_announce, approved) == announcements


def test_nobody_is_both_of_the_two(commune, plan):
    both = appoint("hai", "Hà Văn Chính", Role.R12, body_of(commune, "Văn phòng Đảng ủy"))
    appoint("hai", "Hà Văn Chính", Role.R1, body_of(commune, "Đảng ủy xã"))
    draft = prepare(commune, id=uuid7(), text="Lời", by=both)
    with pytest.raises(Refused, match="Người soạn không tự duyệt"):
        approve(draft, by=both)
    head = appoint("chinh", "Lù Văn Chính", Role.R2, body_of(commune, "Ủy ban nhân dân xã"))
    clerk = appoint("ba", "Lò Thị Ba", Role.R12, body_of(commune, "Văn phòng Đảng ủy"))
    other = prepare(commune, id=uuid7(), text="Lời", by=clerk)
    approve(other, by=both)
    with pytest.raises(Refused, match="phải có hai người"):
        announce(other, by=both)
    approve(draft, by=head)
    assert announce(draft, by=both).announced_by == both


def test_the_head_of_another_commune_has_no_say(draft, office):
    stranger = appoint("xa-khac", "Hà Văn Bình", Role.R1, body_of(make_commune("Nậm Lành"), "Đảng ủy xã"))
    with pytest.raises(Refused):
        approve(draft, by=stranger)


@pytest.mark.parametrize("who", ["secretary", "office"])
def test_either_takes_it_back_at_once_and_nothing_older_comes_up(draft, office, secretary, client, who, commune):
    announce(approve(draft, by=secretary), by=office)
    newer = prepare(commune, id=uuid7(), text="Bản mới.", by=office)
    announce(approve(newer, by=secretary), by=office)
    withdraw(newer, by={"secretary": secretary, "office": office}[who])
    assert everybody(client).status_code == 404


def test_doing_a_thing_twice_is_refused_or_harmless(commune, draft, office, secretary):
    assert prepare(commune, id=draft.pk, text="Lời khác", by=office).text == draft.text
    approve(draft, by=secretary)
    with pytest.raises(Refused, match="đã duyệt"):
        approve(draft, by=secretary)


def test_a_log_that_cannot_be_written_undoes_the_step(draft, secretary, monkeypatch):
    def fail(*args, **detail):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(OSError, match="full"):
        approve(draft, by=secretary)
    draft.refresh_from_db()
    assert draft.approved_at is None


# --- what is told ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "m", "said"),
    [(0, 0, ""), (0, 1, "dưới 50%"), (1, 2, "50 – 79%"), (79, 100, "50 – 79%"), (4, 5, "80 – 94%"), (20, 20, "từ 95%")],
)
def test_a_share_is_told_in_a_band(n, m, said):
    assert band(n, m) == said


def test_nothing_but_bands_leaves_and_one_act_more_changes_no_other_word(commune, plan):
    before = told_of(commune, TODAY)
    air = {"happened_on": TODAY, "slot": "morning", "languages": ["vie"], "minutes": 15}
    record_airing(id=uuid7(), body=body_of(commune, "Thôn Nà Lìn"), by=lan(commune), **air)
    assert told_of(commune, TODAY) == before, "one of twelve airings moves no band"
    values = {each for row in before["villages"] for each in row[1:]} | {said for _, said in before["commune"]}
    assert values <= {"", "dưới 50%", "50 – 79%", "80 – 94%", "từ 95%"}
    assert not any(letter.isdigit() for letter in "".join(row[0] for row in before["villages"]))


def test_what_was_agreed_to_is_what_is_read(commune, draft, office, secretary, client):
    announce(approve(draft, by=secretary), by=office)
    first, head = everybody(client).content, lan(commune)
    for slot in ("morning", "evening"):
        air = {"happened_on": TODAY, "slot": slot, "languages": ["vie", "hmn"], "minutes": 15}
        record_airing(id=uuid7(), body=body_of(commune, "Thôn Nà Lìn"), by=head, **air)
    assert everybody(client).content == first


def test_the_hotline_stands_first_with_its_poster_to_print(commune, plan, office, secretary, client):
    police = {"body": body_of(commune, "Công an xã"), "by": son(commune), "starts_on": TODAY}
    line = add_number(id=uuid7(), number="0912345678", officer="Đại úy Sơn", **police)
    draft = prepare(commune, id=uuid7(), text="Lời", by=office)
    address = f"/{line.pk}-a4.pdf"
    assert everybody(client, address).status_code == 404
    announce(approve(draft, by=secretary), by=office)
    html = everybody(client).content.decode()
    assert 'href="tel:0912345678"' in html and "Sơn" not in html and html.index("tel:") < html.index("Việc xã đang làm")
    assert address in html and everybody(client, address).content.startswith(b"%PDF-")
    assert everybody(client, f"/{uuid7()}-a4.pdf").status_code == 404
    withdraw(draft, by=office)
    assert everybody(client, address).status_code == 404


# --- the public host -------------------------------------------------------------------------------


def test_the_public_host_keeps_nothing_of_the_reader_and_has_nothing_else(draft, office, secretary, client):
    announce(approve(draft, by=secretary), by=office)
    page = everybody(client)
    assert page["Cache-Control"] == "public, max-age=300"
    assert not page.cookies and "Set-Cookie" not in page and "Cookie" not in page.get("Vary", "")
    assert "default-src 'none'" in page["Content-Security-Policy"]
    for path in ("/dang-nhap/", "/ke-hoach/", "/xa/", "/cong-khai/", "/99999/", "/suc-khoe/"):
        assert everybody(client, path).status_code == 404
    assert client.post("/", headers={"host": PUBLIC}).status_code == 404


def test_the_product_s_own_host_is_as_it_was(draft, office, secretary, client):
    announce(approve(draft, by=secretary), by=office)
    assert client.get("/").status_code == 302


def test_the_page_asks_the_database_once(draft, office, secretary, client, django_assert_num_queries):
    announce(approve(draft, by=secretary), by=office)
    with django_assert_num_queries(1):
        everybody(client)


def test_several_communes_share_a_host_each_under_its_number(draft, office, secretary, client):
    announce(approve(draft, by=secretary), by=office)
    other = make_commune("Nậm Lành")
    clerk = appoint("k1", "Cao Thị Hai", Role.R12, body_of(other, "Văn phòng Đảng ủy"))
    head = appoint("k2", "Hà Văn Bình", Role.R1, body_of(other, "Đảng ủy xã"))
    theirs = prepare(other, id=uuid7(), text="Lời của xã bạn.", by=clerk)
    announce(approve(theirs, by=head), by=clerk)
    index = everybody(client).content.decode()
    assert "Xã Suối Lành" in index and "Xã Nậm Lành" in index
    assert "Lời của xã bạn." in everybody(client, f"/{other.pk}/").content.decode()


# --- the office's pages ----------------------------------------------------------------------------


def test_the_office_prepares_and_the_secretary_approves_on_the_pages(commune, plan, office, secretary, browser_of):
    clerk, head = browser_of(office), browser_of(secretary)
    assert clerk.post(reverse("publicity:index"), {"id": uuid7(), "text": ""}).status_code == 422
    page = clerk.post(reverse("publicity:index"), {"id": uuid7(), "text": "Lời nói với dân"})
    show = page.headers["Location"]
    assert "không lời nào chỉ vào ai" in head.get(show).content.decode()
    assert "không lời nào chỉ vào ai" not in clerk.get(show).content.decode()
    assert "cong-khai/" not in clerk.get(show).content.decode().split("</form>")[0]
    head.post(f"{show}duyet/")
    assert f'formaction="{show}cong-khai/"' in clerk.get(show).content.decode()
    clerk.post(f"{show}cong-khai/")
    assert "đang hiện" in clerk.get(reverse("publicity:index")).content.decode()


def test_others_do_not_find_the_page(commune, draft, browser_of):
    for user in (son(commune), lan(commune)):
        assert browser_of(user).get(reverse("publicity:index")).status_code == 404
        assert browser_of(user).get(reverse("publicity:show", args=[draft.pk])).status_code == 404
