"""What keys do to the text: wrap in marks, notes, breaks. Each is one step of the editor's own undo."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from ui.editor.blocks import SOFT_BREAK, from_block, qt_offset, text_offset
from ui.editor.spans import note_around


def source_at(cursor: QTextCursor) -> tuple[str, int]:
    """The block's source, and the caret in it as a Python offset."""
    text = cursor.block().text()
    return from_block(text), text_offset(text, cursor.positionInBlock())


def in_note(cursor: QTextCursor) -> bool:
    text, offset = source_at(cursor)
    return note_around(text, offset) is not None


def wrap(cursor: QTextCursor, mark: str) -> QTextCursor:
    """Puts `mark` around the selection, or takes it off; without a selection, the caret between two marks."""
    if not cursor.hasSelection():
        cursor.insertText(mark + mark)
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark))
        return cursor
    chosen = cursor.selectedText()
    if "\u2029" in chosen:
        return cursor
    start = cursor.selectionStart()
    if chosen.startswith(mark) and chosen.endswith(mark) and len(chosen) > 2 * len(mark):
        new = chosen[len(mark) : -len(mark)]
    else:
        new = f"{mark}{chosen}{mark}"
    cursor.insertText(new)
    cursor.setPosition(start)
    cursor.movePosition(
        QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, qt_offset(new, len(new))
    )
    return cursor


def insert_note(cursor: QTextCursor) -> bool:
    """ "[^ ^]" with the caret inside, the selection as its text; False within another note."""
    if in_note(cursor) or "\u2029" in cursor.selectedText():
        return False
    chosen = cursor.selectedText()
    cursor.insertText(f"[^ {chosen} ^]")
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, 3)
    return True


def leave_note(cursor: QTextCursor) -> bool:
    """Puts the caret behind the note it stands in; False outside one."""
    text, offset = source_at(cursor)
    note = note_around(text, offset)
    if note is None:
        return False
    cursor.setPosition(cursor.block().position() + qt_offset(text, note[1]))
    return True


def break_line(cursor: QTextCursor) -> None:
    """Enter: a new paragraph of the note inside one, else a new paragraph of the report."""
    if in_note(cursor):
        cursor.insertText(SOFT_BREAK)
    else:
        cursor.insertBlock()


def insert_lines(cursor: QTextCursor, text: str) -> None:
    """Pastes text: its line ends become the note's, or the report's paragraphs."""
    lines = text.split("\n")
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for number, line in enumerate(lines):
        if number:
            break_line(cursor)
        cursor.insertText(line)
    cursor.endEditBlock()


def replace(cursor: QTextCursor, start: int, end: int, text: str) -> None:
    """Replaces the block's source[start:end] by `text`."""
    source, _ = source_at(cursor)
    base = cursor.block().position()
    cursor.setPosition(base + qt_offset(source, start))
    cursor.setPosition(base + qt_offset(source, end), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text.replace("\n", SOFT_BREAK))
