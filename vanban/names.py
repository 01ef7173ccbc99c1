"""Names of bodies inside running text and in lists, split as the lists are meant."""

import re
from dataclasses import dataclass

from vanban.lexicon import (
    GENERIC,
    GOES_ON,
    HEADS,
    NOT_BODIES,
    PERSONS,
    PLURALS,
    SHY_HEADS,
    STOPS,
    VERBS,
    Lexicon,
    Word,
    words_of,
)
from vanban.text import same_key

BRACKETS = re.compile(r"\s*\([^()]*\)")
AND = same_key("và")
SEPARATORS = {",", ";", "/", AND, same_key("cùng")}
ONE_PERSON = Lexicon("đồng chí, đ/c")
NUMBERED = Lexicon("số, vực, cấp, đội, tổ, đoàn, trạm, thôn, bản, phòng, khu, mục")
PLACES = Lexicon("tỉnh, thành phố, huyện, xã, phường, thị trấn, thôn, nhà nước, cơ sở")
VERBS_OF_NAMES = Lexicon("bảo vệ, kiểm tra, giám sát, chuyên môn, chức năng, công tác, quản lý")
# After these a verb belongs to the name: "lực lượng bảo vệ", "Đoàn kiểm tra, giám sát".
TAKES_VERB = Lexicon("lực lượng, đoàn kiểm tra, đoàn giám sát, bộ phận, tổ, đội, ban, hội đồng, cán bộ, phòng")
INSPECTION = Lexicon("đoàn kiểm tra, đoàn giám sát, đoàn thanh tra")
TWIN_OFFICE = Lexicon("hđnd, ubnd, hội đồng nhân dân, ủy ban nhân dân")
OFFICE = Lexicon("văn phòng")
BROADCAST = Lexicon("truyền hình")  # "Báo và phát thanh, truyền hình tỉnh" is one
IN_CHARGE = Lexicon("phụ trách")
ORPHANS = Lexicon("xã, phường, thị trấn, thôn, bản, tổ dân phố, đặc khu, thị xã, giám sát")
APPOSITION = re.compile(r"\s*[,–-]\s*(?:phụ trách|kiêm|là)\s.*", re.DOTALL)
LEADING_ORDER = re.compile(
    r"^(?:giao cho|giao|đề nghị|yêu cầu|phân công|đối với|trách nhiệm của|nhiệm vụ của)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names read at a place of a text; `end` is the index of the first word after them."""

    names: tuple[str, ...]
    end: int


def names_at(text: str, words: list[Word], at: int) -> Names:
    """The list of bodies that starts at word `at` of running `text`; a verb or a preposition ends it."""
    return _read(text, words, at, stated=False)


def stated_names(text: str) -> list[str]:
    """The bodies of a text that is nothing but a list of them, as a label "Đơn vị chủ trì: ..." gives."""
    cleaned = LEADING_ORDER.sub("", BRACKETS.sub("", text).strip(" .;:,-–"))
    if not cleaned or cleaned in ("…", "..."):
        return []
    cleaned = APPOSITION.sub("", cleaned)
    words = words_of(cleaned)
    return [name.strip(" .,;:") for name in _read(cleaned, words, 0, stated=True).names]


def is_head(words: list[Word], at: int) -> bool:
    """Whether a body's name may start at word `at`, a plural before it included."""
    return _head_end(words, at) is not None


def is_verb(words: list[Word], at: int) -> bool:
    """Whether a verb of orders stands at word `at`; a capital ("Ban Chỉ đạo") makes it part of a name."""
    return at < len(words) and not words[at].is_capitalised and VERBS.match(words, at) > 0


def _read(text: str, words: list[Word], at: int, *, stated: bool) -> Names:
    spans: list[tuple[int, int]] = []
    place = at
    while place < len(words):
        head_end = _head_end(words, place, run=bool(spans))
        if head_end is None and not (stated and not spans):
            break
        end = _name_end(words, place, head_end or place + 1, stated=stated)
        if spans and _runs_on(words, spans[-1], place):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((place, end))
        place = end
        following = _after_separators(words, _after_brackets(words, end))
        if following is None:
            break
        place = following
    names = tuple(_printed(text, words, start, end) for start, end in spans)
    return Names(names, spans[-1][1] if spans else at)


def _printed(text: str, words: list[Word], start: int, end: int) -> str:
    return " ".join(BRACKETS.sub("", text[words[start].start : words[end - 1].end]).split())


def _head_end(words: list[Word], at: int, *, run: bool = False) -> int | None:
    """The index after plural and head; None where no body starts. In a run a shy head needs no plural."""
    plural = PLURALS.match(words, at)
    start = at + plural
    length = HEADS.match(words, start)
    if not length or NOT_BODIES.match(words, start):
        return None
    end = start + length
    if plural or SHY_HEADS.match(words, start) != length:
        return end
    follows_capital = end < len(words) and words[end].is_capitalised and words[start].is_capitalised
    listed = run and (GENERIC.match(words, start) or words[start].is_capitalised)
    return end if follows_capital or listed or PLACES.match(words, end) else None


def _name_end(words: list[Word], start: int, at: int, *, stated: bool) -> int:
    """The index after the name whose head ends at `at`."""
    place = at
    if TAKES_VERB.match(words, start + PLURALS.match(words, start)):
        place += VERBS_OF_NAMES.match(words, at)
    while place < len(words):
        step = _step(words, start, place, stated=stated)
        if not step:
            break
        place += step
    return place


def _step(words: list[Word], start: int, at: int, *, stated: bool) -> int:
    """How many words at `at` still belong to the name that began at `start`."""
    word = words[at]
    if not (word.text[0].isalnum()):
        return _step_over_mark(words, start, at, stated=stated)
    if word.key == AND:
        return _step_over_and(words, start, at, stated=stated)
    going_on = GOES_ON.match(words, at) or _inner_head(words, at) or _verb_in_capitals(words, at)
    if going_on:
        return going_on
    ends = is_verb(words, at) or STOPS.match(words, at) or _is_amount(words, at)
    return 1 if stated or not ends else 0


def _verb_in_capitals(words: list[Word], at: int) -> int:
    """ "Đào tạo" in "Sở Giáo dục và Đào tạo": how many words the verb has that a capital makes part of a name."""
    return VERBS.match(words, at) if _opens_name(words[at]) else 0


def _opens_name(word: Word) -> bool:
    return word.is_capitalised and not word.text.isupper()


def _is_amount(words: list[Word], at: int) -> bool:
    """A figure ends a name, unless it numbers one of several ("khu vực 8", "Trường Tiểu học số 2")."""
    return words[at].text[0].isdigit() and NUMBERED.match(words, at - 1) == 0


def _inner_head(words: list[Word], at: int) -> int:
    """The length of a body named inside a name ("Ủy viên" + "Ban chấp hành ..."), verbs in it included."""
    length = HEADS.match(words, at)
    is_plain = NOT_BODIES.match(words, at) or SHY_HEADS.match(words, at) == length
    return 0 if is_plain else length


def _step_over_mark(words: list[Word], start: int, at: int, *, stated: bool) -> int:
    mark = words[at].text
    following = at + 1
    if following >= len(words):
        return 0
    if mark in "-–/&":
        return 1 if stated or (words[following].text[0].isalnum() and not is_verb(words, following)) else 0
    if mark in "“”\"'":
        return 1 if stated else 0
    if mark != ",":
        return 1 if stated and mark in ".:" else 0
    if ORPHANS.match(words, following) and _takes_orphan(words, start, at):
        return 2
    if IN_CHARGE.match(words, following):
        return 0
    if BROADCAST.match(words, following):
        return 1
    if _two_titles(words, start, following):
        return 1
    if stated and _in_charge(words, start, at):
        return 1
    if stated and not is_head(words, following):
        return 0 if _opens_run(words, following) else 1
    return 1 if words[following].is_capitalised and not _opens_run(words, following) else 0


def _step_over_and(words: list[Word], start: int, at: int, *, stated: bool) -> int:
    following = at + 1
    if following >= len(words):
        return 0
    if TWIN_OFFICE.match(words, following) and any(OFFICE.match(words, place) for place in range(start, at)):
        return 1
    if stated and _in_charge(words, start, at):
        return 1
    if is_head(words, following) or _opens_run(words, following):
        return 0
    capital = words[following].is_capitalised and not STOPS.match(words, following)
    return 1 if stated or capital else 0


def _opens_run(words: list[Word], at: int) -> bool:
    return _head_end(words, at, run=True) is not None


def _takes_orphan(words: list[Word], start: int, at: int) -> bool:
    """ "UBND các xã, phường": a bare place after a comma goes with the place before it."""
    previous = words[at - 1].key
    return ORPHANS.match(words, at - 1) > 0 or previous == "tra"


def _two_titles(words: list[Word], start: int, at: int) -> bool:
    """ "Đồng chí Ủy viên Ban Thường vụ, Chủ tịch ...": the second title of one person."""
    return ONE_PERSON.match(words, start) > 0 and PERSONS.match(words, at) > 0


def _in_charge(words: list[Word], start: int, at: int) -> bool:
    return any(IN_CHARGE.match(words, place) for place in range(start, at))


def _runs_on(words: list[Word], previous: tuple[int, int], at: int) -> bool:
    """Whether the generic word at `at` belongs to the run before it: "các sở, ban" + "ngành"."""
    if PLURALS.match(words, at) or not GENERIC.match(words, at):
        return False
    generic_end = at + GENERIC.match(words, at)
    if generic_end < len(words) and words[generic_end].is_capitalised and words[at].is_capitalised:
        return False
    start, end = previous
    return _is_generic(words, start) or any(PLURALS.match(words, place) for place in range(start, end))


def _is_generic(words: list[Word], at: int) -> bool:
    start = at + PLURALS.match(words, at)
    length = GENERIC.match(words, start)
    names_one = start + length < len(words) and words[start + length].is_capitalised
    return length > 0 and HEADS.match(words, start) == length and not names_one


def _after_brackets(words: list[Word], at: int) -> int:
    if at >= len(words) or words[at].text != "(":
        return at
    for place in range(at, len(words)):
        if words[place].text == ")":
            return place + 1
    return len(words)


def _after_separators(words: list[Word], at: int) -> int | None:
    place = at
    while place < len(words) and words[place].key in SEPARATORS:
        place += 1
    return place if place > at else None
