"""What is said of the cell in hand: its keys, where it is printed, why its text was refused."""

from __future__ import annotations

from dataclasses import dataclass

from models.checks.finding import Finding
from models.entities import Place
from models.formatting import write_number
from ui import messages
from ui.controller import Controller
from ui.i18n import t
from ui.refused_numbers import Refused
from ui.tables.grid_data import GridCell
from ui.widgets_sheet.facts import section_number


def cell_keys(cell: GridCell | None, editing: bool, own_days: bool) -> list[tuple[str, str]]:
    """(key, what it does) for the status bar; `own_days`: the cell's row has days of its own."""
    if editing:
        return [("Enter", t("xuống")), ("Tab", t("sang phải")), ("Esc", t("bỏ sửa"))]
    counted = cell is not None and cell.state == "counted"
    keys = [("Enter", t("mở sổ") if counted else t("xuống")), ("Tab", t("sang phải"))]
    typed = cell is not None and cell.editable
    if own_days:
        keys.append(("F4", t("sửa kỳ")))
    elif typed:
        keys.append(("F2", t("sửa")))
    if cell is not None and typed:
        own = {"carried": ("Space", t("xác nhận")), "blank": ("Ctrl+D", t("số tháng trước"))}
        keys.append(own.get(cell.state, ("Alt+G", t("nêu nguyên nhân"))))
    return [*keys, ("F1", t("giải thích"))]


@dataclass(frozen=True)
class Message:
    """A finding as the inspector shows it."""

    words: str = ""
    severity: str = ""
    keys: str = ""
    """What settles it: Alt+G the note, F4 the row's days, Alt+Enter the repair."""

    @property
    def by_note(self) -> bool:
        """Whether the note below it settles it."""
        return self.keys == "Alt+G"


def note_keys() -> list[tuple[str, str]]:
    """The keys of the note's field."""
    return [("Enter", t("ghi")), ("Shift+Enter", t("xuống dòng")), ("Esc", t("bỏ sửa"))]


def message_of(finding: Finding) -> Message:
    keys = {"note": "Alt+G", "window": "F4", "go": ""}.get(finding.repair.action, "Alt+Enter")
    by_note = finding.repair.action == "note"
    words = t("Chưa nêu nguyên nhân, đơn vị") if by_note else messages.finding_sentence(finding)
    return Message(words, finding.severity, keys)


def printed_words(controller: Controller, code: str | None) -> str:
    """ "In ở mục 3.2, trang 3" for a figure that the report prints, "" for another."""
    place = printed_place(controller, code)
    page = controller.page_of(Place("figure", code)) if code else None
    if place is None or page is None:
        return ""
    texts = [paragraph.text for paragraph in controller.data().paragraphs]
    section = section_number(texts, place.id or 0)
    if section:
        return t("In ở mục {section}, trang {page}", section=section, page=page)
    return t("In ở trang {page}", page=page)


def printed_place(controller: Controller, code: str | None) -> Place | None:
    """The first paragraph that prints the figure."""
    used = (use for use in controller.composed().fields if use.figure == code)
    return next((use.place for use in used if use.place.kind == "paragraph"), None) if code else None


def refused_words(controller: Controller, code: str, refused: Refused) -> tuple[str, str]:
    """Why a text was refused and what the page prints meanwhile; the words of the link that drops it."""
    figure = controller.data().catalogue.by_code[code]
    kept = controller.book().amount(code)
    sentence = messages.sentence(refused.error)
    if kept is None:
        return f"{sentence} {t('Trang in để trống số này.')}", t("Bỏ chữ đã gõ")
    number = write_number(kept, figure.decimals)
    return (
        f"{sentence} {t('Trang in giữ số cũ {number}.', number=number)}",
        t("Lấy lại {number}", number=number),
    )
