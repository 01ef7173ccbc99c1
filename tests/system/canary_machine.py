"""A life on databases that are files; then every byte that the machine holds or said is searched for what was typed.

For a process of its own, since the tests' databases lie in memory: `live(root)`. In the folder `root` lie `data`,
`khoa` and `tmp`, `log` with all that this process writes, and what commands and backups make.
"""

import json
import logging
import os
import shutil
import sqlite3
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connections, transaction
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from django.urls import reverse

from banlanh import cli
from banlanh.accounts.models import Session
from banlanh.care.models import SupportedPerson
from banlanh.plans.tests.plan import published
from banlanh.publicity.models import Announcement
from banlanh.reminders import actions as reminders
from banlanh.sealing import master
from banlanh.sealing.actions import make_master
from banlanh.sealing.models import DataKey
from banlanh.sealing.queries import key_of
from tests.conventions.canaries import faults_of
from tests.support.canaries import Canaries, Canary
from tests.support.nightly import IS_NIGHT

from . import canary_life as lives
from .canary_life import FORMS, Asked, Life, takes_words

DATABASES = {"default": "banlanh", "sealed": "sealed", "keys": "keys"}
# Passwords that have a word of their own already, and the code of a file.
SAID_BEFORE = {"KeyForm.current", "KeyForm.again", "PassphraseForm.old", "PassphraseForm.again", "BreakForm.code"}
SAID_BEFORE |= {"ShareForm.passphrase", "OpeningForm.number", "AllowanceForm.number"}  # of a decision, about nobody
FEW = 3  # requests that are tried until one comes to the function again
MASTER = Canary("master key")
PUSHED = "https://fcm.googleapis.com/fcm/send/may"


def live(root: Path) -> None:
    weak = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    weak |= {"TIP_KEY_MEMORY": 8192, "TIP_KEY_ROUNDS": 1}
    setup_test_environment()
    with override_settings(**weak):
        bring_tables()
        words, faults = walked() if IS_NIGHT else (Canaries(), [])
        life = lived(words)
        said = {"forced": made_to_fail(life), "faults": faults}
        said |= searched(life, root)
        said["leaked"] = leaked(life, root)
    (root.parent / "found.json").write_text(json.dumps(said, ensure_ascii=False, indent=1))


def bring_tables() -> None:
    """A copy of the tables that the run's first test migrated, where there is one."""
    once = Path(os.environ.get("BANLANH_TEST_FOLDER", "khong-co"), "once")
    for alias, name in DATABASES.items():
        kept = once / f"migrated-sqlite-{alias}" / "sqlite3"
        if kept.exists():
            shutil.copy(kept, settings.DATA_DIR / f"{name}.sqlite3")
    cli.migrate()


def walked() -> tuple[Canaries, list[str]]:
    """Every page as everybody, as `tests/conventions` walks, on these databases."""
    from tests.conventions.pages import PAGES
    from tests.conventions.walk import Visitor
    from tests.conventions.world import IDENTITIES, World

    world = World()
    return world.canaries, [fault for who in IDENTITIES for fault in Visitor(world, who).mismatches(sorted(PAGES))]


def lived(words: Canaries) -> Life:
    if not master.path().exists():
        make_master()
    life = Life(words)
    published(life.place, life.users["R1"])
    lives.sign_in(life)
    person = lives.open_file(life, "one")
    lives.care_for(life, person, "one")
    lives.look(life, person, "one")
    lives.take_along(life, person, "one")
    lives.find(life, life.identity)
    lives.close_file(life, lives.open_file(life, "other"), "other")
    lives.tell_tips(life)
    lives.tell_unseen(life)
    lives.go_wrong(life, person)
    with closed_rooms():
        life.ask("R3", reverse("care:index"), status=503)
    remind(life)
    return life


@contextmanager
def closed_rooms() -> Iterator[None]:
    aside = master.path().with_suffix(".aside")
    master.path().rename(aside)
    yield
    aside.rename(master.path())


def remind(life: Life) -> None:
    """Mail, pushes and calendars of everybody on a morning when work is late."""
    pushed: list[str] = []
    for user in life.users.values():
        reminders.add_push(endpoint=f"{PUSHED}-{user.pk}", keys={}, by=user)
        life.ask(Client(), reverse("reminders:calendar", args=[reminders.open_feed(by=user)]))
    with override_settings(MAIL_SERVER="smtp://thu"):  # under the tests' settings, mail lies in `mail.outbox`
        for user in life.users.values():
            reminders.add_mail(address=f"nguoi-{user.pk}@vidu.vn", by=user)
        with patch("pywebpush.webpush", lambda to, said, **_: pushed.append(said)):
            cli.main(["tick"])
    told = [(each, "pushes") for each in pushed]
    told += [(f"{each.subject}\n{each.body}", "mails") for each in mail.outbox]
    for said, kind in told:
        life.faults += [f"{kind}: {canary}" for canary in life.words.sweep(said.encode(), kind)]


# --- errors ---------------------------------------------------------------------------------------------------


