"""A real Chromium for the tests of whole pages. Mark such a test `browser`."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from .nightly import IS_NIGHT

ENGINE = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def chromium_path(*, whole: bool = IS_NIGHT) -> str | None:
    """By night the browser that people have; by day its engine without the windows around it: for two fifths less."""
    return next(filter(None, map(shutil.which, BROWSERS if whole else (ENGINE, *BROWSERS))), None)


@contextmanager
def chromium(*, whole: bool = IS_NIGHT) -> Iterator:
    """The machine's own Chromium, started once; nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path, switches = chromium_path(whole=whole), ["--no-sandbox", "--disable-gpu"]
        started = playwright.chromium.launch(executable_path=path, args=switches)
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
