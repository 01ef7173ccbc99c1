"""What the pages of this room share: a form on a page of its own, and who keeps the table."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect, render

from banlanh.core.forms import status_of
from banlanh.core.refusal import allows, refusal_on

from .. import rules


def may_keep(request) -> bool:
    return allows(rules.may_keep, request.user, request.place)


def asked(request, form, act: Callable, *, back: str, said: str, done: str = "", template: str = "form", **page):
    """A form on a page of its own: 422 with all that was typed where it is wrong, else on with a word."""
    if form.is_valid():
        with refusal_on(form):
            act(by=request.user, **{name: value for name, value in form.cleaned_data.items() if name != "file"})
            messages.success(request, said)
            return redirect(done or back)
    page |= {"form": form, "back": back}
    return render(request, f"livelihoods/{template}.html", page, status=status_of(form))


def bound(request, form: type, **more):
    return form(request.POST or None, request.FILES or None, **more)
