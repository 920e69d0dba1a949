"""The system's side of the tests: Debian packages that Qt and the checks need, and a screen."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# What is looked for, and the Debian package that brings it.
Need = tuple[str, str]
WINDOW: tuple[Need, ...] = (
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    ("libcups.so.2", "libcups2"),
    ("Xvfb", "xvfb"),
    ("pdftotext", "poppler-utils"),
    ("strace", "strace"),
    ("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "fonts-noto-core"),
)
OFFICE: tuple[Need, ...] = (
    ("soffice", "libreoffice-writer"),
    ("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf", "fonts-liberation2"),
    ("npm", "npm"),
    ("cupsd", "cups"),
    ("xdotool", "xdotool"),
    ("/usr/lib/cups/backend/cups-pdf", "printer-driver-cups-pdf"),
)


def ensure(needs: tuple[Need, ...]) -> list[str]:
    """Install what is missing where this may be done (Debian-like, root); return what still is."""
    if sys.platform != "linux":
        return []
    missing = _missing(needs)
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing", *missing, flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)  # type: ignore[call-overload]
        install = ["apt-get", "install", "-qy", "--no-install-recommends", *missing]
        subprocess.run(install, check=False, **quiet)  # type: ignore[call-overload]
        missing = _missing(needs)
    return missing


def _missing(needs: tuple[Need, ...]) -> list[str]:
    return [package for thing, package in needs if not _is_there(thing)]


def _is_there(thing: str) -> bool:
    if thing.startswith("/"):
        return Path(thing).exists()
    if ".so" in thing:
        try:
            ctypes.CDLL(thing)
        except OSError:
            return False
        return True
    # Debian keeps servers such as cupsd where a plain user's PATH does not look.
    return shutil.which(thing, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is not None


@contextlib.contextmanager
def screen(size: str = "1366x768x24") -> Iterator[dict[str, str]]:
    """A virtual screen of that size; yields the environment variables that lead to it.

    Elsewhere than on Linux the machine's own screen serves.
    """
    if sys.platform != "linux":
        yield {}
        return
    read, write = os.pipe()
    with tempfile.TemporaryFile() as noise:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[write], stderr=noise)
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                number = answer.readline().strip()
            if not number:
                raise RuntimeError("Xvfb did not start")
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()
            server.wait()
