"""A clerk at the real window, with nothing but a keyboard.

Every key goes to the window that has the focus, as the system would send it: shortcuts, pop-ups and dialogs
take it before the focused widget does. Reading the screen (which widget has the focus, what a cell says) is
what eyes are for; nothing here ever calls the program in order to enter something.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMarginsF, QPoint, QSizeF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPageSize, QPainter, QPdfWriter, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget

from ui import app as program
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.tables.sheet_view import SheetView

_POLL_MS = 10
_PATIENCE = 500
"""How many times something is looked for before the clerk gives up."""


class Stuck(AssertionError):
    """Something cannot be reached with the keyboard."""


class Clerk:
    """Hands and eyes at a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.path: Path | None = None

    def leave(self) -> Path:
        """Closes the window and the file, as the program does when it ends; the file's path."""
        if self.path is None:
            self.path = self.window.controller.session.path
            self.window.close()
            self.window.controller.close()
            self.window.deleteLater()
            QTest.qWait(0)
        return self.path

    # ------------------------------------------------------------ hands

    def press(self, *sequences: str) -> None:
        """ "Return", "Ctrl+A", "Alt+D": one after the other, then a look at what became of it."""
        for sequence in sequences:
            keys = QKeySequence(sequence)
            assert keys.count() == 1, sequence
            combined = keys[0]
            QTest.keyClick(_focus_window(), combined.key(), combined.keyboardModifiers())
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Letter by letter, as a keyboard with Vietnamese letters sends them."""
        for letter in text:
            _key_of(letter)
        QApplication.processEvents()

    def type_as_unikey(self, text: str, bare: str) -> None:
        """As the usual input method types: the bare letters, then back over them and the marked ones."""
        self.type(bare)
        for _ in bare:
            QTest.keyClick(_focus_window(), Qt.Key.Key_Backspace)
        self.type(text)

    def replace(self, text: str) -> None:
        """Over all that the field holds."""
        self.press("Ctrl+A")
        self.type(text)

    def paste(self, text: str) -> None:
        """Copied elsewhere, pasted with Ctrl+V."""
        QApplication.clipboard().setText(text)
        self.press("Ctrl+V")

    def tab_to(self, name: str, back: bool = False, limit: int = 60) -> QWidget:
        """Presses Tab until the thing of that name, or with these words first, has the focus."""
        seen: list[str] = []
        for _ in range(limit):
            here = self.focus()
            if here.objectName() == name or here.accessibleName().startswith(name):
                return here
            seen.append(self.focus().objectName() or self.focus().accessibleName() or repr(self.focus()))
            self.press("Shift+Tab" if back else "Tab")
        raise Stuck(f"no Tab leads to {name}: {seen}")

    @contextmanager
    def at_dialogs(self, *acts: Callable[[QDialog], None]) -> Iterator[None]:
        """Inside, presses what opens a dialog; each of `acts` is done in the dialog whose turn it is."""
        failures: list[BaseException] = []
        waiting = list(acts)
        seen: list[QDialog] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isActiveWindow() and dialog not in seen:
                seen.append(dialog)
                try:
                    waiting.pop(0)(dialog)
                except BaseException as failure:
                    failures.append(failure)
                    waiting.clear()
                    dialog.reject()
            if waiting:
                QTimer.singleShot(_POLL_MS, look)

        QTimer.singleShot(_POLL_MS, look)
        yield
        came = until(lambda: not waiting)
        waiting.clear()
        if failures:
            raise failures[0]
        if not came:
            raise Stuck("a dialog did not come")
        self._back_to_window()

    def _back_to_window(self) -> None:
        """A window manager gives the keys back to the window behind a closed dialog; Xvfb has none."""
        if QApplication.activeModalWidget() is None and QGuiApplication.focusWindow() is None:
            self.window.activateWindow()
            assert until(self.window.isActiveWindow)

    # ------------------------------------------------------------ eyes

    def focus(self) -> QWidget:
        """What has the focus now; without it keys go nowhere."""
        found = QApplication.focusWidget()
        if found is None:
            raise Stuck("nothing has the focus")
        return found

    def field(self, name: str) -> QLineEdit:
        """The field of that name, which must have the focus."""
        found = self.focus()
        assert isinstance(found, QLineEdit) and found.objectName() == name, found.objectName()
        return found

    def sees(self) -> str:
        """Every word painted on the screen now, without its spaces: all windows drawn as PDF and read back.

        What is elided, hidden or scrolled away is not there, whatever the program believes to show.
        """
        return "".join(_painted(each) for each in QApplication.topLevelWidgets() if each.isVisible())

    def reads(self, words: str) -> bool:
        """Whether these words can be read on the screen."""
        return _bare(words) in self.sees()

    def settle(self) -> None:
        """Waits until the report on the screen is that of what was typed last."""
        QTest.qWait(20)
        controller = self.window.controller
        assert until(lambda: not controller.has_month() or bool(controller.pages().pages))
        QTest.qWait(20)

    # ------------------------------------------------------------ what a clerk does again and again

    def choose(self, value: str) -> None:
        """In a short list: the first letter of the wanted word, until it stands there."""
        choice = self.focus()
        assert isinstance(choice, QComboBox), choice.objectName()
        label = choice.itemText(choice.findData(value))
        assert label, value
        for _ in range(choice.count()):
            if choice.currentData() == value:
                return
            self.type(label[0])
        raise Stuck(f"{label[0]} does not lead to {label}")

    def fill_sheet(self, numbers: dict[str, str]) -> None:
        """From the first cell on with Tab, typing where the paper has a number; nothing may be left over."""
        left = dict(numbers)
        view = self.focus()
        assert isinstance(view, SheetView), view.objectName()
        self.press("Ctrl+Home")
        at = None
        while (view.currentIndex().row(), view.currentIndex().column()) != at:
            at = (view.currentIndex().row(), view.currentIndex().column())
            cell = view.cell_in_hand()
            assert cell is not None
            number = left.pop(cell.figure or "", None)
            if number is not None:
                self.type(number)
            if not left:
                self.press("Return")
                return
            self.press("Tab")
        raise Stuck(f"no Tab leads to {sorted(left)}")

    def go_to_figure(self, code: str) -> None:
        """With Tab to the cell of a figure."""
        view = self.focus()
        assert isinstance(view, SheetView), view.objectName()
        self.press("Ctrl+Home")
        for _ in range(200):
            cell = view.cell_in_hand()
            if cell is not None and cell.figure == code:
                return
            self.press("Tab")
        raise Stuck(f"no Tab leads to {code}")

    def save_as(self, path: Path) -> Callable[[QDialog], None]:
        """In a file dialog: the whole name, Enter."""

        def act(_: QDialog) -> None:
            self.replace(str(path))
            self.press("Return")

        return act


def first_start(folder: Path) -> MainWindow:
    """The program as it starts where it never ran: no file, no settings. As `ui.app.run` does it.

    Once its page is made, the page can take the keys: the system may activate the window at any moment.
    """
    settings = Settings(folder / "window.ini")
    program.make_application(at_once=False)
    path = program.remembered(settings)
    assert not path.exists()
    window = program.first_window(path, settings)
    assert window is not None
    ready: list[bool] = []
    window.finished.connect(lambda: ready.append(window.page.isVisible()))
    shown(window)
    assert ready == [True]
    return window


def shown(window: MainWindow) -> MainWindow:
    """At its design size, active: without a window manager nobody else gives it the keys."""
    window.resize(1366, 696)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert until(lambda: window.findChild(QWidget, "page_title") is not None)
    QTest.qWait(50)
    return window


def until(met: Callable[[], bool]) -> bool:
    """Waits for something that the program does by itself; whether it came."""
    for _ in range(_PATIENCE):
        if met():
            return True
        QTest.qWait(_POLL_MS)
    return met()


def _painted(widget: QWidget) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(widget.size()) * 0.75, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    widget.render(painter, QPoint())
    painter.end()
    with pypdfium2.PdfDocument(data.data()) as pdf:
        return _bare(pdf[0].get_textpage().get_text_range())


def _bare(words: str) -> str:
    return unicodedata.normalize("NFC", "".join(words.split()))


def _focus_window() -> QWindow:
    found = QGuiApplication.focusWindow()
    if found is None:
        raise Stuck("no window has the focus")
    return found


def _key_of(letter: str) -> None:
    window = _focus_window()
    if letter.isascii() and letter.isprintable():
        QTest.keyClick(window, ord(letter))
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter.upper()[0]), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(window, event)
