"""A photograph as the fleet's phones send it: in pieces, of which each may be lost, late, or heard twice (ADR 33)."""

from hashlib import sha256
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.support.handing import sealed_picture

from .line import Line

LONG, PIECE, OK = 2000, 1100, 200


class Photo:
    """Of one operation; sealed where the phone has the server's key."""

    def __init__(self, operation: str, random: Random, public: bytes | None):
        clear = b"\xff\xd8\xff" + random.randbytes(LONG)
        self.operation, self.mark = operation, sha256(clear).hexdigest()
        self.sent, self.box = sealed_picture(clear, public) if public else (clear, b"")
        self.digest = sha256(self.sent).hexdigest()
        self.is_here = self.is_refused = False
        self.may_go_whole = random.random() < 0.5

    def send(self, line: Line) -> None:
        """On from where the server has it, asking first; on a good line each second whole, unless a part is there."""
        is_whole = line.is_calm and self.may_go_whole
        piece = len(self.sent) if is_whole else PIECE
        here = self.ask(line, 0, piece if is_whole else 0)
        while here < len(self.sent) and not self.is_refused:
            here = self.ask(line, here, here + piece)
        self.is_here = not self.is_refused

    def ask(self, line: Line, start: int, end: int) -> int:
        form = {"operation": self.operation, "digest": self.digest, "length": len(self.sent)}
        form |= {"offset": start, "file": SimpleUploadedFile("anh.jpg", self.sent[start:end])}
        form |= {"key": SimpleUploadedFile("key", self.box)} if self.box else {}
        status, said = line.ask("POST", "/dong-bo/anh/", encode_multipart(BOUNDARY, form), MULTIPART_CONTENT)
        self.is_refused = status != OK
        return said.get("offset", 0)
