"""People who work through the pages for a month: each at their own browser, the day set by the test."""

import re
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from banlanh.demo.people import PASSWORD
from tests.support.browser import DESK, PHONE

from .pages import sign_in

ON_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True)
class Person:
    """Somebody at their browser. Each step ends when the next page is there, so the test may ask the database."""

    page: object
    is_on_phone: bool

    def follow(self, place) -> None:
        """Press a link or a button that leads to a page."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            place.tap() if self.is_on_phone else place.click()

    def link(self, name: str):
        """The link of just this name, else the first that has it in its words."""
        exact = self.page.get_by_role("link", name=name, exact=True)
        return (exact if exact.count() else self.page.get_by_role("link", name=name)).first

    def go(self, *names: str) -> None:
        """By links, one after the other, as somebody finds the way who has no address."""
        for name in names:
            self.follow(self.link(name))

    def take_up(self, title: str, period: str = "") -> None:
        """Find work among *Việc của tôi* and open the form that says it is done."""
        self.go("Việc của tôi")
        found = self.on_desk(title, period).first
        button = found.locator("a.btn")
        self.follow(button if button.count() else found)
        record = self.page.locator(".head a.btn")  # what lies further ahead leads to the duty's own page first
        if record.count():
            self.follow(record)

    def on_desk(self, title: str, period: str = ""):
        """The cards and rows of this work on the page that is open."""
        return self.page.locator(".duty, main a.row").filter(has_text=title).filter(has_text=period)

    def fill(self, **typed: str) -> None:
        """Type into fields by their names."""
        for name, value in typed.items():
            self.page.locator(f"[name={name}]:visible").fill(value)

    def tick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def press(self, button: str) -> None:
        """Press a button that sends a form."""
        self.follow(self.page.get_by_role("button", name=button).first)

    def unfold(self, summary: str) -> None:
        self.page.locator("summary").filter(has_text=summary).first.click()

    @property
    def told(self) -> str:
        return re.sub(r"\s+", " ", self.page.inner_text("main"))

    def reads(self, said: str) -> None:
        assert said in self.told, self.told


@contextmanager
def people(browser, server: str, *, on_phone: str, at_desks: tuple[str, ...]):
    """Everybody signed in, by the name of their account."""
    with ExitStack() as opened:
        found = {}
        for name in (on_phone, *at_desks):
            looks = ON_PHONE if name == on_phone else {"viewport": DESK}
            context = browser.new_context(**looks, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
            page = opened.enter_context(context).new_page()
            sign_in(page, server, name, PASSWORD)
            found[name] = Person(page, name == on_phone)
        yield found
