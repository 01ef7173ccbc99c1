"""Writes the parts of docs/protection.md that the code tells, and holds the rest against the tests that it names.

`--check` says what the document says otherwise than the code, and which test, requirement or item it has wrong.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from banlanh.accounts import actions, devices, forms, models, rules, sessions, stepup  # noqa: E402
from banlanh.accounts.enums import Act, Data, Role  # noqa: E402
from banlanh.accounts.matrix import IN_PLAIN_WORDS, MATRIX, grant  # noqa: E402
from banlanh.accounts.presenting import HIDDEN  # noqa: E402
from banlanh.care import models as care_models  # noqa: E402
from banlanh.care import pocket, purposes, queries, terms  # noqa: E402
from banlanh.care import rules as care_rules  # noqa: E402
from banlanh.core import middleware  # noqa: E402
from banlanh.disclosure.enums import Audience  # noqa: E402
from banlanh.hotline import models as tips  # noqa: E402
from banlanh.records import files  # noqa: E402
from banlanh.registers import models as registers  # noqa: E402
from vanban import confined, package  # noqa: E402

DOCUMENT = ROOT / "docs" / "protection.md"
MADE = re.compile(r"(<!-- made by scripts/protection.py: (\w+) -->\n\n).*?(\n\n<!-- made so far -->)", re.DOTALL)
MEGABYTE = 1024 * 1024

CITED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
REQUIREMENT = re.compile(r"^\| SEC-(\d\d) \|", re.MULTILINE)
REQUIREMENTS = range(1, 61)
ITEM = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
# OWASP ASVS 5.0.0: how many items of level 1 or 2 each section of a chapter begins with; those of level 3 follow them.
ITEMS = {
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}
MET, PARTLY, NOT, NOT_OURS = "met", "partly", "not met", "n.a."
STATES = (MET, PARTLY, NOT, NOT_OURS)
NOT_BY_THE_GATE = (
    "For these the gate lets nothing through; what they promise stands on pages of another class, or is not built yet:"
)


# --- what the code tells ----------------------------------------------------------------------------------


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(heads), *([str(each) for each in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def matrix() -> str:
    """The table as the committee wrote it, in two halves, and what the gate makes of cells in words."""
    half = len(Data) // 2
    parts = [of_classes(list(Data)[:half]), of_classes(list(Data)[half:]), in_words()]
    return "\n\n".join(parts)


def of_classes(classes: list[Data]) -> str:
    heads = ["Role", *(f"{data.value} {data.label}" for data in classes)]
    return table(
        heads, ([f"{role} {Role(role).label}", *(row[data] for data in classes)] for role, row in MATRIX.items())
    )


def in_words() -> str:
    """Cells of more words than acts and scopes: what the gate lets through for them; their rooms hold the rest."""
    said = list(dict.fromkeys(cell for row in MATRIX.values() for cell in row.values() if cell != "—"))
    opening = [cell for cell in said if cell in IN_PLAIN_WORDS and granted(cell)]
    closed = "; ".join(f"«{cell}»" for cell in said if not granted(cell))
    rows = table(["A cell in words", "What the gate lets through"], ([cell, granted(cell)] for cell in opening))
    return f"{rows}\n\n{NOT_BY_THE_GATE} {closed}."


def granted(cell: str) -> str:
    """ "cru! M": the acts, whether a purpose is asked, and how far, of the first place where the cell stands."""
    role, data = next((role, data) for role, row in MATRIX.items() for data in Data if row[data] == cell)
    found = grant(role, data)
    acts = "".join(act.value for act in Act if found.allows(act))
    return f"{acts}{'!' * found.needs_purpose} {'/'.join(sorted(found.scopes))}".strip()


def card() -> str:
    """Which fields of a support card each role is shown; who is not in `CARD_FIELDS` sees all of it."""
    readers = [role for role in Role if grant(role, Data.CARE_CARD).allows(Act.READ)]
    seen = ([f"{role} {role.label}", ", ".join(sorted(queries.CARD_FIELDS.get(role, ["all"])))] for role in readers)
    return table(["Of a support card (C4)", "is shown"], seen)


def classes(found: Iterable[Data]) -> str:
    return ", ".join(data.value for data in Data if data in set(found))


def factor() -> str:
    pairs = stepup.ASKS_FACTOR
    whole = {data for data in Data if all((data, act) in pairs for act in Act)}
    rows = [["everything of", classes(whole)]]
    for act in Act:
        some = {data for data in Data if (data, act) in pairs} - whole
        rows += [[f"`{act.value}` {act.name.lower()} of", classes(some)]] if some else []
    return table(["What asks for a second factor not older than " + lasting(stepup.FRESH_FOR), "Classes"], rows)


def asked() -> str:
    heads = ["To open", "one says which of these first"]
    return table(heads, ([f"{data.value} {data.label}", "; ".join(each.label for each in listed)]
                         for data, listed in purposes.PURPOSES.items()))  # fmt: skip


def lasting(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    for many, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds % many == 0:
            return f"{seconds // many} {unit}"
    return f"{seconds} seconds"


def limits() -> str:
    return table(["What", "Limit"], [*of_sign_in(), *of_people(), *of_files()])


def of_sign_in() -> list[tuple[str, object]]:
    """Guessing, sessions and the second factor."""
    waits = [int(rules.wait_after(many).total_seconds()) for many in range(1, 8)]
    slip = models.Activation._meta.get_field("expires_at").default() - models.timezone.now()
    return [
        ("characters of a password", f"12 to {forms.secret('').max_length}"),
        ("a password is more than these and a place's name", ", ".join(f"`{each}`" for each in forms.TRIED_FIRST)),
        ("seconds that the next try waits, after so many wrong in a row", ", ".join(map(str, waits))),
        ("wrong tries are forgotten after", lasting(actions.FORGOTTEN_AFTER)),
        ("a device is remembered by its cookie for", lasting(timedelta(seconds=devices.LASTS))),
        ("random letters of an activation code, of 32", actions.CODE_LENGTH),
        ("an activation code serves for", lasting(timedelta(seconds=round(slip.total_seconds())))),
        ("a session ends unused after", lasting(sessions.IDLE)),
        ("the same with C4 to C8 on the screen or asked for", lasting(sessions.IDLE_SEALED)),
        ("a session ends, however busy, after", lasting(sessions.LONGEST)),
        ("hidden while a screen is shown to a room", classes(HIDDEN)),
    ]


def of_people() -> list[tuple[str, object]]:
    """Files of people in care, tips, counts of people."""
    archive = terms.row_of(terms.What.ARCHIVE, on=date(2026, 7, 1)).span
    months = archive.many if archive and archive.unit is terms.Unit.MONTHS else archive
    return [
        ("people whose files one account opens in a day", care_rules.MOST_A_DAY),
        ("characters of a purpose in own words", purposes.OTHER_NEEDS),
        ("characters of the reason to break the glass", purposes.BREAK_GLASS_NEEDS),
        ("a broken glass stays open for", lasting(care_models.BROKEN_FOR)),
        ("it is reviewed by somebody else within working days", care_rules.REVIEWED_WITHIN),
        ("an assignment of a helper or an officer ends after", lasting(care_models.ASSIGNED_FOR)),
        ("months from the end of a file to the end of its key", months),
        ("cards that a helper's phone takes along, at most", pocket.MOST),
        ("they are kept there for", lasting(pocket.LIVES)),
        ("a tip goes after its last action by", lasting(tips.KEPT)),
        ("smallest count of people told inside, outside", f"{Audience.INSIDE.k}, {Audience.OUTSIDE.k}"),
    ]


def of_files() -> list[tuple[str, object]]:
    return [
        ("megabytes of a file", files.MOST_BYTES // MEGABYTE),
        ("megabytes of a request", middleware.MOST_BYTES // MEGABYTE),
        ("kinds of papers", ", ".join(files.PAPERS.starts)),
        ("kinds of sound", ", ".join(files.SOUND.starts)),
        (
            "megabytes and parts that an archive unpacks to",
            f"{package.LARGEST_UNPACKED // MEGABYTE}, {package.MOST_PARTS}",
        ),
        (
            "seconds and megabytes for reading a document, apart",
            f"{confined.MOST_SECONDS}, {confined.MEMORY // MEGABYTE}",
        ),
        ("an import of a register can be undone for", lasting(registers.UNDO_WITHIN)),
    ]


def asvs() -> str:
    """How many items stand where, by chapter: counted in the list below it."""
    found = [(int(number.split(".")[0]), state) for number, state, _ in ITEM.findall(DOCUMENT.read_text("utf-8"))]
    by_chapter = Counter(found)
    rows = [[f"V{chapter}", *(by_chapter[chapter, state] for state in STATES)] for chapter in ITEMS]
    return table(
        ["Chapter", *STATES], [*rows, ["all", *(Counter(state for _, state in found)[each] for each in STATES)]]
    )


PARTS = {"matrix": matrix, "card": card, "factor": factor, "purposes": asked, "limits": limits, "asvs": asvs}


def made(text: str) -> str:
    """The document with its made parts made anew."""
    return MADE.sub(lambda part: f"{part[1]}{PARTS[part[2]]()}{part[3]}", text)


# --- what people wrote ------------------------------------------------------------------------------------


def faults(text: str) -> Iterator[str]:
    """What the document claims and is not so."""
    for path, name in sorted(set(CITED.findall(text))):
        if not (ROOT / path).exists() or f"\ndef {name}(" not in (ROOT / path).read_text("utf-8"):
            yield f"no such test: {path}::{name}"
    missing = {part for part in PARTS} - {name for _, name, _ in MADE.findall(text)}
    yield from (f"no place for the part {part}" for part in missing)
    numbers = [int(number) for number in REQUIREMENT.findall(text)]
    yield from off("requirement", Counter(numbers), REQUIREMENTS)
    items = ITEM.findall(text)
    yield from off("item", Counter(number for number, *_ in items), known_items())
    yield from (f"item {number}: {why}" for number, state, proof in items if (why := fault_of(state, proof)))


def off(what: str, found: Counter, expected: Iterable) -> Iterator[str]:
    expected = list(expected)
    yield from (f"{what} {each} stands {found[each]} times" for each in expected if found[each] != 1)
    yield from (f"there is no {what} {each}" for each in found if each not in expected)


def known_items() -> list[str]:
    sections = ((chapter, number, many) for chapter, of in ITEMS.items() for number, many in enumerate(of, start=1))
    return [f"{chapter}.{number}.{item}" for chapter, number, many in sections for item in range(1, many + 1)]


def fault_of(state: str, proof: str) -> str:
    """What is met, wholly or partly, names its test or says that a person looked; what is not says why."""
    if state not in STATES:
        return f"no state is called {state!r}"
    if state in (MET, PARTLY) and not CITED.search(proof) and "by reading" not in proof:
        return "neither a test nor a reading proves it"
    return "" if proof.strip() else "says nothing"


def main() -> int:
    text = DOCUMENT.read_text("utf-8")
    found = list(faults(text))
    if "--check" not in sys.argv:
        DOCUMENT.write_text(made(text), "utf-8")
    elif made(text) != text:
        found.append("docs/protection.md says otherwise than the code: run scripts/protection.py")
    print("\n".join(found) or "docs/protection.md is what the code and the tests say.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
