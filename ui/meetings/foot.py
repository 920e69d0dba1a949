"""The line of totals under the register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.entities import Meeting
from ui import theme
from ui.meetings.rows import form_line, state_line
from ui.widgets.labels import Line


class Foot(QWidget):
    """States left, forms of what was held right; 32 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        self._states = Line("", "text2", 12, parent=self)
        self._states.setObjectName("meeting_states")
        self._forms = Line("", "text2", 12, align=Qt.AlignmentFlag.AlignRight, parent=self)
        self._forms.setObjectName("meeting_forms")
        row.addWidget(self._states)
        row.addStretch(1)
        row.addWidget(self._forms)

    def show_meetings(self, meetings: Sequence[Meeting]) -> None:
        self.setVisible(bool(meetings))
        self._states.setText(state_line(meetings))
        self._forms.setText(form_line(meetings))
