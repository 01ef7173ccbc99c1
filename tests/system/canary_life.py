"""People of a small commune fill in every form about people in care and tips, a canary in every field that takes words.

Each answer is searched as it comes: it must hold what it should show, and nothing else that anybody ever typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pyotp
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banlanh.accounts.models import Factor, Session, User
from banlanh.audit.models import Event
from banlanh.care import forms as care_forms
from banlanh.care.models import Assignment, BreakGlass, LabTest, Move, OwnRequest, Routing, SupportedPerson
from banlanh.core.homes import SEALED
from banlanh.hotline import forms as tip_forms
from banlanh.hotline.models import Recipient, Tip
from tests.conventions.canaries import faults_of
from tests.support import commune as people
from tests.support.canaries import Canaries, Canary
from tests.support.factor import show_factor

from .canary_gate import Gate

REASON = "có việc gấp trong đêm ở trạm y tế, người nhà vừa gọi"
LONG = 100  # a field that takes so much is asked for a sentence
TODAY = "23/11/2026"
NUMBERS = {"card_number", "phone"}
FORMS = {
    form
    for room in (care_forms, tip_forms)
    for form in vars(room).values()
    if isinstance(form, type) and issubclass(form, forms.Form) and form.__module__ == room.__name__
}


def takes_words(field: forms.Field) -> bool:
    """Whether anything can be typed into it; six digits cannot be told from others."""
    return isinstance(field, forms.CharField) and not isinstance(field, (forms.RegexField, forms.UUIDField))


def blank(form: forms.Form) -> set[str]:
    return {name for name, field in form.fields.items() if takes_words(field)}


def typed(words: Canaries, values: Any) -> set[Canary]:
    return set(words.read(str(values).encode()))


@dataclass(frozen=True)
class Asked:
    """One request, and which functions of the sealed rooms it came through."""

    client: Client
    address: str
    values: dict | None
    came_through: tuple[Callable, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.address, str(self.values)

    def again(self, **more):
        method = self.client.get if self.values is None else self.client.post
        return method(self.address, self.values, **more)


class Life:
    """Who lives here, what they have typed, which answers were at fault; what was asked, to ask it again."""

    def __init__(self, words: Canaries):
        self.words, self.gate, self.faults, self.asked = words, Gate(), [], []
        self.place = people.make_commune("Khe Lành")
        self.village = self.place.children.get(name="Nà Lìn")
        self.identity: dict[str, str] = {}  # what the last file was opened with
        self.passwords: dict[int, str] = {}
        self.tip_words: dict[int, str] = {}
        self.users = {role: self.appointed(role, body) for role, body in WHO.items()}
        self.desks = {role: self.desk(user) for role, user in self.users.items()}
        show_factor()

    def appointed(self, role: str, body: str) -> User:
        user = people.appoint(f"nguoi-{role.lower()}", f"Người {role}", role, people.body_of(self.place, body))
        self.passwords[user.pk] = self.words.word("password", role)
        user.set_password(self.passwords[user.pk])
        user.save()
        return user

    def desk(self, user: User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return client

    def ask(self, who: str | Client, address: str, values: dict | None = None, *, status=200, shows=(), **more):
        """One request and its answer, which must hold just what it `shows`."""
        asked = Asked(self.desks[who] if isinstance(who, str) else who, address, values)
        self.gate.passed.clear()
        response = asked.again(**more or {"HTTP_ACCEPT_ENCODING": "gzip"})
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == status, f"{address} as {who}: {response.status_code}, not {status}: {values}"
        self.faults += [f"{address} as {who}: {fault}" for fault in faults_of(self.words, response, body, set(shows))]
        self.asked.append(replace(asked, came_through=tuple(self.gate.passed)))
        return response

    def filled(self, form: forms.Form, of: str, **chosen: Any) -> dict[str, Any]:
        """What somebody types into `form`: a word in every field that takes one."""
        came = {bound.html_name: bound.value() for bound in form}
        came = {name: "" if value is None else value for name, value in came.items()}
        typed = {name: self.said(form, name, of) for name in sorted(blank(form) - chosen.keys())}
        return came | typed | chosen

    def said(self, form: forms.Form, name: str, of: str) -> str:
        word = self.words.word(f"{type(form).__name__}.{name}", of)
        if name in NUMBERS:  # two are told apart by their digits
            return f"{word[2:-1]}{len(self.words.planted):04d}"
        return f"{word} {REASON}" if (form.fields[name].max_length or LONG) >= LONG else word

    def send(self, who: str, address: str, of: str = "", *, status=302, shows=(), action="", named="form", **chosen):
        """The form of a page, filled in and sent; first without what it cannot do without, when all comes back."""
        form = self.ask(who, address).context[named]
        values = self.filled(form, of, **chosen)
        wrong = values | {next(each for each, field in form.fields.items() if field.required and each != "id"): ""}
        self.ask(who, action or address, wrong, status=422, shows=self.comes_back(form, wrong))
        return self.ask(who, action or address, values, status=status, shows=shows)

    def comes_back(self, form: forms.Form, values: dict) -> set[Canary]:
        """What a form that was refused still holds: all that was typed but passwords."""
        open_fields = [name for name, field in form.fields.items() if not isinstance(field.widget, forms.PasswordInput)]
        return typed(self.words, [values[name] for name in open_fields if name in values])

    def of(self, form: str, of: str, *names: str) -> set[Canary]:
        return {Canary(f"{form}.{name}", of) for name in names}


WHO = {
    "R1": "Đảng ủy xã",
    "R2": "Ủy ban nhân dân xã",
    "R3": "Công an xã",
    "R4": "Công an xã",
    "R7": "Thôn Nà Lìn",
    "R8": "Hội Phụ nữ",
    "R8b": "Hội Phụ nữ",
    "R14": "Văn phòng Đảng ủy",
    "R15": "Đảng ủy xã",
}
IDENTITY = ("full_name", "card_number", "phone", "number", "signed_by")


# --- signing in -----------------------------------------------------------------------------------------------


def sign_in(life: Life) -> None:
    """A wrong password, the right one, a phone as second factor: what was typed and drawn is kept out of everything."""
    user, client = life.users["R3"], Client(raise_request_exception=False)
    at, name = reverse("accounts:sign_in"), {"username": "nguoi-r3"}
    life.ask(client, at, name | {"password": life.words.word("wrong password")}, status=422)
    life.ask(client, at, name | {"password": life.passwords[user.pk]}, status=302)
    enrol = reverse("accounts:enrol")
    page = client.get(enrol)
    secret = page.context["groups"].replace(" ", "")
    sent = {"sealed": page.context["sealed"], "digits": pyotp.TOTP(secret).now(), "current": life.passwords[user.pk]}
    codes = client.post(enrol, sent).context["codes"]
    assert Factor.objects.filter(user=user).exists()
    life.words.keep(secret.encode(), "second factor")
    for code in codes:
        life.words.keep(code.encode(), "printed code")
    life.desks["R3"] = client
    show_factor()


# --- a file ---------------------------------------------------------------------------------------------------


def open_file(life: Life, of: str) -> SupportedPerson:
    days = {"born": "1991", "ground": "positive", "decided_on": "20/11/2026", "completed_on": ""}
    sent = life.send("R3", reverse("care:open_file"), of, village=life.village.pk, **days)
    life.identity = life.asked[-1].values or {}
    person = SupportedPerson.objects.get(code=sent["Location"].split("/")[-2])
    life.ask("R3", sent["Location"])
    return person


def care_for(life: Life, person: SupportedPerson, of: str) -> None:
    """All that is done in a file."""

    def at(verb: str) -> str:
        return reverse(f"care:{verb}", args=[person.code])

    life.send("R3", at("set_interval"), of, months=3, first_on=TODAY)
    life.send("R3", at("assign_body"), of, body=people.body_of(life.place, "Hội Phụ nữ").pk)
    life.send("R3", at("hand_to_officer"), of, officer=life.users["R4"].pk)
    life.send("R3", at("block"), of, officer=life.users["R14"].pk)
    life.send("R3", at("add_pause"), of, pause="detained", first="21/11/2026", last="22/11/2026")
    life.send("R3", at("record_finding"), of, found="used", happened_on="20/11/2026", known_on=TODAY)
    life.send("R3", at("send_file"), of, target="", left_on=TODAY, left_time="07:00")
    life.send("R3", at("note_request"), of, asks="see", asked_on=TODAY)
    request = [OwnRequest.objects.get(person=person).pk]
    life.send("R3", reverse("care:extend_request", args=request), of)
    answer_request(life, reverse("care:answer_request", args=request), of)
    life.send("R3", at("correct"), of, field="goals")
    life.send("R3", at("route"), of, signer=life.users["R2"].pk, ends_on=TODAY)
    settle = reverse("care:settle_move", args=[Move.objects.get(person=person).pk])
    life.send("R3", settle, of, answer="not_here")
    part_of_union = reverse("care:name_helper", args=[Assignment.objects.get(person=person).pk])
    life.send("R8b", part_of_union, of, helper=life.users["R8"].pk)
    life.send("R8", at("record_visit"), of, visited_on=TODAY)
    due = reverse("care:record_result", args=[LabTest.objects.get(person=person).pk])
    life.send("R4", due, of, result="positive", done_on=TODAY)


def answer_request(life: Life, address: str, of: str) -> None:
    """Beside the words in which it was asked, all that was typed comes back where something is missing."""
    asked = life.of("RequestForm", of, "words") | life.of("ExtendForm", of, "why")
    form = life.ask("R3", address, shows=asked).context["form"]
    values = life.filled(form, of, said="granted")
    wrong = values | {"said": ""}
    life.ask("R3", address, wrong, status=422, shows=asked | life.comes_back(form, wrong))
    life.ask("R3", address, values, status=302)


def look(life: Life, person: SupportedPerson, of: str) -> None:
    """Each part, for a purpose in words, by who may see it; the pages around show no word."""
    card = life.of("OpenForm", of, "preferred_name", "contact", "needs") | life.of("CorrectForm", of, "value")
    legal = life.of("OpenForm", of, *IDENTITY) | life.of("IntervalForm", of, "decided_by")
    legal |= life.of("PauseForm", of, "document") | life.of("SendForm", of, "to", "document")
    legal |= life.of("FindingForm", of, "words") | life.of("RoutingForm", of, "words")
    corrected = life.of("CorrectForm", of, "value", "why", "document") | life.of("OpenForm", of, "goals")
    sign(life, person, of, legal)
    legal |= life.of("SigningForm", of, "words")
    visit = life.of("VisitForm", of, "note")
    for who, part, shows in (
        ("R3", "legal", legal | corrected),
        ("R4", "legal", legal | corrected),
        ("R4", "tests", set()),
        ("R3", "card", card | visit),
        ("R8", "card", card | visit),
        ("R8b", "card", life.of("OpenForm", of, "preferred_name", "contact")),
    ):
        form = dict(life.ask(who, reverse("care:show", args=[person.code])).context["parts"])[part]
        values = life.filled(form, of, purpose="other")
        address = reverse(f"care:{part}", args=[person.code])
        life.ask(who, address, values | {"purpose": ""}, status=422, shows=life.comes_back(form, values))
        life.ask(who, address, values, shows=shows)
    life.ask("R3", reverse("care:who_looked", args=[person.code]), {})
    for who in WHO:
        life.ask(who, reverse("care:index"), status=200 if who in ("R3", "R4", "R8", "R8b") else 404)
    break_glass(life, person, of, legal)


def take_along(life: Life, person: SupportedPerson, of: str) -> None:
    """A helper's phone, where the reviewer allows it: the pack tells no word, its door the name, the card the visit."""
    life.ask("R15", reverse("care:allowance"), {"number": "7/QĐ-UBKT", "decided_on": TODAY}, status=302)
    pack = life.ask("R8", reverse("sync:exchange"), HTTP_ACCEPT_ENCODING="identity").json()
    life.ask("R8", reverse("care:take_along"), {"purpose": "visit"}, shows=life.of("OpenForm", of, "preferred_name"))
    [card] = pack["sections"]["cards"]["rows"]
    said = {"card": card["id"], "body": card["body"], "visited_on": TODAY}
    said["note"] = life.words.word("CarriedVisitForm.note", of)
    told = {"id": str(uuid4()), "sequence": 1, "kind": "care.visit", "payload": said}
    sent = {"device": pack["device"], "operations": [told]}
    life.ask("R8", reverse("sync:exchange"), sent, content_type="application/json")
    note = life.of("CarriedVisitForm", of, "note") | life.of("VisitForm", of, "note")
    shows = life.of("OpenForm", of, "preferred_name", "contact", "needs") | life.of("CorrectForm", of, "value") | note
    life.ask("R8", reverse("care:card", args=[person.code]), {"purpose": "visit"}, shows=shows)


