"""The parts of a .docx, taken out of its package with suspicion and parsed without reaching outside it."""

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from vanban.lines import TOO_LONG, Unreadable

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 60 * MEGABYTE
MOST_PARTS = 5_000
# A part of a 60-page plan has some 200,000; each costs its parser a hundred bytes.
MOST_TAGS = 800_000
PASSWORD_FLAG = 0x1
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/wordprocessingml/main")
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What Word would fetch and run or show as part of the text; a link or a picture is only not shown.
FETCHED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument", "/aFChunk")
ELSEWHERE = re.compile(r"(?:https?|ftp):|(?:file:)?[\\/]{2}", re.IGNORECASE)

NOT_WORD = "Tệp này không phải tệp .docx đúng cách; hãy mở bằng Word rồi lưu lại thành .docx."
UNSAFE = "Tệp .docx này chứa khai báo lạ, không an toàn; hãy mở bằng Word rồi lưu lại."
WITH_MACROS = "Tệp này có kèm chương trình (macro), không an toàn; hãy mở bằng Word rồi lưu lại thành .docx."
LINKED = "Tệp này lấy nội dung từ nơi khác, không an toàn; hãy mở bằng Word, bỏ liên kết rồi lưu lại."
LOCKED = "Tệp này đặt mật khẩu; hãy bỏ mật khẩu rồi chọn lại tệp."
PACKED_HUGE = "Tệp này phình ra quá 60 MB khi mở; hãy bỏ bớt ảnh trong tệp rồi thử lại."


class Package:
    """A .docx whose parts are handed out as parsed XML. Raises `Unreadable` for what no office's Word makes."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError):
            raise Unreadable(NOT_WORD) from None
        require_harmless(self._zip.infolist())
        self.main = self._related("", "/officeDocument") or "word/document.xml"
        if self.main not in self._zip.namelist():
            raise Unreadable(NOT_WORD)

    def document(self) -> Any:
        found = self._parsed(self.main)
        if found is None:
            raise Unreadable(NOT_WORD)
        return found

    def beside_document(self, kind: str) -> Any:
        """The root of the part that the document names as its "styles" or "numbering", None where it has none."""
        name = self._related(self.main, f"/{kind}")
        return None if name is None else self._parsed(name)

    def _related(self, name: str, kind: str) -> str | None:
        """The part that `name` (the package itself: "") names as its `kind`."""
        folder, base = posixpath.split(name)
        root = self._parsed(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = None
        for relation in () if root is None else root:
            named, target = str(relation.get("Type")), str(relation.get("Target"))
            if relation.get("TargetMode") == "External":
                _require_own(named, target)
            elif named.endswith(kind) and found is None:
                found = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return found

    def _parsed(self, name: str) -> Any:
        try:
            xml = self._zip.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            raise Unreadable(NOT_WORD) from None
        return tree_of(STRICT.sub(TRANSITIONAL, xml))


def tree_of(xml: bytes) -> Any:
    """The root of a part, which names no entity and is not absurdly large."""
    plain = xml.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Unreadable(UNSAFE)
    if plain.count(b"<") > MOST_TAGS:
        raise Unreadable(TOO_LONG)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as failure:
        raise Unreadable(NOT_WORD) from failure


def require_harmless(parts: list[zipfile.ZipInfo]) -> None:
    """Told by the package's own list, before anything is unpacked."""
    if any(posixpath.basename(part.filename).lower() == "vbaproject.bin" for part in parts):
        raise Unreadable(WITH_MACROS)
    if any(part.flag_bits & PASSWORD_FLAG for part in parts):
        raise Unreadable(LOCKED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable(PACKED_HUGE)


def _require_own(named: str, target: str) -> None:
    if named.endswith(FETCHED) and ELSEWHERE.match(target):
        raise Unreadable(LINKED)
