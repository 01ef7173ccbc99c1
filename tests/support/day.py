"""An officer's day at the pages of care, in a real browser: every tap and key counted, every wait for a page timed.

The same day without protection is walked through the same pages: the second factor was shown a moment before, and a
file opens by a tap on its row, as it would if nobody asked why.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pyotp
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from banlanh.accounts.factors import seal_secret
from banlanh.accounts.models import Factor, Session, User
from banlanh.accounts.sessions import SessionStore
from banlanh.accounts.stepup import SHOWN_AT
from banlanh.care import actions
from banlanh.care.models import SupportedPerson
from banlanh.care.tests.conftest import TOLD
from banlanh.core import clock
from banlanh.places.models import Place

SECRET = pyotp.random_base32()
# What a tap on the row of a file would do where nobody asks for a purpose.
OPEN_AT_ONCE = """address => {
  const form = document.createElement("form")
  form.method = "post"; form.action = address
  const said = {purpose: "file", csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value}
  for (const name in said) form.append(Object.assign(document.createElement("input"), {name, value: said[name]}))
  document.body.append(form); form.submit() }"""


@dataclass
class Files:
    """New files of one officer, opened by themselves or by their chief."""

    village: Place
    officer: User
    by: User

    def open(self, **days) -> SupportedPerson:
        number = str(uuid4().int)[:12]
        told = replace(TOLD, identity=TOLD.identity | {"card_number": number, "phone": ""}, **days)
        person = actions.open_file(uuid4(), told, village=self.village, by=self.by)
        return person if self.by == self.officer else actions.hand_to_officer(person, self.officer, by=self.by)

    def tested(self) -> SupportedPerson:
        """A test is due."""
        person = self.open()
        actions.set_interval(person, months=3, first_on=clock.today(), decided_by="Trưởng Công an xã", by=self.by)
        return person

    def ending(self) -> SupportedPerson:
        """The term is over in a week."""
        on = clock.today() - relativedelta(years=1) + timedelta(days=7)
        return self.open(decided_on=on, completed_on=on)


def give_phone(user: User) -> None:
    """An app on their phone that shows six digits."""
    shown = {"sealed": seal_secret(SECRET, user.pk), "last_step": 0, "since": timezone.now()}
    Factor.objects.update_or_create(user=user, defaults=shown)


def let_factor_lapse() -> None:
    """As if a quarter of an hour had passed, on every machine."""
    Factor.objects.update(last_step=0)
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        session.pop(SHOWN_AT, None)
        session.save()


@dataclass
class Hand:
    """A hand at a page: what it does, and how long it waits."""

    page: object
    taps: int = 0
    keys: int = 0
    words: int = 0  # typed in one go, each thought of once
    reaches: int = 0  # from the pointer to the keys, or back
    waited: float = 0.0
    is_at_keys: bool = False
    factors: int = 0  # so often the second factor was asked for

    def tap(self, place) -> None:
        self.tap_somewhere()
        place.click()

    def tap_somewhere(self) -> None:
        self.to_keys(False)
        self.taps += 1

    def type(self, text: str) -> None:
        self.to_keys(True)
        self.words += 1
        self.keys += len(text)
        self.page.keyboard.type(text)

    def enter(self) -> None:
        self.keys += 1
        with self.waiting():
            self.page.keyboard.press("Enter")

    def to_keys(self, is_at_keys: bool) -> None:
        self.reaches += is_at_keys != self.is_at_keys
        self.is_at_keys = is_at_keys

    def follow(self, place) -> None:
        with self.waiting():
            self.tap(place)

    def choose(self, field, label: str) -> None:
        """From a list that opens at the first tap."""
        self.tap(field)
        self.taps += 1
        field.select_option(label=label)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        began = time.perf_counter()
        with self.page.expect_navigation(wait_until="load"):
            yield
        self.waited += time.perf_counter() - began


@dataclass
class Day:
    """Open the due test, record it, look at one file with purpose, ask a union to help, close a file."""

    page: object
    server: str
    union: str
    is_protected: bool = True
    by_envelope: bool = False  # a purpose of one's own choice, not the task's in the list
    before_each: Callable[[], None] = lambda: None
    hand: Hand = field(init=False)

    def __post_init__(self):
        self.hand = Hand(self.page)

    def spend(self, tested: str, watched: str, leaving: str) -> Hand:
        """With three files, by their codes: a test is due; the term of the other two ends soon, one has died."""
        self.page.goto(f"{self.server}/ho-so/")
        for act, code in ((self.record_test, tested), (self.look, watched), (self.assign, ""), (self.close, leaving)):
            self.before_each()
            act(code)
        return self.hand

    def record_test(self, code: str) -> None:
        self.follow("link", code)
        self.follow("link", "Ghi xét nghiệm")
        self.hand.tap(self.page.get_by_label("âm tính"))
        self.follow("button", "Ghi xét nghiệm")

    def look(self, code: str) -> None:
        if not self.is_protected:
            with self.hand.waiting():
                self.hand.tap_somewhere()
                self.page.evaluate(OPEN_AT_ONCE, f"/ho-so/{code}/ho-so/")
        elif self.by_envelope:
            self.follow("link", code)
            self.follow("button", "Lập, kiểm tra hồ sơ")
        else:
            self.follow("button", "Kiểm tra hồ sơ", within=self.page.locator("li").filter(has_text=code))
        self.page.get_by_text("Họ và tên").wait_for()

    def assign(self, _: str) -> None:
        """From the file that lies open."""
        self.follow("link", "Giao đơn vị giúp")
        self.hand.choose(self.page.get_by_label("Giao ai giúp?"), self.union)
        self.follow("button", "Giao đơn vị giúp đỡ")

    def close(self, code: str) -> None:
        self.follow("link", code)
        self.hand.tap(self.page.get_by_text("Việc khác", exact=True))
        self.follow("link", "Kết thúc hồ sơ")
        self.hand.choose(self.page.get_by_label("Lý do"), "chết")
        self.hand.tap(self.page.get_by_label("Văn bản kèm theo"))
        self.hand.type("3/TB")
        self.follow("button", "Kết thúc hồ sơ")

    def follow(self, role: str, name: str, within=None) -> None:
        """To the page behind a link or a button; where it asks for the second factor first, that is shown."""
        self.hand.follow((within or self.page).get_by_role(role, name=name).first)
        if self.page.locator("[name=digits]").count():
            self.hand.factors += 1
            self.hand.type(pyotp.TOTP(SECRET).at(datetime.now(UTC)))
            self.hand.enter()
            if (again := self.page.get_by_role("button", name="Gửi tiếp")).count():
                self.hand.follow(again)
