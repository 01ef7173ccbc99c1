"""The walk over every page, as everybody, for everybody's things; what each answer should be, by the oracle."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from banlanh.accounts.stepup import SHOWN_AT
from banlanh.core.homes import SEALED, WORKING
from tests.support.untold import Changes

from . import canaries, policy
from .files import ASSIGNED, NOBODY_S
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
UNUSED_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
# The office, a village, a stranger: they also try what is answered before it matters who asks, or as a GET is.
TRY_UNUSED = {"R1", "R7", "người chưa đăng nhập"}


def named_pages() -> set[str]:
    """The name of every page there is."""

    def walk(patterns, room: str) -> Iterator[str]:
        for each in patterns:
            if isinstance(each, URLPattern):
                yield f"{room}{each.name}"
            else:
                yield from walk(each.url_patterns, f"{each.namespace}:" if each.namespace else room)

    return set(walk(get_resolver().url_patterns, ""))


@cache
def cells(data: str) -> dict[str, str]:
    return policy.cells_of(data)


def is_allowed(page: Page, who: Identity, target: str) -> bool:
    """What the table says: may `who` open this page of this target?"""
    if page.extent == PUBLIC:
        return True
    if page.extent == SIGNED_IN:
        return who.signs_in
    if page.extent == WORKS_HERE:
        return who.signs_in and who.role is not None
    if not who.signs_in or who.role is None or target in (ELSEWHERE, "theirs") or page.extent == SOMEBODY_ELSE_S:
        return False
    if page.extent == ENDS_SIGN_INS:
        return who.role in ("R3", "R14")
    if page.extent == RELEASE:
        return "release" in cells("C0")[who.role]
    if page.extent in (A_FILE, A_UNION_S):
        is_chair = who.role == "R8b" or page.extent == A_FILE
        is_open = target in (ASSIGNED, NOBODY_S) and is_chair
        return is_open and policy.grants(cells(page.data)[who.role], page.act, own=target == ASSIGNED)
    is_own = target in who.own if page.extent == BODY else page.extent == ANYTHING
    return policy.grants(cells(page.data)[who.role], page.act, own=is_own)


def expected(page: Page, who: Identity, target: str, method: str) -> set[int]:
    """The statuses that are right."""
    if not who.signs_in and page.extent != PUBLIC:
        return {302}
    is_served = method in page.methods or (method == "HEAD" and "GET" in page.methods)
    if not is_allowed(page, who, target):
        return {404} if is_served else {404, 405}
    if is_served:
        return {200, 302, 422}
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


@dataclass
class Visitor:
    """One identity on its walk; whatever its visits change is undone after each."""

    world: World
    who: Identity
    visited: int = 0
    bytes: int = 0  # that were looked through for canaries

    def __post_init__(self):
        self.client = Client()
        if self.who.name != "người chưa đăng nhập":
            self.client.force_login(self.world.people[self.who.name])
            self.show_factor()
        self.cookies = self.client.cookies.copy()

    def show_factor(self) -> None:
        """As if it had been asked for a moment ago: the table is what is walked here (ADR 16)."""
        session = self.client.session
        session[SHOWN_AT] = int(timezone.now().timestamp())
        session.save()

    def mismatches(self, names) -> Iterator[str]:
        """Every answer of these pages that the oracle would not have given."""
        for name in names:
            for page in PAGES[name]:
                for target, method in self.visits(page):
                    for fault in self.visit(name, page, target, method):
                        yield f"{method} {name} {target}: {fault}"

    def visits(self, page: Page) -> Iterator[tuple[str, str]]:
        targets = {self.who.body if target == "own" else target: None for target in page.targets}
        tries_all = self.who.name in TRY_UNUSED
        methods = ("GET", "POST") if tries_all else sorted(page.methods)
        # What no view serves is answered before a database is asked: on one of two is enough.
        unused = UNUSED_METHODS if connection.vendor == "sqlite" else ()
        once = ("HEAD", *unused) if tries_all else ()
        for number, target in enumerate(target for target in targets if target or page.targets == ("",)):
            yield from ((target, method) for method in (*methods, *(() if number else once)))

    def visit(self, name: str, page: Page, target: str, method: str) -> list[str]:
        address = reverse(name, args=page.args(self.world, target), query=page.query(self.world, target))
        form = {"data": page.form} if method == "POST" else {}
        self.client.cookies = self.cookies.copy()
        self.visited += 1
        changes = Changes()
        with transaction.atomic(), transaction.atomic(using=SEALED):
            with connection.execute_wrapper(changes.listen):
                response = getattr(self.client, method.lower())(address, **form)
            found = list(faults(response, page, self.who, target, method))
            may = is_allowed(page, self.who, target)
            if "audit_event" in changes.tables and not may:
                found.append("something was written")
            body = b"".join(response.streaming_content) if response.streaming else response.content
            self.bytes += len(body)
            expected = canaries.shown(name, self.who.role, target, method) if may else set()
            found += canaries.faults_of(self.world.canaries, response, body, expected)
            for database in (WORKING, SEALED):
                transaction.set_rollback(True, using=database)
        return found
