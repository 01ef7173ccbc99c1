"""The letterhead of an official document: who issued it, its number, its day, its kind and its title."""

import re
from dataclasses import dataclass
from itertools import takewhile

from vanban.dates import iso_day
from vanban.source import Line
from vanban.text import search_key, tidy

KINDS = re.compile(
    r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|QUYẾT ĐỊNH|QUY ĐỊNH|QUY CHẾ|HƯỚNG DẪN"
    r"|THÔNG BÁO|THÔNG TRI|KẾT LUẬN|BÁO CÁO"
    r"|TỜ TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|DỰ ÁN|BIÊN BẢN|CÔNG ĐIỆN|LỜI KÊU GỌI|GIẤY MỜI"
    r"|ĐỀ CƯƠNG)(?: (?:HÀNH ĐỘNG|PHỐI HỢP|CÔNG TÁC|LIÊN TỊCH|CHI TIẾT|TRỌNG TÂM))?"
)
LOOKED_AT_FOR_KIND = 80

MOTTOES = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội(?:\s+chủ\s+nghĩa\s+việt\s+nam)?"
    r"|^\s*chủ\s+nghĩa\s+việt\s+nam|đảng\s+cộng\s+sản\s+việt\s+nam"
    r"|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc",
    re.IGNORECASE | re.MULTILINE,
)
NUMBER = re.compile(
    r"^\s*Số\s*:?\s*(?P<number>\d{1,5})?[\s.…_]*(?P<mark>[-–/])\s*(?P<symbol>[A-ZĐ]\w*(?:\s?[-–/&]\s?[A-ZĐ]\w*)*)",
    re.MULTILINE,
)
BLANK = r"[\s.…_]{0,30}"
PLACE_AND_DATE = re.compile(
    rf"(?:(?P<place>[^\n,:|*/\d]{{2,60}}),\s*|^\W*)\bngày{BLANK}(?P<day>\d\s?\d?)?{BLANK}"
    rf"tháng{BLANK}(?P<month>\d\s?\d?)?{BLANK}năm{BLANK}(?P<year>\d{{4}})?",
    re.IGNORECASE | re.MULTILINE,
)
ISSUER_OPENS = re.compile(
    r"(?:ĐẢNG|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|HUYỆN ỦY|HUYỆN UỶ|THỊ ỦY|ỦY BAN|UỶ BAN|UBND|UBMTTQ|HĐND"
    r"|HỘI|CHI|BAN|BỘ|SỞ|PHÒNG|CÔNG AN|MẶT TRẬN|MTTQ|ĐOÀN|TỈNH ĐOÀN|THÀNH ĐOÀN|HUYỆN ĐOÀN|XÃ ĐOÀN|BCH"
    r"|BCĐ|LIÊN|TRƯỜNG|TRẠM|TRUNG TÂM|BẢO HIỂM|KHO BẠC|NGÂN HÀNG|BƯU ĐIỆN|BÁO|ĐÀI|ĐỒN|BỆNH VIỆN|HẠT"
    r"|THUẾ|HẢI QUAN|HỌC VIỆN|CÔNG TY|CỤC|VĂN PHÒNG|VIỆN|TÒA|TOÀ|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|TỔNG"
    r"|THANH TRA)\b"
)
PREAMBLE = re.compile(
    r"(?:[-–]\s*)?(?:Căn cứ|Thực hiện|Để |Nhằm|Theo |Trên cơ sở|Xét |Tiếp tục|Năm \d|Trong |Ngày |Qua )"
)
# What others put in force ends like a document of its own: it has parts, and somebody carries it out.
PUT_IN_FORCE = re.compile(r"KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|DỰ ÁN|QUY CHẾ|QUY ĐỊNH|HƯỚNG DẪN")
FIRST_PART = re.compile(r"(?:I|A|1)\s*[.)/]\s*\S|Điều\s+1\b|(?:Chương|Phần|CHƯƠNG|PHẦN)\s")
KNOWN_FROM = re.compile(r"\(\s*(?:ban hành |kèm |kèm theo|thực hiện|tài liệu)", re.IGNORECASE)
RULE = re.compile(r"[-–—_=*.\s]{3,}")
NUMBERED = re.compile(r"(?:[IVX]+|[A-H]|\d{1,2})\s*[.)/]\s*\S|Điều\s+\d|Phần\s+(?:thứ\s|[IVX\d])|PHẦN\s")
LOOKED_AT_FOR_PARTS = 12
SHORTEST_TITLE = 30
LONGEST_TITLE_LINE = 400
LONGEST_TITLE = 8


