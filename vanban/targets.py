"""The measurable aims of a plan: a figure with what it counts, and by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.dates import find_by
from vanban.doubts import target_doubts
from vanban.labels import is_label
from vanban.lexicon import HEADS, STOPS, VERBS, Lexicon, words_of
from vanban.outline import Node
from vanban.parts import SITUATION, purpose
from vanban.rhythms import find_every
from vanban.text import search_key

FIGURE = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?"
    r"|\d+(?:,\d+)?)(?:\s?[-–]\s?\d+(?:,\d+)?)?\s?(?:(?P<percent>%)|(?![\w/]|[-–][A-ZĐ]"
    r"|[.,]\d))"
)
BRACKETED = re.compile(r"\([^()]*\)")
# In a bracket or as part of a reference a figure aims at nothing.
REFERENCE = re.compile(
    r"(?:\b(?:số|điều|khoản|điểm|mục|phần|khóa|khoá|lần thứ|lần|ngày|tháng|năm|quý|nhiệm kỳ"
    r"|giai đoạn|thời kỳ|đợt|bước|mẫu|biểu|phụ lục|nhóm|(?<!nâng )cấp|khu vực"
    r"|đề án|chỉ thị|nghị quyết|kế hoạch|quyết định|luật|tuổi|thứ|lớp|loại|hạng|qh|từ khóa)|[-–/])\s*$",
    re.IGNORECASE,
)
# What is counted here is time, place in an order, or things of another list.
UNCOUNTED = Lexicon("""
    tháng, năm, ngày, tuần, quý, giờ, phút, lần, lượt, đợt, vòng, bước, giai đoạn, kỳ, nội dung
    nhiệm vụ, nhóm, chương trình mục tiêu, chương trình, hội nghị, nguyên tắc, tiêu chí, điều, khoản
    cấp, khâu, mục tiêu, giải pháp, trụ cột, đột phá, bên, mặt, loại, đồng chí, rõ, không, có, trong
    tại, của, và, đến, về, khóa, luật, nghị quyết, nghị định, chủ thể, lĩnh vực, chuyên đề
    trọng tâm, cuộc vận động
