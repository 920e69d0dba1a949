"""What stands in place of a page when the file does not hold the month: one sentence, two buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.changes import ChangeSet
from models.defaults import default_narrative
from models.entities import Period
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import Button
from ui.widgets.labels import EmptyState
from ui.widgets.page import Page


class MissingMonthPage(Page):
    """Offers to start the month from the one before it, or blank."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_missing_month")
        self._from = Button("", primary=True, parent=self)
        self._from.setObjectName("start_from_previous")
        self._blank = Button(t("Bắt đầu trống"), parent=self)
        self._blank.setObjectName("start_blank")
        self._state_words = EmptyState("", (self._from, self._blank), self)
        self.content.addWidget(self._state_words)
        self._from.clicked.connect(self._start_from)
        self._blank.clicked.connect(self._start_blank)

    def title(self) -> str:
        return t("Tháng {month}", month=_slash(self.controller.period))

    def refresh(self, change: ChangeSet | None) -> None:
        period, source = self.controller.period, self.source()
        shown = _slash(period)
        if source is None:
            words = t(
                "Tháng {month} chưa có gì. Bắt đầu với nội dung mẫu của cơ quan, số liệu để trống.",
                month=shown,
            )
            label = t("Bắt đầu với nội dung mẫu")
        else:
            words = t(
                "Tháng {month} chưa có gì. Lấy nội dung và kỳ theo dõi của tháng {source}, số liệu để trống.",
                month=shown,
                source=_short(source, period),
            )
            label = t("Bắt đầu từ tháng {source}", source=_short(source, period))
        self._state_words.set_sentence(words)
        self._from.set_label(label)

    def source(self) -> Period | None:
        """The latest month before this one that the file holds."""
        earlier = [period for period in self.controller.session.periods() if period < self.controller.period]
        return max(earlier, default=None)

    def status_keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", t("bắt đầu")),
            ("Tab", t("nút kế")),
            ("Ctrl+PgUp", t("tháng trước")),
            ("F1", t("giải thích")),
        ]

    def explain(self) -> str:
        return t(
            "Mỗi tháng một báo cáo. Bắt đầu từ tháng trước thì nội dung, kỳ theo dõi của từng dòng và các số "
            "mang sang được chép lại để xem và sửa; số liệu của tháng để trống."
        )

    def focus_first(self) -> None:
        self._from.setFocus()

    def _start_from(self) -> None:
        session, period, source = self.controller.session, self.controller.period, self.source()
        if source is None:
            narrative = default_narrative()
            self.controller.do(lambda: session.start_month(period, narrative=narrative))
        else:
            self.controller.do(lambda: session.start_month(period, source=source))

    def _start_blank(self) -> None:
        session, period = self.controller.session, self.controller.period
        self.controller.do(lambda: session.start_month(period))


def _short(source: Period, period: Period) -> str:
    return str(source.month) if source.year == period.year else _slash(source)


def _slash(period: Period) -> str:
    return f"{period.month}/{period.year}"
