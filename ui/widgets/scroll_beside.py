"""A scroll bar in the page's padding: what it scrolls keeps its width whether the bar is there or not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

_WIDTH = 12


class ScrollBeside(QScrollBar):
    """Stands right of `area` while there is something to scroll, and moves with the area's own hidden bar."""

    def __init__(self, area: QAbstractScrollArea, page: QWidget) -> None:
        """`page` holds the area, with at least 12 px of padding at its right."""
        super().__init__(Qt.Orientation.Vertical, page)
        self._area, self._page = area, page
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own = area.verticalScrollBar()
        own.rangeChanged.connect(self._fit)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        area.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        own = self._area.verticalScrollBar()
        self.setRange(own.minimum(), own.maximum())
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        corner = self._area.mapTo(self._page, self._area.rect().topRight())
        self.setGeometry(corner.x() + 1, corner.y(), _WIDTH, self._area.height())
        self.setVisible(self._area.isVisible() and own.maximum() > own.minimum())
        self.raise_()
