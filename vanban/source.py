"""Opens a document file, with suspicion, and hands over its paragraphs in order."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_UNPACKED = 60 * MEGABYTE
EXTENSIONS = (".docx", ".md", ".txt")


class Unreadable(ValueError):
    """A file that cannot be read; `str()` of it is one Vietnamese sentence saying what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a Word file, a line of a text file, or a row of a table (then `cells` is filled)."""

    index: int
    text: str
    after_gap: bool = False
    cells: tuple[str, ...] = ()


def read_lines(file: str | Path | bytes, name: str | None = None) -> list[Line]:
    """The lines of `file` that hold text; `index` counts Word paragraphs and rows, or lines of a text."""
    content, extension = _content(file), _extension(file, name)
    if not content.strip():
        raise Unreadable("Tệp này trống; hãy chọn tệp có nội dung văn bản.")
    lines = _word_lines(content) if extension == ".docx" else _plain_lines(content, extension)
    if not any(line.text or line.cells for line in lines):
        raise Unreadable("Tệp này không có chữ nào; nếu là bản quét, hãy chọn bản Word hoặc bản văn bản của nó.")
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
    except OSError:
        raise Unreadable(f"Không mở được tệp “{path.name}”; hãy kiểm tra lại tên và nơi để tệp.") from None


def _extension(file: str | Path | bytes, name: str | None) -> str:
    given = name or ("" if isinstance(file, bytes) else str(file))
    extension = Path(given).suffix.lower()
    if extension not in EXTENSIONS:
        kind = f"“{extension}”" if extension else "này"
        raise Unreadable(f"Chưa đọc được tệp loại {kind}; hãy lưu văn bản thành tệp .docx, .md hoặc .txt.")
    return extension


def _plain_lines(content: bytes, extension: str) -> list[Line]:
    from vanban.plain import plain_lines

    return plain_lines(_decoded(content), markdown=extension == ".md")


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("Tệp chữ này không dùng bảng mã Unicode; hãy lưu lại thành UTF-8.") from None


def _word_lines(content: bytes) -> list[Line]:
    _require_safe_package(content)
    from vanban.word import word_lines

    try:
        return word_lines(io.BytesIO(content))
    except Exception as failure:  # whatever a broken file makes the libraries raise
        raise Unreadable(_not_word()) from failure


def _require_safe_package(content: bytes) -> None:
    """Refuse, before any parser opens it, a package that is no .docx, unpacks huge, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _require_safe_parts(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        raise Unreadable(_not_word()) from None


def _require_safe_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if "word/document.xml" not in package.namelist():
        raise Unreadable(_not_word())
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable("Tệp này phình ra quá 60 MB khi mở; hãy bỏ bớt ảnh trong tệp rồi thử lại.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _declares_entities(package.read(part)):
            raise Unreadable("Tệp .docx này chứa khai báo lạ, không an toàn; hãy mở bằng Word rồi lưu lại.")


def _declares_entities(xml: bytes) -> bool:
    plain = xml.replace(b"\x00", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _not_word() -> str:
    return "Tệp này không phải tệp .docx đúng cách; hãy mở bằng Word rồi lưu lại thành .docx."
