"""Who a clause orders to act, and with whom: subjects of verbs, objects of "giao", partners of "phối hợp"."""

import re

from vanban.lexicon import ADVERBS, VERBS, Lexicon, Word, words_of
from vanban.names import BRACKETS, LEADING_ORDER, Names, is_head, names_at, stated_names
from vanban.text import same_key, tidy

SENTENCE_END = re.compile(r"(?<=[.;])\s+")
ASKS = Lexicon("giao cho, giao, đề nghị, yêu cầu, phân công")
DEMANDS = Lexicon("yêu cầu")
TOWARDS = Lexicon("đối với")
ACCOUNTABLE = Lexicon("chịu trách nhiệm")
# What opens a clause before its subject: grounds, conditions, times.
OPENERS = Lexicon("""
    căn cứ, sau khi, trên cơ sở, trong quá trình, trong thời gian, trong, theo, khi, trước, từ, đến
    định kỳ, hằng, hàng, tháng, quý, năm, ngày, ngay, để, nhằm, hiện nay, đồng thời, ngoài ra
    bên cạnh đó, điều, chậm nhất, với, tại, qua, thông qua, kết thúc, hết
""")
TAKES_CHARGE = Lexicon(
    "chủ trì, phối hợp, có trách nhiệm, chịu trách nhiệm, tham mưu, tổ chức, thực hiện, lãnh đạo, chỉ đạo"
)
ROLE = Lexicon("là")
LEADS = Lexicon("lãnh đạo")
EACH = Lexicon("mỗi")
OPENING_TIME = re.compile(
    r"(?:đến|hết|trong|trước|từ)?\s*(?:hết\s+)?(?:ngày|tháng|quý|năm)\s[\w/.–-]{1,12}(?:\s(?:tháng|năm)\s[\d/]{1,7}){0,2}\s?[,:]\s+",
    re.IGNORECASE,
)
LABELLED = re.compile(r"^[^:.;]{2,60}:\s+(?=\S)")
COOPERATION = re.compile(r"\b(?:phối hợp|hợp tác)\b", re.IGNORECASE)
WITH = Lexicon("với, cùng với, cùng, và")
HOW = Lexicon("chặt chẽ, tốt, hiệu quả, thường xuyên, đồng bộ, kịp thời, có hiệu quả, chặt chẽ hơn")
BETWEEN = Lexicon("giữa")
NAMED_ACT = re.compile(r"\b(?:việc|công tác|sự|cơ chế|tăng cường sự)(?:\s+chủ trì,?)?\s+$", re.IGNORECASE)
LONGEST_OPENER = 60


def doers(text: str, *, under_a_doer: bool = False) -> list[str]:
    """The bodies that `text` names as doing or leading what it orders, as printed.

    `under_a_doer` says that a heading above already names who acts: then a clause that opens with
    "Yêu cầu X ..." orders that doer to ask X, not X.
    """
    found: list[str] = []
    for place, sentence in enumerate(_sentences(text)):
        words = words_of(sentence)
        names = _sentence_doers(sentence, words, under_a_doer=under_a_doer)
        if place and found and _only_accountable(words, names):
            continue
        found += [name for name in names.names if same_key(name) not in map(same_key, found)]
    return found or _bracketed_doers(text) or _labelled_doers(text)


def _bracketed_doers(text: str) -> list[str]:
    """ "Biên soạn tài liệu (Sở Y tế chủ trì)": whom a bracket puts in charge."""
    for bracket in BRACKETS.findall(text):
        inside = bracket.strip(" ()")
        read = names_at(inside, words_of(inside), 0)
        if read.names and TAKES_CHARGE.match(words_of(inside), read.end):
            return list(read.names)
    return []


def partners(text: str) -> list[str]:
    """The bodies that are to take part, joined by "phối hợp (với)" or "hợp tác với"."""
    found: list[str] = []
    for match in COOPERATION.finditer(text):
        if not NAMED_ACT.search(text[max(0, match.start() - 30) : match.start()]):
            found += [name for name in _partners_after(text[match.end() :]) if name not in found]
    return found


def heading_doers(title: str) -> list[str]:
    """The bodies that a heading names as those its items are for: "4. Giao X", "2. Đối với các Y", "3. Z"."""
    named = LEADING_ORDER.sub("", title.strip(" .:;"))
    words = words_of(named)
    if not words or not is_head(words, 0):
        return _acting_inside(title, words_of(title)) if title.endswith(":") else []
    read = names_at(named, words, 0)
    return list(read.names) if TAKES_CHARGE.match(words, read.end) else stated_names(named)


