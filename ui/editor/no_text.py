"""What Nội dung offers a month without a text: last month's, or the office's pattern."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.defaults import default_narrative
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import Button
from ui.widgets.labels import EmptyState


class NoText(EmptyState):
    """One sentence and the two ways to begin; hidden as soon as there is a text."""

    taken = Signal()
    """A text was taken over: the clerk goes on in it."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        self._controller = controller
        self._take_last = Button("")
        self._take_last.setObjectName("narrative_take_last")
        self._take_default = Button(t("Lấy mẫu của cơ quan"))
        self._take_default.setObjectName("narrative_take_default")
        super().__init__("", (self._take_last, self._take_default), parent)
        self.setContentsMargins(8, 0, 0, 0)
        self.setMaximumHeight(110)
        self._take_last.clicked.connect(self._from_last)
        self._take_default.clicked.connect(lambda: self._take(default_narrative()))
        self.hide()

    def show_for(self, blocks: Sequence[str]) -> None:
        """Show or hide, as the text has nothing in it or something."""
        nothing = self._controller.has_month() and not any(text.strip() for text in blocks)
        self.setVisible(nothing)
        if not nothing:
            return
        previous = self._controller.data().previous
        self._take_last.setVisible(previous is not None and bool(previous.paragraphs))
        if previous is not None and previous.paragraphs:
            month = f"{previous.period.month}/{previous.period.year}"
            self.set_sentence(
                t("Tháng này chưa có nội dung. Lấy bản tháng {month} hoặc mẫu của cơ quan.", month=month)
            )
            self._take_last.set_label(t("Lấy bản tháng {month}", month=month))
        else:
            self.set_sentence(t("Tháng này chưa có nội dung. Lấy mẫu của cơ quan, hoặc gõ vào đây."))

    def _from_last(self) -> None:
        previous = self._controller.data().previous
        if previous is not None:
            self._take([paragraph.text for paragraph in previous.paragraphs])

    def _take(self, texts: Sequence[str]) -> None:
        session, period = self._controller.session, self._controller.period
        self._controller.do(lambda: session.set_narrative(period, list(texts)))
        self.taken.emit()
