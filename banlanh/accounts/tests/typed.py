"""What the page of signing in, or of the second factor, keeps of what was being sent."""

import html
import re


def kept_on(page) -> str:
    return html.unescape(re.search(r'name="kept" value="([^"]+)"', page.content.decode())[1])


def hidden_on(page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    found.pop("csrfmiddlewaretoken", None)
    return found
