"""The backups in a folder, newest first, and what is inside each, in words."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from models.entities import Period
from models.errors import AppError
from models.formatting import write_number, write_short_date
from models.session import BackupInfo, BackupStatus, entry_of, inspect_backup
from ui.i18n import t

MOST = 12
"""As many as are looked into; older ones are reached by choosing the file."""


@dataclass(frozen=True)
class Found:
    """A file that bears our ending: what is inside, or why it cannot be said."""

    path: Path
    info: BackupInfo | None
    error: AppError | None = None

    @property
    def sealed(self) -> bool:
        """Whether only a passphrase is wanting."""
        return self.error is not None and self.error.code == "restore.passphrase_needed"


def find_backups(folders: Iterable[Path], own: Path) -> list[Found]:
    """The newest `MOST` backups in the folders, by their running number, each once; not the open file."""
    files: dict[str, Path] = {}
    for folder in folders:
        # An unplugged stick is an empty folder; backing up into it says what is wrong.
        with suppress(OSError):
            for path in sorted(folder.glob("*.sdh*")):
                if path.is_file() and path.suffix in (".sdh", ".sdhx") and not same_file(path, own):
                    files.setdefault(path.name, path)
    newest = sorted(files.values(), key=_order, reverse=True)
    return [_look(path) for path in newest[:MOST]]


def same_file(path: Path, own: Path) -> bool:
    """Whether both name one file, by a link too: the open file is never read past its session."""
    try:
        return os.path.samefile(path, own)
    except OSError:
        return False


def _order(path: Path) -> tuple[int, str]:
    entry = entry_of(path)
    return -1 if entry is None else entry.number, path.name


def _look(path: Path) -> Found:
    try:
        return Found(path, inspect_backup(path))
    except AppError as error:
        return Found(path, None, error)


def title_of(path: Path) -> str:
    """ "Số 12 · khi đóng · 23/11/2026 17:13"; the file's name where that says nothing."""
    entry = entry_of(path)
    if entry is None:
        return path.name
    reasons = {
        "hand": t("tự tay sao lưu"),
        "day": t("đầu ngày"),
        "closing": t("khi đóng"),
        "migration": t("trước khi nâng cấp"),
        "import": t("trước khi nhập tháng"),
        "restore": t("trước khi khôi phục"),
    }
    reason = t("bản chép có mật khẩu") if path.suffix == ".sdhx" else reasons[entry.reason]
    time = f"{write_short_date(entry.time.date())} {entry.time:%H:%M}"
    return t("Số {n}", n=entry.number) + f" · {reason} · {time}"


def describe(info: BackupInfo) -> str:
    """ "13 tháng, 8/2021 – 8/2022 · sửa lần cuối 29/8/2022 08:14 · 1,2 MB"."""
    parts = [months_words(info.months)]
    if info.last_change is not None:
        time = info.last_change.astimezone()
        parts.append(t("sửa lần cuối {day} {time}", day=write_short_date(time.date()), time=f"{time:%H:%M}"))
    parts.append(size_words(info.size))
    return " · ".join(parts)


def month_number(period: Period) -> str:
    """ "8/2022"."""
    return f"{period.month}/{period.year}"


def months_words(months: tuple[Period, ...]) -> str:
    """ "13 tháng, 8/2021 – 8/2022"."""
    if not months:
        return t("chưa có tháng nào")
    if len(months) == 1:
        return t("tháng {month}", month=month_number(months[0]))
    first, last = (month_number(month) for month in (months[0], months[-1]))
    return t("{n} tháng, {first} – {last}", n=len(months), first=first, last=last)


def size_words(size: int) -> str:
    """ "340 KB", "1,2 MB", the space unbreakable."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0KB"
    return f"{write_number(Decimal(size) / 1_000_000, 1)}\u00a0MB"


def last_backup_line(status: BackupStatus) -> str:
    """When the last one was made, and how large it is."""
    assert status.time is not None
    time = status.time.astimezone()
    return t(
        "Sao lưu gần nhất: {day} lúc {time}, {size}, đã kiểm tra.",
        day=write_short_date(time.date()),
        time=f"{time:%H:%M}",
        size=size_words(status.size),
    )


def short_path(path: Path) -> str:
    """The path, the home folder as "~" where the system has such a word."""
    home = Path.home()
    if path.anchor == "/" and path.is_relative_to(home) and path != home:
        return f"~/{path.relative_to(home)}"
    return str(path)
