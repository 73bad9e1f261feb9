"""Paper: pages, margins, page numbers, styles, paragraphs and tables of an official document, by python-docx.

Sizes and margins are those of Nghị định 30/2020/NĐ-CP, Annex I (state style) and Hướng dẫn 36-HD/VPTW (party style).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_app.documents.enums import Letterhead

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, SMALL, TINY = 14, 12, 10  # points
FIRST_LINE = 12.7  # millimetres
A4 = 210, 297


@dataclass(frozen=True)
class Margins:
    """In millimetres."""

    top: float
    bottom: float
    left: float
    right: float


MARGINS = {Letterhead.STATE: Margins(20, 20, 30, 17), Letterhead.PARTY: Margins(20, 20, 30, 15)}
WIDTH = {letterhead: A4[0] - its.left - its.right for letterhead, its in MARGINS.items()}  # of the text, portrait
LANDSCAPE = Margins(20, 15, 20, 15)
LANDSCAPE_WIDTH = A4[1] - LANDSCAPE.left - LANDSCAPE.right


def page(letterhead: Letterhead) -> Document:
    """An empty A4 document: margins, styles, and page numbers centred in the top margin from the second page on."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    _set_margins(section, MARGINS[letterhead])
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number_pages(section)
    _set_styles(document)
    return document


def landscape_section(document: Document) -> Section:
    """What follows begins on a new page that lies on its side; pages go on being numbered."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(A4[1]), Mm(A4[0])
    _set_margins(section, LANDSCAPE)
    section.different_first_page_header_footer = False
    return section


def paragraph(
    where: Document | _Cell,
    text: str = "",
    *,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    align: str = "justify",
    indent: float = 0,
    before: float = 0,
    after: float = 0,
    with_next: bool = False,
) -> Paragraph:
    """``align``: left, center, right or justify; ``indent``: of the first line in millimetres; ``before`` and
    ``after`` in points; ``with_next``: never alone at the end of a page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    made = where.add_paragraph()
    run = made.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    its = made.paragraph_format
    its.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    its.first_line_indent = Mm(indent) if indent else None
    its.space_before, its.space_after = Pt(before), Pt(after)
    its.keep_with_next = with_next
    return made


def body(where: Document, text: str, **options) -> Paragraph:
    """A paragraph of running text: justified, its first line indented, 6 pt apart."""
    return paragraph(where, text, **{"indent": FIRST_LINE, "before": 6} | options)


def heading(document: Document, text: str, level: int = 1) -> Paragraph:
    """A heading that stays with what follows; levels are found by the navigation of word processors."""
    from docx.shared import Pt

    made = document.add_paragraph(style=f"Heading {level}")
    run = made.add_run(text)
    run.font.size = Pt(BODY)
    return made


def directive(where: Document | _Cell, tag: str) -> None:
    """A Jinja statement with a paragraph of its own, which leaves none behind: ``{%p for one in all %}``."""
    where.add_paragraph("{%p " + tag + " %}")


def each(where: Document, loop: str, text: str, **options) -> None:
    """A paragraph of running text for each: ``each(document, "line in general", "{{ line }}")``."""
    directive(where, f"for {loop}")
    body(where, text, **options)
    directive(where, "endfor")


@dataclass(frozen=True)
class TableColumn:
    """``field``: the Jinja expression of a cell; ``width`` in millimetres."""

    label: str
    field: str
    width: float
    align: str = "left"


def table(
    document: Document,
    columns: Sequence[TableColumn],
    *,
    loop: str,
    size: float = 11,
    group: tuple[str, str] | None = None,
    sum_of: str = "",
) -> Table:
    """A table whose header row repeats on every page and whose rows are not torn apart.

    ``loop``: "row in rows"; a column's field is an expression such as "row.name". ``group``: (loop, expression) of
    groups, each with a row over the whole width before its rows; ``sum_of``: what stands for the row of the loop in a
    last, bold row ("total": "row.name" is read as "total.name").
    """
    made = document.add_table(rows=0, cols=len(columns))
    made.style = "Table Grid"
    made.autofit = False
    _fix_layout(made, [column.width for column in columns])
    _header(made, columns, size)
    if group:
        _statement(made, f"for {group[0]}")
        _group_row(made, group[1], size)
    _statement(made, f"for {loop}")
    _fields(made, columns, size)
    _statement(made, "endfor")
    if group:
        _statement(made, "endfor")
    if sum_of:
        variable = loop.split(" in ")[0].strip()
        summed = [
            TableColumn(one.label, one.field.replace(f"{variable}.", f"{sum_of}."), one.width, one.align)
            for one in columns
        ]
        _fields(made, summed, size, bold=True)
    return made


