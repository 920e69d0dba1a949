"""Sizes of the grid, in logical pixels at 96 dpi (design: sections 2 and 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = 48
"""Two lines of heads, 24 each."""
HEAD_LINE = 24
HEAD_ONE_LINE = 32
"""Where no head has a group or a second line."""
ROW_TWO_LINES = 52
ROW_TWO_LINES_LOW = 44
ROW_ONE_LINE = 32
ROW_WRAPPED = 40
"""Where a label without days needs two lines."""
REASON = 36
"""The row that opens below a refused cell."""
RIGHT = 10
"""From a number to the cell's edge."""
LEFT = 8
BAR = 3
"""The accent bar of the row in hand."""
LABEL_LEAST = 132
LABEL_MOST = 320
COLUMN_LEAST = 52


@dataclass(frozen=True)
class Want:
    """What a column asks for."""

    code: str
    least: int
    """Head and numbers fit."""
    droppable: int
    holds_numbers: bool
    """Numbers are typed here: never left out."""


def dropped(wants: Sequence[Want], room: int) -> frozenset[str]:
    """The columns that leave so that the others fit in `room`: highest `droppable` first."""
    order = sorted(
        (want for want in wants if want.droppable and not want.holds_numbers),
        key=lambda want: -want.droppable,
    )
    need = sum(want.least for want in wants)
    gone: set[str] = set()
    for want in order:
        if need <= room:
            break
        gone.add(want.code)
        need -= want.least
    return frozenset(gone)


def shared_out(least: Sequence[int], room: int, most_each: int) -> list[int]:
    """Widths at least as asked for; what is over is given evenly, at most `most_each` to each."""
    if not least:
        return []
    over = max(0, room - sum(least))
    extra = min(most_each, over // len(least))
    return [width + extra for width in least]


def made_room(widths: Sequence[int], least: Sequence[int], need: Sequence[int]) -> list[int]:
    """Widths of which each has what it needs, as far as its neighbours can spare it: first those before it,
    the nearest first, so that its own numbers and all that follow stay where they are."""
    made = list(widths)
    for here, wanted in enumerate(need):
        for other in (*range(here - 1, -1, -1), *range(here + 1, len(made))):
            spare = max(0, min(wanted - made[here], made[other] - max(least[other], need[other])))
            made[here] += spare
            made[other] -= spare
    return made