def sign(life: Life, person: SupportedPerson, of: str, legal: set[Canary]) -> None:
    """What was put before the chairman: read, but for what stood on the card, and answered."""
    life.ask("R2", reverse("care:routings"))
    life.ask("R2", reverse("care:legal", args=[person.code]), {"purpose": "signature"}, shows=legal)
    life.send("R2", reverse("care:routing", args=[Routing.objects.get(person=person).pk]), of, said="signed")


def break_glass(life: Life, person: SupportedPerson, of: str, legal: set[Canary]) -> None:
    address = reverse("care:break_glass")
    form = life.ask("R1", address).context["form"]
    values = life.filled(form, of, code=person.code)
    life.ask("R1", address, values | {"words": "gấp"}, status=422)
    life.ask("R1", address, values, shows=legal)
    life.ask("R15", reverse("care:reviews"))
    review = reverse("care:review", args=[BreakGlass.objects.get(person=person).pk])
    life.ask("R15", review, shows=life.of("BreakForm", of, "words"))
    life.ask("R15", review, {"verdict": "upheld"}, status=302)
    life.ask("R15", reverse("care:digest"))
    opening = Event.objects.using(SEALED).filter(verb="care.looked", commune=person.commune).latest("sequence")
    inquire = reverse("care:inquire", args=[opening.pk])
    life.send("R15", inquire, of, said="sound")
    life.ask("R15", inquire, shows=life.of("InquiryForm", of, "note"))


