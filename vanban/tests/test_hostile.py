"""Files made to harm are refused with a sentence, and the reader goes on."""

import re

import pytest

from vanban import Unreadable, read
from vanban.confined import lines_here
from vanban.lines import MOST_CHARACTERS
from vanban.tests.hostile import HOSTILE, deep_list
from vanban.tests.samples import PLAN


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_office_writes_is_refused_in_one_sentence(name):
    make, file_name, told = HOSTILE[name]
    with pytest.raises(Unreadable) as refusal:
        read(make(), name=file_name)
    sentence = str(refusal.value)
    assert re.search(told, sentence)
    assert sentence.endswith(".") and "\n" not in sentence and "\u202e" not in sentence


def test_numbers_of_a_list_that_no_page_could_hold_are_left_out():
    assert [line.text for line in lines_here("word", deep_list())] == ["a"]


@pytest.mark.parametrize(
    "line",
    [
        "- làm việc",
        "1. việc",
        "I. PHẦN",
        "viec",
        "Nơi nhận:",
        "KẾ HOẠCH",
        "Phụ lục 1",
        "ngày " * 900,
        "(" * 9000,
    ],
)
def test_long_texts_of_one_line_again_and_again_come_to_an_end(line):
    text = "\n".join([line] * min(3_000, MOST_CHARACTERS // 2 // len(line)))
    assert read((PLAN + text).encode(), "a.txt")
