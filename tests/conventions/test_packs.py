"""That no phone holds what its owner's pack must not (SEC-38): a word in every field of the working rooms but C0 to C2.

What is sealed is looked for in this answer too, by the walk in `test_access`.
"""

import json

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from banlanh.care.models import Allowance
from banlanh.core.homes import KEYS, SEALED, WORKING, home_of
from banlanh.registers.models import Entry
from banlanh.situation.models import Route
from banlanh.sync.registry import PACKED
from tests.support.canaries import Canaries, Canary

from .world import IDENTITIES, MILITARY, OURS, POLICE, World

pytestmark = pytest.mark.django_db(databases=[WORKING, SEALED, KEYS])

# Rooms of whose words none go to a phone: C3, C8 to C12, and papers of the commune.
ROOMS = {"situation", "livelihoods", "ratings", "reports", "checks", "criteria", "reminders", "publicity", "sync"}
MORE = {("accounts", "phone"), ("registers", "file_name")}
OF_NONE_HERE = {"void_reason", "dropped_because"}  # nothing is voided or dropped in this world
LEAST = 20  # letters that a word needs
ASKED_BY_A_FORM = {Canary("situation.route.name")}  # of those who patrol (ADR 25)
CHOSEN_BY = {POLICE, MILITARY}


def plant(words: Canaries) -> int:
    """A word in each of these fields of every row; how many fields that were."""
    planted = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields if home_of(model) == WORKING else ():
            room = model._meta.app_label
            is_meant = room in ROOMS or (room, field.name) in MORE or getattr(model, "data", "C1") not in PACKED
            if is_meant and holds_words(field) and model._base_manager.exists():
                told = words.word(f"{model._meta.label_lower}.{field.name}")
                model._base_manager.filter(pk=model._base_manager.first().pk).update(**{field.name: told})
                planted += 1
    return planted


def holds_words(field: models.Field) -> bool:
    is_words = type(field) in (models.CharField, models.TextField) and field.name not in OF_NONE_HERE
    return is_words and not field.choices and not field.unique and (field.max_length or LEAST) >= LEAST


def test_no_pack_holds_what_is_not_for_phones(world: World):
    words = Canaries()
    assert plant(words) > 15
    known = words.word("registers.entry.name")
    Entry.objects.filter(pk=world.things(OURS).entry.pk).update(name=known)
    found = {who: words.sweep(pack_of(world, who.name), "json") for who in IDENTITIES if who.signs_in}
    assert Route.objects.exists()
    for who, told in found.items():
        assert told - {Canary("registers.entry.name")} <= (ASKED_BY_A_FORM if who.body in CHOSEN_BY else set()), who
    holders = {who.name for who, told in found.items() if Canary("registers.entry.name") in told}
    assert holders == {"R5", "R6", "R7"}  # who answers for the village; the commune's own hold no village's names


def test_no_pack_tells_of_anybody_in_care_and_a_helper_s_names_cards_where_that_is_allowed(world: World):
    """What stands on a card goes by its own door (docs/adr/0031). The reviewer of this world allows cards."""
    packs = {who.name: pack_of(world, who.name) for who in IDENTITIES if who.signs_in}
    assert {who: told for who, pack in packs.items() if (told := world.canaries.sweep(pack, "json"))} == {}
    assert {who for who, pack in packs.items() if names_cards(pack)} == {"R8"}
    Allowance.objects.all().delete()
    assert not names_cards(pack_of(world, "R8"))


def names_cards(pack: bytes) -> bool:
    sections = json.loads(pack).get("sections")
    return bool(sections and sections["cards"]["rows"])


def pack_of(world: World, name: str) -> bytes:
    client = Client()
    client.force_login(world.people[name])
    return client.get(reverse("sync:exchange")).content
