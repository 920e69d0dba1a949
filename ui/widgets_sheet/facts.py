"""What the inspector says of the cell in hand, as plain data. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.catalogue import Figure
from models.checks.finding import Finding
from models.entities import MonthData, Period
from models.figures import FigureBook
from models.formatting import write_number, write_share
from ui.i18n import t

MINUS = "−"


@dataclass(frozen=True)
class Comparison:
    """One line: "Tháng trước", "79", "+27"."""

    label: str
    value: str
    change: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything about one figure in one month that is shown below the grid."""

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
    """Whether a note can be kept: not for numbers that only derive from others."""
    lacks_cause: bool
    findings: tuple[Finding, ...]


def facts_of(data: MonthData, book: FigureBook, findings: Sequence[Finding], code: str) -> Facts | None:
    """The facts of a figure; None when the catalogue does not hold it."""
    figure = data.catalogue.by_code.get(code)
    if figure is None:
        return None
    amount = book.amount(code)
    own = tuple(f for f in findings if f.place.kind == "figure" and f.place.code == code)
    note = data.notes.get(code, "")
    return Facts(
        code=code,
        value=_write(amount, figure),
        beside=_beside(book, figure),
        comparisons=_comparisons(book, figure, amount),
        history=tuple(book.history(code)),
        decimals=figure.decimals,
        note=note,
        takes_note=figure.source != "computed",
        lacks_cause=bool(figure.needs_cause and amount and amount > 0 and not note.strip()),
        findings=own,
    )


def _beside(book: FigureBook, figure: Figure) -> str:
    share = book.share(figure.code) if figure.share_of else None
    if share is not None:
        whole = book.data.catalogue.by_code[figure.share_of]
        words = write_share(share, book.data.office.share_decimals)
        return t("{share} của {whole}", share=words, whole=_write(book.amount(whole.code), whole))
    if book.amount(figure.code) is None:
        return t("chưa nhập")
    if figure.unit.endswith("%"):
        # The unit says what the column is for the grammar ("tăng, %"); beside a number it reads otherwise.
        return t("% so với cùng kỳ") if figure.unit.startswith("tăng") else "%"
    return figure.unit


def _comparisons(book: FigureBook, figure: Figure, amount: Decimal | None) -> tuple[Comparison, ...]:
    period = book.period
    lines = [
        _compared(t("Tháng trước"), book.previous(figure.code), amount, figure),
        _compared(
            t("Cùng kỳ, {month}", month=slash(period.same_last_year)),
            book.same_period(figure.code),
            amount,
            figure,
        ),
    ]
    total = book.cumulative(figure.code)
    kept = figure.accumulation == "sum" or figure.code in book.catalogue.cumulative_for
    if kept and period.month > 1:
        label = t("Luỹ kế {n} tháng", n=period.month) if period.month < 12 else t("Luỹ kế cả năm")
        lines.append(Comparison(label, _write(total, figure) or "–", _sum_words(book, figure, total, amount)))
    return tuple(lines)


def _compared(label: str, before: Decimal | None, now: Decimal | None, figure: Figure) -> Comparison:
    if before is None:
        return Comparison(label, "–")
    return Comparison(
        label, _write(before, figure), "" if now is None else signed(now - before, figure.decimals)
    )


def _sum_words(book: FigureBook, figure: Figure, total: Decimal | None, now: Decimal | None) -> str:
    """ "496 + 106": last month's cumulative and this month, when they make the total; else "≠ ..."."""
    before = book.cumulative(figure.code, book.period.previous)
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
