"""What stands below the body: recipients, signature, appendices."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from vanban.letterhead import Signer, annexed_body
from vanban.source import Line
from vanban.text import search_key, tidy

RECIPIENTS = re.compile(r"noi nhan\b")
DASH = re.compile(r"[-–—+•*]\s*")
AUTHORITY = re.compile(r"(?:T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|T\s?/\s?U\s?Q|TM|KT|TL|TUQ|Q)\s?[./]?\s+\S")
POSITION = re.compile(
    r"(?:PHÓ|CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG|CHÁNH|CHỦ NHIỆM|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG"
    r"|HIỆU TRƯỞNG|ỦY VIÊN|UỶ VIÊN|TỔNG|ĐỘI TRƯỞNG"
    r"|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHỈ HUY|QUYỀN|Q\.)\b"
)
STAMP = re.compile(r"[\[(].*[\])]|(?:đã )?ký(?: bởi)?\b.*", re.IGNORECASE)
APPENDIX = re.compile(
    r"(?:phụ lục|biểu|mẫu|đề cương|danh sách)\b(?:\s*(?:số)?\s*:?\s*(?P<number>[\dIVXA-H]{1,4}))?",
    re.IGNORECASE,
)
LISTED = re.compile(r"(?<=[:;.,])\s+(?=[-–+]\s)")
FOR_ANOTHER = ("TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T", "T/L", "T/UQ")
TITLES = ("PHÓ", "CHỦ", "BÍ", "TRƯỞNG", "CHÁNH", "GIÁM", "HIỆU", "VIỆN", "CỤC")
FEWEST_TITLE_WORDS = 2
LONGEST_NAME = 6
SIGNATURE_LINES = 8


@dataclass(frozen=True, slots=True)
class Ending:
    """Where the body ends (`lines[body_end]`), what follows it, and where the first appendix begins."""

    body_end: int
    recipients: tuple[str, ...]
    signer: Signer
    appendix: int


def unfolded_ending(text: str) -> list[str]:
    """The lines of recipients and signature that were printed one below the other and came as one.

    "Nơi nhận: - A; - B; - Lưu: VT. TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A" has eight.
    """
    if not RECIPIENTS.match(search_key(text[:20])) and not AUTHORITY.match(text):
        return [text]
    words = text.split()
    name_at = _before(words, len(words), _may_be_name)
    signed_at = _before(words, name_at, _may_sign)
    if name_at - signed_at < FEWEST_TITLE_WORDS:
        return LISTED.split(text)
    listed = LISTED.split(" ".join(words[:signed_at]))
    return [line for line in (*listed, *_titles(words[signed_at:name_at]), " ".join(words[name_at:])) if line]


def _before(words: list[str], end: int, belongs: Callable[[str], bool]) -> int:
    """Where the run of words that ends before `end` begins."""
    at = end
    while at and belongs(words[at - 1]):
        at -= 1
    return at


def _may_be_name(word: str) -> bool:
    return word[0].isupper() and word.isalpha() and (len(word) == 1 or not word.isupper())


def _may_sign(word: str) -> bool:
    return word in FOR_ANOTHER or (word.rstrip(",").isupper() and not word.endswith((".", ";", ":", ")")))


def _titles(words: list[str]) -> list[str]:
    """Authority and position each on its line: a mark or a title opens one, but not a title after a mark or "PHÓ"."""
    lines: list[list[str]] = []
    last = ""
    for word in words:
        opens = word in FOR_ANOTHER or (word in TITLES and last not in (*FOR_ANOTHER, "PHÓ"))
        if opens or not lines:
            lines.append([])
        lines[-1].append(word)
        last = word
    return [" ".join(line) for line in lines]


def read_ending(lines: list[Line], start: int) -> Ending:
    recipients_at = _recipients_at(lines, start)
    signature_at = _signature_at(lines, start, recipients_at)
    first = min(at for at in (recipients_at, signature_at, len(lines)) if at is not None)
    appendix = _appendix_at(lines, first) if first < len(lines) else _appendix_at_end(lines, start)
    below = lines[first:appendix]
    recipients, signature = _parted(below)
    return Ending(min(first, appendix), tuple(recipients), _signer(signature), appendix)


def _recipients_at(lines: list[Line], start: int) -> int | None:
    places = (at for at in range(start, len(lines)) if RECIPIENTS.match(search_key(lines[at].text[:20])))
    return next(places, None)


def _signature_at(lines: list[Line], start: int, recipients_at: int | None) -> int | None:
    """A signature above the recipients, or, where there are none, the last line that signs for somebody."""
    end = len(lines) if recipients_at is None else recipients_at
    first = start if recipients_at is None else max(start, end - SIGNATURE_LINES)
    signs = [at for at in range(first, end) if AUTHORITY.match(lines[at].text) and _is_capitals(lines[at].text)]
    if not signs:
        return None
    return signs[0] if recipients_at is not None else next(at for at in signs if signs[-1] - at < SIGNATURE_LINES)


def _appendix_at(lines: list[Line], start: int) -> int:
    for at in range(start + 1, len(lines)):
        if len(lines[at].cells) > 2 or _opens_appendix(lines[at].text) or annexed_body(lines, at):
            return at
    return len(lines)


def _appendix_at_end(lines: list[Line], start: int) -> int:
    appendices = (
        at
        for at in range(start + 1, len(lines))
        if _opens_appendix(lines[at].text) and lines[at].text[:4].lower() == "phụ "
    )
    return next(appendices, len(lines))


def _opens_appendix(text: str) -> bool:
    opening = APPENDIX.match(text)
    return bool(opening) and (text[:4].isupper() or text.rstrip(":. ") == opening.group().rstrip(":. "))  # type: ignore[union-attr]


def _parted(below: list[Line]) -> tuple[list[str], list[str]]:
    """Recipients and the lines of the signature, whichever stands first."""
    recipients: list[str] = []
    signature: list[str] = []
    among_recipients = False
    dashed = any(DASH.match(line.text) for line in below)
    for line in below:
        if RECIPIENTS.match(search_key(line.text[:20])):
            among_recipients = True
            recipients += _first_recipient(line.text)
        elif _opens_signature(line.text, after_recipients=len(recipients) > 0) or not among_recipients:
            among_recipients = False
            signature.append(line.text)
        else:
            _add_recipient(recipients, line.text, dashed=dashed)
    return [recipient.strip(" ;,.") for recipient in recipients if recipient.strip(" ;,.")], signature


def _first_recipient(text: str) -> list[str]:
    _, _, rest = text.partition(":")
    return [rest.strip()] if rest.strip(" .") else []


def _opens_signature(text: str, *, after_recipients: bool) -> bool:
    if not _is_capitals(text):
        return False
    return bool(AUTHORITY.match(text)) or bool(POSITION.match(text)) or (after_recipients and " " in text)


def _add_recipient(recipients: list[str], text: str, *, dashed: bool) -> None:
    starts_anew = DASH.match(text) or (not dashed and not text[0].islower())
    if starts_anew or not recipients:
        recipients.append(DASH.sub("", text, count=1))
    else:
        recipients[-1] += f" {text}"


def _signer(lines: list[str]) -> Signer:
    """Position is the capital line above the name, authority the capital lines above it."""
    titles: list[str] = []
    name = None
    for line in lines:
        if STAMP.fullmatch(line) or not any(letter.isalpha() for letter in line):
            continue
        if _is_capitals(line):
            titles.append(line)
        elif titles and _looks_like_name(line):
            name = tidy(line)
            break
    if name is None and len(titles) > 1 and POSITION.match(titles[-2]) and not POSITION.match(titles[-1]):
        name = titles.pop()
    return _titled(titles, name)


def _titled(titles: list[str], name: str | None) -> Signer:
    places = [at for at, title in enumerate(titles) if POSITION.match(title) and not AUTHORITY.match(title)]
    if places:
        authority, position = titles[: places[-1]], titles[places[-1] :]
    elif titles and not AUTHORITY.match(titles[-1]) and len(titles) > 1:
        authority, position = titles[:-1], titles[-1:]
    else:
        authority, position = titles, []
    return Signer(" ".join(authority) or None, " ".join(position) or None, name)


def _looks_like_name(line: str) -> bool:
    words = line.split()
    return 1 < len(words) <= LONGEST_NAME and all(word[0].isupper() for word in words)


def _is_capitals(text: str) -> bool:
    return text.upper() == text and any(letter.isalpha() for letter in text)