def only_names_doers(title: str) -> bool:
    """Whether a heading is nothing but names, so that its items are plainly theirs: "4. Giao X", not a part's title."""
    named = LEADING_ORDER.sub("", BRACKETS.sub("", title).strip(" .:;"))
    words = words_of(named)
    return bool(words) and not title.isupper() and names_at(named, words, 0).end == len(words)


def _acting_inside(title: str, words: list[Word]) -> list[str]:
    """The doers of a heading that is a sentence: "Giám sát: Ban A và các thành viên thực hiện ...:"."""
    for at in range(1, len(words)):
        found = _acting(title, words, at) if words[at].is_capitalised and is_head(words, at) else NOBODY
        if found.names and TAKES_CHARGE.match(words, found.end):
            return list(found.names)
    return []


def gives_orders(text: str) -> bool:
    """Whether `text` tells somebody to act: it opens with a verb of orders, or names a doer."""
    words = words_of(OPENING_TIME.sub("", text, count=1))
    return (opens_with_verb(words, 0) and not is_head(words, 0)) or bool(doers(text))


def opens_with_verb(words: list[Word], at: int) -> bool:
    return VERBS.match(words, at) > 0 or ADVERBS.match(words, at) > 0


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE_END.split(tidy(BRACKETS.sub("", text))) if sentence]


def _sentence_doers(sentence: str, words: list[Word], *, under_a_doer: bool) -> Names:
    asked = ASKS.match(words, 0)
    if under_a_doer and LEADS.match(words, 0):
        return NOBODY  # under "1. Đảng ủy xã" the clause says what it does
    if asked:
        return NOBODY if under_a_doer and DEMANDS.match(words, 0) else names_at(sentence, words, asked)
    if TOWARDS.match(words, 0):
        return _acting(sentence, words, TOWARDS.match(words, 0))
    found = _acting(sentence, words, 0)
    if found.names or not OPENERS.match(words, 0):
        return found
    return _after_opener(sentence, words)


def _acting(sentence: str, words: list[Word], at: int) -> Names:
    """The names at word `at` if a verb follows them; if that verb asks others, those others."""
    read = names_at(sentence, words, at)
    if not read.names or not _acts(words, read.end):
        return NOBODY
    asked = ASKS.match(words, read.end)
    others = names_at(sentence, words, read.end + asked) if asked else NOBODY
    return others if others.names else read


def _acts(words: list[Word], at: int) -> bool:
    if at >= len(words):
        return False
    if EACH.match(words, at):  # "Hội A, Hội B mỗi hội nhận giúp ..."
        return opens_with_verb(words, at + 2)
    if words[at].text == ":":
        return opens_with_verb(words, at + 1) or ROLE.match(words, at + 1) > 0
    return opens_with_verb(words, at + (words[at].text == ","))


def _after_opener(sentence: str, words: list[Word]) -> Names:
    commas = (place for place, word in enumerate(words[:LONGEST_OPENER]) if word.text == ",")
    for comma in commas:
        if COOPERATION.search(sentence[: words[comma].start]):
            return NOBODY  # what follows is one more partner
        found = _acting(sentence, words, comma + 1)
        if found.names:
            return found
    return NOBODY


def _only_accountable(words: list[Word], names: Names) -> bool:
    return bool(names.names) and ACCOUNTABLE.match(words, names.end) > 0


def _labelled_doers(text: str) -> list[str]:
    """In "Chế độ báo cáo: X tổng hợp ..." the clause after the label names its doer."""
    label = LABELLED.match(text)
    if not label:
        return []
    rest = text[label.end() :]
    first = _sentences(rest)[:1]
    return list(_sentence_doers(first[0], words_of(first[0]), under_a_doer=False).names) if first else []


def _partners_after(rest: str) -> tuple[str, ...]:
    words = words_of(rest[:600])
    at = HOW.match(words, 0)
    if at < len(words) and words[at].text == ",":
        return ()
    if BETWEEN.match(words, at):
        return ()
    return names_at(rest[:600], words, at + WITH.match(words, at)).names


NOBODY = Names((), 0)
