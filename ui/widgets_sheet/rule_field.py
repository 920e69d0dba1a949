"""Which meetings a figure counts: kinds, roles and forms to be ticked; nothing ticked means any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from models.catalogue import CountRule
from models.entities import MeetingKind
from ui import theme
from ui.i18n import t
from ui.meetings.rows import FORMS, ROLES, form_label, role_label

_ACROSS: Final = 2


class RuleField(QWidget):
    """Three groups of ticks, two to a line; Tab goes through them, Space ticks."""

    def __init__(self, rule: CountRule, kinds: Sequence[MeetingKind], parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        known = [(kind.code, kind.short or kind.label) for kind in kinds]
        # A kind that the office no longer has stays ticked until the clerk takes it away.
        known += [(code, code) for code in rule.kinds if code not in dict(known)]
        self._kinds = self._group(t("Loại cuộc họp"), known, rule.kinds)
        self._roles = self._group(t("Vai trò"), [(role, role_label(role)) for role in ROLES], rule.roles)
        self._forms = self._group(t("Hình thức"), [(form, form_label(form)) for form in FORMS], rule.forms)

    def value(self) -> CountRule:
        """The rule as it is ticked, each part in the order in which it is shown."""
        return CountRule(*(_ticked(group) for group in (self._kinds, self._roles, self._forms)))

    def _group(
        self, head: str, entries: Sequence[tuple[str, str]], ticked: Sequence[str]
    ) -> dict[str, QCheckBox]:
        words = QLabel(t("{what} (không chọn: mọi {which})", what=head, which=head.lower()), self)
        words.setFont(theme.font(12))
        words.setStyleSheet(f"color: {theme.color('text2').name()};")
        first = self._grid.rowCount()
        self._grid.addWidget(words, first, 0, 1, _ACROSS)
        boxes: dict[str, QCheckBox] = {}
        for number, (code, label) in enumerate(entries):
            box = boxes[code] = QCheckBox(label, self)
            box.setObjectName(f"count_{code}")
            box.setChecked(code in ticked)
            self._grid.addWidget(box, first + 1 + number // _ACROSS, number % _ACROSS)
        return boxes


def _ticked(group: dict[str, QCheckBox]) -> tuple[str, ...]:
    return tuple(code for code, box in group.items() if box.isChecked())
