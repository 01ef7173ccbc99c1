import os
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test import override_settings

from banlanh.accounts.models import User
from banlanh.demo import actions, people
from banlanh.demo.queries import demo_commune, demo_day
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Place
from banlanh.reports.enums import Verb
from banlanh.reports.periods import period_of
from banlanh.reports.tests import life

pytestmark = pytest.mark.django_db(databases="__all__")
DAY = "2026-04-01"


def make(*options: str) -> str:
    said = StringIO()
    call_command("make_demo", *options, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="class")
def said(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """What the command said when it made the demonstration, once for the tests that begin there."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), actions.all_or_none():
        patch.setenv("BANLANH_TODAY", "2026-12-01")
        with override_settings(SEALED_KEY_FILE=tmp_path_factory.mktemp("key") / "sealed"):
            yield make("--date", DAY)
        for database in connections:
            transaction.set_rollback(True, using=database)


class TestMade:
    def test_it_prints_a_sign_in_for_every_role_and_the_password_once(self, said):
        for person in people.SIGN_INS:
            assert f" {person.username}\n" in said
        assert said.count(people.PASSWORD) == 1

    def test_the_second_time_it_makes_nothing_and_prints_the_same_table(self, said):
        assert said.endswith(make("--date", DAY))
        assert Place.objects.filter(kind=PlaceKind.COMMUNE).count() == 1

    def test_it_remembers_the_day_and_leaves_the_clock_as_it_was(self, said):
        assert demo_day() == date(2026, 4, 1)
        assert os.environ["BANLANH_TODAY"] == "2026-12-01"

    def test_without_a_day_what_was_made_yesterday_will_do(self, said, monkeypatch):
        monkeypatch.setenv("BANLANH_TODAY", "2026-04-02")
        assert "đến ngày 1/4/2026" in make()

    def test_another_day_is_refused_with_what_to_do(self, said):
        with pytest.raises(CommandError, match=r"của ngày 1/4/2026, không phải 2/4/2026. Xin chọn một thư mục"):
            make("--date", "2026-04-02")

    @pytest.mark.usefixtures("nobody_in_care")
    def test_asked_to_clear_it_is_made_again_and_without_a_day_it_stands_on_today(self, said, monkeypatch):
        monkeypatch.setenv("BANLANH_TODAY", "2026-05-02")
        make("--again")
        assert demo_day() == date(2026, 5, 2)

    def test_where_a_report_was_issued_nothing_is_cleared(self, said):
        commune, march = demo_commune(), period_of("2026-03")
        chairman, secretary = (User.objects.get(username=name) for name in ("chutich", "bithu"))
        life.step(commune, march, Verb.SUBMIT, chairman)
        life.step(commune, march, Verb.APPROVE, secretary)
        life.step(commune, march, Verb.ISSUE, secretary, since=life.TERM)
        with pytest.raises(CommandError, match="báo cáo đã ban hành thì không xóa được"):
            make("--date", "2026-04-02", "--again")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-09", "bắt đầu từ 10/3/2026"),
        ("2099-01-01", "đến hết năm 2030"),
        ("mai", "Ngày «mai» chưa đúng"),
    ],
)
def test_a_day_on_which_nothing_can_stand_is_refused(day, sentence):
    with pytest.raises(CommandError, match=sentence):
        make("--date", day)


@pytest.mark.parametrize("options", [(), ("--again",)])
def test_a_commune_that_is_no_demonstration_is_never_touched(options):
    real = Place.objects.create(kind=PlaceKind.COMMUNE, name="Nậm Thật")
    with pytest.raises(CommandError, match="dữ liệu thật của một xã"):
        make("--date", DAY, *options)
    assert list(Place.objects.all()) == [real]


def test_a_failure_halfway_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(actions, "tell_story", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make("--date", DAY)
    assert not Place.objects.exists()
