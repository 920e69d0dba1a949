"""What every rule is given: the month, its figures computed, the composed report if there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from models.catalogue import Catalogue, Figure
from models.entities import MonthData, OutsideChanges, Place
from models.errors import UserError
from models.figures import FigureBook
from models.formatting import write_number


class ComposedProblem(Protocol):
    """One thing that composing could not print: a grammar mistake, a field without a value."""

    @property
    def code(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Any]: ...
    @property
    def place(self) -> Place: ...


class PrintedField(Protocol):
    """One field as it stands in the text and as it is printed; `printed` is False in a fragment left out."""

    @property
    def place(self) -> Place: ...
    @property
    def name(self) -> str: ...
    @property
    def formats(self) -> Sequence[str]: ...
    @property
    def text(self) -> str: ...
    @property
    def printed(self) -> bool: ...


class ComposedReport(Protocol):
    """As much of `models.report.compose.Composed` as the checks look at."""

    @property
    def problems(self) -> Sequence[ComposedProblem]: ...
    @property
    def fields(self) -> Sequence[PrintedField]: ...


Lacking = Callable[[str], Sequence[str]]
"""The characters of a text that the report's font has no glyph for."""


@dataclass(frozen=True)
class Context:
    """The month under check. `catalogue` and `book` are without the figures named in `broken`."""

    data: MonthData
    book: FigureBook
    broken: tuple[Figure, ...]
    composed: ComposedReport | None
    today: date | None
    outside: OutsideChanges | None = None
    lacking: Lacking | None = None

    @property
    def catalogue(self) -> Catalogue:
        return self.book.catalogue

    def amount(self, code: str) -> Decimal | None:
        """The amount, None also for a code that no sound figure has."""
        return self.book.amount(code) if code in self.catalogue.by_code else None

    def written(self, code: str, amount: Decimal) -> str:
        """An amount with the decimals of its figure."""
        return write_number(amount, self.catalogue.figure(code).decimals)


def make_context(
    data: MonthData,
    composed: ComposedReport | None,
    today: date | None,
    outside: OutsideChanges | None = None,
    lacking: Lacking | None = None,
) -> Context:
    """Compute the figures; those whose formula cannot be computed are set apart, so that one wrong
    formula does not keep the other rules from running."""
    book = FigureBook(data)
    broken: list[Figure] = []
    for figure in data.catalogue.figures:
        if figure.source == "computed":
            try:
                book.amount(figure.code)
            except UserError:
                broken.append(figure)
    if broken:
        sound = tuple(figure for figure in data.catalogue.figures if figure not in broken)
        book = FigureBook(replace(data, catalogue=replace(data.catalogue, figures=sound)))
    return Context(data, book, tuple(broken), composed, today, outside, lacking)
