"""One file put in the place of another while other programs may just be looking at it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

Pause = Callable[[float], None]
"""Waits so many seconds; a window's lets it paint meanwhile."""

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)


def replace_patiently(
    source: Path, target: Path, pause: Pause = time.sleep, windows: bool = os.name == "nt"
) -> None:
    """os.replace, on Windows tried again for some three seconds: an antivirus or sync program holds a fresh
    file for a moment there, and then renaming it is refused. Elsewhere nobody can hold a name.

    OSError as os.replace.
    """
    for seconds in _PAUSES if windows else ():
        try:
            os.replace(source, target)
            return
        except PermissionError:
            pause(seconds)
    os.replace(source, target)
