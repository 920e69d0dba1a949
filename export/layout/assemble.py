"""Filled pages made into the data that preview, printer and PDF paint."""

from __future__ import annotations

from export import fonts, styles
from export.layout.flow import block_rows, note_rows, section_rows
from export.layout.pages import Link, OutlineEntry, Page, Pages, Rule, TextRun
from export.layout.paginate import Paginator, Sheet
from export.layout.rows import Item, Row, baseline_in
from export.sections import Section, sections
from export.styles import PageShape
from models.report.document import Closing, Document, NoteMark, Paragraph, Run


def lay_out(document: Document) -> Pages:
    """Set a document on A4 pages (Decree 30/2020, Appendix I). Pure: the same document, the same pages."""
    parts = sections(document)
    shapes = {index: part.shape for part in parts for index in part.blocks}
    early: set[int] = set()

    def resplit(row: Row, mark: int) -> list[Row] | None:
        if mark in early:
            return None
        early.add(mark)
        fresh = block_rows(document, row.source, shapes[row.source], frozenset(early))
        return fresh[row.number :]

    paginator = Paginator(_notes(document, parts), resplit)
    for part in parts:
        paginator.add_section(section_rows(document, part), part.shape, numbered_anew=part.numbered_anew)
    return _Assembly(paginator.sheets).pages(document)


def parted_closings(document: Document) -> frozenset[int]:
    """Indexes of the closing blocks that no page can hold whole with the last lines of the text above.

    Word is told of them: it would leave such a block alone on its page.
    """
    parts = sections(document)
    notes = _notes(document, parts)
    found: set[int] = set()
    for part in parts:
        closings = {index for index in part.blocks if isinstance(document.blocks[index], Closing)}
        if closings:
            pages = Paginator(notes, lambda row, mark: None, part.shape)
            rows = pages.whole_or_parts(section_rows(document, part))
            found |= closings - {row.source for row in rows}
    return frozenset(found)


def _notes(document: Document, parts: tuple[Section, ...]) -> dict[int, list[Row]]:
    turned = _turned_notes(document, parts)
    return {
        note.number: note_rows(note, turned.get(note.number, styles.PAGE).text_width)
        for note in document.notes
    }


def _turned_notes(document: Document, parts: tuple[Section, ...]) -> dict[int, PageShape]:
    """The notes that stand on turned pages, where their marks are."""
    return {
        inline.number: part.shape
        for part in parts
        if part.shape is not styles.PAGE
        for block in document.blocks[part.start : part.end]
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, NoteMark)
    }


class _Assembly:
    """Positions on the paper, links between marks and notes, the outline."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self._sheets = sheets
        self._marks: dict[int, tuple[int, TextRun]] = {}
        self._notes: dict[int, tuple[int, TextRun]] = {}
        self._outline: list[OutlineEntry] = []

    def pages(self, document: Document) -> Pages:
        drawn = [self._draw(index, sheet) for index, sheet in enumerate(self._sheets)]
        links = self._links()
        pages = tuple(
            Page(
                float(sheet.shape.width),
                float(sheet.shape.height),
                tuple(runs),
                tuple(rules),
                tuple(links.get(index, ())),
                sheet.number,
            )
            for index, (sheet, (runs, rules)) in enumerate(zip(self._sheets, drawn, strict=True))
        )
        return Pages(
            pages,
            tuple(self._outline),
            fonts.printable_source(document.title),
            fonts.printable_source(document.author),
            fonts.printable_source(document.subject),
            document.language,
        )

    def _draw(self, index: int, sheet: Sheet) -> tuple[list[TextRun], list[Rule]]:
        shape = sheet.shape
        runs: list[TextRun] = []
        rules: list[Rule] = []
        if sheet.number > 1:
            runs.append(_page_number(sheet.number, shape))
        for top, row in sheet.body:
            self._draw_row(index, row, shape.top + top, runs, rules)
        if sheet.notes:
            top = shape.height - shape.bottom - sheet.note_height
            full = sheet.carried
            length = shape.text_width if full else styles.NOTE_RULE_WIDTH
            thickness = styles.NOTE_RULE_THICKNESS
            y = top - styles.NOTE_RULE_AFTER - thickness / 2
            rules.append(Rule(float(shape.left), y, float(length), float(thickness)))
            for row in sheet.notes:
                self._draw_row(index, row, top, runs, rules)
                top += row.height
        return runs, rules

    def _draw_row(self, page: int, row: Row, top: float, runs: list[TextRun], rules: list[Rule]) -> None:
        left = styles.PAGE.left
        if row.title is not None:
            level = min(row.title[0], self._outline[-1].level + 1 if self._outline else 0)
            self._outline.append(OutlineEntry(level, row.title[1], page, top))
        for item in row.items:
            self._draw_item(page, item, left + item.x, top + item.baseline, runs)
        for rule in row.rules:
            rules.append(Rule(left + rule.x, top + rule.y, rule.width, rule.thickness, rule.height))

    def _draw_item(self, page: int, item: Item, x: float, y: float, runs: list[TextRun]) -> None:
        line = item.line
        for piece in line.pieces:
            inline = item.inlines[piece.inline]
            run = TextRun(
                x + piece.x,
                y - piece.rise,
                piece.text,
                piece.face,
                piece.size,
                piece.width,
                line.word_space,
                inline.place if isinstance(inline, Run) else None,
                item.paragraph,
                piece.mark,
                item.in_note,
                piece.offset,
                len(inline.text) if isinstance(inline, Run) else 0,
            )
            runs.append(run)
            if piece.mark is not None:
                found = self._notes if item.in_note else self._marks
                found.setdefault(piece.mark, (page, run))

    def _links(self) -> dict[int, list[Link]]:
        """Both ways for every mark whose note is there, by page."""
        links: dict[int, list[Link]] = {}
        for number, (page, mark) in self._marks.items():
            if number in self._notes:
                note_page, note = self._notes[number]
                links.setdefault(page, []).append(_link(mark, note_page, note))
                links.setdefault(note_page, []).append(_link(note, page, mark))
        return links


def _link(run: TextRun, page: int, target: TextRun) -> Link:
    """A superscript mark as a clickable rectangle, a little wider than its small digits."""
    size = run.size / styles.MARK_SCALE
    return Link(run.x - 1, run.y - run.size, run.width + 2, size, page, target.y - size)


def _page_number(number: int, shape: PageShape) -> TextRun:
    style = styles.PAGE_NUMBER
    text = str(number)
    width = fonts.text_width(text, "regular", style.size)
    x = shape.left + (shape.text_width - width) / 2
    y = styles.PAGE_NUMBER_TOP + baseline_in(style.line_height, style.size)
    return TextRun(x, y, text, "regular", float(style.size), width)
