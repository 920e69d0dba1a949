"""Programs watched or hindered at the border to the system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.office.setup import tool

ROOT = Path(__file__).resolve().parents[2]
# rename, renameat or renameat2: machines differ.
RENAMES = "/^rename"
SYNCS = ("fsync", "fdatasync", "sync", "syncfs", "sync_file_range", "msync")


def watch(
    arguments: Sequence[str],
    calls: Sequence[str],
    log: Path,
    *,
    inject: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    timeout: float = 120.0,
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run Python with `arguments` from the project's root; the finished process and one line per system call.

    `inject` makes calls fail: "fsync:error=ENOSPC". A program that does not end in time is asked to.
    """
    command = [tool("strace"), "-f", "-qq", "-o", str(log), "-e", "trace=" + ",".join(calls)]
    for fault in inject:
        command += ["-e", f"inject={fault}"]
    process = subprocess.Popen(
        [*command, sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        # strace passes this on to the program it watches.
        process.terminate()
        out, err = process.communicate(timeout=30)
    done = subprocess.CompletedProcess(command, process.returncode, out, err)
    return done, log.read_text(encoding="utf-8", errors="replace").splitlines()


def count(lines: Sequence[str], calls: Sequence[str] = SYNCS) -> int:
    """How many lines are one of these calls; the second half of an interrupted call is not counted again."""
    return sum(any(f" {call}(" in f" {line}" for call in calls) for line in lines)
