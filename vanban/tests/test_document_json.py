"""A document as JSON and back: nothing is lost, and what is wrong is named."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.document import (
    Appendix,
    Basis,
    Bullet,
    Document,
    Head,
    Heading,
    Paragraph,
    Signature,
    Table,
    Unwritable,
    as_json,
    from_json,
)
from vanban.profiles import HD05, HD36, ND30, PROFILES
from vanban.tests.examples import EXAMPLES
from vanban.tests.written import sample

words = st.text(max_size=12)
maybe = st.none() | words
several = st.lists(words, max_size=3).map(tuple)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    row = st.tuples(*[words] * width)
    widths = st.none() | st.tuples(*[st.floats(1, 200)] * width)
    return Table(draw(row), tuple(draw(st.lists(row, max_size=3))), draw(widths), draw(maybe))


blocks = st.lists(
    st.builds(Heading, words, st.sampled_from([1, 2, 3, 4]))
    | st.builds(Paragraph, words, words)
    | st.builds(Bullet, words, st.sampled_from([1, 2]))
    | st.builds(Basis, several)
    | tables(),
    max_size=5,
).map(tuple)
signatures = st.builds(Signature, maybe, words, maybe)
documents = st.builds(
    Document,
    profile=st.sampled_from(list(PROFILES.values())),
    letterhead=st.builds(Head, words, words, maybe, words, words, st.dates(date(1930, 1, 1))),
    kind=words,
    title=words,
    blocks=blocks,
    signature=signatures,
    recipients=several,
    draft=maybe,
    addressees=several,
    recorder=st.none() | signatures,
    appendices=st.lists(st.builds(Appendix, words, blocks, st.booleans()), max_size=2).map(tuple),
)


@given(documents)
def test_a_document_comes_back_as_it_went(document):
    assert from_json(json.loads(json.dumps(as_json(document)))) == document


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_come_back(name):
    document = EXAMPLES[name]()
    assert from_json(json.loads(json.dumps(as_json(document), ensure_ascii=False))) == document


def test_the_profile_asked_for_replaces_the_one_named():
    given_profile = as_json(sample(HD36))
    assert from_json(given_profile, profile=ND30).profile is ND30
    assert from_json(without(given_profile, "profile"), profile=HD05) == replace(sample(HD36), profile=HD05)


def test_what_has_a_usual_value_may_be_left_out():
    given_less = without(as_json(sample()), "draft", "addressees", "recorder", "appendices")
    given_less["blocks"] = [{"type": "heading", "text": "I."}, {"type": "paragraph", "text": "a"}]
    assert from_json(given_less).blocks == (Heading("I.", 1), Paragraph("a", ""))


def changed(**fields):
    return as_json(sample()) | fields


def without(given_json, *names):
    return {name: value for name, value in given_json.items() if name not in names}


def head(**fields):
    return changed(letterhead=as_json(sample())["letterhead"] | fields)


def block(**fields):
    return changed(blocks=[fields])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ([], "Văn bản phải là một nhóm trường {…}."),
        (without(as_json(sample()), "title"), "Còn thiếu trường «title»."),
        (changed(titel="x"), "Không có trường «titel»; các trường là profile, letterhead, kind, title,"),
        (changed(title=5), "Trường «title» phải là chữ."),
        (changed(title=None), "Trường «title» phải là chữ."),
        (changed(profile="hd99"), "Trường «profile» chỉ nhận một trong: hd36, hd05, nd30."),
        (changed(profile=["hd36"]), "Trường «profile» chỉ nhận một trong: hd36, hd05, nd30."),
        (changed(recipients="Lưu"), "Trường «recipients» phải là một danh sách […]."),
        (changed(recipients=["Lưu", 5]), "Trường «recipients[1]» phải là chữ."),
        (changed(signature="Lành"), "Trường «signature» phải là một nhóm trường {…}."),
        (changed(appendices=[{"title": "a"}]), "Còn thiếu trường «appendices[0].blocks»."),
        (
            changed(appendices=[{"title": "a", "blocks": [], "is_landscape": "có"}]),
            "Trường «appendices[0].is_landscape» phải là true hoặc false.",
        ),
        (head(on="3/2/2026"), "Trường «letterhead.on» phải là ngày ghi năm-tháng-ngày, ví dụ 2026-02-03."),
        (head(on=20260203), "Trường «letterhead.on» phải là ngày ghi năm-tháng-ngày"),
        (head(number=5), "Trường «letterhead.number» phải là chữ."),
        (changed(blocks=["x"]), "Trường «blocks[0]» phải là một nhóm trường {…}."),
        (block(text="x"), "Trường «blocks[0].type» chỉ nhận một trong: heading, paragraph, bullet, basis, table,"),
        (block(type="picture", svg="x", said="y", table={"header": ["a"], "rows": []}), "Trường «blocks[0]»: Hình cần"),
        (block(type="heading", text="x", level=5), "Trường «blocks[0].level» chỉ nhận một trong: 1, 2, 3, 4."),
        (block(type="heading", text="x", level=True), "Trường «blocks[0].level» chỉ nhận một trong: 1, 2, 3, 4."),
        (block(type="table", header=[], rows=[]), "Trường «blocks[0]»: Bảng cần có ít nhất một cột."),
        (block(type="table", header=["a"], rows=[["1", "2"]]), "Trường «blocks[0]»: Mỗi hàng của bảng cần có số ô"),
        (block(type="table", header=["a"], rows=[], widths=["5"]), "Trường «blocks[0].widths[0]» phải là số."),
        (block(type="table", header=["a"], rows=[], widths=[float("nan")]), "Trường «blocks[0]»: Bề rộng của cột"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(wrong, sentence):
    with pytest.raises(Unwritable) as refusal:
        from_json(wrong)
    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | words, lambda inner: st.lists(inner) | st.dictionaries(words, inner)
    )
)
def test_anything_else_is_refused_with_a_sentence(anything):
    with pytest.raises(Unwritable):
        from_json(anything)
