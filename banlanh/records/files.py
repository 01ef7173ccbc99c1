"""The gates for files that people send: what each may be, told from its bytes and not from its name."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePath

from banlanh.core.refusal import Refused
from vanban.text import tidy

MOST_BYTES = 10 * 1024 * 1024
MACROS = b"vbaProject.bin"


@dataclass(frozen=True)
class Gate:
    """Which files pass: by ending, how each kind begins, and what it also holds."""

    starts: dict[str, tuple[bytes, ...]]
    asked: str  # "PDF, Word (.docx) hoặc ảnh": what to send instead
    smaller: str  # how to make it smaller
    holds: dict[str, bytes] = field(default_factory=dict)

    @property
    def accept(self) -> str:
        """For the browser's own choice of files."""
        return ",".join(f".{kind}" for kind in self.starts)


PAPERS = Gate(
    starts={
        "pdf": (b"%PDF-",),
        "docx": (b"PK\x03\x04",),
        "xlsx": (b"PK\x03\x04",),
        "jpg": (b"\xff\xd8\xff",),
        "jpeg": (b"\xff\xd8\xff",),
        "png": (b"\x89PNG\r\n\x1a\n",),
        "webp": (b"RIFF",),
    },
    asked="PDF, Word (.docx), Excel (.xlsx) hoặc ảnh",
    smaller="chụp lại nhỏ hơn hoặc gửi bản PDF",
    # Any archive begins as Word's do, any recording as WebP does.
    holds={"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml", "webp": b"WEBP"},
)

SOUND = Gate(
    starts={
        # With a title in front, or a frame at once: MPEG 1, 2 or 2.5, layer III, with or without a checksum.
        "mp3": (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2"),
        "ogg": (b"OggS",),
        "wav": (b"RIFF",),
    },
    asked="tệp âm thanh .mp3, .ogg hoặc .wav",
    smaller="thu lại ngắn hơn hoặc gửi tệp .mp3",
    holds={"wav": b"WAVE"},
)


def kind_of_file(name: str, content: bytes, gate: Gate = PAPERS) -> str:
    """The file's kind; `Refused` with what to do where it is too large, unknown, or not what its name says."""
    kind = PurePath(name).suffix.lower().lstrip(".")
    if kind not in gate.starts:
        raise Refused(f"Tệp «{tidy(name)}» không nhận được. Xin gửi {gate.asked}.")
    if len(content) > MOST_BYTES:
        raise Refused(f"Tệp «{tidy(name)}» quá 10 MB. Xin {gate.smaller}.")
    if not content.startswith(gate.starts[kind]) or gate.holds.get(kind, b"") not in content:
        raise Refused(f"Tệp «{tidy(name)}» không đúng là .{kind}. Xin mở tệp ra xem rồi lưu lại.")
    if kind in ("docx", "xlsx") and MACROS in content:
        raise Refused(f"Tệp «{tidy(name)}» có macro. Xin lưu lại thành tệp không có macro rồi gửi.")
    return kind


def fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()
