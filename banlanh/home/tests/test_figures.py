"""From any figure to its rows, for whoever may see them."""

from datetime import date

import pytest
from django.urls import reverse

from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.documents.actions import record_resolution
from banlanh.indicators.registry import INDICATORS
from banlanh.pledges.actions import open_campaign, sign_list
from banlanh.registers.bulk import Row, add_rows
from tests.support.commune import body_of, hoa, lan

from .test_pages import TODAY, air, page, wednesday  # noqa: F401

pytestmark = pytest.mark.django_db(databases="__all__")


def address(name: str, *args) -> str:
    return reverse(f"home:{name}", args=args)


def test_a_target_opens_its_figure_and_a_body_its_records(commune, plan, secretary, client):
    air(commune, lan(commune), TODAY)
    assert address("figure", "resolutions") in page(client, secretary, "home:commune")
    html = page(client, secretary, "home:figure", "airings")
    village = body_of(commune, "Thôn Nà Lìn")
    assert "tuần 23/11 – 29/11/2026" in html.lower() and "1/2" in html and "tiếng Mông" in html
    assert address("rows", "airings", village.pk) in html
    rows = page(client, secretary, "home:rows", "airings", village.pk)
    assert "Phát tiếng Mông, buổi sáng 25/11" in rows and "/ban-ghi/airing/" in rows


def test_only_what_was_counted_stands_behind_a_figure(commune, plan, secretary, client):
    said = {"by": secretary, "happened_on": TODAY, "month": TODAY}
    cells = [body_of(commune, f"Chi bộ {name}") for name in ("Nà Lìn", "Sín Chải")]
    record_resolution(id=uuid7(), body=cells[0], number="11-NQ/CB", has_drug_content=True, **said)
    record_resolution(id=uuid7(), body=cells[1], number="12-NQ/CB", has_drug_content=False, **said)
    assert "Nghị quyết tháng 11/2026" in page(client, secretary, "home:rows", "resolutions", cells[0].pk)
    assert "chưa có gì được ghi" in page(client, secretary, "home:rows", "resolutions", cells[1].pk)


def test_work_on_time_opens_the_duties_that_fell_due(commune, plan, secretary, client):
    village = body_of(commune, "Thôn Nà Lìn")
    html = page(client, secretary, "home:rows", "duties", village.pk)
    assert html.count('href="/viec/') == 4, "the weeks that ended in November before the 25th"


def test_a_village_head_sees_the_own_part_and_no_sum(commune, plan, client):
    html = page(client, lan(commune), "home:figure", "airings")
    assert "Thôn Nà Lìn" in html and "Sín Chải" not in html and "Cả xã" not in html
    other = body_of(commune, "Thôn Sín Chải")
    assert client.get(address("rows", "airings", other.pk)).status_code == 404


@pytest.mark.parametrize(("who", "said", "opens"), [("lan", "9/10", True), ("secretary", "80 – 94%", False)])
def test_signatures_are_exact_and_open_for_the_collector_alone(commune, secretary, client, who, said, opens):
    village, head = body_of(commune, "Thôn Nà Lìn"), lan(commune)
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31)}
    campaign = open_campaign(
        id=uuid7(), commune=commune, by=secretary, signers="household", title="Cam kết", text="Tôi cam kết.",
        version="1", languages=["vie"], **days,
    )  # fmt: skip
    made = add_rows([Row("household", village, date(2026, 1, 1), f"Lò Văn {n}") for n in "ABCDEGHIKL"], at=clock.now())
    sign_list(id=uuid7(), campaign=campaign, body=village, entries=made[:9], on=TODAY, by=head)
    html = page(client, {"lan": head, "secretary": secretary}[who], "home:figure", "pledges_homes")
    assert said in html and ("9/10" in html.split("Theo đơn vị")[1]) == opens
    assert (reverse("pledges:collect", args=[campaign.pk, village.pk]) in html) == opens


def test_what_no_indicator_is_called_is_not_there(commune, plan, secretary, client):
    client.force_login(secretary)
    assert client.get(address("figure", "khong-co")).status_code == 404
    village = body_of(commune, "Thôn Nà Lìn")
    assert client.get(address("rows", "pledges_homes", village.pk)).status_code == 404, "rows with names are not here"


def test_every_figure_has_its_page(commune, plan, secretary, client):
    pages = {each.name: page(client, secretary, "home:figure", each.key) for each in INDICATORS.values()}
    assert pages and all(name in html for name, html in pages.items())


def test_the_stranger_s_figure_is_the_stranger_s(commune, plan, client):
    air(commune, lan(commune), TODAY)
    assert ">1/2<" not in page(client, hoa(commune), "home:figure", "airings")
