"""The narrative as one text: lines of 25 px, values painted beside their fields, marks in the margin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from models.errors import UserError
from models.text import clean
from ui import theme
from ui.editor import commands
from ui.editor.blocks import Edit, difference, from_block, qt_offset, qt_offsets
from ui.editor.highlighter import GAP, NarrativeHighlighter, value_font
from ui.editor.history import History
from ui.editor.spans import fields, segments
from ui.i18n import t

LINE = 25
BETWEEN = 10
MARGIN = 24


class NarrativeEdit(QTextEdit):
    """Shows and edits blocks; what they are stored as, and when, is `ui.editor.store`'s business."""

    left = Signal()
    """The focus went elsewhere."""
    refused = Signal(object)
    """UserError of a paste that was not taken."""
    noticed = Signal(tuple)
    """Codes of what was changed in a paste."""
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, value_of: Callable[[str], str | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrative_edit")
        self.setAccessibleName(t("Nội dung báo cáo"))
        self.setProperty("plain", True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.document().setDefaultFont(theme.font(14))
        self.history = History()
        self.setProperty("own_undo", True)
        self.highlighter = NarrativeHighlighter(self.document(), value_of)
        self.inherited: Callable[[int], bool] = lambda _block: False
        """Whether the paragraph in that block is unchanged since the month it was taken from."""
        self.severity: Callable[[int], str] = lambda _block: ""
        """The worst finding's severity in that block, "" for none."""
        self.before_key: Callable[[QKeyEvent], bool] = lambda _event: False
        """Asked first with every key; True when it took the key."""
        self._shape()

    # ------------------------------------------------------------ text in and out

    def blocks(self) -> list[str]:
        """The text of every block, soft breaks as U+2028."""
        return [block.text() for block in self._all_blocks()]

    def show_blocks(self, texts: Sequence[str], follow: bool = False) -> None:
        """Makes the text these blocks, touching only those that differ; the caret stays where it can, or
        goes to the end of what differs (`follow`)."""
        edit = difference(self.blocks(), list(texts) or [""])
        if edit:
            caret = self._apply(edit)
            if follow:
                self.setTextCursor(caret)
                self.ensureCursorVisible()

    def _apply(self, edit: Edit) -> QTextCursor:
        """Makes the edit; the end of it."""
        document = self.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        first = document.findBlockByNumber(edit.start)
        common = min(edit.removed, len(edit.added))
        for number in range(common):
            block = document.findBlockByNumber(edit.start + number)
            _replace_block(cursor, block, edit.added[number])
        if len(edit.added) > common:
            after = edit.start + common
            if after < document.blockCount() and first.isValid():
                cursor.setPosition(document.findBlockByNumber(after).position())
                cursor.insertText("".join(text + "\n" for text in edit.added[common:]))
                cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
            else:
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertText("".join("\n" + text for text in edit.added[common:]))
        for _ in range(edit.removed - common):
            _remove_block(cursor, document.findBlockByNumber(edit.start + common))
        cursor.endEditBlock()
        return cursor

    def _shape(self) -> None:
        """Line height and margins; new blocks inherit them from the block they are split from."""
        document = self.document()
        # `ui.editor.history` undoes by words, and goes on where something was stored meanwhile.
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        frame = document.rootFrame().frameFormat()
        assert isinstance(frame, QTextFrameFormat)
        frame.setLeftMargin(MARGIN)
        frame.setTopMargin(6)
        frame.setRightMargin(8)
        frame.setBottomMargin(24)
        document.rootFrame().setFrameFormat(frame)
        look = QTextBlockFormat()
        look.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        look.setBottomMargin(BETWEEN)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(look)

    def go_to(self, block: int, start: int, end: int) -> None:
        """Puts the caret before the block's source[start:end], marks that until the next key, and scrolls it
        into view. It is not selected: the next letter typed would replace it."""
        target = self._stretch(block, start, end)
        caret = QTextCursor(target)
        caret.setPosition(target.selectionStart())
        self.setTextCursor(caret)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = target
        mark.format.setBackground(theme.color("soft2"))
        self.setExtraSelections([mark] if target.hasSelection() else [])
        self.ensureCursorVisible()

    def replace(self, block: int, start: int, end: int, text: str) -> None:
        """Puts `text` in the place of the block's source[start:end], the caret behind it."""
        target = self._stretch(block, start, end)
        self.setTextCursor(target)
        commands.insert_lines(target, text)
        self.setTextCursor(target)
        self.ensureCursorVisible()

    def _stretch(self, block: int, start: int, end: int) -> QTextCursor:
        """The block's source[start:end], selected."""
        found = self.document().findBlockByNumber(block)
        source = from_block(found.text())
        cursor = QTextCursor(found)
        for offset, mode in (
            (start, QTextCursor.MoveMode.MoveAnchor),
            (end, QTextCursor.MoveMode.KeepAnchor),
        ):
            cursor.setPosition(found.position() + qt_offset(source, min(offset, len(source))), mode)
        return cursor

    def leave_mark(self) -> bool:
        """Takes the mark of the last jump away; whether there was one."""
        marked = bool(self.extraSelections())
        self.setExtraSelections([])
        return marked

    def _all_blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    # ------------------------------------------------------------ keys and paste

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take from the text what edits text; what is no step of the
        # text is theirs.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for standard, there in (
                (QKeySequence.StandardKey.Undo, self.history.goes_back),
                (QKeySequence.StandardKey.Redo, self.history.goes_forth),
            ):
                if event.matches(standard):
                    event.setAccepted(there)
                    return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for name, there, run in (
            ("edit-undo", self.history.goes_back, self.undo_wanted),
            ("edit-redo", self.history.goes_forth, self.redo_wanted),
        ):
            for action in (each for each in menu.actions() if each.objectName() == name):
                action.triggered.connect(run)
                action.setEnabled(there)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        jumped = self.leave_mark()
        if self.before_key(event):
            event.accept()
        elif jumped and _is_break(event):
            # Enter is what led here (from a list of findings, from the page): once more, it breaks no line.
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_wanted.emit()
        elif _is_break(event):
            commands.break_line(self.textCursor())
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text only, cleaned as when it is stored; too much of it is refused, never cut."""
        try:
            cleaned = clean(source.text(), multiline=True)
        except UserError as error:
            self.refused.emit(error)
            return
        commands.insert_lines(self.textCursor(), cleaned.text)
        self.ensureCursorVisible()
        if cleaned.notices:
            self.noticed.emit(cleaned.notices)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))
        return data

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        notes = 0
        for block in self._all_blocks():
            source = from_block(block.text())
            box = self.document().documentLayout().blockBoundingRect(block)
            box.translate(0, -self.verticalScrollBar().value())
            if box.top() > event.rect().bottom():
                break
            if box.bottom() >= event.rect().top():
                self._paint_values(painter, block, source, box)
                self._paint_marks(painter, block, source, box, notes)
                self._paint_margin(painter, block.blockNumber(), box)
            notes += source.count("[^")
        painter.end()

    def _paint_values(self, painter: QPainter, block: QTextBlock, source: str, box: QRectF) -> None:
        units = qt_offsets(source)
        for field in fields(source):
            inner = source[field.start + 2 : field.end - 2]
            shown = self.highlighter.shown_value(inner)
            if not shown:
                continue
            place = self._after(block, units(field.end), box)
            if place.bottom() < 0 or place.top() > self.viewport().height():
                continue
            missing = shown == t("chưa có số")
            painter.setFont(value_font(shown))
            painter.setPen(theme.color("warn" if missing else "accent"))
            room = painter.fontMetrics().horizontalAdvance(shown) + 2
            painter.drawText(
                QRectF(place.right() - room - GAP, place.top(), room, place.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                shown,
            )

    def _paint_marks(
        self, painter: QPainter, block: QTextBlock, source: str, box: QRectF, before: int
    ) -> None:
        number, units = before, qt_offsets(source)
        for segment in segments(source):
            if segment.kind != "note_mark" or source[segment.start : segment.end] != "[^":
                continue
            number += 1
            place = self._after(block, units(segment.end), box)
            square = QRectF(place.right() - 18, place.center().y() - 8, 15, 15)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(square, 3, 3)
            painter.setPen(theme.color("on_accent"))
            painter.setFont(theme.font(11, 600))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_margin(self, painter: QPainter, number: int, box: QRectF) -> None:
        severity = self.severity(number)
        if severity:
            tint = {"error": "err", "warning": "mark", "hint": "text3"}[severity]
            picture = theme.pixmap(severity, tint, 14, self.devicePixelRatio())
        elif self.inherited(number):
            picture = theme.pixmap("history", "mark", 14, self.devicePixelRatio())
        else:
            return
        painter.drawPixmap(2, int(box.top()) + 6, picture)

    def _after(self, block: QTextBlock, position: int, box: QRectF) -> QRectF:
        """The line that the character before `position` stands on, up to that character's right end."""
        layout = block.layout()
        line = layout.lineForTextPosition(position - 1)
        if not line.isValid():
            return QRectF(box.left(), box.top(), 0, LINE)
        found: object = line.cursorToX(position)
        right = float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
        return QRectF(box.left(), box.top() + line.y(), right, line.height())


def _is_break(event: QKeyEvent) -> bool:
    others = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & others


def _replace_block(cursor: QTextCursor, block: QTextBlock, text: str) -> None:
    """Changes only the stretch that differs, so that a caret elsewhere in the block keeps its place."""
    old = block.text()
    if old == text:
        return
    edit = difference(old, text)
    base = block.position()
    start = base + qt_offset(old, edit.start)
    end = base + qt_offset(old, edit.start + edit.removed)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText("".join(edit.added))


def _remove_block(cursor: QTextCursor, block: QTextBlock) -> None:
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if block.next().isValid():
        cursor.deleteChar()
    else:
        cursor.deletePreviousChar()
