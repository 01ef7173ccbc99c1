"""The page on which anybody may tell the police something, and ask what became of it (PROTECTION SEC-34, SEC-35).

It is answered before sessions, cookies and posts are thought of, so none of them can know of it; and while it is closed
nothing is answered here, so its address is one of those that are not there. Every answer has one status and one length.
"""

import re
import secrets
from collections import deque
from threading import Lock
from time import monotonic

from django.http import HttpResponse
from django.template.loader import render_to_string

from banlanh.core.refusal import Refused, refusal_on
from banlanh.places.models import Place

from . import actions, queries
from .address import PATH, is_here
from .forms import MOST_SENT, SentForm

ADDRESS = re.compile(rf"{PATH}(?:(?P<commune>\d{{1,15}})/)?(?P<ask>hoi/)?")
SIZE = 24 * 1024  # of every answer; the longest words that may be sent, escaped, are in it
MOST_BYTES = 64 * 1024  # of a request: none is large enough to be laid down on a disk
DRAWN = 32  # bytes
BUSY = "Đang có nhiều người gửi cùng lúc. Máy chưa lưu gì; lời vừa gõ còn ở dưới. Xin đợi một phút rồi gửi lại."
TOO_OFTEN = "Vừa có nhiều lần hỏi. Xin đợi một phút rồi hỏi lại."
UNKNOWN = "Không có tin nào với số này: gõ chưa đúng 16 chữ số, hoặc tin đã quá 90 ngày và đã xóa."


class Budget:
    """So many in a minute of this process, whoever asks: an address is what we do not look at."""

    def __init__(self, many: int):
        self.taken: deque[float] = deque(maxlen=many)
        self.lock = Lock()

    def take(self) -> bool:
        with self.lock:
            now = monotonic()
            if len(self.taken) == self.taken.maxlen and now - self.taken[0] < 60:
                return False
            self.taken.append(now)
            return True


ASKING, SENDING = Budget(5), Budget(20)  # each costs a slow hash


def tip_form(get_response):
    def respond(request):
        asked = ADDRESS.fullmatch(request.path)
        is_asked = asked and request.method in ("GET", "HEAD", "POST") and is_here(request)
        commune = commune_of(asked["commune"]) if asked and is_asked else None
        if asked is None or commune is None:
            return get_response(request)
        told = {"commune": commune, "at": request.path.removesuffix("hoi/")}
        typed = typed_in(request)
        return page("ask", told | ask(typed, commune)) if asked["ask"] else page("send", told | send(typed, commune))

    return respond


def commune_of(number: str | None) -> Place | None:
    """One commune's page needs no number; of several, each has its own."""
    found = [place for place in queries.open_communes() if number in (None, str(place.pk))]
    return found[0] if len(found) == 1 else None


def typed_in(request) -> dict[str, str] | None:
    """What was sent; nothing of what is far too long."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if request.method != "POST" or not announced.isdecimal() or int(announced) > MOST_BYTES:
        return None
    typed = request.POST.dict()
    typed["words"] = typed.get("words", "").replace("\r\n", "\n")[: MOST_SENT + 1]
    return typed


def send(typed: dict[str, str] | None, commune: Place) -> dict:
    form = SentForm(typed, villages=queries.villages_of(commune), auto_id="%s")
    sent = (typed or {}).get("sent", "")[:64]
    if len(sent) < DRAWN:
        sent = secrets.token_urlsafe(DRAWN)
    if form.is_valid():
        about_police = form.cleaned_data["about"] == "police"
        with refusal_on(form):
            if not SENDING.take():
                raise Refused(BUSY)
            receipt = actions.send_tip(commune=commune, sent=sent, said=form.said, about_police=about_police)
            return {"receipt": [receipt[start : start + 4] for start in range(0, 16, 4)]}
    return {"form": form, "sent": sent, "most": MOST_SENT}


def ask(typed: dict[str, str] | None, commune: Place) -> dict:
    if typed is None:
        return {}
    receipt = "".join(typed.get("receipt", "").split())
    if not re.fullmatch(r"[0-9]{16}", receipt):
        return {"wrong": UNKNOWN}
    if not ASKING.take():
        return {"wrong": TOO_OFTEN}
    heard = queries.heard_of(receipt, commune)
    return {"heard": heard} if heard else {"wrong": UNKNOWN}


def page(kind: str, told: dict) -> HttpResponse:
    """Without context processors: they would ask who is there."""
    content = render_to_string(f"hotline/online_{kind}.html", told).encode()
    response = HttpResponse(content + b" " * (-len(content) % SIZE))
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
