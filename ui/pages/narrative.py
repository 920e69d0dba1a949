"""Nội dung: the month's text in the grammar, with every field's present value beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.changes import ActionName, ChangeSet
from models.checks.finding import Finding
from models.entities import Place
from models.errors import AppError, UserError
from ui import theme
from ui.controller import Controller
from ui.editor import commands
from ui.editor.blocks import from_block
from ui.editor.completion import FieldCompletion
from ui.editor.find_bar import FindBar
from ui.editor.keys_told import keys_told
from ui.editor.last_month import LastMonth
from ui.editor.no_text import NoText
from ui.editor.repairs import (
    RANK,
    cell_of,
    closing,
    in_hand,
    in_text,
    link_words,
    number_of,
    right_text,
    unclosed,
    wave,
)
from ui.editor.spans import fields, note_around
from ui.editor.store import NarrativeStore
from ui.editor.strip import Strip
from ui.editor.text_edit import NarrativeEdit
from ui.editor.values import FieldValues
from ui.i18n import t
from ui.messages import finding_sentence, sentence
from ui.widgets.page import Page

_CARET_PAUSE_MS = 40


class NarrativePage(Page):
    """The editor, its find bar, and the strip that speaks of the paragraph in hand."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_narrative")
        self._values = FieldValues()
        self._by_paragraph: dict[int, list[Finding]] = {}
        self._told: AppError | None = None
        self._notices: Sequence[str] = ()
        self._caret_timer = QTimer(self)
        self._caret_timer.setSingleShot(True)
        self._caret_timer.setInterval(_CARET_PAUSE_MS)
        self._caret_timer.timeout.connect(self._tell_caret)
        self.editor = NarrativeEdit(self._values.value_of, self)
        self.store = NarrativeStore(controller, self.editor)
        self.completion = FieldCompletion(controller, self.editor)
        self.find_bar = FindBar(self.editor, self)
        self.strip = Strip(self)
        self.empty = NoText(controller, self)
        self._make_buttons()
        for widget in (self.find_bar, self.empty):
            self.content.addWidget(widget)
        self.content.addWidget(self.editor, 1)
        # The editor's own margin holds the marks, so that its text begins where the title does.
        self.content.setContentsMargins(theme.PADDING - 8, 0, 4, 0)
        self.last_month = LastMonth(controller, self)
        self.footer.addWidget(self.last_month)
        self.footer.addWidget(self.strip)
        self._connect()

    def _make_buttons(self) -> None:
        insert = self.add_button(t("Chèn trường"), "Ctrl+J")
        insert.setObjectName("narrative_insert_field")
        note = self.add_button(t("Chú thích"), "Ctrl+Alt+F")
        note.setObjectName("narrative_insert_note")
        insert.clicked.connect(self._insert_field)
        note.clicked.connect(self._insert_note)
        for words, keys, run in (
            (t("Tìm trong nội dung"), "Ctrl+F", self.find_bar.open),
            (t("Đậm"), "Ctrl+B", lambda: self._wrap("**")),
            (t("Nghiêng"), "Ctrl+I", lambda: self._wrap("*")),
            (t("Vẫn đúng"), "Alt+Y", self.confirm),
            (t("Đến ô của trường"), "F2", self._to_cell),
        ):
            self.add_menu_action(f"{words}\t{keys}").triggered.connect(run)

    def _connect(self) -> None:
        self.editor.before_key = self._key
        self.editor.inherited = self._is_inherited
        self.editor.severity = self._severity
        self.editor.undo_wanted.connect(self.store.undo)
        self.editor.redo_wanted.connect(self.store.redo)
        self.editor.refused.connect(self._refused)
        self.editor.noticed.connect(self._noticed)
        self.store.refused.connect(self._stored)
        self.store.caret_moved.connect(self._caret_moved)
        self.strip.acted.connect(self.act)
        self.strip.second.connect(self._second)
        self.find_bar.closed.connect(lambda: self.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.empty.taken.connect(self.focus_first)
        self.controller.recomposed.connect(self._on_recomposed)

    # ------------------------------------------------------------ the page contract

    def title(self) -> str:
        return t("Nội dung")

    def state_line(self) -> str:
        blocks = [text for text in self.editor.blocks() if text.strip()]
        if not blocks:
            return ""
        count = sum(len(fields(text)) for text in blocks)
        notes = sum(text.count("[^") for text in blocks)
        return t("{n} đoạn · {fields} trường · {notes} chú thích", n=len(blocks), fields=count, notes=notes)

    def status_keys(self) -> list[tuple[str, str]]:
        return keys_told(searching=self.find_bar.field.hasFocus())

    def explain(self) -> str:
        return t(
            "Mỗi đoạn một dòng; “# ” đứng đầu là đề mục. {{…}} là trường, số hiện tại đứng ngay sau nó; "
            "[^ … ^] là chú thích, Enter ở trong mở đoạn mới của chú thích. **đậm**, *nghiêng*. "
            "[? … ?] chỉ in khi các số trong đó lớn hơn 0. “### ” mở một phụ lục in sau chữ ký; "
            "{{bảng|…}} đứng riêng một đoạn in cả bảng số liệu. Chữ gõ xong được ghi ngay, không cần bấm ghi."
        )

    def focus_first(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish_entry(self) -> bool:
        return self.store.save()

    def back(self) -> bool:
        if self.completion.list.isVisible():
            self.completion.list.hide()
        elif self.find_bar.isVisible():
            self.find_bar.close_bar()
        elif self.last_month.leave():
            self.focus_first()
        elif self._told is not None and not self.store.unsaved():
            self._told = None
            self._show_strip()
        else:
            return False
        return True

    def show_place(self, place: Place) -> bool:
        if place.kind != "paragraph" or place.id is None:
            return False
        block = self.store.block_of(place.id)
        if block is None:
            return False
        start, end = place.span or (0, 0)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.go_to(block, start, end)
        return True

    def shows_step(self, name: ActionName) -> bool:
        return name.code.startswith(("paragraph.", "narrative."))

    def refresh(self, change: ChangeSet | None) -> None:
        touched = change is None or self.controller.period in change.periods or not change.periods
        if not touched:
            return
        if change is None or "narrative" in change.areas:
            self.store.load()
        self.empty.show_for(self.editor.blocks())
        self._show_findings()
        self.refresh_header()

    # ------------------------------------------------------------ showing

    def _on_recomposed(self) -> None:
        if self.isVisible():
            self.empty.show_for(self.editor.blocks())
            self._show_findings()
            self.refresh_header()

    def _show_findings(self) -> None:
        found: dict[int, list[Finding]] = {}
        month = self.controller if self.controller.has_month() else None
        for finding in in_text(month.findings(), month.composed()) if month else ():
            if finding.place.id is None:
                continue
            # A field that is just being chosen is not wrong yet.
            if not (finding.code == "grammar.field_unclosed" and self.completion.list.isVisible()):
                found.setdefault(finding.place.id, []).append(finding)
        self._by_paragraph = found
        problems: dict[int, list[tuple[int, int]]] = {}
        blocks = self.editor.blocks()
        for index, findings in found.items():
            block = self.store.block_of(index)
            if block is not None:
                problems[block] = [span for each in findings if (span := wave(each, len(blocks[block])))]
        if self._values.show_month(self.controller.data()):
            self.editor.highlighter.forget_values()
        self.editor.highlighter.set_problems(problems)
        self.editor.viewport().update()
        self._show_strip()

    def _finding_in_hand(self) -> Finding | None:
        """The finding of the caret's paragraph that the strip shows: under the caret, else the worst."""
        place = self.store.place_of_caret()
        if place is None or place.id is None or place.span is None:
            return None
        return in_hand(self._by_paragraph.get(place.id, []), place.span[0])

    def _show_strip(self) -> None:
        if self._told is not None:
            self.strip.tell(sentence(self._told), "error")
            return
        finding = self._finding_in_hand()
        inherited = self._is_inherited(self.editor.textCursor().blockNumber())
        if finding is not None and (finding.severity != "hint" or not inherited):
            number = number_of(finding, self._by_paragraph.get(finding.place.id or 0, []))
            words = f"{number}  {finding_sentence(finding)}".strip()
            other = t("Bỏ “{{”") if unclosed(finding) else ""
            link = link_words(finding)
            self.strip.tell(words, finding.severity, link=link, keys="Alt+Enter", other=other)
        elif inherited:
            self.strip.tell_unchanged(self.controller.period)
        elif note_around(*commands.source_at(self.editor.textCursor())):
            self.strip.tell(t("Trong chú thích: Enter mở đoạn mới của chú thích, Esc ra khỏi chú thích."))
        else:
            self.strip.tell(self._where())

    def _where(self) -> str:
        blocks = self.editor.blocks()
        index = self.store.paragraph_of(self.editor.textCursor().blockNumber())
        total = sum(1 for text in blocks if text.strip())
        return "" if index is None else t("Đoạn {n} trong {total}", n=index + 1, total=total)

    def _source_in_hand(self) -> str:
        return from_block(self.editor.blocks()[self.editor.textCursor().blockNumber()])

    def _is_inherited(self, block: int) -> bool:
        index = self.store.paragraph_of(block)
        stored = self.controller.data().paragraphs
        return index is not None and index < len(stored) and stored[index].inherited

    def _severity(self, block: int) -> str:
        index = self.store.paragraph_of(block)
        found = self._by_paragraph.get(-1 if index is None else index, [])
        worst = min((each.severity for each in found), key=RANK.__getitem__, default="hint")
        return "" if worst == "hint" else worst

    def _caret_moved(self) -> None:
        # The preview looks for the caret on the laid-out page: not within a key, but after a burst of them.
        self._caret_timer.start()
        self.last_month.follow(self._source_in_hand())
        self._show_strip()

    def _tell_caret(self) -> None:
        if self.editor.hasFocus():
            self.controller.show_caret(self.store.place_of_caret())

    # ------------------------------------------------------------ telling

    def _refused(self, error: AppError) -> None:
        self._told = error
        self._show_strip()

    def _stored(self, error: AppError | None) -> None:
        self._told = error
        self._show_strip()
        if error is None:
            # Storing cleared the status bar; what was changed in the text is still to be read.
            self.tell_notices(self._notices)
            self._notices = ()

    def _noticed(self, codes: Sequence[str]) -> None:
        self._notices = codes
        self.tell_notices(codes)

    # ------------------------------------------------------------ commands

    def act(self) -> None:
        """The strip's link: the finding's repair, or that an inherited paragraph is still right."""
        finding = self._finding_in_hand()
        inherited = self._is_inherited(self.editor.textCursor().blockNumber())
        if finding is not None and (finding.severity != "hint" or not inherited):
            self.repair(finding)
        elif inherited:
            self.confirm()

    def repair(self, finding: Finding) -> None:
        """Puts the right text in the place of the wrong one; any other repair is made where it belongs."""
        place = finding.place
        block = self.store.block_of(place.id or 0)
        if block is None or place.span is None:
            return
        source = from_block(self.editor.blocks()[block])
        text, span = right_text(finding, source[slice(*place.span)]), place.span
        if unclosed(finding):
            at = closing(source, place.span[0], self._values.value_of)
            text, span = "}}", (at, at)
        if text:
            self.editor.replace(block, *span, text)
            self.store.save()
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif cell := cell_of(finding):
            self.controller.go(cell)

    def _second(self) -> None:
        """The strip's other link: the braces of an unfinished field go, or last month's words are shown."""
        finding = self._finding_in_hand()
        block = None if finding is None else self.store.block_of(finding.place.id or 0)
        if finding is None or block is None or finding.place.span is None or not unclosed(finding):
            self.last_month.toggle(self._source_in_hand())
            return
        self.editor.replace(block, *finding.place.span, "")
        self.store.save()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Alt+Y: the paragraph in hand is right for this month too."""
        if not self._is_inherited(self.editor.textCursor().blockNumber()):
            return
        session, period = self.controller.session, self.controller.period
        self.store.run(lambda index: session.confirm_paragraph(period, index))
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert_field(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.completion.open()

    def _insert_note(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.editor.textCursor()
        if commands.insert_note(cursor):
            self.editor.setTextCursor(cursor)
        else:
            self._refused(UserError("narrative.note_in_note"))

    def _wrap(self, mark: str) -> None:
        self.editor.setTextCursor(commands.wrap(self.editor.textCursor(), mark))
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_cell(self) -> bool:
        """F2 in a field: to the cell its number comes from."""
        text, offset = commands.source_at(self.editor.textCursor())
        for field in fields(text):
            if field.start <= offset <= field.end:
                place = self._values.place_of(text[field.start + 2 : field.end - 2])
                if place is not None:
                    self.controller.go(place)
                    return True
        return False

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's own keys, wherever on it the focus is."""
        if not (event.modifiers() and self._key(event)):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        if self.completion.key(event):
            self._show_findings()
            return True
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        commands_by_key = {
            (Qt.Key.Key_J, control): self._insert_field,
            (Qt.Key.Key_F, control | alt): self._insert_note,
            (Qt.Key.Key_B, control): lambda: self._wrap("**"),
            (Qt.Key.Key_I, control): lambda: self._wrap("*"),
            (Qt.Key.Key_F, control): self.find_bar.open,
            (Qt.Key.Key_Y, alt): self.confirm,
            (Qt.Key.Key_Return, alt): self.act,
            (Qt.Key.Key_Enter, alt): self.act,
        }
        run = commands_by_key.get((Qt.Key(event.key()), held))
        if run is not None:
            run()
            return True
        if event.key() == Qt.Key.Key_F2:
            return self._to_cell()
        if event.key() == Qt.Key.Key_Escape:
            cursor = self.editor.textCursor()
            if commands.leave_note(cursor):
                self.editor.setTextCursor(cursor)
                return True
        return False
