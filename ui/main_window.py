"""The window: its pages, and the ways between sidebar, page and preview."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.navigation import layout_for, page_for
from ui.pages import PageEntry, entries_of, page_entries
from ui.settings import Settings
from ui.window_frame import WindowFrame

if TYPE_CHECKING:
    # Imported once the first paint is on the screen.
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent

    from models.changes import ChangeSet
    from models.entities import Period, Place
    from models.glance import Glance
    from ui.widgets.page import Page

_ALWAYS = ("office", "backups")  # pages that need no month


class MainWindow(WindowFrame):
    """Made by `ui.app`; pages are made when first shown."""

    finished = Signal()
    """The page and the preview stand."""

    def __init__(
        self,
        controller: Controller,
        settings: Settings,
        first_page: str = "overview",
        glance: Glance | None = None,
        begin: Callable[[MainWindow], bool] | None = None,
    ) -> None:
        """`glance` is what the first paint shows while the file is not open yet; `begin` is what opens it
        after that paint, and answers False when it is not opened and the window shall close."""
        super().__init__(controller, settings)
        self._entries: dict[str, PageEntry] = {}
        self._pages: dict[str, Page] = {}
        self._code = ""
        self._finding = -1
        self._rail = self._strip_form = self._low = False
        self._painted = False
        self._first_page = first_page
        self._start_words = ""
        self._finished = False
        self._begin = begin
        if glance is not None:
            self._show_glance(glance)
        else:
            self._show_file()
        self.sidebar.select(first_page)
        self.resize(1366, 696)

    def finish(self) -> None:
        """Make the page, the preview and the keys: after the first paint, which shows the frame at once."""
        if self._finished:
            return
        if self._begin is not None:
            if not self._begin(self):
                self.close()
                return
            self._show_file()
        self._finished = True
        self.setWindowIcon(theme.program_icon())
        self.sidebar.finish()
        self._build_dock()
        self._connect()
        from ui.leaving import Leaving
        from ui.window_keys import WindowKeys

        self.keys = WindowKeys(self, self._actions(), self.page_code)
        self._leaving = Leaving(self.controller, self.notice)
        self.sidebar.manual_wanted.connect(self.keys.open_manual)
        if not self.open(self._first_page):
            self.open(next(iter(self._entries)))
        self._arrange(force=True)
        if self._start_words:
            self.notice.tell(self._start_words)
        self.controller.rebuild_soon()
        self.finished.emit()

    def say_at_start(self, words: str) -> None:
        """A sentence that the window begins with (the file is read-only)."""
        self._start_words = words

    def _connect(self) -> None:
        controller = self.controller
        self.sidebar.chosen.connect(self.open)
        controller.open_page.connect(self.open)
        controller.go_to.connect(self.show_place)
        controller.changed.connect(self._on_change)
        controller.period_changed.connect(self._on_period)
        controller.period_wanted.connect(self.ask_period)
        controller.recomposed.connect(self._show_marks)
        controller.step_finding.connect(self.step_finding)
        self.dock.expand.connect(lambda: self.open("preview"))
        self.preview.left.connect(lambda: self.page.focus_first())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _show_glance(self, glance: Glance) -> None:
        self._list(entries_of(glance.sheets))
        self.status.show_file(glance.path, glance.saved_at)
        self._title(glance.office)

    def _show_file(self) -> None:
        self._read_entries()
        self.status.show_saved()
        self._retitle()

    def _read_entries(self) -> None:
        self._list(page_entries(self.controller.session.catalogue()))

    def _list(self, entries: tuple[PageEntry, ...]) -> None:
        if tuple(self._entries.values()) == entries:
            return
        self._entries = {entry.code: entry for entry in entries}
        self.sidebar.set_entries(entries)
        self.sidebar.select(self._code or self._first_page)

    # ------------------------------------------------------------ pages

    @property
    def page(self) -> Page:
        """The page in view."""
        return cast("Page", self._stack.currentWidget())

    def page_code(self) -> str:
        """The code of the page in view."""
        return self._code

    def codes(self) -> list[str]:
        """The codes of all pages, in the sidebar's order."""
        return list(self._entries)

    def open(self, code: str) -> bool:
        """Show a page, unless what is being typed was refused; the focus goes where its work begins."""
        if code not in self._entries:
            return False
        self.status.forget_told()
        if self._stack.count() and not self.page.finish_entry():
            self.sidebar.select(self._code)
            return False
        self._code = code
        self._show_page()
        if self.isVisible():
            self.page.focus_first()
        return True

    def _show_page(self) -> None:
        code = self._code
        if code not in _ALWAYS and not self.controller.has_month():
            code = "missing_month"
        page = self._pages.get(code) or self._make(code)
        page.set_low(self._low)
        self._stack.setCurrentWidget(page)
        page.prepare()
        self.sidebar.select(self._code)
        self._dock_chooser()
        self._place_preview()
        self.status.show_keys(page.status_keys())

    def _make(self, code: str) -> Page:
        page: Page
        if code == "missing_month":
            from ui.pages.missing_month import MissingMonthPage

            page = MissingMonthPage(self.controller, self._stack)
        else:
            entry = self._entries[code]
            maker = getattr(import_module(entry.module), entry.maker)
            page = maker(self.controller, entry.sheet) if entry.sheet else maker(self.controller)
        page.keys_changed.connect(self._show_keys)
        self._pages[code] = page
        self._stack.addWidget(page)
        return page

    def show_place(self, place: Place) -> None:
        """Open the page that shows a place and bring it into view there."""
        refused = self.controller.refused.of(self.controller.period)
        code = page_for(place, self.controller.session.catalogue(), set(self._entries), refused)
        self.preview.lift()
        if (code == self._code and self.page.isVisible()) or self.open(code):
            self.page.show_place(place)

    def ask_period(self, period: Period) -> None:
        """Show another month once what is being typed is stored."""
        self.status.forget_told()
        if self.page.finish_entry():
            self.controller.set_period(period)

    def step_finding(self, step: int) -> None:
        """Go to the next (1) or previous (-1) finding, or (0) to the first, and say it in the status bar."""
        findings = self.controller.findings()
        if not findings:
            self.status.tell(t("Không còn phát hiện nào. Báo cáo có thể phát hành."))
            return
        from ui.messages import finding_sentence

        self._finding = 0 if step == 0 else (self._finding + step) % len(findings)
        finding = findings[self._finding]
        if not self.page.show_finding(finding):
            self.show_place(finding.place)
            self.page.show_finding(finding)
        self.status.tell(f"{self._finding + 1}/{len(findings)}  {finding_sentence(finding)}")

    def _place_preview(self) -> None:
        entry = self._entries.get(self._code)
        wide = entry is not None and entry.wide and self.controller.has_month()
        self.preview.arrange(self._strip_form, wide, self._code)

    # ------------------------------------------------------------ hearing

    def _on_change(self, change: ChangeSet) -> None:
        if "catalogue" in change.areas:
            self._read_entries()
            self._forget_sheets()
        if {"month", "office"} & change.areas:
            self._retitle()

    def _forget_sheets(self) -> None:
        """Drop pages whose sheet is gone."""
        for code in [code for code in self._pages if code not in self._entries and code != "missing_month"]:
            page = self._pages.pop(code)
            self._stack.removeWidget(page)
            page.deleteLater()
        if self._code not in self._entries:
            self.open("overview")

    def _on_period(self, _period: Period) -> None:
        self._finding = -1
        self._retitle()
        self._show_page()
        if self.isVisible():
            self.page.focus_first()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self._show_keys()

    def _show_keys(self) -> None:
        if self._stack.count():
            self.status.show_keys(self.page.status_keys())

    def _show_marks(self) -> None:
        from ui.sidebar_marks import show_marks

        show_marks(self.sidebar.rows, self.controller)

    def _retitle(self) -> None:
        self._title(self.controller.session.office().name)

    # ------------------------------------------------------------ size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self, force: bool = False) -> None:
        rail, strip, low = layout_for(self.width(), self.height())
        if self.sidebar.rail != rail:
            self.sidebar.set_rail(rail)
        if not self._finished:
            return
        if force or (rail, strip, low) != (self._rail, self._strip_form, self._low):
            self._rail, self._strip_form, self._low = rail, strip, low
            for page in self._pages.values():
                page.set_low(low)
            self._dock_chooser()
        self._place_preview()

    def _dock_chooser(self) -> None:
        for page in self._pages.values():
            if page is not self._stack.currentWidget():
                page.dock_chooser(None)
        if not self._stack.count():
            return
        if self._rail:
            self.page.dock_chooser(self._compact_chooser)
        else:
            self.page.dock_chooser(None)
            self._compact_chooser.setParent(self)
            self._compact_chooser.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._finished:
            self._place_preview()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            # Composing, laying out and the marks wait until the window stands on the screen.
            QTimer.singleShot(0, self._after_first_paint)
        return handled

    def _after_first_paint(self) -> None:
        if self.isVisible():
            self.finish()
        if self._finished:
            self.page.focus_first()

    # ------------------------------------------------------------ keys and leaving

    def _actions(self) -> list[tuple[str, Callable[[], object]]]:
        """What the keys do that work everywhere: window.md section 8."""
        from ui.undoing import UndoKey

        controller = self.controller
        return [
            ("F1", self.explain),
            ("Ctrl+PgUp", lambda: controller.period_wanted.emit(controller.period.previous)),
            ("Ctrl+PgDown", lambda: controller.period_wanted.emit(controller.period.next)),
            ("F6", self.next_pane),
            ("F7", self.preview.toggle),
            ("F8", lambda: self.step_finding(1)),
            ("Shift+F8", lambda: self.step_finding(-1)),
            ("Ctrl+Z", partial(self._after_entry, UndoKey(controller, lambda: self.page, self).press)),
            ("Ctrl+Y", partial(self._after_entry, controller.redo)),
            ("Ctrl+P", self._print),
            ("Ctrl+S", partial(self._after_entry, self.status.tell_stored)),
            *((f"Ctrl+{digit}", partial(self._open_digit, digit)) for digit in range(1, 10)),
        ]

    def _after_entry(self, act: Callable[[], None]) -> None:
        if self.page.finish_entry():
            act()

    def _open_digit(self, digit: int) -> None:
        rows = [row.entry.code for row in self.sidebar.rows.values() if row.digit == digit]
        if rows:
            self.open(rows[0])

    def _print(self) -> None:
        if self.open("preview"):
            printing = getattr(self.page, "print_report", None)
            if printing is not None:
                printing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape:
            if self._finished:
                self.step_back()
            return
        super().keyPressEvent(event)

    def step_back(self) -> None:
        """Esc: leave one step: the laid-over preview, something on the page, a told sentence, the pane."""
        if self.preview.lift() or self.page.back():
            return
        if self.status.message():
            self.status.clear()
        elif not self.page.isAncestorOf(self.focusWidget() or self.page):
            self.page.focus_first()

    def next_pane(self) -> None:
        """F6: sidebar, page, preview."""
        focus = self.focusWidget()
        here = focus is not None
        if here and self.sidebar.isAncestorOf(focus):
            self.page.focus_first()
        elif here and self._stack.isAncestorOf(focus) and self.dock.isVisible():
            self.dock.view.setFocus(QtCore.Qt.FocusReason.TabFocusReason)
        else:
            row = self.sidebar.rows.get(self._code)
            if row is not None:
                row.setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def explain(self) -> None:
        """F1: say what the focused thing is."""
        from ui.widgets.explain import explain

        explain(self, self.page, self.keys.open_manual)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._finished:
            self.page.finish_entry()
        if self._finished and not self._leaving.may_close():
            event.ignore()
        else:
            self.settings.geometry = self.saveGeometry()
            super().closeEvent(event)
