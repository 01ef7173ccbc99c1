import json
import os
import stat
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError
from pypdf import PdfReader

from banlanh.audit.models import Event
from banlanh.core.homes import KEYS, SEALED
from banlanh.core.refusal import Refused
from banlanh.sealing import actions, master, queries
from banlanh.sealing.crypto import Broken
from banlanh.sealing.models import DataKey, MasterKey, Shredded
from banlanh.sealing.printing import KEEPERS, printed

pytestmark = pytest.mark.django_db(databases=[SEALED, KEYS])
COMMUNE = 7


# --- the file ---------------------------------------------------------------------------------------------


def test_the_key_file_is_read_by_its_owner_alone(ring):
    assert stat.S_IMODE(master.path().stat().st_mode) == 0o600
    assert stat.S_IMODE(master.path().parent.stat().st_mode) == 0o700
    assert [len(key) for key in ring.values()] == [32]


def test_without_the_file_the_reason_is_said_and_nothing_is_made():
    with pytest.raises(Refused, match="chưa có tệp khóa"):
        actions.make_key(COMMUNE)
    assert not DataKey.objects.exists()


def test_marks_find_the_same_again_and_tell_nothing_by_themselves(ring):
    marks = {queries.mark_of(str(number)) for number in range(2000)}
    assert len(marks) > 1990
    assert queries.mark_of("012345678901") == queries.mark_of("012345678901") < 2**32
    before = queries.mark_of("1")
    actions.rotate()
    assert queries.mark_of("1") == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o601])
def test_a_file_that_others_can_read_is_refused(ring, mode):
    os.chmod(master.path(), mode)
    with pytest.raises(Refused, match="chmod 600"):
        master.read()


@pytest.mark.parametrize("said", ["", "[]", "{", '{"a": "b"}', '{"1": "không"}', "1"])
def test_a_file_that_is_not_whole_is_refused(ring, said):
    master.path().write_text(said)
    with pytest.raises(Refused, match="không đọc được"):
        master.read()


def test_a_second_master_key_is_never_made_over_the_first(ring):
    with pytest.raises(Refused, match="đã có khóa"):
        actions.make_master()
    assert master.read() == ring


# --- the papers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [(0, 1), (0, 2), (1, 2), (2, 0)])
def test_any_two_of_the_three_papers_give_the_key_back(ring, kept):
    number, papers = actions.make_key(COMMUNE), actions.split_master()
    key = queries.key_of(number)
    master.path().unlink()
    assert actions.join_master([f"  {papers[at].upper()} " for at in kept]) == 1
    assert master.read() == ring
    assert queries.key_of(number) == key


def test_two_papers_of_the_newest_key_tell_its_version(ring):
    actions.make_key(COMMUNE)
    actions.rotate()
    papers = actions.split_master()
    master.path().unlink()
    assert actions.join_master(papers[:2]) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one, other: [one],
        lambda one, other: [one, one],
        lambda one, other: [one, ""],
        lambda one, other: [one, other.replace(other.split()[7], "academic", 1)],
        lambda one, other: [one, " ".join(reversed(other.split()))],
        lambda one, other: [one, f"{other} từ"],
    ],
)
def test_papers_that_do_not_fit_are_refused_and_nothing_is_written(ring, spoil):
    one, other, _ = actions.split_master()
    master.path().unlink()
    with pytest.raises(Refused, match="Không ghép được khóa"):
        actions.join_master(spoil(one, other))
    assert not master.path().exists()


def test_papers_of_a_key_given_up_are_refused(ring):
    actions.make_key(COMMUNE)
    papers = actions.split_master()
    actions.rotate()
    master.path().unlink()
    with pytest.raises(Refused, match="đã đổi từ ngày in"):
        actions.join_master(papers[1:])


def test_where_files_wait_for_a_lost_key_no_new_one_is_made(ring):
    actions.make_key(COMMUNE)
    master.path().unlink()
    with pytest.raises(Refused, match="banlanh keys join"):
        actions.make_master()


