"""docs/plan-coverage.md, held against the first commune's plan and against the code."""

import re
from collections import defaultdict
from importlib import import_module
from typing import NamedTuple

import pytest

import vanban
from banlanh.indicators import counts  # noqa: F401  enters the indicators
from banlanh.indicators.clear import TOLD_BY_WINDOWS
from banlanh.indicators.registry import AMOUNTS, INDICATORS
from banlanh.plans.occurrences import parts_of
from banlanh.records.registry import COUNTED, KINDS

from .sources import ROOT, text

SEED = ROOT.parent / "shared" / "seed" / "ke-hoach-lung-phinh.md"
LATER, NONE, ASKED = "part 5", "none", "asked"
CELL = re.compile(r"`([^`]+)`")


class Row(NamedTuple):
    where: str
    asks: str
    kind: str
    is_proposed: bool
    rhythm: str
    figure: str
    line: str

    @property
    def is_ours(self) -> bool:
        return self.kind not in (LATER, NONE)


def rows() -> list[Row]:
    lines = [line for line in text(ROOT / "docs" / "plan-coverage.md").splitlines() if line.startswith("| I")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    bare = [[found[1] if (found := CELL.fullmatch(cell)) else cell for cell in row] for row in cells]
    return [Row(where, asks, kind, mark == "✓", *rest) for where, asks, kind, mark, *rest in bare]


ROWS = rows()


@pytest.fixture(scope="module")
def asked() -> dict[str, tuple[str, str]]:
    """Each sentence of the plan that asks for work: its words, and the rhythm or day that the reader found."""
    if not SEED.exists():
        pytest.skip("the plan does not lie beside this project")
    reading = vanban.read(SEED.read_bytes(), name=SEED.name)
    under: dict[str, list[int]] = defaultdict(list)
    found: dict[str, tuple[str, str]] = {}
    for each in sorted([*reading.targets, *reading.tasks], key=lambda each: each.clause):
        if each.clause not in under[each.at]:
            under[each.at].append(each.clause)
        where = f"{each.at} {under[each.at].index(each.clause) + 1}"
        due = getattr(each, "due", None)
        rhythm = getattr(each, "every", None) or (f"by {due}" if due else found.get(where, ("", ASKED))[1])
        found[where] = reading.clauses[each.clause].text, rhythm
    return found


def test_the_table_is_read():
    assert len(ROWS) > 30 and all(all(row[:3]) and row.figure and row.line for row in ROWS)


def test_every_sentence_that_asks_for_work_has_its_row_and_no_row_is_made_up(asked):
    assert {row.where for row in ROWS} == set(asked)


@pytest.mark.parametrize("row", [row for row in ROWS if row.is_ours], ids=lambda row: f"{row.where} {row.kind}")
def test_kind_figure_and_line_exist(row):
    assert row.kind in KINDS or row.kind in COUNTED
    by_window = row.figure == "window" and row.kind in TOLD_BY_WINDOWS
    assert by_window or row.figure in INDICATORS or row.figure in AMOUNTS
    room, function = row.line.split(".")
    assert callable(getattr(import_module(f"banlanh.reports.{room}"), function))
    assert row.rhythm == ASKED or row.rhythm.startswith("by ") or parts_of(row.rhythm)


def test_only_what_is_about_persons_is_left_to_a_later_part():
    assert {row.where for row in ROWS if not row.is_ours} == {"III.4 1", "IV 1"}
    assert all(row.figure == row.line == row.kind for row in ROWS if not row.is_ours)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.where} {row.kind}")
def test_the_rhythm_is_the_plan_s(asked, row):
    assert row.rhythm == asked[row.where][1]


def test_the_reader_proposes_by_itself_the_kinds_that_are_marked_and_no_other(asked):
    marked = {where: {row.kind for row in ROWS if row.where == where and row.is_proposed} for where in asked}
    proposed = {
        where: {kind.key for kind in KINDS.values() if kind.is_asked_by(words)} for where, (words, _) in asked.items()
    }
    assert proposed == marked


def test_every_kind_of_record_answers_some_sentence_or_says_why_it_is_there():
    """What no sentence asks for explains or answers another record."""
    beside = {"airing_failed", "difficulty", "ruling", "hot_spot", "committee_meeting", "minutes", "notice"}
    beside |= {"directive", "letter", "title"}
    assert set(KINDS) - {row.kind for row in ROWS} == beside
