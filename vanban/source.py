"""Opens a document file, with suspicion, and hands over its lines in order: the one door of all formats."""

import re
from pathlib import Path

from vanban.lines import MOST_CHARACTERS, MOST_LINES, TOO_LONG, Line, Unreadable, require_some_text
from vanban.text import is_old_encoding, tidy

__all__ = ["EXTENSIONS", "LARGEST_FILE", "Line", "Unreadable", "read_lines"]

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
EXTENSIONS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".htm", ".html", ".md", ".txt")
TEXTS = (".md", ".txt")
WEB = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
ZIP, OLE, PDF, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rt"


def read_lines(file: str | Path | bytes, name: str | None = None) -> list[Line]:
    """The lines of `file` that hold text. `name` gives the extension of bytes. Raises `Unreadable`."""
    content, extension = _content(file), _extension(file, name)
    if not content.strip():
        raise Unreadable("Tệp này trống; hãy chọn tệp có nội dung văn bản.")
    kind = _format(content, extension)
    if kind in TEXTS:
        lines = _plain_lines(content, markdown=kind == ".md")
        require_some_text(lines)
    else:
        from vanban.confined import confined_lines

        lines = confined_lines(kind, content)
    if is_old_encoding(" ".join(line.text or " ".join(line.cells) for line in lines)):
        raise Unreadable("Văn bản này dùng phông chữ cũ (TCVN3, VNI); hãy chuyển sang Unicode rồi chọn lại tệp.")
    return lines


def _content(file: str | Path | bytes) -> bytes:
    content = file if isinstance(file, bytes) else _content_of(Path(file))
    if len(content) > LARGEST_FILE:
        raise Unreadable("Tệp này lớn hơn 10 MB; hãy bỏ bớt ảnh trong tệp rồi thử lại.")
    return content


def _content_of(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise Unreadable(f"Không mở được tệp “{tidy(path.name)}”; hãy kiểm tra lại tên và nơi để tệp.") from None


def _extension(file: str | Path | bytes, name: str | None) -> str:
    given = tidy(name or ("" if isinstance(file, bytes) else str(file)))
    extension = Path(given).suffix.lower()
    if extension not in EXTENSIONS:
        kind = f"“{extension}”" if extension else "này"
        raise Unreadable(f"Chưa đọc được tệp loại {kind}; hãy lưu văn bản thành tệp .docx, .pdf hoặc .txt.")
    return extension


def _format(content: bytes, extension: str) -> str:
    """How to read it: what it begins with counts for more than its name, for a web page may be called .doc."""
    if content.startswith(ZIP):
        return "office" if content[30:38] == b"mimetype" else "word"
    if content.startswith(OLE) or content.startswith(RTF):
        return "office"
    if PDF in content[:1024] and extension not in TEXTS:
        return "pdf"
    if extension in (".htm", ".html") or WEB.match(content):
        return "web"
    if extension in TEXTS:
        return extension
    raise Unreadable(f"Tệp này không phải tệp {extension} đúng cách; hãy mở bằng Word rồi lưu lại thành .docx.")


def _plain_lines(content: bytes, *, markdown: bool) -> list[Line]:
    from vanban.plain import plain_lines

    text = _decoded(content)
    if len(text) > 2 * MOST_CHARACTERS or len(text.splitlines()) > 2 * MOST_LINES:  # blanks are not counted yet
        raise Unreadable(TOO_LONG)
    return plain_lines(text, markdown=markdown)


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("Tệp chữ này không dùng bảng mã Unicode; hãy lưu lại thành UTF-8.") from None
