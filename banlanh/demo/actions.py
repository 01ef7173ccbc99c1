"""Makes the demonstration commune, and clears it.

The plan comes in by the product's own doors. The months of records after it do not: thousands of actions, each
with its rules and its event, would take minutes, and their events would say that people did what nobody did. So
records are written sideways, with the times that the story gives them, and one honest event says that a
demonstration was loaded, and for which day. Production never runs this: it refuses any database in which there is
a commune, or a person, that is not its own.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date

from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models.fields.files import FieldFile

from banlanh.accounts.models import User
from banlanh.audit.actions import NO_COMMUNE, record
from banlanh.core.homes import KEYS, SEALED, WORKING
from banlanh.outreach.models import BulletinText
from banlanh.places.models import Place
from banlanh.plans.models import Plan
from banlanh.records.models import Attachment
from banlanh.sealing import actions as sealing
from banlanh.sealing import master
from banlanh.sealing.models import DataKey
from banlanh.sealing.queries import SEARCH

from . import rules
from .bodies import make_bodies, make_places
from .bulletins import write_schedule
from .campaigns import open_campaigns
from .care import write_care
from .chance import Today, standing_on
from .checking import write_checks
from .factors import make_factors
from .history import write_history
from .judged import write_judged
from .people import OFFICER, SECRETARY, desks, make_people
from .plan import ENDS_ON, STARTS_ON, Tasks, run_plan
from .queries import LOADED
from .registers import make_registers
from .signing import write_pledges

Say = Callable[[str], object]
# Neither the log is ever cleared, not even of a demonstration, nor what was told of people. Sessions end by themselves:
# the new password hash is another.
KEPT_TABLES = ("audit_", "auth_", "disclosure_", "django_")
SEALED_TABLES = ("care_", "hotline_")


def silence(_: str) -> None:
    pass


@contextmanager
def all_or_none() -> Iterator[None]:
    """A transaction in every database."""
    with ExitStack() as each:
        for database in (WORKING, SEALED, KEYS):
            each.enter_context(transaction.atomic(using=database))
        yield


def open_sealed_rooms() -> None:
    """A demonstration has a key from the start; a commune's own is made by who will keep it."""
    if not master.path().exists():
        sealing.make_master()
    if not DataKey.objects.filter(pk=SEARCH).exists():
        sealing.make_key(NO_COMMUNE, number=SEARCH)


@all_or_none()
def load_demo(day: date, *, say: Say = silence) -> Place:
    """The invented commune as it stands on the morning of `day`; for one day the same rows everywhere."""
    rules.may_load(day)
    open_sealed_rooms()
    say("Lập xã, thôn, đơn vị và người dùng…")
    commune = make_places()
    bodies = make_bodies(commune)
    users = make_people(bodies)
    make_factors(users, Today(day))
    say("Ghi sổ bộ: hộ gia đình, cơ sở, dòng họ, đảng viên, lớp học…")
    make_registers(bodies, desks(users), Today(day))
    say("Đọc kế hoạch, xác nhận từng nhiệm vụ, công bố…")
    with standing_on(STARTS_ON):
        last_day = max(ENDS_ON, day.replace(month=12, day=31))
        tasks = run_plan(commune, bodies, by=users[SECRETARY], last_day=last_day)
    say("Ghi lại việc đã làm từ ngày có kế hoạch…")
    tell_story(commune, tasks, users, day)
    say("Lập hồ sơ người được hỗ trợ, niêm phong từng hồ sơ…")
    write_care(bodies, users, Today(day))
    return commune


def tell_story(commune: Place, tasks: Tasks, users: dict[str, User], day: date) -> None:
    today, recording = Today(day), desks(users)
    with standing_on(day):
        written = write_history(tasks, recording, users, today)
        campaigns = open_campaigns(commune, users[SECRETARY], today)
        written += len(campaigns) + write_pledges(campaigns, recording, today)
    count_rows()
    written += write_checks(commune, recording, users[OFFICER], today)
    written += write_judged(commune, recording, users, today)
    with standing_on(day):
        written += write_schedule(commune, users, recording, today)
        record(LOADED, commune, by=None, day=day.isoformat(), rows=written)


def count_rows() -> None:
    """Let PostgreSQL know how many rows there are now: in the same transaction it would plan as for empty tables, and
    ask about three thousand signatures for minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@all_or_none()
def clear_demo() -> None:
    """Empty every table but the log, so that the next demonstration starts from number one again."""
    rules.may_clear()
    files = [plan.file for plan in Plan.objects.all()]
    files += [attachment.file for attachment in Attachment.objects.all()]
    files += [text.audio for text in BulletinText.objects.exclude(audio="")]
    transaction.on_commit(lambda: delete(files))
    empty(WORKING, [name for name in tables_of(WORKING) if not name.startswith(KEPT_TABLES)])
    empty(SEALED, [name for name in tables_of(SEALED) if name.startswith(SEALED_TABLES)])
    DataKey.objects.exclude(pk=SEARCH).delete()


def tables_of(database: str) -> list[str]:
    return connections[database].introspection.django_table_names(only_existing=True, include_views=False)


def empty(database: str, tables: list[str]) -> None:
    connections[database].check_constraints()  # PostgreSQL truncates no table whose foreign keys wait to be checked
    ops = connections[database].ops
    ops.execute_sql_flush(ops.sql_flush(no_style(), tables, reset_sequences=True))


def delete(files: list[FieldFile]) -> None:
    for file in files:
        file.delete(save=False)
