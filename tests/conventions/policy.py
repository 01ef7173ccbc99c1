"""The oracle: PROTECTION section 3.2 read a second time, from its text, without the code that it judges."""

import re

from banlanh.accounts.matrix import MATRIX

from .sources import ROOT

DOCUMENT = ROOT.parent / "shared" / "PROTECTION.md"
CELLS_OF_A_CLASS = re.compile(r"C\d+")
NOT_BUILT = "P"  # what a province sees has no page in a commune's machine


def tables() -> dict[str, dict[str, str]] | None:
    """{role: {class: cell}} of the document's two tables, where it lies beside this project."""
    if not DOCUMENT.exists():
        return None
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


def cells_of(data: str) -> dict[str, str]:
    """What the document says of a class of data for every role; our copy of it where we are alone."""
    table = tables() or {role: {data.value: cell for data, cell in row.items()} for role, row in MATRIX.items()}
    return {role: row[data] for role, row in table.items() if role in MATRIX}


def work_cells() -> dict[str, str]:
    """What the document says of C1, the plan's work."""
    return cells_of("C1")


def acts(cell: str) -> str:
    """The letters of the acts that a cell grants: "cru x M" gives "crux", and "a" is to approve what others propose.

    Totals are no page of ours by name, nor the facts that a village tells the police. No page asks why a household is
    supported, so what a cell says of the reason takes nothing away. "!" asks for a purpose and takes nothing away. Who
    names a helper changes the card; who receives tips writes them down; who decides reviews changes them. "BG" breaks
    the glass ("b") and no more. A file that is sent to be signed has no page yet.
    """
    words = cell.replace(",", " ").split()
    if words[0] == "BG":
        return "b"
    letters = words[0].removesuffix("!")
    is_plain = set(letters) <= set("cru") and not {"totals", "facts", "files", "summaries", "unit"} & set(words)
    plain = letters if is_plain else ""
    if {"recipient", "reply"} <= set(words):
        plain = "cru"
    elif "recipient" in words:
        plain = "cr"
    elif {"helper", "reviews"} & set(words):
        plain += "u"
    exports = {"x", "x!"} & set(words)
    return plain + ("x" if plain and exports else "") + ("a" if plain and "(approve)" in words else "")


def scopes(cell: str) -> set[str]:
    words = cell.replace(",", " ").split()[1:]
    if "recipient" in words:
        return {"A"}
    if {"own", "citizen)"} & set(words):
        return {"V"}
    return {letter for word in words if set(word) <= set("SAVMP/") for letter in word.split("/")}


def grants(cell: str, act: str, *, own: bool) -> bool:
    """Whether a cell allows `act` on the body that is meant: one's own, or any other of the commune."""
    if act not in acts(cell) or NOT_BUILT in scopes(cell):
        return False
    if not scopes(cell) or "M" in scopes(cell):  # R15 reviews all: "r"
        return True
    return own
