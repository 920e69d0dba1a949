"""The register's rows as a Qt model. Filtering is done before the rows come here: no proxy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.entities import PrintIn
from ui.i18n import t
from ui.meetings.rows import Row, form_label, printed_label, state_label
from ui.messages import finding_sentence

DATE, TITLE, KIND, FORM, PRINTED = range(5)
ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class MeetingModel(QAbstractTableModel):
    """Columns: day, title, kind, form, where printed. `ROW_ROLE` gives the `Row` itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._printed: Mapping[PrintIn, str] = {}

    def show(self, rows: Sequence[Row], printed: Mapping[PrintIn, str]) -> None:
        """Replaces what is shown; equal length only repaints, so that scrolling and focus stay."""
        same_length = len(rows) == len(self._rows)
        if not same_length:
            self.beginResetModel()
        self._rows = list(rows)
        self._printed = printed
        if not same_length:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, PRINTED))

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, meeting_id: int | None) -> int | None:
        """The row that shows the meeting of that id."""
        for number, row in enumerate(self._rows):
            if row.meeting.id == meeting_id:
                return number
        return None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return heads()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TITLE:
            return row.meeting.title
        return None

    def _text(self, row: Row, column: int) -> str:
        meeting = row.meeting
        if column == DATE:
            return row.days
        if column == TITLE:
            return meeting.title
        if column == KIND:
            return row.kind
        if column == FORM:
            return form_label(meeting.form)
        return "–" if meeting.state == "cancelled" else printed_label(meeting.print_in, self._printed)

    def _spoken(self, row: Row, column: int) -> str:
        text = self._text(row, column)
        if column != TITLE:
            return text
        parts = [text]
        if row.meeting.state != "held":
            parts.append(state_label(row.meeting.state))
        if row.finding is not None:
            parts.append(finding_sentence(row.finding))
        return ", ".join(parts)


def heads() -> list[str]:
    """The five column heads."""
    return [t("Ngày"), t("Tên in trên báo cáo"), t("Loại"), t("Hình thức"), t("In ở")]
