from django.http import JsonResponse
from django.views.decorators.http import require_POST

from banlanh.accounts.access import public, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.sessions import machine_of
from banlanh.core import clock
from banlanh.core.refusal import Refused

from . import actions, carrying, handover, pack, pictures, reading, rules
from .batch import Asked
from .forms import PieceForm
from .models import Device
from .registry import checked

# Whoever signed in may send: what the person may no longer do waits for somebody's look (SEC-44).
SIGNED_IN = touches(Data.PUBLIC, Act.READ)
GONE, REFUSED, SHUT = 410, 422, 503


@public
def keeps(request):
    """Whether a phone on which nobody is signed in may keep the pack of its cursor, and what the time is (SEC-41)."""
    device, held = pack.named(request.GET.get("tu", ""))
    if device and device.revoked_at:
        return said(rules.REVOKED, GONE)
    stands = held is None or (held.device.user.is_active and held.scope == pack.scope_of(held.device.user))
    return JsonResponse({"now": clock.now().isoformat(), "keeps": stands})


def said(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


@SIGNED_IN
def exchange(request):
    """The phone's one address: what changed comes down, what was done goes up."""
    try:
        return send(request) if request.method == "POST" else fetch(request)
    except rules.Revoked as revoked:
        return said(str(revoked), GONE)
    except Refused as refused:
        return said(str(refused), REFUSED)


@SIGNED_IN
@require_POST
def photograph(request):
    """A picture, or a piece of one (`PieceForm`), and `key` where it is sealed; the answer tells how much is here.

    One's own, or what a colleague's phone handed over.
    """
    box = request.FILES["key"].read() if "key" in request.FILES else b""
    try:
        piece = pictures.Piece(box=box, **checked(PieceForm(request.POST, request.FILES)).cleaned_data)
        take = carrying.take_picture if piece.device else pictures.take
        offset = take(piece, by=request.user)
    except handover.Shut as shut:
        return said(str(shut), SHUT)  # the phone keeps it and sends it again
    except Refused as refused:
        return said(str(refused), REFUSED)
    return JsonResponse({"now": clock.now().isoformat(), "offset": offset})


@SIGNED_IN
@require_POST
def carry(request):
    """What phones sealed to this server: a colleague's outbox, or one's own that lies behind its PIN."""
    try:
        told = carrying.deliver(request.body, by=request.user)
    except Refused as refused:
        return said(str(refused), REFUSED)
    return JsonResponse({"now": clock.now().isoformat(), "boxes": told})


def known_batch(body: bytes) -> tuple[Device, list[Asked]]:
    pk, operations = reading.batch_in(body)
    device = pack.device_of(pk)
    if device is None:
        raise Refused(rules.UNKNOWN)
    return device, operations


def send(request) -> JsonResponse:
    """The batch is answered only after its commit."""
    device, operations = known_batch(request.body)
    answers = actions.receive(device, operations, by=request.user)
    return JsonResponse({"now": clock.now().isoformat(), "answers": answers})


def fetch(request) -> JsonResponse:
    """The rows that changed since `tu`; a whole pack where that is unknown."""
    device, held = pack.held_by(request.user, request.GET.get("tu", ""))
    if device is None:
        device = actions.mint_device(by=request.user, name=machine_of(request.headers.get("User-Agent", "")))
    rules.may_sync(device)
    if request.session.get(rules.HOLDS) != str(device.pk):
        request.session[rules.HOLDS] = str(device.pk)
    found = actions.send_pack(request.user, device=device, held=held)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
