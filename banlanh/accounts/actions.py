import secrets
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from banlanh.audit.actions import record
from banlanh.core import clock
from banlanh.core.refusal import Refused

from . import passkeys, rules
from .factors import EASY_TO_READ, new_printed_codes, seal_secret, step_told, unseal_secret
from .models import Activation, Attempts, Factor, Passkey, PrintedCode, Session, User
from .queries import sign_ins

CODE_LENGTH = 14  # 70 random bits
FORGOTTEN_AFTER = timedelta(hours=1)


@transaction.atomic
def issue_slip(user: User, *, by: User | None) -> str:
    """A new one-time code for `user`, told once and kept only as a hash; an older code stops working."""
    code = "".join(secrets.choice(EASY_TO_READ) for _ in range(CODE_LENGTH))
    Activation.objects.filter(user=user).delete()
    slip = Activation.objects.create(user=user, code_hash=make_password(code))
    record("account.slip_issued", slip, by=by)
    return code


def activate_account(username: str, code: str, *, password: str) -> User:
    """Set the first password of the person who holds the slip. Raises `Refused`."""
    username = username.strip().lower()
    way = way_of(username, "activation")
    take_turn(way)
    try:
        user = use_slip(username, code, password)
    except Refused:
        note_failed("account.not_activated", username)
        raise
    forget_tries(way)
    return user


@transaction.atomic
def use_slip(username: str, code: str, password: str) -> User:
    user = User.objects.select_for_update().filter(username=username).first()
    rules.may_activate(user, code)
    assert user is not None, "the rule refuses a name that is nobody's"
    user.set_password(password)
    user.save(update_fields=["password"])
    Activation.objects.filter(user=user).update(used_at=clock.now())
    Factor.objects.filter(user=user).delete()  # a lost phone: the slip was handed over face to face, as at first
    Passkey.objects.filter(user=user).delete()
    end_sessions(user)
    record("account.activated", user, by=user)
    return user