@dataclass(frozen=True, slots=True)
class Signer:
    authority: str | None = None
    position: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What surrounds the body. What is not printed is None; `date` is ISO, cut to what is printed."""

    system: str = "state"
    parent: str | None = None
    issuer: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: str | None = None
    kind: str | None = None
    title: str | None = None
    signer: Signer = Signer()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """The letterhead down to the title; the body begins at `lines[body]`. `is_party` by its marks alone."""

    parent: str | None
    issuer: str | None
    number: str | None
    symbol: str | None
    place: str | None
    date: str | None
    kind: str | None
    title: str | None
    is_party: bool
    body: int


def read_opening(lines: list[Line]) -> Opening:
    """`lines` may gain one: a kind printed on one line with its title is parted from it."""
    _part_kind_from_title(lines)
    kind_at = kind_place(lines)
    grounds_at = _grounds_at(lines, kind_at)
    above = lines[: _above_end(lines) if kind_at is None else min(kind_at, grounds_at)]
    text = "\n".join(line.text for line in above)
    title, body = _title(lines, kind_at + 1) if kind_at is not None and grounds_at > kind_at else (None, len(above))
    title = title or _title_without_kind(above)
    number = NUMBER.search(text)
    place, date, without_date = _place_and_date(NUMBER.sub("\n", text))
    parent, issuer = _issuers(without_date)
    return Opening(
        parent=parent,
        issuer=issuer,
        number=number and number["number"],
        symbol=number and re.sub(r"\s*[-–]\s*", "-", number["symbol"]).replace(" ", ""),
        place=place,
        date=date,
        kind=None if kind_at is None else tidy(lines[kind_at].text).rstrip(".:"),
        title=title,
        is_party=_is_party(above, number),
        body=body,
    )


def _part_kind_from_title(lines: list[Line]) -> None:
    if kind_place(lines) is not None:
        return
    for at, line in enumerate(lines[:LOOKED_AT_FOR_KIND]):
        opening = KINDS.match(line.text)
        if opening and opening.end() < len(line.text) and line.text[opening.end()] == " ":
            rest = Line(line.index, line.text[opening.end() :].strip())
            lines[at : at + 1] = [Line(line.index, opening.group(), line.after_gap), rest]
            return
        if NUMBERED.match(line.text):
            return


def kind_place(lines: list[Line]) -> int | None:
    """Where the document's kind stands on a line of its own, None where it does not."""
    for at, line in enumerate(lines[:LOOKED_AT_FOR_KIND]):
        if KINDS.fullmatch(line.text.rstrip(".:")):
            return at
    return None


def _grounds_at(lines: list[Line], kind_at: int | None) -> int:
    """Where the grounds begin if they stand above the kind, as they do above "QUYẾT ĐỊNH:"; else past the end."""
    places = (at for at, line in enumerate(lines[: kind_at or 0]) if line.text.startswith("Căn cứ"))
    return next(places, len(lines))


def _title_without_kind(above: list[Line]) -> str | None:
    """The first line in capitals that is no body's name, where the document prints no kind above its title."""
    for line in above:
        is_name = ISSUER_OPENS.match(line.text) and not line.text.startswith("BAN HÀNH")
        if _is_capitals(line.text) and len(line.text) > SHORTEST_TITLE and not (is_name or MOTTOES.search(line.text)):
            return tidy(line.text)
    return None


def annexed_body(lines: list[Line], at: int) -> int | None:
    """Where the body begins of a document that another one puts in force, and that opens at `at`: "KẾ HOẠCH / ... /
    (Ban hành kèm theo Quyết định số ...)"; None where none opens there."""
    if not KINDS.match(lines[at].text) or not lines[at].text.isupper():
        return None
    _, body = _title(lines, at + 1)
    if any(KNOWN_FROM.match(line.text) for line in lines[at + 1 : body]):
        return body
    has_parts = any(FIRST_PART.match(line.text) for line in lines[body : body + LOOKED_AT_FOR_PARTS])
    return body if has_parts and PUT_IN_FORCE.fullmatch(lines[at].text.rstrip(".:")) else None


