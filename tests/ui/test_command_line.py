"""The command line as a person or a script uses it: whole processes, without a screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """`uv run main.py ARGUMENTS` where there is no screen."""
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**environment, **variables}, timeout=120
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `main.py demo` fills."""
    folder = tmp_path_factory.mktemp("demo")
    done = run("demo", "--to", folder)
    assert done.returncode == 0, done.stderr
    assert str(folder) in done.stdout
    return folder


def the_database(demo: Path) -> Path:
    return demo / "SoDieuHanh-2022.sdh"


def test_demo_writes_database_pdf_and_word(demo: Path) -> None:
    assert sorted(path.name for path in demo.iterdir()) == [
        "BaoCao-2022-08.docx",
        "BaoCao-2022-08.pdf",
        "SoDieuHanh-2022.sdh",
    ]


def test_demo_again_keeps_what_was_entered(demo: Path) -> None:
    before = the_database(demo).read_bytes()
    assert run("demo", "--to", demo, "--no-window").returncode == 0
    assert the_database(demo).read_bytes() == before


def test_export_by_the_name(demo: Path, tmp_path: Path) -> None:
    outputs = [tmp_path / f"thang-8{ending}" for ending in (".pdf", ".docx", ".json", ".txt")]
    done = run("export", "2022-08", "--db", the_database(demo), "--to", *outputs)
    assert done.returncode == 0, done.stderr
    pdf, word, month, text = (path.read_bytes() for path in outputs)
    assert pdf.startswith(b"%PDF-") and word.startswith(b"PK")
    assert json.loads(month)["format"]
    assert "3.521 văn bản đến" in text.decode("utf-8")


def test_a_month_out_and_in_again_gives_the_same_pdf(demo: Path, tmp_path: Path) -> None:
    month, other = tmp_path / "2022-08.json", tmp_path / "other.sdh"
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    run("export", "2022-08", "--db", the_database(demo), "--to", month, first)
    imported = run("import", month, "--db", other)
    assert imported.returncode == 0, imported.stderr
    assert run("export", "2022-08", "--db", other, "--to", second).returncode == 0
    assert first.read_bytes() == second.read_bytes()


def test_check_names_what_is_wrong(demo: Path) -> None:
    done = run("check", "2022-08", "--db", the_database(demo))
    assert "01/01/2021" in done.stdout, done.stderr
    assert "602" in done.stdout
    found = json.loads(run("check", "2022-08", "--db", the_database(demo), "--json").stdout)
    assert {row["severity"] for row in found} <= {"error", "warning", "hint"}
    assert done.returncode == (1 if any(row["severity"] == "error" for row in found) else 0)


def test_check_fails_on_an_error(demo: Path, tmp_path: Path) -> None:
    """More done than given: the clerk's mistake must stop a script too."""
    month, other = tmp_path / "2022-08.json", tmp_path / "other.sdh"
    run("export", "2022-08", "--db", the_database(demo), "--to", month)
    month.write_text(month.read_text("utf-8").replace('"259"', '"999"'), encoding="utf-8")
    assert run("import", month, "--db", other).returncode == 0
    done = run("check", "2022-08", "--db", other)
    assert done.returncode == 1
    assert "999" in done.stdout


