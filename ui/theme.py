"""Colours, type and icons of the window: window.md sections 2 and 3 as one table.

Every colour on screen is a token named here; pages ask `tokens()` when they paint, so that a change of
palette needs no restart.
"""

from __future__ import annotations

import importlib.util
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    # Making it takes time that the first paint has not.
    from PySide6.QtGui import QIcon

HEADER = 56
HEADER_LOW = 44
ROW = 32
CONTROL = 32
TOOL = 28
PADDING = 16
RADIUS = 6
RADIUS_SMALL = 4

# Naming QtCore.Qt makes all its enums, a tenth of the time to the first paint, and so does giving a painter a
# pen or a brush. What the first paint shows takes these numbers, `tint` and `rounded` instead.
LEFT, RIGHT, H_CENTER, V_CENTER = 0x01, 0x02, 0x04, 0x80
"""Qt.AlignmentFlag, for QPainter.drawText."""
CLEAR = QColor(0, 0, 0, 0)


class Tokens(NamedTuple):
    """The colours of one palette, as "#RRGGBB"."""

    window: str
    surface: str
    sunken: str
    comp: str
    na: str
    tag: str
    hair: str
    line: str
    field: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    soft: str
    soft2: str
    err: str
    errsoft: str
    warn: str
    mark: str
    warnsoft: str
    ok: str
    wash: str = "#EAF2FB"
    """The preview's paragraph in hand; on paper, so the same in every palette."""
    run: str = "#BFD8F4"
    """The preview's run in hand."""
    wrong: str = "#FBDAD6"
    """A run on paper that a finding speaks of."""
    found: str = "#FFC61A"
    """A search hit on paper that is in hand; others are in `doubt`."""
    doubt: str = "#FFEFC7"
    """A run on paper that a warning speaks of."""
    paper_ink: str = "#000000"


LIGHT = Tokens(
    window="#F5F6F7",
    surface="#FFFFFF",
    sunken="#E8EAED",
    comp="#FAFBFB",
    na="#F1F3F4",
    tag="#EEF0F2",
    hair="#E4E7EA",
    line="#C6CCD2",
    field="#878F98",
    text="#1A1E23",
    text2="#515A64",
    text3="#616A74",
    accent="#1B5AA5",
    on_accent="#FFFFFF",
    soft="#E5EEF8",
    soft2="#CFE0F3",
    err="#B3261E",
    errsoft="#FCEEEC",
    warn="#855500",
    mark="#B97A0A",
    warnsoft="#FFF5DD",
    ok="#2B7549",
)


class _Chosen:
    """The one palette in use."""

    tokens: Tokens = LIGHT
    system: QPalette | None = None


def tokens() -> Tokens:
    """The palette in use."""
    return _Chosen.tokens


