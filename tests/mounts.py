"""Real small disks for tests: a tmpfs of its own, filled, made read-only or pulled out. Linux, as root."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WHY = "mounts a disk of its own: Linux and root only"
needs_root = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason=WHY)


class SmallDisk:
    """A disk at `path`; what is left of it is unmounted in the end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> Path:
        """Take all that is left; delete the answered file to give it back."""
        ballast = self.path / "ballast"
        with ballast.open("wb", buffering=0) as file:
            block = 65536
            while block:
                try:
                    file.write(bytes(block))
                except OSError:
                    block //= 2
        return ballast

    def make_read_only(self, on: bool = True) -> None:
        _run("mount", "-o", f"remount,{'ro' if on else 'rw'}", str(self.path))

    def pull(self) -> None:
        """As a stick is pulled: whoever has files open there keeps them, nobody finds the folder again."""
        _run("umount", "-l", str(self.path))


@contextmanager
def small_disk(path: Path, size: str = "4m") -> Iterator[SmallDisk]:
    """A tmpfs of that size, mounted at `path`, which is made."""
    path.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "so-dieu-hanh-test", str(path))
    try:
        yield SmallDisk(path)
    finally:
        if os.path.ismount(path):
            _run("umount", "-l", str(path))


@contextmanager
def failing_disk(path: Path, below: Path) -> Iterator[Path]:
    """A disk at `path` whose every new block fails with EIO once `below` is full: an ext4 in a sparse file
    there. Yields the path; fill `below` when it shall begin to fail."""
    picture = below / "picture"
    with picture.open("wb") as file:
        file.truncate(16_000_000)
    path.mkdir(parents=True)
    _run("mkfs.ext4", "-q", "-F", str(picture))
    _run("mount", "-o", "loop", str(picture), str(path))
    try:
        yield path
    finally:
        _run("umount", "-l", str(path))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = ("permission denied", "not permitted", "loop device")
    if any(words in done.stderr.lower() for words in refused):
        pytest.skip(f"this machine lets nobody mount: {done.stderr.strip()}")
    if done.returncode != 0:
        pytest.fail(f"{' '.join(command)}: {done.stderr}")
