"""Timing in pairs: A B A B …, medians and ratios, so that a drifting machine does not decide."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

RUNS = 9


@dataclass(frozen=True)
class Pair:
    """Medians in seconds, and the median of the ratios a/b run by run."""

    a: float
    b: float
    ratio: float


def paired(a: Callable[[], Any], b: Callable[[], Any], runs: int = RUNS) -> Pair:
    """Run both once unmeasured, then in turn."""
    a(), b()
    times = [(_seconds(a), _seconds(b)) for _ in range(runs)]
    return Pair(
        statistics.median(first for first, _ in times),
        statistics.median(second for _, second in times),
        statistics.median(first / second for first, second in times),
    )


def _seconds(work: Callable[[], Any]) -> float:
    """The work's own answer where it measures itself (a float), else the wall clock around it."""
    start = time.perf_counter()
    answer = work()
    return answer if isinstance(answer, float) else time.perf_counter() - start


def process(command: Sequence[str], **options: Any) -> Callable[[], None]:
    """A whole process, its output thrown away; a failing one stops the measurement."""

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)

    return run


def line(name: str, value: str, bound: str, kept: bool) -> bool:
    """Print one result; returns whether the bound is kept."""
    print(f"{'ok  ' if kept else 'OVER'}  {name:<58} {value:<34} {bound}", flush=True)
    return kept