@transaction.atomic
def change_password(user: User, *, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    record("account.password_changed", user, by=user)


def end_sessions(user: User) -> int:
    """Whoever is in as `user` must sign in again, as after any change of how one is known.

    The page at hand then takes a new key for its own session. What is typed elsewhere still goes on after signing in.
    """
    now = timezone.now()
    return Session.objects.filter(user=user, expire_date__gt=now).update(expire_date=now)


def recognise(username: str, password: str, *, device: str = "") -> User:
    """Who it is, as `authenticate` says. Raises `Refused` where the words are wrong, or the next try must wait.

    `device` is the number of one that the person used before: what is guessed elsewhere does not count there.
    """
    way = way_of(username, device)
    take_turn(way)
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        note_failed("account.not_recognised", username)
        raise Refused(rules.WRONG)
    with transaction.atomic():
        forget_tries(way)
        record("account.signed_in", user, by=user)
    return user


def know_again(user: User, password: str) -> None:
    """That whoever sits here now is `user`. Raises `Refused` where not, or where the next try must wait."""
    way = way_of(user.username, "password")
    take_turn(way)
    if not user.check_password(password):
        note_failed("account.not_known_again", user.username)
        raise Refused(rules.NOT_YOUR_PASSWORD)
    forget_tries(way)


def way_of(username: str, device: str) -> str:
    return salted_hmac("banlanh.accounts.attempts", f"{username}|{device}", algorithm="sha256").hexdigest()


@transaction.atomic
def note_failed(verb: str, username: str) -> None:
    """Tell the log of a try that failed. Names that are nobody's are not told: anybody could fill the log with them."""
    user = User.objects.filter(username=username).first()
    if user is not None:
        record(verb, user, by=None)


def forget_tries(way: str) -> None:
    Attempts.objects.filter(way=way).delete()


@transaction.atomic
def take_turn(way: str, *, words: str = rules.WAIT) -> None:
    """Count the try before it is made, so that many at the same moment are not more than one after the other."""
    now = timezone.now()
    Attempts.objects.filter(next_at__lt=now - FORGOTTEN_AFTER).delete()
    attempts, _ = Attempts.objects.select_for_update().get_or_create(way=way, defaults={"next_at": now})
    rules.may_try(attempts, now, words)
    attempts.many += 1
    attempts.next_at = now + rules.wait_after(attempts.many)
    attempts.save(update_fields=["many", "next_at"])


@transaction.atomic
def enrol_factor(user: User, *, secret: str, code: str) -> list[str]:
    """Take the phone that shows `code` as the person's second factor, in place of an older one.

    Returns the codes to print: told once, and kept only as slow hashes.
    """
    step = step_told(secret, code, timezone.now())
    old = Factor.objects.select_for_update().filter(user=user).first()
    rules.may_enrol(step, is_same=old is not None and unseal_secret(bytes(old.sealed), user.pk) == secret)
    assert step is not None, "the rule refuses digits of no step"
    Factor.objects.filter(user=user).delete()
    sealed = seal_secret(secret, user.pk)
    factor = Factor.objects.create(user=user, sealed=sealed, last_step=step, since=clock.now())
    codes = new_printed_codes()
    for number, code in enumerate(codes, start=1):
        PrintedCode.objects.create(factor=factor, number=number, code_hash=make_password(code))
    end_sessions(user)
    record("account.factor_enrolled", factor, by=user)
    return codes


@transaction.atomic
def remove_factor(user: User) -> None:
    factor = Factor.objects.filter(user=user).first()
    if factor is not None:
        record("account.factor_removed", factor, by=user)
        factor.delete()
        Passkey.objects.filter(user=user).delete()
        end_sessions(user)


def show_factor(user: User, *, digits: str = "", printed: str = "") -> None:
    """Take six digits, or a printed code in their place; each works once. Raises `Refused`."""
    slowly(user, lambda: use_factor(user, digits, printed))


def slowly(user: User, use: Callable[[], None]) -> None:
    """Count the try of a second factor, whichever it is, and tell the log where it fails."""
    way = way_of(user.username, "factor")
    take_turn(way)
    try:
        use()
    except Refused as refusal:
        is_copy = isinstance(refusal, rules.WentBack)
        note_failed("account.passkey_went_back" if is_copy else "account.factor_not_shown", user.username)
        raise
    forget_tries(way)


@transaction.atomic
def use_factor(user: User, digits: str, printed: str) -> None:
    factor = Factor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        raise Refused(rules.NO_FACTOR)
    use_printed(factor, printed) if printed else use_digits(factor, digits)
    record("account.factor_shown", factor, by=user, printed=bool(printed))


def use_digits(factor: Factor, digits: str) -> None:
    step = step_told(unseal_secret(bytes(factor.sealed), factor.user_id), digits, timezone.now())
    rules.may_use_digits(factor, step)
    assert step is not None, "the rule refuses digits of no step"
    factor.last_step = step
    factor.save(update_fields=["last_step"])


def use_printed(factor: Factor, code: str) -> None:
    found = factor.printed.filter(number=code[:1] if code[:1].isdecimal() else 0).first()
    rules.may_use_printed(found, code)
    assert found is not None, "the rule refuses a code that is none"
    found.used_at = clock.now()
    found.save(update_fields=["used_at"])


@transaction.atomic
def add_passkey(user: User, *, name: str, asked: passkeys.Asked, answer: str) -> Passkey:
    """Take the key that the person's device has just made, beside those that are there."""
    told = passkeys.made(asked, answer)
    User.objects.select_for_update().get(pk=user.pk)
    rules.may_add_passkey(user, told.mark)
    values = {"mark": told.mark, "credential": bytes(told.credential), "counter": told.counter}
    passkey = Passkey.objects.create(user=user, name=name, since=clock.now(), **values)
    end_sessions(user)
    record("account.passkey_added", passkey, by=user)
    return passkey


@transaction.atomic
def remove_passkey(user: User, number: int) -> None:
    """Take one of one's own keys away; one that is gone already stays gone."""
    passkey = Passkey.objects.filter(user=user, pk=number).first()
    if passkey is not None:
        record("account.passkey_removed", passkey, by=user)
        passkey.delete()
        end_sessions(user)


def show_passkey(user: User, *, asked: passkeys.Asked, answer: str) -> None:
    """Take what one of the person's keys signed, in place of the six digits. Raises `Refused`."""
    slowly(user, lambda: use_passkey(user, asked, answer))


@transaction.atomic
def use_passkey(user: User, asked: passkeys.Asked, answer: str) -> None:
    known = {each.mark: each for each in Passkey.objects.select_for_update().filter(user=user)}
    told = passkeys.shown(asked, passkeys.public_of(known.values()), answer)
    passkey = known[told.mark]
    rules.may_use_passkey(passkey, told.counter)
    passkey.counter, passkey.used_at = told.counter, clock.now()
    passkey.save(update_fields=["counter", "used_at"])
    record("account.factor_shown", passkey, by=user)


@transaction.atomic
def end_sign_in(user: User, mark: str) -> None:
    """End one of one's own sessions; one that has ended already stays ended."""
    ended = [each.key for each in sign_ins(user) if each.mark == mark]
    if ended:
        Session.objects.filter(pk__in=ended).delete()
        record("account.session_ended", user, by=user)


@transaction.atomic
def end_all_sign_ins(user: User, *, by: User) -> int:
    """Shut `user` out of every machine; how many sessions that were."""
    rules.may_end_sign_ins(by, user)
    ended = end_sessions(user)
    record("account.sessions_ended", user, by=by, many=ended)
    return ended
