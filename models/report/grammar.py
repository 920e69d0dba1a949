r"""The narrative's grammar: text with fields, notes, fragments and emphasis, parsed into nodes with spans.

    # Heading             a numbered section's heading; "## " one level lower
    ### Phụ lục I         begins an appendix, printed on its own page after the signature; "## " lines that
                          follow at once are its title, one in brackets says what it belongs to
    {{vb_den}}            a field; {{vb_den|format}}, {{vb_den.tháng trước|format}}
    {{bảng|nhiem_vu}}     alone in its paragraph: a whole sheet as a table
    [^ note ^]            a footnote; each line of it is a paragraph; fields and fragments may stand in it
    [? shown ?]           printed only when every figure in it is above zero
    [? shown || else ?]   the same with a part that is printed instead
    **bold** *italic*     emphasis
    \{{ \* \[ \#          a sign that is only a sign

A line end outside a note begins a new printed paragraph. Spaces just inside the marks of a note are not
printed; those of a fragment are, but never doubled where it begins, ends or is left out. Nothing in a
text is ever executed: a field is looked up by its name, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal

from models.errors import UserError

Span = tuple[int, int]
Emphasis = Literal["bold", "italic"]


@dataclass(frozen=True)
class Text:
    """Plain text. `broken`: a mark that has no partner, printed as it was typed."""

    text: str
    span: Span
    broken: bool = False


@dataclass(frozen=True)
class Field:
    """`{{name|format|format}}`; name and formats without the spaces around them."""

    name: str
    formats: tuple[str, ...]
    span: Span
    source: str
    """As typed, braces included."""


@dataclass(frozen=True)
class Styled:
    """Bold or italic text."""

    style: Emphasis
    children: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class Note:
    """A footnote; newlines in its text nodes part its paragraphs."""

    children: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class Fragment:
    """Text printed only when every figure in it is above zero; `otherwise` is printed if not."""

    children: tuple[Node, ...]
    otherwise: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class Heading:
    """The mark "# ", "## " or "### " (an appendix) that makes the first line a heading; the first node."""

    level: int
    span: Span


Node = Text | Field | Styled | Note | Fragment | Heading


class GrammarError(UserError):
    """A mark without a partner or an empty field. Line and column count from 1, offset from 0."""

    def __init__(self, code: str, text: str, offset: int, length: int = 1, **params: Any) -> None:
        self.line = text.count("\n", 0, offset) + 1
        self.column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        self.offset = offset
        self.span: Span = (offset, min(len(text), offset + length))
        super().__init__(code, line=self.line, column=self.column, offset=offset, **params)


@dataclass(frozen=True)
class Parsed:
    """A paragraph's nodes and every mistake in it; with mistakes the nodes still hold all its text."""

    nodes: tuple[Node, ...]
    errors: tuple[GrammarError, ...]


def parse(text: str) -> tuple[Node, ...]:
    """The nodes of one stored paragraph; raises its first GrammarError."""
    parsed = parse_tolerant(text)
    if parsed.errors:
        raise parsed.errors[0]
    return parsed.nodes


@lru_cache(maxsize=4096)
def parse_tolerant(text: str) -> Parsed:
    """The nodes of one stored paragraph and its mistakes; never raises. Cached: called on every key."""
    return _Parser(text).run()


_SIGNS = r"\\*{}\[\]?^|#"
_TOKEN = re.compile(rf"\\[{_SIGNS}]|\{{\{{|\}}\}}|\[\^|\^\]|\[\?|\?\]|\|\||\*\*|\*")
_HEADING = re.compile(r"(#{1,3}) +(?=\S)")
_FIELD_BODY = re.compile(r"((?:(?!\{\{)[^}\n])*)\}\}")


def escape(text: str) -> str:
    """Grammar text that prints exactly `text`: `parse(escape(s))` holds only the text s."""
    return re.sub(rf"[{_SIGNS}]", r"\\\g<0>", text)


def field_source(name: str, *formats: str) -> str:
    """`{{name|format}}` as it is written into a paragraph."""
    return "{{" + "|".join((name, *formats)) + "}}"


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """All nodes, depth first, in the order of the text."""
    for node in nodes:
        yield node
        if isinstance(node, Styled | Note):
            yield from walk(node.children)
        elif isinstance(node, Fragment):
            yield from walk(node.children)
            yield from walk(node.otherwise)


