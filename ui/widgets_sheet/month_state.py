"""The month in a page's state line: left out where the month chooser stands in the header itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.i18n import t
from ui.widgets.page import Page


class MonthPage(Page):
    """A page whose state line begins with the month."""

    def with_month(self, words: str) -> str:
        """ "tháng 8/2022 · 17/19 số liệu", or the words alone beside the month chooser."""
        if self._chooser_place.count():
            return words
        period = self.controller.period
        month = t("tháng {month}", month=f"{period.month}/{period.year}")
        return f"{month} · {words}" if words else month

    def dock_chooser(self, chooser: QWidget | None) -> None:
        super().dock_chooser(chooser)
        self.refresh_header()
