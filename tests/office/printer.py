"""A print queue that makes PDFs, on a CUPS server of our own: its folder, its socket, no port.

Programs that print through libcups, Qt among them, find it by CUPS_SERVER. The driver is that of the package
printer-driver-cups-pdf, told to take PDF as it comes; its backend is replaced by a few lines of shell: the
package's own puts its files into the home folder of whoever prints, and redraws everything from PostScript.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.office.setup import Missing, tool

QUEUE = "PDF"
SERVER_PROGRAMS = Path("/usr/lib/cups")
DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
_START_SECONDS = 20.0

_SERVER = """\
Listen {folder}/cups.sock
Browsing No
DefaultAuthType None
LogLevel info
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""

_FILES = """\
ServerRoot {folder}/root
ServerBin {folder}/bin
Printcap {folder}/printcap
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/temporary
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
SystemGroup root
"""

_TAKES_PDF = '*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"'
# CUPS gives a backend: job, user, title, copies, options and, or else on stdin, the file.
_BACKEND = """\
#!/bin/sh
[ $# -eq 0 ] && exit 0
cat "${{6:--}}" > "{folder}/out/$1.part" && mv "{folder}/out/$1.part" "{folder}/out/$1-copies$4.pdf"
"""


@dataclass(frozen=True)
class Printer:
    """The queue's name, the environment that leads a program to it, and the folder its PDFs appear in."""

    name: str
    environment: dict[str, str]
    folder: Path
    log: Path

    def printed(self) -> list[Path]:
        """The finished PDFs, oldest first."""
        return sorted(self.folder.glob("*.pdf"), key=lambda path: path.stat().st_mtime)


@contextmanager
def running(name: str = QUEUE) -> Iterator[Printer]:
    """Start the server, make the queue; stop the server in the end."""
    if not DRIVER.exists():
        raise Missing("printer-driver-cups-pdf is missing: run `python -m tests --office`")
    # Not pytest's own folder: the filters run as another user, who may not look into it.
    folder = Path(tempfile.mkdtemp(prefix="so-dieu-hanh-cups-"))
    try:
        _configure(folder)
        environment = {"CUPS_SERVER": str(folder / "cups.sock")}
        server = _start(folder)
        try:
            _wait_for(folder / "cups.sock", server, folder)
            _make_queue(name, folder, {**os.environ, **environment})
            yield Printer(name, environment, folder / "out", folder / "error_log")
        finally:
            server.terminate()
            server.wait(20)
    finally:
        shutil.rmtree(folder)


def _configure(folder: Path) -> None:
    folder.chmod(0o755)
    for name in ("root", "root/ppd", "spool", "cache", "state", "temporary", "out", "bin", "bin/backend"):
        (folder / name).mkdir()
    for name in ("temporary", "out", "cache"):
        (folder / name).chmod(0o1777)
    for name, text in (
        ("root/cupsd.conf", _SERVER),
        ("root/cups-files.conf", _FILES),
        ("bin/backend/folder", _BACKEND),
    ):
        (folder / name).write_text(text.format(folder=folder), encoding="utf-8")
    (folder / "bin" / "backend" / "folder").chmod(0o755)
    for programs in SERVER_PROGRAMS.iterdir():
        if programs.name != "backend":
            (folder / "bin" / programs.name).symlink_to(programs)
    first, rest = DRIVER.read_text("latin-1").split("\n", 1)
    (folder / "pdf.ppd").write_text(f"{first}\n{_TAKES_PDF}\n{rest}", encoding="latin-1")


def _start(folder: Path) -> subprocess.Popen[bytes]:
    root = folder / "root"
    command = [tool("cupsd"), "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait_for(socket: Path, server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > end:
            log = folder / "error_log"
            raise Missing(f"cupsd did not start: {log.read_text('utf-8') if log.exists() else 'no log'}")
        time.sleep(0.05)


def _make_queue(name: str, folder: Path, environment: dict[str, str]) -> None:
    for command in (
        [tool("lpadmin"), "-p", name, "-v", "folder:/", "-P", str(folder / "pdf.ppd"), "-E"],
        [tool("lpadmin"), "-d", name],
    ):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        # CUPS says on stderr that drivers like this one are to end some day; the queue is made all the same.
        if done.returncode != 0:
            raise Missing(f"{command[0]} failed: {done.stderr}")
