"""Xem và in: the report at reading size, its pages at the left, its findings at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QWidget

from models.changes import ChangeSet
from models.checks.finding import Finding
from models.entities import Place
from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.issued import changed_since_issue, office_is_old
from ui.preview.find import Hit, find_in_pages
from ui.preview.findings_list import FindingsByPage
from ui.preview.geometry import SCREEN
from ui.preview.issue_bar import IssueBar
from ui.preview.issue_fields import IssueFields
from ui.preview.marks import Mark, finding_marks
from ui.preview.output import Output
from ui.preview.overlay import finding_overlay
from ui.preview.tools import PreviewTools
from ui.preview.view import PageView
from ui.widgets.page import Page

_THUMBS = 128


class PreviewPage(Page):
    """Pages, search, zoom; print, PDF, Word, issue."""

    most_width = 100_000

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_preview")
        # It stands without the preview beside it: its own width must not widen the other pages' stack.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._fitted = True
        self.output = Output(controller, self)
        self._pdf = self.add_button(t("Ghi PDF"), icon="pdf")
        self._word = self.add_button(t("Ghi Word"), icon="word")
        self._issue = self.add_button(t("Phát hành"))
        self._print = self.add_button(t("In"), "Ctrl+P", icon="print", primary=True)
        for button, name in (
            (self._pdf, "save_pdf"),
            (self._word, "save_word"),
            (self._issue, "issue"),
            (self._print, "print"),
        ):
            button.setObjectName(name)
        self._frozen = self.add_menu_action(t("Lấy lại các bản đã phát hành…"))
        self._frozen.triggered.connect(self.output.ask_frozen)
        # The question cannot be asked while findings are open; they may come from the old data.
        self._office = self.add_menu_action(t("Lấy thông tin cơ quan hiện nay"))
        self._office.triggered.connect(self.take_office)
        self._pdf.clicked.connect(self.output.ask_pdf)
        self._word.clicked.connect(self.output.ask_word)
        self._issue.clicked.connect(self.ask_issue)
        self._print.clicked.connect(self.print_report)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.content.setContentsMargins(0, 0, 0, 0)
        self.tools = PreviewTools(self)
        self.fields = IssueFields(self.controller, self.tools)
        self.tools.fields.addWidget(self.fields)
        self.thumbs = PageView("thumbs", self)
        self.thumbs.setFixedWidth(_THUMBS)
        self.thumbs.setAccessibleName(t("Các trang"))
        self.thumbs.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.view = PageView("zoom", self)
        self.view.setObjectName("preview_pages")
        self.list = FindingsByPage(self.controller, self)
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(self.thumbs)
        row.addWidget(self.view, 1)
        row.addWidget(self.list)
        self.issue_bar = IssueBar(self)
        self.reason = _reason_line(self)
        self.fields.reasons.connect(self._show_reason)
        self.content.addWidget(self.tools)
        self.content.addWidget(self.reason)
        self.content.addWidget(self.issue_bar)
        self.content.addLayout(row, 1)

    def _connect(self) -> None:
        self.controller.recomposed.connect(self._recomposed)
        self.view.place_clicked.connect(self.controller.go)
        self.view.page_changed.connect(self._show_page_number)
        self.thumbs.page_clicked.connect(lambda index: self.view.show_page(index))
        self.tools.page_wanted.connect(lambda index: self.view.show_page(index))
        self.tools.zoom_wanted.connect(self._zoom_to)
        self.tools.sought.connect(self._seek)
        self.tools.step.connect(self._step_hit)
        self.tools.search.left.connect(self.view.setFocus)
        self.issue_bar.agreed.connect(self._issue_now)
        self.issue_bar.left.connect(self.focus_first)
        self.issue_bar.office_wanted.connect(self.take_office)
        self.list.chosen.connect(lambda finding: self.controller.go(finding.place))
        self.list.mend.connect(self._mend)
        for keys, action in (
            ("Ctrl+F", self._focus_search),
            ("Ctrl++", lambda: self.tools.step_zoom(1)),
            ("Ctrl+=", lambda: self.tools.step_zoom(1)),
            ("Ctrl+-", lambda: self.tools.step_zoom(-1)),
            ("Ctrl+0", lambda: self._zoom_to(0.0)),
            ("Alt+Return", self._mend_in_hand),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # ------------------------------------------------------------ Page

    def title(self) -> str:
        return t("Xem và in")

    def state_line(self) -> str:
        count = len(self.controller.pages().pages)
        version = self.controller.data().month.issued_version
        if version and changed_since_issue(self.controller):
            return t("đã sửa sau khi phát hành bản {version}, {n} trang A4", version=version, n=count)
        if version:
            return t("đã phát hành, bản {version}, {n} trang A4", version=version, n=count)
        if self.width() < 900:
            # The tool row says the number of pages; four buttons and the month need the room.
            return ""
        return t("bản nháp, {n} trang A4", n=count)

    def refresh(self, change: ChangeSet | None) -> None:
        self.fields.refresh()
        self._frozen.setEnabled(bool(self.controller.data().month.issued_version))
        self._office.setEnabled(office_is_old(self.controller))
        if change is None:
            self._recomposed()

    def status_keys(self) -> list[tuple[str, str]]:
        return [
            ("PgUp PgDn", t("lật trang")),
            ("Ctrl+F", t("tìm")),
            ("F8", t("phát hiện kế tiếp")),
            ("Ctrl+P", t("in")),
            ("F1", t("giải thích")),
        ]

    def explain(self) -> str:
        return t(
            "Trang ở đây là trang sẽ in: máy in, tệp PDF và màn hình dùng chung một bản dàn trang. "
            "Bấm vào một con số để về ô của nó. Lỗi phải sửa và cảnh báo phải ghi lý do trước khi phát hành; "
            "in bản nháp thì lúc nào cũng được."
        )

    def focus_first(self) -> None:
        self.view.setFocus()

    def finish_entry(self) -> bool:
        # What is refused stays in its field with its reason, and keeps nobody on this page.
        self.fields.finish()
        return True

    def back(self) -> bool:
        if self.issue_bar.isVisible():
            self.issue_bar.leave()
            return True
        if self.tools.search.text():
            self.tools.search.clear()
            self.view.setFocus()
            return True
        if not self.view.hasFocus():
            self.view.setFocus()
            return True
        return False

    def show_place(self, place: Place) -> bool:
        if place.kind == "month":
            self.fields.focus_field(place.code)
            return True
        return False

    def show_finding(self, finding: Finding) -> bool:
        """F8: here, where the list stands beside the pages."""
        if self.list.isHidden():
            return False
        self.list.show_finding(finding)
        self._mark_in_hand()
        for mark in finding_marks(self.controller.pages(), (finding,)):
            self.view.reveal(mark.page, mark.boxes[0])
        return True

    # ------------------------------------------------------------ showing

    def _recomposed(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        pages = self.controller.pages()
        overlay = finding_overlay(self.controller)
        for view in (self.view, self.thumbs):
            view.set_pages(pages)
            view.set_doubts(*overlay)
        self.list.refresh()
        self._mark_in_hand()
        self._fit()
        self._seek(self.tools.search.text(), keep=True)
        self._show_page_number(self.view.current_page)
        self._show_issue()
        self.refresh_header()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        # The view has its width only once it is laid out.
        QTimer.singleShot(0, self._recomposed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setVisible(self.width() >= 1000)
        self.thumbs.setVisible(self.width() >= 760)
        self._fit()

    def _fit(self) -> None:
        pages = self.view.pages.pages
        if self._fitted and pages:
            room = self.view.viewport().width() - 40
            self._apply_zoom(max(0.5, min(1.1, room / (pages[0].width * SCREEN))))

    def _zoom_to(self, zoom: float) -> None:
        self._fitted = not zoom
        if zoom:
            self._apply_zoom(zoom)
        else:
            self._fit()

    def _apply_zoom(self, zoom: float) -> None:
        self.view.set_mode("zoom", zoom)
        self.tools.show_zoom(zoom)

    def _show_reason(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setVisible(bool(words))

    def _show_page_number(self, index: int) -> None:
        self.thumbs.set_current(index)
        self.tools.show_page(index, len(self.view.pages.pages))

    def _show_issue(self) -> None:
        findings = self.controller.findings()
        errors = sum(finding.severity == "error" for finding in findings)
        warnings = sum(finding.severity == "warning" for finding in findings)
        version = self.controller.data().month.issued_version
        if errors or warnings:
            self.issue_bar.hide()
        # A locked button that is pressed all the same: what has to be done first.
        self._issue.setToolTip(
            t("Mỗi phát hiện: sửa, hoặc ghi lý do giữ nguyên ở trang Kiểm tra.") if errors or warnings else ""
        )
        if errors:
            self._issue.set_blocked(t("Phát hành: còn {n} lỗi", n=errors))
        elif warnings:
            self._issue.set_blocked(t("Phát hành: còn {n} cảnh báo", n=warnings))
        elif version and not changed_since_issue(self.controller):
            self._issue.set_blocked(t("Đã phát hành bản {version}", version=version))
        else:
            self._issue.set_blocked("")
            self._issue.set_label(t("Phát hành"))

    # ------------------------------------------------------------ searching and mending

    def _focus_search(self) -> None:
        self.tools.search.setFocus()
        self.tools.search.selectAll()

    def _seek(self, words: str, keep: bool = False) -> None:
        self._hits = find_in_pages(self.controller.pages(), words)
        self._hit = min(max(self._hit, 0), len(self._hits) - 1) if keep else (0 if self._hits else -1)
        self._show_hits()

    def _step_hit(self, step: int) -> None:
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self._show_hits()

    def _show_hits(self) -> None:
        self.view.set_hits(self._hits, self._hit)
        self.tools.show_found(self._hit, len(self._hits))

    def _mark_in_hand(self) -> None:
        finding = self.list.in_hand()
        marks = finding_marks(self.controller.pages(), () if finding is None else (finding,))
        self.view.set_marks({mark.page: [Mark(box, "run") for box in mark.boxes] for mark in marks})

    def _mend_in_hand(self) -> None:
        finding = self.list.in_hand()
        if finding is not None:
            self._mend(finding)

    def _mend(self, finding: Finding) -> None:
        from ui.tables.repairs import apply_repair

        apply_repair(self.controller, finding)

    # ------------------------------------------------------------ issuing and printing

    def ask_issue(self) -> None:
        """The question comes first: number, date and version, as they stand now."""
        if self.fields.finish():
            controller = self.controller
            version = controller.session.next_version(controller.period)
            self.issue_bar.ask(controller.data().month, version, office_is_old(controller))

    def take_office(self) -> None:
        """An issued month prints with the office's data of today; the question, if it stands, goes on."""
        asked = self.issue_bar.isVisible()
        session, period = self.controller.session, self.controller.period
        if self.controller.do(lambda: session.take_office(period)) and asked:
            self.ask_issue()

    def _issue_now(self) -> None:
        self.output.issue()
        self.focus_first()

    def print_report(self) -> None:
        """Ctrl+P: the print dialog, for a draft too."""
        from ui.print_dialog import PrintDialog

        if not self.fields.finish():
            return
        pages = self.controller.pages()
        if not pages.pages:
            return
        dialog = PrintDialog(pages, self.view.current_page, self)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        if dialog.wants_pdf:
            self.output.ask_pdf()
        elif done:
            self.controller.told.emit(t("Đã gửi {n} trang đến máy in.", n=dialog.printed), "")


def _reason_line(parent: QWidget) -> QLabel:
    """Below the fields: why what was typed in them is not stored."""
    line = QLabel("", parent)
    line.setObjectName("issue_reason")
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setFont(theme.font(12))
    line.setContentsMargins(theme.PADDING, 6, theme.PADDING, 6)
    line.setStyleSheet(f"color: {theme.tokens().err}; background: {theme.tokens().errsoft};")
    line.hide()
    return line
