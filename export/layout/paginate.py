"""Rows and notes onto pages, in a single pass.

A chunk, the rows between two allowed breaks, goes on a page only if every note it calls begins there. Notes
have the page's foot before the text that follows their mark; what does not fit runs on to the next page.
Where rules contradict each other, this is their order: a note begins on its mark's page; no widow, no
orphan; no page is left under half full. A heading never ends a page while anything follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from export import styles
from export.layout.rows import Row
from export.styles import PageShape

_ROUNDING = 1e-6
Resplit = Callable[[Row, int], list[Row] | None]
"""Asked to break a row's paragraph anew, with a line beginning at the word that bears this mark: the rows
from that row on, or None where that cannot be."""


@dataclass(slots=True)
class Sheet:
    """One page being filled; tops are counted from the text area's top."""

    shape: PageShape = styles.PAGE
    number: int = 1
    """What it counts as in the report or in its appendix."""
    body: list[tuple[float, Row]] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    body_height: float = 0.0
    note_height: float = 0.0
    carried: bool = False
    """The notes at its foot begin with one that runs on from the page before."""


@dataclass(slots=True)
class Paginator:
    """Fills pages, section by section."""

    notes: dict[int, list[Row]]
    resplit: Resplit
    shape: PageShape = styles.PAGE
    """Of the section in hand."""
    sheets: list[Sheet] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)
    """Rows of notes that have not found their page yet, in order."""
    begun: set[int] = field(default_factory=set)

    @property
    def height(self) -> float:
        """The text area's, in points."""
        return self.shape.text_height

    def add_section(
        self, rows: list[Row], shape: PageShape = styles.PAGE, *, numbered_anew: bool = False
    ) -> None:
        """Fill pages with rows, beginning a new page; notes left over end on pages of their own."""
        self.shape = shape
        self._next_sheet()
        if numbered_anew:
            self._sheet.number = 1
        rows = self.whole_or_parts(rows)
        index = 0
        while index < len(rows):
            end = self._chunk_end(rows, index)
            count = self._placeable(rows[index:end])
            if count:
                self._place(rows[index : index + count])
                index += count
            elif not self._try_resplit(rows, index, end):
                index += self._forced(rows, index)
        while self.waiting:
            self._next_sheet()

    def whole_or_parts(self, rows: Sequence[Row]) -> list[Row]:
        """Blocks of two columns stay whole unless one does not fit on a page with the lines it hangs on."""
        found: list[Row] = []
        for row in rows:
            start = len(found)
            while start and found[start - 1].keep:
                start -= 1
            if not row.parts or self._fits_new_page([*found[start:], row]):
                found.append(row)
            else:
                row.parts[0].gap = row.gap
                found += self.whole_or_parts(row.parts)
        return found

    @property
    def _sheet(self) -> Sheet:
        return self.sheets[-1]

    def _next_sheet(self) -> None:
        number = self._sheet.number + 1 if self.sheets else 1
        sheet = Sheet(self.shape, number, carried=bool(self.waiting))
        self.sheets.append(sheet)
        self._fill_notes()

    def _chunk_end(self, rows: Sequence[Row], start: int) -> int:
        """The end of the rows from `start` that no page may part; not searched past a page's height."""
        end, height = start + 1, rows[start].height
        if not self._sheet.body and rows[start].number and _same_paragraph(rows, start):
            # The rest of a paragraph begins a page: not with one line where notes leave room for no more.
            height += rows[end].gap + rows[end].height
            end += 1
        while end < len(rows) and rows[end - 1].keep and height <= self.height:
            height += rows[end].gap + rows[end].height
            end += 1
        return end

    def _placeable(self, chunk: Sequence[Row]) -> int:
        """How many of a chunk's rows go on this page: all, none, or some where no page could hold all."""
        if self._fits(chunk, strict=True):
            return len(chunk)
        if not self._under_half():
            return 0
        if self._fits(chunk, strict=False):
            return len(chunk)
        if self._fits_new_page(chunk):
            return 0
        for count in range(min(len(chunk), 60) - 1, 0, -1):
            if (
                not chunk[count - 1].heading
                and not chunk[count].parts
                and self._fits(chunk[:count], strict=False)
            ):
                return count
        return 0

    def _fits_new_page(self, chunk: Sequence[Row]) -> bool:
        return self._fits(chunk, strict=False, sheet=Sheet())

    def _under_half(self) -> bool:
        return self._used(self._sheet.body_height, self._sheet.note_height) < self.height / 2

    def _fits(self, chunk: Sequence[Row], *, strict: bool, sheet: Sheet | None = None) -> bool:
        """Whether rows fit with the beginning of each note called (strict: as far as notes may be parted)."""
        sheet = sheet or self._sheet
        body = sheet.body_height
        head = None if sheet.body else chunk[0].repeat
        for row in (*((head,) if head else ()), *chunk):
            body += (row.gap if body else 0.0) + row.height
        foot = sheet.note_height
        new = self._new_notes(chunk)
        if new and self.waiting:
            return False
        if new:
            foot += sum(row.height for number in new[:-1] for row in self.notes[number])
            last = self.notes[new[-1]]
            foot += sum(row.height for row in last[: _first_break(last) if strict else 1])
        return self._used(body, foot) <= self.height + _ROUNDING

    def _new_notes(self, chunk: Sequence[Row]) -> list[int]:
        marks = dict.fromkeys(mark for row in chunk for mark in row.marks)
        return [mark for mark in marks if mark in self.notes and mark not in self.begun]

    def _place(self, chunk: Sequence[Row]) -> None:
        sheet = self._sheet
        head = None if sheet.body else chunk[0].repeat
        for row in (*((head,) if head else ()), *chunk):
            top = sheet.body_height + (row.gap if sheet.body else 0.0)
            sheet.body.append((top, row))
            sheet.body_height = top + row.height
        for number in self._new_notes(chunk):
            self.begun.add(number)
            self.waiting += self.notes[number]
        self._fill_notes()

    def _fill_notes(self) -> None:
        """As much of the waiting notes as the page still holds, parted where notes may be parted."""
        sheet = self._sheet
        room = self.height - self._used(sheet.body_height, sheet.note_height)
        if not sheet.notes:
            room -= note_overhead(bool(sheet.body)) if self.waiting else 0.0
        count, used = 0, 0.0
        for row in self.waiting:
            if used + row.height > room + _ROUNDING:
                break
            used += row.height
            count += 1
        if count < len(self.waiting):
            count = _part_notes(self.waiting, count)
        sheet.notes += self.waiting[:count]
        sheet.note_height += sum(row.height for row in self.waiting[:count])
        del self.waiting[:count]

    def _used(self, body: float, foot: float) -> float:
        return body + foot + (note_overhead(body > 0) if foot else 0.0)

    def _try_resplit(self, rows: list[Row], start: int, end: int) -> bool:
        """Where one line calls more notes than a page can begin: end the line before the last such mark."""
        if not self._under_half() or self.waiting:
            return False
        for index in range(start, end):
            row = rows[index]
            new = self._new_notes([row])
            if row.heading and not new:
                continue
            if len(new) < 2:
                return False
            last = next((i for i in range(index, len(rows)) if rows[i].source != row.source), len(rows))
            for mark in reversed(new[1:]):
                fresh = self.resplit(row, mark)
                if fresh is not None:
                    fresh[0].gap = row.gap
                    fresh[-1].keep = rows[last - 1].keep
                    rows[index:last] = fresh
                    return True
        return False

    def _forced(self, rows: list[Row], index: int) -> int:
        """No rule can be kept here: a new page, or, on a new one, what fits, at least a row. Rows placed."""
        if self._sheet.body or self._sheet.notes:
            self._next_sheet()
            return 0
        self._place([rows[index]])
        count = 1
        end = self._chunk_end(rows, index)
        while index + count < end and self._fits(rows[index + count : index + count + 1], strict=False):
            self._place([rows[index + count]])
            count += 1
        return count


def _same_paragraph(rows: Sequence[Row], index: int) -> bool:
    """Whether the row after this one is of the same paragraph."""
    return index + 1 < len(rows) and rows[index + 1].number == rows[index].number + 1


def note_overhead(under_text: bool) -> float:
    """The height that the rule above the notes takes, with its space."""
    before = styles.NOTE_RULE_BEFORE if under_text else 0.0
    return before + styles.NOTE_RULE_THICKNESS + styles.NOTE_RULE_AFTER


def _first_break(rows: Sequence[Row]) -> int:
    """The fewest rows of a note that a page may begin it with."""
    count = 1
    while count < len(rows) and rows[count - 1].keep:
        count += 1
    return count


def _part_notes(rows: Sequence[Row], fitting: int) -> int:
    """At most `fitting` rows, ending where a note may be parted, if that leaves any."""
    count = fitting
    while count > 0 and rows[count - 1].keep:
        count -= 1
    if count == 0 or (count < fitting and rows[count - 1].source != rows[count].source):
        # Nothing of the last note would stand here, yet its mark does: better one line alone than none.
        return fitting
    return count
