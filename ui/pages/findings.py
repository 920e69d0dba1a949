"""Kiểm tra: every finding of the month, its repair, and the reason with which it may stand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from models.changes import ChangeSet
from models.checks import check_month
from models.checks.finding import Finding
from models.entities import Place
from models.text import LIMIT
from ui import messages, theme
from ui.controller import Controller
from ui.i18n import t
from ui.refusal import mark_wrong
from ui.tables.finding_list import FindingLine, FindingList, count_words, lines_of
from ui.tables.repairs import apply_repair, reason_holds
from ui.widgets.buttons import Button
from ui.widgets.labels import EmptyState
from ui.widgets_sheet.month_state import MonthPage


class FindingsPage(MonthPage):
    """The list, and below it what can be done about the finding in hand."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_findings")
        self.list = FindingList("finding_list", True, self)
        self.list.keeps_row = True
        self.list.repair.connect(self._repair)
        self.list.go.connect(lambda finding: self.controller.go(finding.place))
        self.list.settle.connect(self._settle)
        self.list.selectionModel().currentChanged.connect(self._show_detail)
        self.empty = EmptyState(t("Không còn phát hiện nào. Báo cáo có thể phát hành."), (), self)
        self.empty.setObjectName("no_findings")
        self.content.addWidget(self.empty)
        self.content.addWidget(self.list, 1)
        self.detail = self._make_detail()
        self.footer.addWidget(self.detail)
        controller.recomposed.connect(self._recomposed)

    def title(self) -> str:
        return t("Kiểm tra")

    def state_line(self) -> str:
        return self.with_month(count_words(self.controller.findings()))

    def refresh(self, change: ChangeSet | None) -> None:
        lines = lines_of(self.controller, self._settled())
        self.list.show_findings(lines)
        self.list.setVisible(bool(lines))
        self.empty.setVisible(not self.controller.findings())
        self._show_detail()
        self.keys_changed.emit()

    def show_place(self, place: Place) -> bool:
        """The finding at that place."""
        for row, line in enumerate(self.list.lines.lines):
            if isinstance(line, FindingLine) and line.finding.place == place:
                self.list.setCurrentIndex(self.list.lines.index(row, 0))
                self.list.setFocus()
                return True
        return False

    def status_keys(self) -> list[tuple[str, str]]:
        if self._reason.hasFocus():
            return [("Enter", t("ghi lý do")), ("Esc", t("bỏ sửa"))]
        keys = [
            ("F8", t("phát hiện kế tiếp")),
            ("Enter", t("đến chỗ sửa")),
            ("Alt+Enter", t("sửa theo gợi ý")),
        ]
        line = self.list.line()
        if line is not None and line.reason is None and line.finding.severity != "error":
            keys.append(("Del", t("bỏ qua") if line.finding.severity == "hint" else t("ghi lý do")))
        return [*keys, ("F1", t("giải thích"))]

    def explain(self) -> str:
        return t(
            "Lỗi chặn phát hành, phải sửa. Cảnh báo cần sửa hoặc ghi lý do. Gợi ý bỏ qua được. "
            "In bản nháp thì lúc nào cũng được."
        )

    def focus_first(self) -> None:
        self.list.setFocus()

    # ------------------------------------------------------------ inside

    def _make_detail(self) -> QWidget:
        panel = QWidget(self)
        panel.setObjectName("finding_detail")
        panel.setProperty("pane", "window")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._sentence = QLabel("", panel)
        self._sentence.setObjectName("finding_sentence")
        self._sentence.setFont(theme.font(13, 600))
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._place = QLabel("", panel)
        self._place.setFont(theme.font(12))
        self._place.setStyleSheet(f"color: {theme.color('text2').name()};")
        column.addWidget(self._sentence)
        column.addWidget(self._place)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._repair_button = Button("", "Alt+Enter", primary=True, parent=panel)
        self._repair_button.clicked.connect(self._repair_current)
        self._reason = QLineEdit(panel)
        self._reason.setObjectName("settle_reason")
        self._reason.setAccessibleName(t("Lý do giữ nguyên"))
        self._reason.setPlaceholderText(t("Lý do giữ nguyên, để phát hành được"))
        self._reason.setMaxLength(LIMIT * 2)
        self._reason.returnPressed.connect(self._store_reason)
        self._reason.textEdited.connect(self._reason_edited)
        # The row has the same verb, which leads here: the button comes with something to store.
        self._settle_button = Button(t("Ghi lý do"), "Enter", parent=panel)
        self._settle_button.setObjectName("settle")
        self._settle_button.clicked.connect(self._store_reason)
        row.addWidget(self._repair_button)
        row.addWidget(self._reason, 1)
        row.addWidget(self._settle_button)
        row.addStretch(0)
        column.addLayout(row)
        return panel

    def _show_detail(self) -> None:
        line = self.list.line()
        self.detail.setVisible(line is not None)
        if line is None:
            return
        severity, settled = line.finding.severity, line.reason is not None
        if self.isVisible():
            self.controller.show_caret(line.finding.place)
        self._sentence.setText(line.sentence)
        word = t("Đã xử lý") if settled else messages.severity_word(severity)
        self._place.setText(" · ".join(part for part in (word, line.place, line.note) if part))
        self._repair_button.set_label(line.repair, "Alt+Enter")
        self._reason.setVisible(severity == "warning" and not settled)
        self._reason.setText("")
        mark_wrong(self._reason, False)
        self._settle_button.hide()
        self.keys_changed.emit()

    def _settled(self) -> list[Finding]:
        """The findings that still hold and were given a reason."""
        data = self.controller.data()
        if not data.settled or not self.controller.has_month():
            return []
        from export.fonts import missing

        found = check_month(
            data,
            self.controller.composed(),
            date.today(),
            include_settled=True,
            outside=self.controller.outside,
            lacking=missing,
        )
        return [finding for finding in found if finding.key in data.settled]

    def _repair_current(self) -> None:
        line = self.list.line()
        if line is not None:
            self._repair(line.finding)

    def _repair(self, finding: Finding) -> None:
        line = self.list.line()
        session, period = self.controller.session, self.controller.period
        if line is not None and line.reason is not None and line.finding == finding:
            error = self.controller.attempt(lambda: session.unsettle(period, finding.key))
        else:
            error = apply_repair(self.controller, finding)
        if error is not None:
            self.controller.problem.emit(messages.sentence(error))

    def _settle(self) -> None:
        """Del: a hint is dismissed, a warning asks for its reason, an error only explains itself."""
        line = self.list.line()
        if line is None or line.reason is not None:
            return
        if line.finding.severity == "error":
            self.controller.problem.emit(t("Lỗi phải sửa thì mới phát hành được."))
        elif line.finding.severity == "hint":
            self._store_reason()
        else:
            self._reason.setFocus()

    def _reason_edited(self, text: str) -> None:
        mark_wrong(self._reason, False)
        self._settle_button.setVisible(bool(text.strip()))

    def _store_reason(self) -> None:
        line = self.list.line()
        if line is None:
            return
        text = self._reason.text().strip() if line.finding.severity == "warning" else ""
        if not reason_holds(line.finding, text):
            mark_wrong(self._reason, True)
            self._reason.setFocus()
            self.controller.problem.emit(t("Ghi lý do bằng vài chữ thì cảnh báo mới được giữ nguyên."))
            return
        session, period = self.controller.session, self.controller.period
        error = self.controller.attempt(lambda: session.settle(period, line.finding.key, text))
        if error is not None:
            self.controller.problem.emit(messages.sentence(error))
        else:
            self.list.setFocus()

    def _recomposed(self) -> None:
        if self.isVisible():
            self.refresh(None)
        else:
            self._stale = True

    def keyPressEvent(self, e: QKeyEvent) -> None:
        enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and e.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._repair_current()
        else:
            super().keyPressEvent(e)

    def back(self) -> bool:
        if self._reason.hasFocus():
            self._reason.setText("")
            self._settle_button.hide()
            self.list.setFocus()
            return True
        return False