def color(name: str) -> QColor:
    """A token's colour by its name ("accent"), or any "#RRGGBB"."""
    return QColor(name if name.startswith("#") else getattr(_Chosen.tokens, name))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(name: str) -> float:
        parts = [int(name[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def high_contrast(palette: QPalette) -> Tokens:
    """Tokens made of the system's own high-contrast palette, which overrides all of ours."""

    def of(role: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, role).name().upper()

    base, text = of(QPalette.ColorRole.Base), of(QPalette.ColorRole.Text)
    accent, on_accent = of(QPalette.ColorRole.Highlight), of(QPalette.ColorRole.HighlightedText)
    grounds = dict.fromkeys(
        ("window", "surface", "sunken", "comp", "na", "tag", "soft", "soft2", "errsoft", "warnsoft"), base
    )
    inks = dict.fromkeys(
        ("hair", "line", "field", "text", "text2", "text3", "err", "warn", "mark", "ok"), text
    )
    return Tokens(**grounds, **inks, accent=accent, on_accent=on_accent)


# ---------------------------------------------------------------- type


@cache
def family() -> str:
    """Segoe UI on Windows; elsewhere the system's UI sans, if it covers Vietnamese, else one that does."""
    known = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    vietnamese = set(QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese))
    for name in ("Segoe UI", "Noto Sans", "Open Sans", system, "DejaVu Sans"):
        if name in known and name in vietnamese:
            return name
    return system


@lru_cache(maxsize=128)
def font(px: int, weight: int = 400, italic: bool = False, strike: bool = False) -> QFont:
    """The UI font at `px` logical pixels (never below 11), with tabular figures. Copy it to change it."""
    made = QFont(family())
    made.setPixelSize(max(px, 11))
    made.setWeight(QFont.Weight(weight))
    made.setItalic(italic)
    made.setStrikeOut(strike)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """The text, ending in "…" where it is wider than `width` logical pixels."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    return metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, width)


_INKS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def tint(widget: QWidget, ink: str, ground: str = "") -> None:
    """Let the widget's painters begin with the token `ink` as their pen, on `ground` if one is given."""
    made = QPalette()
    for role in _INKS:
        made.setColor(role, color(ink))
    if ground:
        made.setColor(QPalette.ColorRole.Window, color(ground))
        widget.setAutoFillBackground(True)
    widget.setPalette(made)
    widget.setProperty("tint", [ink, ground])


# ---------------------------------------------------------------- icons

# Names the program uses -> Tabler's (MIT), taken from the package tabler-qicon.
ICONS = {
    "overview": "layout-grid",
    "meetings": "users-group",
    "documents": "files",
    "tasks": "list",
    "economy": "chart-line",
    "reception": "messages",
    "table": "table",
    "narrative": "align-left",
    "findings": "search",
    "preview": "printer",
    "office": "building",
    "backup": "device-sd-card",
    "manual": "book",
    "saved": "circle-check",
    "error": "alert-circle/filled",
    "warning": "alert-triangle/filled",
    "hint": "info-circle/filled",
    "print": "printer",
    "pdf": "file-type-pdf",
    "word": "file-text",
    "page": "file-text",
    "counted": "list-numbers",
    "expand": "arrows-diagonal",
    "more": "dots",
    "close": "x",
}


@cache
def _icon_folder() -> Path:
    """Where tabler-qicon keeps its drawings. The package is not imported: it would look for PyQt first."""
    spec = importlib.util.find_spec("tablerqicon")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("tablerqicon")
    return Path(spec.origin).parent / "icons"


@lru_cache(maxsize=256)
def _drawing(name: str) -> bytes:
    file, _, variant = ICONS.get(name, name).partition("/")
    return (_icon_folder() / (variant or "outline") / f"{file}.svg").read_bytes()


def pixmap(name: str, tint: str = "text2", px: int = 16, ratio: float | None = None) -> QPixmap:
    """The icon drawn `px` logical pixels wide in `tint` (a token or "#RRGGBB"), for screens of that ratio."""
    app = QGuiApplication.instance()
    sharp = ratio or (app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0)
    return _pixmap(name, color(tint).name(), px, sharp)


@lru_cache(maxsize=512)
def _pixmap(name: str, tint: str, px: int, ratio: float) -> QPixmap:
    return _rendered(_drawing(name).replace(b"currentColor", tint.encode()), px, px, ratio)


def _rendered(svg: bytes, width: int, height: int, ratio: float) -> QPixmap:
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.fill(CLEAR)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, width * ratio, height * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=64)
def rounded(width: int, height: int, radius: float, tint: str, ratio: float) -> QPixmap:
    """A box of that size with round corners and no edge, filled with a token."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" rx="{radius}" fill="{color(tint).name()}"/></svg>'
    )
    return _rendered(drawing.encode(), width, height, ratio)


def icon(name: str, tint: str = "text2", px: int = 16) -> QIcon:
    """The same drawing as a QIcon, greyed by us when disabled."""
    from PySide6.QtGui import QIcon

    made = QIcon(pixmap(name, tint, px))
    made.addPixmap(pixmap(name, "text3", px), QIcon.Mode.Disabled)
    return made


def program_icon() -> QIcon:
    """The program's icon, drawn here: a ledger page on the accent ground."""
    from PySide6.QtGui import QIcon

    made = QIcon()
    for px in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(px, px)
        picture.fill(CLEAR)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.scale(px / 16, px / 16)
        painter.setBrush(QColor(LIGHT.accent))
        painter.drawRoundedRect(QRectF(0, 0, 16, 16), 4, 4)
        painter.setBrush(QColor("#FFFFFF"))
        for top, width in ((4.0, 8.0), (7.2, 8.0), (10.4, 5.0)):
            painter.drawRoundedRect(QRectF(4, top, width, 1.7), 0.8, 0.8)
        painter.end()
        made.addPixmap(picture)
    return made


# ---------------------------------------------------------------- the application's look


def apply(app: QApplication) -> None:
    """Give the application our palette and font: all that the first paint shows is painted with them."""
    _Chosen.tokens, _Chosen.system = LIGHT, app.palette()
    app.setFont(font(13))
    app.setPalette(palette())


def complete(app: QApplication) -> None:
    """The style sheet, and the system's high contrast if it asks for it (asking makes Qt's enums)."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast:
        _Chosen.tokens = high_contrast(_Chosen.system or app.palette())
        rounded.cache_clear()
        app.setPalette(palette())
        for widget in app.allWidgets():
            tints = widget.property("tint")
            if tints:
                tint(widget, *tints)
    app.setStyleSheet(style_sheet())


def palette() -> QPalette:
    """Our tokens as a QPalette, for what the style sheet does not reach."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: "surface",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "window",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Highlight: "soft2",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.PlaceholderText: "text3",
    }
    for role, name in roles.items():
        made.setColor(role, color(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, color("text3"))
    return made


def style_sheet() -> str:
    """The application's style sheet with the tokens' colours."""
    from ui.style_sheet import SHEET

    filled = SHEET.replace("@chevron", (_icon_folder() / "outline" / "chevron-down.svg").as_posix())
    # Longest first: "text" must not eat the start of "text2".
    for name in sorted(Tokens._fields, key=len, reverse=True):
        filled = filled.replace(f"@{name}", getattr(_Chosen.tokens, name))
    return filled
