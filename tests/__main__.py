"""All the set-up and all the tests: `uv run python -m tests [--office] [pytest arguments]`.

Without --office: style, types, import rules and the tests. With it: the checks against LibreOffice, the
Open XML validator, a CUPS printer and strace. Nothing is skipped: what cannot be set up is named and fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import system

ROOT = Path(__file__).parent.parent
STYLE = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "--no-error-summary"),
    ("lint-imports", "--no-logo"),
)


def main(arguments: list[str]) -> int:
    """Set up, run, and return the exit code: 0 only when everything ran and passed."""
    office = "--office" in arguments
    chosen = [argument for argument in arguments if argument != "--office"]
    missing = system.ensure(system.WINDOW + (system.OFFICE if office else ()))
    if missing:
        print("These Debian packages are missing and could not be installed here:", *missing, file=sys.stderr)
        return 1
    if office:
        from tests.office.setup import ensure

        ensure()
    elif not chosen and not all(_passes(check) for check in STYLE):
        return 1
    with system.screen() as display:
        environment = {**os.environ, **display}
        selection = ["-m", "office" if office else "not office"]
        command = [sys.executable, "-m", "pytest", *selection, *chosen]
        return subprocess.run(command, cwd=ROOT, env=environment).returncode


def _passes(command: tuple[str, ...]) -> bool:
    print("+", *command, flush=True)
    return subprocess.run(command, cwd=ROOT).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
