"""The two blocks of two columns: letterhead and closing (Decree 30/2020, Appendix I)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise, zip_longest
from typing import NamedTuple

from export import fonts, styles
from export.layout.pages import Rule
from export.layout.rows import Row, text_rows
from export.letterhead import plan_letterhead, rule_length
from export.styles import TextStyle
from models.report.document import Closing, Letterhead, Paragraph, Style

StyleOf = Callable[[Style], TextStyle]


class _Entry(NamedTuple):
    """A line of a column with the name of its style."""

    name: Style
    row: Row


def letterhead_row(head: Letterhead, width: float) -> Row:
    """The whole letterhead as one row: lines of both columns side by side on shared baselines.

    Number and place with date share the line below both rules.
    """
    plan = plan_letterhead(head, width)
    split = float(plan.left_width)

    def column(paragraphs: Sequence[Paragraph], x: float, wide: float, *, last: bool) -> list[_Entry]:
        found = []
        for paragraph in paragraphs:
            if (paragraph.style in _LAST_LINE) == last:
                inset = plan.inset(paragraph)
                found += _column([paragraph], x + inset, wide - 2 * inset, plan.style)
        return found

    left, right = (
        column(head.left, 0.0, split, last=False),
        column(head.right, split, width - split, last=False),
    )
    names = _side_by_side(left, right)
    numbers = _side_by_side(
        column(head.left, 0.0, split, last=True), column(head.right, split, width - split, last=True)
    )
    if names and numbers:
        numbers[0].gap = float(styles.HEADER_NUMBER_GAP)
    tops = _tops(names)
    rules = (
        *_rules(left, tops, names, 0.0, split, plan.style),
        *_rules(right, tops, names, split, width - split, plan.style),
    )
    parts = [*names, *numbers]
    row = _stacked(parts, rules)
    row.parts = parts
    row.keep = row.heading = True
    return row


_LAST_LINE: tuple[Style, ...] = ("number", "place_date")


def closing_row(closing: Closing, width: float, page_height: float) -> Row:
    """Recipients left, signature in the right half, as one row with room to sign above the name.

    Its parts, should no page hold it: the signature with the recipients beside it, then the other recipients
    one by one. `page_height` is the text area's.
    """
    count = beside_signature(closing, width)
    beside = _recipients(closing.left[:count], width)
    others = [_recipients([each], width) for each in closing.left[count:]]
    right = _signature(closing.right, width)
    row = _stacked_columns(beside, right)
    if row.height > page_height:
        row.parts = _side_by_side(beside, right)
    if others:
        signed = row
        row = _stacked_columns([*beside, *chain.from_iterable(others)], right)
        row.parts = [signed]
        for lines in others:
            row.parts += [replace(entry.row, keep=True) for entry in lines[:-1]] + [lines[-1].row]
    row.gap = float(styles.CLOSING_BEFORE)
    return row


def beside_signature(closing: Closing, width: float) -> int:
    """How many paragraphs of the left column end no lower than the signature; the title and one at least."""
    signed = _stacked([entry.row for entry in _signature(closing.right, width)], ()).height
    count, height = 0, 0.0
    for paragraph in closing.left:
        height += sum(entry.row.height for entry in _recipients([paragraph], width))
        if count >= 2 and height > signed:
            break
        count += 1
    return count


def _recipients(paragraphs: Sequence[Paragraph], width: float) -> list[_Entry]:
    return _column(paragraphs, 0.0, width * styles.CLOSING_LEFT_SHARE, styles.STYLES.__getitem__)


def _signature(paragraphs: Sequence[Paragraph], width: float) -> list[_Entry]:
    split = width * styles.CLOSING_LEFT_SHARE
    entries = _column(paragraphs, split, width - split, styles.STYLES.__getitem__)
    for before, entry in pairwise(entries):
        if entry.name == "signer" and before.name != "signer":
            entry.row.gap = float(styles.SIGNATURE_SPACE)
    return entries


def _stacked_columns(*columns: Sequence[_Entry]) -> Row:
    """Columns side by side from one top on, each with its own line heights."""
    stacks = [_stacked([entry.row for entry in column], ()) for column in columns]
    return Row(
        max(stack.height for stack in stacks),
        items=tuple(item for stack in stacks for item in stack.items),
        marks=tuple(mark for stack in stacks for mark in stack.marks),
    )


def _column(paragraphs: Sequence[Paragraph], x: float, width: float, style_of: StyleOf) -> list[_Entry]:
    return [
        _Entry(paragraph.style, row)
        for paragraph in paragraphs
        for row in text_rows(paragraph, style_of(paragraph.style), width, x=x)
    ]


def _side_by_side(left: Sequence[_Entry], right: Sequence[_Entry]) -> list[Row]:
    """Pairs of lines on one baseline each; a column that ends first leaves its side empty."""
    rows = []
    for pair in zip_longest(left, right):
        entries = [entry.row for entry in pair if entry is not None]
        items = [item for row in entries for item in row.items]
        baseline = max(item.baseline for item in items)
        rows.append(
            Row(
                max(row.height for row in entries),
                max(row.gap for row in entries),
                tuple(replace(item, baseline=baseline) for item in items),
                marks=tuple(mark for row in entries for mark in row.marks),
            )
        )
    return rows


def _tops(rows: Sequence[Row]) -> list[float]:
    """Each row's distance from the top of the first."""
    tops, at = [], 0.0
    for index, row in enumerate(rows):
        at += row.gap if index else 0.0
        tops.append(at)
        at += row.height
    return tops


def _stacked(rows: Sequence[Row], rules: tuple[Rule, ...]) -> Row:
    """Rows on top of each other as one."""
    tops = _tops(rows)
    items = tuple(
        replace(item, baseline=item.baseline + top)
        for row, top in zip(rows, tops, strict=True)
        for item in row.items
    )
    marks = tuple(mark for row in rows for mark in row.marks)
    height = tops[-1] + rows[-1].height if rows else 0.0
    return Row(height, items=items, rules=rules, marks=marks)


def _rules(
    column: Sequence[_Entry],
    tops: Sequence[float],
    rows: Sequence[Row],
    x: float,
    width: float,
    style_of: StyleOf,
) -> list[Rule]:
    """The rule under each group of neighbouring lines whose style has one."""
    found: list[Rule] = []
    index = 0
    for name, group in groupby(column, key=lambda entry: entry.name):
        entries = list(group)
        index += len(entries)
        baseline = tops[index - 1] + rows[index - 1].items[0].baseline
        lengths = [item.line.width for entry in entries for item in entry.row.items]
        found.extend(rule_below(style_of(name), lengths, x, width, baseline))
    return found


def rule_below(
    style: TextStyle, lengths: Sequence[float], x: float, width: float, baseline: float
) -> tuple[Rule, ...]:
    """The rule a style asks for under lines of these lengths, centred in its column; none for most styles."""
    length = rule_length(style, lengths)
    if style.rule is None or not length:
        return ()
    y = baseline + fonts.DESCENT * style.size + style.rule.gap
    return (Rule(x + (width - length) / 2, y, length, float(styles.RULE_THICKNESS)),)
