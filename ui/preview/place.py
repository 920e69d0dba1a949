"""Where the preview stands: beside the page, folded into a strip, or laid over the page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from ui.controller import Controller
from ui.navigation import preview_width
from ui.preview.dock import PreviewDock
from ui.settings import Settings
from ui.widgets.preview_strip import PreviewStrip

_LEAST, _MOST = 296, 640


class PreviewPlace(QObject):
    """Moves the dock between its three forms as the window's width and the clerk ask for it."""

    left = Signal()
    """The preview that lay over the page is gone: the page takes the focus again."""

    def __init__(
        self,
        controller: Controller,
        settings: Settings,
        window: QWidget,
        splitter: QSplitter,
        body: QHBoxLayout,
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._settings = settings
        self._window = window
        self._splitter = splitter
        self.overlaid = False
        self._strip_form = self._wide = self._unseen = False
        self.dock = PreviewDock(controller, window)
        self.dock.setMinimumWidth(_LEAST)
        self.dock.setMaximumWidth(_MOST)
        splitter.addWidget(self.dock)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        self.strip = PreviewStrip(window)
        body.addWidget(self.strip)
        self.strip.clicked.connect(self.toggle)
        self.dock.touched.connect(self._show_strip)
        self.dock.view.page_changed.connect(lambda _: self._show_strip())
        splitter.splitterMoved.connect(self._remember)
        self._mode_key = ""
        self.dock.mode_chosen.connect(lambda mode: settings.set_number(self._mode_key, int(mode == "whole")))

    def arrange(self, strip_form: bool, wide: bool, page: str = "") -> None:
        """Stand right for a window that narrow (`strip_form`) and a page that needs the room (`wide`);
        `page` is the code of one that has come into view."""
        if page:
            self._show_mode_of(page)
        self._strip_form, self._wide = strip_form, wide
        shown = self._settings.preview_shown and not wide
        self.strip.setVisible(not wide and (strip_form or not shown))
        if strip_form:
            if self.dock.parentWidget() is not self._window:
                self.dock.setParent(self._window)
            self.dock.set_over(True)
            self.dock.setVisible(self.overlaid and not wide)
            self._lay_out_overlay()
            return
        self.overlaid = False
        self.dock.set_over(False)
        if self._splitter.indexOf(self.dock) < 0:
            self._splitter.addWidget(self.dock)
        self.dock.setVisible(shown)
        if shown:
            width = preview_width(self._window.width(), self._settings.preview_width)
            self._splitter.setSizes([max(0, self._splitter.width() - width - 1), width])

    def _show_mode_of(self, code: str) -> None:
        """As the clerk last chose it: beside the overview the whole report at first, elsewhere its column."""
        overview = code == "overview"
        key = "preview/whole_beside_overview" if overview else "preview/whole"
        if key != self._mode_key:
            self._mode_key = key
            self.dock.set_mode("whole" if self._settings.number(key, int(overview)) else "column")

    def toggle(self) -> None:
        """F7: fold the preview away or bring it back; in a narrow window, lay it over the page or lift it."""
        if self._wide:
            return
        if self._strip_form:
            self._lay(not self.overlaid)
        else:
            self._settings.preview_shown = not self._settings.preview_shown
            self.arrange(False, False)

    def lift(self) -> bool:
        """Take the laid-over preview away; False when none lies there."""
        if not self.overlaid:
            return False
        self._lay(False)
        return True

    def _lay(self, over: bool) -> None:
        self.overlaid = over
        self.arrange(self._strip_form, self._wide)
        if over:
            self.dock.view.setFocus()
        else:
            self.left.emit()

    def _lay_out_overlay(self) -> None:
        if self.overlaid:
            width = min(464, self._window.width() - 120)
            left = self.strip.geometry().left() - width
            self.dock.setGeometry(left, 0, width, self.strip.height())
            self.dock.raise_()

    def _show_strip(self) -> None:
        seen = self.dock.isVisible()
        count = len(self._controller.pages().pages)
        number = f"{self.dock.view.current_page + 1}/{count}" if count else ""
        self.strip.show_state(number, changed=self._unseen and not seen)
        self._unseen = not seen

    def _remember(self, *_: int) -> None:
        self._settings.preview_width = self.dock.width()
