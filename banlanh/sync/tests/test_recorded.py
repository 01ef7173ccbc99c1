"""Old phones come back after weeks: what each release's phones send is done by today's server, every kind of it.

A release adds a file; one that is there is never changed.
"""

import pytest

from banlanh.audit.queries import first_broken
from banlanh.care import actions as care
from banlanh.care.models import SupportedPerson
from banlanh.care.pocket import sign_of
from banlanh.care.tests.conftest import TOLD
from banlanh.core.ids import uuid7
from banlanh.sealing import actions as sealing
from banlanh.sync import actions
from banlanh.sync.models import Receipt
from banlanh.sync.registry import OPERATIONS
from tests.support.commune import body_of

from .conftest import Outbox
from .release import RELEASES, appoint_others, meaning, said_in

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def people(commune, lan, minh) -> dict:
    return {"lan": lan, "minh": minh} | appoint_others(commune)


@pytest.fixture
def meant(commune, people, campaign, households):
    card = sign_of(somebody(commune, people))
    return meaning(commune, people, campaign=campaign, household=households[0], card=card)


def somebody(commune, people) -> SupportedPerson:
    """Whom a member of the union helps."""
    sealing.make_master()
    person = care.open_file(uuid7(), TOLD, village=commune.children.first(), by=people["son"])
    care.assign_body(person, body_of(commune, "Hội Phụ nữ"), people["mo"], by=people["son"])
    return person


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.stem)
def test_all_that_phones_of_this_release_send_is_done(release, send, people, meant, commune):
    outboxes = {name: (Outbox(), actions.mint_device(by=person, name="máy")) for name, person in people.items()}
    for said in said_in(release):
        outbox, device = outboxes[said["by"]]
        payload = {name: meant(value) for name, value in said["payload"].items()}
        told = outbox(said["kind"], **payload) | {"seen": said.get("seen")}
        [answer] = send(told, by=people[said["by"]], device=device)
        assert answer["state"] == "applied", (said["kind"], answer["sentence"])
    assert Receipt.objects.exclude(subject="").count() == len(said_in(release))
    assert first_broken(commune.pk) is None


def test_the_newest_release_tells_of_every_kind():
    assert {said["kind"] for said in said_in(RELEASES[-1])} == set(OPERATIONS)
