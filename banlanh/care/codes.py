"""The random code by which a person in care is known in lists, tasks, papers and file names (PROTECTION SEC-17).

`HT-7K3P9-M2RXR`: nine signs drawn at random and a check character by ISO/IEC 7064, MOD 37-2, which catches every wrong
sign and every swap of two. The code is drawn, never made from a name, a day, a village or an order. No two of its signs
look alike (of 0 O D Q and of 1 I L none is used; of 2 Z, 5 S, 6 G, 8 B, V U W the first). None is a vowel: they spell
no word, and a Vietnamese keyboard (Telex, VNI) changes none of them.

How far it reaches: 54% of 20^9 drawings have a check character among the signs, 2.8e11 codes. That any two of 10,000, a
province with a hundred in each commune, are alike has a chance of 1 in 5,500; so the database keeps codes unique, and
the caller draws again where it refuses one.
"""

import re
import secrets

from banlanh.core.refusal import Refused

PREFIX, DRAWN, EXAMPLE = "HT", 9, "HT-7K3P9-M2RXR"
SIGNS = "23456789CFHJKMNPRTVX"
STANDARD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"  # the characters of MOD 37-2, each at its value
AS_TYPED = re.compile(r"[\s.\-‐‑‒–—−]+")


def new_code() -> str:
    """A code that nobody can foretell. The caller keeps it only where it is new, and else draws again."""
    while True:
        drawn = "".join(secrets.choice(SIGNS) for _ in range(DRAWN))
        check = check_character(drawn)
        if check in SIGNS:
            return written(drawn + check)


def check_character(text: str) -> str:
    """ISO/IEC 7064, MOD 37-2: the character with which the weighted sum of all leaves 1."""
    rest = 0
    for character in text:
        rest = (rest + STANDARD.index(character)) * 2 % 37
    return STANDARD[(1 - rest) % 37]


def read_code(typed: str) -> str:
    """The code that somebody typed, in whatever case, with or without "HT", spaces and dashes. Raises `Refused`."""
    signs = AS_TYPED.sub("", typed).upper()
    if len(signs) == len(PREFIX) + DRAWN + 1:
        signs = signs.removeprefix(PREFIX)
    if strange := next((sign for sign in signs if sign not in SIGNS), ""):
        raise Refused(f"Mã không dùng ký tự «{strange}». Hãy xem lại mã trên phiếu và gõ lại.")
    if len(signs) != DRAWN + 1:
        raise Refused(f"Mã có {DRAWN + 1} ký tự sau chữ {PREFIX}, ví dụ {EXAMPLE}. Hãy gõ lại đủ cả mã.")
    if check_character(signs[:-1]) != signs[-1]:
        raise Refused("Mã có ký tự gõ nhầm hoặc đổi chỗ. Hãy so từng ký tự với mã trên phiếu và gõ lại.")
    return written(signs)


def written(signs: str) -> str:
    return f"{PREFIX}-{signs[:5]}-{signs[5:]}"
