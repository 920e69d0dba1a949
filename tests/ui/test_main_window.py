from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.entities import Period, Place
from models.errors import AppError
from models.session import Session
from ui import app as program
from ui.main_window import MainWindow
from ui.opening import CannotOpen
from ui.settings import Settings
from ui.single_instance import SingleInstance, raise_first
from ui.widgets.explain import Explanation

CONTROL = Qt.KeyboardModifier.ControlModifier


def _press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None
) -> None:
    target = QApplication.focusWidget() or window
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_the_caption_names_month_and_office(sample_window: MainWindow) -> None:
    assert sample_window.windowTitle() == "Sổ Điều Hành – Tháng 8 năm 2022 – Văn phòng UBND tỉnh Cao Bằng"


def test_ctrl_digits_open_the_pages_in_the_sidebars_order(qtbot: QtBot, sample_window: MainWindow) -> None:
    codes = sample_window.codes()
    for digit in range(1, 10):
        _press(qtbot, sample_window, Qt.Key(Qt.Key.Key_0 + digit), CONTROL)
        assert sample_window._code == codes[digit - 1]
        assert sample_window.sidebar.rows[codes[digit - 1]].isChecked()


def test_ctrl_page_down_shows_a_month_that_is_not_there(qtbot: QtBot, sample_window: MainWindow) -> None:
    _press(qtbot, sample_window, Qt.Key.Key_PageDown, CONTROL)
    assert sample_window.controller.period == Period(2022, 9)
    button = sample_window.page.findChild(QWidget, "start_from_previous")
    assert button is not None and button.accessibleName() == "Bắt đầu từ tháng 8"
    assert QApplication.focusWidget() is button
    with qtbot.waitSignal(sample_window.controller.changed):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert sample_window.controller.has_month()
    assert sample_window.page.title() == "Tổng quan"
    _press(qtbot, sample_window, Qt.Key.Key_Z, CONTROL)
    assert sample_window.controller.has_month()
    _press(qtbot, sample_window, Qt.Key.Key_Z, CONTROL)
    assert not sample_window.controller.has_month()
    assert sample_window.status.message().startswith("Đã hoàn tác: ")


