"""House rules for nouns: each has its Vietnamese word, which the glossary knows (STYLE: sections 4, 5, 9)."""

import re

import pytest
from django.apps import apps

from .sources import ROOT, text

PROPER = ("Đảng", "Ban Chỉ đạo", "Công an", "Mặt trận")
BANNED_ON_PEOPLE = {"score", "risk", "level", "rank", "suspect", "addict"}
NOT_ON_PEOPLE = {("Clause", "level")}  # how deep a heading lies


def nouns() -> list[type]:
    """Our models, and the abstract ones that they grow from."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("banlanh.")]
    abstract = {
        base
        for model in ours
        for base in model.__mro__
        if base.__module__.startswith("banlanh.") and hasattr(base, "_meta") and base._meta.abstract
    }
    return sorted({*ours, *abstract}, key=lambda model: model.__name__)


def words_of(docstring: str) -> list[str]:
    """The Vietnamese words that a docstring quotes: "(đơn vị, tổ chức; SEC-01)" gives "đơn vị" and "tổ chức"."""
    brackets = re.findall(r"\(([^()]+)\)", docstring)
    return [part.strip().lower() for bracket in brackets for part in re.split("[,;/]", bracket)]


def glossary() -> set[str]:
    """The words of the first column of GLOSSARY.md."""
    rows = re.findall(r"^\|([^|]+)\|", text(ROOT / "GLOSSARY.md"), re.MULTILINE)
    return {word.strip().lower() for row in rows for word in re.split("[,;/()]", row)}


def starts_well(words: str) -> bool:
    return words[:1].islower() or words.startswith(PROPER)


def test_the_rules_find_what_they_look_for():
    assert words_of("Who duties are given to (đơn vị, Tổ chức): a cell.") == ["đơn vị", "tổ chức"]
    assert words_of("A body.") == []
    assert starts_well("đơn vị") and starts_well("Đảng ủy") and not starts_well("Đơn vị")


@pytest.mark.parametrize("model", nouns(), ids=lambda model: model.__name__)
def test_a_noun_quotes_its_vietnamese_word(model):
    assert set(words_of(model.__doc__ or "")) & glossary(), f"{model.__name__}: no word of GLOSSARY.md in brackets"


@pytest.mark.parametrize("model", nouns(), ids=lambda model: model.__name__)
def test_labels_are_in_lower_case(model):
    labels = [] if model._meta.abstract else [str(model._meta.verbose_name)]
    given = [getattr(field, "verbose_name", None) for field in model._meta.get_fields() if field.name != "id"]
    labels += [label for label in given if isinstance(label, str)]  # Django's own fields bring lazy ones
    assert [label for label in labels if not starts_well(label)] == []


@pytest.mark.parametrize("model", nouns(), ids=lambda model: model.__name__)
def test_no_field_ranks_people(model):
    names = {part for field in model._meta.get_fields() for part in field.name.split("_")} & BANNED_ON_PEOPLE
    assert {(model.__name__, part) for part in names} <= NOT_ON_PEOPLE