def find(life: Life, identity: dict[str, str]) -> None:
    """By a number, then by name and year: the answer is a code, and the form that was filled in."""
    address = reverse("care:find")
    form = life.ask("R3", address).context["form"]
    life.ask("R3", address, life.filled(form, "nobody"), shows=life.of("FindForm", "nobody", "number", "full_name"))
    for values in ({"number": identity["card_number"]}, {"full_name": identity["full_name"], "born": "1991"}):
        found = life.ask("R3", address, values, shows=typed(life.words, values))
        assert len(found.context["found"]) == 1


def close_file(life: Life, person: SupportedPerson, of: str) -> None:
    """What has ended is there for nobody, but for the chief in an emergency."""
    life.send("R3", reverse("care:close_file", args=[person.code]), of, reason="dead", on=TODAY)
    life.ask("R3", reverse("care:show", args=[person.code]), status=404)
    shows = life.of("OpenForm", of, *IDENTITY) | life.of("CloseForm", of, "document")
    life.send("R3", reverse("care:open_ended"), f"{of}, ended", status=200, shows=shows, code=person.code)


# --- tips -----------------------------------------------------------------------------------------------------


def make_tip_key(life: Life, role: str) -> None:
    user, at = life.users[role], reverse("hotline:keys")
    chosen = life.words.word("KeyForm.password", role)
    secret = {"current": life.passwords[user.pk], "password": chosen, "again": chosen}
    life.send(role, at, role, **secret)
    life.tip_words[user.pk] = chosen


