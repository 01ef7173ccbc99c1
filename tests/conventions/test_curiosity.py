"""Four curious people try to learn one name: by every page, by searching for it, by guessing codes. None does."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from banlanh.care.codes import new_code
from banlanh.care.models import SupportedPerson
from banlanh.core.homes import KEYS, SEALED, WORKING
from banlanh.sealing.rows import opened
from tests.support.factor import show_factor
from tests.support.nightly import IS_NIGHT
from vanban.text import search_key

from .files import ASSIGNED
from .pages import PAGES
from .world import IDENTITIES, World

pytestmark = [
    pytest.mark.django_db(databases="__all__"),
    pytest.mark.skipif(not IS_NIGHT, reason="by day the walk of every role seeks the same names in every answer"),
]

CURIOUS = {"R7": "village head", "R8b": "union's chair", "R1": "secretary", "R14": "administrator"}
GUESSES = 200
WHY = "Người này đang cấp cứu ở trạm, cần báo ngay cho gia đình"


def identity_of(person: SupportedPerson) -> dict:
    [told] = opened(SupportedPerson.objects.filter(pk=person.pk), "identity")
    return told["identity"]


class Curious:
    """Somebody who tries whatever there is to try; what it changes is undone."""

    def __init__(self, world: World, role: str):
        self.world, self.client = world, Client()
        self.who = next(each for each in IDENTITIES if each.role == role)
        self.client.force_login(world.people[self.who.name])
        show_factor()
        self.cookies = self.client.cookies.copy()
        self.told = {person: identity_of(person) for person in world.files.of.values()}

    def learns(self, response: HttpResponse) -> bool:
        """Somebody's name, with its marks or without, from the page or from what is sent beside it."""
        body = b"".join(response.streaming_content) if response.streaming else response.content
        said = f"{response.headers} {body.decode('utf-8', 'replace')}"
        names = [identity["full_name"] for identity in self.told.values()]
        return any(name in said or search_key(name) in said.lower() for name in names)

    def name_of(self, stand: str) -> dict:
        """What one types who seeks this one by name."""
        return {each: self.told[self.world.files.of[stand]][each] for each in ("full_name", "born")}

    def ask(self, address: str, typed: dict | None = None) -> HttpResponse:
        self.client.cookies = self.cookies.copy()
        with transaction.atomic(), transaction.atomic(using=SEALED), transaction.atomic(using=KEYS):
            response = self.client.get(address) if typed is None else self.client.post(address, typed)
            for database in (WORKING, SEALED, KEYS):
                transaction.set_rollback(True, using=database)
        return response

    def every_page(self) -> Iterator[tuple[str, HttpResponse]]:
        for name, page in [(name, page) for name, pages in PAGES.items() for page in pages]:
            for target in {self.who.body if each == "own" else each: None for each in page.targets}:
                address = reverse(name, args=page.args(self.world, target), query=page.query(self.world, target))
                for method in page.methods:
                    yield f"{method} {address}", self.ask(address, page.form if method == "POST" else None)


@pytest.mark.parametrize("role", CURIOUS, ids=CURIOUS.get)
def test_no_page_tells_a_name_to_who_is_only_curious(world: World, role, record_property):
    curious = Curious(world, role)
    answers = {asked: curious.learns(answer) for asked, answer in curious.every_page()}
    assert [asked for asked, is_told in answers.items() if is_told] == []
    record_property("answers", len(answers))
    assert len(answers) > len(PAGES)


@pytest.mark.parametrize("role", CURIOUS, ids=CURIOUS.get)
@pytest.mark.parametrize("page", ["care:find", "livelihoods:find"])
def test_searching_for_a_name_finds_no_code(world: World, role, page):
    curious = Curious(world, role)
    typed = curious.name_of(ASSIGNED)
    for answer in (curious.ask(reverse(page), typed), curious.ask(reverse(page, query={"q": typed["full_name"]}))):
        assert not any(file.code in answer.content.decode() for file in curious.told)


@pytest.mark.parametrize("role", CURIOUS, ids=CURIOUS.get)
def test_guessed_codes_open_nothing(world: World, role):
    curious = Curious(world, role)
    for code in [new_code() for _ in range(GUESSES)]:
        for part in ("show", "card", "legal", "tests"):
            address = reverse(f"care:{part}", args=[code])
            assert curious.ask(address, None if part == "show" else {"purpose": "own_request"}).status_code == 404
        broken = curious.ask(reverse("care:break_glass"), {"code": code, "words": WHY})
        assert broken.status_code == (422 if role == "R1" else 404)


def test_the_officer_is_told_it_for_a_purpose_and_finds_the_code(world: World):
    """So that what the others are not told is there to be found."""
    officer, file = Curious(world, "R4"), world.files.of[ASSIGNED]
    assert officer.learns(officer.ask(reverse("care:legal", args=[file.code]), {"purpose": "file"}))
    assert file.code in officer.ask(reverse("care:find"), officer.name_of(ASSIGNED)).content.decode()
    told = [asked for asked, answer in officer.every_page() if officer.learns(answer)]
    assert [asked.split("/")[-2] for asked in told] == ["ho-so"] * len(told) != []
