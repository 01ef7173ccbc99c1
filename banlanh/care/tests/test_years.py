"""Three simulated years: everything ends, is destroyed in time, and nothing shows what has ended (SEC-59, SEC-24)."""

from datetime import timedelta
from time import process_time

import pytest

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.care import actions, queries, terms
from banlanh.care.models import SupportedPerson, SupportedPersonQuerySet
from banlanh.core.homes import SEALED
from tests.support.commune import make_commune
from tests.support.nightly import at_night

from .conftest import appoint, village_of
from .laws import ended_twice, faults
from .years import Cast, Years

pytestmark = pytest.mark.django_db(databases="__all__")
PEOPLE, STEP = at_night((300, timedelta(days=1)), else_few=(15, timedelta(days=28)))
FEW, MONTH = at_night(20, else_few=4), timedelta(days=28)


@pytest.fixture
def cast(commune, son, chair, helper) -> Cast:
    beyond = make_commune("Xã Khác")
    villages = [village_of(commune, name) for name in ("Nà Lìn", "Sín Chải", "Bản Mới")]
    return Cast(
        here=commune,
        beyond=beyond,
        chief=son,
        officer=appoint(commune, "hằng", Role.R4, "Công an xã", villages),
        chief_beyond=appoint(beyond, "thảo", Role.R3, "Công an xã"),
        officer_beyond=appoint(beyond, "định", Role.R4, "Công an xã"),
        chair=chair,
        helper=helper,
    )


def test_three_years_of_people_in_care_break_no_law(cast, monkeypatch, record_property):
    years, began = Years(cast, PEOPLE, 59, STEP), process_time()
    days = 0
    for day in years.live(monkeypatch):
        assert list(faults(years)) == [], day
        days += 1
    assert ended_twice() == []
    assert [first_broken(commune.pk, SEALED) for commune in (cast.here, cast.beyond)] == [None, None]
    assert len(years.lives) == SupportedPerson.objects.count() == PEOPLE
    assert years.told["destroyed"] == sum(life.is_destroyed for life in years.lives.values()) > PEOPLE / 4
    years.told |= {"days looked at": days, "events": Event.objects.using(SEALED).count()}
    record_property(
        "three years", f"{PEOPLE} people, {process_time() - began:.0f} s of processor: {sorted(years.told.items())}"
    )


# --- would a mistake be seen? -------------------------------------------------------------------------------------


def forgets_a_term(patch):
    ends = actions.end_terms
    patch.setattr(actions, "end_terms", lambda today: ends(today - timedelta(days=200)))


def leaves_the_key(patch):
    patch.setattr(actions.sealing, "shred", lambda number, **_: None)


def leaves_what_was_written(patch):
    patch.setattr(actions, "empty", lambda person: SupportedPerson.objects.filter(pk=person.pk).update(identity=None))


def shreds_too_early(patch):
    patch.setattr(actions.queries, "archived_until", lambda closed_on: closed_on + timedelta(days=300))


def never_extends(patch):
    patch.setattr(terms, "pushed", lambda full_on, starts_on, pauses: full_on)


def shows_the_ended(patch):
    patch.setattr(SupportedPersonQuerySet, "open", lambda people: people)


def lists_the_ended(patch):
    """One list of one page that does not ask what is within reach."""
    patch.setattr(queries, "ending_soon", lambda user, on: SupportedPerson.objects.exclude(closed_on=None))


def reminds_once(patch):
    patch.setattr(terms, "reminders", lambda ends_on: [ends_on - timedelta(days=30)])


def ends_twice(patch):
    close = actions.close
    patch.setattr(actions, "close", lambda person, on, *, by: close(close(person, on, by=by), on, by=by))


MISTAKES = {
    forgets_a_term: "is open past its term",
    leaves_the_key: "has a key that is still there",
    shows_the_ended: "counts other files than those open",
    lists_the_ended: "has ended and is shown to",
    never_extends: "ends on ",
    reminds_once: "is not reminded on",
    ends_twice: "supportedperson",
    shreds_too_early: "has lost its key too early",
    leaves_what_was_written: "still says whose it was",
}


@pytest.mark.parametrize("mistake", at_night([*MISTAKES], else_few=[forgets_a_term]))
def test_a_mistake_is_seen(cast, monkeypatch, mistake):
    mistake(monkeypatch)
    years = Years(cast, FEW, 24, MONTH)
    seen = next((found for _ in years.live(monkeypatch) if (found := [*faults(years), *ended_twice()])), [])
    assert any(MISTAKES[mistake] in fault for fault in seen), seen
