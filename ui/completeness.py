"""How complete each page of the month is: pure, from the month's data. The sidebar shows it as marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from models.catalogue import Catalogue
from models.checks.finding import Finding
from models.entities import MonthData
from models.figures import FigureBook
from ui.navigation import page_for
from ui.widgets.marks import MarkKind


@dataclass(frozen=True)
class Progress:
    """Required figures entered, and how many there are."""

    entered: int
    wanted: int
    known: int = 0
    """Of a sheet that requires nothing: how many figures have a value all the same."""
    of: int = 0
    """Of how many."""

    @property
    def counted(self) -> tuple[int, int]:
        """What has a value, and of how many: of all figures where none is required."""
        return (self.entered, self.wanted) if self.wanted else (self.known, self.of)

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
        figures = [f for f in data.catalogue.figures_of(sheet) if f.source != "computed"]
        known = sum(book.amount(figure.code) is not None for figure in figures)
        return Progress(0, 0, known, len(figures))
    missing = set(book.missing())
    return Progress(sum(code not in missing for code in wanted), len(wanted))


def with_errors(mark: MarkKind, errors: int) -> MarkKind:
    """A page on which an error stands is not complete."""
    return "part" if errors and mark == "full" else mark


def errors_by_page(findings: Iterable[Finding], catalogue: Catalogue, codes: set[str]) -> Counter[str]:
    """How many errors stand on each of the pages of those codes."""
    return Counter(page_for(f.place, catalogue, codes) for f in findings if f.severity == "error")


def narrative_mark(data: MonthData) -> MarkKind:
    """none: no text; part: paragraphs still as last month left them; full: all written or confirmed."""
    if not data.paragraphs:
        return "none"
    return "part" if any(paragraph.inherited for paragraph in data.paragraphs) else "full"
