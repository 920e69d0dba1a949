"""What stands around the narrative: letterhead, addressees, closing (Decree 30/2020, Appendix I)."""

from __future__ import annotations

from collections.abc import Iterable

from models.entities import MonthData, Office, Place
from models.formatting import write_long_date
from models.report.document import Closing, Letterhead, Paragraph, Run, Style

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK_NUMBER = "     "
"""The place left for the registry: "Số:      /BC-VP"."""


def office_lines(style: Style, texts: Iterable[str], code: str) -> list[Paragraph]:
    """The office's texts as paragraphs of one style, blank ones left out; `code` names their field."""
    place = Place("office", code)
    return [Paragraph(style, (Run(text, place=place),), place) for text in texts if text.strip()]


def letterhead(data: MonthData) -> Letterhead:
    """Quốc hiệu and tiêu ngữ right; the bodies and the number left (Decree 30/2020, Appendix I)."""
    office, month = data.office, data.month
    number = Place("month", "number")
    digits = BLANK_NUMBER if month.number is None else f"{month.number:02d}"
    symbol = (Run(f"/{office.symbol}", place=Place("office", "symbol")),)
    left = [
        *office_lines("superior", (office.superior,), "superior"),
        *office_lines("issuer", (office.issuer,), "issuer"),
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
    names = [name.strip(" .;") for name in office.addressees if name.strip(" .;")]
    if not names:
        return []
    if len(names) == 1:
        return office_lines("addressee", (f"Kính gửi: {names[0]}.",), "addressees")
    listed = [f"- {name}{'.' if name is names[-1] else ';'}" for name in names]
    return office_lines("addressee", ("Kính gửi:", *listed), "addressees")


def closing(office: Office) -> Closing:
    """Nơi nhận left, the signature right."""
    names = [name.strip(" .;") for name in office.recipients if name.strip(" .;")]
    if any(name.strip(" .;") for name in office.addressees):
        names.insert(0, "Như trên")
    recipients = [f"- {name};" for name in names]
    archive = office_lines("recipient", (f"- Lưu: {office.archive.strip(' .;')}.",), "archive")
    if not office.archive.strip(" .;"):
        archive = []
        recipients[-1:] = [recipients[-1][:-1] + "."] if recipients else []
    left = [*office_lines("recipient", recipients, "recipients"), *archive]
    title = office_lines("recipients_title", ("Nơi nhận:",), "recipients") if left else []
    right = office_lines("capacity", office.signature, "signature") + office_lines(
        "signer", (office.signer,), "signer"
    )
    return Closing((*title, *left), tuple(right))
