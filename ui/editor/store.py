"""When and how the narrative is stored: no button, no loss, one undoable step per paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from models.changes import ChangeSet
from models.entities import Period, Place
from models.errors import AppError
from ui.controller import Controller
from ui.editor.blocks import (
    block_of_paragraph,
    difference,
    paragraph_of_block,
    stored_texts,
    text_offset,
    to_block,
)
from ui.editor.text_edit import NarrativeEdit

PAUSE_MS = 800


class NarrativeStore(QObject):
    """Stores when the caret leaves a paragraph, after a pause, when the page or the window is left.

    Until then the typing is a draft, which the preview follows. Ctrl+Z in the editor goes back word by word,
    whatever of it was stored; where it is back at the text it began with, the writes in between are undone.
    """

    refused = Signal(object)
    """AppError of a text that could not be stored; it stays in the editor. None: all is stored."""
    caret_moved = Signal()

    def __init__(self, controller: Controller, editor: NarrativeEdit) -> None:
        super().__init__(editor)
        self._controller = controller
        self._editor = editor
        self._period: Period = controller.period
        self._filling = False
        self._loaded = False
        self._typing = False
        """Whether anything was typed since the last load or store."""
        self._writing = False
        """Whether the write that is heard of comes from here."""
        self._going_back = False
        self._writes = 0
        """How many of the last stored writes are this text's, since its history began."""
        self._begun: list[str] = []
        """The text that the history began with, as stored."""
        self._block = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)
        editor.document().contentsChanged.connect(self._typed)
        editor.cursorPositionChanged.connect(self._moved)
        editor.left.connect(self.save)
        controller.retry.connect(self.save)
        controller.changed.connect(self._heard)

    # ------------------------------------------------------------ reading

    def load(self) -> None:
        """Shows the stored narrative of the month in hand; blank lines being typed on stay."""
        if self._going_back:
            return
        self._filling = True
        other = self._period != self._controller.period or not self._loaded
        self._period, self._loaded = self._controller.period, True
        stored = [paragraph.text for paragraph in self._controller.data().paragraphs]
        shown = stored_texts(self._editor.blocks())
        differs = shown != [text for text in stored if text.strip()]
        if differs:
            # What came from elsewhere (undo, a repair) is looked at; what was only cleaned as it was stored
            # leaves the caret in the typing.
            follow = bool(shown) and not self._writing
            self._editor.show_blocks([to_block(text) for text in stored], follow)
        if other:
            # Another month is read from its beginning.
            self._editor.go_to(0, 0, 0)
        self._filling = self._typing = False
        if other or (differs and not self._writing):
            self._begin()
        else:
            self._editor.history.note(self._editor.blocks())

    def _begin(self) -> None:
        """Words typed from now on can be taken back one by one."""
        self._editor.history.begin(self._editor.blocks())
        self._begun, self._writes = stored_texts(self._editor.blocks()), 0

    def _heard(self, change: ChangeSet) -> None:
        if change and not self._writing and self._loaded:
            # Another step is the last one now: the words before it wait their turn among what is stored.
            self._begin()

    def unsaved(self) -> bool:
        """Whether the editor holds what is not stored."""
        stored = [text for text in self._stored() if text.strip()]
        return stored_texts(self._editor.blocks()) != stored

    def _stored(self) -> list[str]:
        return [paragraph.text for paragraph in self._controller.data().paragraphs]

    def place_of_caret(self) -> Place | None:
        """The paragraph and offset of the caret (its selection), as the report knows them."""
        cursor = self._editor.textCursor()
        block = cursor.block()
        index = paragraph_of_block(self._editor.blocks(), block.blockNumber())
        if index is None:
            return None
        at = text_offset(block.text(), cursor.positionInBlock())
        return Place("paragraph", id=index, span=(at, at))

    def block_of(self, paragraph: int) -> int | None:
        return block_of_paragraph(self._editor.blocks(), paragraph)

    def paragraph_of(self, block: int) -> int | None:
        return paragraph_of_block(self._editor.blocks(), block)

    # ------------------------------------------------------------ storing

    def save(self) -> bool:
        """Stores what differs; False when it was refused (the text stays, and the reason is told)."""
        self._pause.stop()
        if (
            not self._typing
            or self._filling
            or self._period != self._controller.period
            or not self._controller.has_month()
        ):
            return True
        old, new = self._stored(), stored_texts(self._editor.blocks())
        if [text for text in old if text.strip()] == new:
            self._typing = False
            self._controller.clear_draft()
            return True
        self._writing = True
        error = self._controller.attempt(self._write(old, new))
        self._writing = False
        self.refused.emit(error)
        if error is None:
            self._typing = False
            self._writes += 1
            self._controller.clear_draft()
        return error is None

    def _write(self, old: list[str], new: list[str]) -> Callable[[], ChangeSet]:
        session, period = self._controller.session, self._period
        edit = difference(old, new)
        if edit.removed == 1 and len(edit.added) == 1:
            return lambda: session.set_paragraph(period, edit.start, edit.added[0])
        if edit.removed == 0 and len(edit.added) == 1:
            return lambda: session.insert_paragraph(period, edit.start, edit.added[0])
        if edit.removed == 1 and not edit.added:
            return lambda: session.delete_paragraph(period, edit.start)
        return lambda: session.set_narrative(period, new)

    def run(self, write: Callable[[int], ChangeSet]) -> AppError | None:
        """Stores the typing, then runs a write on the caret's paragraph."""
        if not self.save():
            return None
        index = paragraph_of_block(self._editor.blocks(), self._editor.textCursor().blockNumber())
        return None if index is None else self._controller.attempt(lambda: write(index))

    # ------------------------------------------------------------ undo

    def undo(self) -> None:
        """One word back; the window undoes what is older than this text's history."""
        self._go(self._editor.history.back())
        if self._writes and stored_texts(self._editor.blocks()) == self._begun:
            self._take_back_writes()

    def redo(self) -> None:
        """One word forth again."""
        self._go(self._editor.history.forth())

    def _go(self, blocks: Sequence[str] | None) -> None:
        if blocks is None:
            return
        self._filling = True
        self._editor.show_blocks(blocks, follow=True)
        self._filling = False
        self._typed()

    def _take_back_writes(self) -> None:
        """All typing is taken back: so is what was stored of it, half words and all."""
        self._pause.stop()
        self._typing, self._writing, self._going_back = False, True, True
        while self._writes and self._controller.do(self._controller.session.undo) is not None:
            self._writes -= 1
        self._writing = self._going_back = False
        self._controller.clear_draft()
        self.load()

    # ------------------------------------------------------------ following

    def _typed(self) -> None:
        if self._filling:
            return
        self._typing = True
        self._editor.history.note(self._editor.blocks())
        if self.unsaved():
            self._controller.set_draft(stored_texts(self._editor.blocks()))
            self._pause.start()
        else:
            self._pause.stop()
            self._controller.clear_draft()

    def _moved(self) -> None:
        block = self._editor.textCursor().blockNumber()
        if block != self._block:
            self._block = block
            if not self._filling and self._editor.hasFocus():
                self.save()
        self.caret_moved.emit()
