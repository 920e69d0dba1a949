"""Who signs, and in what capacity: the variants of Decree 30/2020, and how the chosen one prints."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import t


class Variant(NamedTuple):
    """A capacity's printed lines; `code` is their join, so that it can be told from stored lines."""

    lines: tuple[str, ...]

    @property
    def code(self) -> str:
        return "\n".join(self.lines)

    @property
    def label(self) -> str:
        return " / ".join(self.lines)


VARIANTS = (
    Variant(("CHÁNH VĂN PHÒNG",)),
    Variant(("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
    Variant(("Q. CHÁNH VĂN PHÒNG",)),
    Variant(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    Variant(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    Variant(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
)


def variant_entries() -> list[tuple[str, str]]:
    """For a chooser: code and label; "" stands for lines of the office's own."""
    return [*((variant.code, variant.label) for variant in VARIANTS), ("", t("Khác: tự gõ các dòng"))]


def variant_of(lines: tuple[str, ...]) -> str:
    """The code of the variant with these lines; "" when there is none."""
    code = "\n".join(lines)
    return code if any(variant.code == code for variant in VARIANTS) else ""


class SignaturePreview(QWidget):
    """The signature as it prints: capacity in bold capitals, room, name in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("office_signature_preview")
        self._lines: tuple[str, ...] = ()
        self._signer = ""

    def show_signature(self, lines: tuple[str, ...], signer: str) -> None:
        self._lines, self._signer = lines, signer
        self.setAccessibleName(", ".join((*lines, signer)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 24 * max(1, len(self._lines)) + 72)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paper = QRect(0, 0, min(360, self.width()), self.height())
        painter.fillRect(paper, Qt.GlobalColor.white)
        painter.setPen(theme.color("line"))
        painter.drawRect(paper.adjusted(0, 0, -1, -1))
        font = QFont("Times New Roman")
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(16)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.color("paper_ink"))
        top = 12
        for line in self._lines:
            painter.drawText(QRect(0, top, paper.width(), 24), Qt.AlignmentFlag.AlignCenter, line)
            top += 24
        below = QRect(0, self.height() - 34, paper.width(), 24)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._signer or "…")
        painter.end()
