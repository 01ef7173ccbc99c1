from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.forms import status_of
from banlanh.core.refusal import allows, refusal_told
from banlanh.plans.models import Plan

from . import actions, rules
from .forms import PrepareForm
from .models import Announcement

READ = touches(Data.PUBLIC, Act.READ)
STEPS = {
    "duyet": (actions.approve, "Đã duyệt. Văn phòng có thể công khai."),
    "cong-khai": (actions.announce, "Đã công khai. Mọi người đọc được từ bây giờ."),
    "rut": (actions.withdraw, "Đã rút. Không ai ngoài đọc được nữa."),
}


@READ
def index(request):
    """*Công khai*: what the commune tells everybody, who prepared, approved and announced it."""
    if request.place is None or not allows(rules.may_see, request.user, request.place):
        raise Http404
    may_prepare = allows(rules.may_prepare, request.user, request.place)
    form = PrepareForm(request.POST or None, initial={"text": first_words(request)}) if may_prepare else None
    if form and form.is_valid():
        announcement = actions.prepare(request.place, by=request.user, **form.cleaned_data)
        return redirect("publicity:show", pk=announcement.pk)
    ours = Announcement.objects.for_place(request.place)
    page = {"form": form, "announcements": ours.defer("told")[:12], "shown": ours.shown().first()}
    return render(request, "publicity/index.html", page, status=status_of(form))


def first_words(request) -> str:
    """The last words that were told, else the plan's name: nobody starts from an empty page."""
    last = Announcement.objects.for_place(request.place).first()
    plan = Plan.objects.for_place(request.place).published().first()
    return last.text if last else (f"{plan.title}\n" if plan else "")


def announcement_or_404(request, pk) -> Announcement:
    if request.place is None or not allows(rules.may_see, request.user, request.place):
        raise Http404
    return get_object_or_404(Announcement.objects.for_place(request.place).select_related("commune"), pk=pk)


@READ
def show(request, pk):
    """The announcement just as everybody will read it, with what may be done to it."""
    announcement = announcement_or_404(request, pk)
    may = {
        "approve": allows(rules.may_approve, request.user, announcement),
        "announce": allows(rules.may_announce, request.user, announcement),
        "withdraw": allows(rules.may_withdraw, request.user, announcement),
    }
    return render(request, "publicity/show.html", {"announcement": announcement, "may": may})


@READ
@require_POST
def step(request, pk, verb):
    if verb not in STEPS:
        raise Http404
    announcement, (action, done) = announcement_or_404(request, pk), STEPS[verb]
    with refusal_told(request):
        action(announcement, by=request.user)
        messages.success(request, done)
    return redirect("publicity:show", pk=pk)
