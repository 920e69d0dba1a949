"""From a month's data to the report as data: letterhead, narrative with its fields filled in, closing.

Composing never fails: what cannot be printed shows as dots or as it was typed, and is listed as a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.entities import MonthData, Office, Place
from models.errors import UserError
from models.report import grammar
from models.report.document import (
    Block,
    Document,
    Note,
    NoteMark,
    PageBreak,
    Paragraph,
    Run,
    Style,
    Table,
)
from models.report.frame import addressees, capital_lines, closing, letterhead
from models.report.plain_text import plain_text
from models.report.printed import DOTS, Piece, Printed, key_of
from models.report.resolver import Resolver
from models.report.sheet_table import TABLE_KEY, sheet_table, table_wish
from models.text import capitals

__all__ = ["Composed", "FieldUse", "Problem", "compose", "plain_text"]


@dataclass(frozen=True)
class Problem:
    """Something in the text that cannot be printed as it stands.

    "grammar.*" (line, column, offset, mark), "field.*" (name, label, nearest ...), "fragment.no_figure".
    """

    code: str
    place: Place
    """The narrative's paragraph, or the office's subject line, with the span of the mistake."""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldUse:
    """One field as it stands in the text."""

    place: Place
    """The paragraph and the field's span in it."""
    name: str
    formats: tuple[str, ...]
    text: str
    """As printed; dots when there is no value."""
    figure: str | None
    printed: bool = True
    """False inside a fragment that is left out."""


@dataclass(frozen=True)
class Composed:
    """The document, what is wrong with its text, and every field in it."""

    document: Document
    problems: tuple[Problem, ...]
    fields: tuple[FieldUse, ...]


def compose(data: MonthData) -> Composed:
    """The month's report. Never raises for any narrative or office text."""
    composer = _Composer(data)
    return composer.run()


_CLOSES = tuple(",.;:)!?…")


class _Line:
    """Inlines of one printed paragraph being put together."""

    def __init__(self) -> None:
        self.inlines: list[Run | NoteMark] = []

    def ends_with_space(self) -> bool:
        last = self.inlines[-1] if self.inlines else None
        return last is None or (isinstance(last, Run) and last.text.endswith((" ", "\u00a0")))

    def drop_last(self, character: str) -> None:
        """Take away the last character if it is that one."""
        last = self.inlines[-1] if self.inlines else None
        if isinstance(last, Run) and last.text.endswith(character):
            shorter = Run(last.text[:-1], last.bold, last.italic, _within(last.place, 0, 1))
            self.inlines[-1:] = [shorter] if shorter.text else []


def _within(place: Place | None, start: int, end: int) -> Place | None:
    """The place of text whose first or last character is gone."""
    if place is None or place.span is None:
        return place
    return Place(place.kind, place.code, place.id, (place.span[0] + start, place.span[1] - end))


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False


class _Flow:
    """One text being printed into paragraphs: the body's, a note's, or the subject's."""

    def __init__(self) -> None:
        self.lines = [_Line()]
        self.gap = False
        """A fragment just began, ended or was left out: a space beside it may now stand double."""
        self.percent = False
        """A field just printed a %: one typed after it would stand double."""

    def add(self, text: str, look: _Look, place: Place | None) -> None:
        """Text without line ends."""
        line = self.lines[-1]
        if self.gap and text:
            if text.startswith(_CLOSES):
                line.drop_last(" ")
                # They waited for an item of a list that is left out: "02 chỉ thị; ." becomes "02 chỉ thị."
                line.drop_last(",")
                line.drop_last(";")
            elif text.startswith(" ") and line.ends_with_space():
                text, place = text[1:], _within(place, 1, 0)
        if self.percent and text.startswith("%"):
            text, place = text[1:], _within(place, 1, 0)
        if text:
            self.gap = self.percent = False
            line.inlines.append(Run(text, look.bold, look.italic, place))

    def paragraphs(self, style: Style, place: Place | None) -> tuple[Paragraph, ...]:
        """The lines that hold anything."""
        return tuple(Paragraph(style, tuple(line.inlines), place) for line in self.lines if line.inlines)


