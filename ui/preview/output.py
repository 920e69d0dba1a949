"""The report as files: PDF, Word, the frozen pair of an issued report. Writers are imported on first use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import AppError
from ui import messages
from ui.controller import Controller
from ui.i18n import t


class Output(QObject):
    """Asks where to, writes, and tells the result in the status bar."""

    def __init__(self, controller: Controller, parent: QWidget) -> None:
        super().__init__(parent)
        self.controller = controller
        self._widget = parent

    def ask_pdf(self) -> None:
        """Ask for a name and write the PDF there."""
        path = self._ask(".pdf", t("Ghi PDF"), t("Tệp PDF"))
        if path is not None:
            self.save_pdf(path)

    def ask_word(self) -> None:
        """Ask for a name and write the Word file there."""
        path = self._ask(".docx", t("Ghi Word"), t("Tệp Word"))
        if path is not None:
            self.save_word(path)

    def save_pdf(self, path: Path) -> bool:
        """Write the PDF; False when it could not be written, which is then told."""
        return self._save(path, self._pdf)

    def save_word(self, path: Path) -> bool:
        """Write the Word file; False when it could not be written, which is then told."""
        return self._save(path, self._word)

    def issue(self) -> bool:
        """Freeze the report: its data, PDF and Word under the next version."""
        from models.exchange import write_month_file

        controller = self.controller
        data = controller.session.month_data(controller.period)
        change = controller.do(
            lambda: controller.session.issue(
                controller.period, data.month.number, write_month_file(data), self._pdf(), self._word()
            )
        )
        if change:
            period = controller.period
            month = f"{period.month}/{period.year}"
            words = t(
                "Đã phát hành báo cáo tháng {month}. Tệp PDF và Word được giữ trong máy; lấy lại ở nút ⋯.",
                month=month,
            )
            controller.told.emit(words, "")
        return bool(change)

    def ask_frozen(self) -> None:
        """Ask for a folder and put the PDF and Word files of the issued versions there."""
        chosen = QFileDialog.getExistingDirectory(self._widget, t("Chọn thư mục"), str(_documents()))
        if chosen:
            self.save_frozen(Path(chosen))

    def save_frozen(self, folder: Path) -> bool:
        """The files as they were issued; False when they could not be written, which is then told."""
        from ui.issued import write_frozen

        try:
            written = write_frozen(self.controller, folder)
        except AppError as error:
            self.controller.problem.emit(messages.sentence(error))
            return False
        self.controller.told.emit(t("Đã ghi {n} tệp đã phát hành.", n=len(written)), str(folder))
        return True

    def _pdf(self) -> bytes:
        from export.pdf import write_pdf

        return write_pdf(self.controller.pages())

    def _word(self) -> bytes:
        from export.docx import write_docx

        return write_docx(self.controller.composed().document)

    def _save(self, path: Path, make: Callable[[], bytes]) -> bool:
        from export.files import write_file
        from ui.waiting import pause

        try:
            write_file(path, make(), pause)
        except AppError as error:
            self.controller.problem.emit(messages.sentence(error))
            return False
        self.controller.told.emit(t("Đã ghi {name}", name=path.name), str(path.parent))
        return True

    def _ask(self, ending: str, title: str, kind: str) -> Path | None:
        from export.files import safe_name, with_ending

        folder = _documents()
        name = safe_name(f"BaoCao-{self.controller.period.key}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._widget, title, str(folder / name), f"{kind} (*{ending})"
        )
        return with_ending(chosen, ending) if chosen else None


def _documents() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) if documents else user_documents_path()
    # On a share that is gone Path would raise.
    return folder if os.path.isdir(folder) else Path.home()
