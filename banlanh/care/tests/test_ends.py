from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from banlanh.care import actions, queries, terms
from banlanh.care.enums import Part
from banlanh.care.models import (
    Assignment,
    HelpVisit,
    LabTest,
    LegalStep,
    Look,
    SupportCard,
)
from banlanh.care.purposes import Purpose
from banlanh.core.refusal import Refused
from banlanh.sealing.crypto import Broken
from banlanh.sealing.models import DataKey
from banlanh.sealing.rows import opened

from .conftest import TODAY, fresh

pytestmark = pytest.mark.django_db(databases="__all__")


# --- a file ends ------------------------------------------------------------------------------------------


def test_days_in_custody_move_the_end_and_are_counted_once(person, son):
    pause = terms.Pause(terms.PauseKind.IMPRISONED, date(2026, 9, 1), date(2026, 9, 10))
    for _ in range(2):
        assert actions.add_pause(person, pause, document="7/QĐ", by=son).ends_on == date(2027, 8, 11)
    assert LegalStep.objects.count() == 2


def test_a_closed_file_is_out_of_every_reach(person, assigned, son, chair, helper):
    actions.close_file(person, terms.ExitReason.MOVED, document="3/TB", on=TODAY, by=son)
    for who, part in [(son, Part.LEGAL), (son, Part.TESTS), (chair, Part.CARD), (helper, Part.CARD)]:
        assert not queries.within(who, part).exists()
        with pytest.raises(Refused, match="Không có hồ sơ này"):
            actions.look(person, part, by=who, purpose=Purpose.OWN_REQUEST)


def test_a_term_that_is_over_closes_its_file_by_itself(person, assigned, son):
    assert actions.end_terms(person.ends_on) == 0
    assert actions.end_terms(person.ends_on + timedelta(days=1)) == 1
    assert fresh(person).closed_on == person.ends_on
    assert not queries.within(son, Part.LEGAL).exists()
    assert actions.end_terms(person.ends_on + timedelta(days=2)) == 0


def test_the_morning_s_work_closes_what_is_over_and_destroys_its_key_in_time(person, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", (person.ends_on + timedelta(days=1)).isoformat())
    call_command("tick", stdout=StringIO())
    assert fresh(person).closed_on == person.ends_on
    assert DataKey.objects.filter(pk=person.key).exists()
    monkeypatch.setenv("BANLANH_TODAY", (person.ends_on + timedelta(days=367)).isoformat())
    call_command("tick", stdout=StringIO())
    assert not DataKey.objects.filter(pk=person.key).exists()


def test_a_term_ends_also_where_no_key_opens_anything(person, settings):
    settings.SEALED_KEY_FILE = "/nowhere/sealed.key"
    assert actions.end_terms(person.ends_on + timedelta(days=1)) == 1


def test_a_file_s_key_is_destroyed_a_year_after_its_end(person, assigned, due, son):
    actions.look(person, Part.LEGAL, by=son, purpose=Purpose.OTHER, words="Bệnh viện huyện gọi hỏi lịch hẹn")
    actions.close_file(person, terms.ExitReason.MOVED, document="3/TB", on=TODAY, by=son)
    assert actions.shred_ended(date(2027, 11, 23)) == 0
    assert actions.shred_ended(date(2027, 11, 24)) == 1
    assert actions.shred_ended(date(2027, 11, 25)) == 0
    assert not DataKey.objects.filter(pk=person.key).exists()
    left = fresh(person)
    assert (left.identity, left.card_number, left.phone) == (None, None, None)
    assert not any(rows.objects.exists() for rows in (LegalStep, SupportCard, HelpVisit, LabTest, Assignment))
    assert Look.objects.get().words is None


def test_what_an_old_backup_holds_of_a_shredded_file_opens_no_more(person, son):
    backup = fresh(person)
    actions.close_file(person, terms.ExitReason.MOVED, document="3/TB", on=TODAY, by=son)
    actions.shred_ended(date(2028, 1, 1))
    with pytest.raises(Broken, match="destroyed"):
        opened([backup], "identity")


def test_the_police_are_reminded_30_and_7_days_before(person, son, hang, chair):
    days = [day for day in range(40) if queries.ending_reminders(son, person.ends_on - timedelta(days=day))]
    assert days == [7, 30]
    assert queries.ending_reminders(hang, person.ends_on - timedelta(days=7)) == 1
    assert queries.ending_reminders(chair, person.ends_on - timedelta(days=7)) == 0
