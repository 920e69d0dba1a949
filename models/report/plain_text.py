"""The report as plain text: for .txt files and for reading in tests."""

from __future__ import annotations

from models.report.document import Closing, Document, Letterhead, Paragraph, Run, Table, TableCell


def plain_text(document: Document) -> str:
    """The report as text: a paragraph a line, "¹" where a note is called, the notes at the end as "1 …".

    A table's rows are lines, its cells parted by tabs, so that they go into a spreadsheet as they are.
    """
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Letterhead | Closing):
            lines += [_plain(paragraph) for paragraph in (*block.left, *block.right)]
        elif isinstance(block, Paragraph):
            lines.append(_plain(block))
        elif isinstance(block, Table):
            lines += _table(block)
    for note in document.notes:
        first, *rest = [_plain(paragraph) for paragraph in note.paragraphs] or [""]
        lines += [f"{note.number} {first}", *rest]
    return "\n".join(lines) + "\n"


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _table(table: Table) -> list[str]:
    """A cell that reaches over others stands in the first, the rest are empty."""
    count = len(table.columns)
    grid: list[list[str | None]] = [[None] * count for _ in (*table.head, *table.rows)]
    for number, row in enumerate((*table.head, *table.rows)):
        for cell in row:
            first = grid[number].index(None)
            for below in grid[number : number + cell.down]:
                below[first : first + cell.across] = [""] * cell.across
            grid[number][first] = _cell(cell)
    return ["\t".join(text or "" for text in texts) for texts in grid]


def _cell(cell: TableCell) -> str:
    first, *rest = [_plain(paragraph).replace("\u00a0", " ") for paragraph in cell.paragraphs]
    return f"{first} ({'; '.join(rest)})" if rest else first


def _plain(paragraph: Paragraph) -> str:
    return "".join(
        inline.text if isinstance(inline, Run) else str(inline.number).translate(_SUPERSCRIPT)
        for inline in paragraph.inlines
    )
