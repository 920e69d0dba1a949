"""The field in a cell of the grid. It stores nothing: it asks its page to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ui.i18n import t
from ui.refused_numbers import Refused
from ui.tables import look
from ui.tables.cell_editor import CellEditor
from ui.tables.grid_data import GridCell
from ui.tables.grid_frame import GridFrame
from ui.tables.moves import Move

_AROUND = 2 * (2 + 6 + 2) + 1
"""What the field has besides its words: ring, padding, Qt's own margin, the caret."""

Accept = Callable[[str, str], Refused | None]
"""Given a figure's code and a text, stores it, or says why not."""


class GridEntry(GridFrame):
    """Shows a grid and lets numbers be typed into it; `SheetView` adds the keys."""

    said = Signal(str)
    """A sentence about a key that does nothing here."""
    copy_previous = Signal(str)
    confirm = Signal(list)
    clear_cells = Signal(list)
    """Figure codes whose numbers become blank."""
    note_wanted = Signal()
    repair_wanted = Signal()
    gave_up = Signal()
    """A refused text was dropped: the accepted number stands again."""
    register_wanted = Signal(str)
    editing_changed = Signal()

    def __init__(self, accept: Accept, parent: QWidget | None = None) -> None:
        self._editing: QModelIndex | None = None
        super().__init__(parent)
        self._accept = accept
        self._editor = CellEditor(self.viewport())
        self._editor.hide()
        self._editor.accepted.connect(self._accepted)
        self._editor.cancelled.connect(self._cancelled)
        self._editor.refused_paste.connect(self._paste_too_long)
        self._editor.textChanged.connect(lambda _: self._place_children())
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    # ------------------------------------------------------------ typing

    @property
    def editing(self) -> bool:
        return self._editing is not None

    def begin(self, text: str | None = None) -> None:
        """Opens the field: over the number with all selected, or with what was just typed."""
        cell = self.cell_in_hand()
        if cell is None:
            return
        if not cell.editable:
            self.said.emit(_why_not(cell))
            return
        index = self.currentIndex()
        refused = self.grid_model.refused_at(index.row(), index.column())
        shown = refused.text if refused else cell.text
        self._editing = QModelIndex(index)
        self._editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        self._style_editor()
        self._place_children()
        self._editor.open(shown if text is None else text, select=text is None)
        self.editing_changed.emit()

    def finish_entry(self) -> bool:
        """Hands over what is being typed. False when it was refused."""
        if self._editing is None:
            return True
        index = self._editing
        self._editor.finish("stay")
        return self.grid_model.refused_at(index.row(), index.column()) is None

    def enter(self, text: str, move: Move = "stay") -> bool:
        """Stores a text in the cell in hand, then moves on; a refused text keeps the cell in hand."""
        cell = self.cell_in_hand()
        if cell is None or cell.figure is None or not cell.editable:
            if cell is not None:
                self.said.emit(_why_not(cell))
            return False
        answered = False
        try:
            refused = self._accept(cell.figure, text)
            answered = True
        finally:
            if not answered:
                # An error nobody foresaw: what was typed stays in its field.
                self.begin(text)
        if refused is not None:
            self.grid_model.refuse(cell.figure, refused)
            self.cell_changed.emit()
            return False
        if self.grid_model.forget(cell.figure):
            self.cell_changed.emit()
        self.go(move)
        return True

    def give_up_refused(self) -> bool:
        """Drops the refused text of the cell in hand; False when it has none."""
        cell = self.cell_in_hand()
        dropped = bool(cell and cell.figure and self.grid_model.forget(cell.figure))
        if dropped:
            self.gave_up.emit()
            self.cell_changed.emit()
        return dropped

    def _accepted(self, text: str, move: Move) -> None:
        index = self._editing
        focused = self._editor.hasFocus()
        self._stop_editing(focused)
        if index is None or not index.isValid():
            return
        if index != self.currentIndex():
            # Another cell was clicked: store here, and leave that one in hand.
            cell = self.grid_model.cell(index.row(), index.column())
            refused = self._accept(cell.figure or "", text) if self._is_new(index, text) else None
            if refused is not None and cell.figure:
                self.grid_model.refuse(cell.figure, refused)
            elif cell.figure:
                self.grid_model.forget(cell.figure)
            self.cell_changed.emit()
        elif self._is_new(index, text):
            self.enter(text, move)
        elif not self.go(move) and move in ("left", "right"):
            self.focusNextPrevChild(move == "right")

    def _is_new(self, index: QModelIndex, text: str) -> bool:
        """Whether the text differs from the cell, or a carried number is accepted by typing it again."""
        cell = self.grid_model.cell(index.row(), index.column())
        refused = self.grid_model.refused_at(index.row(), index.column())
        return refused is not None or text.strip() != cell.text or cell.state == "carried"

    def _cancelled(self) -> None:
        self._stop_editing(True)
        self.give_up_refused()

    def _stop_editing(self, focus: bool = False) -> None:
        was = self._editing is not None
        self._editing = None
        if focus or self._editor.hasFocus():
            self.setFocus()  # before hiding: Qt would pass the focus on by a Tab that moves the cell
        self._editor.hide()
        if was:
            self.editing_changed.emit()

    def refuse_paste(self, length: int) -> None:
        """A paste that is no single number: the cell keeps what it has, and the reason is shown."""
        self.said.emit(t("Chưa dán: bộ nhớ tạm có {n} ký tự, không phải một số. Ô giữ nguyên.", n=length))

    def _paste_too_long(self, length: int) -> None:
        self.refuse_paste(length)

    def _current_changed(self, current: QModelIndex) -> None:
        if self._editing is not None and self._editing != current:
            self._editor.finish("stay")
        super()._current_changed(current)

    def _before_rebuild(self) -> None:
        self._stop_editing()

    def _place_children(self) -> None:
        if self._editing is not None:
            cell = self.visualRect(self._editing)
            cell.setHeight(self._delegate.base)
            self._editor.setGeometry(self._grown(cell))
        super()._place_children()

    def _grown(self, cell: QRect) -> QRect:
        """As wide as what is typed, over the cells to the left; where none are left, to the right."""
        wanted = QFontMetrics(look.font(14, 600)).horizontalAdvance(self._editor.text()) + _AROUND
        missing = max(0, min(wanted, self.viewport().width()) - cell.width())
        left = min(missing, max(0, cell.left()))
        return cell.adjusted(-left, 0, missing - left, 0)

    def _style_editor(self) -> None:
        ring, ground = look.ink("accent").name(), look.ink("surface").name()
        self._editor.setFont(look.font(14, 600))
        self._editor.setStyleSheet(
            f"QLineEdit, QLineEdit:focus {{ border: 2px solid {ring}; border-radius: 0; background: {ground};"
            " padding: 0 6px; min-height: 0; max-height: 1000px; font-size: 14px; font-weight: 600; }"
        )


def _why_not(cell: GridCell) -> str:
    if cell.state == "unused":
        return t("Nhóm này không dùng cột này.")
    if cell.state == "counted":
        return t("Số này đếm từ sổ cuộc họp. Enter mở sổ.")
    return t("Số này tự tính, không gõ được. F1 xem cách tính.")
