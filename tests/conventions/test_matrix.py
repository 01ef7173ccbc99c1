"""The matrix in code is the document's, cell by cell, and grants what the oracle says; a slip goes unnoticed nowhere.

Words that grant nothing (counts, totals, codes) are held by the document alone, where it lies beside this project.
"""

import re
from functools import cache

import pytest

from banlanh.accounts.enums import Data, Role
from banlanh.accounts.matrix import MATRIX, grant, read, says

from . import policy
from .flips import FLIPS, told
from .sources import ROOT

DOCUMENT = ROOT.parent / "shared" / "PROTECTION.md"
ALONE = pytest.mark.skipif(not DOCUMENT.exists(), reason="PROTECTION.md does not lie beside this project")


@cache
def tables() -> dict[str, dict[str, str]]:
    """{role: {class: cell}} of the document's two tables."""
    section = DOCUMENT.read_text("utf-8").split("### 3.2 ", 1)[1].split("\n### ", 1)[0]
    found: dict[str, dict[str, str]] = {}
    classes: list[str] = []
    for line in section.splitlines():
        cells = [cell.strip().replace("**", "") for cell in line.strip("|").split("|")]
        if cells[0] == "Role":
            classes = cells[1:]
        elif line.startswith("| R"):
            for role in re.findall(r"\bR\d+b?\b", cells[0]):
                found.setdefault(role, {}).update(zip(classes, cells[1:], strict=True))
    return found


def other_cells() -> list[str]:
    """Where the table grants anything but what the oracle says."""
    cells = ((role, data) for role in Role.values for data in Data)
    return [f"{role} {data}" for role, data in cells if told(grant(role, data)) != policy.cell(role, data)]


@ALONE
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("data", Data.values)
def test_a_cell_is_the_document_s(role, data):
    assert MATRIX[role][Data(data)] == tables()[role][data]


@ALONE
def test_the_matrix_has_every_role_with_an_account_and_no_other():
    without_account = {"R17", "R18"}
    assert set(MATRIX) == set(tables()) - without_account == set(Role.values)


def test_every_cell_grants_what_the_oracle_says():
    assert other_cells() == []


@pytest.mark.parametrize("words", policy.RELEASES)
def test_who_lets_words_out_to_everybody_is_who_the_oracle_says(words):
    assert {role for role in MATRIX if says(role, Data.PUBLIC, words)} == policy.RELEASES[words]


@pytest.mark.parametrize(
    "cell",
    ["", "—", "n M", "K", "r!! M", "cruM", "crud M", "R M", "as R9", "x M", "totals (approve)", "r M totals"],
)
def test_words_that_are_no_plain_grant_grant_nothing(cell):
    assert read(cell).acts == frozenset()


def test_a_role_that_is_not_in_the_table_may_nothing():
    assert grant("R99", Data.WORK) == read("—")


def test_a_slip_of_the_pen_in_any_cell_is_noticed(record_property):
    """At least 95% of 200 is asked (SEC-11); the oracle knows every cell, so all of them are."""
    caught = [flip for flip in FLIPS if slipped(flip) == [f"{flip.role} {flip.data}"]]
    record_property("flips", len(FLIPS))
    record_property("caught", len(caught))
    assert set(FLIPS) - set(caught) == set()
    assert {flip.role for flip in caught} == set(Role.values)
    assert {flip.data for flip in caught} == set(Data)
    assert {flip.kind for flip in caught} == {"given", "taken", "otherwise"}


def slipped(flip) -> list[str]:
    with flip.made():
        return other_cells()
