"""Real footnotes: the part /word/footnotes.xml, which python-docx does not have.

Word expects two notes of its own in it, the short rule above the notes (id -1) and the full one above a note
that runs on from the page before (id 0), both also listed in the settings (ISO/IEC 29500-1, 17.11.9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from models.report.document import Document, Note, NoteMark, Paragraph

SEPARATOR_ID = -1
CONTINUATION_ID = 0
PARTNAME = "/word/footnotes.xml"
NOTE_STYLE = "FootnoteText"
MARK_STYLE = "FootnoteReference"


def check_marks(document: Document, marks: Iterable[int]) -> None:
    """Hold that the marks, in the order they are printed, are the notes' numbers: 1, 2, 3.

    A reference to a missing note would make Word offer to repair the file; composing a document like that is
    our bug, so this raises ValueError.
    """
    numbers = [note.number for note in document.notes]
    if list(marks) != numbers or numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"note marks {list(marks)} do not stand for notes {numbers}")
    for note in document.notes:
        if any(isinstance(inline, NoteMark) for paragraph in note.paragraphs for inline in paragraph.inlines):
            raise ValueError(f"note {note.number} bears a note mark itself")


def add_footnotes(document_part: Any, notes: Sequence[Note], write_paragraph: Any) -> None:
    """Relate a footnotes part holding `notes` to python-docx's main document part.

    `write_paragraph(paragraph)` makes the w:p of one note paragraph; the note's own mark is put before the
    first one.
    """
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    root = _element("w:footnotes")
    root.append(_separator(SEPARATOR_ID, "separator"))
    root.append(_separator(CONTINUATION_ID, "continuationSeparator"))
    for note in notes:
        root.append(_footnote(note, write_paragraph))
    part = XmlPart(PackURI(PARTNAME), CONTENT_TYPE.WML_FOOTNOTES, root, document_part.package)
    document_part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def reference_run(number: int) -> Any:
    """The run that stands in the text as the superscript mark of note `number`."""
    run = _mark_run()
    run.append(_element("w:footnoteReference", {"w:id": str(number)}))
    return run


def _footnote(note: Note, write_paragraph: Any) -> Any:
    footnote = _element("w:footnote", {"w:id": str(note.number)})
    for paragraph in note.paragraphs or (Paragraph("note", ()),):
        footnote.append(write_paragraph(paragraph))
    mark = _mark_run()
    mark.append(_element("w:footnoteRef"))
    space = _element("w:r")
    text = _element("w:t", {"xml:space": "preserve"})
    text.text = " "
    space.append(text)
    properties = footnote[0].pPr
    properties.addnext(mark)
    mark.addnext(space)
    return footnote


def _separator(note_id: int, kind: str) -> Any:
    """A note of Word's own; `kind` names both its type and the element that draws the rule."""
    footnote = _element("w:footnote", {"w:type": kind, "w:id": str(note_id)})
    paragraph = _element("w:p")
    properties = _element("w:pPr")
    properties.append(_element("w:pStyle", {"w:val": NOTE_STYLE}))
    properties.append(_element("w:ind", {"w:firstLine": "0"}))
    paragraph.append(properties)
    run = _element("w:r")
    run.append(_element(f"w:{kind}"))
    paragraph.append(run)
    footnote.append(paragraph)
    return footnote


def _mark_run() -> Any:
    run = _element("w:r")
    properties = _element("w:rPr")
    properties.append(_element("w:rStyle", {"w:val": MARK_STYLE}))
    run.append(properties)
    return run


def _element(tag: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    return OxmlElement(tag, {qn(name): value for name, value in (attributes or {}).items()})
