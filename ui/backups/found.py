"""The backups in a folder, newest first, and what is inside each, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from models.entities import Period
from models.errors import AppError
from models.formatting import write_number, write_short_date
from models.local_time import local_time
from models.session import BackupInfo, BackupStatus, Session, entry_of, inspect_backup, kept_stem, kept_time
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


def find_backups(folder: Path, session: Session, elsewhere: Iterable[Found] = ()) -> list[Found]:
    """The newest `MOST` backups in the folder, by their running number, and among them what restoring kept of
    the open file beside it and what was found `elsewhere`, each once; not the open file."""
    known = {each.path: each for each in elsewhere}
    files = {path.name: path for path in _files_in(folder, session)}
    for path in known:
        files.setdefault(path.name, path)
    own = session.path
    with suppress(OSError):
        for path in own.parent.iterdir():
            kept = kept_time(path) is not None and path.name.startswith(f"{kept_stem(own)}_")
            if kept and not session.is_itself(path):
                files.setdefault(path.name, path)
    return [known.get(path) or _look(path) for path in _newest_first(files.values())[:MOST]]


def backups_in(folder: Path, session: Session, known: Iterable[Found] = ()) -> list[Found]:
    """The newest `MOST` backups in the folder alone, in any thread; those `known` to be whole are not read
    again."""
    whole = {each.path: each for each in known if each.info is not None}
    return [whole.get(path) or _look(path) for path in _newest_first(_files_in(folder, session))[:MOST]]


def _files_in(folder: Path, session: Session) -> list[Path]:
    # An unplugged stick is an empty folder; backing up into it says what is wrong.
    with suppress(OSError):
        return [
            path
            for path in sorted(folder.glob("*.sdh*"))
            if path.is_file() and path.suffix in (".sdh", ".sdhx") and not session.is_itself(path)
        ]
    return []


def _newest_first(paths: Collection[Path]) -> list[Path]:
    """By the running number, whatever the clock said; what a restore kept bears none and stands after the
    last backup that its time follows."""
    numbered = [entry for path in paths if (entry := entry_of(path)) is not None]

    def order(path: Path) -> tuple[int, bool, str]:
        entry, kept = entry_of(path), kept_time(path)
        if entry is not None:
            return entry.number, False, path.name
        before = [each.number for each in numbered if kept is not None and each.time <= kept]
        return max(before, default=-1), kept is not None, path.name

    return sorted(paths, key=order, reverse=True)


def _look(path: Path) -> Found:
    try:
        return Found(path, inspect_backup(path))
    except AppError as error:
        return Found(path, None, error)


def title_of(path: Path) -> str:
    """ "Bản số 12, khi đóng, 23/11/2026 17:13"; the file's name where that says nothing."""
    entry, kept = entry_of(path), kept_time(path)
    if kept is not None:
        return t("Trước khi khôi phục, {time}", time=_minute(kept))
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
    return t("Bản số {n}", n=entry.number) + f", {reason}, {_minute(entry.time)}"


def what_of(path: Path) -> str:
    """The same inside a sentence: "bản số 12, khi đóng, 23/11/2026 17:13"."""
    kept = kept_time(path)
    if kept is not None:
        return t("dữ liệu trước lần khôi phục {time}", time=_minute(kept))
    if entry_of(path) is None:
        return t("tệp {name}", name=path.name)
    title = title_of(path)
    return title[:1].lower() + title[1:]


def _minute(time: datetime) -> str:
    return f"{write_short_date(time.date())} {time:%H:%M}"


def describe(info: BackupInfo) -> str:
    """ "13 tháng, 8/2021 – 8/2022 · sửa lần cuối 29/8/2022 08:14 · 1,2 MB"."""
    parts = [months_words(info.months)]
    if info.last_change is not None:
        parts.append(last_change_words(info.last_change))
    parts.append(size_words(info.size))
    return " · ".join(parts)


def present_words(session: Session) -> str:
    """What the open file holds, as `describe` says it of a backup."""
    parts = [months_words(session.periods())]
    if (time := session.saved_at()) is not None:
        parts.append(last_change_words(time))
    return " · ".join(parts)


def last_change_words(time: datetime) -> str:
    """ "sửa lần cuối 29/8/2022 08:14"."""
    time = local_time(time)
    return t("sửa lần cuối {day} {time}", day=write_short_date(time.date()), time=f"{time:%H:%M}")


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
    time = local_time(status.time)
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
