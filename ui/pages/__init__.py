"""The pages of the window, as data: what the sidebar lists and which module makes each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from models.catalogue import Catalogue

Group = Literal["top", "figures", "report", "bottom"]


class PageEntry(NamedTuple):
    """One row of the sidebar. The module is imported when the page is first shown."""

    code: str
    group: Group
    label: str
    """Vietnamese; a sheet's own label is data, for `ui.i18n.label`."""
    icon: str
    module: str
    maker: str
    """The class in the module: made with (controller), or (controller, sheet_code) for "sheet:" codes."""
    wide: bool = False
    """Whether it takes the preview's room too (Xem và in shows pages itself)."""

    @property
    def sheet(self) -> str:
        """The sheet's code of a "sheet:" page; "" for others."""
        return self.code.partition(":")[2] if self.code.startswith("sheet:") else ""


def page_entries(catalogue: Catalogue) -> tuple[PageEntry, ...]:
    """Every page, in the order of the sidebar and of Ctrl+1…9."""
    return entries_of(
        (sheet.code, sheet.label, sheet.icon)
        for sheet in sorted(catalogue.sheets, key=lambda sheet: sheet.position)
        # What is only counted from the meetings stands on the meetings page.
        if any(f.source != "meetings" for f in catalogue.figures_of(sheet.code))
        or not catalogue.figures_of(sheet.code)
    )


def entries_of(sheets: Iterable[tuple[str, str, str]]) -> tuple[PageEntry, ...]:
    """The same from (code, label, icon) of each sheet that has a page, in their order."""
    pages = (
        PageEntry(f"sheet:{code}", "figures", label, icon or "table", "ui.pages.sheets", "SheetPage")
        for code, label, icon in sheets
    )
    return (
        PageEntry("overview", "top", "Tổng quan", "overview", "ui.pages.overview", "OverviewPage"),
        PageEntry("meetings", "top", "Cuộc họp", "meetings", "ui.pages.meetings", "MeetingsPage"),
        *pages,
        PageEntry("narrative", "report", "Nội dung", "narrative", "ui.pages.narrative", "NarrativePage"),
        PageEntry("findings", "report", "Kiểm tra", "findings", "ui.pages.findings", "FindingsPage"),
        PageEntry("preview", "report", "Xem và in", "preview", "ui.pages.preview", "PreviewPage", wide=True),
        PageEntry("office", "bottom", "Cơ quan", "office", "ui.pages.office", "OfficePage"),
        PageEntry("backups", "bottom", "Sao lưu", "backup", "ui.pages.backups", "BackupsPage"),
    )
