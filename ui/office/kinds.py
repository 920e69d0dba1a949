"""The office's kinds of meetings as a small table of fields: each change is stored when its field is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from models.entities import MeetingKind, MeetingRole, PrintIn
from models.errors import AppError
from models.text import fold
from ui import theme
from ui.i18n import t
from ui.meetings.rows import PLACES, ROLES, printed_label, role_label
from ui.messages import sentence
from ui.refusal import Choice, Reason
from ui.widgets.buttons import Button

Store = Callable[[tuple[MeetingKind, ...]], AppError | None]


class KindTable(QWidget):
    """Rows: full name, the tab's word, role, where printed, remove. The codes are made from the names."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("office_kinds")
        self._store = store
        self._kinds: tuple[MeetingKind, ...] = ()
        self._rows: list[tuple[QLineEdit, QLineEdit, Choice, Choice, Button]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        heads = (t("Tên loại"), t("Tên ngắn"), t("Vai trò"), t("In ở"))
        for column, (words, stretch) in enumerate(zip(heads, (5, 3, 2, 3), strict=True)):
            head = QLabel(words, self)
            head.setFont(theme.font(11, 600))
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, stretch)
        self.reason = Reason("office_kinds_reason", self)
        self.add_button = Button(t("Thêm loại"), icon="plus", parent=self)
        self.add_button.setObjectName("office_kind_add")
        self.add_button.clicked.connect(self._add)

    def show_kinds(self, kinds: Sequence[MeetingKind]) -> None:
        """Fills the rows; fields are made anew only when their number differs."""
        self._kinds = tuple(kinds)
        if len(kinds) != len(self._rows):
            self._make_rows(len(kinds))
        for kind, (label, short, role, place, _) in zip(kinds, self._rows, strict=True):
            for field, text in ((label, kind.label), (short, kind.short)):
                if not (field.hasFocus() and field.isModified()) and field.text() != text:
                    field.setText(text)
                    field.setCursorPosition(0)
            role.fill([(each, role_label(each)) for each in ROLES], kind.role)
            place.fill([(each, printed_label(each, {})) for each in PLACES], kind.print_in)

    def _make_rows(self, count: int) -> None:
        for row in self._rows:
            for widget in row:
                # Losing the focus by vanishing is no end of typing.
                widget.blockSignals(True)
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = []
        for number in range(count):
            label, short = QLineEdit(self), QLineEdit(self)
            role = Choice(f"office_kind_{number}_role", t("Vai trò"), self)
            place = Choice(f"office_kind_{number}_place", t("In ở"), self)
            gone = Button(t("Xoá"), parent=self)
            gone.setAccessibleName(t("Xoá loại này"))
            label.setObjectName(f"office_kind_{number}_label")
            label.setAccessibleName(t("Tên loại"))
            short.setObjectName(f"office_kind_{number}_short")
            short.setAccessibleName(t("Tên ngắn"))
            gone.setObjectName(f"office_kind_{number}_remove")
            for field in (label, short):
                field.editingFinished.connect(self._keep)
            for choice in (role, place):
                choice.activated.connect(lambda _: self._keep())
            gone.clicked.connect(lambda _=False, at=number: self._remove(at))
            row = (label, short, role, place, gone)
            for column, cell in enumerate(row):
                self._grid.addWidget(cell, number + 1, column)
            self._rows.append(row)
        self._order_tabs()
        self._grid.addWidget(self.reason, count + 1, 0, 1, 5)
        self._grid.addWidget(self.add_button, count + 2, 0, Qt.AlignmentFlag.AlignLeft)

    def _order_tabs(self) -> None:
        """Tab goes row by row, then to the button below, whenever the fields were made."""
        before: QWidget = self
        for widget in (*(cell for row in self._rows for cell in row), self.add_button):
            QWidget.setTabOrder(before, widget)
            before = widget

    def _read(self) -> tuple[MeetingKind, ...]:
        found: list[MeetingKind] = []
        for kind, (label, short, role, place, _) in zip(self._kinds, self._rows, strict=True):
            role_value: MeetingRole = next(r for r in get_args(MeetingRole) if r == role.value())
            place_value: PrintIn = next(p for p in get_args(PrintIn) if p == place.value())
            found.append(
                replace(
                    kind,
                    label=label.text().strip(),
                    short=short.text().strip(),
                    role=role_value,
                    print_in=place_value,
                )
            )
        return tuple(found)

    def _keep(self) -> None:
        new = self._read()
        if new != self._kinds:
            self._try(new)

    def _add(self) -> None:
        label = t("Loại mới")
        taken = {kind.code for kind in self._kinds}
        stem = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_") or "loai"
        code = next(name for n in range(1, 1000) if (name := f"{stem}_{n}") not in taken)
        if self._try((*self._kinds, MeetingKind(code, label, label))) is None:
            field = self._rows[-1][0]
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()

    def _remove(self, at: int) -> None:
        self._try(self._kinds[:at] + self._kinds[at + 1 :])

    def _try(self, kinds: tuple[MeetingKind, ...]) -> AppError | None:
        error = self._store(kinds)
        self.reason.tell("" if error is None else sentence(error))
        return error
