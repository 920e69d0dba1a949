"""The elements of WordprocessingML that more than one part of the writer makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from export import fonts, styles
from export.docx import footnotes, word_styles
from export.sections import Section
from export.styles import Pt, TextStyle
from models.report.document import NoteMark, Paragraph, Run

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """A run's text as Word shall hold it; line ends are kept."""
    return _NOT_XML.sub(fonts.REPLACEMENT, fonts.printable_source(text))


def text_paragraph(paragraph: Paragraph, size: Pt | None = None) -> Any:
    """The w:p of a paragraph in its style; `size` where a table's text is smaller than its style says."""
    style = styles.STYLES[paragraph.style]
    if size is None or size >= style.size:
        size = None
    made = styled_paragraph(word_styles.STYLE_IDS[paragraph.style])
    if size is not None:
        # The mark at the paragraph's end has a size too: it makes an empty cell's height.
        _add_size(sub(made.pPr, "rPr"), size)
    for inline in paragraph.inlines:
        if isinstance(inline, NoteMark):
            made.append(footnotes.reference_run(inline.number))
        elif text := clean(inline.text):
            made.append(_run(text, inline, style, size))
    return made


def _run(text: str, run: Run, style: TextStyle, size: Pt | None) -> Any:
    made = new("r")
    bold, italic = run.bold and not style.bold, run.italic and not style.italic
    if bold or italic or size is not None:
        properties = sub(made, "rPr")
        for tag in ("b", "bCs") * bold + ("i", "iCs") * italic:
            sub(properties, tag)
        if size is not None:
            _add_size(properties, size)
    for number, line in enumerate(text.split("\n")):
        if number:
            sub(made, "br")
        if line:
            holder = sub(made, "t")
            holder.text = line
            holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _add_size(properties: Any, size: Pt) -> None:
    for tag in ("sz", "szCs"):
        sub(properties, tag, val=size.half_points)


def spacer(break_before: bool) -> Any:
    """An empty paragraph one point high, where Word or LibreOffice needs a paragraph that nobody sees."""
    made = styled_paragraph(word_styles.SPACER_STYLE)
    if break_before:
        switch_on(made.pPr, "pageBreakBefore")
    return made


def styled_paragraph(style_id: str) -> Any:
    """An empty w:p of that style."""
    made = new("p")
    sub(sub(made, "pPr"), "pStyle", val=style_id)
    return made


def switch_on(properties: Any, switch: str) -> None:
    """Switch keepNext, keepLines or pageBreakBefore on, in their place in w:pPr: right after the style."""
    getattr(properties, f"get_or_add_{switch}")()


def set_spacing(paragraph: Any, before: Pt | None = None, after: Pt | None = None) -> None:
    """Direct space above and below a w:p."""
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    for name, value in (("w:before", before), ("w:after", after)):
        if value is not None:
            spacing.set(qualified(name), str(value.twips))


def set_indents(paragraph: Any, left: Pt, right: Pt = styles.NOTHING) -> None:
    """Direct indents of all the lines of a w:p."""
    indents = paragraph.get_or_add_pPr().get_or_add_ind()
    indents.set(qualified("w:left"), str(left.twips))
    indents.set(qualified("w:right"), str(right.twips))


def bare_table(columns: Sequence[Pt]) -> Any:
    """An empty table of fixed columns, without borders or cell margins."""
    table = new("tbl")
    properties = sub(table, "tblPr")
    sub(properties, "tblW", w=sum(width.twips for width in columns), type="dxa")
    sub(properties, "tblLayout", type="fixed")
    # Word takes the style's; LibreOffice needs it said here.
    margins = sub(properties, "tblCellMar")
    for side in ("left", "right"):
        sub(margins, side, w=0, type="dxa")
    sub(properties, "tblLook", val="0000")
    add_grid(table, columns)
    return table


def add_grid(table: Any, columns: Sequence[Pt]) -> None:
    """The w:tblGrid of a table."""
    grid = sub(table, "tblGrid")
    for width in columns:
        sub(grid, "gridCol", w=width.twips)


def bare_cell(row: Any, width: Pt, align: str) -> Any:
    """A new w:tc at the end of a row; `align` is vertical."""
    cell = sub(row, "tc")
    properties = sub(cell, "tcPr")
    sub(properties, "tcW", w=width.twips, type="dxa")
    sub(properties, "vAlign", val=align)
    return cell


def shape_section(properties: Any, section: Section, first: bool) -> None:
    """Make a w:sectPr of the template that of a section; a later one takes its header from the first.

    A section numbered anew has a title page, whose header is empty: that page bears no number.
    """
    shape = section.shape
    size, margins = properties.find(qualified("w:pgSz")), properties.find(qualified("w:pgMar"))
    for name, length in (("w", shape.width), ("h", shape.height)):
        size.set(qualified(f"w:{name}"), str(length.twips))
    if shape.width > shape.height:
        size.set(qualified("w:orient"), "landscape")
    for side in ("top", "right", "bottom", "left"):
        margins.set(qualified(f"w:{side}"), str(getattr(shape, side).twips))
    if not first and section.numbered_anew:
        numbers = new("pgNumType")
        numbers.set(qualified("w:start"), "1")
        margins.addnext(numbers)
    absent = ("headerReference",) * (not first) + ("titlePg",) * (not section.numbered_anew)
    for tag in absent:
        for found in properties.findall(qualified(f"w:{tag}")):
            properties.remove(found)


def new(tag: str) -> Any:
    """An empty element of WordprocessingML."""
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{tag}")


def sub(parent: Any, tag: str, **attributes: object) -> Any:
    """A new last child of `parent`."""
    made = new(tag)
    for name, value in attributes.items():
        made.set(qualified(f"w:{name}"), str(value))
    parent.append(made)
    return made


def qualified(name: str) -> str:
    """ "w:val" as lxml names it."""
    from docx.oxml.ns import qn

    return str(qn(name))
