from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import public, touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.refusal import Refused, allows
from banlanh.plans.desk import owed

from . import actions, rules, sending
from .calendar import calendar_of
from .forms import MailForm, PushForm
from .models import Channel
from .queries import feed_of, sessions_of


def own(view):
    """A page of one's own reminders, like one's own account; for whoever works somewhere today."""

    @wraps(view)
    def show(request, *args, **kwargs):
        if not allows(rules.may_be_reminded, request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return touches(Data.PUBLIC, Act.READ)(show)


def page_of(request, **more) -> dict:
    return {
        "channels": Channel.objects.visible_to(request.user.reach).open(),
        "mail_form": MailForm() if allows(rules.may_mail) else None,
        "push_form": PushForm(),
        "push_key": sending.public_key(),
        "feed": request.user.feeds.filter(closed_at=None).first(),
    } | more


@own
def index(request):
    """*Nhắc việc*: where one wants to be reminded."""
    return render(request, "reminders/index.html", page_of(request))


@own
@require_POST
def mail(request):
    form = MailForm(request.POST)
    kept = {"address": form.cleaned_data["address"]} if form.is_valid() else None
    said = "Từ mai, buổi sáng nào có việc thì có thư."
    return added(request, form, actions.add_mail, kept, said) or answer(request, mail_form=form)


@own
@require_POST
def push(request):
    form = PushForm(request.POST)
    kept = None
    if form.is_valid():
        keys = {name: form.cleaned_data[name] for name in ("p256dh", "auth")}
        kept = {"endpoint": form.cleaned_data["endpoint"], "keys": keys}
    said = "Máy này sẽ nhận thông báo buổi sáng, khi có việc."
    return added(request, form, actions.add_push, kept, said) or answer(request, push_form=form)


def added(request, form, action, kept: dict | None, said: str) -> HttpResponse | None:
    if kept is None:
        return None
    try:
        action(by=request.user, **kept)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, said)
    return redirect("reminders:index")


def answer(request, **forms) -> HttpResponse:
    return render(request, "reminders/index.html", page_of(request, **forms), status=422)


@own
@require_POST
def end(request, pk):
    channel = get_object_or_404(Channel.objects.visible_to(request.user.reach), pk=pk)
    actions.end_channel(channel, by=request.user)
    messages.success(request, "Đã thôi nhắc ở đó.")
    return redirect("reminders:index")


@own
@require_POST
def feed(request):
    """A new address for one's calendar, or none any more."""
    if "close" in request.POST:
        actions.close_feed(by=request.user)
        messages.success(request, "Đã thu hồi đường dẫn lịch. Điện thoại không lấy được nữa.")
        return redirect("reminders:index")
    token = actions.open_feed(by=request.user)
    address = request.build_absolute_uri(reverse("reminders:calendar", args=[token]))
    return render(request, "reminders/index.html", page_of(request, address=address))


@public
def calendar(request, token):
    """The calendar itself, for a phone that cannot sign in: who has the address has these words and no more."""
    found = feed_of(token)
    if found is None or not found.user.is_active:
        raise Http404
    today = clock.today()
    events = calendar_of(owed(found.user, on=today), sessions_of(found.user, today))
    return HttpResponse(events, content_type="text/calendar; charset=utf-8")
