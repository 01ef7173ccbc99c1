"""Which two roles one account may hold: PROTECTION 3.3, rule 2, read from the matrix itself."""

import re

from banlanh.accounts.enums import Data, Role
from banlanh.accounts.matrix import MATRIX

GUARDS = frozenset({Role.R14.value, Role.R15.value})  # who administers, who reviews
ABOUT_PEOPLE = (Data.CARE_CARD, Data.LEGAL_FILE, Data.TESTS, Data.TIPS, Data.POLICE_WORK)
# An act with `r` anywhere in the cell ("n V (r A if named helper)"), or break-glass: both open a file.
OPENS = re.compile(r"\b(?:c?ru?(?=!|\s|$)|BG\b)")


def reads_about_people(role: str) -> bool:
    """Whether some cell of C4 to C8 lets `role` open what is kept about people, be it now and then."""
    return any(OPENS.search(MATRIX[role][data]) for data in ABOUT_PEOPLE)


def may_share_an_account(one: str, other: str) -> bool:
    """Who administers or reviews reads nothing about people, and is not the other of the two."""
    guards = {one, other} & GUARDS
    if not guards or one == other:
        return True
    return len(guards) == 1 and not any(map(reads_about_people, {one, other} - GUARDS))


def role_name(role: str) -> str:
    return f"{role} ({Role(role).label})"