def change_tip_key(life: Life, role: str) -> None:
    user, chosen = life.users[role], life.words.word("PassphraseForm.password", role)
    secret = {"old": life.tip_words[user.pk], "password": chosen, "again": chosen}
    action = reverse("hotline:change_passphrase")
    life.send(role, reverse("hotline:keys"), role, action=action, named="change_form", **secret)
    life.tip_words[user.pk] = chosen


def tell_tips(life: Life) -> None:
    """Two officers make keys; one tip is told by a village head, opened, passed on and closed."""
    for role in ("R3", "R4"):
        make_tip_key(life, role)
    life.send("R7", reverse("hotline:write"), "tip", status=200, channel="call", village="Nà Lìn", not_to=[])
    opening = {"passphrase": life.tip_words[life.users["R4"].pk]}
    tip = Tip.objects.get(commune=life.place.pk)
    at, told = reverse("hotline:show", args=[tip.pk]), life.of("TipForm", "tip", "words")
    life.ask("R4", reverse("hotline:open_waiting"), opening, shows=told)
    step = reverse("hotline:take_step", args=[tip.pk])
    life.send("R4", at, "step", action=step, named="step_form", verb="passed_on", next_on="")
    life.ask("R4", at, opening, shows=told | life.of("StepForm", "step", "sent_to", "document", "words"))
    life.ask("R4", at, {"passphrase": life.words.word("OpenForm.passphrase", "wrong")}, status=422)
    change_tip_key(life, "R4")
    share = reverse("hotline:share")
    to = {"to": str(Recipient.objects.get(user=life.users["R4"].pk).pk)}
    life.send("R3", reverse("hotline:keys"), action=share, named="share_form",
              passphrase=life.tip_words[life.users["R3"].pk], **to)  # fmt: skip
    life.ask("R4", reverse("hotline:find"), {"code": "000000"}, status=422)


