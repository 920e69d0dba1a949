"""What the inspector says of the cell in hand, as plain data. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from models.catalogue import Figure, may_be_negative
from models.entities import MonthData, Period
from models.figures import FigureBook
from models.formatting import write_number, write_share
from ui.i18n import t
from ui.tables.grid_data import Grid

MINUS = "−"


@dataclass(frozen=True)
class Comparison:
    """One line: "Tháng trước", "79", "+27"."""

    label: str
    value: str
    change: str = ""


@dataclass(frozen=True)
class Number:
    """The number that a cell shows: a figure's amount, share or cumulative, of one month."""

    code: str
    kind: Literal["value", "share", "cumulative"]
    period: Period
    stored: bool
    """Whether the cell keeps the number; else it only derives from others."""


def number_of(grid: Grid, row: int, column: int, period: Period) -> Number | None:
    """What a cell of the month's grid shows; None for one that is not used."""
    cell, kind = grid.cells[row][column], grid.columns[column].kind
    if cell.subject is None:
        return None
    shown = period.previous if grid.rows[row].derived else period
    if kind == "previous":
        return Number(cell.subject, "value", shown.previous, False)
    if kind == "same_period":
        return Number(cell.subject, "value", shown.same_last_year, False)
    return Number(cell.subject, kind, shown, cell.figure is not None)


@dataclass(frozen=True)
class Facts:
    """Everything about one number that is shown below the grid."""

    code: str
    value: str
    """As in the cell; "" for a blank."""
    beside: str
    """ "26,8% của 395", the unit, or the state in words."""
    comparisons: tuple[Comparison, ...]
    history: tuple[tuple[Period, Decimal | None], ...]
    decimals: int
    note: str
    takes_note: bool
    """Whether a note can be kept, and the cell has a history: not where the number derives from others."""


def facts_of(data: MonthData, book: FigureBook, number: Number) -> Facts | None:
    """The facts of a number; None when the catalogue does not hold its figure."""
    figure = data.catalogue.by_code.get(number.code)
    if figure is None:
        return None
    share, stored = number.kind == "share", number.stored and figure.source != "computed"
    return Facts(
        code=figure.code,
        value=_written(book, figure, number),
        beside=_beside(book, figure, number),
        comparisons=_comparisons(book, figure, number),
        history=tuple(
            (period, _amount(book, number, period))
            for period in (number.period.shifted(-back) for back in range(11, -1, -1))
        ),
        decimals=data.office.share_decimals if share else figure.decimals,
        note=data.notes.get(figure.code, "") if stored else "",
        takes_note=stored,
    )


def _amount(book: FigureBook, number: Number, period: Period) -> Decimal | None:
    """The same number of another month."""
    if number.kind == "share":
        return book.share(number.code, period)
    if number.kind == "cumulative":
        return book.cumulative(number.code, period)
    return book.amount(number.code, period)


def _written(book: FigureBook, figure: Figure, number: Number, period: Period | None = None) -> str:
    amount = _amount(book, number, period or number.period)
    if amount is not None and number.kind == "share":
        return write_share(amount, book.data.office.share_decimals)
    return _write(amount, figure)


def _beside(book: FigureBook, figure: Figure, number: Number) -> str:
    share = book.share(figure.code, number.period) if figure.share_of else None
    if share is not None and number.kind != "cumulative":
        whole = book.data.catalogue.by_code[figure.share_of]
        total = _write(book.amount(whole.code, number.period), whole)
        if number.kind == "share":
            return f"{_write(book.amount(figure.code, number.period), figure)} / {total}"
        words = write_share(share, book.data.office.share_decimals)
        return t("{share} của {whole}", share=words, whole=total)
    if _amount(book, number, number.period) is None:
        return t("chưa nhập") if number.stored else t("chưa có số")
    if number.kind == "share":
        return ""
    if figure.unit.endswith("%"):
        # The unit says what the column is for the grammar ("tăng, %"); beside a number it reads otherwise.
        return t("% so với cùng kỳ") if may_be_negative(figure) else "%"
    return figure.unit


def _comparisons(book: FigureBook, figure: Figure, number: Number) -> tuple[Comparison, ...]:
    before, last_year = number.period.previous, number.period.same_last_year
    lines = [
        _compared(book, figure, number, t("Tháng trước"), before),
        _compared(book, figure, number, t("Cùng kỳ, {month}", month=slash(last_year)), last_year),
    ]
    month = number.period.month
    kept = figure.accumulation == "sum" or figure.code in book.catalogue.cumulative_for
    if number.kind == "value" and kept and month > 1:
        total = _write(book.cumulative(figure.code, number.period), figure)
        label = t("Luỹ kế {n} tháng", n=month) if month < 12 else t("Luỹ kế cả năm")
        lines.append(Comparison(label, total or "–", _sum_words(book, figure, number.period)))
    return tuple(lines)


def _compared(book: FigureBook, figure: Figure, number: Number, label: str, than: Period) -> Comparison:
    now, before = _amount(book, number, number.period), _amount(book, number, than)
    if before is None:
        return Comparison(label, "–")
    decimals = book.data.office.share_decimals if number.kind == "share" else figure.decimals
    change = "" if now is None else signed(now - before, decimals)
    if change and number.kind == "share":
        change = t("{change} điểm", change=change)
    return Comparison(label, _written(book, figure, number, than), change)


def _sum_words(book: FigureBook, figure: Figure, period: Period) -> str:
    """ "496 + 106": the earlier cumulative and the month, when they make the total; else "≠ ..."."""
    total, now = book.cumulative(figure.code, period), book.amount(figure.code, period)
    before = book.cumulative(figure.code, period.previous)
    if before is None or now is None or total is None:
        return ""
    words = f"{_write(before, figure)} + {_write(now, figure)}"
    return words if before + now == total else f"≠ {words}"


def slash(period: Period) -> str:
    """ "8/2022", where no room is for the word "tháng"."""
    return f"{period.month}/{period.year}"


def signed(amount: Decimal, decimals: int) -> str:
    """A difference with its sign: "+27", "−5,5", "0"."""
    if amount == 0:
        return "0"
    return ("+" if amount > 0 else MINUS) + write_number(abs(amount), decimals)


def _write(amount: Decimal | None, figure: Figure) -> str:
    return "" if amount is None else write_number(amount, figure.decimals)


def high_or_low(history: Sequence[tuple[Period, Decimal | None]]) -> str:
    """ "Cao nhất trong 12 tháng" where the last month is; "" otherwise."""
    known = [amount for _, amount in history if amount is not None]
    if len(known) < 3 or not history or history[-1][1] is None:
        return ""
    last, others = known[-1], known[:-1]
    if last > max(others):
        return t("Cao nhất trong {n} tháng", n=len(known))
    if last < min(others):
        return t("Thấp nhất trong {n} tháng", n=len(known))
    return ""


def section_number(texts: Sequence[str], paragraph: int) -> str:
    """The number of the nearest heading above a narrative paragraph: "3.2"; "" when none has one, and in an
    appendix, whose numbers are its own."""
    for text in reversed(texts[: paragraph + 1]):
        if text.startswith("### "):
            return ""
        found = re.match(r"#*\s*\*{0,2}(\d+(?:\.\d+)*)[.\s]", text)
        if found:
            return found.group(1)
    return ""
