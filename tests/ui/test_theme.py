from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from ui import theme

TEXTS = [
    ("text", ("window", "surface", "comp", "na", "tag", "soft", "soft2", "warnsoft", "errsoft")),
    ("text2", ("window", "surface", "comp", "na", "tag", "soft", "sunken")),
    ("text3", ("window", "surface", "comp")),
    ("accent", ("window", "surface", "soft")),
    ("err", ("surface", "window", "errsoft")),
    ("warn", ("surface", "window", "warnsoft")),
    ("on_accent", ("accent",)),
    ("paper_ink", ("wash", "run", "wrong", "found", "doubt")),
]
MARKS = [
    ("field", ("surface", "window")),
    ("mark", ("surface", "window")),
    ("ok", ("window", "surface")),
    ("accent", ("surface",)),
]


@pytest.mark.parametrize(("ink", "grounds"), TEXTS)
def test_text_has_four_and_a_half_to_one(ink: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        ratio = theme.contrast(getattr(theme.LIGHT, ink), getattr(theme.LIGHT, ground))
        assert ratio >= 4.5, f"{ink} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize(("ink", "grounds"), MARKS)
def test_marks_have_three_to_one(ink: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        ratio = theme.contrast(getattr(theme.LIGHT, ink), getattr(theme.LIGHT, ground))
        assert ratio >= 3, f"{ink} on {ground}: {ratio:.2f}"


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_high_contrast_uses_the_systems_colours_only(qapp: object) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#FFFF00"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#00FF00"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    tokens = theme.high_contrast(palette)
    assert (tokens.surface, tokens.text2, tokens.accent) == ("#000000", "#FFFF00", "#00FF00")
    assert theme.contrast(tokens.err, tokens.errsoft) > 7


def test_the_ui_font_covers_vietnamese_and_is_never_below_eleven(qapp: object) -> None:
    from PySide6.QtGui import QFontDatabase

    vietnamese = QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese)
    assert theme.family() in vietnamese
    assert theme.font(9).pixelSize() == 11


@pytest.mark.parametrize("name", sorted(theme.ICONS))
def test_every_icon_is_drawn(qapp: object, name: str) -> None:
    picture = theme.pixmap(name, "accent", 16, 2.0).toImage()
    assert picture.width() == 32
    inked = sum(picture.pixelColor(x, y).alpha() > 40 for x in range(32) for y in range(32))
    assert 10 < inked < 900


def test_the_style_sheet_leaves_no_token_unfilled(qapp: object) -> None:
    assert "@" not in theme.style_sheet()
