"""The title field, with earlier titles offered under it while typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.entities import MonthData
from models.text import LIMIT
from ui.i18n import t
from ui.meetings.suggest import PastTitle, TitleOffer, title_offers
from ui.suggestion_list import Suggestion, SuggestionList

_LEAVING = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class TitleField(QLineEdit):
    """A line edit whose own limit never cuts silently: longer text is refused when it is accepted."""

    picked = Signal()
    """A title was taken from the list."""

    past_titles: Callable[[str], list[PastTitle]]
    """Earlier months' titles for what is typed so far; set by the page."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(t("Tên in trên báo cáo"))
        # Above what may be stored, so that a long paste reaches the check that refuses it with a reason.
        self.setMaxLength(LIMIT * 2)
        self._data: MonthData | None = None
        self.past_titles = lambda _typed: []
        self._list = SuggestionList(f"{name}_offers")
        self._list.setParent(self)
        self._list.chosen.connect(self._take)
        self.textEdited.connect(self._offer)

    def show_month(self, data: MonthData) -> None:
        self._data = data

    def show_text(self, text: str) -> None:
        """Fills the field without offering anything."""
        self.setText(text)
        self.close_offers()

    def close_offers(self) -> None:
        self._list.hide()

    def offers(self) -> tuple[Suggestion, ...]:
        """What is offered now, for tests and screen readers."""
        return self._list.items if self._list.isVisible() else ()

    def offers_key(self, event: QKeyEvent) -> bool:
        """Lets the open list have the key first; whether it took it."""
        return self._list.key(event)

    def _offer(self, typed: str) -> None:
        if len(typed.strip()) < 2 or self._data is None:
            self.close_offers()
            return
        found = title_offers(typed, self.past_titles(typed), self._data.meetings)
        items = [Suggestion(offer.title, offer.title, offer.matches, _hint(offer)) for offer in found]
        keys = (t("↓ chọn"), t("Enter lấy tên đã chọn"), t("Tab giữ chữ đang gõ"), t("Esc đóng"))
        self._list.offer(self, self.rect(), items, keys, chosen=-1)

    def _take(self, title: object) -> None:
        self.setText(str(title))
        self.picked.emit()

    def select_whole(self) -> None:
        """All selected, to be typed over, the caret at the beginning: a long title is read from there."""
        self.setSelection(len(self.text()), -len(self.text()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.select_whole()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_offers()
        super().focusOutEvent(event)
        if event.reason() in _LEAVING:
            # A long title is read from its beginning.
            self.setCursorPosition(0)


def _hint(offer: TitleOffer) -> str:
    if offer.day:
        return t("đã có {day}", day=offer.day)
    if offer.last is None:
        return t("{n} lần", n=offer.count)
    return t("{n} lần, gần nhất {month}", n=offer.count, month=f"{offer.last.month}/{offer.last.year}")
