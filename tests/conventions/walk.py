"""The walk over every page, as everybody, for everybody's things; what each answer should be, by the oracle.

`make test` tries what a page serves, and a stranger tries the rest; `make policy` tries every method, as everybody,
on everything. What is not theirs must look like what is not there (SEC-13).
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from banlanh.accounts.actions import end_all_sign_ins
from banlanh.accounts.stepup import SHOWN_AT
from banlanh.care.codes import new_code
from banlanh.core.homes import SEALED, WORKING
from tests.support.untold import Changes

from . import canaries, policy
from .files import ASSIGNED, CAN_BE_ASSIGNED, FAR, NOBODY_S
from .page import (
    A_FILE,
    A_UNION_S,
    ANYTHING,
    BODY,
    ENDS_SIGN_INS,
    PUBLIC,
    RELEASE,
    SIGNED_IN,
    SOMEBODY_ELSE_S,
    WORKS_HERE,
    Page,
)
from .pages import PAGES
from .world import ELSEWHERE, Identity, World

SIGN_IN = "/dang-nhap/"
OF_OTHERS = (ELSEWHERE, "theirs", FAR)  # another commune's
IS_WHOLE = bool(os.environ.get("BANLANH_TEST_NIGHTLY"))
UNUSED_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
METHODS = ("GET", "HEAD", "POST", *UNUSED_METHODS)
ABOUT_PEOPLE = ("C4", "C5", "C6", "C7", "C8")
# Of these: by day only their refusals are held, to the letter, against nobody's.
HAVE_THEIR_OWN = {"R2", "R4", "R8b", "R11"}
STRANGER = "người chưa đăng nhập"  # who also tries what is answered before it matters who asks, or as a GET is


def views(patterns: Iterable, room: str = "") -> Iterator[tuple[str, Callable]]:
    """Every page there is: its name and its view."""
    for each in patterns:
        if isinstance(each, URLPattern):
            yield f"{room}{each.name}", each.callback
        else:
            yield from views(each.url_patterns, f"{each.namespace}:" if each.namespace else room)


def is_allowed(page: Page, who: Identity, target: str) -> bool:
    """What the table says: may `who` open this page of this target?"""
    if page.extent == PUBLIC:
        return True
    if page.extent == SIGNED_IN:
        return who.signs_in
    if page.extent == WORKS_HERE:
        return who.signs_in and who.role is not None
    if not who.signs_in or who.role is None or target in OF_OTHERS or page.extent == SOMEBODY_ELSE_S:
        return False
    if page.extent == ENDS_SIGN_INS:
        return who.role in ("R3", "R14")
    if page.extent == RELEASE:
        return any(who.role in roles for roles in policy.RELEASES.values())
    cell = policy.cell(who.role, page.data)
    if page.extent in (A_FILE, A_UNION_S):
        is_chair = who.role == "R8b" or page.extent == A_FILE
        is_own = target == ASSIGNED and who.role in CAN_BE_ASSIGNED
        reaches_files = cell.scopes and target in (ASSIGNED, NOBODY_S)  # a cell without a reach is about no file
        return bool(is_chair and reaches_files) and cell.allows(page.act, own=is_own)
    is_own = target in who.own if page.extent == BODY else page.extent == ANYTHING
    return cell.allows(page.act, own=is_own)


def expected(page: Page, who: Identity, target: str, method: str) -> set[int]:
    """The statuses that are right."""
    if not who.signs_in and page.extent != PUBLIC:
        return {302, 401} if who.is_ended else {302}  # 401 keeps what was being sent
    is_served = method in page.methods or (method == "HEAD" and "GET" in page.methods)
    if not is_allowed(page, who, target):
        return {404} if is_served else {404, 405}
    if is_served:
        return {200, 301, 302, 422}  # 301: an address of old leads on
    return {200, 302, 405} if method == "POST" else {405}  # a page that is only read ignores what is sent to it


def faults(response: HttpResponse, page: Page, who: Identity, target: str, method: str) -> Iterator[str]:
    right = expected(page, who, target, method)
    if response.status_code not in right:
        yield f"{response.status_code}, not {sorted(right)}"
    asks_to_sign_in = response.get("Location", "").startswith(SIGN_IN)
    if response.status_code == 302 and page.extent != PUBLIC and asks_to_sign_in == who.signs_in:
        yield f"sent to {response['Location']}"
    if "default-src 'none'" not in response["Content-Security-Policy"] and "sandbox" not in response.headers.values():
        yield "no policy for its content"
    if response["Cache-Control"] != "no-store":
        yield "may stay on a shared machine"


def likeness(response: HttpResponse) -> tuple:
    """All that a browser is told, but for the form's token."""
    body = re.sub(rb'value="\w{64}"', b"", response.content)
    return response.status_code, body, sorted(response.headers.items())


def nobody_s(value):
    """In an address: the same kind of thing, but one that is not there."""
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, int):
        return value + 1_000_000
    return new_code() if re.fullmatch(r"HT-\S+", value) else value


