"""The pages of cards on phones: the reviewer's that allows them, and the door through which they go (SEC-38)."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from banlanh.core.refusal import Refused
from banlanh.sync.registry import checked

from . import forms, pocket
from .enums import Part
from .models import Allowance
from .views import reviewer_or_404, sealed

WRONG = 422


@touches(Data.TRAIL, Act.UPDATE)
@sealed
def allowance(request):
    """*Phiếu trên điện thoại*: whether helpers may take cards along, by which decision; the reviewer says so."""
    reviewer_or_404(request)
    form = forms.AllowanceForm(request.POST or None)
    if form.is_valid():
        pocket.allow_cards(commune=request.place, by=request.user, **form.cleaned_data)
        messages.success(request, "Từ nay người giúp mang phiếu theo được.")
        return redirect("care:allowance")
    given = Allowance.objects.for_place(request.place)
    page = {"form": form, "standing": given.filter(ended_at=None).first(), "before": given.exclude(ended_at=None)}
    page |= {"most": pocket.MOST, "hours": pocket.LIVES.total_seconds() // 3600}
    return render(request, "care/allowance.html", page, status=WRONG if form.is_bound else 200)


@touches(Data.TRAIL, Act.UPDATE)
@require_POST
@sealed
def forbid(request):
    reviewer_or_404(request)
    pocket.forbid_cards(commune=request.place, by=request.user)
    messages.success(
        request, "Đã thôi cho phép. Máy nào gặp máy chủ là xóa phiếu ngay; máy mất sóng tự xóa khi hết giờ."
    )
    return redirect("care:allowance")


@touches(Data.CARE_CARD, Act.CREATE)
@require_POST
@sealed
def take_along(request):
    """The cards of whom one helps, for a purpose that is sent, as a phone keeps them."""
    try:
        asked = checked(forms.PurposeForm(Part.CARD, request.POST)).cleaned_data
        taken = pocket.take_along(purpose=asked["purpose"], words=asked["words"], by=request.user)
    except Refused as refused:
        return JsonResponse({"sentence": str(refused)}, status=WRONG)
    return JsonResponse({"until": taken.until.isoformat(), "rows": taken.cards})
