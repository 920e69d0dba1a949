"""The base of every page: a header (title, one line of state, at most three buttons) over the content.

A page implements `title`, `state_line`, `refresh` and what else it needs of the methods below; the base
calls `refresh` when a write or another month concerns a page that is on screen, and otherwise before the
page is next shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.changes import ActionName, ChangeSet
from models.checks.finding import Finding
from models.entities import Period, Place
from models.errors import UserError
from ui import messages, theme
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import Button, ToolButton
from ui.widgets.labels import PartsLine
from ui.widgets.popup import Menu


class Page(QWidget):
    """One page of the window. Build widgets in __init__ into `self.content`; fill them in `refresh`."""

    keys_changed = Signal()
    """What `status_keys` answers has changed (the focus moved to another kind of thing)."""
    most_width = 960
    """How wide the content grows at most, in logical pixels."""
    state_changed = Signal()
    """What `title` or `state_line` answers has changed; the base redraws the header."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self._more: ToolButton | None = None
        self._menu = Menu(self)
        self.low = False
        """Whether the window is under 640 high: rows 44, inspector as a strip, legend hidden."""
        self._stale = True
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.header = self._make_header()
        outer.addWidget(self.header)
        self.content = QVBoxLayout()
        """Where the page's widgets go: padded 16 left and right, nothing between them."""
        self.content.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        self.content.setSpacing(0)
        outer.addLayout(self.content, 1)
        self.footer = QVBoxLayout()
        """Below the content, edge to edge: an inspector or a line of totals."""
        self.footer.setContentsMargins(0, 0, 0, 0)
        self.footer.setSpacing(0)
        outer.addLayout(self.footer)
        controller.changed.connect(self._on_change)
        controller.period_changed.connect(self._on_period)
        self.state_changed.connect(self.refresh_header)

    # ------------------------------------------------------------ for pages to implement

    def title(self) -> str:
        """The page's name, 20/600 in its header."""
        raise NotImplementedError

    def state_line(self) -> str:
        """One line of state beside the title, e.g. "tháng 8/2022 · 17/19 số liệu"; "" for none."""
        return ""

    def refresh(self, change: ChangeSet | None) -> None:
        """Show what `self.controller` now answers. None: everything may differ (another month, first show).

        With a ChangeSet, only what its `areas` and `periods` name has changed.
        """

    def show_place(self, place: Place) -> bool:
        """Bring that place into view and put the focus on it; False when it is not on this page."""
        return False

    def show_finding(self, finding: Finding) -> bool:
        """F8, before the finding's own page is opened: True when this page shows it in a list of its own.

        The page that is opened is asked too, once it shows the finding's place.
        """
        return False

    def shows_step(self, name: ActionName) -> bool:
        """Whether undoing that write is seen on this page; if not, Ctrl+Z says so first, then goes there."""
        return True

    def status_keys(self) -> list[tuple[str, str]]:
        """The four or five keys that work right here: [("Enter", "xuống"), ("F1", "giải thích")]."""
        return []

    def explain(self) -> str:
        """What F1 says about the focused thing, in one to five sentences; "" when there is nothing to say."""
        return ""

    def back(self) -> bool:
        """Esc: leave one step (a filter, an open note); False when there is none to leave."""
        return False

    def focus_first(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus()

    def finish_entry(self) -> bool:
        """Store what is being typed, before the page is left; False keeps the clerk here (it was refused)."""
        return True

    def low_changed(self) -> None:
        """`self.low` has changed: rearrange."""

    # ------------------------------------------------------------ for pages to call

    def add_button(self, text: str, keys: str = "", icon: str = "", primary: bool = False) -> Button:
        """Add a button to the header, left to right; connect its `clicked`."""
        button = Button(text, keys, icon, primary, self)
        self._buttons.addWidget(button)
        return button

    def add_header_widget(self, widget: QWidget) -> None:
        """Put any widget (a filter field) among the header's buttons."""
        self._buttons.addWidget(widget)

    def add_menu_action(self, text: str) -> QAction:
        """Add a command to the header's ⋯ menu, which appears with the first; connect its `triggered`."""
        if self._more is None:
            self._more = ToolButton("more", t("Lệnh khác của trang này"), "Shift+F10", parent=self)
            self._more.clicked.connect(self._open_menu)
            # A click on it leaves the focus where it was: after Esc the page's keys go on there.
            self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._more_place.addWidget(self._more)
        return self._menu.addAction(text)

    def tell_notices(self, codes: Sequence[str]) -> None:
        """Say in the status bar what was changed in a text on its way in (`models.text.clean`)."""
        if codes:
            self.controller.told.emit(" ".join(messages.sentence(UserError(code)) for code in codes), "")

    def refresh_header(self) -> None:
        """Redraw title and state line."""
        self._title.setText(self.title())
        self._state.setText(self.state_line())

    # ------------------------------------------------------------ for the main window

    def set_low(self, low: bool) -> None:
        """Under 640 of height: header 44, and whatever `low_changed` rearranges."""
        if low != self.low:
            self.low = low
            self.header.setFixedHeight(theme.HEADER_LOW if low else theme.HEADER)
            self.low_changed()

    def dock_chooser(self, chooser: QWidget | None) -> None:
        """Take the month chooser into the header (rail form of the sidebar), or give it up."""
        while self._chooser_place.count():
            self._chooser_place.takeAt(0)
        if chooser is not None:
            self._chooser_place.addWidget(chooser)
            chooser.show()

    def prepare(self) -> None:
        """Fill the page if anything changed since it was last filled."""
        if self._stale:
            self._stale = False
            self.refresh(None)
        self.refresh_header()

    # ------------------------------------------------------------ inside

    def _make_header(self) -> QWidget:
        header = QWidget(self)
        header.setFixedHeight(theme.HEADER)
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        row.setSpacing(8)
        self._title = QLabel(header)
        self._title.setFont(theme.font(20, 600))
        self._title.setObjectName("page_title")
        self._state = PartsLine("", "text2", 12, parent=header)
        self._state.setObjectName("page_state")
        row.addWidget(self._title)
        row.addSpacing(4)
        row.addWidget(self._state, 1)
        self._chooser_place = QHBoxLayout()
        self._buttons = QHBoxLayout()
        self._more_place = QHBoxLayout()
        for place in (self._chooser_place, self._buttons, self._more_place):
            place.setSpacing(8)
            row.addLayout(place)
        return header

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The Menu key or Shift+F10, where the focused thing has no menu of its own: the page's commands."""
        if self._more is not None and event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._open_menu()
        else:
            super().contextMenuEvent(event)

    def _open_menu(self) -> None:
        assert self._more is not None
        # Flush with the button's right edge: over the page it belongs to, not over the preview.
        self._menu.open_at(self._more.mapToGlobal(self._more.rect().bottomRight()), right=True)

    def _on_change(self, change: ChangeSet) -> None:
        if self.isVisible():
            self.refresh(change)
            self.refresh_header()
        else:
            self._stale = True

    def _on_period(self, _period: Period) -> None:
        self._stale = True
        if self.isVisible():
            self.prepare()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A line of more than 960 is hard to follow; what is left over stays blank at the right.
        spare = max(0, self.width() - 2 * theme.PADDING - self.most_width)
        for layout in (self.content, self.header.layout()):
            margins = layout.contentsMargins() if layout is not None else None
            if layout is not None and margins is not None and margins.left():
                margins.setRight(margins.left() + spare)
                layout.setContentsMargins(margins)

    def showEvent(self, event: QShowEvent) -> None:
        self.prepare()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)
