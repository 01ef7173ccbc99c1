"""The preview: the same words, escaped, nothing that runs or asks another host."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.document import Paragraph
from vanban.tests.examples import EXAMPLES
from vanban.tests.paper import squeezed
from vanban.tests.test_writing_file import FIELDS, HOSTILE
from vanban.tests.written import sample, texts, with_head
from vanban.writing import wording, write_html
from vanban.writing.html import page

TAGS = {
    "article",
    "section",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
}
TAGS |= {"b", "i", "u", "br", "hr"}
ATTRIBUTES = {"class", "lang", "role", "tabindex", "aria-label"}


class Seen(HTMLParser):
    """What a browser would find."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words, self.open = set(), set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        self.words.append(text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_are_those_of_the_docx_in_their_order(name):
    document = EXAMPLES[name]()
    assert squeezed("".join(Seen(write_html(document)).words)) == squeezed("".join(texts(document)))


@given(
    field=st.sampled_from(sorted(FIELDS)),
    text=st.text() | st.sampled_from([*HOSTILE, "<script>go()</script>", '" onclick="go()', "</article><b>"]),
)
def test_no_text_is_ever_markup(field, text):
    seen = Seen(write_html(FIELDS[field](text)))
    assert seen.tags <= TAGS and seen.attributes <= ATTRIBUTES and not seen.open
    words = wording.capitals(squeezed("".join(seen.words)))
    assert wording.capitals(squeezed(wording.line(text).strip("-.,;/ "))) in words


def test_the_gap_for_a_number_stays():
    words = " ".join(Seen(write_html(with_head(sample(), number=None))).words)
    assert "Số\xa0\xa0\xa0\xa0\xa0\xa0-BC/CB" in words


def test_templates_take_it_as_html():
    html = write_html(sample())
    assert html.__html__() is html and isinstance(html, str)


def test_a_page_may_give_parts_its_own_classes():
    html = write_html(sample(), {"line": "text mid", "table": ""})
    assert '<p class="text mid">BÁO CÁO' not in html and '<p class="text mid"><b>BÁO CÁO</b></p>' in html
    assert "<table><caption>" in html and "vb-line" not in html


def test_faces_are_told_by_tags():
    html = write_html(sample(blocks=(Paragraph("ổn định.", lead="Tình hình:"),)))
    assert "<b>Tình hình:</b> ổn định." in html
    assert "<i>Suối Lành, ngày 03 tháng 02 năm 2026</i>" in html and "<u>Nơi nhận:</u>" in html


def test_a_page_that_stands_by_itself_brings_its_style_and_asks_for_nothing():
    html = page(EXAMPLES["hd05-bien-ban"]())
    assert html.startswith("<!doctype html>") and "<title>Biên bản họp chi bộ tháng 8 năm 2026</title>" in html
    assert not re.search(r"https?:|url\(|@import|<script|<link", html)
    styled = set(re.findall(r"\.(vb-[a-z]+)", html.partition("</style>")[0]))
    used = set(re.findall(r'class="([^"]+)"', html))
    assert styled <= used | {"vb-to", "vb-rule"}