class _Composer:
    def __init__(self, data: MonthData) -> None:
        self.data = data
        self.resolver = Resolver(data)
        self.problems: list[Problem] = []
        self.uses: list[FieldUse] = []
        self.notes: list[Note] = []
        self.source = Place("paragraph", id=0)
        self.in_appendix = False
        self.in_title = False
        """Between an appendix's label and its text."""

    def run(self) -> Composed:
        office, month = self.data.office, self.data.month
        subject = self._subject(office)
        body: list[Block] = []
        appendices: list[Block] = []
        for index, paragraph in enumerate(self.data.paragraphs):
            self.source = Place("paragraph", id=index)
            made = self._paragraph(paragraph.text)
            (appendices if self.in_appendix else body).extend(made)
        blocks: list[Block] = [
            letterhead(self.data),
            *capital_lines("kind", (office.kind,), "kind"),
            *subject,
        ]
        blocks += addressees(office)
        blocks += body
        blocks += [closing(office), *appendices]
        shown = " ".join(line.text.strip() for line in subject)
        document = Document(
            title=" ".join(part for part in (office.kind, shown) if part) or month.period.key,
            author=office.name,
            subject=shown,
            blocks=tuple(blocks),
            notes=tuple(self.notes),
        )
        return Composed(document, tuple(self.problems), tuple(self.uses))

    # -- paragraphs

    def _subject(self, office: Office) -> tuple[Paragraph, ...]:
        """The subject's lines: fields work in it, notes are printed as typed."""
        self.source = Place("office", "subject")
        flow = _Flow()
        self._flow_into(flow, office.subject, notes=False)
        return flow.paragraphs("subject", self.source)

    def _paragraph(self, text: str) -> list[Block]:
        table = self._table(text)
        if table is not None:
            self.in_title = False
            return [table]
        flow = _Flow()
        level = self._flow_into(flow, text, notes=True)
        made = flow.paragraphs("body", self.source)
        if level == grammar.APPENDIX_LEVEL:
            self.in_appendix = self.in_title = True
            return [PageBreak(), *(_styled("appendix", line) for line in made[:1]), *_titles(made[1:])]
        if level == 2 and self.in_title:
            return [*_titles(made)]
        if made:
            self.in_title = False
        if level and made:
            return [_styled("heading1" if level == 1 else "heading2", made[0]), *made[1:]]
        return [*made]

    def _table(self, text: str) -> Table | None:
        """The sheet that a paragraph asks for; None where it asks for none, or wrongly."""
        field = self._table_alone(grammar.parse_tolerant(text).nodes)
        if field is None:
            return None
        try:
            wish = table_wish(self.data.catalogue, field.name, field.formats)
            self._use(field, self.resolver.printed(field))
        except UserError:
            # Printed as typed, and reported, like any field.
            return None
        return sheet_table(self.resolver.book, wish, self.source)

    def _table_alone(self, nodes: tuple[grammar.Node, ...]) -> grammar.Field | None:
        shown = [node for node in nodes if not isinstance(node, grammar.Text) or node.text.strip()]
        only = shown[0] if len(shown) == 1 else None
        return only if isinstance(only, grammar.Field) and self._is_table(only) else None

    def _is_table(self, field: grammar.Field) -> bool:
        return key_of(field.name) == TABLE_KEY and field.name not in self.data.catalogue.by_code

    def _flow_into(self, flow: _Flow, text: str, notes: bool) -> int:
        """Print `text`; the level of its heading mark, 0 for none."""
        parsed = grammar.parse_tolerant(text)
        for error in parsed.errors:
            self._problem(error.code, error.span, error.params)
        nodes, level = parsed.nodes, 0
        if nodes and isinstance(nodes[0], grammar.Heading):
            level, nodes = nodes[0].level, nodes[1:]
        self._emit(flow, nodes, _Look(), notes)
        return level

    def _emit(self, flow: _Flow, nodes: Iterable[grammar.Node], look: _Look, notes: bool) -> None:
        for node in nodes:
            match node:
                case grammar.Text():
                    self._text(flow, node, look)
                case grammar.Field():
                    self._field(flow, node, look)
                case grammar.Styled(style, children):
                    inner = _Look(look.bold or style == "bold", look.italic or style == "italic")
                    self._emit(flow, children, inner, notes)
                case grammar.Note() if notes:
                    self._note(flow, node)
                case grammar.Note(children, span):
                    self._problem("grammar.note_here", span, {"mark": "[^"})
                    self._emit(flow, children, look, notes)
                case grammar.Fragment():
                    self._fragment(flow, node, look, notes)

    def _text(self, flow: _Flow, node: grammar.Text, look: _Look) -> None:
        start = node.span[0]
        for index, part in enumerate(node.text.split("\n")):
            if index:
                flow.lines.append(_Line())
                flow.gap = False
                start += 1
            if part:
                # An escaped sign spans two characters of the source and prints one.
                end = node.span[1] if node.text == part else start + len(part)
                flow.add(part, look, self._at((start, end)))
            start += len(part)

    def _note(self, flow: _Flow, node: grammar.Note) -> None:
        number = len(self.notes) + 1
        # The mark belongs to the word before it.
        flow.lines[-1].inlines.append(NoteMark(number))
        flow.gap = False
        self.notes.append(Note(number, ()))
        inner = _Flow()
        self._emit(inner, node.children, _Look(), notes=False)
        paragraphs = inner.paragraphs("note", self._at(node.span))
        self.notes[number - 1] = Note(number, paragraphs)

    # -- fields

    def _field(self, flow: _Flow, node: grammar.Field, look: _Look) -> None:
        here = self._at(node.span)
        try:
            printed = self.resolver.printed(node)
            if self._is_table(node):
                raise UserError("table.not_alone", name=node.name)
        except UserError as error:
            self._problem(error.code, node.span, {"name": node.name, **error.params})
            flow.add(node.source, look, here)
            return
        if not printed.pieces:
            self._problem("field.no_value", node.span, _missing(node, printed))
        self._use(node, printed)
        for piece in printed.pieces or (Piece(DOTS, printed.place),):
            for index, part in enumerate(piece.text.split("\n")):
                flow.add(part if not index else " " + part, look, piece.place or here)
        flow.percent = printed.text.endswith("%")

    def _use(self, node: grammar.Field, printed: Printed, shown: bool = True) -> None:
        text = printed.text if printed.pieces else DOTS
        use = FieldUse(self._at(node.span), node.name, node.formats, text, printed.figure, shown)
        self.uses.append(use)

    # -- fragments

    def _fragment(self, flow: _Flow, node: grammar.Fragment, look: _Look, notes: bool) -> None:
        shown, left_out = node.children, node.otherwise
        if not self._holds(node):
            shown, left_out = left_out, shown
        flow.gap = True
        self._emit(flow, shown, look, notes)
        flow.gap = True
        self._left_out(left_out)

    def _holds(self, node: grammar.Fragment) -> bool:
        """Whether every figure directly in the fragment is above zero; nested fragments decide for
        themselves. A mistake is printed, so that it is seen. So is a cell that must not stay blank: a blank
        is not a zero, and its dots show what is still missing."""
        decided: list[bool] = []
        for inside in _deciding(node.children):
            try:
                printed = self.resolver.printed(inside)
            except UserError:
                return True
            if printed.holds is not None:
                decided.append(printed.holds or _waits(printed))
        if not decided:
            self._problem("fragment.no_figure", (node.span[0], node.span[0] + 2), {})
        return all(decided)

    def _left_out(self, nodes: tuple[grammar.Node, ...]) -> None:
        """What is not printed still has its fields listed and its mistakes named."""
        for node in grammar.walk(nodes):
            if isinstance(node, grammar.Field):
                try:
                    self._use(node, self.resolver.printed(node), shown=False)
                except UserError as error:
                    self._problem(error.code, node.span, {"name": node.name, **error.params})

    # -- places

    def _at(self, span: grammar.Span) -> Place:
        return Place(self.source.kind, self.source.code, self.source.id, span)

    def _problem(self, code: str, span: grammar.Span, params: Mapping[str, Any]) -> None:
        self.problems.append(Problem(code, self._at(span), dict(params)))


