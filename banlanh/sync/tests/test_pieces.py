"""A picture in pieces: over a line that breaks it goes on from where the server has it, and is kept once."""

import os
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banlanh.accounts.models import Post
from banlanh.audit.models import Event
from banlanh.core.homes import KEYS
from banlanh.core.refusal import Refused
from banlanh.records.models import Attachment
from banlanh.sealing import actions as sealing
from banlanh.sync import forms, handover, pictures, rules
from banlanh.sync.models import LIVES, Device, Quarantined, Upload
from tests.support.handing import sealed_picture
from tests.support.nightly import at_night

pytestmark = pytest.mark.django_db(databases="__all__")
LONG, PIECE = 1000, 300


@dataclass
class Picture:
    content: bytes = field(default_factory=lambda: b"\xff\xd8\xff" + os.urandom(LONG - 3))
    digest: str = ""

    def piece(self, offset: int, size: int = PIECE, **changed) -> dict:
        said = {"offset": offset, "length": len(self.content)}
        said |= {"digest": self.digest or sha256(self.content).hexdigest()}
        return said | {"file": SimpleUploadedFile("anh.jpg", self.content[offset : offset + size])} | changed

    @property
    def question(self) -> dict:
        return self.piece(0, 0)

    @property
    def pieces(self) -> list[dict]:
        return [self.piece(offset) for offset in range(0, LONG, PIECE)]


@pytest.fixture
def told(browser_of, lan) -> Callable:
    """What the server answers to this piece of the picture of an operation."""
    browsers = {lan.pk: browser_of(lan)}

    def sent(operation: dict, piece: dict, *, by=lan):
        browser = browsers.setdefault(by.pk, browser_of(by))
        piece["file"].seek(0)
        answer = browser.post("/dong-bo/anh/", {"operation": operation["id"]} | piece)
        return answer.json().get("sentence") or answer.json()["offset"]

    return sent


@pytest.fixture
def raised(send, operation, village) -> Callable[[], dict]:
    """A difficulty that the server has."""

    def made() -> dict:
        words = {"happened_on": "20/11/2026", "text": "Loa hỏng, chưa sửa được."}
        sent = operation("record.difficulty", body=village.pk, **words)
        send(sent)
        return sent

    return made


def kept(operation: dict) -> list[bytes]:
    """What stands behind it."""
    return [Path(each.file.path).read_bytes() for each in Attachment.objects.filter(owner=operation["id"])]


def test_pieces_that_come_twice_or_too_early_are_answered_with_how_much_is_here(raised, told):
    work, picture = raised(), Picture()
    first, second, third, last = picture.pieces
    answers = [told(work, each) for each in (picture.question, second, first, first, picture.question, third, second)]
    assert answers == [0, 0, 300, 300, 300, 300, 600]
    assert kept(work) == []
    assert [told(work, each) for each in (first, third, last, last, first, picture.question)] == [600, 900, *[LONG] * 4]
    assert kept(work) == [picture.content]
    assert Event.objects.filter(verb="difficulty.photographed").count() == 1
    assert bytes(Upload.objects.get().content) == b""


def test_a_post_that_ended_while_the_picture_waited_for_others_counts(raised, lan):
    work, picture = raised(), Picture()
    piece = pictures.Piece(work["id"], sha256(picture.content).hexdigest(), LONG, 0, picture.content)
    assert lan.reach.posts  # as a request reads it before it waits
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 1))
    with pytest.raises(Refused):
        pictures.take(piece, by=lan)
    assert kept(work) == []


@settings(max_examples=at_night(300, 8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, LONG), st.integers(0, LONG)), max_size=8))
def test_whatever_arrives_before_the_phone_goes_on_from_what_it_is_told(raised, lan, hostile):
    work, picture, here = raised(), Picture(), 0

    def take(offset: int, size: int) -> int:
        said = picture.piece(offset, size)
        piece = pictures.Piece(work["id"], said["digest"], LONG, offset, said["file"].read())
        return pictures.take(piece, by=lan)

    for offset, size in hostile:
        here, before = take(offset, size), here
        assert here == (min(offset + size, LONG) if offset == before else before)
    while here < LONG:
        here = take(here, PIECE)
    assert kept(work) == [picture.content]


def test_of_a_sealed_picture_on_its_way_neither_a_word_nor_its_key_is_kept(raised, told, phone):
    sealing.make_master()
    work, clear = raised(), b"\xff\xd8\xff" + b"canary of a sheet " * 60
    sent, box = sealed_picture(clear, b64decode(handover.given(phone)["public"]))
    picture = Picture(sent)
    for offset in range(0, len(sent), PIECE):
        upload = Upload.objects.first()
        assert upload is None or (bytes(upload.content), bytes(upload.box)) == (sent[:offset], b"")
        told(work, picture.piece(offset, key=SimpleUploadedFile("blob", box)))
    assert b"canary of a sheet" not in sent and kept(work) == [clear]


def test_while_the_sealed_rooms_are_shut_only_the_piece_that_needs_its_key_waits(
    raised, lan, phone, browser_of, settings
):
    sealing.make_master()
    work, clear = raised(), b"\xff\xd8\xff" + b"a sheet " * 40
    sent, box = sealed_picture(clear, b64decode(handover.given(phone)["public"]))
    picture, there, browser = Picture(sent), settings.SEALED_KEY_FILE, browser_of(lan)

    def status(offset: int) -> int:
        piece = picture.piece(offset, key=SimpleUploadedFile("blob", box))
        return browser.post("/dong-bo/anh/", {"operation": work["id"]} | piece).status_code

    settings.SEALED_KEY_FILE = f"{there} is elsewhere"
    assert [status(0), status(PIECE), status(PIECE)] == [200, 503, 503] and kept(work) == []
    settings.SEALED_KEY_FILE = there
    assert status(PIECE) == 200 and kept(work) == [clear]