def made_to_fail(life: Life) -> int:
    """How many requests ended in an error that was forced; each error says all that its function was given (SEC-52).

    Every function that somebody's request came through fails, in one such request; at night in all.
    """
    forced = 0
    for number, function in enumerate(dict.fromkeys(each for asked in life.asked for each in asked.came_through)):
        kind = (RuntimeError, DatabaseError)[number % 2]
        through = {asked.key: asked for asked in life.asked if function in asked.came_through}
        fell = (failed(life, asked, function, kind) for asked in through.values())
        forced += sum(fell) if IS_NIGHT else any(islice(fell, FEW))
    return forced


GO_ON = {"/dong-bo/"}  # where phones are served all the same, with no card (ADR 31), and each operation is tried apart


def failed(life: Life, asked: Asked, function: Callable, kind: type[Exception]) -> bool:
    """Whether the request came there again: what was done once may be done already."""
    with life.gate.failing(function, kind) as fell, undone():
        response = asked.again()
    if fell:
        faults = list(faults_of(life.words, response, b"".join(response), set()))
        right = (500, 503, 200) if asked.address in GO_ON else (500, 503)
        faults += [f"{response.status_code} for an error"] * (response.status_code not in right)
        life.faults += [f"{asked.address} without {function.__qualname__}: {fault}" for fault in faults]
    return bool(fell)


@contextmanager
def undone() -> Iterator[None]:
    with ExitStack() as stack:
        for database in DATABASES:
            stack.enter_context(transaction.atomic(using=database))
        yield
        for database in DATABASES:
            transaction.set_rollback(True, using=database)


# --- what the machine holds -----------------------------------------------------------------------------------


def searched(life: Life, root: Path) -> dict:
    """All that lies there while the databases are in use, and once they are closed."""
    keep_keys(life.words)
    ended = {name: cli.main(words) for name, words in commands(root).items()}
    given = life.words.word("what a command was working on")
    with patch("banlanh.reminders.management.commands.tick.end_terms", side_effect=RuntimeError(given)):
        ended["tick"] = cli.main(["tick"])
    keep_keys(life.words)
    back_up(root)
    for session in Session.objects.all():
        life.faults += [
            f"session: {each}" for each in life.words.sweep(str(session.get_decoded()).encode(), "sessions")
        ]
    found = found_in(life.words, root)
    connections.close_all()
    found |= found_in(life.words, root, "data")
    fields = {
        f"{form.__name__}.{name}" for form in FORMS for name, each in form.base_fields.items() if takes_words(each)
    }
    typed = {canary.field for canary in life.words.planted.values()}
    return {
        "commands": ended,
        "never filled in": sorted(fields - typed - SAID_BEFORE),
        "wrong answers": life.faults,
        "found": sorted(found),
        "words": len(life.words.planted) + len(life.words.secrets),
        "answers": life.words.answers,
        "bytes": life.words.bytes,
    }


def commands(root: Path) -> dict[str, list[str]]:
    made = root / "made"
    made.mkdir()
    return {
        "check": ["check"],
        "report": ["report", "monthly", "--month", "2026-10", "--out", str(made / "bao-cao.docx")],
        "status": ["keys", "status"],
        "split": ["keys", "split", "--out", str(made / "to-khoa.pdf")],
        "rotate": ["keys", "rotate"],
    }


def keep_keys(words: Canaries) -> None:
    """Every key of this moment is searched for as a word is."""
    for key in master.read().values():
        words.keep(key, *MASTER)
    for each in DataKey.objects.all():
        words.keep(key_of(each.pk), "data key")


def back_up(root: Path) -> None:
    """As one would copy a machine that runs: by SQLite itself, twice, and the whole folder as it lies."""
    kept = root / "backup"
    kept.mkdir()
    for path in settings.DATA_DIR.glob("*.sqlite3"):
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(kept / f"copy-{path.name}")) as copy:
            source.backup(copy)
            source.execute("VACUUM INTO ?", [str(kept / f"vacuumed-{path.name}")])
    with tarfile.open(kept / "data.tar.gz", "w:gz", compresslevel=1) as packed:
        packed.add(settings.DATA_DIR, "data")


def found_in(words: Canaries, root: Path, *folders: str) -> set[str]:
    """Which files tell what; the master key may lie in its own file and nowhere else."""
    sys.stdout.flush(), sys.stderr.flush()
    found = set()
    for path in (path for folder in folders or (".",) for path in (root / folder).rglob("*") if path.is_file()):
        kind = "".join(path.suffixes[-2:]) or path.name
        told = words.sweep(path.read_bytes(), kind) | words.sweep(str(path).encode(), "names of files")
        told -= {MASTER} if path == master.path() else set()
        found |= {f"{path.relative_to(root)}: {canary.field}" for canary in told}
    return found


def leaked(life: Life, root: Path) -> list[str]:
    """Where the same search finds what lies open: in a table, in the sealed database, in the log, beside them."""
    word = life.words.word("a leak")
    Announcement.objects.create(commune=life.place, text=word, prepared_by=life.users["R1"])
    SupportedPerson.objects.filter(closed_on=None, commune=life.place.pk).update(code=word)
    logging.getLogger("banlanh").warning("did not find %s", word)
    (root / "tmp" / "so.csv").write_text(word, "utf-16")
    return sorted(found_in(life.words, root, "data", "log", "tmp"))
