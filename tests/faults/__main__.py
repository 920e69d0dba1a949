"""`uv run python -m tests.faults [name ...] [--full] [--seed N]`: run experiments, print what they counted.

Exit code 1 when one of them found a fault, or a control was not found broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.bench import SHARED_MEMORY, Bench
from tests.faults.experiments import EXPERIMENTS, Counts


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("name", nargs="*", metavar="name", help=", ".join(EXPERIMENTS) + "; none: all")
    parser.add_argument("--full", action="store_true", help="as many as the goals name; minutes to an hour")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    for name in options.name:
        if name not in EXPERIMENTS:
            parser.error(f"no experiment is called {name}")
    good = True
    for name in options.name or EXPERIMENTS:
        began = time.monotonic()
        with Bench() as bench, tempfile.TemporaryDirectory(dir=_memory()) as folder:
            counts = EXPERIMENTS[name](bench, Path(folder), options.full, options.seed)
        good = good and counts.good
        _tell(name, counts, time.monotonic() - began)
    return 0 if good else 1


def _memory() -> str | None:
    return str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None


def _tell(name: str, counts: Counts, seconds: float) -> None:
    verdict = "as it must be" if counts.good else "NOT as it must be"
    print(f"{name}: {counts.tried} tried, {len(counts.faults)} faults: {verdict} ({seconds:.0f} s)")
    for answer, number in sorted(counts.answers.items()):
        print(f"    {number:6} {answer}")
    for fault in counts.faults[:20]:
        print(f"    ! {fault}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
