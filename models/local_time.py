"""The clock's time here, alone: the window's first paint needs it and none of the other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def local_time(time: datetime) -> datetime:
    """The time as the clocks here show it; as it was stored where the system knows no zone for it (on Windows
    before 1970, anywhere at the calendar's ends)."""
    try:
        return time.astimezone()
    except (OSError, ValueError, OverflowError):
        return time