def test_what_was_done_with_the_key_is_told_and_never_the_key(ring):
    papers = actions.split_master()
    actions.rotate()
    told = Event.objects.using(SEALED).order_by("sequence")
    assert [event.verb for event in told] == [f"sealing.{verb}" for verb in ("made", "split", "made", "retired")]
    assert not any(event.detail for event in told)
    assert MasterKey.objects.get(version=1).retired_at
    assert not set(papers[0].split()) & set(repr(list(MasterKey.objects.values())).split())


def test_the_papers_are_printed_one_a_page_with_every_word(ring):
    papers = actions.split_master()
    pages = [page.extract_text() for page in PdfReader(BytesIO(printed(papers, "27/11/2026"))).pages]
    assert len(pages) == len(papers) == len(KEEPERS)
    for keeper, words, page in zip(KEEPERS, papers, pages, strict=True):
        assert keeper in page
        assert all(f"{number}. {word}" in " ".join(page.split()) for number, word in enumerate(words.split(), start=1))


# --- the keys of people -----------------------------------------------------------------------------------


def test_a_key_is_the_same_each_time_and_another_s_is_another(ring):
    one, other = actions.make_key(COMMUNE), actions.make_key(COMMUNE)
    assert queries.key_of(one) == queries.key_of(one) != queries.key_of(other)


def test_the_key_store_holds_no_key_in_the_clear(ring):
    number = actions.make_key(COMMUNE)
    stored = bytes(DataKey.objects.get(pk=number).wrapped)
    assert queries.key_of(number) not in stored
    assert ring[1] not in stored


def test_a_wrapped_key_opens_under_no_other_number(ring):
    one, other = actions.make_key(COMMUNE), actions.make_key(COMMUNE)
    DataKey.objects.filter(pk=other).update(wrapped=DataKey.objects.get(pk=one).wrapped)
    with pytest.raises(Broken):
        queries.key_of(other)


def test_an_unknown_number_is_broken_and_so_is_the_whole_request(ring):
    with pytest.raises(Broken):
        queries.keys_of([actions.make_key(COMMUNE), uuid4()])


# --- the master key changes -------------------------------------------------------------------------------


def test_a_new_master_key_opens_all_and_the_old_one_is_gone(ring):
    keys = queries.keys_of([actions.make_key(COMMUNE) for _ in range(450)])
    assert actions.rotate() == 2
    assert queries.keys_of(keys) == keys
    assert set(master.read()) == {2}
    assert master.read()[2] != ring[1]
    assert queries.wraps() == {2: 451}  # the key of the marks too


def test_what_the_old_master_key_wrapped_is_refused_afterwards(ring):
    number = actions.make_key(COMMUNE)
    before = DataKey.objects.get(pk=number)
    actions.rotate()
    DataKey.objects.filter(pk=number).update(master=before.master, wrapped=before.wrapped)
    with pytest.raises(Broken, match="no version 1"):
        queries.key_of(number)
    DataKey.objects.filter(pk=number).update(master=2)
    with pytest.raises(Broken):
        queries.key_of(number)


