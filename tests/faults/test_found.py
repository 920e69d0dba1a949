"""Faults that the laboratory has found in the program, each struck again where it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the laboratory breaks system calls with strace, which is Linux", allow_module_level=True)

from models.storage.journal import set_aside
from tests.faults import copies, power_cut
from tests.faults.bench import Bench
from tests.faults.content import DATABASE, Fault, pictured
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


@pytest.mark.parametrize("name", ["save", "undo", "issue"])
def test_a_write_that_stands_whole_in_the_file_is_not_taken_back(name: str) -> None:
    """Its journal is no different from that of a sibling that went the same way up to that write: played, it
    took an acknowledged entry back (1 of 200 stale journals)."""
    whole = 0
    with Bench() as bench:
        for files, (_before, after) in copies.hot(power_cut.record(bench, BY_NAME[name])):
            folder = bench.folder / "journal"
            power_cut.lay_out({DATABASE: files[DATABASE]}, folder)
            if pictured_or_torn(folder) != {DATABASE: after}:
                continue
            whole += 1
            power_cut.lay_out(files, folder)
            assert copies.opening(folder / DATABASE, {after}) == "whole"
            (kept,) = folder.glob("office_hong_*-journal")
            assert kept.read_bytes() == files[copies.JOURNAL]
            assert not (folder / copies.JOURNAL).exists()
    assert whole


def pictured_or_torn(folder: Path) -> dict[str, str]:
    try:
        return pictured(folder)
    except Fault:
        return {}


def test_a_siblings_journal_takes_nothing_back() -> None:
    """Two copies of one file, each written to once; the one's journal lies beside the other."""
    with Bench() as bench:
        (files, _), *_ = copies.hot(power_cut.record(bench, BY_NAME["save"]))
        digest, sibling = copies.resting(power_cut.record(bench, BY_NAME["meetings"]), 1)
        power_cut.lay_out({DATABASE: sibling, copies.JOURNAL: files[copies.JOURNAL]}, bench.folder / "two")
        answer = copies.opening(bench.folder / "two" / DATABASE, {digest})
    assert answer in ("whole", "file.stale_journal")


def test_a_journal_that_another_program_still_needs_stays(tmp_path: Path) -> None:
    """Between the trial and the setting aside, another start has taken the file in hand."""
    with Bench() as bench:
        recorded = power_cut.record(bench, BY_NAME["save"])
        hot = [files for files, (_, after) in copies.hot(recorded)]
    power_cut.lay_out(hot[-1], tmp_path / "work")
    path, journal = tmp_path / "work" / DATABASE, tmp_path / "work" / copies.JOURNAL
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        set_aside(path, journal, journal.read_bytes())
        assert journal.exists()
        holder.stdin.close()
    set_aside(path, journal, b"another")
    assert journal.exists()
    set_aside(path, journal, journal.read_bytes())
    assert not journal.exists()


HOLDER = """
import sys
from pathlib import Path
from models.storage.lock_bytes import held_alone
with held_alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
