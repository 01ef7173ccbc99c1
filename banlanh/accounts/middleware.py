"""What stands between a page and the person who asks for it, before the matrix is asked and after."""

from django.contrib.auth.middleware import LoginRequiredMiddleware

from .access import data_told
from .enums import Data
from .sessions import has_lapsed, lapse, note_use, owner_of
from .stepup import challenge, needs_factor
from .views.signing import ask_again

SEALED = frozenset({Data.CARE_CARD, Data.LEGAL_FILE, Data.TESTS, Data.TIPS, Data.POLICE_WORK})


class SignedInMiddleware(LoginRequiredMiddleware):
    """Only who signed in passes, and used the session not too long ago; what was being sent then is not lost."""

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated and hasattr(view, "touches"):
            is_sealed = data_told(view, kwargs) in SEALED
            if has_lapsed(request.session.row, is_sealed=is_sealed):
                lapse(request)
            else:
                note_use(request.session.row, is_sealed=is_sealed)
        return super().process_view(request, view, args, kwargs)

    def handle_no_permission(self, request, view):
        is_page = request.method == "POST" and "X-Partial" not in request.headers
        # What is typed into one's own account are passwords.
        if is_page and request.resolver_match.app_name != "accounts" and (owner := owner_of(request)):
            return ask_again(request, owner)
        return super().handle_no_permission(request, view)


class GuardMiddleware:
    """After the matrix said yes: asks for the second factor where it was shown too long ago."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated and needs_factor(request, view):
            return challenge(request)