def _styled(style: Style, paragraph: Paragraph) -> Paragraph:
    return Paragraph(style, paragraph.inlines, paragraph.place)


def _titles(lines: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """An appendix's title; a line in brackets names the document it belongs to, "(Kèm theo Báo cáo số …)"
    (Decree 30/2020, Appendix I)."""
    for line in lines:
        text = line.text.strip()
        in_brackets = text.startswith("(") and text.endswith(")")
        yield _styled("appendix_note", line) if in_brackets else _in_capitals(_styled("appendix_title", line))


def _in_capitals(paragraph: Paragraph) -> Paragraph:
    inlines = (
        replace(inline, text=capitals(inline.text)) if isinstance(inline, Run) else inline
        for inline in paragraph.inlines
    )
    return replace(paragraph, inlines=tuple(inlines))


def _missing(node: grammar.Field, printed: Printed) -> dict[str, Any]:
    """The figure as its field names it: "Văn bản đến, tháng trước"."""
    aspect = node.name.rpartition(".")[2] if printed.figure and node.name != printed.figure else ""
    label = f"{printed.label}, {aspect}" if aspect else printed.label
    return {"name": node.name, "label": label, "figure": printed.figure}


def _waits(printed: Printed) -> bool:
    """Whether the field has no value yet and must get one."""
    return not printed.pieces and not printed.optional


def _deciding(nodes: Iterable[grammar.Node]) -> Iterable[grammar.Field]:
    """The fields that decide whether a fragment is printed."""
    for node in nodes:
        if isinstance(node, grammar.Field):
            yield node
        elif isinstance(node, grammar.Styled | grammar.Note):
            yield from _deciding(node.children)
