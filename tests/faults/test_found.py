"""Faults that the laboratory has found in the program, each struck again where it was."""

from __future__ import annotations

import sys

import pytest

if sys.platform != "linux":
    pytest.skip("the laboratory breaks system calls with strace, which is Linux", allow_module_level=True)

from tests.faults import power_cut
from tests.faults.bench import Bench
from tests.faults.content import Fault, pictured
from tests.faults.sweep import Point, strike
from tests.faults.workflows import BY_NAME


def test_a_disk_that_fills_within_a_write_and_stays_full_costs_nothing_stored() -> None:
    """Closing the file removed the journal that alone could take the broken write back."""
    workflow = BY_NAME["save"]
    with Bench() as bench:
        before = pictured(bench.prepared(workflow))
        whole = bench.run(workflow, "pwrite64", picture=True)
        writes = sum("pwrite64(" in line for line in whole.calls)
        told = set()
        for number in range(1, writes + 1, 2):
            point = Point("pwrite64", number, "ENOSPC")
            told.add(strike(bench, workflow, point, (before, *whole.pictures)))
    assert told == {"disk.full"}


def test_a_first_start_cut_short_leaves_no_file_without_office_and_catalogue() -> None:
    with Bench() as bench:
        found = power_cut.examine(bench, BY_NAME["create"], 150, 1)
    assert found.states > 50 and not found.faults


def test_a_refused_folder_is_told_as_refused() -> None:
    """It came as a traceback (stat), as a failing disk (SQLite), as a bad backup (reading it back)."""
    with Bench() as bench:
        for name in ("save", "backup"):
            workflow = BY_NAME[name]
            before = pictured(bench.prepared(workflow))
            whole = bench.run(workflow, "openat", picture=True)
            for number in range(1, sum("openat(" in line for line in whole.calls), 2):
                strike(bench, workflow, Point("openat", number, "EACCES"), (before, *whole.pictures))


def test_the_laboratory_sees_what_is_not_as_acknowledged() -> None:
    workflow = BY_NAME["save"]
    with Bench() as bench:
        bench.prepared(workflow)
        whole = bench.run(workflow, "openat", picture=True)
        wrong = [{name: "another" for name in picture} for picture in whole.pictures]
        with pytest.raises(Fault, match="not as acknowledged"):
            strike(bench, workflow, Point("unlink", 99, "EIO"), tuple(wrong))
