"""Hostile strings through every door: session, file, month file, Word, PDF. What comes out is what was kept.

`hostile.as_told` is the law. Of each batch a new file is filled, closed, opened, written as a month file,
read into another new file, composed, and printed into Word and PDF; each is compared with the one before.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

from pypdf import PdfReader

from export import fonts
from export.docx import write_docx
from export.layout import lay_out
from export.pdf import write_pdf
from models.catalogue import Catalogue, Figure, Sheet, SheetColumn, SheetRow
from models.changes import ChangeSet
from models.entities import MonthData, Office
from models.errors import AppError
from models.exchange import read_month_file, write_month_file
from models.report.compose import compose
from models.report.document import Closing, Document, Letterhead, Paragraph
from models.session import Session
from models.text import LIMIT, Cleaned
from models.text import clean as _cleaned
from tests.faults.content import DATABASE
from tests.faults.copies import Tried
from tests.faults.hostile import as_told, bare, hostile, turns
from tests.models.builders import AUGUST, meeting, office, ticking

BATCH = 40
_MARKED = re.compile(r"[{}\[\]*\\#|^?]")
"""What the narrative's grammar reads as more than text."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Kept:
    """What the session has taken of a batch, by where it stands in `MonthData`."""

    titles: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    office: Office = field(default_factory=Office)


def silent_cleaner(text: str, multiline: bool = False, limit: int = LIMIT) -> Cleaned:
    """A control: drops what has no place in a report, cuts what is too long, and says nothing."""
    return Cleaned(_cleaned(text[:limit], multiline, limit).text)


def texts(folder: Path, count: int, seed: int) -> Tried:
    """`count` strings through all doors."""
    result = Tried()
    strings = list(hostile(count, seed))
    # On pages of their own, for there only the count of each letter can be compared.
    strings.sort(key=turns)
    for start in range(0, count, BATCH):
        batch = strings[start : start + BATCH]
        result.tried += len(batch)
        try:
            _batch(folder, batch, result)
        except Exception as error:
            # Whatever else comes out is what the laboratory looks for.
            result.faults.append(f"strings {start} to {start + BATCH}: {type(error).__name__}: {error}")
    return result


def _batch(folder: Path, batch: Sequence[str], result: Tried) -> None:
    for old in folder.rglob("*.sdh*"):
        old.unlink()
    kept = Kept()
    with Session.create(folder / DATABASE, office(), _wide(), ticking()) as session:
        session.start_month(AUGUST)
        for number, text in enumerate(batch):
            _through_session(session, number, text, kept, result)
        before = session.month_data(AUGUST)
    with Session.open(folder / DATABASE) as session:
        after = session.month_data(AUGUST)
        _same("the file opened again", before, after, result)
        _holds(after, session.office(), kept, result)
    _through_month_file(folder, after, result)
    _on_paper(after, kept, result)


def _wide() -> Catalogue:
    """A figure for each string, to bear its note."""
    codes = [f"so_{n}" for n in range(BATCH)]
    return Catalogue(
        (Sheet("so", "Số", 0),),
        tuple(SheetRow(code, "so", code, n) for n, code in enumerate(codes)),
        (SheetColumn("thang", "so", "Tháng", 0),),
        tuple(Figure(code, code, "so", code, "thang") for code in codes),
    )


# Session and file


def _through_session(session: Session, number: int, text: str, kept: Kept, result: Tried) -> None:
    """One string into a title, a chair, a paragraph, a note, a reason, the office's name."""

    def title() -> ChangeSet:
        return session.add_meeting(AUGUST, replace(meeting(), title=text, chair=text))

    def paragraph() -> ChangeSet:
        return session.insert_paragraph(AUGUST, len(kept.paragraphs), text)

    def signer() -> ChangeSet:
        lines = replace(session.office(), signer=text, subject=text, agencies=(text,))
        return session.set_office(lines)

    code = f"so_{number}"
    doors: dict[str, Callable[[], ChangeSet]] = {
        "title": title,
        "paragraph": paragraph,
        "note": lambda: session.set_note(AUGUST, code, text),
        "reason": lambda: session.settle(AUGUST, f"k|{code}", text),
        "office": signer,
    }
    for name, write in doors.items():
        try:
            change = write()
        except AppError as error:
            result.answers[f"{name}: {error.code}"] += 1
            continue
        for notice in change.notices or ("kept as typed",):
            result.answers[f"{name}: {notice}"] += 1
        told = as_told(text, change.notices, multiline=name not in ("title", "office"))
        if name == "title":
            kept.titles.append(told)
        elif name == "paragraph":
            kept.paragraphs.append(told)
        elif name == "note" and told.strip():
            kept.notes[code] = told
        elif name == "reason":
            kept.reasons[f"k|{code}"] = told.strip()
        elif name == "office":
            _office_holds(session.office(), text, change.notices, result)
    kept.office = session.office()


