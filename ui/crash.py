"""The report of an unforeseen error: where in the program, on which versions, none of the office's data."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path


def forget_frames(trace: TracebackType | None) -> None:
    """Let go of what the broken functions held and Python keeps for a debugger: the office's data, and a
    painter that would block its window's painting for as long."""
    sys.last_traceback = None
    traceback.clear_frames(trace)


def write_report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Path | None:
    """Write the report into the user's log folder; None when even that cannot be written.

    Only the names of files, functions and the error's class are kept: its text may quote what was typed.
    """
    now = datetime.now()
    lines = [
        f"So Dieu Hanh, {now:%Y-%m-%d %H:%M:%S}",
        f"Python {sys.version.split()[0]}, {platform.platform()}",
        *(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in traceback.extract_tb(trace)),
        f"{kind.__module__}.{kind.__qualname__}",
        "",
    ]
    try:
        folder = user_log_path("SoDieuHanh", appauthor=False, ensure_exists=True)
        if os.name != "nt":
            folder.chmod(0o700)
        path = folder / f"loi-{now:%Y%m%d-%H%M%S}.txt"
        with open(path, "w", encoding="utf-8", opener=_private) as file:
            file.write("\n".join(lines))
    except OSError:
        return None
    return path


def _private(name: str, flags: int) -> int:
    """Open for its owner alone."""
    return os.open(name, flags, 0o600)
