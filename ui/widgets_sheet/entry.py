"""What the clerk does to the numbers of a sheet: each step is stored at once, or answered with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.catalogue import Figure, may_be_negative
from models.errors import AppError, UserError
from models.formatting import month_beside, read_number
from ui import messages
from ui.controller import Controller, passing
from ui.i18n import t
from ui.refused_numbers import Refused


class Entry:
    """Writes through the controller. Methods that answer with words give "" when there is nothing to say."""

    def __init__(self, controller: Controller, sheet: str) -> None:
        self.controller = controller
        self._sheet = sheet

    def refused(self) -> Mapping[str, Refused]:
        """The texts that this sheet did not accept in the month shown; they stay while the program runs."""
        figures = self.controller.data().catalogue.by_code
        kept = self.controller.refused.of(self.controller.period)
        return {c: held for c, held in kept.items() if c in figures and figures[c].sheet == self._sheet}

    def accept(self, code: str, text: str) -> Refused | None:
        """Reads and stores a typed number; what cannot be stored is kept and comes back with its reason."""
        error = self._store(self.controller.data().catalogue.by_code[code], text)
        if error is None:
            self.forget(code)
            return None
        refused = Refused(text, error)
        self.controller.refused.keep(self.controller.period, code, refused)
        return refused

    def waiting(self) -> list[str]:
        """The cells of the month shown whose number the disk refused."""
        return [code for code, refused in self.refused().items() if passing(refused.error)]

    def retry(self) -> list[str]:
        """Stores again what the disk refused; the codes of what is stored now."""
        stored = []
        for code in self.waiting():
            if self.accept(code, self.refused()[code].text) is not None:
                break
            stored.append(code)
        return stored

    def forget(self, code: str) -> None:
        self.controller.refused.forget(self.controller.period, code)

    def _store(self, figure: Figure, text: str) -> AppError | None:
        session, period = self.controller.session, self.controller.period
        try:
            amount = read_number(text, figure.decimals, allow_negative=may_be_negative(figure))
        except UserError as error:
            return error
        held = self.controller.data().values.get(figure.code)
        if held is not None and held.state == "carried" and held.amount == amount:
            return self.controller.attempt(lambda: session.confirm_value(period, figure.code))
        return self.controller.attempt(lambda: session.set_value(period, figure.code, amount))

    def take_previous(self, code: str) -> str:
        """Last month's number into one cell."""
        before = self.controller.book().previous(code)
        session, period = self.controller.session, self.controller.period
        if before is None:
            return t("Tháng {n} không có số ở ô này.", n=month_beside(period.previous, period))
        error = self.controller.attempt(lambda: session.set_value(period, code, before))
        if error is None:
            self.forget(code)
        return _words(error)

    def clear(self, codes: list[str]) -> str:
        """Blanks the cells, as one step."""
        session, period = self.controller.session, self.controller.period
        for code in codes:
            self.forget(code)
        held = [code for code in codes if code in self.controller.data().values]
        blanks: dict[str, Decimal | None] = dict.fromkeys(held)
        if not held:
            return ""
        if len(held) == 1:
            return _words(self.controller.attempt(lambda: session.set_value(period, held[0], None)))
        return _words(self.controller.attempt(lambda: session.set_values(period, blanks)))

    def carried(self, codes: list[str]) -> list[str]:
        """Those that still wait to be confirmed."""
        values = self.controller.data().values
        return [code for code in codes if code in values and values[code].state == "carried"]

    def confirm(self, codes: list[str]) -> str:
        """Last month's numbers are right for this month too."""
        carried = self.carried(codes)
        if not carried:
            return t("Chỉ số mang sang từ tháng trước mới cần xác nhận.")
        said = ""
        for code in carried:
            said = self._confirm(code) or said
        return said

    def _confirm(self, code: str) -> str:
        session, period = self.controller.session, self.controller.period
        return _words(self.controller.attempt(lambda: session.confirm_value(period, code)))

    def copy_sheet(self, sheet: str) -> str:
        """Last month's numbers into the sheet's blank cells, in one step that Ctrl+Z takes back; each waits
        to be confirmed."""
        data, book = self.controller.data(), self.controller.book()
        session, period = self.controller.session, self.controller.period
        # A typed cumulative is another number every month.
        figures = [f for f in data.catalogue.figures_of(sheet) if f.source == "typed" and not f.cumulative_of]
        blank = (figure.code for figure in figures if book.amount(figure.code) is None)
        known = [code for code in blank if book.previous(code) is not None]
        if not known:
            return t("Không còn ô trống nào mà tháng {n} có số.", n=month_beside(period.previous, period))
        error = self.controller.attempt(lambda: session.carry_values(period, known))
        if error is not None:
            return _words(error)
        return t(
            "Đã chép {n} số từ tháng {m} vào ô trống; Space xác nhận từng số.",
            n=len(known),
            m=month_beside(period.previous, period),
        )

    def store_note(self, code: str, text: str) -> str:
        session, period = self.controller.session, self.controller.period
        return _words(self.controller.attempt(lambda: session.set_note(period, code, text)))


def _words(error: AppError | None) -> str:
    return messages.sentence(error) if error is not None else ""
