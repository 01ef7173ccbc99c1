"""Vietnamese text: composed letters, keys for searching and matching, alphabetical order."""

import re
import unicodedata
from functools import lru_cache

# Order of the tones in Vietnamese dictionaries: không, huyền, hỏi, ngã, sắc, nặng.
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
ALPHABET = {letter: place for place, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
FIRST_LETTER = 10  # a letter is two digits, and sorts after the tone that ends a shorter word

# Control characters, joiners, marks of writing direction (they make a line or a name read otherwise), halves of pairs.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)

# Letters and signs of Western Europe that Vietnamese has no use for, and letters that only Unicode has: the fonts of
# old (TCVN3, VNI) put theirs where the former are.
FOREIGN = re.compile(
    "[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
SAMPLE = 20_000


def tidy(text: str) -> str:
    """`text` in composed letters (NFC), each run of white space one blank, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split())


def is_old_encoding(text: str) -> bool:
    """Whether tidied `text` was typed in the fonts before Unicode, so that its letters are other letters."""
    sample = text[:SAMPLE]
    foreign = len(FOREIGN.findall(sample))
    return foreign > 20 and 40 * foreign > len(sample) and 20 * len(UNICODE_ONLY.findall(sample)) < foreign


@lru_cache(maxsize=2_000)
def search_key(text: str) -> str:
    """`text` as typed without marks: "Đỗ  Hoà" gives "do hoa". Old and new tone placement agree."""
    plain = _without_marks(text.lower())
    return " ".join(plain.replace("đ", "d").split())


def same_key(text: str) -> str:
    """A key equal for two spellings of one Vietnamese text: case, composition, place of the tone mark.

    "Uỷ ban" and "ủy ban" agree; "uy ban" differs.
    """
    return " ".join(map(_same_word, text.split()))


def sort_key(text: str) -> str:
    """A key of digits in Vietnamese alphabetical order, word by word, letters before tones.

    Digits alone sort the same way in Python and in every collation of a database.
    """
    return "".join(map(_spelling, tidy(text).lower().split()))


def name_key(full_name: str) -> str:
    """A key that sorts people the Vietnamese way: by given name (the last word), then the rest."""
    *before, given = tidy(full_name).lower().split() or [""]
    return "".join(map(_spelling, [given, *before]))


@lru_cache(maxsize=20_000)
def _same_word(word: str) -> str:
    bare, tone = _letters_and_tone(word.lower())
    return f"{bare}{tone or ''}"


@lru_cache(maxsize=20_000)
def _spelling(word: str) -> str:
    if word.isdecimal():
        return f"{FIRST_LETTER}{int(word):09}00"  # "Bản 2" before "Bản 10"
    bare, tone = _letters_and_tone(word)
    return "".join(map(_two_digits, bare)) + f"0{tone}"


def _two_digits(letter: str) -> str:
    place = ALPHABET.get(letter)
    return f"99{ord(letter):07}" if place is None else str(FIRST_LETTER + place)


def _letters_and_tone(word: str) -> tuple[str, int]:
    """The letters of one syllable without its tone mark (ă, â, ê, ô, ơ, ư, đ kept), and its tone's place."""
    decomposed = unicodedata.normalize("NFD", word)
    bare = "".join(mark for mark in decomposed if mark not in TONES)
    tone = max((TONES.get(mark, 0) for mark in decomposed), default=0)
    return unicodedata.normalize("NFC", bare), tone


class _Markless(dict[int, int | None]):
    """A table for `str.translate` that drops combining marks, filled as letters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) == "Mn" else code
        return self[code]


_MARKLESS = _Markless()


def _without_marks(text: str) -> str:
    return unicodedata.normalize("NFD", text).translate(_MARKLESS)
