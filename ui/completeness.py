"""How complete each page of the month is: pure, from the month's data. The sidebar shows it as marks."""

from __future__ import annotations

from dataclasses import dataclass

from models.entities import MonthData
from models.figures import FigureBook
from ui.widgets.marks import MarkKind


@dataclass(frozen=True)
class Progress:
    """Required figures entered, and how many there are."""

    entered: int
    wanted: int
    known: int = 0
    """Of a sheet that requires nothing: how many figures have a value all the same."""

    @property
    def mark(self) -> MarkKind:
        if not self.wanted:
            return "full" if self.known else "none"
        if self.entered >= self.wanted:
            return "full"
        return "part" if self.entered else "none"


def sheet_progress(data: MonthData, book: FigureBook, sheet: str) -> Progress:
    """Of a sheet's required typed figures, how many have a value; carried ones count as entered."""
    wanted = [f.code for f in data.catalogue.figures_of(sheet) if f.required and f.source == "typed"]
    if not wanted:
        figures = (f for f in data.catalogue.figures_of(sheet) if f.source != "computed")
        return Progress(0, 0, sum(book.amount(figure.code) is not None for figure in figures))
    missing = set(book.missing())
    return Progress(sum(code not in missing for code in wanted), len(wanted))


def narrative_mark(data: MonthData) -> MarkKind:
    """none: no text; part: paragraphs still as last month left them; full: all written or confirmed."""
    if not data.paragraphs:
        return "none"
    return "part" if any(paragraph.inherited for paragraph in data.paragraphs) else "full"
