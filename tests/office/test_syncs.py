"""A saved cell is on the disk when the clerk sees it saved, and costs no more than six syncs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.office.strace import SYNCS, count, watch

pytestmark = pytest.mark.office

SAVE_CELLS = """
import os, pathlib, sys
from decimal import Decimal
from models.defaults import default_catalogue, default_office
from models.entities import Period
from models.session import Session

august = Period(2022, 8)
with Session.create(pathlib.Path(sys.argv[1]), default_office(), default_catalogue()) as session:
    session.start_month(august)
    for amount in (3521, 1039, 395):
        os.chdir("/")  # marks in the log where a cell begins to be saved
        session.set_value(august, "vb_den", Decimal(amount))
    os.chdir("/")
"""


def test_one_saved_cell_takes_at_most_six_syncs(tmp_path: Path) -> None:
    done, lines = watch(["-c", SAVE_CELLS, str(tmp_path / "year.sdh")], [*SYNCS, "chdir"], tmp_path / "log")
    assert done.returncode == 0, done.stderr
    starts = [index for index, line in enumerate(lines) if "chdir(" in line]
    assert len(starts) == 4
    syncs = [count(lines[start:end]) for start, end in pairwise(starts)]
    print(f"syncs for each of three saved cells: {syncs}")
    assert all(2 <= each <= 6 for each in syncs), syncs
