"""A real Chromium for the tests of whole pages. Mark such a test `browser`."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def chromium_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator:
    """The machine's own Chromium, started once; nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"])
        try:
            yield started
        finally:
            started.close()


@pytest.fixture(scope="session")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser):
    """A page as wide as a desk's screen, with no memory of other tests."""
    with browser.new_context(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        yield context.new_page()


@pytest.fixture
def phone(browser):
    """A page as wide as a cheap phone's screen."""
    looks = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    with browser.new_context(**looks, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        yield context.new_page()
