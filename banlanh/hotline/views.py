from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core import clock
from banlanh.core.refusal import Refused, allows, refusal_on, refusal_told

from . import actions, queries, rules
from .address import address_of
from .forms import CodeForm, KeyForm, OpenForm, OpeningForm, PassphraseForm, ShareForm, StepForm, TipForm
from .models import Opening, Tip

READ, CREATE = touches(Data.TIPS, Act.READ), touches(Data.TIPS, Act.CREATE)
SECRET = sensitive_post_parameters()  # of whatever is sent here, no report of an error tells anything
WRONG, UNREADY = 422, 503


def wrong_or_unready(refusal: Refused) -> int:
    return UNREADY if isinstance(refusal, actions.Unwritten) else WRONG


# --- the book ---------------------------------------------------------------------------------------------


@READ
def index(request):
    """*Tin báo*: how long each has waited and what is next. No word of any of them."""
    return book(request)


def book(request, *, status=200, **forms):
    today, place, user = clock.today(), request.place, request.user
    tips = queries.standings(Tip.objects.for_place(place).live(today).received_by(user), today)
    known = queries.recipients(place)
    page = {
        "tips": tips,
        "waiting": sum(each.is_waiting for each in tips),
        "at_once": queries.OPENED_AT_ONCE,
        "is_officer": allows(rules.may_receive, user, place),
        "has_key": any(key.user == user.pk for key, _ in known),
        "recipients": known,
        "opening": queries.opening_of(place),
        "open_form": OpenForm(auto_id="id_open_%s"),
        "code_form": CodeForm(),
    }
    return render(request, "hotline/index.html", page | forms, status=status)


