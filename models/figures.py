"""The figures of a month: totals, formulas, shares, cumulatives, comparisons. Pure, over `MonthData`.

A blank is not a zero: what cannot be known is None, and None spreads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from models.catalogue import CountRule, Figure, SheetColumn, SheetRow
from models.entities import Meeting, MonthData, Period, Window
from models.errors import UserError
from models.formatting import default_window, month_beside, write_number, write_share
from models.formulas import check_formula, parse_formula
from models.text import fold

CellState = Literal["typed", "carried", "counted", "computed", "blank", "unused"]


@dataclass(frozen=True)
class Cell:
    """What stands in one cell of a sheet: the amount (percent for shares), as text, and its state."""

    amount: Decimal | None
    text: str
    state: CellState
    figure: Figure | None = None
    """The figure shown or computed from; None in an unused cell."""


UNUSED: Final = Cell(None, "", "unused")


def count_meetings(meetings: Iterable[Meeting], rule: CountRule) -> int:
    """How many held meetings the rule counts; an empty tuple in it means any."""
    return count_tallied(tally_held(meetings), rule)


def tally_held(meetings: Iterable[Meeting]) -> Counter[tuple[str, str, str]]:
    """How many held meetings there are of each (kind, role, form), for many rules to count from."""
    return Counter((held.kind, held.role, held.form) for held in meetings if held.state == "held")


def count_tallied(tally: Mapping[tuple[str, str, str], int], rule: CountRule) -> int:
    """How many of those meetings the rule counts."""
    return sum(
        count
        for (kind, role, form), count in tally.items()
        if (not rule.kinds or kind in rule.kinds)
        and (not rule.roles or role in rule.roles)
        and (not rule.forms or form in rule.forms)
    )


def percent(part: Decimal, whole: Decimal, decimals: int) -> Decimal:
    """`part` of `whole` in percent, exact and then rounded half up (away from zero)."""
    units, rest = divmod(abs(part) * 100 * 10**decimals, abs(whole))
    if rest * 2 >= abs(whole):
        units += 1
    sign = -1 if (part < 0) != (whole < 0) else 1
    return Decimal(sign * units).scaleb(-decimals)


def balanced_percents(parts: Sequence[Decimal], whole: Decimal, decimals: int) -> list[Decimal]:
    """The shares of parts that make the whole, rounded by largest remainder so that they show 100."""
    scaled = [divmod(part * 100 * 10**decimals, whole) for part in parts]
    short = int(100 * 10**decimals - sum(units for units, _ in scaled))
    order = sorted(range(len(parts)), key=lambda i: (-scaled[i][1], -parts[i], i))
    raised = set(order[:short])
    return [(units + (i in raised)).scaleb(-decimals) for i, (units, _) in enumerate(scaled)]


class FigureBook:
    """Every figure of one month, computed once and kept. Make a new one when the data changes."""

    def __init__(self, data: MonthData) -> None:
        self.data = data
        self.catalogue = data.catalogue
        self.period = data.month.period
        self._amounts: dict[tuple[str, Period], Decimal | None] = {}
        self._shares: dict[tuple[str, Period], Decimal | None] = {}
        self._balanced: dict[tuple[str, Period], dict[str, Decimal]] = {}
        self._sound: set[str] = set()
        self._rows = {row.code: row for row in self.catalogue.rows}
        self._columns = {(column.sheet, column.code): column for column in self.catalogue.columns}

    # -- amounts

    def amount(self, code: str, period: Period | None = None) -> Decimal | None:
        """The figure's amount: typed, counted or computed; None when blank or unknown.

        UserError "figure.unknown" (code), "figure.cycle" (label, path), "formula.unreadable",
        "formula.unknown".
        """
        when = period or self.period
        if (code, when) not in self._amounts:
            self._work_out(code, when)
        return self._amounts[code, when]

    def _work_out(self, code: str, when: Period) -> None:
        """The figure, and before it all that its formula names; without recursion, however long the chain."""
        figure = self.catalogue.figure(code)
        if figure.source == "computed" and code not in self._sound:
            check_formula(self.catalogue, figure, self._sound)
        stack = [figure]
        while stack:
            current = stack[-1]
            if current.source == "computed":
                self._sound.add(current.code)
                named = (name for _, name in parse_formula(current.formula))
                waiting = [self.catalogue.figure(n) for n in named if (n, when) not in self._amounts]
                if waiting:
                    stack += waiting
                    continue
            self._amounts[current.code, when] = self._one(stack.pop(), when)

    def _one(self, figure: Figure, period: Period) -> Decimal | None:
        """One figure's amount, when those its formula names are known."""
        if figure.source == "computed":
            return self._computed(figure, period)
        if figure.source == "meetings" and period == self.period and self.data.meetings:
            return Decimal(count_meetings(self.data.meetings, figure.count or CountRule()))
        return self._stored(figure.code, period)

    def _stored(self, code: str, period: Period) -> Decimal | None:
        values = self.data.values if period == self.period else self.data.history.get(period, {})
        value = values.get(code)
        return value.amount if value is not None else None

    def _computed(self, figure: Figure, period: Period) -> Decimal | None:
        """The formula's sum. A blank optional figure is left out (the office does not use it); a blank
        required one makes the sum unknown."""
        total = Decimal(0)
        known = False
        for sign, code in parse_formula(figure.formula):
            amount = self.amount(code, period)
            if amount is not None:
                total += sign * amount
                known = True
            elif self.catalogue.figure(code).required:
                return None
        return total if known else None

    # -- comparisons

    def previous(self, code: str) -> Decimal | None:
        """Last month's amount."""
        return self.amount(code, self.period.previous)

    def same_period(self, code: str) -> Decimal | None:
        """The amount of the same month last year (cùng kỳ)."""
        return self.amount(code, self.period.same_last_year)

    def change(self, code: str) -> Decimal | None:
        """This month's amount less last month's."""
        now, before = self.amount(code), self.previous(code)
        return None if now is None or before is None else now - before

    def cumulative(self, code: str, period: Period | None = None) -> Decimal | None:
        """From January to the month: the typed cumulative where one is kept, else the sum of the months
        when every one of them is known."""
        when = period or self.period
        typed = self.catalogue.cumulative_for.get(code)
        if typed is not None:
            return self.amount(typed.code, when)
        if self.catalogue.figure(code).accumulation != "sum":
            return None
        total = Decimal(0)
        for month in range(1, when.month + 1):
            amount = self.amount(code, Period(when.year, month))
            if amount is None:
                return None
            total += amount
        return total

    def history(self, code: str, months: int = 12) -> list[tuple[Period, Decimal | None]]:
        """The last `months` months, this one included, oldest first."""
        periods = [self.period.shifted(-back) for back in range(months - 1, -1, -1)]
        return [(period, self.amount(code, period)) for period in periods]

    # -- wholes and parts

    def share(self, code: str, period: Period | None = None) -> Decimal | None:
        """The figure's share of its denominator in percent, rounded to the office's decimals.

        When the known parts of the denominator make it up, the rounding is adjusted by largest
        remainder so that the shown shares add up to 100 (an office setting).
        """
        when = period or self.period
        key = (code, when)
        if key not in self._shares:
            self._shares[key] = self._share(self.catalogue.figure(code), when)
        return self._shares[key]

    def _share(self, figure: Figure, period: Period) -> Decimal | None:
        amount = self.amount(figure.code, period)
        whole = self.amount(figure.share_of, period) if figure.share_of else None
        if amount is None or not whole:
            return None
        decimals = self.data.office.share_decimals
        if self.data.office.balance_shares and figure.parent == figure.share_of:
            balanced = self._balanced_shares(figure.share_of, whole, period)
            if figure.code in balanced:
                return balanced[figure.code]
        return percent(amount, whole, decimals)

    def _balanced_shares(self, code: str, whole: Decimal, period: Period) -> dict[str, Decimal]:
        """The shares of the parts that make up the whole, by code; empty when they do not."""
        if (code, period) not in self._balanced:
            known = self.known_parts(code, period)
            amounts = [part for _, part in known]
            shares: list[Decimal] = []
            if sum(amounts) == whole and min(amounts) >= 0:
                shares = balanced_percents(amounts, whole, self.data.office.share_decimals)
            codes = (part.code for part, _ in known)
            self._balanced[code, period] = dict(zip(codes, shares, strict=False))
        return self._balanced[code, period]

    def known_parts(self, whole: str, period: Period | None = None) -> list[tuple[Figure, Decimal]]:
        """The parts of a whole that are not blank, with their amounts, in the catalogue's order."""
        amounts = ((part, self.amount(part.code, period)) for part in self.catalogue.parts_of.get(whole, ()))
        return [(part, amount) for part, amount in amounts if amount is not None]

    def entered_parts(self, whole: str, period: Period | None = None) -> list[tuple[Figure, Decimal]]:
        """Like `known_parts`, without a part that is computed as what the others leave of the whole."""
        return [(part, amount) for part, amount in self.known_parts(whole, period) if not _takes(part, whole)]

    def has_remainder_part(self, whole: str) -> bool:
        """Whether one of the parts is computed as what the others leave ("văn bản khác")."""
        return any(_takes(part, whole) for part in self.catalogue.parts_of.get(whole, ()))

    def remainder(self, whole: str) -> Decimal | None:
        """What the whole's entered parts leave of it; None when the whole or every part is blank."""
        total, parts = self.amount(whole), self.entered_parts(whole)
        if total is None or not parts:
            return None
        return total - sum(amount for _, amount in parts)

    def missing(self) -> tuple[str, ...]:
        """The codes that are required and blank, in the catalogue's order; computed ones cannot be typed."""
        return tuple(
            figure.code
            for figure in self.catalogue.figures
            if figure.required and figure.source != "computed" and self.amount(figure.code) is None
        )

    # -- sheets

    def cell(self, sheet: str, row: str, column: str) -> Cell:
        """The cell as a sheet shows it. Codes that meet in no figure give an unused cell; a formula that
        cannot be computed gives an empty computed one (a finding names it)."""
        shown, line = self._columns.get((sheet, column)), self._rows.get(row)
        if shown is None or line is None:
            return UNUSED
        source_row = self._rows.get(line.previous_of, line)
        if source_row is not line and source_row.window == "cumulative" and self.period.month == 1:
            # The year has just begun: before January there is nothing to go on from.
            return UNUSED
        source_column = column if shown.kind == "value" else shown.of
        figure = self.catalogue.by_cell.get((source_row.sheet, source_row.code, source_column))
        if figure is None:
            return UNUSED
        try:
            if shown.kind == "value" and source_row is line:
                return self._value_cell(figure)
            period = self.period if source_row is line else self.period.previous
            return self._computed_cell(figure, shown, period)
        except UserError:
            return Cell(None, "", "computed", figure)

    def _value_cell(self, figure: Figure) -> Cell:
        amount = self.amount(figure.code)
        text = "" if amount is None else write_number(amount, figure.decimals)
        if figure.source == "computed":
            return Cell(amount, text, "computed", figure)
        if amount is None:
            return Cell(None, "", "blank", figure)
        value = self.data.values.get(figure.code)
        if figure.source == "meetings" and self.data.meetings:
            return Cell(amount, text, "counted", figure)
        return Cell(amount, text, value.state if value is not None else "typed", figure)

    def _computed_cell(self, figure: Figure, column: SheetColumn, period: Period) -> Cell:
        match column.kind:
            case "share":
                if not figure.share_of:
                    return UNUSED
                share = self.share(figure.code, period)
                text = "" if share is None else write_share(share, self.data.office.share_decimals)
                return Cell(share, text, "computed", figure)
            case "cumulative":
                if figure.accumulation != "sum" and figure.code not in self.catalogue.cumulative_for:
                    return UNUSED
                amount = self.cumulative(figure.code, period)
            case "previous":
                amount = self.amount(figure.code, period.previous)
            case "same_period":
                amount = self.amount(figure.code, period.same_last_year)
            case "value":
                amount = self.amount(figure.code, period)
        text = "" if amount is None else write_number(amount, figure.decimals)
        return Cell(amount, text, "computed", figure)

    def row_label(self, row: SheetRow, period: Period | None = None) -> str:
        """See the function `row_label`; this month's unless told."""
        return row_label(row, period or self.period)

    def row_window(self, row: SheetRow) -> Window | None:
        """The days the row speaks of; None for a row without a window, or an own one not typed yet."""
        if row.previous_of:
            return self._window_before(row)
        match row.window:
            case "month":
                return self.data.month.window
            case "cumulative":
                start = default_window(Period(self.period.year, 1), self.data.office.window_start_day).start
                return Window(start, self.data.month.window.end)
            case "own":
                return self.data.windows.get(row.code)
        return None

    def _window_before(self, row: SheetRow) -> Window | None:
        """The window that the shown row had a month before."""
        base = self._rows.get(row.previous_of)
        if base is None or base.window == "none":
            return None
        if base.window == "cumulative" and self.period.month == 1:
            return None
        before, start_day = self.period.previous, self.data.office.window_start_day
        if base.window == "own":
            return self.data.previous.windows.get(base.code) if self.data.previous else None
        window = default_window(before, start_day)
        if base.window == "cumulative":
            return Window(default_window(Period(before.year, 1), start_day).start, window.end)
        return window


def _takes(part: Figure, whole: str) -> bool:
    """Whether the part is computed from its whole: the remainder, "khác"."""
    return part.source == "computed" and any(code == whole for _, code in parse_formula(part.formula))


def row_label(row: SheetRow, period: Period) -> str:
    """The row's label with {tháng}, {tháng trước} (in January with its year), {luỹ kế}, {năm} put in; other
    braces stay."""
    return re.sub(r"\{([^{}]*)\}", lambda match: _label_word(match, period), row.label)


def _label_word(match: re.Match[str], period: Period) -> str:
    match " ".join(fold(match[1]).replace("_", " ").split()):
        case "thang":
            return str(period.month)
        case "thang truoc":
            return month_beside(period.previous, period)
        case "nam":
            return str(period.year)
        case "luy ke":
            if period.month == 1:
                return "tháng 1"
            return f"năm {period.year}" if period.month == 12 else f"{period.month} tháng"
    return match[0]
