"""Counts the syncs of one saved cell: a child process under strace stores N cells, then N + 10."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STORE = """
import sys
from decimal import Decimal
from pathlib import Path
from models.defaults import default_catalogue, default_office
from models.entities import Period
from models.session import Session
with Session.create(Path(sys.argv[1]), default_office(), default_catalogue()) as session:
    session.start_month(Period(2022, 8))
    for amount in range(int(sys.argv[2])):
        session.set_value(Period(2022, 8), "vb_den", Decimal(amount + 1))
"""


def syncs_of_one_cell(folder: Path) -> float:
    """Syncs per cell, the file's creation and closing taken off."""
    return (_syncs(folder, 15) - _syncs(folder, 5)) / 10


def _syncs(folder: Path, cells: int) -> int:
    trace = folder / f"trace-{cells}"
    command = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    store = [sys.executable, "-c", STORE, str(folder / f"cells-{cells}.sdh"), str(cells)]
    subprocess.run([*command, *store], cwd=ROOT, check=True)
    return trace.read_text().count("sync(")
