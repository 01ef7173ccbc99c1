"""Who may do what with which data: PROTECTION section 3.2, cell by cell, so that a committee can compare.

A cell's words: letters of acts (c r u x, b to break the glass), then the scope (S A V M P). `!` needs a purpose, `n`
counts of work only, `G` only through disclosure control, `BG` break-glass only, `(approve)` may say yes to what others
propose. What is not written is denied. Cells that speak of more than acts and scopes are kept as written for the rooms
that they belong to.
"""

import re
from dataclasses import dataclass
from functools import cache

from .enums import Act, Data, Scope

C = tuple(Data)
MATRIX: dict[str, dict[Data, str]] = {
    role: dict(zip(C, cells, strict=True))
    for role, cells in {
        "R1": ("r, approve release", "cru x M", "r M (totals) x totals", "exact commune total; villages G k=5",
               "n M", "BG", "—", "n (if ≥5 per quarter)", "—", "r M totals", "totals", "approve police/admin grants",
               "r summaries", "1 of 3 shares"),
        "R2": ("r, approve release", "cru x M", "r M", "as R1", "n M", "r! only files routed for own signature", "—",
               "—", "—", "cru x M (approve)", "totals", "—", "r summaries", "—"),
        "R3": ("r", "cru x M", "r M", "exact M", "r! M", "cru! M, x! one file", "r! M",
               "r as recipient, reply, x one", "cru x M", "—", "r! A", "approve police grants",
               "r own unit", "1 of 3 shares"),
        "R4": ("r", "cru A", "r V", "exact V (own area)", "r! A", "cru! A/V, x! one file", "cr! A",
               "r if named recipient", "cru V", "—", "r! A", "S", "S", "—"),
        "R5": ("r", "cru V", "r V", "G k=5 V", "n V (r A if named helper)", "—", "—",
               "—", "—", "—", "—", "S", "S", "—"),
        "R6": ("r", "cru V", "cru V (own cell)", "—", "n V", "—", "—",
               "—", "—", "—", "—", "S", "S", "—"),
        "R7": ("r", "cru V", "cru V", "—", "— (r A if named helper and person agrees)", "—", "—",
               "c (like any citizen)", "c facts, then write-only", "r V list without reason", "—", "S", "S", "—"),
        "R8": ("r", "cru A/V", "cr V", "—", "cru! A", "—", "—",
               "—", "—", "r A", "—", "S", "S", "—"),
        "R8b": ("r", "cru V", "cru V", "—",
                "r! own union's cards (code, preferred name, contact), assign helper", "—", "—",
                "—", "—", "r A", "—", "S", "S", "—"),
        "R9": ("r", "cru V (school)", "cru V (school)", "—", "—", "—", "—",
               "—", "—", "—", "cru V", "S", "S", "—"),
        "R10": ("r", "cru A", "r M", "—", "r! A (need + contact only)", "—", "—",
                "—", "—", "cru M, reason field sealed to R2/R10", "—", "S", "S", "—"),
        "R11": ("r", "cru A", "—", "—", "r! A (appointment)", "—", "cru! A, x! one",
                "—", "—", "—", "—", "S", "S", "—"),
        "R12": ("cu, release after approval", "cru x M", "r M totals", "released tables only", "—", "—", "—",
                "—", "—", "totals", "totals", "S", "S", "—"),
        "R13": ("r", "cru A", "—", "—", "—", "—", "—",
                "—", "cr A", "—", "—", "S", "S", "—"),
        "R14": ("cu (layout)", "—", "—", "—", "—", "—", "—",
                "—", "—", "—", "—", "cru M (cannot grant self; police grants need R1+R3)",
                "technical log, no object ids", "K"),
        "R15": ("r", "r", "—", "—", "codes only", "codes only", "codes only",
                "K (state only)", "—", "—", "—", "r M", "r x M, decide reviews", "1 of 3 shares"),
        "R16": ("r", "r P (milestones)", "totals", "G k=11, commune level", "—", "—", "—",
                "—", "—", "totals G", "totals", "S", "S", "—"),
    }.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grant:
    """What one cell allows: acts, how far, and whether each opening needs a purpose."""

    acts: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    needs_purpose: bool = False

    def allows(self, act: Act) -> bool:
        return act in self.acts


PLAIN = re.compile(r"(?P<acts>[crub]{1,3})(?P<purpose>!?)(?P<export> x)?(?: (?P<scopes>[SAVMP](?:/[SAVMP])*))?")
# What a cell of more words grants in plain ones. What it says beyond that, a rule of its room holds: a union's chair
# sees her own union's cards and names who helps; a tip is written down by whoever may receive it, for the caller.
IN_PLAIN_WORDS = {
    "r, approve release": "r",  # `says`
    "cu, release after approval": "cu",
    "cu (layout)": "cu",
    "exact commune total; villages G k=5": "r M",
    "as R1": "r M",
    "exact M": "r M",
    "cru V (school)": "cru V",
    "cru V (own cell)": "cru V",
    "cru! M, x! one file": "cru! x M",
    "cru! A/V, x! one file": "cru! x A/V",
    "cru! A, x! one": "cru! x A",
    "r! A (need + contact only)": "r! A",
    "r! A (appointment)": "r! A",
    "r! only files routed for own signature": "r! A",
    "r! own union's cards (code, preferred name, contact), assign helper": "ru! V",
    "BG": "b!",
    "r as recipient, reply, x one": "cru x A",
    "r if named recipient": "cr A",
    "c (like any citizen)": "c V",
    "cru M, reason field sealed to R2/R10": "cru M",  # the reason is stored nowhere
    "r V list without reason": "r V",
    "r x M, decide reviews": "ru x M",
}
APPROVES = " (approve)"


def says(role: str, data: Data, words: str) -> bool:
    """Whether a cell says, beside its acts and scopes, just these words: "r, approve release"."""
    return words in MATRIX.get(role, {}).get(data, "").split(", ")


@cache
def grant(role: str, data: Data) -> Grant:
    """What the table grants a role; to one that it does not know, nothing."""
    return read(MATRIX.get(role, {}).get(data, ""))


def read(words: str) -> Grant:
    """What a cell of plain acts and scopes grants; one that says more grants nothing here."""
    words = IN_PLAIN_WORDS.get(words, words)
    approves = {Act.APPROVE.value} if words.endswith(APPROVES) else set()
    words = words.removesuffix(APPROVES)
    if words == Scope.OWN:
        return Grant(frozenset({Act.READ.value, Act.UPDATE.value}), frozenset({Scope.OWN.value}))
    cell = PLAIN.fullmatch(words)
    if cell is None:
        return Grant()
    acts = frozenset(cell["acts"]) | ({Act.EXPORT.value} if cell["export"] else frozenset()) | approves
    return Grant(acts, frozenset((cell["scopes"] or "").split("/")) - {""}, bool(cell["purpose"]))