@dataclass(frozen=True)
class Question:
    """What is asked of a page once: by which method, about whose things."""

    name: str
    page: Page
    target: str
    method: str

    def address(self, world: World, replaced: Callable = lambda value: value) -> str:
        args = [replaced(value) for value in self.page.args(world, self.target)]
        query = {key: replaced(value) for key, value in self.page.query(world, self.target).items()}
        return reverse(self.name, args=args, query=query)


def questions(who: Identity, names: Iterable[str]) -> Iterator[Question]:
    """What `who` asks of these pages."""
    for name, page in [(each, page) for each in names for page in PAGES[each]]:
        targets = {who.body if target == "own" else target: None for target in page.targets}
        meant = [target for target in targets if target or page.targets == ("",)]
        for target in meant if IS_WHOLE else one_of_each(page, who, meant):
            for method in methods(page, who, target, is_first=target == meant[0]):
                yield Question(name, page, target, method)


def one_of_each(page: Page, who: Identity, targets: list[str]) -> list[str]:
    """By day: the first thing that is theirs to open, and the first that is not."""
    return [*{is_allowed(page, who, target): target for target in reversed(targets)}.values()]


def methods(page: Page, who: Identity, target: str, *, is_first: bool) -> Iterable[str]:
    """By day a form is sent by who may not: what comes of it from who may, its room tests.

    Whose page it is is asked before the method matters: who may not sends what writes, where there are two.
    """
    if IS_WHOLE:
        return METHODS
    if who.name != STRANGER:
        is_shown = "GET" in page.methods and is_allowed(page, who, target)
        return ["GET"] if is_shown else sorted(page.methods)[0 if who.name in HAVE_THEIR_OWN else -1 :]
    # What no view serves is answered alike, before a database is asked: one method on one of two is enough.
    unused = UNUSED_METHODS[:1] if connection.vendor == "sqlite" else ()
    return ("GET", "POST", *(("HEAD", *unused) if is_first else ()))


@dataclass
class Visitor:
    """One identity on its walk; whatever its visits change is undone after each."""

    world: World
    who: Identity
    visited: set[tuple[str, str, str]] = field(default_factory=set)
    bytes: int = 0  # that were looked through for canaries

    def __post_init__(self):
        self.client = Client()
        if self.who.name != STRANGER:
            self.client.force_login(self.world.people[self.who.name])
            self.show_factor()
        if self.who.is_ended:
            end_all_sign_ins(self.world.people[self.who.name], by=self.world.people["R14"])
        self.cookies = self.client.cookies.copy()

    def show_factor(self) -> None:
        """As if it had been asked for a moment ago: the table is what is walked here (ADR 16)."""
        session = self.client.session
        session[SHOWN_AT] = int(timezone.now().timestamp())
        session.save()

    def mismatches(self, names: Iterable[str]) -> Iterator[str]:
        """Every answer of these pages that the oracle would not have given."""
        for asked in questions(self.who, names):
            for fault in self.visit(asked):
                yield f"{asked.method} {asked.name} as {self.who} of {asked.target or 'all'}: {fault}"

    def visit(self, asked: Question) -> list[str]:
        address = asked.address(self.world)
        self.visited.add((asked.method, address, asked.target))
        changes = Changes()
        with transaction.atomic(), transaction.atomic(using=SEALED):
            with connection.execute_wrapper(changes.listen):
                response = self.ask(asked, address)
            may = is_allowed(asked.page, self.who, asked.target)
            found = list(faults(response, asked.page, self.who, asked.target, asked.method))
            if "audit_event" in changes.tables and not may:
                found.append("something was written")
            if response.status_code == 404 and self.could_learn(asked):
                found += self.told_by(response, asked, address)
            found += self.leaks(asked, response, may=may)
            for database in (WORKING, SEALED):
                transaction.set_rollback(True, using=database)
        return found

    def ask(self, asked: Question, address: str) -> HttpResponse:
        self.client.cookies = self.cookies.copy()
        form = {"data": asked.page.form} if asked.method == "POST" else {}
        return getattr(self.client, asked.method.lower())(address, **form)

    def leaks(self, asked: Question, response: HttpResponse, *, may: bool) -> list[str]:
        """Every canary in the answer that is not this page's to tell (SEC-12)."""
        body = b"".join(response.streaming_content) if response.streaming else response.content
        self.bytes += len(body)
        expected = canaries.shown(asked.name, self.who.role, asked.target, asked.method) if may else set()
        return canaries.faults_of(self.world.canaries, response, body, expected)

    def could_learn(self, asked: Question) -> bool:
        """Whether the thing itself was sought: who has no right to any of its class is refused before."""
        is_sought = self.who.role and asked.page.act in policy.cell(self.who.role, asked.page.data).acts
        is_tried = self.who.name in HAVE_THEIR_OWN and asked.page.data in ABOUT_PEOPLE
        return bool(is_sought) and (IS_WHOLE or is_tried)

    def told_by(self, response: HttpResponse, asked: Question, address: str) -> list[str]:
        """Nothing, where it is the answer to what is not there, to the letter (SEC-13)."""
        elsewhere = asked.address(self.world, nobody_s)
        is_same = elsewhere == address or likeness(self.ask(asked, elsewhere)) == likeness(response)
        return [] if is_same else ["looks other than what is not there"]
