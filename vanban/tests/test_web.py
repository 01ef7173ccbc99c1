"""Web pages: what Word saves and what portals print reads as the plain text does."""

import re
import unicodedata

import pytest

from vanban import Unreadable, read
from vanban.confined import lines_here
from vanban.tests.samples import PLAN
from vanban.tests.web_files import portal_page, word_page
from vanban.web import decoded


def page(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def shown(body):
    return [line.text or line.cells for line in lines_here("web", page(body))]


@pytest.mark.parametrize(
    "content",
    [
        word_page(),
        portal_page(),
        portal_page(line="{}<br>\n"),
        portal_page(line="<div><span>{}</span></div>\r\n"),
        portal_page(f"{PLAN}\n" * 1, line="<p><b>{}</b></p>").replace(b"<form", b"<div").replace(b"</form", b"</div"),
    ],
    ids=["Word", "portal", "lines parted by breaks", "lines in frames", "portal without a form"],
)
def test_a_page_reads_as_its_text(content):
    assert read(content, "a.html").as_json() == read(PLAN.encode(), "a.txt").as_json()


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("<p>một\n  hai&nbsp;ba</p>", ["một hai ba"]),
        ("<p>một<br>hai</p>", ["một", "hai"]),
        ("<div>ngoài<div>trong</div>sau</div>", ["ngoài", "trong", "sau"]),
        ("<p>chữ <b>đậm</b><i> nghiêng</i></p>", ["chữ đậm nghiêng"]),
        ("<ol><li>a<li>b</ol><ul><li>c</ul>", ["1. a", "2. b", "- c"]),
        ("<ol start=3><li>a</ol><ol type=a><li>b<li>c</ol>", ["3. a", "a) b", "b) c"]),
        ("<ul><li>- có sẵn</ul>", ["- có sẵn"]),
        ("<pre>một\nhai</pre>", ["một", "hai"]),
        ("<p>thấy<span style='display: none'>ẩn</span><del>bỏ</del></p>", ["thấy"]),
        ("<p>chú<a style='mso-footnote-id:ftn1' href='#_ftn1'>[1]</a></p>", ["chú"]),
        ("<p>a<!-- lời --> b<script>c</script></p>", ["a b"]),
    ],
)  # fmt: skip
def test_text_is_shown_as_a_browser_shows_it(body, printed):
    assert shown(body) == printed


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ("<tr><td>a<td>b", [("a", "b")]),
        ("<tr><td><p>a<p>b<td>c", [("a\nb", "c")]),
        ("<tr><td>một<tr><td>hai", ["một", "hai"]),
        ("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", [("a", "", "b"), ("c", "d", "e")]),
        ("<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e", [("a", "b", "c"), ("d", "b", "e")]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", [("a", "b"), ("", "c")]),
        ("<tr><td>a<table><tr><td>b<td>c</table><td>d", [("a\nb\nc", "d")]),
    ],
    ids=["plain", "paragraphs", "a frame", "across", "down", "down in a layout", "nested"],
)
def test_tables_are_read_as_they_look(rows, printed):
    assert shown(f"<table>{rows}</table>") == printed


def test_an_empty_paragraph_is_a_gap():
    lines = lines_here("web", page("<p>một</p><p>&nbsp;</p><p>hai</p><p>ba<br><br>bốn</p>"))
    assert [line.after_gap for line in lines] == [False, True, False, True]


def windows_1258(text):
    """In the alphabet of old Windows, where a tone stands behind its letter."""
    decomposed = [unicodedata.normalize("NFD", letter) for letter in text]
    tones = [re.sub("[^\u0300\u0301\u0303\u0309\u0323]", "", letter) for letter in decomposed]
    bare = [
        unicodedata.normalize("NFC", letter.replace(tone, "")) for letter, tone in zip(decomposed, tones, strict=True)
    ]
    return "".join(map(str.__add__, bare, tones)).encode("cp1258")


WORDS = "Kế hoạch xã Đường Nguyễn Ưỡn Ệ Ỹ Ẵ"


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        WORDS.encode("utf-16"),
        b"<meta charset=utf-8>" + WORDS.encode(),
        b"<meta charset=windows-1252>" + WORDS.encode(),
        b"<meta charset='windows-1258'>" + windows_1258(WORDS),
    ],
    ids=["UTF-8", "UTF-16", "declared", "declared falsely", "windows-1258"],
)  # fmt: skip
def test_pages_are_decoded_as_they_were_written(content):
    assert [line.text for line in lines_here("web", content)] == [WORDS]


def test_a_page_in_an_alphabet_unknown_is_refused():
    with pytest.raises(Unreadable, match="bảng mã"):
        decoded(b"<meta charset=koi8-r>\xd1\xd2\xff")


def test_a_document_larger_than_its_menus_stays_although_its_class_is_called_a_menu():
    content = page(f"<div class='menu'>{'<p>Các thôn quét dọn đường làng.</p>' * 30}</div><p>cuối</p>")
    assert len(lines_here("web", content)) == 30


def test_the_letterhead_beside_the_text_is_not_left_out():
    body = "".join(f"<p>{number}. Các thôn quét dọn đường làng hằng tuần.</p>" for number in range(1, 30))
    content = page(f"<div>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</div><div>{body}</div>")
    assert lines_here("web", content)[0].text.startswith("CỘNG HÒA")