@READ
@SECRET
@require_POST
def open_waiting(request):
    """The tips that nobody has begun with, a few at once."""
    form = OpenForm(request.POST, auto_id="id_open_%s")
    if not form.is_valid():
        return book(request, status=WRONG, open_form=form)
    tips = queries.first_waiting(request.place, request.user)
    try:
        told = actions.open_tips(tips, passphrase=form.cleaned_data["passphrase"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return book(request, status=wrong_or_unready(refusal), open_form=form)
    return render(request, "hotline/opened.html", {"told": told})


@READ
@SECRET
@require_POST
def find(request):
    """To the tip of a caller who says their code; what finds nothing is not even said back."""
    form, failed = CodeForm(request.POST), rules.NO_SUCH_CODE
    if form.is_valid():
        try:
            tip = actions.find_tip(form.cleaned_data["code"], commune=request.place, by=request.user)
            return redirect("hotline:show", pk=tip.pk)
        except Refused as refusal:
            failed = str(refusal)
    return book(request, status=WRONG, not_found=failed)


# --- a new tip --------------------------------------------------------------------------------------------


@CREATE
@SECRET
def write(request):
    """What somebody has just told, in twenty seconds. The answer is the only page that ever shows the code."""
    recipients = queries.recipients(request.place)
    known = {"villages": queries.villages_of(request.place), "recipients": recipients}
    form = TipForm(request.POST or None, **known)
    if form.is_valid():
        values = {"id": form.cleaned_data["id"], "channel": form.cleaned_data["channel"], "said": form.said}
        with refusal_on(form):
            _, code = actions.receive_tip(**values, commune=request.place, to=form.to, by=request.user)
            page = {"code": code, "reads": allows(rules.may_receive, request.user, request.place)}
            return render(request, "hotline/received.html", page)
    page = {"form": form, "nobody": "" if recipients else rules.NOBODY_YET}
    return render(request, "hotline/write.html", page, status=WRONG if form.is_bound else 200)


# --- one tip ----------------------------------------------------------------------------------------------


def tip_or_404(request, pk) -> Tip:
    """What was not sealed to the person is not there."""
    return get_object_or_404(Tip.objects.for_place(request.place).live(clock.today()).received_by(request.user), pk=pk)


@READ
@SECRET
def show(request, pk):
    """How one tip stands; sent with the passphrase, its words too, which the next page has forgotten."""
    tip, form = tip_or_404(request, pk), OpenForm(request.POST or None)
    if not form.is_valid():
        return tip_page(request, tip, status=WRONG if form.is_bound else 200, form=form)
    try:
        [(_, told)] = actions.open_tips([tip], passphrase=form.cleaned_data["passphrase"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return tip_page(request, tip, status=wrong_or_unready(refusal), form=form)
    return tip_page(request, tip, told=told)


def tip_page(request, tip: Tip, *, status=200, **more):
    [stands] = queries.standings([tip], clock.today())
    page = {
        "stands": stands,
        "steps": tip.steps.all(),
        "form": OpenForm(),
        "step_form": StepForm(auto_id="id_step_%s") if allows(rules.may_take_step, request.user, tip) else None,
    }
    return render(request, "hotline/tip.html", page | more, status=status)


@CREATE
@SECRET
@require_POST
def take_step(request, pk):
    tip, form = tip_or_404(request, pk), StepForm(request.POST, auto_id="id_step_%s")
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("id", "verb", "next_on")}
        with refusal_on(form):
            actions.take_step(tip, **values, said=form.said, by=request.user)
            messages.success(request, "Đã ghi bước này.")
            return redirect("hotline:show", pk=pk)
    return tip_page(request, tip, status=WRONG, step_form=form)


# --- the public page --------------------------------------------------------------------------------------


@READ
def form(request):
    """*Mẫu báo tin trên mạng*: whether it is open, by which decision; the chief of police opens it."""
    asked = OpeningForm(request.POST or None)
    if asked.is_valid():
        with refusal_on(asked):
            actions.open_form(commune=request.place, by=request.user, **asked.cleaned_data)
            messages.success(request, "Mẫu báo tin đang mở.")
            return redirect("hotline:form")
    page = {
        "form": asked,
        "opening": queries.opening_of(request.place),
        "openings": Opening.objects.for_place(request.place).exclude(closed_on=None),
        "decides": allows(rules.may_open_form, request.user, request.place),
        "address": address_of(request, request.place, is_alone=len(queries.open_communes()) == 1),
    }
    return render(request, "hotline/form.html", page, status=WRONG if asked.is_bound else 200)


@READ
@require_POST
def close_form(request):
    with refusal_told(request):
        actions.close_form(commune=request.place, by=request.user)
        messages.success(request, "Đã đóng mẫu báo tin. Tin đã nhận vẫn còn.")
    return redirect("hotline:form")


# --- one's key --------------------------------------------------------------------------------------------


@READ
@SECRET
def keys(request):
    """*Khóa nhận tin*: make one's pair, once."""
    form = KeyForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refusal_on(form):
            actions.make_key(commune=request.place, passphrase=form.cleaned_data["password"], by=request.user)
            messages.success(request, "Đã lập khóa. Từ nay tin mới được niêm cho đồng chí.")
            return redirect("hotline:index")
    return key_page(request, status=WRONG if form.is_bound else 200, form=form)


def key_page(request, *, status=200, **forms):
    known = queries.recipients(request.place)
    others = [(key, user) for key, user in known if user != request.user]
    page = {
        "mine": queries.key_of(request.user),
        "is_officer": allows(rules.may_receive, request.user, request.place),
        "others": others,
        "form": KeyForm(user=request.user),
        "change_form": PassphraseForm(auto_id="id_change_%s"),
        "share_form": ShareForm(others=others, auto_id="id_share_%s"),
    }
    return render(request, "hotline/keys.html", page | forms, status=status)


@READ
@SECRET
@require_POST
def change_passphrase(request):
    form, mine = PassphraseForm(request.POST, auto_id="id_change_%s"), queries.key_of(request.user)
    if mine and form.is_valid():
        values = {"old": form.cleaned_data["old"], "new": form.cleaned_data["password"]}
        with refusal_on(form):
            actions.change_passphrase(mine, **values, by=request.user)
            messages.success(request, "Đã đổi mật khẩu mở tin. Các tin cũ vẫn mở được.")
            return redirect("hotline:keys")
    return key_page(request, status=WRONG, change_form=form)


@READ
@SECRET
@require_POST
def share(request):
    others = [(key, user) for key, user in queries.recipients(request.place) if user != request.user]
    form = ShareForm(request.POST, others=others, auto_id="id_share_%s")
    if form.is_valid():
        values = {"to": form.recipient, "passphrase": form.cleaned_data["passphrase"]}
        with refusal_on(form):
            many = actions.share_tips(**values, by=request.user, commune=request.place)
            messages.success(request, f"Đã niêm {many} tin cho người nhận này.")
            return redirect("hotline:keys")
    return key_page(request, status=WRONG, share_form=form)
