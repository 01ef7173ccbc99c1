"""Slips of spelling that the document itself, or the grammar of such documents, gives away.

No dictionary is asked: a name is held against the same name elsewhere, a phrase against those the reader knows. Old and
new places of a tone mark ("hoà", "hòa"), "i" and "y" ("kĩ", "kỹ") and capitals are one spelling.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from vanban.lexicon import Lexicon, Word, words_of
from vanban.text import same_key, search_key

Key = tuple[str, ...]

LONG_I = re.compile(r"(?<=[hklmst])y|(?<=qu)y")
KNOWN_COUNTS = 2
SHORTEST = 3
PHRASE_LENGTHS = (4, 3, 2)
# Phrases that every such document uses. Those that may be written otherwise and still be right ("công ăn việc làm",
# "Trường Bản Phố") are left out.
PHRASES = tuple(
    tuple(phrase.split())
    for phrase in """
    phấn đấu, tăng cường, triển khai, thực hiện, tuyên truyền, kiểm tra, giám sát, hướng dẫn, phối hợp, tham mưu
    quán triệt, vận động, đôn đốc, tổng hợp, tổng kết, nâng cao, đẩy mạnh, phát huy, bảo đảm, bố trí, rà soát
    cập nhật, xây dựng, duy trì, thành lập, quản lý, kiện toàn, chỉ đạo, lãnh đạo, định kỳ, thường xuyên, kịp thời
    kiên quyết, chủ động, tiếp tục, nghị quyết, kế hoạch, chỉ thị, quyết định, hội nghị, hội đồng, ủy ban
    mặt trận, đoàn thể, đảng ủy, đảng viên, cấp ủy, bí thư, chủ tịch, cán bộ, công chức, trường học, nhân dân
    phó bí thư, phó chủ tịch, phó trưởng ban, ủy ban nhân dân, hội đồng nhân dân, mặt trận tổ quốc
    ban thường vụ, ban thường trực, ban chấp hành, ban chỉ đạo, ban chỉ huy, ban công tác mặt trận
    đoàn thanh niên, hội phụ nữ, hội nông dân, hội cựu chiến binh, người cao tuổi, trạm y tế, bí thư chi bộ
    trưởng công an xã, trưởng công an phường, trưởng ban chỉ đạo, trưởng ban công tác
    thủ tục hành chính, chuyển đổi số, tổ chức thực hiện, chính trị xã hội
    """.replace("\n", ",").split(",")
    if phrase.strip()
)
DOUBLED = Lexicon("các, những, trong, và, của, với, để, tại, theo, trên, được, phải, ban")


@dataclass(frozen=True, slots=True)
class Slip:
    """The words from `start` to `end` of a text that seem wrong; `meant` is how they should read."""

    start: int
    end: int
    written: str
    meant: str


def name_slips(texts: Sequence[str], known: Iterable[str]) -> list[list[Slip]]:
    """For each of `texts` the names that stand once and differ by marks or one letter from one that stands oftener.

    A name here is two neighbouring capitalised words. `known` are texts of the letterhead, which count double.
    """
    names = [[pair for pair in _neighbours(text) if all(map(_opens_name, pair))] for text in texts]
    counts = Counter(_key(name) for found in names for name in found)
    printed = {_key(name): _printed(name) for found in names for name in found}
    for pair in (pair for text in known for pair in _neighbours(text)):
        counts[_key(pair)] += KNOWN_COUNTS
        printed.setdefault(_key(pair), _printed(pair).title())
    meant = {key: _more_usual(key, counts) for key, count in counts.items() if count == 1}
    return [[_slip(name, printed[other]) for name in found if (other := meant.get(_key(name)))] for found in names]


def phrase_slips(text: str) -> list[Slip]:
    """Words of `text` that are a phrase of such documents but for marks or one letter: "Phân đấu", "Phó chỉ tịch".

    Only at the head of a sentence or a name, where no word before it can claim the first: "văn bản chỉ đạo" is right.
    """
    words = words_of(text)
    found: list[Slip] = []
    for at, word in enumerate(words):
        if not word.is_capitalised or _goes_on_a_name(words, at):
            continue
        slip = _phrase_slip(words, at)
        found += [slip] if slip else []
    return found


def _goes_on_a_name(words: list[Word], at: int) -> bool:
    """Whether the word before is capitalised too, and not only because a sentence starts there: "Giao Trưởng thôn"."""
    return at > 1 and words[at - 1].is_capitalised and words[at - 2].text[0].isalnum()


def doubled_words(text: str) -> list[Slip]:
    """Joining words written twice: "trong trong", "Ban Ban"."""
    return [_slip((one, other), one.text) for one, other in _neighbours(text) if _is_doubled(one, other)]


def _is_doubled(one: Word, other: Word) -> bool:
    return one.key == other.key and one.is_capitalised == other.is_capitalised and DOUBLED.match([one], 0) > 0


def _neighbours(text: str) -> Iterator[tuple[Word, Word]]:
    """Words of letters with nothing but one blank between them."""
    for first, second in pairwise(words_of(text)):
        if first.text[0].isalpha() and second.text[0].isalpha() and text[first.end : second.start] == " ":
            yield first, second


def _opens_name(word: Word) -> bool:
    return word.is_capitalised and not (len(word.text) > 1 and word.text.isupper())


def _key(words: Iterable[Word]) -> Key:
    return tuple(_spelt(word.text) for word in words)


def _spelt(word: str) -> str:
    """A key equal for the spellings of one word that are all right."""
    return LONG_I.sub("i", same_key(word))


def _printed(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _slip(words: Sequence[Word], meant: str) -> Slip:
    return Slip(words[0].start, words[-1].end, _printed(words), meant)


def _more_usual(key: Key, counts: Counter[Key]) -> Key | None:
    near = (other for other, count in counts.items() if count > counts[key] and _is_near(key, other))
    return max(near, key=lambda other: counts[other], default=None)


def _is_near(key: Key, other: Key) -> bool:
    """Whether two keys of as many words differ, by marks alone or by one letter of one word."""
    differing = [(one, two) for one, two in zip(key, other, strict=True) if one != two]
    plain = [(one, two) for one, two in ((_plain(one), _plain(two)) for one, two in differing) if one != two]
    return (
        bool(differing)
        and len(plain) <= 1
        and all(one[0] == two[0] and _is_one_letter_off(one, two) for one, two in plain)
    )


def _plain(spelt: str) -> str:
    return search_key("".join(letter for letter in spelt if not letter.isdigit()))


def _is_one_letter_off(one: str, two: str) -> bool:
    if min(len(one), len(two)) < SHORTEST:
        return False
    shorter, longer = sorted((one, two), key=len)
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest = longer[start + 1 :]
    return rest == (shorter[start + 1 :] if len(shorter) == len(longer) else shorter[start:])


def _phrase_slip(words: list[Word], at: int) -> Slip | None:
    for length in PHRASE_LENGTHS:
        written = words[at : at + length]
        key = _key(written)
        if key in _phrases():
            return None
        for place, word in enumerate(written):
            for meant in _like(key, place):
                right = f"{meant[0].upper()}{meant[1:]}" if word.is_capitalised else meant
                return _slip(written, _printed([*written[:place], replace(word, text=right), *written[place + 1 :]]))
    return None


def _like(key: Key, place: int) -> Iterator[str]:
    """The words that at `place` would make `key` a phrase, and look much like the word there."""
    if place and len(key) < 3:
        return
    for word in _gaps().get((key[:place], key[place + 1 :]), ()):
        one, other = _plain(key[place]), _plain(_spelt(word))
        if one == other or (place and _is_one_letter_off(one, other)):
            yield word


@cache
def _phrases() -> frozenset[Key]:
    return frozenset(tuple(map(_spelt, phrase)) for phrase in PHRASES)


@cache
def _gaps() -> dict[tuple[Key, Key], list[str]]:
    """The words that fill the gap between what stands before and after them in a phrase."""
    gaps: dict[tuple[Key, Key], list[str]] = {}
    for phrase in PHRASES:
        key = tuple(map(_spelt, phrase))
        for place, word in enumerate(phrase):
            gaps.setdefault((key[:place], key[place + 1 :]), []).append(word)
    return gaps
