"""Colours the narrative, and reserves the room in which each field's present value is painted.

A field's value is not part of the text: the highlighter widens the field's last brace by letter spacing, and
`ui.editor.values` paints the value into that room. So the text stays exactly what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from ui.editor.blocks import from_block, qt_offsets
from ui.editor.spans import Segment, heading_level, segments
from ui.i18n import t
from ui.theme import color, font

_ELIDE = Qt.TextElideMode.ElideRight
VALUE_LIMIT = 220
"""Logical pixels; a longer value (a list of meetings) is elided."""
GAP = 5
MARK_ROOM = 20
"""Beside a note's "[^": room for the note's number."""

Span = tuple[int, int]


def value_font(shown: str) -> QFont:
    """Values 14/600; that there is none yet, 12."""
    return font(12) if shown == t("chưa có số") else font(14, 600)


def value_width(shown: str) -> float:
    """How wide a value is painted, in logical pixels."""
    return QFontMetricsF(value_font(shown)).horizontalAdvance(shown)


class NarrativeHighlighter(QSyntaxHighlighter):
    """`value_of(source)` gives a field's printed value, "" when blank, None when it cannot be had."""

    def __init__(self, document: QTextDocument, value_of: Callable[[str], str | None]) -> None:
        super().__init__(document)
        self._value_of = value_of
        self._problems: dict[int, tuple[Span, ...]] = {}
        self._shown: dict[str, str | None] = {}
        self._value_metrics = QFontMetricsF(font(14, 600))
        self._formats: dict[tuple[object, ...], QTextCharFormat] = {}

    def shown_value(self, source: str) -> str | None:
        """The value as painted for the field `source` (without braces); None when nothing is painted."""
        if source not in self._shown:
            value = self._value_of(source)
            text = None if value is None else value or t("chưa có số")
            self._shown[source] = text and self._value_metrics.elidedText(text, _ELIDE, VALUE_LIMIT)
        return self._shown[source]

    def forget_values(self) -> None:
        """The figures have changed: asks for every value again."""
        self._shown.clear()
        self.rehighlight()

    def set_problems(self, problems: Mapping[int, Sequence[Span]]) -> None:
        """Wrong stretches by block number, in Python offsets; only blocks that differ are drawn again."""
        new = {block: tuple(spans) for block, spans in problems.items() if spans}
        touched = {block for block in new | self._problems if new.get(block) != self._problems.get(block)}
        self._problems = new
        for number in touched:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        source = from_block(text)
        level = heading_level(source)
        units = qt_offsets(source)
        for segment in segments(source):
            self._colour(source, segment, level, units)
        for start, end in self._problems.get(self.currentBlock().blockNumber(), ()):
            # The text may have been shortened since the finding was made.
            self._mark_wrong(units(min(start, len(source))), units(min(end, len(source))))

    def _colour(self, source: str, segment: Segment, level: int, units: Callable[[int], int]) -> None:
        start, end = units(segment.start), units(segment.end)
        look = self._format(segment, level)
        self.setFormat(start, end - start, look)
        room = 0.0
        if segment.kind == "field":
            shown = self.shown_value(source[segment.start + 2 : segment.end - 2])
            room = value_width(shown) + GAP * 2 if shown else 0.0
        elif segment.kind == "note_mark" and source[segment.start : segment.end] == "[^":
            room = MARK_ROOM
        if room:
            wide = QTextCharFormat(look)
            wide.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            wide.setFontLetterSpacing(room)
            self.setFormat(end - 1, 1, wide)

    def _mark_wrong(self, start: int, end: int) -> None:
        for position in range(start, max(end, start + 1)):
            look = QTextCharFormat(self.format(position))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(color("err"))
            look.setForeground(color("err"))
            look.setBackground(color("errsoft"))
            self.setFormat(position, 1, look)

    def _format(self, segment: Segment, level: int) -> QTextCharFormat:
        key = (segment.kind, segment.in_note, segment.bold, segment.italic, level)
        if key not in self._formats:
            self._formats[key] = self._build(segment, level)
        return self._formats[key]

    def _build(self, segment: Segment, level: int) -> QTextCharFormat:
        size = 15 if level else 14
        look = QTextCharFormat()
        colour, ground = "text", "window" if segment.in_note else ""
        heavy = bool(level) or segment.bold
        if segment.kind in ("field", "open_field"):
            size, heavy, colour, ground = 12, False, "text2", "soft"
        elif segment.kind == "note_mark":
            heavy, colour, ground = True, "accent", "soft"
        elif segment.kind in ("style_mark", "fragment_mark", "escape"):
            colour = "text3"
        look.setFont(
            font(size, 600 if heavy else 400, segment.italic),
            QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly,
        )
        look.setForeground(color(colour))
        if ground:
            look.setBackground(color(ground))
        return look
