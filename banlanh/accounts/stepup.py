"""Who opens a sealed page shows the second factor again where that was a while ago (PROTECTION SEC-08)."""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone

from .enums import Act, Data
from .forms import FactorForm, PasskeyForm
from .models import Factor
from .passkeys import ask_to_show
from .typed import Typed, carry

FRESH_FOR = timedelta(minutes=15)
SHOWN_AT = "factor_at"  # in the session: the second since 1970
ALWAYS_ASK = (Data.LEGAL_FILE, Data.TESTS, Data.TIPS, Data.KEYS)
ASK_TO_EXPORT = (Data.CARE_CARD, Data.POLICE_WORK, Data.LIVELIHOODS, Data.SCHOOLS)
# Everything with what is sealed; taking out of the machine what is about people; changing who may do what.
ASKS_FACTOR = frozenset(
    {(data, act) for data in ALWAYS_ASK for act in Act}
    | {(data, Act.EXPORT) for data in ASK_TO_EXPORT}
    | {(Data.ACCOUNTS, act) for act in (Act.CREATE, Act.UPDATE, Act.APPROVE)}
)


def needs_factor(request, view) -> bool:
    """Whether this page must wait until the person has shown the second factor."""
    if view.touches in ASKS_FACTOR:
        return not is_fresh(request)
    return settings.SECOND_FACTOR == "all" and not is_about_oneself(request, view) and SHOWN_AT not in request.session


def is_about_oneself(request, view) -> bool:
    """Signing in, enrolling a phone, leaving: what one can do before the second factor."""
    return not getattr(view, "login_required", True) or request.resolver_match.app_name == "accounts"


def is_fresh(request) -> bool:
    return timezone.now().timestamp() - request.session.get(SHOWN_AT, 0) <= FRESH_FOR.total_seconds()


def note_shown(request) -> None:
    """From now on the session counts as one of who has shown the factor; it gets a new key."""
    request.session.cycle_key()
    request.session[SHOWN_AT] = int(timezone.now().timestamp())


def note_removed(request) -> None:
    """The session goes on, with a new key, as one of who has shown nothing."""
    request.session.cycle_key()
    request.session.pop(SHOWN_AT, None)


def challenge(request):
    """The page that asks for six digits, or a passkey, and then goes on to where the person was going."""
    if not Factor.objects.filter(user=request.user).exists():
        return render(request, "accounts/no_factor.html", status=403)
    return ask(request, carry(request, request.user.pk), status=403)


def ask(request, kept: str, *, status: int, **forms):
    page = {"form": FactorForm(user=request.user), "passkey": PasskeyForm(auto_id=False), "kept": kept}
    return render(request, "accounts/challenge.html", page | {"asked": ask_to_show(request)} | forms, status=status)


def go_on(request, typed: Typed | None):
    """To the page that was asked for; what was being sent is sent by the person's own hand, once more."""
    if typed is None:
        return redirect("home:duties")
    if not typed.is_form:
        return redirect(typed.path)
    return render(request, "accounts/resume.html", {"typed": typed})
