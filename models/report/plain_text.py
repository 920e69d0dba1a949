"""The report as plain text: for .txt files and for reading in tests."""

from __future__ import annotations

from models.report.document import Closing, Document, Letterhead, Paragraph, Run


def plain_text(document: Document) -> str:
    """The report as text: a paragraph a line, "¹" where a note is called, the notes at the end as "1 …"."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Letterhead | Closing):
            lines += [_plain(paragraph) for paragraph in (*block.left, *block.right)]
        elif isinstance(block, Paragraph):
            lines.append(_plain(block))
    for note in document.notes:
        first, *rest = [_plain(paragraph) for paragraph in note.paragraphs] or [""]
        lines += [f"{note.number} {first}", *rest]
    return "\n".join(lines) + "\n"


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _plain(paragraph: Paragraph) -> str:
    return "".join(
        inline.text if isinstance(inline, Run) else str(inline.number).translate(_SUPERSCRIPT)
        for inline in paragraph.inlines
    )
