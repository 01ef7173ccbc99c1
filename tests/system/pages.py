"""How a person uses a page: signs in, follows links; and what stands in the fields of a form."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.urls import resolve

# Addresses that answer with a file, not with a page.
FILES = {"plans:source", "records:attachment", "reports:download", "checks:listed", "situation:poster"}
FILES |= {"reports:paper", "papers:download", "outreach:sound", "outreach:paper", "outreach:recordings"}
ASKING = {"accounts:signed_in"}  # asks for a phone that nobody of the demonstration has; test_second_factor opens it
LINK = re.compile(r"""<a\b[^>]*\shref=["']([^"']+)["']""")

Key = tuple[str, tuple[str, ...]]


def sign_in(page, server: str, username: str, password: str) -> None:
    page.goto(f"{server}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{server}/")


def sideways(page) -> list[str]:
    """Only what scrolls inside its own box may be wider than the screen."""
    page.wait_for_load_state()  # a page just come by a click may have no element yet
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{wide} px wide on a screen of {screen}"] if wide > screen else []


def key_of(address: str) -> Key:
    """The kind of page at `address`: its name, and what its query asks."""
    parts = urlsplit(address)
    return resolve(parts.path).view_name, tuple(sorted(parse_qs(parts.query)))


def walk(read: Callable[[str], str], start: str = "/") -> Iterator[tuple[Key, str]]:
    """One address for each kind of page that links lead to; `read` opens an address and gives its HTML."""
    waiting, met = [start], {key_of(start)}
    while waiting:
        address = waiting.pop(0)
        html = read(address)
        yield key_of(address), address
        for href in LINK.findall(html):
            link = urldefrag(urljoin(address, href.replace("&amp;", "&"))).url
            if (key := key_of(link)) not in met and key[0] not in FILES | ASKING:
                met.add(key)
                waiting.append(link)


class Fields(HTMLParser):
    """The values that a page's forms hold, by the name of their field, as a browser would send them."""

    def __init__(self, html: str):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.area, self.choice, self.text = "", "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        name, value = found.get("name"), found.get("value") or ""
        if tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.choice = name
        elif tag == "option" and "selected" in found:
            self.keep(self.choice, value)
        elif tag == "input" and name and (found.get("type") not in ("radio", "checkbox") or "checked" in found):
            self.keep(name, value)

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.keep(self.area, self.text.removeprefix("\n"))

    def keep(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


def fields(html: str, *names: str) -> dict[str, list[str]]:
    """What stands in the fields `names` of the page; in all of them where none is named."""
    found = Fields(html).values
    return {name: found.get(name, []) for name in names} if names else found


def text_of(html: str) -> str:
    """The words of a page, as they are read."""
    words = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", words)
