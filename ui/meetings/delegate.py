"""Paints the register's lines, 32 high: day, title with its state, tag, form, where printed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.i18n import t
from ui.meetings.columns import inset
from ui.meetings.model import DATE, KIND, ROW_ROLE, TITLE
from ui.meetings.rows import Row, state_label
from ui.widgets.labels import paint_tag, tag_width

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class MeetingDelegate(QStyledItemDelegate):
    """The look of window.md section 6: planned italic and dashed, cancelled struck through."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(10, theme.ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, theme.color("soft" if current else "surface"))
        painter.setPen(theme.color("hair"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if current and index.column() == DATE:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))
        # Only beside a title, which is cut where it must be, room is kept free.
        inside = box.adjusted(inset(index.column()), 0, -8 if index.column() == TITLE else -2, -1)
        if index.column() == TITLE:
            self._title(painter, inside, row)
        elif index.column() == KIND:
            width = min(tag_width(row.kind), inside.width())
            shown = QFontMetrics(theme.font(11)).elidedText(
                row.kind, Qt.TextElideMode.ElideRight, inside.width() - 14
            )
            paint_tag(painter, QRect(inside.left(), box.center().y() - 9, width, 20), shown)
        else:
            self._text(painter, inside, str(index.data()), "text2", theme.font(13))
        painter.restore()

    def _title(self, painter: QPainter, inside: QRect, row: Row) -> None:
        state = row.meeting.state
        if state == "planned":
            width = tag_width(state_label(state))
            place = QRect(inside.right() - width + 1, inside.center().y() - 9, width, 20)
            paint_tag(painter, place, state_label(state), "planned")
            inside = inside.adjusted(0, 0, -width - 8, 0)
        elif state == "cancelled":
            words = t("Đã huỷ")
            small = theme.font(12)
            width = QFontMetrics(small).horizontalAdvance(words)
            self._text(painter, inside, words, "text2", small, right=True)
            inside = inside.adjusted(0, 0, -width - 8, 0)
        if row.finding is not None:
            tint = {"error": "err", "warning": "mark", "hint": "text3"}[row.finding.severity]
            picture = theme.pixmap(row.finding.severity, tint, 14)
            painter.drawPixmap(inside.right() - 14, inside.center().y() - 6, picture)
            inside = inside.adjusted(0, 0, -22, 0)
        planned, cancelled = state == "planned", state == "cancelled"
        ink = "text" if state == "held" else "text2" if planned else "text3"
        self._text(
            painter, inside, row.meeting.title, ink, theme.font(13, 400, italic=planned, strike=cancelled)
        )

    @staticmethod
    def _text(painter: QPainter, box: QRect, text: str, ink: str, font: object, right: bool = False) -> None:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(theme.color(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(
            box, _MIDDLE | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft), shown
        )
