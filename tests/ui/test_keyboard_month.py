"""A month from nothing, without a mouse: from the first start to the printed report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from export.docx import write_docx
from export.layout import lay_out
from export.pdf import write_pdf
from models.report.compose import compose
from tests.ui.august import (
    check_figures,
    check_kept,
    enter_august,
    expected,
    look_at_findings,
    print_to_pdf,
    save,
    take_back_and_again,
    words_of_pdf,
    words_of_word,
)
from tests.ui.clerk import Clerk, first_start


@pytest.fixture
def clerk(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    """In front of a program that never ran here; file dialogs are Qt's own, as on a bare desktop."""
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "no-printers"))
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    hands = Clerk(first_start(tmp_path))
    yield hands
    hands.leave()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def test_a_month_is_entered_printed_and_kept_without_a_mouse(clerk: Clerk, tmp_path: Path) -> None:
    printed, pdf, word = tmp_path / "bản in.pdf", tmp_path / "báo cáo.pdf", tmp_path / "báo cáo.docx"
    enter_august(clerk)
    look_at_findings(clerk)
    take_back_and_again(clerk)
    print_to_pdf(clerk, printed)
    save(clerk, "save_pdf", pdf)
    save(clerk, "save_word", word)
    file = clerk.leave()

    check_figures(words_of_pdf(pdf))
    check_figures(words_of_word(word))
    wanted = compose(expected()).document
    assert pdf.read_bytes() == printed.read_bytes() == write_pdf(lay_out(wanted))
    assert word.read_bytes() == write_docx(wanted)
    check_kept(file)
