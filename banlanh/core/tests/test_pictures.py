"""A picture says the same in strokes, in words and as a table; alone, in black and white, with nothing known."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.core import pictures
from banlanh.core.pictures import Part, funnel, heat, standing, trend

SVG = "{http://www.w3.org/2000/svg}"
SOME = [
    trend("Đúng hạn", [Part("T9", 3, 4), Part("T10", 0, 0), Part("T11", 4, 4)]),
    heat("Thôn", ["T9", "T10"], [("Nà Lìn", [Part("T9", 1, 2), Part("T10", 0, 0)])]),
    standing("Đơn vị", [("Chi bộ <Nà Lìn>", 3, 1, 0), ("Thôn Tả Hồ", 0, 0, 2)]),
    funnel("Cam kết", [("Phải ký", 1200), ("Đã ký", 900)]),
]


@pytest.mark.parametrize("drawn", SOME, ids=lambda drawn: drawn.title)
def test_a_picture_stands_alone_and_is_told_in_words(drawn):
    root = ElementTree.fromstring(drawn.svg)
    assert root.find(f"{SVG}title").text == drawn.title and root.find(f"{SVG}desc") is not None
    assert not re.search(r"url\(|href|<style|<script|style=|class=|\sid=", drawn.svg)
    for name, *_ in drawn.rows:
        assert name in drawn.said
    assert all(len(row) == len(drawn.header) for row in drawn.rows)


def test_what_is_not_known_is_no_nought():
    unknown = SOME[0]
    assert ">?</text>" in unknown.svg and ">0%</text>" in unknown.svg, "of the scale alone"
    assert unknown.svg.count(">0%<") == 1 and "T10 chưa có số" in unknown.said
    assert SOME[1].rows == (("Nà Lìn", "1/2", "chưa có"),)


def test_a_line_breaks_where_a_month_is_not_known():
    whole = trend("Đúng hạn", [Part("T9", 3, 4), Part("T10", 2, 4), Part("T11", 4, 4)])
    strokes = [drawn.svg.count(f'stroke="{pictures.INDIGO}"') for drawn in (SOME[0], whole)]
    assert strokes == [0, 2]


@given(st.integers(1, 400), st.integers(0, 400))
def test_nothing_is_whole_while_one_is_missing(m, n):
    part = Part("T1", min(n, m), m)
    assert (part.percent == 100) == (part.n == m)


def test_textures_tell_cells_apart_without_tints():
    drawn = [heat("T", ["T9"], [("A", [Part("T9", n, 100)])]).svg for n in (100, 80, 10)]
    strokes = [sum(map(len, re.findall(r' d="([^"]*)"', each))) for each in drawn]
    assert strokes[0] == 0 < strokes[1] < strokes[2]


def test_colours_are_the_design_system_s():
    tokens = pictures.__file__.replace("pictures.py", "static/core/css/tokens.css")
    with open(tokens, encoding="utf-8") as file:
        known = file.read()
    used = {colour for drawn in SOME for colour in re.findall(r'(?:fill|stroke)="(#\w+)"', drawn.svg)}
    assert used and all(f"{colour};" in known for colour in used)
