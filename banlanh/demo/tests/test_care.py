"""The people in care of the demonstration, as those who work with them find them."""

import pytest
from django.urls import reverse

from banlanh.accounts.actions import show_factor
from banlanh.accounts.models import User
from banlanh.audit.queries import first_broken
from banlanh.care import actions, queries, window
from banlanh.care.enums import Part
from banlanh.care.models import Assignment, HelpVisit, LabTest, SupportedPerson
from banlanh.care.terms import Category
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.demo.factors import WITH_FACTOR, codes
from banlanh.disclosure.enums import Audience, Half
from tests.support.demonstration import DAY

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("commune")]


def somebody(username: str) -> User:
    return User.objects.get(username=username)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", DAY.isoformat())


def test_files_are_open_and_some_have_ended():
    assert SupportedPerson.objects.open().count() == 15
    assert SupportedPerson.objects.exclude(closed_on=None).count() == 3
    steps = window.steps_of(list(SupportedPerson.objects.all()))
    assert {ground.category for ground in window.grounds_of(steps).values()} == set(Category)


def test_some_tests_were_done_some_are_late_and_some_are_to_come():
    tests = LabTest.objects.all()
    assert tests.exclude(done_on=None).count() > 30
    assert tests.filter(done_on=None, due_on__lt=DAY).count() == 2
    assert tests.filter(done_on=None, due_on__gte=DAY).count() > 5


def test_what_was_put_back_opens_and_the_name_is_for_who_may():
    chief, person = somebody("truongca"), SupportedPerson.objects.open().first()
    seen = actions.look(person, Part.LEGAL, by=chief, purpose="file")
    assert len(seen["identity"]["full_name"].split()) == 3 and len(seen["steps"]) == 2
    assert {step["at"].date() for step in seen["steps"]} == {person.opened_at.date()}
    with pytest.raises(Refused):
        actions.look(person, Part.LEGAL, by=somebody("bithu"), purpose="file")


def test_unions_help_through_members_whom_their_chairs_named():
    chairs = ("chutichhpn", "chutichhnd", "chutichccb", "bithudoan")
    assert all(queries.helped_by(somebody(chair), DAY) for chair in chairs)
    assert Assignment.objects.active(DAY).filter(helper=None).count() == 2
    assert HelpVisit.objects.count() > 40 and set(HelpVisit.objects.values_list("by", flat=True)) == {
        somebody(helper).pk for helper in ("phunu", "hoinongdan", "hoiccb", "doanvien")
    }


def test_the_window_has_something_to_tell(commune):
    known = window.told(commune, DAY, Audience.INSIDE)
    assert known.people.words() == "11–15"
    assert [known.complete.words(half) for half in Half] == ["từ 5 trở lên", "dưới 5 hoặc không công bố"]
    assert len(window.villages_with_new(commune, DAY)[0]) == 1


def test_the_sealed_log_is_whole(commune):
    assert first_broken(commune.pk, SEALED) is None


@pytest.mark.parametrize("username", WITH_FACTOR)
def test_who_opens_sealed_pages_can_show_the_second_factor_with_what_the_command_printed(username):
    show_factor(somebody(username), printed=codes()[0])
    with pytest.raises(Refused):
        show_factor(somebody(username), printed=codes()[0])


def test_a_reader_of_the_page_sees_bands_and_no_code(client):
    client.force_login(somebody("bithu"))
    page = client.get(reverse("home:commune")).content.decode()
    assert "11–15 người" in page and "22/24" in page
    assert not [person.code for person in SupportedPerson.objects.all() if person.code in page]
