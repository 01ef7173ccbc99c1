"""What stands between a page and the person who asks for it, before the matrix is asked and after."""

from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware, get_user
from django.utils.functional import SimpleLazyObject

from .access import data_told
from .enums import GUARDED
from .presenting import calm_page, hides
from .sessions import has_lapsed, lapse, note_use, owner_of
from .stepup import challenge, needs_factor
from .views.signing import ask_again


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, but that one question tells who asks and what they may: the person is read with their session."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: request.session.person or get_user(request))


class SignedInMiddleware(LoginRequiredMiddleware):
    """Only who signed in passes, and used the session not too long ago; what was being sent then is not lost."""

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated and hasattr(view, "touches"):
            is_sealed = data_told(view, kwargs) in GUARDED
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
    """After the matrix said yes: keeps people off a screen that is shown to a room, and asks for the second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated:
            return None
        if hides(request, view, kwargs):
            return calm_page(request)
        return challenge(request) if needs_factor(request, view) else None