def test_who_only_asks_waits_for_nobody_who_writes(raised, lan, phone, browser_of, django_assert_num_queries):
    """No transaction begins for it, and no key is opened."""
    sealing.make_master()
    work, (sent, box) = raised(), sealed_picture(b"\xff\xd8\xff", b64decode(handover.given(phone)["public"]))
    question, browser = Picture(sent).piece(0, 0, key=SimpleUploadedFile("blob", box)), browser_of(lan)
    with CaptureQueriesContext(connection) as asked, django_assert_num_queries(0, using=KEYS):
        assert browser.post("/dong-bo/anh/", {"operation": work["id"]} | question).json()["offset"] == 0
    assert not [each["sql"] for each in asked if "SAVEPOINT" in each["sql"]]


def test_nobody_waits_for_a_picture_that_is_torn_or_here_already(raised, lan, browser_of):
    """No transaction begins for one that came at once."""
    work, picture, browser = raised(), Picture(), browser_of(lan)

    def said(**changed) -> dict:
        return browser.post("/dong-bo/anh/", {"operation": work["id"]} | picture.piece(0, LONG, **changed)).json()

    assert said()["offset"] == LONG
    with CaptureQueriesContext(connection) as asked:
        assert (said()["offset"], said(digest="0" * 64)) == (LONG, {"sentence": pictures.TORN})
    assert not [each["sql"] for each in asked if "SAVEPOINT" in each["sql"]]


def test_two_pictures_of_one_work_do_not_mix(raised, told):
    work, one, other = raised(), Picture(), Picture()
    assert [told(work, picture.pieces[0]) for picture in (one, other)] == [PIECE, PIECE]
    for number in (1, 2, 3):
        for picture in (one, other):
            told(work, picture.pieces[number])
    assert sorted(kept(work)) == sorted([one.content, other.content])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"length": LONG + 1}, pictures.TORN),
        ({"file": SimpleUploadedFile("anh.jpg", bytes(LONG))}, pictures.TORN),  # more than there is
        ({"length": pictures.MOST_BYTES + 29}, pictures.TOO_LARGE),
        ({"digest": ""}, forms.NO_DIGEST),
        ({"digest": "x" * 64}, "Nội dung này chưa đúng."),
        ({"offset": -1}, "Số nhỏ nhất là 0."),
        ({"operation": "0" * 32}, rules.FIRST_THE_WORK),
    ],
)
def test_a_piece_that_fits_nothing_is_told_why_and_changes_nothing(raised, told, changed, sentence):
    work, picture = raised(), Picture()
    told(work, picture.pieces[0])
    assert told(work, picture.piece(PIECE) | changed) == sentence
    assert told(work, picture.question) == PIECE


def test_pieces_that_make_another_picture_are_refused_whole(raised, told):
    work, picture = raised(), Picture(digest=sha256(b"another").hexdigest())
    assert [told(work, piece) for piece in picture.pieces] == [300, 600, 900, pictures.TORN]
    assert kept(work) == []


def test_nobody_adds_to_another_s_picture(raised, told, hoa):
    work, picture = raised(), Picture()
    told(work, picture.pieces[0])
    assert told(work, picture.pieces[1], by=hoa) == rules.FIRST_THE_WORK
    assert told(work, picture.question) == PIECE


def test_rights_are_asked_when_the_last_piece_comes(raised, told, lan):
    work, picture = raised(), Picture()
    first, second, third, last = picture.pieces
    assert [told(work, each) for each in (first, second, third)] == [300, 600, 900]
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    refused = told(work, last)
    assert isinstance(refused, str) and kept(work) == []
    Post.objects.filter(user=lan).update(ends_on=None)
    assert told(work, last) == LONG and kept(work) == [picture.content]


def test_of_a_phone_only_a_few_pictures_are_begun_at_once(raised, told):
    work, begun = raised(), [Picture() for _ in range(pictures.MOST_BEGUN + 2)]
    for picture in begun:
        told(work, picture.pieces[0])
    assert [told(work, picture.question) for picture in begun] == [0, 0, *[PIECE] * pictures.MOST_BEGUN]


def test_what_rested_for_a_pack_s_life_is_forgotten_and_what_waits_for_a_look_is_not(
    raised, told, send, airing, lan, monkeypatch
):
    half, picture = raised(), Picture()
    told(half, picture.pieces[0])
    Device.objects.update(made_at=rules.clock.now() - timedelta(days=9))
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    waits = airing()
    send(waits)
    for piece in picture.pieces:
        told(waits, piece)
    for days, left in ((-1, 2), (1, 1)):
        monkeypatch.setenv("BANLANH_TODAY", (date(2026, 11, 23) + LIVES + timedelta(days=days)).isoformat())
        call_command("tick")
        assert Upload.objects.count() == left
    assert Upload.objects.get().receipt.quarantined in Quarantined.objects.waiting()
    told_of = Event.objects.get(verb="sync.forgotten")
    assert told_of.detail == {"pictures": 1, "quarantined": 0, "receipts": 0}
