"""Between stored paragraphs and the editor's blocks. Pure.

One stored paragraph is one block. A note of several paragraphs holds line ends ("\\n"); inside a block they
stand as U+2028, Qt's own soft break, so that one block stays one paragraph. Blocks that hold nothing but
blanks are not stored: an empty line is only where the next paragraph is about to be typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

SOFT_BREAK = "\u2028"


def to_block(text: str) -> str:
    """A stored paragraph as one block's text."""
    return text.replace("\n", SOFT_BREAK)


def from_block(text: str) -> str:
    """A block's text as it is stored."""
    return text.replace(SOFT_BREAK, "\n")


def stored_texts(blocks: Sequence[str]) -> list[str]:
    """What the blocks would store, blank ones left out."""
    return [from_block(text) for text in blocks if text.strip()]


def paragraph_of_block(blocks: Sequence[str], block: int) -> int | None:
    """The index of the stored paragraph in that block; None for a blank block."""
    if not 0 <= block < len(blocks) or not blocks[block].strip():
        return None
    return sum(1 for text in blocks[:block] if text.strip())


def block_of_paragraph(blocks: Sequence[str], paragraph: int) -> int | None:
    """The block that holds the stored paragraph of that index."""
    filled = [index for index, text in enumerate(blocks) if text.strip()]
    return filled[paragraph] if 0 <= paragraph < len(filled) else None


@dataclass(frozen=True)
class Edit:
    """Replace `removed` items from `start` on by `added`."""

    start: int
    removed: int
    added: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def difference(old: Sequence[str], new: Sequence[str]) -> Edit:
    """The one stretch that differs, between the longest equal head and tail."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Edit(head, len(old) - head - tail, tuple(new[head : len(new) - tail]))


def qt_offsets(text: str) -> Callable[[int], int]:
    """`qt_offset` for many offsets of one text: a long paragraph with many fields stays quick."""
    if not text or max(text) <= "\uffff":
        return lambda offset: offset
    units = [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
    return units.__getitem__


def qt_offset(text: str, offset: int) -> int:
    """Python's character offset as Qt counts it: characters beyond the first plane are two units."""
    return offset + sum(1 for character in text[:offset] if character > "\uffff")


def text_offset(text: str, units: int) -> int:
    """Qt's offset in UTF-16 units as a Python offset."""
    passed = 0
    for offset, character in enumerate(text):
        if passed >= units:
            return offset
        passed += 2 if character > "\uffff" else 1
    return len(text)
