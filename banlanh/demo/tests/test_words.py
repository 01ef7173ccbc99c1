"""Nothing of a real commune is in the demonstration: no name, no sentence."""

import re

import pytest
from django.conf import settings

import vanban
from banlanh.demo.notes import ACCEPTANCES, EXCUSES, HABITS, RETURNS, SECOND_TRIES
from vanban.text import search_key

ROOM = settings.BASE_DIR / "banlanh" / "demo"
SEED = settings.BASE_DIR.parent / "shared" / "seed"
SHINGLE = 40
PROVINCE = re.compile(r"Tỉnh ủy ((?:[A-ZĐ]\w+ ?){1,3})")
UNKIND = ("con nghien", "doi tuong", "ke nghien", "ten nghien")


@pytest.fixture(scope="module")
def seed() -> list:
    found = sorted(SEED.glob("*.md")) if SEED.is_dir() else []
    if not found:
        pytest.skip("Kế hoạch thật không nằm cạnh mã nguồn này nên không có gì để so.")
    return found


def ours() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(ROOM.rglob("*")) if path.suffix in (".py", ".md"))


def names_in(path) -> set[str]:
    head = vanban.read(path).letterhead
    province = PROVINCE.search(head.title or "")
    names = {head.place, head.signer and head.signer.name, province and province[1].strip()}
    return {name for name in names if name}


def letters(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.lower()))


def shingles(text: str) -> set[str]:
    lines = map(letters, text.splitlines())
    return {line[at : at + SHINGLE] for line in lines for at in range(len(line) - SHINGLE + 1)}


def test_no_name_of_a_real_plan_occurs(seed):
    names = {search_key(name) for path in seed for name in names_in(path)}
    assert names
    assert {name for name in names if name in search_key(ours())} == set()


def test_no_line_of_a_real_plan_is_copied(seed):
    theirs = set().union(*(shingles(path.read_text("utf-8")) for path in seed))
    assert shingles(ours()) & theirs == set()


def test_the_notes_speak_of_people_with_respect():
    notes = [
        *RETURNS,
        *SECOND_TRIES,
        *ACCEPTANCES,
        *EXCUSES,
        *(note for habit in HABITS.values() for note in habit.notes),
    ]
    plain = search_key("\n".join(notes))
    assert [word for word in UNKIND if word in plain] == []
