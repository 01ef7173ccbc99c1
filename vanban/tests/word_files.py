"""Word files made for tests: letterhead in a table, headings bold, bullets typed or automatic."""

import io
import re
import zipfile
from typing import Any, Literal

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from vanban.numbering import read_marker
from vanban.paragraphs import paragraphs
from vanban.plain import plain_lines

Lists = Literal["typed", "bullets", "numbered"]
OUTLINE = "9"


def word_plan(text: str, *, lists: Lists, letterhead: tuple[tuple[str, str], ...]) -> bytes:
    """`text` (Markdown, from the kind on) as a .docx under a borderless table with the rows `letterhead`."""
    document = docx.Document()
    _lay_out(document, letterhead)
    if lists == "numbered":
        document.part.numbering_part.element.insert(0, parse_xml(_abstract()))
        document.part.numbering_part.element.append(parse_xml(_num()))
    body, _, tail = text.partition("Nơi nhận:")
    for paragraph in paragraphs(plain_lines(body, markdown=True)):
        printed = f"{paragraph.marker.printed} {paragraph.text}".strip()
        _add(document, printed, lists)
    recipients, signature = re.split(r"\n\n(?=\*\*)", tail, maxsplit=1)
    _lay_out(document, (("Nơi nhận:" + recipients, signature.replace("*", "")),))
    return saved(document)


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lay_out(document: Any, rows: tuple[tuple[str, str], ...]) -> None:
    table = document.add_table(rows=0, cols=2)
    for left, right in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, (left, right), strict=True):
            for line in filter(str.strip, text.split("\n")):
                cell.add_paragraph(line)


def _add(document: Any, printed: str, lists: Lists) -> None:
    marker, text = read_marker(printed)
    if marker.kind == "bullet" and lists != "typed":
        document.add_paragraph(text, style="List Bullet")
    elif marker.kind in ("roman", "decimal") and lists == "numbered":
        _join_outline(document.add_paragraph(), text, depth=0 if marker.kind == "roman" else 1)
    else:
        document.add_paragraph().add_run(printed).bold = marker.is_number


def _join_outline(paragraph: Any, text: str, depth: int) -> None:
    paragraph.add_run(text).bold = True
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{OUTLINE}9"/></w:numPr>')
    )


def _abstract() -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{OUTLINE}8">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        "</w:abstractNum>"
    )


def _num() -> str:
    return f'<w:num {nsdecls("w")} w:numId="{OUTLINE}9"><w:abstractNumId w:val="{OUTLINE}8"/></w:num>'


MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT_RELATIONS = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="r1" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
PACKAGE_RELATIONS = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_xml(inside: str, root: str = "") -> str:
    """The main part of a .docx with `inside` as its body, or another part with the name `root`."""
    opened, closed = (
        (f"<w:{root} {MAIN}>", f"</w:{root}>") if root else (f"<w:document {MAIN}><w:body>", "</w:body></w:document>")
    )
    return f"{opened}{inside}{closed}"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A .docx of these parts over the least that one has."""
    least: dict[str, str | bytes] = {
        "_rels/.rels": PACKAGE_RELATIONS,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/document.xml": word_xml("<w:p><w:r><w:t>chữ</w:t></w:r></w:p>"),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (least | parts).items():
            package.writestr(name, content)
    return stream.getvalue()
