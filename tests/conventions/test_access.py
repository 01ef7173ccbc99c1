"""Every page × method × identity × everybody's things, against the oracle of PROTECTION 3.2 (SEC-10, 11, 13)."""

from collections.abc import Iterable

import pytest
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import Http404
from django.urls import get_resolver, path

from banlanh.accounts.access import AccessMiddleware
from banlanh.accounts.enums import Role
from banlanh.care import views as care
from banlanh.core.refusal import Refused
from banlanh.sealing.rows import SealedField, opened

from . import canaries, policy
from .flips import ON_PAGES, Flip
from .pages import PAGES
from .walk import IS_WHOLE, STRANGER, Visitor, views
from .world import IDENTITIES, Identity, World

pytestmark = pytest.mark.django_db(databases="__all__")
LEAST_VISITS = 180  # for each identity; each run's report holds how many cells it was
SAMPLE = 8  # slips of the pen that pages are tried with; all in `make policy`


def every_view() -> dict:
    return dict(views(get_resolver().url_patterns))


def undeclared(named: Iterable) -> list[str]:
    return [name for name, view in named if not hasattr(view, "touches")]


def test_every_page_is_walked():
    assert set(PAGES) == set(every_view())


def test_every_page_declares_what_it_touches():
    assert undeclared(every_view().items()) == []


def test_a_page_that_declares_nothing_is_found_and_answers_nobody(rf):
    forgotten = path("quen/", lambda request: None, name="forgotten")
    assert undeclared(views([forgotten])) == ["forgotten"]
    with pytest.raises(ImproperlyConfigured):
        AccessMiddleware(None).process_view(rf.get("/quen/"), forgotten.callback, [], {})


def test_every_role_walks():
    assert {who.role for who in IDENTITIES if who.role} == set(Role.values) == policy.roles()


# The table is told in code and not by the database: a second one is asked by two, the office and a stranger.
IS_FIRST = connection.vendor == "sqlite"
WALKERS = [who for who in IDENTITIES if IS_FIRST or who.name in ("R1", STRANGER)]
SLIPS = ON_PAGES[: None if IS_WHOLE else SAMPLE if IS_FIRST else 3]


@pytest.mark.parametrize("who", WALKERS, ids=str)
def test_every_answer_is_the_one_of_the_table(world: World, who: Identity, record_property):
    visitor = Visitor(world, who)
    found = list(visitor.mismatches(sorted(PAGES)))
    record_property("cells", len(visitor.visited))
    record_property("bytes", visitor.bytes)
    record_property("mismatches", found)
    assert found == []
    assert len(visitor.visited) > LEAST_VISITS


@pytest.mark.parametrize("flip", SLIPS, ids=str)
def test_a_page_answers_otherwise_where_the_table_slips(world: World, flip: Flip, record_property):
    """Else the page would ask something other than the table."""
    with flip.made():
        try:
            seen = any(Visitor(world, flip.who).mismatches(flip.pages))
        except Refused:  # the page let somebody in whom the action behind it did not
            seen = True
    record_property("seen", int(seen))
    assert seen


def test_an_answer_that_tells_what_is_there_is_found(world: World, monkeypatch):
    """One sentence too many, for the officer who asks for somebody else's file."""

    def refuse(request, there=None):
        if there:
            messages.error(request, "Hồ sơ này do đồng chí khác giữ.")
        raise Http404

    officer = next(who for who in IDENTITIES if who.role == "R4")
    assert not list(Visitor(world, officer).mismatches(["care:show"]))
    monkeypatch.setattr(care, "refuse", refuse)
    found = list(Visitor(world, officer).mismatches(["care:show"]))
    assert {each.rpartition(": ")[2] for each in found} == {"looks other than what is not there"}


# --- canaries (SEC-12): the walk above looks for them in every answer ---------------------------------------------


def test_every_sealed_field_holds_a_canary(world: World):
    fields = canaries.sealed_fields() - canaries.KEYS - canaries.TIPS
    planted = tuple(canary.field for canary in world.canaries.planted.values())
    named = {(model, name): f"{model._meta.model_name}.{name}" for model, name in fields}
    assert [name for name in named.values() if not any(field.startswith(name) for field in planted)] == []
    assert all(isinstance(model._meta.get_field(name), SealedField) for model, name in fields)


def test_every_word_in_a_sealed_field_is_a_canary_of_its_file(world: World):
    for of, person in world.files.of.items():
        for row in canaries.sealed_rows(person.key):
            [values] = opened([row], *canaries.names_of_sealed(row))
            found = [{canary.of for canary in world.canaries.read(word.encode())} for word in canaries.words_in(values)]
            assert found and all(each == {of} for each in found)


def test_the_walk_stumbles_over_a_leak(world: World):
    """A name in what everybody reads."""
    world.ours.line.officer = world.canaries.word("a field that leaks")
    world.ours.line.save()
    found = " ".join(Visitor(world, IDENTITIES[0]).mismatches(["situation:hotline"]))
    assert "tells" in found and "a field that leaks" in found
