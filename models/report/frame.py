"""What stands around the narrative: letterhead, addressees, closing (Decree 30/2020, Appendix I)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from models.entities import MonthData, Office, Place
from models.formatting import write_long_date, write_report_number
from models.report.document import Closing, Letterhead, Paragraph, Run, Style
from models.text import capitals, fold

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_TO: Final = "Kính gửi:"
_RECIPIENTS: Final = "Nơi nhận:"
_ARCHIVE: Final = "Lưu:"
_AS_ABOVE: Final = "Như trên"


def _bare(text: str, word: str) -> str:
    """A name without the dash, the word and the closing mark that the page prints around it by itself:
    lines pasted from an older report bring them along."""
    bare = text.strip(" .;").lstrip("-–—•+* ")
    if bare.casefold().startswith(word.casefold()):
        return _bare(bare[len(word) :], word)
    return bare


def _names(lines: Iterable[str], word: str) -> list[str]:
    return [name for line in lines if (name := _bare(line, word))]


def capital_lines(style: Style, texts: Iterable[str], code: str) -> list[Paragraph]:
    """`office_lines` in capitals, as the decree prints bodies, kinds and capacities; stored as typed."""
    return office_lines(style, map(capitals, texts), code)


def office_lines(style: Style, texts: Iterable[str], code: str) -> list[Paragraph]:
    """The office's texts as paragraphs of one style, blank ones left out; `code` names their field."""
    place = Place("office", code)
    return [Paragraph(style, (Run(text, place=place),), place) for text in texts if text.strip()]


def letterhead(data: MonthData) -> Letterhead:
    """Quốc hiệu and tiêu ngữ right; the bodies and the number left (Decree 30/2020, Appendix I)."""
    office, month = data.office, data.month
    number = Place("month", "number")
    digits = write_report_number(month.number)
    shown = office.symbol.strip(" /")
    symbol = (Run(f"/{shown}", place=Place("office", "symbol")),) if shown else ()
    left = [
        *capital_lines("superior", (office.superior,), "superior"),
        *capital_lines("issuer", (office.issuer,), "issuer"),
        Paragraph("number", (Run("Số: ", place=number), Run(digits, place=number), *symbol), number),
    ]
    right = [
        Paragraph("country", (Run(COUNTRY),)),
        Paragraph("motto", (Run(MOTTO),)),
        _place_date(data),
    ]
    return Letterhead(tuple(left), tuple(right))


def _place_date(data: MonthData) -> Paragraph:
    """ "Cao Bằng, ngày 29 tháng 8 năm 2022"; the day stays blank until it is known."""
    day, period = data.month.report_date, data.month.period
    date_place = Place("month", "report_date")
    if day is None:
        # In a date the month is padded for 1 and 2 only (Decree 30/2020).
        padded = f"{period.month:02d}" if period.month <= 2 else str(period.month)
        text = f"ngày      tháng {padded} năm {period.year}"
    else:
        text = write_long_date(day)
    runs = [Run(text, place=date_place)]
    if data.office.place:
        runs.insert(0, Run(f"{data.office.place}, ", place=Place("office", "place")))
    return Paragraph("place_date", tuple(runs), date_place)


def addressees(office: Office) -> list[Paragraph]:
    """ "Kính gửi: X." or, for several, one line each; nothing without any."""
    names = _names(office.addressees, _TO)
    if not names:
        return []
    if len(names) == 1:
        return office_lines("addressee", (f"{_TO} {names[0]}.",), "addressees")
    listed = [f"- {name}{'.' if name is names[-1] else ';'}" for name in names]
    return office_lines("addressee", (_TO, *listed), "addressees")


def closing(office: Office) -> Closing:
    """Nơi nhận left, the signature right."""
    kept = _bare(office.archive, _ARCHIVE)
    names = _names(office.recipients, _RECIPIENTS)
    names = [name for name in names if name == _bare(name, _ARCHIVE) or _bare(name, _ARCHIVE) != kept]
    if _names(office.addressees, _TO):
        names = [_AS_ABOVE, *(name for name in names if fold(name) != fold(_AS_ABOVE))]
    recipients = [f"- {name};" for name in names]
    archive = office_lines("recipient", (f"- {_ARCHIVE} {kept}.",), "archive") if kept else []
    if not kept:
        recipients[-1:] = [recipients[-1][:-1] + "."] if recipients else []
    left = [*office_lines("recipient", recipients, "recipients"), *archive]
    title = office_lines("recipients_title", (_RECIPIENTS,), "recipients") if left else []
    right = capital_lines("capacity", office.signature, "signature") + office_lines(
        "signer", (office.signer,), "signer"
    )
    return Closing((*title, *left), tuple(right))
