"""How the manual's text looks: our sizes, colours and tables in place of those that Qt gives Markdown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui import theme

_SIZES = {1: 20, 2: 18, 3: 15}
_ABOVE = {1: 0, 2: 28, 3: 18}
LINE_HEIGHT = 135.0
"""Percent of the letters' height."""


def dress(document: QTextDocument) -> None:
    """Give headings, text, tables and typed examples the window's look."""
    document.setIndentWidth(24)
    _unescape(document)
    _dress_blocks(document)
    _dress_code(document)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _unescape(document: QTextDocument) -> None:
    r"""Markdown writes a bar inside a table as \|; Qt leaves the stroke standing in examples."""
    cursor = document.find("\\|")
    while not cursor.isNull():
        cursor.insertText("|", cursor.charFormat())
        cursor = document.find("\\|", cursor)


def _dress_blocks(document: QTextDocument) -> None:
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        if level:
            above, below, height = _ABOVE.get(level, 12), 6, 120.0
        elif cursor.currentTable() is not None:
            above, below, height = 0, 0, 120.0
        else:
            goes_on = block.textList() is not None and block.next().textList() is not None
            above, below, height = 0, 4 if goes_on else 10, LINE_HEIGHT
        layout = QTextBlockFormat()
        layout.setTopMargin(above)
        layout.setBottomMargin(below)
        layout.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(layout)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            # Not merged: Qt's Markdown sizes headings by steps that would stay on top of our sizes.
            cursor.setCharFormat(_letters(_SIZES.get(level, 14)))
        block = block.next()


def _letters(px: int) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setFont(theme.font(px, 600))
    letters.setForeground(theme.color("text"))
    return letters


def _dress_code(document: QTextDocument) -> None:
    """What is typed stands on a grey ground, in the letters of the text: no fixed pitch."""
    spans: list[tuple[int, int]] = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            if fragment.charFormat().fontFixedPitch():
                spans.append((fragment.position(), fragment.position() + fragment.length()))
            parts += 1
        block = block.next()
    look = QTextCharFormat()
    look.setFont(theme.font(13, QFont.Weight.Medium.value))
    look.setFontFixedPitch(False)
    look.setBackground(theme.color("tag"))
    look.setForeground(theme.color("text"))
    cursor = QTextCursor(document)
    for start, end in spans:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _dress_table(table: QTextTable) -> None:
    """Hair lines between rows, a head in secondary ink, the whole width."""
    whole = table.format()
    whole.setBorder(1)
    whole.setBorderBrush(theme.color("hair"))
    whole.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    whole.setBorderCollapse(True)
    whole.setCellPadding(6)
    whole.setTopMargin(6)
    whole.setBottomMargin(10)
    whole.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    whole.setAlignment(Qt.AlignmentFlag.AlignLeft)
    table.setFormat(whole)
    head = QTextCharFormat()
    head.setFont(theme.font(12, 600))
    head.setForeground(theme.color("text2"))
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(head)
        shaded = cell.format().toTableCellFormat()
        shaded.setBackground(theme.color("window"))
        cell.setFormat(shaded)