@pytest.mark.parametrize("step", range(7))
def test_a_change_cut_at_any_step_goes_on_where_it_was(ring, monkeypatch, step):
    """At every write, of the file or of a batch, the world ends; each key opens before, between and after."""
    monkeypatch.setattr(actions, "BATCH", 2)
    keys = queries.keys_of([actions.make_key(COMMUNE) for _ in range(9)])
    cut_after(step, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        actions.rotate()
    monkeypatch.undo()
    assert queries.keys_of(keys) == keys
    late = actions.make_key(COMMUNE)
    assert actions.rotate() == 2
    assert queries.keys_of(keys) == keys
    assert queries.key_of(late)
    assert set(master.read()) == {2}


def cut_after(steps: int, monkeypatch) -> None:
    left = iter(range(steps))

    def before(step):
        def cut(*given, **named):
            if next(left, None) is None:
                raise KeyboardInterrupt
            return step(*given, **named)

        return cut

    monkeypatch.setattr(actions, "rewrap", before(actions.rewrap))
    monkeypatch.setattr(master, "write", before(master.write))


def test_a_change_tells_how_far_it_is(ring, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    for _ in range(5):
        actions.make_key(COMMUNE)
    said = []
    actions.rotate(lambda done, of: said.append((done, of)))
    assert said == [(2, 6), (4, 6), (6, 6)]


def test_a_key_made_while_the_master_key_changes_is_wrapped_by_the_new_one(ring, monkeypatch):
    read, seen = master.read, []

    def changed_between():
        seen.append(read())
        if len(seen) == 1:
            master.write({**seen[0], 2: os.urandom(32)})
        return seen[-1]

    monkeypatch.setattr(master, "read", changed_between)
    number = actions.make_key(COMMUNE)
    assert DataKey.objects.get(pk=number).master == 2


# --- a key is destroyed -----------------------------------------------------------------------------------


def test_a_destroyed_key_opens_nothing_and_is_told_on_both_sides(ring):
    number = actions.make_key(COMMUNE)
    actions.shred(number, commune=COMMUNE, by=None)
    with pytest.raises(Broken):
        queries.key_of(number)
    assert not DataKey.objects.filter(pk=number).exists()
    assert all(Shredded.objects.using(side).filter(key=number).exists() for side in (SEALED, KEYS))
    event = Event.objects.using(SEALED).get(commune=COMMUNE)
    assert (event.verb, event.detail) == ("sealing.shredded", {})


def test_twice_is_harmless(ring):
    number = actions.make_key(COMMUNE)
    actions.shred(number, commune=COMMUNE, by=None)
    actions.shred(number, commune=COMMUNE, by=None)
    assert Event.objects.using(SEALED).filter(commune=COMMUNE).count() == 1


def test_an_old_backup_of_the_keys_revives_nothing(ring):
    """The trap of SEC-24: the key store of last week comes back, with the key and without the ledger."""
    number = actions.make_key(COMMUNE)
    old = DataKey.objects.get(pk=number)
    actions.shred(number, commune=COMMUNE, by=None)
    Shredded.objects.using(KEYS).all().delete()
    old.save(force_insert=True)
    with pytest.raises(Broken, match="destroyed"):
        queries.key_of(number)
    assert [each.key for each in queries.unfinished()] == [number]
    assert actions.finish_shredding() == 1
    assert not DataKey.objects.filter(pk=number).exists()
    assert actions.finish_shredding() == 0


def test_an_old_backup_of_the_files_is_told_what_was_destroyed(ring):
    number = actions.make_key(COMMUNE)
    actions.shred(number, commune=COMMUNE, by=None)
    Shredded.objects.using(SEALED).all().delete()
    with pytest.raises(Broken):
        queries.key_of(number)
    assert actions.finish_shredding() == 1
    assert Shredded.objects.using(SEALED).filter(key=number).exists()


def test_a_cut_between_the_two_sides_is_finished_later(ring, monkeypatch):
    number = actions.make_key(COMMUNE)
    monkeypatch.setattr(DataKey.objects, "filter", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.shred(number, commune=COMMUNE, by=None)
    monkeypatch.undo()
    with pytest.raises(Broken):
        queries.key_of(number)
    assert actions.finish_shredding() == 1
    assert not DataKey.objects.filter(pk=number).exists()


def test_what_the_log_cannot_tell_is_not_destroyed(ring, monkeypatch):
    number = actions.make_key(COMMUNE)
    monkeypatch.setattr(Event, "save", lambda *_, **__: (_ for _ in ()).throw(IntegrityError))
    with pytest.raises(IntegrityError):
        actions.shred(number, commune=COMMUNE, by=None)
    monkeypatch.undo()
    assert queries.key_of(number)
    assert not Shredded.objects.using(SEALED).exists()


def test_the_file_is_json_of_versions_and_keys(ring):
    assert set(json.loads(master.path().read_text())) == {"1"}
