"""The few parts of WordprocessingML that python-docx has no words for."""

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from vanban.profiles import Face
from vanban.writing.layout import SPACES

Container = Docx | _Cell

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    created = OxmlElement(tag)
    for name, value in attributes.items():
        created.set(qn(f"w:{name}"), value)
    return created


def dress(run: Run, face: Face) -> None:
    run.font.size = Pt(face.size)
    run.font.bold = face.bold or None
    run.font.italic = face.italic or None
    run.font.underline = face.underline or None


def say(
    container: Container,
    text: str,
    face: Face,
    *,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> Paragraph:
    """One paragraph outside the running text, single-spaced; `keep` holds it to what follows."""
    paragraph = container.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.keep_with_next = keep
    dress(add_text(paragraph, text), face)
    return paragraph


def add_styled(container: Container, style_id: str) -> Paragraph:
    """An empty paragraph of a style. python-docx searches all styles by name, for each paragraph anew."""
    paragraph = container.add_paragraph()
    paragraph._p.style = style_id
    return paragraph


def add_text(paragraph: Paragraph, text: str) -> Run:
    run = paragraph.add_run(text)
    for written in run._r.t_lst:
        written.set(qn("xml:space"), "preserve")
    return run


def draw_line(container: Container, length: float, room: float, *, keep: bool = False) -> Paragraph:
    """A centred line of `length` mm in `room` mm.

    An empty paragraph carries it: the border of a paragraph with words would strike their dots
    below (Ộ, Ệ), and narrowing that paragraph could break its words.
    """
    paragraph = gap(container, Pt(SPACES.below_line), keep=keep)
    paragraph.paragraph_format.space_before = Pt(SPACES.above_line)
    side = Mm(max(room - length, 0) / 2)
    paragraph.paragraph_format.left_indent = side
    paragraph.paragraph_format.right_indent = side
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz="6", space="0", color="auto"))
    _insert_before(paragraph._p.get_or_add_pPr(), borders, "w:spacing", "w:ind", "w:jc")
    return paragraph


def gap(container: Container, height: Length, *, keep: bool = False) -> Paragraph:
    """An empty paragraph of exactly this height."""
    paragraph = container.add_paragraph()
    paragraph.paragraph_format.line_spacing = height
    paragraph.paragraph_format.keep_with_next = keep
    return paragraph


def _insert_before(parent: BaseOxmlElement, child: BaseOxmlElement, *successors: str) -> None:
    parent.insert_element_before(child, *successors)


def columns(document: Docx, *widths: float, rows: int = 1) -> Table:
    """A table without borders or padding, for text that stands side by side. Widths in mm."""
    table = document.add_table(rows=rows, cols=len(widths))
    set_widths(table, widths)
    padding = element("w:tblCellMar")
    for side in ("left", "right"):
        padding.append(element(f"w:{side}", w="0", type="dxa"))
    _insert_before(table._tbl.tblPr, padding, "w:tblLook")
    for row in table.rows:
        keep_whole(row)
        for cell in row.cells:
            empty(cell)
    return table


def set_widths(table: Table, widths: tuple[float, ...]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def empty(cell: _Cell) -> None:
    """Take out the paragraph every new cell has; whoever calls must put one back, or Word complains."""
    cell._tc.clear_content()


def keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_on_every_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def add_page_number(paragraph: Paragraph, face: Face) -> None:
    field = element("w:fldSimple", instr="PAGE")
    run = paragraph.add_run("2")
    dress(run, face)
    field.append(run._r)
    paragraph._p.append(field)
