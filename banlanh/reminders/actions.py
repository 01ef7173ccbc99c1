"""Who is reminded where, and the one reminder of each day."""

import logging
import secrets
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction

from banlanh.accounts.models import User
from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.places.models import Place

from . import rules, sending
from .enums import Way
from .models import Channel, Feed, Reminder
from .queries import due_of, words_of

logger = logging.getLogger(__name__)


@transaction.atomic
def add_mail(*, address: str, by: User) -> Channel:
    """Remind the person by mail; the same address again changes nothing."""
    rules.may_mail()
    return add_channel(Way.MAIL, address.lower(), {}, by)


@transaction.atomic
def add_push(*, endpoint: str, keys: dict[str, str], by: User) -> Channel:
    """Remind the person through one browser's own service; the same browser again changes nothing."""
    rules.is_push_service(endpoint)
    return add_channel(Way.PUSH, endpoint, keys, by)


def add_channel(way: Way, address: str, keys: dict[str, str], by: User) -> Channel:
    """To be called inside the verbs above."""
    User.objects.select_for_update().get(pk=by.pk)  # two sends of one form at once: the second sees the first
    known = Channel.objects.filter(user=by, address=address).open().first()
    if known:
        return known
    rules.may_add_channel(by)
    channel = Channel(user=by, way=way, address=address, keys=keys, added_at=clock.now())
    channel.save(force_insert=True)
    record("channel.added", channel, by=by, way=way.value)
    return channel


@transaction.atomic
def end_channel(channel: Channel, *, by: User | None) -> None:
    """No more reminders there; `by` nobody where the browser's own service says that the person is gone."""
    if by:
        rules.may_end(by, channel)
    if channel.ended_at is None:
        channel.ended_at = clock.now()
        channel.save(update_fields=["ended_at"])
        record("channel.ended", channel, by=by)


@transaction.atomic
def open_feed(*, by: User) -> str:
    """A new address for the person's own calendar, told once; an older one stops working."""
    rules.may_be_reminded(by)
    close_feed(by=by)
    token = secrets.token_urlsafe(32)
    feed = Feed(user=by, token_sha256=sha256(token.encode()).hexdigest(), opened_at=clock.now())
    feed.save(force_insert=True)
    record("feed.opened", feed, by=by)
    return token


@transaction.atomic
def close_feed(*, by: User) -> None:
    for feed in Feed.objects.select_for_update().filter(user=by, closed_at=None):
        feed.closed_at = clock.now()
        feed.save(update_fields=["closed_at"])
        record("feed.closed", feed, by=by)


def remind(commune: Place, *, on: date) -> int:
    """Tell everybody in the commune, once a day and place, what lies with them; how many were told.

    Not in one transaction: what was sent cannot be taken back when a later one fails.
    """
    told = 0
    for person in reminded(commune):
        due = due_of(person, on)
        said = words_of(due, on)
        if said:
            told += sum(tell(channel, said, on) for channel in person.channels.open())
    return told


def reminded(commune: Place) -> Iterable[User]:
    """Who has a channel and works in this commune."""
    people = User.objects.filter(disabled_at=None, channels__ended_at=None, channels__isnull=False).distinct()
    return [person for person in people if person.reach.commune == commune]


def tell(channel: Channel, said: str, on: date) -> bool:
    """Send to one place what was not sent there today. What could not be sent is tried again at the next `tick`."""
    reminder = claimed(channel, said, on)
    if reminder is None:
        return False
    try:
        sending.send(channel, said)
    except sending.Gone:
        end_channel(channel, by=None)
    except Exception as error:  # a mail server that is down must not keep others from being reminded
        logger.warning("reminder not sent: %s", type(error).__name__)
        reminder.delete()
        return False
    return True


def claimed(channel: Channel, said: str, on: date) -> Reminder | None:
    """The day's reminder for this place, kept before it is sent; None where somebody else was first."""
    try:
        with transaction.atomic():
            return Reminder.objects.create(channel=channel, day=on, said=said, sent_at=clock.now())
    except IntegrityError:
        return None
