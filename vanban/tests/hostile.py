"""Files that no office writes: each made small here and large, deep or false when it is opened."""

import io
import struct
import zipfile

from vanban.tests.word_files import DOCUMENT_RELATIONS, packed, word_xml

MEGABYTE = 1024 * 1024
NETWORK = "http://192.0.2.1/"  # an address kept for documentation


def zip_bomb():
    return packed({"word/document.xml": b" " * (200 * MEGABYTE)})


def bomb_that_lies_about_its_size():
    content = bytearray(packed({"word/document.xml": b" " * (70 * MEGABYTE)}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 1000)  # the size in the package's own list
    return bytes(content)


def many_parts():
    return packed({f"word/{number}.xml": b"" for number in range(6000)})


def entity_bomb():
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return packed(
        {"word/document.xml": f"<!DOCTYPE d [{declared}]>{word_xml('<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>')}"}
    )


def entity_from_a_file():
    return packed({"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'})


def template_from_the_network():
    named = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    relation = f'<Relationship Id="r9" Type="{named}" Target="{NETWORK}a.dotm" TargetMode="External"/>'
    return packed({"word/_rels/document.xml.rels": DOCUMENT_RELATIONS.replace("</R", f"{relation}</R")})


def macros():
    return packed({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def truncated():
    return packed({})[:-60]


def encrypted():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


def old_macros():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "_VBA_PROJECT".encode("utf-16-le") + bytes(1000)


def million_rows():
    row = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
    return packed({"word/document.xml": word_xml(f"<w:tbl>{row * 1_000_000}</w:tbl>")})


def nested_tables(depth=100_000):
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return packed({"word/document.xml": word_xml(opened * depth + "<w:p/>" + closed * depth)})


def nested_controls(depth=100_000):
    opened, closed = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    return packed({"word/document.xml": word_xml(opened * depth + "<w:p/>" + closed * depth)})


def deep_list():
    level = '<w:lvl w:ilvl="2000000000"><w:start w:val="2000000000"/><w:numFmt w:val="upperRoman"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="2000000000"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{numbered}<w:r><w:t>a</w:t></w:r></w:p>"
    return packed({"word/document.xml": word_xml(body), "word/numbering.xml": word_xml(numbering, "numbering")})


def page_of(opened, closed, depth=100_000):
    return f"<html><body>{opened * depth}chữ{closed * depth}</body></html>".encode()


def page_of_rows():
    return b"<html><table>" + b"<tr><td>a" * 1_000_000


def text_of_rows():
    return b"| a | b |\n" * 1_000_000


def one_long_line():
    return ("việc " * 100_000).encode()


def pdf(objects):
    """A PDF of these objects, the first its catalogue."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, start))
    return out.getvalue()


def pdf_of_pages(count):
    kids = b"3 0 R " * count
    pages = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"])


def pdf_that_draws(content):
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    font = b"<</Font<</F 5 0 R>>>>"
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % font,
            stream,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def pdf_that_turns_in_circles():
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]/Parent 2 0 R>>"])


def zip_in_an_odt():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", b" " * (200 * MEGABYTE))
    return stream.getvalue()


MANY_WORDS = b"BT /F 9 Tf 10 10 Td " + b"(viec lam ngay) Tj " * 150_000 + b"ET"
MANY_LINES = b"0 0 m 9 9 l S " * 600_000

# What is opened, by what name, and a word of the sentence that refuses it.
HOSTILE = {
    "a package that unpacks huge": (zip_bomb, "a.docx", "60 MB"),
    "a package that lies about its size": (bomb_that_lies_about_its_size, "a.docx", "Word"),
    "a package of many parts": (many_parts, "a.docx", "60 MB"),
    "entities that multiply": (entity_bomb, "a.docx", "không an toàn"),
    "an entity from a file": (entity_from_a_file, "a.docx", "không an toàn"),
    "a template from the network": (template_from_the_network, "a.docx", "nơi khác"),
    "macros": (macros, "a.docx", "macro"),
    "macros of an old Word": (old_macros, "a.doc", "macro"),
    "a document with macros": (macros, "a.docm", ".docx"),
    "a package cut short": (truncated, "a.docx", "Word"),
    "a password": (encrypted, "a.docx", "mật khẩu"),
    "a million rows": (million_rows, "a.docx", "400 trang"),
    "tables in tables": (nested_tables, "a.docx", "Word"),
    "controls in controls": (nested_controls, "a.docx", "Word"),
    "frames in frames": (lambda: page_of("<div>", "</div>"), "a.html", "lồng"),
    "tables in tables of a page": (lambda: page_of("<table><tr><td>", "</td></tr></table>"), "a.htm", "lồng|400 trang"),
    "a page of a million rows": (page_of_rows, "a.html", "400 trang"),
    "a text of a million rows": (text_of_rows, "a.md", "400 trang"),
    "one line without end": (one_long_line, "a.txt", "400 trang"),
    "fifty megabytes": (lambda: b"a" * (50 * MEGABYTE), "a.txt", "10 MB"),
    "a PDF of a million pages": (lambda: pdf_of_pages(1_000_000), "a.pdf", "400 trang"),
    "a PDF of two million words": (lambda: pdf_that_draws(MANY_WORDS), "a.pdf", "400 trang|phức tạp"),
    "a PDF of lines": (lambda: pdf_that_draws(MANY_LINES), "a.pdf", "quét"),
    "a PDF that turns in circles": (pdf_that_turns_in_circles, "a.pdf", "PDF"),
    "a PDF cut short": (lambda: pdf_of_pages(1)[:90], "a.pdf", "PDF"),
    "a scan": (lambda: pdf_of_pages(1), "a.pdf", "quét"),
    "an .odt that unpacks huge": (zip_in_an_odt, "a.odt", "60 MB"),
    "a program": (lambda: b"MZ\x90\x00" * 100, "a.docx", "Word"),
    "a name turned round": (lambda: b"a", "ke-hoach\u202excod.exe", "“.exe”"),
}
