"""The program is offline: neither the window nor an export opens an internet socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office.strace import watch

pytestmark = pytest.mark.office

OPEN_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from models.sample import month_data, sample_office, sample_periods
from models.defaults import default_catalogue
from models.session import Session
from ui import app

path = Path(sys.argv[1])
with Session.create(path, sample_office(), default_catalogue()) as session:
    august = sample_periods()[-1]
    data = month_data(august)
    session.start_month(august, narrative=tuple(each.text for each in data.paragraphs))
    session.set_values(august, {code: v.amount for code, v in data.values.items() if v.state == "typed"})
application = app.make_application()

def look_and_leave():
    (window,) = [each for each in application.topLevelWidgets() if each.isVisible() and each.isWindow()]
    print("shown", window.width() > 600, len(window.controller.pages().pages))
    window.close()
    application.quit()

QTimer.singleShot(4000, look_and_leave)
sys.exit(app.run(path))
"""

TO_FILES = """
import sys
from export.docx.writer import write_docx
from export.layout import lay_out
from export.pdf import write_pdf
from models.report.compose import compose
from models.sample import month_data, sample_periods

document = compose(month_data(sample_periods()[-1])).document
print(write_docx(document)[:2], write_pdf(lay_out(document))[:4])
"""


def internet_sockets(lines: list[str]) -> list[str]:
    return [line for line in lines if "AF_INET" in line]


def test_the_window_opens_no_internet_socket(tmp_path: Path) -> None:
    script = ["-c", OPEN_WINDOW, str(tmp_path / "year.sdh")]
    done, lines = watch(script, ["socket", "connect"], tmp_path / "log")
    assert done.returncode == 0 and done.stdout.startswith("shown True"), done.stdout + done.stderr
    assert internet_sockets(lines) == []


def test_writing_word_and_pdf_opens_no_socket_at_all(tmp_path: Path) -> None:
    done, lines = watch(["-c", TO_FILES], ["socket", "connect"], tmp_path / "log")
    assert done.stdout.strip() == "b'PK' b'%PDF'", done.stderr
    assert [line for line in lines if "socket(" in line] == []


def test_an_internet_socket_would_be_seen(tmp_path: Path) -> None:
    """Otherwise the tests above could not fail."""
    script = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()"
    _, lines = watch(["-c", script], ["socket", "connect"], tmp_path / "log")
    assert len(internet_sockets(lines)) == 1
