"""Tổng quan: what is entered, the key figures, what is still wrong, and the last backup."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from models.changes import ChangeSet
from models.checks.finding import Finding
from models.entities import Place
from models.formatting import month_beside
from ui import messages, theme
from ui.completeness import errors_by_page
from ui.controller import Controller
from ui.i18n import label, t
from ui.pages import page_entries
from ui.tables import look
from ui.tables.finding_list import FindingList, count_words, lines_of
from ui.tables.painted_list import ROW, PaintedList
from ui.tables.repairs import apply_repair
from ui.widgets.buttons import Button
from ui.widgets.labels import Line
from ui.widgets.marks import paint_mark
from ui.widgets_sheet.chart import paint_line, points
from ui.widgets_sheet.month_state import MonthPage
from ui.widgets_sheet.summary import EnteredLine, KeyLine, backup_words, entered_lines, key_figures

_CENTRE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class _EnteredPainter:
    """Mark, name, and how far it is."""

    def height(self, line: object, width: int) -> int:
        return ROW

    def paint(self, painter: QPainter, rect: QRect, line: object) -> None:
        assert isinstance(line, EnteredLine)
        paint_mark(painter, QRect(rect.left() + 2, rect.center().y() - 6, 13, 13), line.mark)
        painter.setFont(look.font(12))
        words = painter.fontMetrics().horizontalAdvance(line.words)
        painter.setPen(look.ink("text2"))
        painter.drawText(rect.adjusted(0, 0, -4, 0), _RIGHT, line.words)
        painter.setFont(look.font(13))
        painter.setPen(look.ink("text"))
        room = rect.adjusted(24, 0, -words - 16, 0)
        label = painter.fontMetrics().elidedText(line.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _CENTRE, label)


class _KeyPainter:
    """Name, number, change against last month, twelve months."""

    def height(self, line: object, width: int) -> int:
        return ROW

    def paint(self, painter: QPainter, rect: QRect, line: object) -> None:
        assert isinstance(line, KeyLine)
        spark = QRectF(rect.right() - 71, rect.top() + 8, 66, rect.height() - 16)
        paint_line(painter, points(line.history, spark), False)
        painter.setFont(look.font(12))
        painter.setPen(look.ink("text2"))
        change = QRect(int(spark.left()) - 90, rect.top(), 72, rect.height())
        painter.drawText(change, _RIGHT, line.change)
        painter.setFont(look.font(14, 600))
        painter.setPen(look.ink("text"))
        width = max(56, painter.fontMetrics().horizontalAdvance(line.value))
        value = QRect(change.left() - width - 4, rect.top(), width, rect.height())
        painter.drawText(value, _RIGHT, line.value)
        painter.setFont(look.font(13))
        room = QRect(rect.left(), rect.top(), value.left() - rect.left() - 8, rect.height())
        label = painter.fontMetrics().elidedText(line.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _CENTRE, label)


class OverviewPage(MonthPage):
    """Everything about the month at a glance; each line leads to where it is worked on."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_overview")
        self._go_on = self.add_button(t("Nhập tiếp"))
        self._go_on.setObjectName("go_on")
        self._go_on.clicked.connect(self._continue)
        self._preview = self.add_button(t("Xem và in"), "Ctrl+P")
        self._preview.clicked.connect(lambda: controller.open_page.emit("preview"))
        self._first = self.add_button(t("Sửa lỗi đầu tiên"), "F8", primary=True)
        self._first.setObjectName("first_error")
        self._first.clicked.connect(lambda: controller.step_finding.emit(0))
        self.entered = PaintedList("entered_list", _EnteredPainter(), self)
        self.entered.setAccessibleName(t("Đã nhập"))
        self.keys = PaintedList("key_list", _KeyPainter(), self)
        self.keys.setAccessibleName(t("Số liệu chính"))
        self.findings = FindingList("overview_findings", False, self)
        # With the page scrolling: a list that scrolls inside a page that scrolls is hard to use.
        self.findings.whole = True
        self._make_content()
        self.footer.addWidget(self._make_strip())
        self.entered.chosen.connect(self._open_entered)
        self.entered.pressed_at.connect(lambda line, _x: self._open_entered(line))
        self.keys.chosen.connect(lambda line: controller.go(Place("figure", line.code)))
        self.keys.pressed_at.connect(lambda line, _x: controller.go(Place("figure", line.code)))
        self.findings.go.connect(lambda finding: controller.go(finding.place))
        self.findings.repair.connect(self._repair)
        controller.recomposed.connect(self._recomposed)
        controller.backed_up.connect(self._show_backup)

    # ------------------------------------------------------------ what the window asks

    def title(self) -> str:
        return t("Tổng quan")

    def state_line(self) -> str:
        missing = len(self.controller.book().missing())
        return self.with_month(t("còn thiếu {n} số", n=missing) if missing else t("số liệu đã đủ"))

    def refresh(self, change: ChangeSet | None) -> None:
        data, book = self.controller.data(), self.controller.book()
        self.keys.show_lines(key_figures(data, book))
        period = self.controller.period
        before = month_beside(period.previous, period)
        self._against.setText(t("so với tháng {n} · 12 tháng", n=before))
        self._show_findings()
        self._show_backup()

    def dock_chooser(self, chooser: QWidget | None) -> None:
        """Beside the month chooser the header has no room for the key."""
        super().dock_chooser(chooser)
        self._preview.set_label(t("Xem và in"), "" if chooser is not None else "Ctrl+P")

    def status_keys(self) -> list[tuple[str, str]]:
        return [
            ("F8", t("phát hiện kế tiếp")),
            ("Enter", t("đến chỗ sửa")),
            ("Ctrl+1…9", t("đổi trang")),
            ("F1", t("giải thích")),
        ]

    def explain(self) -> str:
        return t(
            "Trang này cho biết tháng đã nhập đến đâu và còn gì phải sửa. "
            "Enter hoặc bấm vào một dòng để đến đúng chỗ; Alt+Enter sửa theo gợi ý."
        )

    def focus_first(self) -> None:
        (self.findings if self.findings.lines.lines else self.entered).setFocus()

    # ------------------------------------------------------------ building

    def _make_content(self) -> None:
        inner = QWidget(self)
        inner.setProperty("pane", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(32)
        self._against = Line("", "text2", 12, parent=inner)
        top.addLayout(_section(t("Đã nhập"), None, self.entered), 10)
        top.addLayout(_section(t("Số liệu chính"), self._against, self.keys), 13)
        column.addLayout(top)
        column.addSpacing(20)
        self._counts = Line("", "text2", 12, parent=inner)
        section = _section(t("Phát hiện"), self._counts, self.findings)
        column.addLayout(section, 1)
        self._none = QLabel(t("Không còn phát hiện nào. Báo cáo có thể phát hành."), inner)
        self._none.setObjectName("no_findings")
        self._none.setContentsMargins(0, 10, 0, 0)
        section.insertWidget(section.count() - 1, self._none)
        column.addStretch(0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.content.addWidget(area, 1)
        for part in (self.entered, self.keys, self.findings):
            part.selectionModel().currentChanged.connect(
                lambda current, _old, part=part: self._into_view(area, part, current)
            )

    def _into_view(self, area: QScrollArea, part: PaintedList, current: QModelIndex) -> None:
        inner = area.widget()
        if part.hasFocus() and inner is not None:
            middle = part.mapTo(inner, part.visualRect(current).center())
            area.ensureVisible(middle.x(), middle.y(), 0, ROW)

    def _make_strip(self) -> QWidget:
        strip = QWidget(self)
        strip.setObjectName("backup_strip")
        strip.setProperty("pane", "window")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        strip.setFixedHeight(64)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        picture = QLabel(strip)
        picture.setPixmap(theme.pixmap("backup", "text2", 18))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._backup = Line("", "text", 13, parent=strip)
        self._backup_more = Line("", "text2", 12, parent=strip)
        for line in (self._backup, self._backup_more):
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words.addStretch(1)
        words.addWidget(self._backup)
        words.addWidget(self._backup_more)
        words.addStretch(1)
        row.addLayout(words, 1)
        button = Button(t("Sao lưu ngay"), parent=strip)
        button.setObjectName("to_backups")
        button.clicked.connect(lambda: self.controller.open_page.emit("backups"))
        row.addWidget(button)
        return strip

    # ------------------------------------------------------------ showing and acting

    def _show_entered(self) -> None:
        data, findings = self.controller.data(), self.controller.findings()
        wanted = ("meetings", "narrative")
        pages = {
            entry.code: label(entry.label) if entry.sheet else t(entry.label)
            for entry in page_entries(data.catalogue)
            if entry.sheet or entry.code in wanted
        }
        errors = errors_by_page(findings, data.catalogue, set(pages))
        book = self.controller.book()
        self.entered.show_lines(entered_lines(data, book, list(pages.items()), errors))

    def _show_findings(self) -> None:
        findings = self.controller.findings()
        self._show_entered()
        self.findings.show_findings(lines_of(self.controller))
        self.findings.setVisible(bool(findings))
        self._none.setVisible(not findings)
        self._counts.setText(count_words(findings))
        errors = any(finding.severity == "error" for finding in findings)
        self._first.setVisible(bool(findings))
        self._first.set_label(t("Sửa lỗi đầu tiên") if errors else t("Phát hiện đầu tiên"))
        for part in (self.entered, self.keys):
            part.setFixedHeight(part.content_height())

    def _show_backup(self) -> None:
        status = self.controller.session.backup_status()
        first, second = backup_words(status.time, status.path, status.size, status.changes_since)
        if self.controller.backup_due and status.time is None:
            first, second = t("Đang sao lưu đầu ngày…"), ""
        elif status.failure is not None:
            first, second = t("Sao lưu gần nhất không thành"), messages.sentence(status.failure.error)
        elif status.path is not None and not status.present:
            second = t("bản sao lưu không còn ở {folder}", folder=str(status.path.parent))
        self._backup.set_tint("text" if status.failure is None else "err")
        self._backup.setText(first)
        self._backup_more.setText(second)

    def _recomposed(self) -> None:
        if self.isVisible():
            self._show_findings()
        else:
            self._stale = True

    def _continue(self) -> None:
        """To the first number still missing, else to the first finding."""
        missing = self.controller.book().missing()
        if missing:
            self.controller.go(Place("figure", missing[0]))
        elif not self.controller.data().meetings:
            self.controller.open_page.emit("meetings")
        else:
            self.controller.step_finding.emit(0)

    def _open_entered(self, line: EnteredLine) -> None:
        if line.first_missing:
            self.controller.go(Place("figure", line.first_missing))
        else:
            self.controller.open_page.emit(line.page)

    def _repair(self, finding: Finding) -> None:
        error = apply_repair(self.controller, finding)
        if error is not None:
            self.controller.problem.emit(messages.sentence(error))


def _section(label: str, beside: QWidget | None, body: QWidget) -> QVBoxLayout:
    """A head of 28 with a hair line, and what stands below it."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QHBoxLayout()
    words = QLabel(label)
    words.setFont(theme.font(13, 600))
    words.setFixedHeight(28)
    head.addWidget(words)
    head.addStretch(1)
    if beside is not None:
        head.addWidget(beside)
    column.addLayout(head)
    line = QWidget()
    line.setFixedHeight(1)
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setStyleSheet(f"background: {theme.color('hair').name()};")
    column.addWidget(line)
    column.addWidget(body, 1000)
    column.addStretch(1)
    return column
