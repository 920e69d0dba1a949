"""Every speed the program promises, measured against something known in the same run.

Usage: uv run python -m tests.benchmarks [name …]; names: edit, files, paint, syncs, pages, backup,
opening.
Exit code 1 when a bound is not kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests import system
from tests.benchmarks.measure import line, paired, process

ROOT = Path(__file__).parent.parent.parent
PYTHON = sys.executable


def edit_to_repaint(folder: Path) -> bool:
    """A stored figure until the preview has repainted, against LibreOffice converting the same Word file."""
    from tests.benchmarks.window import RepaintingWindow

    word = _sample(folder) / "BaoCao-2022-08.docx"
    with RepaintingWindow(_sample(folder) / "SoDieuHanh-2022.sdh") as window:
        pair = paired(window.change_a_figure, process(_soffice(word, folder)))
    value = f"{pair.a * 1000:.0f} ms : {pair.b * 1000:.0f} ms = 1/{1 / pair.ratio:.0f}"
    return line(
        "edit to repainted page : LibreOffice converting", value, "at most 1/20", pair.ratio <= 1 / 20
    )


def pdf_and_word(folder: Path) -> bool:
    """Both files by a whole process, against docxtpl filling a Word file and LibreOffice converting it."""
    database = _sample(folder) / "SoDieuHanh-2022.sdh"
    outputs = [str(folder / "both.pdf"), str(folder / "both.docx")]
    ours = [PYTHON, "main.py", "export", "2022-08", "--db", str(database), "--to", *outputs]
    known = [
        PYTHON,
        "-m",
        "tests.benchmarks.known",
        str(_sample(folder) / "BaoCao-2022-08.docx"),
        str(folder),
    ]
    pair = paired(process(ours, cwd=ROOT), process(known, cwd=ROOT))
    value = f"{pair.a * 1000:.0f} ms : {pair.b * 1000:.0f} ms = 1/{1 / pair.ratio:.1f}"
    return line("PDF + Word, process : docxtpl + LibreOffice", value, "at most 1/4", pair.ratio <= 1 / 4)


def first_paint(folder: Path) -> bool:
    """Start to first paint of the window with a year's database, against a bare PySide6 window."""
    database = _sample(folder) / "SoDieuHanh-2022.sdh"

    def starts(kind: str) -> Callable[[], float]:
        command = [PYTHON, "-m", "tests.benchmarks.start", kind, str(database)]

        def run() -> float:
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            return float(done.stdout.split()[-1])

        return run

    pair = paired(starts("ours"), starts("bare"))
    value = f"{pair.a * 1000:.0f} ms : {pair.b * 1000:.0f} ms = {pair.ratio:.2f}"
    filled = paired(starts("filled"), starts("bare"))
    told = f"{filled.a * 1000:.0f} ms : {filled.b * 1000:.0f} ms = {filled.ratio:.2f}"
    line("page, preview and findings there : the same", told, "no bound", True)
    return line("first paint : a bare PySide6 window", value, "at most 1.3", pair.ratio <= 1.3)


def saved_cell_syncs(folder: Path) -> bool:
    """fsync and fdatasync calls that one accepted cell costs, counted by strace."""
    from tests.benchmarks.syncs import syncs_of_one_cell

    count = syncs_of_one_cell(folder)
    return line("syncs of one saved cell", str(count), "at most 6", count <= 6)


def hundred_pages(folder: Path) -> bool:
    """100 pages with 400 notes laid out in a process of its own; the first layout, nothing cached."""
    command = [PYTHON, "-m", "tests.benchmarks.pages"]
    answers = [
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
        for _ in range(9)
    ]
    seconds, megabytes, pages = (sorted(float(answer[i]) for answer in answers)[4] for i in range(3))
    kept = seconds <= 1 and megabytes <= 100
    value = f"{pages:.0f} pages: {seconds:.2f} s, {megabytes:.0f} MB"
    return line("100 pages with 400 notes laid out", value, "at most 1 s, 100 MB", kept)


def verified_backup(folder: Path) -> bool:
    """An automatic backup of ten years, read back and checked, against copying and syncing the same file."""
    from models.session import Session
    from tests.benchmarks.ten_years import raw_copy, ten_years, verified_backup

    path = ten_years(folder)
    with Session.open(path) as session:
        pair = paired(lambda: verified_backup(session), lambda: raw_copy(path))
    value = f"{pair.a * 1000:.0f} ms : {pair.b * 1000:.0f} ms = {pair.ratio:.1f}"
    size = path.stat().st_size / 1_000_000
    return line(f"verified backup of {size:.0f} MB : copy and sync", value, "at most 8", pair.ratio <= 8)


def opening_check(folder: Path) -> bool:
    """What the check of a ten-year file adds to its opening."""
    from tests.benchmarks.ten_years import checking, ten_years

    path = ten_years(folder)
    seconds = sorted(checking(path) for _ in range(9))[4]
    return line("check on opening ten years", f"{seconds * 1000:.0f} ms", "at most 100 ms", seconds <= 0.1)


def _sample(folder: Path) -> Path:
    """The sample year, made once."""
    sample = folder / "sample"
    if not sample.exists():
        process([PYTHON, "main.py", "demo", "--to", str(sample), "--no-window"], cwd=ROOT)()
    return sample


def _soffice(word: Path, folder: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]


BENCHMARKS: dict[str, Callable[[Path], bool]] = {
    "edit": edit_to_repaint,
    "files": pdf_and_word,
    "paint": first_paint,
    "syncs": saved_cell_syncs,
    "pages": hundred_pages,
    "backup": verified_backup,
    "opening": opening_check,
}


def main(names: list[str]) -> int:
    missing = system.ensure(system.WINDOW + system.OFFICE[:2])
    if missing:
        print("Missing Debian packages:", *missing, file=sys.stderr)
        return 1
    with system.screen() as display, tempfile.TemporaryDirectory() as folder:
        os.environ.update(display, HOME=folder, XDG_CONFIG_HOME=folder)
        # Compiled once, as on any office PC: this is not to time Python reading its sources.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        kept = [BENCHMARKS[name](Path(folder)) for name in names or BENCHMARKS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
