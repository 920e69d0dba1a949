"""What the overview says of a month, as plain data: what is entered, the key figures, the last backup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from models.catalogue import Catalogue, Figure
from models.entities import MonthData, Period
from models.figures import FigureBook
from models.formatting import write_number, write_share, write_short_date
from ui.backups.found import short_path, size_words
from ui.completeness import narrative_mark, sheet_progress, with_errors
from ui.i18n import label as in_language
from ui.i18n import t
from ui.widgets.marks import MarkKind, mark_words
from ui.widgets_sheet.facts import signed

MOST_KEY_FIGURES = 6


@dataclass(frozen=True)
class EnteredLine:
    """One page of the month and how far it is."""

    page: str
    """The code of the page to open."""
    label: str
    mark: MarkKind
    words: str
    first_missing: str = ""
    """The figure to go on with; "" when none is missing."""

    @property
    def spoken(self) -> str:
        return f"{self.label}: {self.words}, {mark_words(self.mark)}"


@dataclass(frozen=True)
class KeyLine:
    """One key figure: this month, its change, its twelve months."""

    code: str
    label: str
    value: str
    change: str
    history: tuple[tuple[Period, Decimal | None], ...]

    @property
    def spoken(self) -> str:
        return f"{self.label}: {self.value}, {self.change}".rstrip(", ")


def entered_lines(
    data: MonthData, book: FigureBook, pages: Sequence[tuple[str, str]], errors: Mapping[str, int]
) -> list[EnteredLine]:
    """One line for each (code, label) of the pages in which a month is entered; `errors` by page."""
    made: list[EnteredLine] = []
    for code, label in pages:
        if code == "meetings":
            made.append(_meetings(data, label))
        elif code == "narrative":
            made.append(_narrative(data, label))
        elif code.startswith("sheet:"):
            made.append(_sheet(data, book, code.partition(":")[2], label))
    return [_with_errors(line, errors.get(line.page, 0)) for line in made]


def _with_errors(line: EnteredLine, errors: int) -> EnteredLine:
    """All entered, but not all right: how many errors stand there."""
    mark = with_errors(line.mark, errors)
    return line if mark == line.mark else replace(line, mark=mark, words=t("{n} lỗi", n=errors))


def _sheet(data: MonthData, book: FigureBook, sheet: str, label: str) -> EnteredLine:
    progress = sheet_progress(data, book, sheet)
    figures = data.catalogue.figures_of(sheet)
    if progress.wanted:
        missing = [code for code in book.missing() if data.catalogue.by_code[code].sheet == sheet]
        if not missing:
            words = t("đủ {n}/{all}", n=progress.entered, all=progress.wanted)
        elif progress.entered:
            words = t("thiếu {n} số", n=len(missing))
        else:
            words = t("chưa nhập")
        return EnteredLine(f"sheet:{sheet}", label, progress.mark, words, next(iter(missing), ""))
    # Nothing is asked for here: what was entered anyway counts.
    known = sum(book.amount(figure.code) is not None for figure in figures if figure.source != "computed")
    if known:
        return EnteredLine(f"sheet:{sheet}", label, "full", t("{n} số", n=known))
    return EnteredLine(f"sheet:{sheet}", label, "none", t("chưa nhập"))


def _meetings(data: MonthData, label: str) -> EnteredLine:
    counts = {state: sum(m.state == state for m in data.meetings) for state in ("held", "planned")}
    if not data.meetings:
        return EnteredLine("meetings", label, "none", t("chưa nhập"))
    words = t("{n} đã họp", n=counts["held"])
    if counts["planned"]:
        words += t(", {n} dự kiến", n=counts["planned"])
    return EnteredLine("meetings", label, "part" if counts["planned"] else "full", words)


def _narrative(data: MonthData, label: str) -> EnteredLine:
    inherited = sum(paragraph.inherited for paragraph in data.paragraphs)
    if not data.paragraphs:
        words = t("chưa có")
    elif inherited:
        words = t("{n} đoạn chưa sửa", n=inherited)
    else:
        words = t("{n} đoạn", n=len(data.paragraphs))
    return EnteredLine("narrative", label, narrative_mark(data), words)


def key_figures(data: MonthData, book: FigureBook) -> list[KeyLine]:
    """The totals that a month is known by: chosen by what the catalogue says of them, not by their codes.

    First figures that stand for themselves and add up over the year, each sheet's in turn; beside a whole
    with states, the good state as a share and the one that needs a cause as a count.
    """
    chosen: list[tuple[Figure, bool]] = []
    for figure in _heads(data.catalogue):
        chosen.append((figure, False))
        parts = data.catalogue.parts_of.get(figure.code, ())
        good = next((p for p in parts if p.share_word == "đạt" and p.share_of == figure.code), None)
        late = next((p for p in parts if p.needs_cause), None)
        if good is not None and late is not None:
            chosen += [(good, True), (late, False)]
    # Those that the year knows first (a count of no meetings at all is nothing known); the order does not
    # change while a month is being entered.
    known = [pair for pair in chosen if any(amount for _, amount in book.history(pair[0].code))]
    unknown = [pair for pair in chosen if pair not in known]
    return [_key_line(book, figure, share) for figure, share in (known + unknown)[:MOST_KEY_FIGURES]]


def _heads(catalogue: Catalogue) -> list[Figure]:
    """At most two of a sheet: figures that are neither a part nor a limit of another, nor carried over."""
    heads: list[Figure] = []
    for sheet in sorted(catalogue.sheets, key=lambda sheet: sheet.position):
        own = [
            f
            for f in catalogue.figures_of(sheet.code)
            if not (f.parent or f.at_most or f.cumulative_of or f.carried) and f.accumulation != "none"
        ]
        heads += [f for f in own if f.required or f.source == "meetings"][:2]
    return heads


def _key_line(book: FigureBook, figure: Figure, as_share: bool) -> KeyLine:
    if as_share:
        return _share_line(book, figure)
    amount, change = book.amount(figure.code), book.change(figure.code)
    return KeyLine(
        figure.code,
        _capital(in_language(figure.short if figure.parent and figure.short else figure.label)),
        "–" if amount is None else write_number(amount, figure.decimals),
        "" if change is None else signed(change, figure.decimals),
        tuple(book.history(figure.code)),
    )


def _share_line(book: FigureBook, figure: Figure) -> KeyLine:
    decimals = book.data.office.share_decimals
    share, before = book.share(figure.code), book.share(figure.code, book.period.previous)
    change = "" if share is None or before is None else signed(share - before, decimals)
    return KeyLine(
        figure.code,
        _capital(in_language(figure.short or figure.label)),
        "–" if share is None else write_share(share, decimals),
        t("{change} điểm", change=change) if change else "",
        tuple((period, book.share(figure.code, period)) for period, _ in book.history(figure.code)),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def backup_words(time: datetime | None, path: Path | None, size: int, changes: int) -> tuple[str, str]:
    """The two lines of the backup strip."""
    if time is None or path is None:
        return t("Chưa sao lưu lần nào."), t("Cắm USB rồi bấm Sao lưu ngay.")
    days = (
        t("thứ hai"), t("thứ ba"), t("thứ tư"), t("thứ năm"), t("thứ sáu"), t("thứ bảy"), t("chủ nhật"),
    )  # fmt: skip
    day = f"{days[time.weekday()]} {write_short_date(time.date())}, {time:%H:%M}"
    since = t("từ đó đã ghi thêm {n} mục", n=changes) if changes else t("chưa ghi thêm gì từ đó")
    # The folder last: where the line is cut, it is the folder's end that goes, not what has to be known.
    parts = (since, size_words(size), t("đã kiểm tra đọc lại được"), short_path(path.parent))
    return t("Sao lưu gần nhất: {day}", day=day), " · ".join(parts)