def _office_holds(office: Office, text: str, notices: Collection[str], result: Tried) -> None:
    line, lines = as_told(text, notices, False), as_told(text, notices, True)
    held = (office.signer, office.subject, office.agencies)
    if held != (line, lines, (line,) if line else ()):
        result.faults.append(f"office: {text!r:.120} kept as {held!r:.200}")


def _holds(data: MonthData, office: Office, kept: Kept, result: Tried) -> None:
    """What the file holds is what was told."""
    pairs = (
        ("titles", kept.titles, [each.title for each in data.meetings]),
        ("chairs", kept.titles, [each.chair for each in data.meetings]),
        ("paragraphs", kept.paragraphs, [each.text for each in data.paragraphs]),
        ("notes", sorted(kept.notes.items()), sorted(data.notes.items())),
        ("reasons", sorted(kept.reasons.items()), sorted(data.settled.items())),
    )
    for name, told, held in pairs:
        if len(told) != len(held):
            result.faults.append(f"{name}: {len(told)} entered, {len(held)} held")
        for one, other in zip(told, held, strict=False):
            if one != other:
                result.faults.append(f"{name}: told {one!r:.120}, held {other!r:.120}")
    if office != kept.office:
        result.faults.append("office: not as it was before the file was closed")


def _same(where: str, one: MonthData, other: MonthData, result: Tried) -> None:
    if one != other:
        names = [name for name in vars(one) if getattr(one, name) != getattr(other, name)]
        result.faults.append(f"{where}: {names} differ")


def _through_month_file(folder: Path, data: MonthData, result: Tried) -> None:
    """Out, in, and out again: the same bytes."""
    content = write_month_file(data)
    file = read_month_file(content)
    _same("the month file read", replace(file.data, previous=data.previous), data, result)
    with Session.create(folder / f"other-{DATABASE}", clock=ticking()) as session:
        session.import_month(file)
        if write_month_file(session.month_data(AUGUST)) != content:
            result.faults.append("month file: other bytes after it was taken in")


# Paper


def _on_paper(data: MonthData, kept: Kept, result: Tried) -> None:
    """The document prints what is stored; Word and PDF what the document says."""
    document = compose(data).document
    printed = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.place]
    for text in kept.paragraphs:
        plain = not _MARKED.search(text) and "\n" not in text and text.strip()
        if plain and not any(text.strip() in each for each in printed):
            result.faults.append(f"paragraph {text!r:.120} is not in the document")
    _in_word(document, result)
    _in_pdf(document, result)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Letterhead | Closing):
            yield from (*block.left, *block.right)
    for note in document.notes:
        yield from note.paragraphs


def _in_word(document: Document, result: Tried) -> None:
    """Every paragraph stands in the file's XML, letter for letter, once for each time it is printed."""
    with zipfile.ZipFile(io.BytesIO(write_docx(document))) as parts:
        names = [name for name in ("word/document.xml", "word/footnotes.xml") if name in parts.namelist()]
        roots = [ElementTree.fromstring(parts.read(name)) for name in names]
    left = [_word_text(each) for root in roots for each in root.iter(f"{_WORD}p")]
    for paragraph in _paragraphs(document):
        wanted = fonts.printable_source(paragraph.text)
        if not wanted.strip():
            continue
        match = next((each for each in left if each.strip() == wanted.strip()), None)
        if match is None:
            result.faults.append(f"Word lacks {wanted!r:.200}")
        else:
            left.remove(match)
    result.answers["files of Word read"] += 1


def _word_text(paragraph: ElementTree.Element) -> str:
    pieces = []
    for each in paragraph.iter():
        if each.tag == f"{_WORD}t":
            pieces.append(each.text or "")
        elif each.tag == f"{_WORD}br":
            pieces.append("\n")
    return "".join(pieces)


def _in_pdf(document: Document, result: Tried) -> None:
    """Page for page the PDF's text is what was laid out; what was laid out is what the document says."""
    pages = lay_out(document)
    laid: defaultdict[int | None, str] = defaultdict(str)
    for page in pages.pages:
        for run in page.runs:
            if run.mark is None and not run.in_note:
                laid[run.paragraph] += bare(run.text)
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.place and block.place.kind == "paragraph":
            wanted = bare(fonts.printable(block.text))
            if wanted not in laid[block.place.id]:
                result.faults.append(f"the layout lacks {wanted!r:.200}")
    reader = PdfReader(io.BytesIO(write_pdf(pages)))
    for number, (page, read) in enumerate(zip(pages.pages, reader.pages, strict=True), start=1):
        wanted, found = bare("".join(run.text for run in page.runs)), bare(read.extract_text())
        same = sorted(wanted) == sorted(found) if turns(wanted) else wanted == found
        if not same:
            result.faults.append(f"PDF, page {number}: {_difference(wanted, found)}")
        result.answers["pages of PDF read"] += 1


def _difference(one: str, other: str) -> str:
    pairs = enumerate(zip(one, other, strict=False))
    at = max(10, next((n for n, (a, b) in pairs if a != b), min(len(one), len(other))))
    return f"laid out {one[at - 10 : at + 30]!a}, read {other[at - 10 : at + 30]!a}"
