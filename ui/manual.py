"""The user's manual: a window of its own, so that it can stand beside the work it speaks of.

The text is resources/manual/huong-dan.md, in Vietnamese whatever the screen's language. Nothing in it
leads out of the program.
"""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QTextBlock, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.text import find_folded
from ui import theme
from ui.i18n import t
from ui.manual_look import dress
from ui.widgets.labels import Line

FILE = Path(__file__).resolve().parent.parent / "resources" / "manual" / "huong-dan.md"

PART_OF_PAGE = {
    "overview": "3.",
    "missing_month": "3.",
    "meetings": "7.",
    "sheet": "5.",
    "narrative": "8.",
    "findings": "9.",
    "preview": "Bước 8.",
    "office": "2.",
    "backups": "11.",
}
"""How the heading begins that speaks of each page ("sheet" for every sheet)."""

_MOST_HITS = 500
_HEADINGS = 300


class ManualWindow(QWidget):
    """Headings at the left, the text at the right; Ctrl+F finds, Esc leaves the search, then the window."""

    def __init__(self) -> None:
        super().__init__()
        # The program ends with its own window, whether this one is open or not.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setObjectName("manual")
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(t("Hướng dẫn sử dụng Sổ Điều Hành"))
        self.setWindowIcon(theme.program_icon())
        self.text = self._make_text()
        self.headings = self._make_headings()
        self._hits: list[tuple[int, int]] = []
        self._hit = -1
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_side())
        row.addWidget(self.text, 1)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._to_search)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._next_pane)
        self.headings.currentRowChanged.connect(self._chosen)
        self.text.verticalScrollBar().valueChanged.connect(self._follow)
        # A new width lays the text out anew: the part that is being read stays in view.
        self._width_changed = QTimer(self, interval=0, singleShot=True)
        self._width_changed.timeout.connect(lambda: self._chosen(self.headings.currentRow()))
        room = self.screen().availableSize() - QSize(24, 56)
        self.resize(self.sizeHint().boundedTo(room))

    def sizeHint(self) -> QSize:
        return QSize(1000, 640)

    # ------------------------------------------------------------ building

    def _make_text(self) -> QTextBrowser:
        text = QTextBrowser(self)
        text.setObjectName("manual_text")
        text.setAccessibleName(t("Hướng dẫn"))
        text.setOpenLinks(False)
        text.setFont(theme.font(14))
        text.setStyleSheet("QTextBrowser { border: none; padding: 0; }")
        text.document().setDocumentMargin(24)
        text.setMarkdown(FILE.read_text(encoding="utf-8"))
        dress(text.document())
        self._blocks = [block for block in _blocks(text) if block.blockFormat().headingLevel()]
        return text

    def _make_headings(self) -> QListWidget:
        headings = QListWidget(self)
        headings.setObjectName("manual_headings")
        headings.setAccessibleName(t("Các phần"))
        headings.setTextElideMode(Qt.TextElideMode.ElideNone)
        headings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        headings.setStyleSheet(
            "QListWidget { background: transparent; }"
            " QListWidget::item { border-radius: 6px; padding: 5px 8px; }"
            f" QListWidget::item:selected {{ background: {theme.tokens().soft};"
            f" color: {theme.tokens().accent}; }}"
        )
        for block in self._blocks:
            level = block.blockFormat().headingLevel()
            item = QListWidgetItem("   " * max(0, level - 2) + block.text())
            item.setFont(theme.font(13, 600 if level < 3 else 400))
            headings.addItem(item)
        headings.setCurrentRow(0)
        return headings

    def _make_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("pane", "window")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(_HEADINGS)
        self.search = QLineEdit(side)
        self.search.setObjectName("manual_search")
        self.search.setPlaceholderText(t("Tìm trong hướng dẫn") + "  Ctrl+F")
        self.search.setAccessibleName(t("Tìm trong hướng dẫn"))
        self.search.textChanged.connect(self._seek)
        self.found = Line("", "text2", 12, parent=side)
        self.found.setObjectName("manual_found")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        for widget in (self.search, self.found):
            column.addWidget(widget)
        column.addWidget(self.headings, 1)
        return side

    # ------------------------------------------------------------ headings

    def titles(self) -> list[str]:
        """Every heading, in the order of the text."""
        return [block.text() for block in self._blocks]

    def show_part(self, beginning: str) -> None:
        """Bring the heading that begins so to the top; the first page when there is none."""
        rows = (row for row, title in enumerate(self.titles()) if title.startswith(beginning))
        row = next(rows, 0)
        if row == self.headings.currentRow():
            self._chosen(row)
        self.headings.setCurrentRow(row)
        self.text.setFocus()

    def _chosen(self, row: int) -> None:
        if 0 <= row < len(self._blocks):
            self._lay_out()
            bar = self.text.verticalScrollBar()
            bar.blockSignals(True)
            bar.setValue(self._top(self._blocks[row]) if row else 0)
            bar.blockSignals(False)
            self.text.viewport().update()

    def _lay_out(self) -> None:
        """Qt lays a long text out bit by bit, and until then scrolls only as far as it has come."""
        document, bar = self.text.document(), self.text.verticalScrollBar()
        self._top(document.lastBlock())
        bar.setMaximum(max(0, round(document.size().height()) - self.text.viewport().height()))

    def _top(self, block: QTextBlock) -> int:
        layout = self.text.document().documentLayout()
        return round(layout.blockBoundingRect(block).top()) - 16

    def _follow(self, value: int) -> None:
        """The list marks the part that is being read."""
        tops = [self._top(block) for block in self._blocks]
        self.headings.blockSignals(True)
        self.headings.setCurrentRow(max(0, bisect_right(tops, value + 24) - 1))
        self.headings.blockSignals(False)

    # ------------------------------------------------------------ searching

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _seek(self, words: str) -> None:
        self._hits = []
        if words.strip():
            for block in _blocks(self.text):
                for start, end in find_folded(block.text(), words.strip()):
                    self._hits.append((block.position() + start, block.position() + end))
        del self._hits[_MOST_HITS:]
        self._hit = -1
        self._mark()
        if self._hits:
            self._step(1)
        elif words.strip():
            self.found.setText(t("Không thấy"))

    def _step(self, by: int) -> None:
        if not self._hits:
            return
        self._hit = (self._hit + by) % len(self._hits)
        self._mark()
        self._lay_out()
        place: QRect = self.text.cursorRect(self._cursor(*self._hits[self._hit]))
        if not self.text.viewport().rect().adjusted(0, 24, 0, -24).contains(place):
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - self.text.viewport().height() // 3)
        self.found.setText(t("{n}/{count}", n=self._hit + 1, count=len(self._hits)))

    def _mark(self) -> None:
        marks = []
        for number, hit in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(*hit)
            shade: QColor = theme.color("soft2" if number == self._hit else "soft")
            mark.format.setBackground(shade)
            marks.append(mark)
        self.text.setExtraSelections(marks)
        if not self._hits:
            self.found.setText("")

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # ------------------------------------------------------------ keys

    def _next_pane(self) -> None:
        (self.headings if self.text.hasFocus() else self.text).setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._width_changed.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.text.setFocus()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close()
        elif enter and self.search.hasFocus():
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif enter:
            self.text.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def part_for(page: str) -> str:
    """How the heading begins that speaks of the page with that code."""
    return PART_OF_PAGE.get(page.partition(":")[0], "")


def _blocks(text: QTextBrowser) -> list[QTextBlock]:
    found, block = [], text.document().begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found
