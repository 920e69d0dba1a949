"""The program is private: a month at the keyboard opens no internet socket, and writes only where it may.

The program runs as it starts for a clerk, watched by strace from its first to its last system call: a month
from nothing, printed, saved as PDF and Word, closed with its backups.
"""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.office.strace import watch

pytestmark = pytest.mark.office

if sys.platform != "linux":
    pytest.skip("strace is Linux", allow_module_level=True)

MONTH = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from tests.ui.august import enter_august, look_at_findings, print_to_pdf, save, take_back_and_again
from tests.ui.clerk import Clerk, shown
from ui import app
from ui.main_window import MainWindow

out = Path(sys.argv[1])

def work():
    (window,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    try:
        clerk = Clerk(shown(window))
        enter_august(clerk)
        look_at_findings(clerk)
        take_back_and_again(clerk)
        print_to_pdf(clerk, out / "bản in.pdf")
        save(clerk, "save_pdf", out / "báo cáo.pdf")
        save(clerk, "save_word", out / "báo cáo.docx")
        print("the month is done")
    finally:
        window.close()

QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
app.make_application(at_once=False)
QTimer.singleShot(1500, work)
sys.exit(app.run())
"""
CALLS = (
    *("socket", "connect", "bind", "sendto", "open", "openat", "creat", "mknod", "mknodat", "truncate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat"),
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MAKES = re.compile(r"^\d+ +(creat|mknod|rename|link|symlink|mkdir|truncate)|O_WRONLY|O_RDWR|O_CREAT")
_UNIX = re.compile(r'sun_path=(@?)"((?:[^"\\]|\\.)*)"')


@dataclass
class Watched:
    lines: list[str]
    home: Path
    out: Path

    def internet(self) -> list[str]:
        return [line for line in self.lines if "AF_INET" in line]

    def sockets(self) -> set[str]:
        """The names of the local sockets that were connected to or listened at; @ for an abstract one."""
        return {mark + _text(name) for line in self.lines for mark, name in _UNIX.findall(line)}

    def written(self) -> set[Path]:
        """Every path opened to write, made, or renamed to; failed tries too."""
        found: set[Path] = set()
        for line in self.lines:
            if _MAKES.search(line):
                found |= {Path(_text(name)) for name in _STRING.findall(line)}
        return found

    def strays(self) -> list[Path]:
        """What was written outside the folders of the program and the one that the clerk chose."""
        return sorted(path for path in self.written() if not _allowed(path, self.home, self.out))


def _text(quoted: str) -> str:
    return quoted.encode("latin-1").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


_OTHERS = re.compile(
    r"/dev/(null|tty)"
    # A file without a name that Qt then gives one; the names are looked at, too.
    r"|/proc/self/fd/\d+"
    # Qt makes a local socket in a folder of its own and moves it to where a second start looks for it.
    r"|/tmp/SoDieuHanh-[0-9a-f]{24}|/tmp/\.\w{6}(/s)?"
)


def _allowed(path: Path, home: Path, out: Path) -> bool:
    own = (home / "documents" / "Sổ Điều Hành", home / "config" / "SoDieuHanh", home / "state" / "SoDieuHanh")
    parents = (home, *(home / name for name in ("documents", "config", "state", "cache")))
    # Qt's own file dialog notes here which folder it showed last.
    dialog = re.fullmatch(r"QtProject\.conf(\.lock|\.\w{6})?", path.name) and path.parent == home / "config"
    return (
        path in parents
        or any(path == folder or path.is_relative_to(folder) for folder in (*own, out))
        or bool(dialog or _OTHERS.fullmatch(str(path)))
    )


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """The month, watched once for all tests."""
    folder = tmp_path_factory.mktemp("private")
    home, out = folder / "home", folder / "chosen"
    home.mkdir()
    out.mkdir()
    environment = {
        f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "data", "state", "cache")
    }
    environment |= {"HOME": str(home), "XDG_DOCUMENTS_DIR": str(home / "documents")}
    script = ["-B", "-c", MONTH, str(out)]
    with pytest.MonkeyPatch.context() as patch:
        # As on an office's computer: nobody has said where printers are.
        patch.delenv("CUPS_SERVER", raising=False)
        done, lines = watch(script, CALLS, folder / "log", environment=environment, timeout=300)
    assert done.returncode == 0 and "the month is done" in done.stdout, done.stdout + done.stderr
    return Watched(lines, home, out)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_no_internet_socket_in_a_whole_month(month: Watched) -> None:
    """Printers were looked for, too: libcups asked localhost by TCP where it found no socket of CUPS."""
    assert month.internet() == []


def test_local_sockets_are_those_of_screen_bus_and_second_start(month: Watched) -> None:
    known = re.compile(
        r"@?/tmp/\.X11-unix/X\d+|(/var)?/run/cups/cups\.sock|/tmp/\.\w{6}/s|.*/SoDieuHanh-[0-9a-f]{24}"
        r"|(/var)?/run/(user/\d+/bus|dbus/system_bus_socket|nscd/socket|avahi-daemon/socket)"
        r"|/run/user/\d+/(at-spi/.*|wayland-\d+)"
    )
    assert [name for name in sorted(month.sockets()) if not known.fullmatch(name)] == []


def test_nothing_is_written_outside_the_known_folders(month: Watched) -> None:
    assert month.strays() == []
    assert {path.name for path in _files(month.out)} == {"bản in.pdf", "báo cáo.pdf", "báo cáo.docx"}


def test_file_and_backups_are_readable_by_their_owner_only(month: Watched) -> None:
    folder = month.home / "documents" / "Sổ Điều Hành"
    files = list(_files(folder))
    assert len([path for path in files if path.suffix == ".sdh"]) >= 3, files
    assert [path for path in files if stat.S_IMODE(path.stat().st_mode) != 0o600] == []
    assert stat.S_IMODE((folder / "Sao luu").stat().st_mode) == 0o700


def test_what_is_not_private_would_be_seen(tmp_path: Path) -> None:
    """Otherwise the tests above could not fail."""
    script = "import socket, pathlib; socket.socket(socket.AF_INET6).close(); "
    script += f"pathlib.Path({str(tmp_path / 'lạc.txt')!r}).write_text('x'); "
    script += "s = socket.socket(socket.AF_UNIX); s.connect_ex('/tmp/nobody')"
    _, lines = watch(["-c", script], CALLS, tmp_path / "log")
    seen = Watched(lines, tmp_path / "home", tmp_path / "chosen")
    assert len(seen.internet()) == 1
    assert tmp_path / "lạc.txt" in seen.strays()
    assert "/tmp/nobody" in seen.sockets()
