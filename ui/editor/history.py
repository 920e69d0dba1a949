"""The text's own undo and redo: one step a word, as in any editor, whatever was stored meanwhile. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.editor.blocks import difference

Blocks = tuple[str, ...]
_MOST = 1000


@dataclass(frozen=True)
class _Change:
    """What became of one block: from `start` on `removed` gave way to `added`."""

    block: int
    start: int
    removed: str
    added: str
    before: str
    """The character that it stands behind, "" at the block's beginning."""

    @property
    def end(self) -> int:
        return self.start + len(self.added)


@dataclass(frozen=True)
class _Step:
    """The blocks before it, and the stretch it has grown to; None for what nothing is added to."""

    blocks: Blocks
    change: _Change | None


class History:
    """Told of every change, it answers with the blocks to go back or forth to."""

    def __init__(self) -> None:
        self.begin(())

    def begin(self, blocks: Sequence[str]) -> None:
        """From here on: what was before cannot be gone back to."""
        self._now: Blocks = tuple(blocks)
        self._past: list[_Step] = []
        self._future: list[Blocks] = []

    def note(self, blocks: Sequence[str]) -> None:
        """The text has become this."""
        new = tuple(blocks)
        if new == self._now:
            return
        change = _change(self._now, new)
        grown = None if change is None or self._future else self._grown(change)
        if grown is None:
            self._past.append(_Step(self._now, change))
            del self._past[:-_MOST]
        else:
            self._past[-1] = _Step(self._past[-1].blocks, grown)
        self._now, self._future = new, []

    def back(self) -> Blocks | None:
        """The text before the last step; None when there is none."""
        if not self._past:
            return None
        self._future.append(self._now)
        self._now = self._past.pop().blocks
        self._close()
        return self._now

    def forth(self) -> Blocks | None:
        """The text after the step taken back last; None when there is none."""
        if not self._future:
            return None
        self._past.append(_Step(self._now, None))
        self._now = self._future.pop()
        return self._now

    @property
    def goes_back(self) -> bool:
        return bool(self._past)

    @property
    def goes_forth(self) -> bool:
        return bool(self._future)

    def _close(self) -> None:
        if self._past:
            self._past[-1] = _Step(self._past[-1].blocks, None)

    def _grown(self, change: _Change) -> _Change | None:
        """The last step's stretch with the change in it; None when the change is a step of its own."""
        last = self._past[-1].change if self._past else None
        if last is None or last.block != change.block:
            return None
        if not last.added:
            return self._erased_on(last, change)
        # An input method takes back the end of the syllable just typed, to write it with its mark.
        retyped = bool(change.removed and change.added) and change.start + len(change.removed) == last.end
        if not (retyped or (not change.removed and change.start == last.end)):
            return None
        parts = change.added[0].isspace() and not change.before.isspace()
        pasted = len(change.added) > 1 and any(letter.isspace() for letter in change.added)
        if parts or pasted or change.start < last.start:
            return None
        added = last.added[: change.start - last.start] + change.added
        return _Change(last.block, last.start, last.removed, added, last.before)

    def _erased_on(self, last: _Change, change: _Change) -> _Change | None:
        """The same for a step that erased: more letters of the same word, or a syllable typed anew."""
        if change.removed and not change.added:
            if change.removed.isspace() or change.start not in (last.start - len(change.removed), last.start):
                return None
            forward = change.start == last.start
            removed = last.removed + change.removed if forward else change.removed + last.removed
            return _Change(last.block, change.start, removed, "", change.before)
        typed = self._past[-2].change if len(self._past) > 1 else None
        inside = bool(change.before) and not change.before.isspace()
        if typed is None or change.removed or change.start != last.start or not inside:
            return None
        if last.start + len(last.removed) != typed.end or last.start < typed.start:
            return None
        self._past.pop()
        added = typed.added[: last.start - typed.start] + change.added
        return _Change(typed.block, typed.start, typed.removed, added, typed.before)


def _change(old: Blocks, new: Blocks) -> _Change | None:
    """The change of one block; None when several are concerned."""
    edit = difference(old, new)
    if edit.removed != 1 or len(edit.added) != 1:
        return None
    before, after = old[edit.start], edit.added[0]
    inside = difference(before, after)
    start = inside.start
    removed = before[start : start + inside.removed]
    return _Change(
        edit.start, start, removed, "".join(inside.added), after[start - 1 : start] if start else ""
    )
