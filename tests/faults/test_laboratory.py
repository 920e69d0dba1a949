"""A small fixed sample of every experiment. All of it: `uv run python -m tests.faults --full`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.experiments import EXPERIMENTS

if sys.platform != "linux":
    pytest.skip(
        "the laboratory records and breaks system calls with strace, which is Linux", allow_module_level=True
    )

from tests.faults.bench import Bench


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_sample_of(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    with Bench() as bench:
        counts = EXPERIMENTS[name](bench, folder, False, 1)
    assert counts.good, f"{counts.tried} tried, {counts.answers}, {counts.faults[:10]}"