def _above_end(lines: list[Line]) -> int:
    """Without a kind: the letterhead ends after its last motto, number or date among the first lines."""
    marks = [
        at + 1
        for at, line in enumerate(lines[:LOOKED_AT_FOR_KIND])
        if NUMBER.match(line.text) or MOTTOES.match(line.text) or _is_place_and_date(line.text)
    ]
    return max(marks, default=sum(1 for _ in takewhile(lambda line: _is_capitals(line.text), lines)))


def _is_place_and_date(text: str) -> bool:
    found = PLACE_AND_DATE.match(text)
    return bool(found) and found.end() >= len(text) - 1  # type: ignore[union-attr]


def _title(lines: list[Line], start: int) -> tuple[str | None, int]:
    at = start
    title: list[str] = []
    while at < len(lines) and len(title) < LONGEST_TITLE and _continues_title(lines[at], title):
        if title and (_enacts(lines, at) or RULE.fullmatch(lines[at].text)):
            break
        if not KNOWN_FROM.match(lines[at].text) and not RULE.fullmatch(lines[at].text):
            title.append(lines[at].text)
        at += 1
    while at < len(lines) and (RULE.fullmatch(lines[at].text) or KNOWN_FROM.match(lines[at].text)):
        at += 1
    return tidy(" ".join(title)) or None, at


def _enacts(lines: list[Line], at: int) -> bool:
    """Whether a name of an authority stands alone above the grounds: "ỦY BAN NHÂN DÂN TỈNH" / "Căn cứ ..."."""
    if not ISSUER_OPENS.match(lines[at].text):
        return False
    below = next((line.text for line in lines[at + 1 : at + 3] if PREAMBLE.match(line.text)), "")
    return below.startswith(("Căn cứ", "- Căn cứ", "Xét", "Theo "))


def _continues_title(line: Line, title: list[str]) -> bool:
    if line.cells or len(line.text) > LONGEST_TITLE_LINE or NUMBERED.match(line.text):
        return False
    if title and line.after_gap and not KNOWN_FROM.match(line.text):
        return False
    sentence = line.text.endswith((".", ";", ":", ","))
    return not (PREAMBLE.match(line.text) and sentence) and not line.text.startswith(
        ("Căn cứ", "- Căn cứ", "Kính gửi", "Kính trình")
    )


def _place_and_date(text: str) -> tuple[str | None, str | None, str]:
    """Place and date, and `text` without them."""
    found = None
    for match in PLACE_AND_DATE.finditer(text):
        found = match if found is None or match["place"] else found
    if found is None:
        return None, None, text
    place = tidy(found["place"]).strip(" .*") if found["place"] else None
    return place or None, _date(found), text[: found.start()] + text[found.end() :]


def _date(match: re.Match[str]) -> str | None:
    year, month, day = (part and part.replace(" ", "") for part in match.group("year", "month", "day"))
    if not year or not month or not 1 <= int(month) <= 12:
        return year
    whole = iso_day(int(year), int(month), int(day)) if day else None
    return whole or f"{year}-{int(month):02}"


def _issuers(text: str) -> tuple[str | None, str | None]:
    """Parent and issuer: the capital lines above the number, a body's name over two lines joined."""
    bodies: list[str] = []
    for line in MOTTOES.sub("\n", NUMBER.sub("\n", text)).split("\n"):
        line = tidy(line).strip(" |*-–_.")
        if not _is_capitals(line) or search_key(line) in ("viet nam", "du thao"):
            continue
        if bodies and not ISSUER_OPENS.match(line):
            bodies[-1] += f" {line}"
        elif ISSUER_OPENS.match(line):
            bodies.append(line)
    return (" ".join(bodies[:-1]) or None, bodies[-1]) if bodies else (None, None)


def _is_capitals(line: str) -> bool:
    return len(line) > 1 and line.upper() == line and any(letter.isalpha() for letter in line)


def _is_party(above: list[Line], number: re.Match[str] | None) -> bool:
    """The Party's format: its star, its name, or a number joined by "-" to a symbol with "/" ("05-KH/ĐU")."""
    if any(line.text in ("*", "* * *") or search_key(line.text) == "dang cong san viet nam" for line in above):
        return True
    return bool(number) and number["mark"] != "/" and "/" in number["symbol"]  # type: ignore[index]
