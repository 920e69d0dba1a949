"""The command line: everything that needs no screen, without loading Qt.

Exit codes: 0 done; 1 `check` found an error; 2 wrong use; 3 could not be done.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from models.errors import AppError, MachineError, UserError
from ui.arguments import Parser
from ui.i18n import t

if TYPE_CHECKING:
    from models.entities import MonthData, Period
    from models.report.document import Document
    from models.session import Session

DONE, FOUND, WRONG_USE, FAILED = 0, 1, 2, 3


def main(arguments: Sequence[str]) -> int:
    """Run one command; with none, the window. Returns the exit code, never raises an expected error."""
    _speak_utf8()
    sys.excepthook = _unforeseen
    try:
        with _no_collector():
            options = _parser().parse_args(list(arguments))
            run: Callable[[argparse.Namespace], int] = options.run
            return run(options)
    except AppError as error:
        from ui.messages import sentence

        _say(sentence(error))
        return WRONG_USE if error.code.startswith("usage.") or error.code == "period.unreadable" else FAILED
    except BrokenPipeError:
        # The reader (head, less) has gone: nobody is left to tell.
        _drop_output()
        return DONE
    except KeyboardInterrupt:
        return 130


@contextmanager
def _no_collector() -> Iterator[None]:
    """Python's cycle collector stands still: a command ends, and gives all its memory back, before the
    collector would find anything worth its time. That includes its last round, over every module loaded, at
    the process's end (together a fifth of an export). The window, which stays open, takes it back.
    """
    gc.disable()
    atexit.register(gc.freeze)
    try:
        yield
    finally:
        gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="main.py", description=t("Sổ Điều Hành: báo cáo tháng của Văn phòng UBND tỉnh."))
    parser.set_defaults(run=_open_window, db=None)
    commands = parser.add_subparsers(metavar=t("LỆNH"), title=t("các lệnh"), parser_class=Parser)

    demo = commands.add_parser("demo", help=t("dựng một năm mẫu đến tháng 8/2022, ghi PDF và Word"))
    demo.add_argument("--to", type=Path, default=Path("demo"), metavar="DIR", help=t("thư mục nhận các tệp"))
    demo.add_argument("--no-window", action="store_true", help=t("không mở cửa sổ"))
    demo.set_defaults(run=_demo)

    export = commands.add_parser("export", help=t("ghi một tháng ra tệp .pdf .docx .json .txt"))
    export.add_argument("month", metavar="2022-08")
    export.add_argument("--to", type=Path, required=True, nargs="+", metavar="OUT")
    export.set_defaults(run=_export)

    take_in = commands.add_parser("import", help=t("nhận một tháng từ tệp .json"))
    take_in.add_argument("file", type=Path, metavar="FILE.json")
    take_in.set_defaults(run=_import)

    check = commands.add_parser("check", help=t("kiểm tra số liệu và nội dung một tháng"))
    check.add_argument("month", metavar="2022-08")
    check.add_argument("--json", action="store_true", help=t("in ra dạng JSON"))
    check.set_defaults(run=_check)

    backup = commands.add_parser("backup", help=t("sao lưu, in ra đường dẫn tệp đã ghi"))
    backup.add_argument("--to", type=Path, required=True, metavar="DIR")
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help=t("khôi phục từ một bản sao lưu"))
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("--month", metavar="2022-08", help=t("chỉ lấy lại một tháng; phần khác giữ nguyên"))
    restore.set_defaults(run=_restore)

    for command in (backup, restore):
        command.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help=t("tệp có mật khẩu của bản sao lưu ở dòng đầu"),
        )

    for command in (export, take_in, check, backup, restore):
        command.add_argument("--db", type=Path, required=True, metavar="FILE", help=t("tệp dữ liệu .sdh"))
    return parser


def _open_window(options: argparse.Namespace) -> int:
    # The collector stands still until the window does: ui.app takes it back then.
    if not _has_screen():
        raise UserError("usage.no_screen")
    try:
        from ui.app import run
    except ImportError as error:
        if "PySide6" not in str(error) and ".so" not in str(error):
            raise
        raise UserError("qt.libraries", missing=str(error).split(":")[0]) from None
    return run(options.db)


def _demo(options: argparse.Namespace) -> int:
    from export.files import make_folder
    from models.entities import Period
    from models.sample import fill
    from models.session import is_there

    folder: Path = options.to
    make_folder(folder)
    database = folder / "SoDieuHanh-2022.sdh"
    if not is_there(database):
        try:
            _make(database, fill)
        except UserError as error:
            # Another start was faster: its year is as good.
            if error.code != "file.exists":
                raise
    with _existing(database) as session:
        month = _Month(session, Period(2022, 8))
        for name in ("BaoCao-2022-08.pdf", "BaoCao-2022-08.docx"):
            _write_month(month, folder / name)
    _tell(t("Đã ghi {folder}: dữ liệu mẫu, PDF và Word của tháng 8/2022.", folder=str(folder)))
    if options.no_window or not _has_screen():
        return DONE
    options.db = database
    return _open_window(options)


def _make(database: Path, fill: Callable[[Session], object]) -> None:
    """A new file that appears under its name only when it is filled: what fails leaves nothing behind.

    UserError "file.exists" when another start was faster.
    """
    from export.files import check_name
    from models.session import Session

    check_name(database.name)
    draft = database.with_name(f".{os.getpid()}-{database.name}"[:100])
    try:
        with Session.create(draft) as session:
            fill(session)
        _appear(draft, database)
    except AppError as error:
        if "path" in error.params:
            # The clerk knows the file by its own name.
            raise type(error)(error.code, **{**error.params, "path": str(database)}) from error
        raise
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _appear(draft: Path, database: Path) -> None:
    """Give the draft its name, never over a file that another program made meanwhile."""
    try:
        if os.name == "nt":
            draft.rename(database)
        else:
            database.hardlink_to(draft)
    except FileExistsError:
        raise UserError("file.exists", path=str(database)) from None
    except OSError:
        # Sticks and shares without hard links.
        draft.replace(database)


def _export(options: argparse.Namespace) -> int:
    from models.formatting import parse_period

    period = parse_period(options.month)
    with _existing(options.db) as session:
        month = _Month(session, period)
        for target in options.to:
            _write_month(month, target)
            _tell(target)
    return DONE


def _import(options: argparse.Namespace) -> int:
    from export.files import read_file
    from models.exchange import read_month_file
    from models.month_reading import SIZE_LIMIT
    from models.session import Session, is_there
    from ui.keeping_commands import protect

    month = read_month_file(read_file(options.file, SIZE_LIMIT))
    if not is_there(options.db):
        _make(options.db, lambda session: session.import_month(month))
        return DONE
    with Session.open(options.db) as session:
        words = protect(session)
        session.import_month(month)
    if words:
        _say(words)
    return DONE


def _check(options: argparse.Namespace) -> int:
    from datetime import date

    from export.fonts import missing
    from models.checks import check_month
    from models.formatting import parse_period
    from models.report.compose import compose
    from ui.messages import finding_place, finding_sentence, severity_word

    period = parse_period(options.month)
    with _existing(options.db) as session:
        data = session.month_data(period)
        outside = session.changed_outside()
    findings = check_month(data, compose(data), date.today(), outside=outside, lacking=missing)
    if options.json:
        rows = [
            {
                "severity": finding.severity,
                "code": finding.code,
                "sentence": finding_sentence(finding),
                "place": finding_place(finding, data),
            }
            for finding in findings
        ]
        _tell(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            words = finding_sentence(finding)
            _tell(f"{severity_word(finding.severity)}: {words} ({finding_place(finding, data)})")
        if not findings:
            _tell(t("Không còn phát hiện nào. Báo cáo có thể phát hành."))
    return FOUND if any(finding.severity == "error" for finding in findings) else DONE


def _backup(options: argparse.Namespace) -> int:
    from ui.keeping_commands import back_up

    _tell(back_up(options.db, options.to, options.passphrase_file))
    return DONE


def _restore(options: argparse.Namespace) -> int:
    from ui.keeping_commands import restore

    words = restore(options.backup, options.db, options.month, options.passphrase_file)
    if words:
        _tell(words)
    return DONE


def _existing(database: Path) -> Session:
    from models.session import Session

    return Session.open(database)


class _Month:
    """A month to be written: read and composed once, however many files it goes into."""

    def __init__(self, session: Session, period: Period) -> None:
        self._session, self._period = session, period

    @cached_property
    def data(self) -> MonthData:
        return self._session.month_data(self._period)

    @cached_property
    def document(self) -> Document:
        from models.report.compose import compose

        return compose(self.data).document


def _write_month(month: _Month, target: Path) -> None:
    """Write one month in the format that the name's ending says."""
    from export.files import write_file

    kinds: dict[str, Callable[[Document], bytes]] = {".pdf": _pdf, ".docx": _docx, ".txt": _text}
    ending = target.suffix.lower()
    if ending == ".json":
        from models.exchange import write_month_file

        content = write_month_file(month.data)
    elif ending in kinds:
        content = kinds[ending](month.document)
    else:
        raise UserError("usage.ending", name=target.name)
    write_file(target, content)


def _pdf(document: Document) -> bytes:
    from export.layout import lay_out
    from export.pdf import write_pdf

    return write_pdf(lay_out(document))


def _docx(document: Document) -> bytes:
    from export.docx import write_docx

    return write_docx(document)


def _text(document: Document) -> bytes:
    from models.report.compose import plain_text

    return plain_text(document).encode("utf-8")


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _speak_utf8() -> None:
    """A redirected Windows console would otherwise be given Vietnamese in its own code page and fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _tell(text: str) -> None:
    """Print a result. MachineError "output.failed" (reason) where the output takes no more: a full disk."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise MachineError("output.failed", reason=error.strerror or str(error)) from error


def _drop_output() -> None:
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - closed by the interpreter


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Our bug: a sentence and a report file instead of a traceback."""
    from ui.crash import write_report

    path = write_report(kind, error, trace)
    _say(
        t(
            "Chương trình gặp lỗi không lường trước; dữ liệu đã ghi vẫn còn. Bản ghi lỗi: {path}",
            path=str(path),
        )
    )
    raise SystemExit(FAILED)
