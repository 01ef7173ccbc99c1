"""The gate of every page: what a view touches is declared, and checked before it runs (PROTECTION SEC-10)."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponseNotAllowed

from banlanh.core.refusal import Refused
from banlanh.places.models import Body

from .enums import Act, Data
from .models import User

METHODS = ("GET", "HEAD", "POST")
NOT_YOURS = "Việc này không thuộc phần của đồng chí."


def touches(data: Data, act: Act) -> Callable:
    """Declare the class of data that a view touches, and how."""

    def declare(view):
        view.touches = (data, act)
        return view

    return declare


def tells(data_of: Callable[..., Data]) -> Callable:
    """Declare, for a view of many kinds, the class of what one address of it tells: `data_of(**arguments)`."""

    def declare(view):
        view.tells = data_of
        return view

    return declare


def data_told(view, arguments: dict) -> Data:
    """The class of what stands on the page."""
    return view.tells(**arguments) if hasattr(view, "tells") else view.touches[0]


def public(view):
    """Declare a view that anybody may open without signing in."""
    return login_not_required(touches(Data.PUBLIC, Act.READ)(view))


def may(user: User, act: Act, data: Data, *, body: Body | None = None) -> bool:
    """The one question that is put to the matrix; without `body`: for the whole commune?"""
    if not user.is_active:
        return False
    return user.reach.covers(data, act, body) if body else user.reach.everywhere(data, act)


def require(user: User, act: Act, data: Data, *, body: Body | None = None) -> None:
    if not may(user, act, data, body=body):
        raise Refused(NOT_YOURS)


class AccessMiddleware:
    """Sets `request.place`; answers 404 where no post of the person may do what the view declares."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.place = None
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not hasattr(view, "touches"):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no @touches.")
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        data, act = view.touches
        if request.user.is_authenticated:
            request.place = request.user.reach.commune
            if data is not Data.PUBLIC and not request.user.reach.has(data, act):
                raise Http404