APPENDIX_LEVEL: Final = 3
"""Of the heading that begins an appendix."""
DEEPEST: Final = 20
"""How many marks may stand in each other: no report needs more, and a pasted million cannot exhaust us."""
MOST_ERRORS: Final = 100
"""Of one paragraph; the rest shows once these are mended."""

FrameKind = Literal["root", "note", "fragment", "bold", "italic"]
_CLOSERS: dict[str, FrameKind] = {"^]": "note", "?]": "fragment"}
_OPENERS: dict[str, FrameKind] = {"[^": "note", "[?": "fragment"}
_EMPHASIS: dict[str, Emphasis] = {"**": "bold", "*": "italic"}


@dataclass
class _Frame:
    """A mark that is still open, and what has been read since."""

    kind: FrameKind
    mark: str
    start: int
    nodes: list[Node] = field(default_factory=list)
    shown: list[Node] | None = None
    """Of a fragment after `||`: the part before it."""
    bars: Span = (0, 0)
    """Where `||` stands, should the fragment turn out to be unclosed."""


class _Parser:
    """One pass over the text with a stack of open marks; a mistake leaves its mark as plain text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.stack = [_Frame("root", "", 0)]
        self.errors: list[GrammarError] = []

    @property
    def top(self) -> _Frame:
        return self.stack[-1]

    def run(self) -> Parsed:
        heading = _HEADING.match(self.text)
        if heading:
            self.top.nodes.append(Heading(len(heading[1]), heading.span()))
            self.position = heading.end()
        for_next = _TOKEN.search(self.text, self.position)
        while for_next:
            self._plain(for_next.start())
            self._token(for_next[0], for_next.start())
            for_next = _TOKEN.search(self.text, self.position)
        self._plain(len(self.text))
        while len(self.stack) > 1:
            self._abandon()
        self.errors.sort(key=lambda error: error.offset)
        return Parsed(tuple(self.top.nodes), tuple(self.errors))

    def _plain(self, end: int) -> None:
        """Everything up to `end` is text."""
        if end > self.position:
            self.top.nodes.append(Text(self.text[self.position : end], (self.position, end)))
        self.position = end

    def _literal(self, mark: str, start: int) -> None:
        self.position = start + len(mark)
        self.top.nodes.append(Text(mark, (start, self.position)))

    def _broken(self, code: str, mark: str, start: int) -> None:
        """A mark with no partner: printed as typed, and reported."""
        self._report(code, mark, start)
        self.position = start + len(mark)
        self.top.nodes.append(Text(mark, (start, self.position), broken=True))

    def _report(self, code: str, mark: str, start: int) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(GrammarError(code, self.text, start, len(mark), mark=mark[:40]))

    def _token(self, mark: str, start: int) -> None:
        self.position = start + len(mark)
        if mark.startswith("\\"):
            self.top.nodes.append(Text(mark[1], (start, self.position)))
        elif mark == "{{":
            self._field(start)
        elif mark == "}}":
            self._broken("grammar.unopened", mark, start)
        elif mark in _OPENERS:
            self._open(_OPENERS[mark], mark, start)
        elif mark in _CLOSERS:
            self._close(_CLOSERS[mark], mark, start)
        elif mark == "||":
            self._otherwise(mark, start)
        else:
            self._emphasis(mark, start)

    def _field(self, start: int) -> None:
        body = _FIELD_BODY.match(self.text, start + 2)
        if not body:
            self._broken("grammar.field_unclosed", "{{", start)
            return
        self.position = body.end()
        name, *formats = (part.strip() for part in body[1].split("|"))
        source = self.text[start : self.position]
        if not name:
            self._broken("grammar.field_empty", source, start)
        else:
            shown = tuple(part for part in formats if part)
            self.top.nodes.append(Field(name, shown, (start, self.position), source))

    def _open(self, kind: FrameKind, mark: str, start: int) -> None:
        if kind == "note" and any(frame.kind == "note" for frame in self.stack):
            self._broken("grammar.note_in_note", mark, start)
        elif len(self.stack) > DEEPEST:
            self._broken("grammar.too_deep", mark, start)
        else:
            self.stack.append(_Frame(kind, mark, start))

    def _close(self, kind: FrameKind, mark: str, start: int) -> None:
        if all(frame.kind != kind for frame in self.stack):
            self._broken("grammar.unopened", mark, start)
            return
        while self.top.kind != kind:
            self._abandon()
        frame = self.stack.pop()
        span = (frame.start, start + len(mark))
        if kind == "note":
            self._note(trimmed(frame.nodes), span)
        elif frame.shown is None:
            self.top.nodes.append(Fragment(tuple(frame.nodes), (), span))
        else:
            self.top.nodes.append(Fragment(tuple(frame.shown), tuple(frame.nodes), span))

    def _note(self, children: tuple[Node, ...], span: Span) -> None:
        if children:
            self.top.nodes.append(Note(children, span))
            return
        source = self.text[span[0] : span[1]]
        self._report("grammar.note_empty", source, span[0])
        self.top.nodes.append(Text(source, span, broken=True))

    def _otherwise(self, mark: str, start: int) -> None:
        """`||` in a fragment that has none yet; anywhere else two bars are two bars."""
        container = next(f for f in reversed(self.stack) if f.kind not in ("bold", "italic"))
        if container.kind != "fragment" or container.shown is not None:
            self._literal(mark, start)
            return
        while self.top is not container:
            self._abandon()
        container.shown, container.nodes = container.nodes, []
        container.bars = (start, start + len(mark))

    def _emphasis(self, mark: str, start: int) -> None:
        style = _EMPHASIS[mark]
        before = self.text[start - 1 : start]
        after = self.text[start + len(mark) : start + len(mark) + 1]
        if mark == "**" and after == "*" and self.top.kind == "italic" and self._is_open("bold"):
            mark, style = "*", "italic"
        if before.isspace() and after.isspace():
            self._literal(mark, start)
        elif self.top.kind == style:
            self._close_emphasis(style, start + len(mark))
        elif self._is_open(style):
            self._broken("grammar.crossed", mark, start)
        elif after and not after.isspace():
            self.stack.append(_Frame(style, mark, start))
        elif mark == "**" and before and not before.isspace():
            self._broken("grammar.unopened", mark, start)
        else:
            self._literal(mark, start)

    def _close_emphasis(self, style: Emphasis, end: int) -> None:
        frame = self.stack.pop()
        self.position = end
        span = (frame.start, end)
        if frame.nodes:
            self.top.nodes.append(Styled(style, tuple(frame.nodes), span))
        else:
            self.top.nodes.append(Text(self.text[frame.start : end], span))

    def _is_open(self, style: Emphasis) -> bool:
        """Whether bold or italic is open inside the innermost note or fragment."""
        for frame in reversed(self.stack):
            if frame.kind == style:
                return True
            if frame.kind not in ("bold", "italic"):
                return False
        return False

    def _abandon(self) -> None:
        """The innermost open mark never closes: it becomes text, what follows it stays."""
        frame = self.stack.pop()
        mark_span = (frame.start, frame.start + len(frame.mark))
        self._report("grammar.unclosed", frame.mark, frame.start)
        self.top.nodes.append(Text(frame.mark, mark_span, broken=True))
        if frame.shown is not None:
            self.top.nodes.extend(frame.shown)
            self.top.nodes.append(Text("||", frame.bars))
        self.top.nodes.extend(frame.nodes)


def trimmed(nodes: list[Node]) -> tuple[Node, ...]:
    """Without the spaces and line ends just inside the marks of a note."""
    kept = list(nodes)
    if kept and isinstance(kept[0], Text):
        first = kept[0]
        text = first.text.lstrip()
        kept[0] = Text(text, (first.span[1] - len(text), first.span[1]), first.broken)
    if kept and isinstance(kept[-1], Text):
        last = kept[-1]
        text = last.text.rstrip()
        kept[-1] = Text(text, (last.span[0], last.span[0] + len(text)), last.broken)
    return tuple(node for node in kept if not isinstance(node, Text) or node.text)
