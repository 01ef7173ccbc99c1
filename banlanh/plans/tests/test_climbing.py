"""What stays late climbs, and both sides see that it did."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.indicators.models import FigureSheet
from banlanh.plans.climbing import HEAD, IN_CHARGE, STANDING_BODY, climb_of, ladder_of
from banlanh.plans.models import Duty
from banlanh.plans.standing import standing_of
from tests.support.commune import appoint, body_of, hoa, lan, minh, son
from tests.support.running import *  # noqa: F403

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


@pytest.fixture
def du(commune):
    """Of the Party Committee, in charge of Nà Lìn."""
    village = body_of(commune, "Thôn Nà Lìn").place
    return appoint("du", "Sùng A Dử", Role.R5, body_of(commune, "Đảng ủy xã"), villages=[village])


@pytest.mark.parametrize(
    ("body", "days", "expected"),
    [
        ("Thôn Nà Lìn", 6, []),
        ("Thôn Nà Lìn", 7, [IN_CHARGE]),
        ("Chi bộ Nà Lìn", 14, [IN_CHARGE, HEAD]),
        ("Thôn Sín Chải", 7, [STANDING_BODY]),
        ("Hội Phụ nữ", 13, [STANDING_BODY]),
        ("Hội Phụ nữ", 14, [STANDING_BODY, HEAD]),
        ("Chi bộ Công an xã", 13, []),
        ("Chi bộ Công an xã", 14, [HEAD]),
    ],
)
def test_how_far_late_work_has_climbed(commune, secretary, du, body, days, expected):
    son(commune)
    assert ladder_of(commune).reached(body_of(commune, body), days) == expected


@pytest.mark.parametrize(
    ("who", "body", "days", "expected"),
    [
        ("du", "Thôn Nà Lìn", 7, True),
        ("du", "Thôn Nà Lìn", 6, False),
        ("du", "Thôn Sín Chải", 30, False),
        ("son", "Thôn Nà Lìn", 30, False),
        ("son", "Thôn Sín Chải", 7, True),
        ("minh", "Thôn Nà Lìn", 13, False),
        ("minh", "Thôn Nà Lìn", 14, True),
        ("minh", "Đảng ủy xã", 30, False),  # the own desk has it already
        ("lan", "Thôn Nà Lìn", 30, False),
        ("hoa", "Thôn Nà Lìn", 30, False),
    ],
)
def test_on_whose_desk_it_lies(commune, du, who, body, days, expected):
    people = {"du": lambda _: du, "minh": minh, "lan": lan, "hoa": hoa}
    chief = son(commune)
    user = chief if who == "son" else people[who](commune)
    assert ladder_of(commune).lies_with(user, body_of(commune, body), days) == expected


def test_work_that_is_done_comes_down_by_itself(commune, plan, secretary):
    duty = Duty.objects.filter(body__name="Chi bộ Công an xã", due_on="2026-10-25").select_related("body").get()
    ladder = ladder_of(commune)
    [(rung, since)] = climb_of(standing_of(duty, commune=commune, on=TODAY), ladder)
    assert (rung, since) == (HEAD, duty.due_on + timedelta(days=14))
    assert climb_of(standing_of(duty, commune=commune, on=duty.due_on), ladder) == []


@pytest.mark.django_db(databases="__all__")  # the desk looks at what waits in the sealed rooms too
def test_both_sides_see_that_it_climbed(commune, plan, secretary, client):
    duty = Duty.objects.get(body__name="Chi bộ Công an xã", due_on="2026-03-25")
    client.force_login(secretary)
    desk = client.get(reverse("home:duties")).content.decode()
    assert "Đã chuyển lên đồng chí" in desk and reverse("plans:duty", args=[duty.pk]) in desk
    client.force_login(son(commune))
    assert "đồng chí Bí thư, từ 8/4" in client.get(reverse("plans:duty", args=[duty.pk])).content.decode()
    [climbed] = re.findall(r"Đã chuyển lên đồng chí.*?</section>", client.get("/").content.decode(), re.DOTALL)
    assert reverse("plans:duty", args=[duty.pk]) not in climbed, "it lies on his own desk already"


@pytest.mark.django_db(databases="__all__")
def test_figures_are_counted_for_who_is_on_the_way_up_and_for_no_village_head(commune, plan, client, du):
    for person, counted in ((lan(commune), False), (du, True)):
        client.force_login(person)
        assert client.get("/").status_code == 200
        assert FigureSheet.objects.exists() is counted
