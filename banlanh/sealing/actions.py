"""What is done with keys. The audit log tells that it was done, never a key (PROTECTION SEC-21, 22, 24)."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID, uuid4

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from banlanh.audit.actions import NO_COMMUNE, record
from banlanh.core.homes import KEYS, SEALED
from banlanh.core.refusal import Refused

from . import master, queries, shares
from .crypto import new_key, seal
from .models import DataKey, MasterKey, Shredded

BATCH = 200
ALREADY = "Máy này đã có khóa. Muốn đổi khóa, chạy: banlanh keys rotate"
LOST = (
    "Tệp khóa không còn, mà hồ sơ niêm phong bằng khóa ấy vẫn còn. Khóa mới không mở được hồ sơ cũ. "
    "Xin lấy lại khóa từ hai trong ba tờ giấy: banlanh keys join"
)


def make_master() -> None:
    """The first master key of this machine."""
    if master.path().exists():
        raise Refused(ALREADY)
    if queries.wraps():
        raise Refused(LOST)
    master.write({1: new_key()})
    make_key(NO_COMMUNE, number=queries.SEARCH)
    tell("made", 1)


def split_master() -> list[str]:
    """The words of three papers, of which any two give the newest master key back."""
    newest = max(master.read())
    papers = shares.split(master.read()[newest])
    tell("split", newest, split_at=timezone.now())
    return papers


def join_master(papers: list[str]) -> int:
    """Put the file back from two papers; the version of the key that they gave."""
    if master.path().exists():
        raise Refused(ALREADY)
    key = shares.join(papers)
    version = queries.version_of(key)
    master.write({version: key})
    tell("joined", version)
    return version


@transaction.atomic(using=SEALED)
def tell(verb: str, version: int, **when: object) -> None:
    known, _ = MasterKey.objects.update_or_create(version=version, defaults=when)
    record(f"sealing.{verb}", known, by=None)


def make_key(commune: int, *, number: UUID | None = None) -> UUID:
    """A new data key. Made before what it opens, in a database of its own: one that opens nothing harms nothing."""
    plain, key = new_key(), DataKey(id=number or uuid4(), commune=commune)
    with transaction.atomic(using=KEYS):
        wrap(key, plain, master.read())
        ring = master.read()  # again, behind the write: whoever changes the master key meanwhile sees this row or waits
        if max(ring) != key.master:
            wrap(key, plain, ring)
    return key.pk


def key_for(number: UUID) -> bytes:
    """A key of the house itself, made at first need; of two who need it at once one makes it."""
    master.read()  # a machine without one says so
    if not queries.WRAPPED(numbers=[number]):
        with suppress(IntegrityError), transaction.atomic(using=KEYS):
            make_key(NO_COMMUNE, number=number)
    return queries.key_of(number)


def wrap(key: DataKey, plain: bytes, ring: master.Ring) -> None:
    key.master = max(ring)
    key.wrapped = seal(ring[key.master], plain, about=key.place, step=1)
    key.save()


def give_key(number: UUID, commune: int) -> None:
    """To whom a key belongs now: its file went there. Rights never hang on it; who holds the file destroys the key."""
    DataKey.objects.filter(pk=number).update(commune=commune)


def shred(number: UUID, *, commune: int, by: models.Model | None) -> None:
    """Destroy a key, and with it what it opens, in every backup too (SEC-24). Twice, or after a cut, is harmless."""
    with transaction.atomic(using=SEALED):
        told, is_new = Shredded.objects.using(SEALED).get_or_create(key=number, defaults={"commune": commune})
        if is_new:
            record("sealing.shredded", told, by=by)
    with transaction.atomic(using=KEYS):
        Shredded.objects.using(KEYS).get_or_create(key=number, defaults={"commune": commune, "at": told.at})
        DataKey.objects.filter(pk=number).delete()


def finish_shredding() -> int:
    """Do to the end what a cut or an old backup left halfway; how many keys that were."""
    left = list(queries.unfinished())
    for each in left:
        shred(each.key, commune=each.commune, by=None)
    return len(left)


def rotate(say: Callable[[int, int], object] = lambda done, of: None) -> int:
    """Wrap every data key by a new master key, then forget the old; its new version.

    Pages go on meanwhile: the file holds both versions until no key is wrapped by the old one. Begun again after a
    cut, it goes on where it was.
    """
    ring = dict(master.read())
    if len(ring) == 1:
        ring[max(ring) + 1] = new_key()
        master.write(ring)
        tell("made", max(ring))
    newest = max(ring)
    old, done = DataKey.objects.exclude(master=newest), 0
    many = old.count()
    while moved := rewrap(old, ring):
        done += moved
        say(done, many)
    master.write({newest: ring[newest]})
    for version in ring.keys() - {newest}:
        tell("retired", version, retired_at=timezone.now())
    return newest


@transaction.atomic(using=KEYS)
def rewrap(old: models.QuerySet[DataKey], ring: master.Ring) -> int:
    batch = list(old.select_for_update()[:BATCH])
    for key in batch:
        wrap(key, queries.unwrap(key, ring), ring)
    return len(batch)
