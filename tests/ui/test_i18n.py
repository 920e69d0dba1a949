from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from models.defaults import default_catalogue
from ui.app import make_application
from ui.i18n import label, set_language, t
from ui.pages import page_entries

UI = Path(__file__).parents[2] / "ui"
ENGLISH = UI.parent / "resources" / "i18n" / "en.json"


def _texts() -> Iterator[tuple[str, str]]:
    for file in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
            if called and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
                yield node.args[0].value, file.name  # type: ignore[attr-defined]
    for entry in page_entries(default_catalogue()):
        if not entry.sheet:
            yield entry.label, "pages"


def test_every_text_of_the_screen_has_its_english() -> None:
    english = json.loads(ENGLISH.read_text(encoding="utf-8"))
    assert [(text, file) for text, file in _texts() if text not in english] == []


def test_english_keeps_the_places_to_fill_in() -> None:
    english: dict[str, str] = json.loads(ENGLISH.read_text(encoding="utf-8"))
    place = re.compile(r"\{\w+\}")
    wrong = [
        s for s, e in english.items() if "{{" not in s and set(place.findall(s)) != set(place.findall(e))
    ]
    assert wrong == []


def test_the_screen_speaks_plain_office_words() -> None:
    for text, file in _texts():
        assert "!" not in text and "vui lòng" not in text.lower(), (text, file)


def test_a_text_without_english_stays_vietnamese() -> None:
    set_language("en")
    try:
        assert t("chưa có trong bảng {n}", n=2) == "chưa có trong bảng 2"
    finally:
        set_language("vi")


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("vi")


def test_every_label_of_the_default_catalogue_has_its_english(english: None) -> None:
    catalogue = default_catalogue()
    labels = {
        *(each for sheet in catalogue.sheets for each in (sheet.label, sheet.row_head)),
        *(row.label for row in catalogue.rows),
        *(each for column in catalogue.columns for each in (column.label, column.group)),
        *(figure.label for figure in catalogue.figures),
    }
    assert [words for words in labels if not re.sub(r"\{.*?\}", "", label(words)).isascii()] == []


def test_what_the_office_named_itself_stays(english: None) -> None:
    assert label("Nhiệm vụ") == "Tasks"
    assert label("UBND tỉnh giao: quá hạn") == "Provincial Committee: overdue"
    assert label("Sở A giao: quá hạn") == "Sở A giao: overdue"
    assert label("Hồ sơ dịch vụ công") == "Hồ sơ dịch vụ công"


def test_english_knows_one_from_many(english: None) -> None:
    assert [t("{n} gợi ý", n=n) for n in (0, 1, 2)] == ["0 hints", "1 hint", "2 hints"]


@pytest.mark.parametrize(
    ("context", "source", "shown"),
    [
        ("QPlatformTheme", "Cancel", "Thôi"),
        ("QPlatformTheme", "&Yes", "Có"),
        ("QFileDialog", "File &name:", "Tên tệp:"),
        ("QPrintDialog", "Print", "In"),
        ("QNobody", "Unknown text", "Unknown text"),
    ],
)
def test_qts_own_words_are_vietnamese(qapp: object, context: str, source: str, shown: str) -> None:
    make_application()
    assert QCoreApplication.translate(context, source) == shown


def test_qts_own_buttons_and_menus_are_vietnamese(qapp: object, qtbot: object) -> None:
    make_application()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    assert {button.text() for button in box.buttons()} == {"Ghi", "Thôi"}
    field = QLineEdit("chữ")
    words = [action.text().split("\t")[0] for action in field.createStandardContextMenu().actions()]
    assert {"Hoàn tác", "Chép", "Dán", "Chọn tất cả"} <= set(words)