def test_ctrl_s_stores_the_cell_in_hand_and_says_that_it_need_not_be_pressed(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    sample_window.controller.go(Place("figure", "vb_den"))
    for key in (Qt.Key.Key_4, Qt.Key.Key_2):
        _press(qtbot, sample_window, key)
    _press(qtbot, sample_window, Qt.Key.Key_S, CONTROL)
    assert sample_window.controller.data().values["vb_den"].amount == 42
    assert sample_window.status.message().startswith("Không cần Ctrl+S")


def test_a_place_is_shown_on_its_page(sample_window: MainWindow) -> None:
    sample_window.controller.go(Place("figure", "ub_qua_han"))
    assert sample_window._code == "sheet:nhiem_vu"
    sample_window.controller.go(Place("paragraph", id=2))
    assert sample_window._code == "narrative"


def test_f7_folds_the_preview_away_and_the_settings_keep_it(qtbot: QtBot, sample_window: MainWindow) -> None:
    assert sample_window.dock.isVisible() and sample_window.dock.width() == 432
    _press(qtbot, sample_window, Qt.Key.Key_F7)
    assert not sample_window.dock.isVisible() and sample_window.strip.isVisible()
    assert not sample_window.settings.preview_shown
    _press(qtbot, sample_window, Qt.Key.Key_F7)
    assert sample_window.dock.isVisible()


def test_a_narrow_window_has_a_rail_and_lays_the_preview_over(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    sample_window.resize(911, 464)
    qtbot.waitUntil(lambda: sample_window.strip.isVisible())
    assert sample_window.sidebar.width() == 48 and sample_window.page.low
    assert not sample_window.dock.isVisible()
    _press(qtbot, sample_window, Qt.Key.Key_F7)
    assert sample_window.dock.isVisible() and sample_window.dock.parentWidget() is sample_window
    _press(qtbot, sample_window, Qt.Key.Key_Escape)
    assert not sample_window.dock.isVisible()
    sample_window.resize(1366, 696)
    qtbot.waitUntil(lambda: sample_window.sidebar.width() == 184)
    assert sample_window.dock.isVisible() and not sample_window.strip.isVisible()


def test_f8_walks_the_findings_and_says_them(qtbot: QtBot, sample_window: MainWindow) -> None:
    count = len(sample_window.controller.findings())
    assert count
    _press(qtbot, sample_window, Qt.Key.Key_F8)
    assert sample_window.status.message().startswith(f"1/{count}  ")
    sample_window.step_finding(-1)
    assert sample_window.status.message().startswith(f"{count}/{count}  ")


def test_f6_goes_round_the_panes(qtbot: QtBot, sample_window: MainWindow) -> None:
    sample_window.activateWindow()
    sample_window.page.focus_first()
    _press(qtbot, sample_window, Qt.Key.Key_F6)
    assert sample_window.dock.view.hasFocus()
    _press(qtbot, sample_window, Qt.Key.Key_F6)
    assert sample_window.sidebar.rows["overview"].hasFocus()
    _press(qtbot, sample_window, Qt.Key.Key_F6)
    assert sample_window.page.isAncestorOf(QApplication.focusWidget() or sample_window)


def test_f1_explains(qtbot: QtBot, sample_window: MainWindow) -> None:
    _press(qtbot, sample_window, Qt.Key.Key_F1)
    shown = sample_window.findChild(Explanation)
    assert shown is not None and shown.accessibleName()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sample_window.findChild(Explanation) is None)


def test_a_field_without_typing_of_its_own_leaves_undo_to_the_window(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    controller = sample_window.controller
    sample_window.open("preview")
    field = sample_window.page.findChild(QLineEdit, "report_number")
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "2147")
    _press(qtbot, sample_window, Qt.Key.Key_Z, CONTROL)
    assert field.text() == "2146" and controller.data().month.number == 2146
    field.selectAll()
    qtbot.keyClicks(field, "2147")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert controller.data().month.number == 2147
    sample_window.page.view.setFocus()  # type: ignore[attr-defined]
    sample_window.page.tools.search.setFocus()  # type: ignore[attr-defined]
    _press(qtbot, sample_window, Qt.Key.Key_Z, CONTROL)
    assert controller.data().month.number == 2146


def test_a_refused_number_stays_in_its_field(qtbot: QtBot, sample_window: MainWindow) -> None:
    sample_window.open("preview")
    field = sample_window.page.findChild(QLineEdit, "report_date")
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "31/9")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "31/9" and field.property("wrong") == "true" and field.toolTip()
    assert sample_window.page.findChild(QLabel, "issue_reason").text() == field.toolTip()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "29/8/2022"
    assert sample_window.open("overview")


def test_marks_follow_the_month(qtbot: QtBot, sample_window: MainWindow) -> None:
    rows = sample_window.sidebar.rows
    assert rows["meetings"].accessibleName().startswith("Cuộc họp, ")
    assert rows["sheet:van_ban"].accessibleName() == "Văn bản, đã đủ"
    session, period = sample_window.controller.session, sample_window.controller.period
    with qtbot.waitSignal(sample_window.controller.recomposed):
        sample_window.controller.do(lambda: session.set_value(period, "vb_den", None))
    assert rows["sheet:van_ban"].accessibleName() == "Văn bản, còn thiếu"


def test_every_page_opens_and_says_its_keys(sample_window: MainWindow) -> None:
    for code in sample_window.codes():
        assert sample_window.open(code)
        assert sample_window.page.title()
        assert 1 <= len(sample_window.page.status_keys()) <= 5, code
        assert sample_window.page.explain(), code


def test_an_unforeseen_error_is_told_and_work_goes_on(qtbot: QtBot, sample_window: MainWindow) -> None:
    leave = program.catch_unforeseen(sample_window)
    try:
        try:
            raise ZeroDivisionError("395 nhiệm vụ")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        leave()
    qtbot.waitUntil(lambda: sample_window.notice.isVisible())
    assert "Có lỗi ngoài dự kiến" in sample_window.notice.words()
    report = Path(sample_window.notice.words().rpartition(": ")[2])
    assert "395" not in report.read_text(encoding="utf-8")
    assert sample_window.open("meetings")