""")
# Nouns that end in what alone would be a verb.
NOUNS = Lexicon("công trình, chương trình, quá trình, quy trình, lộ trình, giáo trình, hành trình")
PURSUIT = re.compile(
    r"(?:phấn đấu|ít nhất|tối thiểu|không dưới|đạt|hình thành|thành lập|xây dựng|ra mắt"
    r"|nâng cấp|sửa chữa|lắp đặt|trang bị|cắm|trao|tặng|nhân rộng|giúp đỡ"
    r"|thêm|mới|trồng|giảm|tăng|duy trì|kết nạp|mở|cấp"
    r"|hoàn thành|hỗ trợ|đào tạo|thu hút|vận động được|xóa|phát triển|giải quyết)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"(?:\bcó|\bnhóm từ|quy mô|\btừ|\btrong số|trên tổng số|tổng số|\bgồm|\bvới|các|\bmột trong)\s*$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
OR_MORE = re.compile(r"[^.;,]{0,80}\btrở lên")
PHRASE_LIMIT = 12
PLACE_PHRASES = Lexicon("trên địa bàn, trực thuộc")
DATED = re.compile(
    r"\b(?:đến|hết|cuối)\s+(?:hết\s+|cuối\s+)?năm\s+\d{4}[^.;]{0,160}?\d+(?:[.,]\d+)?\s?%"
    r"|\d\s?%[^.;]{0,80}\b(?:đến|hết|vào)\s+(?:hết\s+|cuối\s+)?năm\s+\d{4}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """`value` counts `unit`: "%" (then `subject` says of what) or the counted noun. `by` is ISO.

    `every` is the clause's own recurrence, as a target may say "hằng tháng"; `clause` is the clause's index.
    `unsure` names what a person should look at: "value", "due" (`by`), "every".
    """

    at: str
    starts: str
    value: int | float
    unit: str
    by: str | None
    clause: int
    every: str | None
    subject: str
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    value: int | float
    unit: str
    subject: str


def find_targets(nodes: list[Node]) -> list[Target]:
    """The clauses of `nodes` that set an aim in figures, in order, one target each."""
    found = []
    for node in nodes:
        if _is_no_place_for_aims(node):
            continue
        figures = list(aim_figures(node.text, among_aims=purpose(node) == "aims"))
        if figures:
            found.append(_target(node, figures))
    return found


def aim_figures(text: str, *, among_aims: bool) -> Iterator[Figure]:
    """The figures of `text` that are aims. `among_aims` says that it stands in a part on aims."""
    flat = BRACKETED.sub(lambda match: " " * len(match.group()), text)
    for match in FIGURE.finditer(flat):
        figure = _aimed(flat, match, among_aims=among_aims)
        if figure:
            yield figure


def is_dated_aim(text: str) -> bool:
    """Whether the date in `text` is that of its percentage, not a day by which something must be done."""
    return bool(DATED.search(text))


def _is_no_place_for_aims(node: Node) -> bool:
    if node.assignment:
        return False
    if node.is_heading or node.cells or node.appendix or is_label(node.text):
        return True
    if not node.headings:
        return not node.marker.is_number  # a directive has no parts: its numbered paragraphs order and aim
    part = search_key(node.headings[0].text)
    return bool(SITUATION.match(part)) or "tinh hinh" in part or "ket qua" in part


def _target(node: Node, figures: list[Figure]) -> Target:
    """One target a clause: its first figure counts."""
    figure, by, every = figures[0], find_by(node.text) or _stated_by(node) or _inherited_by(node), find_every(node.text)
    return Target(
        node.at,
        node.text[:60].strip(),
        figure.value,
        figure.unit,
        by,
        node.index,
        every,
        figure.subject,
        target_doubts(node.text, figures=len(figures), by=by, every=every),
    )


def _stated_by(node: Node) -> str | None:
    return node.assignment.due if node.assignment else None


def _inherited_by(node: Node) -> str | None:
    dates = (find_by(heading.text) for heading in reversed(node.headings))
    return next((date for date in dates if date), None)


def _aimed(text: str, match: re.Match[str], *, among_aims: bool) -> Figure | None:
    before, after = text[max(0, match.start() - 80) : match.start()], text[match.end() : match.end() + 200]
    if REFERENCE.search(before):
        return None
    value = _value(match["number"])
    if match["percent"]:
        return Figure(value, "%", _counted(after) or _subject_before(text, match.start()))
    unit = _counted(after)
    if value == 1 and before.endswith("trên "):
        return None  # "trên 01 ha": of each hectare
    if not unit or YEAR.fullmatch(match["number"]) or UNCOUNTED.match(words_of(unit), 0):
        return None
    pursued = (bool(PURSUIT.search(before)) and not CONDITION.search(before)) or (
        "phấn đấu" in text.lower() and OR_MORE.match(after)
    )
    return Figure(value, unit, unit) if among_aims or pursued else None


def _value(printed: str) -> int | float:
    plain = printed.replace(".", "").replace(",", ".") if "," in printed else printed.replace(".", "")
    return float(plain) if "." in plain else int(plain)


def _counted(after: str) -> str:
    """The noun phrase after a figure, up to its verb."""
    words = words_of(after)
    end = 0
    while end < len(words) and end < PHRASE_LIMIT and _belongs(after, words, end):
        end += max(1, NOUNS.match(words, end))
    while end and not words[end - 1].text[0].isalnum():
        end -= 1
    return after[words[0].start : words[end - 1].end].strip() if end else ""


def _belongs(text: str, words: list, at: int) -> bool:
    word = words[at]
    if not word.text[0].isalnum():
        return word.text in ",-–" and at > 0
    if word.text[0].isdigit() or PLACE_PHRASES.match(words, at) == 3:
        return False
    if word.is_capitalised:
        return True
    if at == 0:
        return not VERBS.match(words, at) or HEADS.match(words, at) > 0
    return not VERBS.match(words, at) and not STOPS.match(words, at)


def _subject_before(text: str, end: int) -> str:
    """What a percentage tells of when nothing follows it: "Tỷ lệ hộ dùng nước sạch đạt 95%"."""
    clause = re.split(r"[.;:]", text[:end])[-1]
    return re.split(r"\s+(?:đạt|tăng|giảm|chiếm|còn|bằng|lên|trên|dưới|khoảng)\b", clause)[0].strip()
