"""Every page × every role × everybody's things, against PROTECTION section 3.2 (SEC-10)."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.sealing.rows import SealedField, opened

from . import canaries, policy
from .pages import PAGES
from .walk import TRY_UNUSED, Visitor, named_pages
from .world import IDENTITIES, NEXT, Identity, World

pytestmark = pytest.mark.django_db(databases="__all__")
LEAST_VISITS = 180  # for each of 21 identities; each run's report holds how many cells it was


def test_every_page_is_walked():
    assert set(PAGES) == named_pages()


def test_every_role_walks():
    assert {who.role for who in IDENTITIES if who.role} == set(Role.values) == set(policy.work_cells())


@pytest.mark.parametrize(
    ("cell", "acts", "own", "others"),
    [
        ("cru x M", "crux", "crux", "crux"),
        ("cru V", "cru", "cru", ""),
        ("cru A/V", "cru", "cru", ""),
        ("cru V (school)", "cru", "cru", ""),
        ("r", "r", "r", "r"),
        ("r P (milestones)", "r", "", ""),
        ("cru x M (approve)", "cruxa", "cruxa", "cruxa"),
        ("cru M, reason field sealed to R2/R10", "cru", "cru", "cru"),
        ("r V list without reason", "r", "r", ""),
        ("r M totals", "", "", ""),
        ("cru! M, x! one file", "crux", "crux", "crux"),
        ("cru! A/V, x! one file", "crux", "crux", ""),
        ("r! A (need + contact only)", "r", "r", ""),
        ("r! own union's cards (code, preferred name, contact), assign helper", "ru", "ru", ""),
        ("r! only files routed for own signature", "", "", ""),
        ("BG", "b", "", ""),
        ("codes only", "", "", ""),
        ("n M", "", "", ""),
        ("r as recipient, reply, x one", "crux", "crux", ""),
        ("r if named recipient", "cr", "cr", ""),
        ("c (like any citizen)", "c", "c", ""),
        ("r x M, decide reviews", "rux", "rux", "rux"),
        ("—", "", "", ""),
    ],
)
def test_the_oracle_reads_the_words_of_the_table(cell, acts, own, others):
    assert policy.acts(cell) == acts
    assert "".join(act for act in "cruxa" if policy.grants(cell, act, own=True)) == own
    assert "".join(act for act in "cruxa" if policy.grants(cell, act, own=False)) == others


def walkers() -> tuple[Identity, ...]:
    """Everybody; a second database is asked by three, since the table is told in code and not by the database."""
    is_first = connection.vendor == "sqlite"
    return IDENTITIES if is_first else tuple(who for who in IDENTITIES if who.name in TRY_UNUSED)


@pytest.mark.parametrize("who", walkers(), ids=str)
def test_every_answer_is_the_one_of_the_table(world: World, who: Identity, record_property):
    visitor = Visitor(world, who)
    assert list(visitor.mismatches(sorted(PAGES))) == []
    record_property("cells", visitor.visited)
    record_property("bytes", visitor.bytes)
    assert visitor.visited > LEAST_VISITS, visitor.visited


def test_what_is_not_yours_and_what_is_not_there_look_the_same(world: World):
    lan = Client()
    lan.force_login(world.people["R7"])
    theirs = reverse("records:show", args=["airing", world.things(NEXT).record.pk])
    nobodys = reverse("records:show", args=["airing", uuid4()])
    assert without_token(lan.get(theirs)) == without_token(lan.get(nobodys))


def without_token(response) -> str:
    return re.sub(r'value="\w{64}"', "", response.content.decode())


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
