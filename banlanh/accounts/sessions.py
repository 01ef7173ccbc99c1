"""A sign-in on one machine is a row: it ends by itself after ten hours, or when nobody used it (PROTECTION SEC-06)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from banlanh.core import clock

from .models import SESSION, Post, Session, User

LONGEST = timedelta(hours=10)
IDLE, IDLE_SEALED = timedelta(minutes=30), timedelta(minutes=10)
SELDOM = timedelta(minutes=1)  # how often it is written down that a session is in use
STARTED, MACHINE = "started", "machine"
MACHINES = {
    "Android": "điện thoại Android",
    "iPhone": "điện thoại iPhone",
    "iPad": "máy tính bảng iPad",
    "Windows": "máy tính Windows",
    "Mac OS": "máy tính Mac",
    "Linux": "máy tính Linux",
}


class SessionStore(db.SessionStore):
    """Django's, in a table that knows whose a session is, and whose end does not move."""

    row: Session | None = None  # as it was read

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        rows = SESSION(key=self.session_key, now=timezone.now(), day=clock.today())
        if not rows:
            self._session_key = None
            return {}
        self.row = rows[0]
        if self.row.user:
            self.row.user.posts_today = [as_read(row) for row in rows if row.post]
        return self.decode(self.row.session_data)

    @property
    def person(self) -> User | None:
        """Whose it is, as read with it; nobody, where the account was closed or the password changed since."""
        hashed = self.get(HASH_SESSION_KEY, "")
        user = self.row and self.row.user
        is_theirs = user and user.is_active and constant_time_compare(hashed, user.get_session_auth_hash())
        return user if is_theirs else None

    def create_model_instance(self, data):
        now = timezone.now()
        started = data.setdefault(STARTED, int(now.timestamp()))
        row = super().create_model_instance(data)
        row.expire_date = datetime.fromtimestamp(started, UTC) + LONGEST
        row.user_id, row.seen_at = data.get(SESSION_KEY), now
        row.is_sealed = self.row is not None and self.row.is_sealed
        return row


def as_read(row: Session) -> Post:
    """The post of this row, with the version that was read beside it."""
    row.post.version = row.version
    return row.post


def enter(request, user: User) -> None:
    """Sign in: a new key, ten hours from now, and nothing of what was in the session before."""
    request.session.flush()  # Django keeps the key where the same person signs in again
    login(request, user)
    request.session[STARTED] = int(timezone.now().timestamp())
    request.session[MACHINE] = machine_of(request.headers.get("User-Agent", ""))


def machine_of(agent: str) -> str:
    """The kind of machine, in words that its owner knows it by, and no more."""
    return next((words for part, words in MACHINES.items() if part in agent), "máy khác")


def has_lapsed(row: Session, *, is_sealed: bool) -> bool:
    """Whether nobody used it for too long: shorter where a sealed page is on the screen, or is asked for."""
    return timezone.now() - row.seen_at > (IDLE_SEALED if row.is_sealed or is_sealed else IDLE)


def note_use(row: Session, *, is_sealed: bool) -> None:
    now = timezone.now()
    if now - row.seen_at > SELDOM or row.is_sealed != is_sealed:
        with transaction.atomic():  # by itself it would nap while others write, ever longer (docs/adr/0035)
            Session.objects.filter(pk=row.pk).update(seen_at=now, is_sealed=is_sealed)
        row.seen_at, row.is_sealed = now, is_sealed


def end_where(user: User, name: str, value: str) -> None:
    """End the person's sessions on one machine, which is known by what it left in its session."""
    held = [row.pk for row in Session.objects.filter(user=user) if row.get_decoded().get(name) == value]
    Session.objects.filter(pk__in=held).delete()


def lapse(request) -> None:
    """End the session of this request. Its row stays until the morning, so that a form still knows whose it was."""
    with transaction.atomic():
        Session.objects.filter(pk=request.session.session_key).update(expire_date=timezone.now())
    request.session, request.user = SessionStore(), AnonymousUser()


def owner_of(request) -> int | None:
    """Whose session this was, where it has ended by itself."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    ended = Session.objects.filter(pk=key, expire_date__lte=timezone.now())
    return ended.values_list("user_id", flat=True).first()
