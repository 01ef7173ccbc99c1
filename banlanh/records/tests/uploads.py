"""Small files of every kind that people attach, and some that only pretend."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile


def archive(*names: str) -> bytes:
    with io.BytesIO() as memory:
        with zipfile.ZipFile(memory, "w") as packed:
            for name in names:
                packed.writestr(name, "<w/>")
        return memory.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "
EXE = b"MZ\x90\x00\x03"


def upload(name: str = "nghị quyết.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
