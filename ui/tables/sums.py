"""Sums in words: the line under a grid, and how a computed cell came about. No Qt here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from models.catalogue import Figure
from models.entities import MonthData, Period
from models.figures import FigureBook
from models.formatting import write_number, write_share
from ui.i18n import label, t

BLANK = "…"
"""Stands for a number that has not been entered, inside a sum."""


@dataclass(frozen=True)
class SumLine:
    """Parts against their whole: the words, and whether they agree (None while some are blank)."""

    text: str
    agrees: bool | None


def sum_line(data: MonthData, book: FigureBook, code: str) -> SumLine | None:
    """ "259 + 106 + 30 = 395" for the whole that the figure is, or is a part of; None without one."""
    whole = _whole_of(data, book, code)
    if whole is None:
        return None
    parts = _parts(data, whole)
    amounts = [book.amount(part.code) for part in parts]
    total = book.amount(whole.code)
    known = [amount for amount in amounts if amount is not None]
    if total is None and not known:
        return None
    shown = [part for part, amount in zip(parts, amounts, strict=True) if amount is not None]
    left = " + ".join(_number(book, part.code) for part in shown)
    right = _number(book, whole.code)
    rest = None if total is None else total - sum(known, Decimal(0))
    if rest == 0:
        return SumLine(f"{left or 0} = {right}", True)
    if rest is None or not left:
        return SumLine(f"{left or BLANK} = {right}", None)
    if rest > 0 and not whole.parts_complete:
        words = t("{parts}, còn {rest} trong {total}", parts=left, rest=_write(rest, whole), total=right)
        return SumLine(words, None)
    incomplete = rest > 0 and len(known) < len(amounts)
    sign = f"{left} ≠ {right}"
    words = t("thiếu {n}", n=_write(rest, whole)) if rest > 0 else t("thừa {n}", n=_write(-rest, whole))
    return SumLine(f"{sign}, {words}", None if incomplete else False)


def explain(data: MonthData, book: FigureBook, subject: str, kind: str, last_month: bool = False) -> str:
    """How a cell got its number, for F1: a share, a comparison, a formula, a count or typed; `last_month`: in
    a row that shows last month's."""
    figure = data.catalogue.by_code.get(subject)
    if figure is None:
        return ""
    if kind == "share":
        return _explain_share(book, figure, book.period.previous if last_month else book.period)
    if last_month or kind == "previous":
        return t("Số của tháng trước của “{label}”.", label=label(figure.label))
    if kind == "cumulative":
        return t("Luỹ kế từ đầu năm của “{label}”.", label=label(figure.label))
    if kind == "same_period":
        return t("Số cùng kỳ năm trước của “{label}”.", label=label(figure.label))
    if figure.source == "computed":
        return explain_formula(book, figure)
    if figure.source == "meetings":
        return t("Đếm từ sổ cuộc họp: chỉ tính cuộc đã tổ chức. Enter mở sổ.")
    return t("Gõ số vào ô, Enter để ghi. Dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần lẻ: 3.521; 15,42.")


def explain_formula(book: FigureBook, figure: Figure) -> str:
    """ "1.039 − 175 − 305 = 559" for a computed figure."""

    def shown(match: re.Match[str]) -> str:
        return _number(book, match.group())

    sum_words = re.sub(r"[^\s+\-−]+", shown, figure.formula)
    sum_words = re.sub(r"\s*([+\-−])\s*", lambda m: " − " if m.group(1) in "-−" else " + ", sum_words)
    return f"{sum_words.strip()} = {_number(book, figure.code)}"


def _explain_share(book: FigureBook, figure: Figure, period: Period) -> str:
    share = book.share(figure.code, period)
    if share is None or not figure.share_of:
        return t("Tỷ lệ hiện ra khi có đủ cả hai số.")
    decimals = book.data.office.share_decimals
    part, whole = (_number(book, code, period) for code in (figure.code, figure.share_of))
    return f"{part} / {whole} = {write_share(share, decimals)}"


def _whole_of(data: MonthData, book: FigureBook, code: str) -> Figure | None:
    """The figure itself where its own parts are entered, else the one that it is a part of."""
    figure = data.catalogue.by_code.get(code)
    if figure is None:
        return None
    parts = data.catalogue.parts_of.get(figure.code, ())
    if parts and (not figure.parent or any(book.amount(part.code) is not None for part in parts)):
        return figure
    return data.catalogue.by_code.get(figure.parent) if figure.parent else None


def _parts(data: MonthData, whole: Figure) -> list[Figure]:
    """The parts in the whole's own row, where it has several; a whole may also be split over rows."""
    parts = data.catalogue.parts_of[whole.code]
    beside = [part for part in parts if part.row == whole.row]
    return beside if len(beside) > 1 else list(parts)


def _number(book: FigureBook, code: str, period: Period | None = None) -> str:
    figure = book.data.catalogue.by_code.get(code)
    amount = book.amount(code, period) if figure else None
    return BLANK if figure is None or amount is None else _write(amount, figure)


def _write(amount: Decimal, figure: Figure) -> str:
    return write_number(amount, figure.decimals)
