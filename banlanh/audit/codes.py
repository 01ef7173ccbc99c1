"""A seal as twenty signs that are copied by hand (PROTECTION SEC-28)."""

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # five bits each; no two look alike by hand
CODE, GROUP = 20, 4


def code_of(seal: str) -> str:
    """The first hundred bits of a seal, to be copied by hand: "7K3P-9M2R-…" """
    bits = int(seal, 16) >> (4 * len(seal) - 5 * CODE)
    return in_groups("".join(SIGNS[bits >> 5 * place & 31] for place in reversed(range(CODE))))


def in_groups(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, CODE, GROUP))


def code_typed(text: str) -> str | None:
    """A code as somebody reads it off paper: in small letters, with blanks or nothing between; None if it is none."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    return in_groups(signs) if len(signs) == CODE and set(signs) <= set(SIGNS) else None
