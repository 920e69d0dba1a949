"""A document as stretches of upright and turned pages; layout and Word both ask here, so that they agree.

An appendix with a wide table is turned as a whole, its title with it. In the body only the table is, with
the headings above it, which may not end a page, and the closing block if that follows: it is never alone.

Pages are numbered from 1 in the report and again in every appendix; a first page shows no number (Decree
30/2020/NĐ-CP, Appendix I: "Số trang của Phụ lục được đánh số riêng theo từng Phụ lục").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from export import styles
from export.styles import PageShape
from export.tables import is_wide
from models.report.document import Block, Closing, Document, PageBreak, Paragraph, Table


@dataclass(frozen=True)
class Section:
    """Neighbouring blocks that begin on a new page; `end` is past the last of them."""

    start: int
    end: int
    shape: PageShape = styles.PAGE
    numbered_anew: bool = False
    """Its first page counts as page 1: the document's first section, and every one that begins an appendix.
    Others, turned or not, go on counting."""

    @property
    def blocks(self) -> range:
        return range(self.start, self.end)


def sections(document: Document) -> tuple[Section, ...]:
    """At least one; a section without blocks is an empty page, and none such ends a document."""
    found: list[Section] = []
    for start, end in _between_breaks(document.blocks):
        found += _turned(document.blocks, start, end)
    while len(found) > 1 and not found[-1].blocks:
        found.pop()
    return tuple(
        replace(section, numbered_anew=number == 0 or _begins_appendix(document.blocks, section))
        for number, section in enumerate(found)
    )


def _begins_appendix(blocks: Sequence[Block], section: Section) -> bool:
    first = blocks[section.start] if section.blocks else None
    return isinstance(first, Paragraph) and first.style == "appendix"


def _between_breaks(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            yield start, index
            start = index + 1
    yield start, len(blocks)


def _turned(blocks: Sequence[Block], start: int, end: int) -> Iterator[Section]:
    wide = [index for index in range(start, end) if _is_wide_table(blocks[index])]
    if wide and _begins_appendix(blocks, Section(start, end)):
        yield Section(start, end, styles.LANDSCAPE)
        return
    at = start
    while wide:
        begin, after = wide[0], wide[0]
        while begin > at and _clings(blocks[begin - 1]):
            begin -= 1
        while after < end and _is_wide_table(blocks[after]):
            after += 1
        if after < end and isinstance(blocks[after], Closing):
            after += 1
        if begin > at:
            yield Section(at, begin)
        yield Section(begin, after, styles.LANDSCAPE)
        at = after
        wide = [index for index in wide if index >= after]
    if at < end or at == start:
        yield Section(at, end)


def _is_wide_table(block: Block) -> bool:
    return isinstance(block, Table) and is_wide(block)


def _clings(block: Block) -> bool:
    return isinstance(block, Paragraph) and styles.STYLES[block.style].keep_with_next