def test_backup_and_restore(demo: Path, tmp_path: Path) -> None:
    made = run("backup", "--db", the_database(demo), "--to", tmp_path)
    backup = Path(made.stdout.strip())
    assert backup.is_file(), made.stderr
    target = tmp_path / "other" / "SoDieuHanh.sdh"
    target.parent.mkdir()
    restored = run("restore", backup, "--db", target)
    assert restored.returncode == 0, restored.stderr
    again = run("restore", backup, "--db", target)
    kept = again.stdout.strip().split()[-1]
    assert Path(kept).is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["export"],
        ["export", "2022-08"],
        ["export", "2022-13", "--db", "DB", "--to", "x.pdf"],
        ["export", "August", "--db", "DB", "--to", "x.pdf"],
        ["export", "2022-08", "--db", "DB", "--to", "x.odt"],
        ["check", "2022-08", "--db"],
        ["backup", "--db", "DB"],
        ["demo", "--color", "red"],
    ],
)
def test_wrong_use_is_told_in_a_sentence(arguments: list[str], demo: Path, tmp_path: Path) -> None:
    arguments = [str(the_database(demo)) if argument == "DB" else argument for argument in arguments]
    done = run(*arguments, XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.strip() and "Traceback" not in done.stderr
    assert done.stderr.strip().endswith((".", "--help"))


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\0" * 4000]
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(content: bytes, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sdh"
    wrong.write_bytes(content)
    done = run("check", "2022-08", "--db", wrong)
    assert done.returncode == 3
    assert done.stderr.strip() and "Traceback" not in done.stderr
    assert wrong.read_bytes() == content


def test_a_month_that_is_not_there(demo: Path, tmp_path: Path) -> None:
    done = run("export", "2031-01", "--db", the_database(demo), "--to", tmp_path / "x.pdf")
    assert done.returncode == 3
    assert "1/2031" in done.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_without_a_screen_the_window_says_so() -> None:
    done = run()
    assert done.returncode == 2
    assert "màn hình" in done.stderr


def test_no_command_loads_qt(demo: Path) -> None:
    program = (
        "import sys; from ui.command_line import main;"
        f"code = main(['check', '2022-08', '--db', {str(the_database(demo))!r}]);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_pythons_collector_stands_still_no_longer_than_a_command(tmp_path: Path) -> None:
    script = (
        "import gc; from ui.command_line import main\n"
        f"code = main(['backup', '--db', {str(tmp_path / 'none.sdh')!r}, '--to', {str(tmp_path)!r}])\n"
        "print(code, gc.isenabled(), gc.get_freeze_count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["3", "True", "0"]


def test_an_import_that_fails_leaves_no_new_file(demo: Path, tmp_path: Path) -> None:
    month = tmp_path / "month.json"
    assert run("export", "2022-08", "--db", the_database(demo), "--to", month).returncode == 0
    content = json.loads(month.read_text("utf-8"))
    content["window"] = {"start": "2022-08-14", "end": "2022-07-15"}
    month.write_text(json.dumps(content), "utf-8")
    done = run("import", month, "--db", tmp_path / "new.sdh")
    assert done.returncode == 3
    assert "14/8/2022" in done.stderr and "15/7/2022" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["month.json"]


def test_a_folder_given_as_a_month_file(tmp_path: Path) -> None:
    folder = tmp_path / "thư mục"
    folder.mkdir()
    done = run("import", folder, "--db", folder / "new.sdh")
    assert done.returncode == 3
    assert "là một thư mục" in done.stderr and "ghi được" not in done.stderr
    assert list(folder.iterdir()) == []


def test_option_without_values_is_said_in_vietnamese(tmp_path: Path) -> None:
    done = run("export", "2022-08", "--db", tmp_path / "a.sdh", "--to")
    assert done.returncode == 2
    assert "--to" in done.stderr and "argument" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no full device")
def test_output_to_a_full_disk(demo: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "check", "2022-08", "--db", str(the_database(demo))]
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    assert done.returncode == 3
    assert "Không in được" in done.stderr and "Traceback" not in done.stderr


def test_an_unforeseen_error_ends_with_its_own_exit_code() -> None:
    script = "import sys; from ui import command_line as c; c._parser = lambda: 1 / 0; sys.exit(c.main([]))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr and "ZeroDivisionError" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_folder_whose_name_is_not_utf8(demo: Path, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/Ph\xf2ng"))
    folder.mkdir()
    copy = folder / "a.sdh"
    copy.write_bytes(the_database(demo).read_bytes())
    done = run("backup", "--db", copy, "--to", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(folder.glob("SoDieuHanh-*.sdh"))) == 1


def test_two_starts_of_the_demo_make_one_year(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "demo", "--no-window", "--to", str(tmp_path / "demo")]
    starts = [subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
    told = [start.communicate(timeout=120)[1] for start in starts]
    # The slower one may find the file held by the faster one; neither finds half a year.
    assert all(start.returncode in (0, 3) for start in starts) and 0 in {start.returncode for start in starts}
    assert all("đang được" in words or not words for words in told)
    assert run("check", "2022-08", "--db", tmp_path / "demo" / "SoDieuHanh-2022.sdh").returncode == 0


def test_help_speaks_vietnamese() -> None:
    done = run("export", "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("cách dùng: main.py export")
    assert not any(word in done.stdout for word in ("usage", "options", "arguments", "show this"))


def test_an_export_leaves_its_own_database_alone(demo: Path, tmp_path: Path) -> None:
    database, link = tmp_path / "nam.json", tmp_path / "bao-cao.pdf"
    database.write_bytes(the_database(demo).read_bytes())
    link.symlink_to(database)
    for target in (database, link):
        done = run("export", "2022-08", "--db", database, "--to", target)
        assert done.returncode == 3 and "được giữ nguyên" in done.stderr
    assert database.read_bytes() == the_database(demo).read_bytes()
