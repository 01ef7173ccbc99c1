"""The gate for files that people attach: what it may be, told from its bytes and not from its name."""

from hashlib import sha256
from pathlib import PurePath

from banlanh.core.refusal import Refused
from vanban.text import tidy

MOST_BYTES = 10 * 1024 * 1024
STARTS = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "webp": (b"RIFF",),
}
# What a file of the kind also holds: any archive begins as Word's do, any recording as WebP does.
HOLDS = {"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml", "webp": b"WEBP"}
MACROS = b"vbaProject.bin"
ACCEPT = ",".join(f".{kind}" for kind in STARTS)


def kind_of_file(name: str, content: bytes) -> str:
    """The file's kind; `Refused` with what to do where it is too large, unknown, or not what its name says."""
    kind = PurePath(name).suffix.lower().lstrip(".")
    if kind not in STARTS:
        raise Refused(f"Tệp «{tidy(name)}» không nhận được. Xin gửi PDF, Word (.docx), Excel (.xlsx) hoặc ảnh.")
    if len(content) > MOST_BYTES:
        raise Refused(f"Tệp «{tidy(name)}» quá 10 MB. Xin chụp lại nhỏ hơn hoặc gửi bản PDF.")
    if not content.startswith(STARTS[kind]) or HOLDS.get(kind, b"") not in content:
        raise Refused(f"Tệp «{tidy(name)}» không đúng là .{kind}. Xin mở tệp ra xem rồi lưu lại.")
    if kind in ("docx", "xlsx") and MACROS in content:
        raise Refused(f"Tệp «{tidy(name)}» có macro. Xin lưu lại thành tệp không có macro rồi gửi.")
    return kind


def fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()
