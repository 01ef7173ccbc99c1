"""House rules for views and templates: scope, declaration, no inline code, humane words (SEC-10, SEC-51, P12)."""

import ast
import re

import pytest
from django.urls import URLPattern, get_resolver

from banlanh.accounts.enums import Act, Data

from .sources import SHIPPED, files, name, strings, text, tree

SCOPED = re.compile(r"\.objects\b(?!\s*\.(?:for_place|visible_to)\()")
FREE_ROOMS = ("banlanh/accounts/", "banlanh/places/")
BANNED_IN_TEMPLATES = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script of its own": re.compile(r"<script\b(?![^>]*\ssrc=)", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "text past the escaping": re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off"),
    "another host": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.I),
}
# "đối tượng" may stand only where an official title is quoted.
BANNED_WORDS = re.compile(r"con nghiện|(?<![«“\"])\bđối tượng\b", re.IGNORECASE)
SHOWN = (".html", ".js", ".txt")


def faults(template: str) -> list[str]:
    return [fault for fault, pattern in BANNED_IN_TEMPLATES.items() if pattern.search(template)]


def views() -> list[URLPattern]:
    """Every page there is."""

    def walk(patterns):
        for each in patterns:
            yield from [each] if isinstance(each, URLPattern) else walk(each.url_patterns)

    return list(walk(get_resolver().url_patterns))


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ('<p style="color:red">', "a style attribute"),
        ("<style>p {}</style>", "a style element"),
        ("<script>go()</script>", "a script of its own"),
        ('<button onclick="go()">', "an event attribute"),
        ('<a href="javascript:go()">', "a javascript address"),
        ("{{ note|safe }}", "text past the escaping"),
        ('<img src="https://elsewhere/a.png">', "another host"),
    ],
)
def test_the_rule_for_templates_finds(template, fault):
    assert faults(template) == [fault]
    assert faults('<script type="module" src="/a.js"></script><p class="style">on = {{ a }}</p>') == []


def test_the_rules_for_words_and_queries_find_what_they_look_for():
    assert SCOPED.search("Plan.objects.filter(pk=pk)") and SCOPED.search("Plan.objects.all()")
    assert not SCOPED.search("Plan.objects.for_place(place)") and not SCOPED.search(
        "Plan.objects\n  .visible_to(reach)"
    )
    assert BANNED_WORDS.search("Đối tượng quản lý") and BANNED_WORDS.search("người con nghiện")
    assert not BANNED_WORDS.search("bảng «đối tượng quản lý sau cai»")
    assert [words for _, words in strings(ast.parse('"""doc"""\nx = "said"'))] == ["said"]


def test_a_view_reads_only_within_a_place():
    paths = [path for path in files(".py") if "@touches(" in text(path)]
    found = [path for path in paths if not name(path).startswith(FREE_ROOMS)]
    assert [name(path) for path in found if SCOPED.search(text(path))] == []


@pytest.mark.parametrize("page", views(), ids=lambda page: f"/{page.pattern} {page.name}")
def test_a_view_declares_what_it_touches(page):
    data, act = page.callback.touches
    assert data in Data and act in Act


@pytest.mark.parametrize("path", files(".html"), ids=name)
def test_a_template_holds_no_code(path):
    assert faults(text(path)) == []


@pytest.mark.parametrize("path", [path for ending in SHOWN for path in files(ending)], ids=name)
def test_a_page_has_no_word_that_hurts(path):
    assert BANNED_WORDS.findall(text(path)) == []


def test_code_says_no_word_that_hurts():
    """The reader in `vanban` has to know the words of others; nothing of it is shown."""
    ours = [path for path in files(".py", under=SHIPPED) if not name(path).startswith("vanban/")]
    said = [(name(path), line) for path in ours for line, words in strings(tree(path)) if BANNED_WORDS.search(words)]
    assert said == []


DANGERS_OF_A_SCRIPT = {
    "markup": re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write"),
    "code from text": re.compile(r"\beval\(|new Function|setTimeout\(\s*[\"'`]"),
    "messages of other windows": re.compile(r"postMessage|addEventListener\(\s*[\"']message"),
    "other hosts": re.compile(r"https?://"),
    "a store that outlives the tab": re.compile(r"localStorage\.setItem|indexedDB\.open|caches\.open"),
    "objects that inherit what others wrote": re.compile(r"__proto__|\.prototype\b"),
}
IDB = "banlanh/phone/static/phone/vendor/idb.js"
REVIEWED_IN_SCRIPTS = {
    ("banlanh/core/static/core/js/parts.js", "markup"): "a part of our own server's page, by the policy of this file",
    (
        "banlanh/phone/templates/phone/worker.js",
        "a store that outlives the tab",
    ): "the shell, which holds nobody's word",
    (IDB, "a store that outlives the tab"): "only phone/store.js calls it, with sheets that are sealed",
    (IDB, "objects that inherit what others wrote"): "it wraps the browser's own objects",
}


def dangers_of(script: str) -> set[str]:
    return {danger for danger, pattern in DANGERS_OF_A_SCRIPT.items() if pattern.search(script)}


@pytest.mark.parametrize(
    ("script", "danger"),
    [
        ("a.innerHTML = b", "markup"),
        ("eval(a)", "code from text"),
        ("addEventListener('message', go)", "messages of other windows"),
        ("import a from 'https://elsewhere/a.js'", "other hosts"),
        ("localStorage.setItem(a, b)", "a store that outlives the tab"),
        ("a.__proto__.b = c", "objects that inherit what others wrote"),
    ],
)
def test_the_rule_for_scripts_finds(script, danger):
    assert dangers_of(script) == {danger}
    assert dangers_of("localStorage.clear()\na.textContent = b") == set()


def test_scripts_do_nothing_dangerous_that_was_not_reviewed():
    found = {(name(path), danger) for path in files(".js") for danger in dangers_of(text(path))}
    assert found == set(REVIEWED_IN_SCRIPTS)


def test_what_is_typed_waits_in_the_tab_only_on_the_page_that_reviews_plans():
    """It waits there in the clear, so no page about people may have it (SEC-38)."""
    keepers = [name(path) for path in files(".js") if "./keep.js" in text(path)]
    assert keepers == ["banlanh/core/static/core/js/review.js"]
    loaders = {name(path).split("/")[1] for path in files(".html") if "review.js" in text(path)}
    assert loaders == {"plans"}
