"""The keys of a grid (design: section 8). Alt+Enter, F8, Ctrl+Z and the like are the window's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from ui.tables.cell_editor import LONGEST
from ui.tables.grid_entry import GridEntry
from ui.tables.moves import Move

Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NONE = Qt.KeyboardModifier.NoModifier

_MOVES: dict[tuple[Key, Qt.KeyboardModifier], Move] = {
    (Key.Key_Home, _NONE): "home",
    (Key.Key_End, _NONE): "end",
    (Key.Key_Home, _CTRL): "first",
    (Key.Key_End, _CTRL): "last",
    (Key.Key_Return, _SHIFT): "up",
    (Key.Key_Enter, _SHIFT): "up",
}


def claims(view: GridEntry, e: QKeyEvent) -> bool:
    """Keys that must reach the grid even where the window has a shortcut on them."""
    if e.key() == Key.Key_Escape:
        return bool(view.reason.isVisible())
    return (e.key(), e.modifiers() & ~_KEYPAD) in {(Key.Key_D, _CTRL), (Key.Key_G, _ALT), (Key.Key_F4, _NONE)}


def pressed(view: GridEntry, e: QKeyEvent) -> bool:
    """Acts on a key; False leaves it to Qt (arrows, selection, shortcuts)."""
    key, held = Key(e.key()), e.modifiers() & ~_KEYPAD
    if (key, held) in _MOVES:
        view.go(_MOVES[key, held])
        return True
    if key in (Key.Key_Tab, Key.Key_Backtab) and not held & _CTRL:
        return _tab(view, e, key == Key.Key_Backtab or bool(held & _SHIFT))
    if held == _NONE and _plain(view, key):
        return True
    if held == _CTRL and _with_ctrl(view, key, e):
        return True
    if key in (Key.Key_Return, Key.Key_Enter) and held == _ALT:
        view.repair_wanted.emit()
        return True
    if key == Key.Key_G and held == _ALT:
        view.note_wanted.emit()
        return True
    text = e.text()
    if text and text.isprintable() and text != " " and not held & (_CTRL | _ALT):
        view.begin(text)
        return True
    return False


def _tab(view: GridEntry, e: QKeyEvent, back: bool) -> bool:
    if not view.go("left" if back else "right"):
        e.ignore()  # the last cell: the focus goes on to the next widget
        view.focusNextPrevChild(not back)
    return True


def _plain(view: GridEntry, key: Key) -> bool:
    cell = view.cell_in_hand()
    if cell is None:
        return False
    if key in (Key.Key_Return, Key.Key_Enter):
        if cell.state == "counted" and cell.figure is not None:
            view.register_wanted.emit(cell.figure)
        else:
            view.go("down")
    elif key == Key.Key_F2:
        view.begin()
    elif key == Key.Key_F4:
        view.window_wanted.emit(view.currentIndex().row())
    elif key in (Key.Key_Delete, Key.Key_Backspace):
        view.clear_cells.emit(_figures(view))
    elif key == Key.Key_Space:
        view.confirm.emit(_figures(view))
    elif key == Key.Key_Escape:
        return bool(view.give_up_refused())
    else:
        return False
    return True


def _with_ctrl(view: GridEntry, key: Key, e: QKeyEvent) -> bool:
    cell = view.cell_in_hand()
    if key == Key.Key_D:
        if cell is not None and cell.figure is not None:
            view.copy_previous.emit(cell.figure)
    elif e.matches(QKeySequence.StandardKey.Copy):
        copy(view)
    elif e.matches(QKeySequence.StandardKey.Paste):
        paste(view)
    else:
        return False
    return True


def copy(view: GridEntry) -> None:
    """The selected block as a spreadsheet takes it: tabs between cells, lines between rows."""
    rows = view.selected_cells()
    QApplication.clipboard().setText("\n".join("\t".join(cell.text for cell in row) for row in rows))


def paste(view: GridEntry) -> None:
    """One number into the cell in hand, as if typed; more than one is refused whole."""
    text = QApplication.clipboard().text().strip("\r\n")
    if not text:
        return
    if len(text) > LONGEST or "\t" in text or "\n" in text:
        view.refuse_paste(len(text))
    else:
        view.enter(text)


def _figures(view: GridEntry) -> list[str]:
    return [c.figure for row in view.selected_cells() for c in row if c.figure and c.editable]
