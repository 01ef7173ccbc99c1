"""The empty page of a profile: paper, margins, page number, styles, language."""

from typing import cast

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle, StyleFactory

from vanban.profiles import Face, Margins, Profile
from vanban.writing.layout import A4, SPACES, Annex
from vanban.writing.ooxml import CENTRE, JUSTIFIED, add_page_number, element

# Identifiers of styles; all but the last are Word's own.
BODY = "BodyText"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
TABLE_TEXT = "TableText"

LANGUAGE = "vi-VN"

_TABLE_STYLES = ("TableNormal", "TableGrid")

_BLACK = RGBColor(0, 0, 0)
_WORD_2013 = "15"


def new_page(profile: Profile) -> Docx:
    document = docx.Document()
    _drop_unused_table_styles(document)
    _set_paper(document.sections[0], A4, profile.margins)
    _number_pages(document.sections[0], profile)
    _set_defaults(document, profile)
    _set_running_text(document, profile)
    _add_table_text(document, profile)
    _leave_compatibility_mode(document)
    return document


def _drop_unused_table_styles(document: Docx) -> None:
    """The template brings a hundred of them, most of its bytes."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in _TABLE_STYLES:
            styles.remove(style)


def turn_page(document: Docx, annex: Annex) -> None:
    """Begin the pages of an appendix, which count from 1 again."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_paper(section, annex.size, annex.margins)
    section.orientation = WD_ORIENT.LANDSCAPE if annex.size[0] > annex.size[1] else WD_ORIENT.PORTRAIT
    for numbering in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(numbering)
    section._sectPr.insert_element_before(element("w:pgNumType", start="1"), "w:cols", "w:titlePg", "w:docGrid")


def _set_paper(section: Section, size: tuple[float, float], margins: Margins) -> None:
    section.page_width, section.page_height = map(Mm, size)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)


def _number_pages(section: Section, profile: Profile) -> None:
    section.header_distance = section.footer_distance = Mm(profile.page_number_from_edge)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    numbered = section.header.paragraphs[0]
    numbered.alignment = CENTRE
    add_page_number(numbered, profile.faces.page_number)


def _set_defaults(document: Docx, profile: Profile) -> None:
    """Replace the template's theme fonts, English and loose spacing, so that no style brings them back."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    spacing = defaults.find(f".//{qn('w:spacing')}")
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")
    language = defaults.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), LANGUAGE)
    language.set(qn("w:eastAsia"), LANGUAGE)
    _set_font(defaults.find(f".//{qn('w:rFonts')}"), profile.font)
    _restyle(_style(document, "Normal"), profile.faces.body, profile.font)


def _set_running_text(document: Docx, profile: Profile) -> None:
    for style_id, face in zip((BODY, *HEADINGS), (profile.faces.body, *profile.faces.headings), strict=True):
        style = _style(document, style_id)
        _restyle(style, face, profile.font)
        style.paragraph_format.alignment = JUSTIFIED
        style.paragraph_format.first_line_indent = Mm(profile.first_line_indent)
        style.paragraph_format.line_spacing = Pt(profile.line_spacing)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(profile.paragraph_gap)
        style.paragraph_format.widow_control = True
        style.next_paragraph_style = _style(document, BODY)


def _add_table_text(document: Docx, profile: Profile) -> None:
    style = cast(ParagraphStyle, document.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH))
    _restyle(style, profile.faces.table, profile.font)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(SPACES.in_cell)


def _style(document: Docx, style_id: str) -> ParagraphStyle:
    found = document.styles.element.get_by_id(style_id)
    return cast(ParagraphStyle, StyleFactory(found))


def _restyle(style: ParagraphStyle, face: Face, font: str) -> None:
    style.font.name = font
    style.font.size = Pt(face.size)
    style.font.bold = face.bold
    style.font.italic = face.italic
    style.font.color.rgb = _BLACK
    _set_font(style.element.rPr.rFonts, font)


def _set_font(fonts: BaseOxmlElement, font: str) -> None:
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _leave_compatibility_mode(document: Docx) -> None:
    """Word would otherwise say "Compatibility Mode" in the title bar, and clerks would ask why."""
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)
    for languages in settings.iter(qn("w:themeFontLang")):
        languages.getparent().replace(languages, element("w:themeFontLang", val=LANGUAGE))