def test_the_first_start_makes_a_file_and_asks_for_the_office(qtbot: QtBot, tmp_path: Path) -> None:
    program.make_application()
    path = tmp_path / "Tài liệu" / "SoDieuHanh-2026.sdh"
    window = program.make_window(program.open_session(path), Settings(tmp_path / "w.ini"))
    qtbot.addWidget(window)
    window.show()
    window.finish()
    assert window._code == "office"
    assert path.exists()
    window.close()
    window.controller.close()


def test_a_second_start_raises_the_first_window(qtbot: QtBot, tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "a.sdh"
    assert not raise_first(path)
    first = SingleInstance(path)
    with qtbot.waitSignal(first.raised):
        assert raise_first(path)
    assert not raise_first(tmp_path / "b.sdh")


def test_a_foreign_file_is_refused_in_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "khac.sdh"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(AppError) as refused:
        Session.open(path)
    dialog = CannotOpen(path, refused.value)
    qtbot.addWidget(dialog)
    words = dialog.findChild(QWidget, "cannot_open_words").text()  # type: ignore[union-attr]
    assert words.endswith(".") and refused.value.code not in words


def test_first_paint_loads_no_writer(sample_file: Path) -> None:
    import subprocess

    code = (
        "import sys; from pathlib import Path; from ui import app; from ui.settings import Settings;"
        "a = app.make_application(at_once=False); s = Settings(Path(sys.argv[1] + '.ini'));"
        "w = app.first_window(Path(sys.argv[1]), s); w.show(); a.sendPostedEvents();"
        "assert w.grab().toImage().pixelColor(600, 300).name() == '#ffffff';"
        "bad = {m.split('.')[0] for m in sys.modules} & {'reportlab', 'docx', 'openpyxl', 'fontTools'};"
        "from PySide6 import QtCore;"
        "assert 'Qt' not in vars(QtCore), 'all enums of Qt were made before the first paint';"
        "assert 'models.session' not in sys.modules; print(sorted(bad))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(sample_file)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_first_paint_shows_what_the_open_file_shows(
    qtbot: QtBot, sample_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(sample_file, tmp_path))
    program.make_application()
    window = program.first_window(file, Settings(tmp_path / "w.ini"))
    assert window is not None
    qtbot.addWidget(window)
    first = (window.windowTitle(), window.codes(), window.controller.period)
    with qtbot.waitSignal(window.finished):
        window.show()
    assert (window.windowTitle(), window.codes(), window.controller.period) == first
    assert window.page.title() == "Tổng quan"
    window.close()
    window.controller.close()


def test_a_damaged_file_is_told_over_the_window_which_closes_when_given_up(
    qtbot: QtBot, sample_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(sample_file, tmp_path))
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE stranger (a)")
    connection.close()
    program.make_application()
    window = program.first_window(file, Settings(tmp_path / "w.ini"))
    assert window is not None
    qtbot.addWidget(window)
    told: list[bool] = []

    def give_up() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            told.append(isinstance(dialog, CannotOpen) and window.isVisible())
            dialog.close()

    # The dialog runs its own loop: only a timer gets a word in.
    timer = QTimer(window)
    timer.timeout.connect(give_up)
    timer.start(20)
    window.show()
    qtbot.waitUntil(lambda: bool(told) and not window.isVisible())
    assert told == [True]


def test_a_window_that_was_closed_answers_no_second_start(qtbot: QtBot, tmp_path: Path) -> None:
    """It is still busy with its last backup: who came meanwhile ended without a word and without a window."""
    first = SingleInstance(tmp_path / "nam.sdh")
    assert raise_first(tmp_path / "nam.sdh")
    first.close()
    assert not raise_first(tmp_path / "nam.sdh")


def test_the_rail_has_room_for_the_manual_at_the_first_start(
    qtbot: QtBot, sample_session: Session, tmp_path: Path
) -> None:
    """It was looked for before the rail stood, when the rows had their heads, and left out."""
    window = program.make_window(sample_session, Settings(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    window.resize(910, 470)
    window.show()
    window.finish()
    assert window.sidebar.rail and window.sidebar.manual.isVisible()
