"""Four curious people try to learn one name: by every page, by searching for it, by guessing codes. None does."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from banlanh.care.codes import new_code
from banlanh.core.homes import KEYS, SEALED, WORKING
from tests.support.factor import show_factor
from tests.support.nightly import at_night
from vanban.text import search_key

from .files import ASSIGNED, TOLD
from .pages import PAGES
from .sealed_pages import CARE, TIPS
from .world import IDENTITIES, World

pytestmark = pytest.mark.django_db(databases="__all__")

NAME, BORN = TOLD.identity["full_name"], TOLD.identity["born"]
CURIOUS = {"R7": "village head", "R8b": "union's chair", "R1": "secretary", "R14": "administrator"}
GUESSES = at_night(200, 5)
TRIED = at_night(PAGES, CARE | TIPS)  # with each change, the walk of every role seeks canaries in the others
WHY = "Người này đang cấp cứu ở trạm, cần báo ngay cho gia đình"


def tells_name(response: HttpResponse) -> bool:
    """With its marks or without, in the page or in what is sent beside it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = f"{response.headers} {body.decode('utf-8', 'replace')}"
    return NAME in said or search_key(NAME) in said.lower()


class Curious:
    """Somebody who tries whatever there is to try; what it changes is undone."""

    def __init__(self, world: World, role: str):
        self.world, self.client = world, Client()
        self.who = next(each for each in IDENTITIES if each.role == role)
        self.client.force_login(world.people[self.who.name])
        show_factor()
        self.cookies = self.client.cookies.copy()

    def ask(self, address: str, typed: dict | None = None) -> HttpResponse:
        self.client.cookies = self.cookies.copy()
        with transaction.atomic(), transaction.atomic(using=SEALED), transaction.atomic(using=KEYS):
            response = self.client.get(address) if typed is None else self.client.post(address, typed)
            for database in (WORKING, SEALED, KEYS):
                transaction.set_rollback(True, using=database)
        return response

    def every_page(self) -> Iterator[tuple[str, HttpResponse]]:
        for name, page in [(name, page) for name, pages in TRIED.items() for page in pages]:
            for target in {self.who.body if each == "own" else each: None for each in page.targets}:
                address = reverse(name, args=page.args(self.world, target), query=page.query(self.world, target))
                for method in page.methods:
                    yield f"{method} {address}", self.ask(address, page.form if method == "POST" else None)


@pytest.mark.parametrize("role", CURIOUS, ids=CURIOUS.get)
def test_no_page_tells_the_name_to_who_is_only_curious(world: World, role, record_property):
    answers = {asked: tells_name(answer) for asked, answer in Curious(world, role).every_page()}
    assert [asked for asked, is_told in answers.items() if is_told] == []
    record_property("answers", len(answers))
    assert len(answers) > len(TRIED)


@pytest.mark.parametrize("role", CURIOUS, ids=CURIOUS.get)
@pytest.mark.parametrize(
    ("page", "typed"),
    [("care:find", {"full_name": NAME, "born": BORN}), ("livelihoods:find", {}), ("care:find", {"number": "010191"})],
)
def test_searching_for_the_name_finds_no_code(world: World, role, page, typed):
    answer = Curious(world, role).ask(reverse(page, query={"q": NAME}), typed)
    assert not any(file.code in answer.content.decode() for file in world.files.of.values())


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
    assert tells_name(officer.ask(reverse("care:legal", args=[file.code]), {"purpose": "file"}))
    found = officer.ask(reverse("care:find"), {"full_name": NAME, "born": BORN})
    assert file.code in found.content.decode()
    told = [asked for asked, answer in officer.every_page() if tells_name(answer)]
    assert [asked.split("/")[-2] for asked in told] == ["ho-so"] * len(told) != []