def figures(document: Document, cells: Sequence[tuple[str, str]], width: float) -> Table:
    """Figures side by side: (label, Jinja field)."""
    columns = [TableColumn(label, "", width / len(cells), "center") for label, _field in cells]
    made = document.add_table(rows=0, cols=len(cells))
    made.style = "Table Grid"
    made.autofit = False
    _fix_layout(made, [column.width for column in columns])
    _row(made, [label for label, _field in cells], columns, 10)
    _row(made, [field for _label, field in cells], columns, BODY, bold=True)
    return made


def borderless(where: Document, widths: Sequence[float]) -> Table:
    """A row of cells side by side without lines, as heads and signatures stand."""
    made = where.add_table(rows=1, cols=len(widths))
    made.autofit = False
    _fix_layout(made, widths)
    for cell, width in zip(made.rows[0].cells, widths, strict=True):
        _set_width(cell, width)
    _keep_together(made.rows[0])
    return made


def fill(cell: _Cell, text: str, **options) -> Paragraph:
    """The next line of a cell; a new cell has an empty one, which is taken first."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and not first.runs:
        first._p.getparent().remove(first._p)
    return paragraph(cell, text, **{"align": "center", "size": SMALL} | options)


def line_under(where: Document | _Cell, *, inset: float) -> Paragraph:
    """A thin line, ``inset`` millimetres from both edges of its place."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm, Pt

    made = where.add_paragraph()
    its = made.paragraph_format
    its.left_indent = its.right_indent = Mm(inset)
    its.space_before = its.space_after = Pt(0)
    its.line_spacing = Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    made._p.get_or_add_pPr().append(borders)
    return made


# --- Within python-docx -----------------------------------------------------------------------------------------------


def _set_margins(section: Section, margins: Margins) -> None:
    from docx.shared import Mm

    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)


def _number_pages(section: Section) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt

    top = section.header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = top.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _set_styles(document: Document) -> None:
    from docx.shared import Pt, RGBColor

    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Header"):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(BODY)
        style.font.color.rgb = RGBColor(0, 0, 0)
        _for_all_scripts(style)
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        style.font.bold, style.font.italic = True, level == 3
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10 if level == 1 else 6), Pt(0)
        style.paragraph_format.keep_with_next = True
    normal = document.styles["Normal"].paragraph_format
    normal.space_after = Pt(0)
    normal.line_spacing = 1.1


def _for_all_scripts(style) -> None:
    """Word keeps four fonts a style; headings would fall back to the theme's."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


CELL_MARGIN = 57  # twentieths of a point: 1 mm, or narrow columns would break their words


def _fix_layout(made: Table, widths: Sequence[float]) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.append(margins)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)


def _set_width(cell: _Cell, width: float) -> None:
    from docx.shared import Mm

    cell.width = Mm(width)


def _row(made: Table, texts: Sequence[str], columns: Sequence[TableColumn], size: float, **options) -> None:
    row = made.add_row()
    for cell, text, column in zip(row.cells, texts, columns, strict=True):
        _set_width(cell, column.width)
        fill(cell, text, **{"size": size, "align": column.align} | options)
    _keep_together(row)


def _header(made: Table, columns: Sequence[TableColumn], size: float) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    _row(made, [column.label for column in columns], columns, size, bold=True, align="center")
    for cell in made.rows[0].cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeats)


def _fields(made: Table, columns: Sequence[TableColumn], size: float, *, bold: bool = False) -> None:
    _row(made, ["{{ " + column.field + " }}" for column in columns], columns, size, bold=bold)


def _statement(made: Table, tag: str) -> None:
    """A row that is a Jinja statement, and is gone when it has been carried out."""
    made.add_row().cells[0].text = "{%tr " + tag + " %}"


def _group_row(made: Table, field: str, size: float) -> None:
    row = made.add_row()
    _keep_together(row)
    whole = row.cells[0].merge(row.cells[-1])
    for extra in whole.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    fill(whole, "{{ " + field + " }}", size=size, bold=True, align="left", with_next=True)


def _keep_together(row) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(whole)
