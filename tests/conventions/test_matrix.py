"""The matrix in code is the document's, cell by cell; and a changed cell does not go unnoticed (SEC-11)."""

import pytest

from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.matrix import MATRIX, grant

from . import policy
from .walk import Visitor
from .world import IDENTITIES, World

DOCUMENT = policy.tables()
ALONE = pytest.mark.skipif(DOCUMENT is None, reason="PROTECTION.md does not lie beside this project")
# A page for each act and reach, enough to see any of the changes below.
WATCHED = ("reports:download", "home:commune", "records:create", "records:void", "home:body")
WHO = {who.role: who for who in IDENTITIES if who.role}


def changes(cell: str) -> list[str]:
    """What a slip of the pen could make of a cell of C1, wherever a page would then answer otherwise."""
    acts, export = cell.split()[0], " x" if " x" in cell else ""
    reach = " ".join(cell.replace(" x", "").split()[1:])
    if cell == "—" or reach.startswith("P"):
        return ["r M", "r V", "cru V", "cru x M"]
    if not reach:  # R15: all, but only to read
        return ["—", "r V", "cr", "ru", "r x"]
    other_reach = "V" if reach == "M" else "M"
    fewer_acts = [f"{acts.replace(act, '')}{export} {reach}" for act in acts]
    no_export = [f"{acts} {reach}"] if export else []
    no_reach = [acts] if reach != "M" else []  # a cell that names none reaches all
    return ["—", f"{acts}{export} {other_reach}", *fewer_acts, *no_export, *no_reach]


def all_changes() -> list[tuple[str, str]]:
    return [(role, changed) for role in MATRIX for changed in changes(MATRIX[role][Data.WORK])]


@ALONE
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("data", Data.values)
def test_a_cell_is_the_document_s(role, data):
    assert MATRIX[role][Data(data)] == DOCUMENT[role][data]


@ALONE
def test_the_matrix_has_every_role_with_an_account_and_no_other():
    without_account = {"R17", "R18"}
    assert set(MATRIX) == set(DOCUMENT) - without_account == set(Role.values)


@pytest.mark.parametrize(
    ("role", "data", "acts", "scopes", "purpose"),
    [
        ("R1", Data.WORK, "crux", "M", False),
        ("R4", Data.WORK, "cru", "A", False),
        ("R8", Data.WORK, "cru", "AV", False),
        ("R9", Data.WORK, "cru", "V", False),
        ("R15", Data.WORK, "r", "", False),
        ("R14", Data.WORK, "", "", False),
        ("R16", Data.WORK, "", "", False),  # milestones: no page for them yet
        ("R6", Data.PLEDGES, "cru", "V", False),
        ("R3", Data.CARE_CARD, "r", "M", True),
        ("R8", Data.CARE_CARD, "cru", "A", True),
        ("R7", Data.CARE_CARD, "", "", False),  # only if the person agrees: a rule of its own
        ("R8b", Data.CARE_CARD, "ru", "V", True),  # her own union's, and who helps
        ("R10", Data.CARE_CARD, "r", "A", True),
        ("R11", Data.TESTS, "crux", "A", True),
        ("R3", Data.LEGAL_FILE, "crux", "M", True),
        ("R4", Data.LEGAL_FILE, "crux", "AV", True),
        ("R1", Data.LEGAL_FILE, "b", "", True),  # break-glass
        ("R2", Data.LEGAL_FILE, "", "", False),  # only what was sent to be signed: a rule of its own
        ("R15", Data.LEGAL_FILE, "", "", False),  # codes, among what is reviewed
        ("R3", Data.TIPS, "crux", "A", False),
        ("R4", Data.TIPS, "cr", "A", False),
        ("R7", Data.TIPS, "c", "V", False),
        ("R1", Data.TIPS, "", "", False),  # counts
        ("R15", Data.TRAIL, "rux", "M", False),
        ("R2", Data.LIVELIHOODS, "cruxa", "M", False),
        ("R10", Data.LIVELIHOODS, "cru", "M", False),
        ("R7", Data.LIVELIHOODS, "r", "V", False),
        ("R8", Data.LIVELIHOODS, "r", "A", False),
        ("R1", Data.LIVELIHOODS, "", "", False),  # totals
        ("R12", Data.LIVELIHOODS, "", "", False),
        ("R7", Data.ACCOUNTS, "ru", "S", False),
        ("R99", Data.WORK, "", "", False),
    ],
)
def test_what_a_cell_grants(role, data, acts, scopes, purpose):
    cell = grant(role, data)
    assert {act.value for act in Act if cell.allows(act)} == set(acts)
    assert cell.scopes == set(scopes)
    assert cell.needs_purpose is purpose


@pytest.mark.parametrize(
    "cell",
    ["", "—", "n M", "K", "r!! M", "cruM", "crud M", "R M", "as R1", "x M", "totals (approve)", "r M totals"],
)
def test_words_that_are_no_plain_grant_grant_nothing(cell, monkeypatch):
    monkeypatch.setitem(MATRIX, "R99", {Data.WORK: cell})
    grant.cache_clear()
    assert grant("R99", Data.WORK).acts == frozenset()
    grant.cache_clear()


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(("role", "changed"), all_changes())
def test_a_changed_cell_is_noticed(world: World, monkeypatch, role, changed):
    monkeypatch.setitem(MATRIX[role], Data.WORK, changed)
    grant.cache_clear()
    try:
        assert any(Visitor(world, WHO[role]).mismatches(WATCHED))
    finally:
        grant.cache_clear()
