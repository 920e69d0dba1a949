"""The backups found, one row each: which it is, what is inside, and the button that asks about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.errors import UserError
from ui.backups.found import Found, describe, title_of
from ui.i18n import t
from ui.messages import sentence
from ui.widgets.buttons import Button
from ui.widgets.labels import Line


class BackupList(QScrollArea):
    """Newest first; a file's own name is only in its row's tooltip."""

    chosen = Signal(object)
    """The path of the backup to be asked about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list = QWidget()
        self._list.setObjectName("backup_list")
        self._list.setProperty("pane", "surface")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 16)
        self._rows.setSpacing(0)
        self.setWidget(self._list)

    def show_backups(self, backups: Sequence[Found]) -> None:
        """Show these in place of those before."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, each in enumerate(backups):
            self._rows.addWidget(self._row(number, each))
        self._rows.addStretch(1)

    def _row(self, number: int, found: Found) -> QWidget:
        row = QWidget(self._list)
        row.setObjectName(f"backup_{number}")
        row.setToolTip(found.path.name)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = Line(title_of(found.path), "text", 13, 600, parent=row)
        title.setObjectName(f"backup_{number}_title")
        title.setAccessibleDescription(found.path.name)
        words.addWidget(title)
        damaged = UserError("restore.damaged", path=found.path.name)
        second = describe(found.info) if found.info else sentence(found.error or damaged)
        words.addWidget(Line(second, "text2" if found.info or found.sealed else "err", 12, parent=row))
        line.addLayout(words, 1)
        if found.info is not None or found.sealed:
            button = Button(t("Khôi phục…"), parent=row)
            button.setObjectName(f"backup_{number}_restore")
            button.setAccessibleDescription(title_of(found.path))
            button.clicked.connect(lambda _=False, path=found.path: self.chosen.emit(path))
            line.addWidget(button)
        return row