def tell_unseen(life: Life) -> None:
    """The chief of police opens the public page; somebody unknown sends a tip on it, and asks what became of it."""
    life.ask("R3", reverse("hotline:form"), {"number": "12/QĐ-CAX", "decided_on": TODAY}, status=302)
    outside, at = Client(raise_request_exception=False), "/bao-tin/"
    agent = life.words.word("browser of who sends")
    words = {"sent": "k" * 40, "words": life.words.word("SentForm.words", "sent"), "village": "Nà Lìn"}
    told = life.of("SentForm", "sent", "words")
    life.ask(outside, at, words | {"about": "police"}, shows=told, HTTP_USER_AGENT=agent)
    for number in range(5):
        sent = words | {"about": "no", "sent": f"{number}" * 40}
        answer = life.ask(outside, at, sent, HTTP_USER_AGENT=agent).content.decode()
    receipt = re.search(r'class="groups">([\d ]+)<', answer)[1]
    life.ask(outside, f"{at}hoi/", {"receipt": receipt}, HTTP_USER_AGENT=agent)
    opening = {"passphrase": life.tip_words[life.users["R3"].pk]}
    life.ask("R3", reverse("hotline:open_waiting"), opening, shows=told)


# --- what goes wrong ------------------------------------------------------------------------------------------


def go_wrong(life: Life, person: SupportedPerson) -> None:
    """Wrong addresses and forms that nobody may send: what was typed comes back to nobody."""
    word = life.words.word("typed into an address")
    visit = reverse("care:record_visit", args=[person.code])
    values = {"id": str(uuid4()), "visited_on": TODAY, "note": life.words.word("VisitForm.note", "refused")}
    for who in WHO:
        life.ask(who, f"/ho-so/{word}/?q={word}", status=404)
    life.ask(Client(), f"/khong-co/{word}/", status=404)
    life.ask("R7", visit, values, status=404)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(life.users["R8"])
    life.ask(strict, visit, values, status=403)
    life.ask("R8", visit, values, status=413, CONTENT_LENGTH=str(10**9))
    stale = life.desk(life.users["R3"])
    life.ask(stale, reverse("care:legal", args=[person.code]), {"words": values["note"]}, status=403)
    Session.objects.filter(pk=stale.session.session_key).update(expire_date=timezone.now())
    life.ask(stale, visit, values, status=401)
