"""A page of figures: the grid, its legend and sum, and the inspector of the cell in hand."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from models.changes import ChangeSet
from models.checks.finding import Finding
from models.entities import MonthData, Period, Place
from models.formatting import month_beside
from ui import messages
from ui.completeness import sheet_progress
from ui.controller import Controller
from ui.i18n import label, t
from ui.pages.catalogue import CatalogueMenu
from ui.refused_numbers import Refused
from ui.tables.grid_data import Grid, build_grid, cell_name, worst_by_figure, wrong_cell
from ui.tables.repairs import apply_repair
from ui.tables.sheet_view import SheetView
from ui.tables.sums import explain, sum_line
from ui.widgets_sheet.cell_words import (
    Message,
    cell_keys,
    message_of,
    note_keys,
    printed_place,
    printed_words,
    refused_words,
)
from ui.widgets_sheet.entry import Entry
from ui.widgets_sheet.facts import facts_of, number_of
from ui.widgets_sheet.inspector import Inspector
from ui.widgets_sheet.legend import Legend
from ui.widgets_sheet.month_state import MonthPage
from ui.widgets_sheet.row_days import RowDays


class SheetPage(MonthPage):
    """One sheet of the catalogue in the month shown."""

    def __init__(self, controller: Controller, sheet_code: str, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.sheet = sheet_code
        self.setObjectName(f"page_sheet_{sheet_code}")
        self.entry = Entry(controller, sheet_code)
        self._grid = Grid(sheet_code, "")
        self._open_finding: Finding | None = None
        self._shown: Period | None = None
        self._built_from: tuple[MonthData, tuple[Finding, ...]] | None = None
        self.view = SheetView(self._accept, self)
        self.legend = Legend(self)
        self.inspector = Inspector(self)
        self.days = RowDays(controller, self.view)
        self.content.addWidget(self.view, 1000)
        self.content.addWidget(self.legend)
        self.content.addStretch(1)
        self.footer.addWidget(self.inspector)
        self._copy = self.add_button("")
        self._copy.setObjectName("copy_previous")
        self._copy.clicked.connect(self._copy_all)
        self._catalogue = CatalogueMenu(controller, self, sheet_code)
        self._show_all = self.add_menu_action(t("Hiện mọi cột"))
        self._show_all.setCheckable(True)
        self._show_all.toggled.connect(self._toggle_columns)
        self._catalogue.fill(self.add_menu_action, self._figure_in_hand)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.cell_changed.connect(self._cell_changed)
        view.said.connect(self.legend.say)
        view.copy_previous.connect(self._take_previous)
        view.confirm.connect(self._confirm)
        view.clear_cells.connect(self._clear)
        view.note_wanted.connect(self.inspector.open_note)
        view.register_wanted.connect(self._open_register)
        view.window_wanted.connect(self.days.edit)
        self.days.said.connect(self.legend.say)
        view.editing_changed.connect(self._editing_changed)
        view.reason.repair.connect(self._repair)
        view.repair_wanted.connect(self._repair_in_hand)
        view.gave_up.connect(self._give_up)
        view.columns_changed.connect(self._show_legend)
        self.inspector.note.agencies = lambda: self.controller.session.office().agencies
        self.inspector.note.left.connect(self._store_note)
        self.inspector.note.leave.connect(view.setFocus)
        self.inspector.note.refused_paste.connect(self._note_too_long)
        self.inspector.printed_at.connect(self._go_printed)
        self.controller.recomposed.connect(self._recomposed)
        self.controller.retry.connect(self._retry)
        self.controller.replayed.connect(self._replayed)

    # ------------------------------------------------------------ what the window asks

    def title(self) -> str:
        sheets = {sheet.code: sheet.label for sheet in self.controller.data().catalogue.sheets}
        return label(sheets.get(self.sheet, self.sheet))

    def state_line(self) -> str:
        progress = sheet_progress(self.controller.data(), self.controller.book(), self.sheet)
        done, every = progress.counted
        return self.with_month(t("{done}/{all} số liệu", done=done, all=every))

    def refresh(self, change: ChangeSet | None) -> None:
        period = self.controller.period
        self._copy.set_label(t("Chép từ tháng {n}", n=month_beside(period.previous, period)))
        self._copy.setVisible(period.previous in self.controller.data().history)
        if change is None:
            self.view.grid_model.set_refused(self.entry.refused())
            if self.entry.waiting():
                self.controller.retry_soon()
        self._show_grid()
        if period != self._shown:
            self._shown = period
            self.view.take_first()

    def show_place(self, place: Place) -> bool:
        if place.kind == "figure":
            return self.view.take_figure(place.code)
        if place.kind == "row" and place.code in [row.code for row in self._grid.rows]:
            self.view.take_codes(place.code, "")
            self.view.setFocus()
            return True
        if place.kind == "sheet" and place.code == self.sheet:
            self.view.setFocus()
            return True
        return False

    def status_keys(self) -> list[tuple[str, str]]:
        if self.inspector.note.hasFocus():
            return note_keys()
        row = self.view.currentIndex().row()
        own_days = 0 <= row < len(self._grid.rows) and self._grid.rows[row].own_window
        return cell_keys(self.view.cell_in_hand(), self.view.editing, own_days)

    def explain(self) -> str:
        cell = self.view.cell_in_hand()
        index = self.view.currentIndex()
        if cell is None or cell.subject is None:
            return t("Nhóm này không dùng cột này.")
        grid = self.view.grid_model.grid
        column, row = grid.columns[index.column()], grid.rows[index.row()]
        return explain(self.controller.data(), self.controller.book(), cell.subject, column.kind, row.derived)

    def back(self) -> bool:
        if self.legend.said():
            self.legend.say("")
            return True
        return False

    def focus_first(self) -> None:
        self.view.setFocus()

    def finish_entry(self) -> bool:
        self.inspector.note.finish()
        self.view.finish_entry()
        return True  # a refused text stays in its cell, in red, wherever the clerk goes

    def low_changed(self) -> None:
        self.view.set_low(self.low)
        self.inspector.set_low(self.low)
        self.legend.setVisible(not self.low)
        self._fit_height()

    # ------------------------------------------------------------ showing

    def _show_grid(self) -> None:
        data, book = self.controller.data(), self.controller.book()
        findings = self.controller.findings()
        self._grid = build_grid(data, book, findings, self.sheet)
        self._built_from = (data, findings)
        self.view.show_grid(self._grid)
        self._show_legend()
        if self.view.currentIndex().row() < 0 and self._grid.rows:
            self.view.take(0, 0)

    def _show_legend(self) -> None:
        month = self.controller.period.month
        self.legend.show_grid(self.view.grid_model.grid, month, self.view.dropped_columns())

    def _fit_height(self) -> None:
        legend = self.legend.height() if self.legend.isVisibleTo(self) else 0
        room = self.height() - self.header.height() - legend - self.inspector.height()
        self.view.setMaximumHeight(self.view.height_within(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The grid's scroll bar stands in the padding: its columns end where the page's content does.
        margins = self.content.contentsMargins()
        margins.setRight(margins.right() - self.view.bar_room)
        self.content.setContentsMargins(margins)
        self.legend.setContentsMargins(0, 0, self.view.bar_room, 0)
        self._fit_height()

    def _recomposed(self) -> None:
        # After a write the grid was built already, from these very findings; typing elsewhere brings others.
        if self.isVisible() and not self._is_fresh():
            self._show_grid()

    def _is_fresh(self) -> bool:
        if self._built_from is None:
            return False
        data, findings = self._built_from
        return data is self.controller.data() and findings is self.controller.findings()

    def _replayed(self, change: ChangeSet) -> None:
        """Undo and redo show the cell that they changed."""
        month = self.controller.period.key
        cells = (row.key for row in change.changes if row.table in ("value", "note"))
        if self.isVisible():
            any(key["period"] == month and self.view.take_figure(key["figure"]) for key in cells)

    def _toggle_columns(self, on: bool) -> None:
        self.view.set_show_all(on)
        self._show_grid()

    def _figure_in_hand(self) -> str | None:
        cell = self.view.cell_in_hand()
        return cell.subject if cell else None

    def _cell_changed(self) -> None:
        """Inspector, sum, reason row and preview follow the cell in hand."""
        index, cell = self.view.currentIndex(), self.view.cell_in_hand()
        grid, period = self.view.grid_model.grid, self.controller.period
        code = cell.subject if cell else None
        if code != self.inspector.shown_code():
            self.inspector.note.finish()
        self._show_reason()
        data, book = self.controller.data(), self.controller.book()
        name, facts = "", None
        if cell is not None:
            name = cell_name(grid, index.row(), index.column())
            number = number_of(grid, index.row(), index.column(), period)
            facts = facts_of(data, book, number) if number else None
            if number and number.stored and data.catalogue.figure(number.code).source == "meetings":
                name = t("{cell}: đếm từ cuộc họp", cell=name)
        this_month = cell is not None and not grid.rows[index.row()].derived
        where = printed_words(self.controller, code if this_month else None)
        self.inspector.show_facts(name, facts, self._message(), where, self.explain())
        if facts is not None and facts.takes_note and self.controller.has_month():
            history = self.controller.session.cell_history(period, facts.code)
            self.inspector.show_history(history, facts.decimals)
        self.legend.show_sum(sum_line(data, book, code) if code and this_month else None)
        self.keys_changed.emit()
        if code and self.isVisible():
            self.controller.show_caret(Place("figure", code))

    def _editing_changed(self) -> None:
        if self.view.editing:
            self.legend.say("")
        self.keys_changed.emit()

    def _worst_in_hand(self) -> Finding | None:
        """The finding on the cell in hand, or on its row's days."""
        cell = self.view.cell_in_hand()
        worst = self._worst().get((cell.figure if cell else None) or "")
        index = self.view.currentIndex()
        if 0 <= index.row() < len(self._grid.rows) and (worst is None or worst.severity == "hint"):
            return self._grid.rows[index.row()].window_finding or worst
        return worst

    def _worst(self) -> dict[str, Finding]:
        return worst_by_figure(self.controller.findings(), self.controller.data())

    def _message(self) -> Message:
        """The finding in hand, unless the reason row says it already."""
        worst = self._worst_in_hand()
        if worst is None or worst == self._open_finding or worst.code == "entry.refused":
            return Message()
        return message_of(worst)

    def _go_printed(self) -> None:
        place = printed_place(self.controller, self._figure_in_hand())
        if place is not None:
            self.controller.go(place)

    # ------------------------------------------------------------ the reason row

    def _show_reason(self) -> None:
        model, index = self.view.grid_model, self.view.currentIndex()
        self._open_finding = None
        here = model.refused_at(index.row(), index.column()) if index.isValid() else None
        in_hand = self.view.cell_in_hand()
        code = in_hand.figure if here and in_hand else next(iter(model.refused), None)
        found = model.grid.find(code) if code else None
        if code and found:
            words, repair = refused_words(self.controller, code, model.refused[code])
            self.view.open_reason(found[0], words, repair, "Esc" if here else "")
        else:
            self._show_finding_row(index.row())
        self._fit_height()

    def _show_finding_row(self, row: int) -> None:
        """An error on a number: that in hand, one of its row, or the first; the same words as in Kiểm tra."""
        cell = self.view.cell_in_hand()
        code = wrong_cell(self.view.grid_model.grid, cell.figure if cell else None, row)
        found, finding = self.view.grid_model.grid.find(code or ""), self._worst().get(code or "")
        if found is None or finding is None:
            self.view.open_reason(-1, "", "", "")
            return
        self._open_finding = finding
        here = finding.repair.action == "go" and cell is not None and cell.figure == code
        repair = "" if here else messages.repair_label(finding.repair)
        self.view.open_reason(found[0], messages.finding_sentence(finding), repair, "Alt+Enter")

    def _repair_in_hand(self) -> None:
        """Alt+Enter: the reason row's repair, or that of the finding in hand."""
        finding = self._worst_in_hand()
        if self.view.grid_model.refused or self._open_finding is not None:
            self._repair()
        elif finding is not None:
            apply_repair(self.controller, finding)

    def _repair(self) -> None:
        """The link of the reason row."""
        if self._open_finding is not None:
            apply_repair(self.controller, self._open_finding)
            return
        index, model = self.view.currentIndex(), self.view.grid_model
        here = model.refused_at(index.row(), index.column()) if index.isValid() else None
        code = next((c for c, r in model.refused.items() if r is here), next(iter(model.refused), None))
        if code is not None:
            self.entry.forget(code)
            model.forget(code)
            self.view.take_figure(code)
            self._cell_changed()

    # ------------------------------------------------------------ writing

    def _accept(self, code: str, text: str) -> Refused | None:
        self.legend.say("")
        return self.entry.accept(code, text)

    def _retry(self) -> None:
        """What a full or held disk refused is tried again, but not under the clerk's fingers."""
        if self.view.editing and self.entry.waiting():
            self.controller.retry_soon()
        elif stored := self.entry.retry():
            self._forget_refused(stored)
            self.controller.told.emit(t("Đã ghi được số còn chờ ({n}).", n=len(stored)), "")

    def _take_previous(self, code: str) -> None:
        self.legend.say(self.entry.take_previous(code))
        self._forget_refused([code])

    def _clear(self, codes: list[str]) -> None:
        self.legend.say(self.entry.clear(codes))
        self._forget_refused(codes)

    def _confirm(self, codes: list[str]) -> None:
        one = len(self.entry.carried(codes)) == 1
        self.legend.say(self.entry.confirm(codes))
        if one:
            self.view.go("right")

    def _copy_all(self) -> None:
        self.legend.say(self.entry.copy_sheet(self.sheet))
        self.view.setFocus()

    def _forget_refused(self, codes: list[str]) -> None:
        """The grid lets go of texts that were given up."""
        gone = [code for code in codes if code not in self.entry.refused()]
        if any([self.view.grid_model.forget(code) for code in gone]):
            self._cell_changed()

    def _give_up(self) -> None:
        """Esc on a refused text."""
        code = self._figure_in_hand()
        if code is not None:
            self.entry.forget(code)

    def _store_note(self, text: str) -> None:
        code = self.inspector.shown_code()
        if code is None:
            return
        refused = self.entry.store_note(code, text)
        self.legend.say(refused)
        if refused:
            self.inspector.note.set_wrong(True)
        else:
            self.inspector.note.stored()

    def _note_too_long(self, length: int) -> None:
        self.legend.say(t("Chưa dán: {n} ký tự là quá dài cho một ghi chú. Ghi chú giữ nguyên.", n=length))

    # ------------------------------------------------------------ other places

    def _open_register(self, code: str) -> None:
        """The meetings behind a counted number: filtered by kind where the figure counts one kind."""
        rule = self.controller.data().catalogue.by_code[code].count
        kind = rule.kinds[0] if rule is not None and len(rule.kinds) == 1 else ""
        self.controller.go(Place("meeting", kind))

    def sizeHint(self) -> QSize:
        return QSize(748, 600)
