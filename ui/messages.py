"""Sentences for errors, findings, repairs and the names of actions: one table per language.

The tables are resources/i18n/messages.vi.json and messages.en.json: code to sentence, with {parameters}.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from models.changes import ActionName
from models.checks.finding import Finding, Repair, Severity
from models.entities import MonthData, Period, Place
from models.errors import AppError
from models.formatting import write_number, write_short_date
from ui.i18n import label, language, t

RESOURCES = Path(__file__).parent.parent / "resources" / "i18n"


def sentence(error: AppError) -> str:
    """What happened, where, and what to do."""
    params = error.params
    if error.code == "import.type":
        params = {name: _kinds(str(kind)) for name, kind in params.items()}
    return _worded("sentences", error.code, params)


def finding_sentence(finding: Finding) -> str:
    """The fact, then the rule or the right value: the same words wherever the finding is shown."""
    return _worded("sentences", finding.code, finding.params)


def repair_label(repair: Repair) -> str:
    """A verb: "Sửa kỳ", "Thay bằng trường"."""
    return _worded("sentences", repair.code, repair.params)


def action_name(name: ActionName) -> str:
    """What undo would take back: "Nhập Quá hạn, UBND tỉnh giao"."""
    return _worded("actions", name.code, name.params)


def severity_word(severity: Severity) -> str:
    return {"error": t("Lỗi"), "warning": t("Cảnh báo"), "hint": t("Gợi ý")}[severity]


def finding_place(finding: Finding, data: MonthData) -> str:
    """Where to look: the sheet and its cell, the section of the text."""
    return place_words(finding.place, data)


def page_words(place: Place, data: MonthData) -> str:
    """A place by its page alone, where room is scarce: "Nhiệm vụ, tháng 8", "Nội dung 3.2"."""
    catalogue = data.catalogue
    sheets = {sheet.code: label(sheet.label) for sheet in catalogue.sheets}
    homes = {row.code: row.sheet for row in catalogue.rows if place.kind == "row"}
    if place.kind == "figure" and place.code in catalogue.by_code:
        homes = {place.code: catalogue.by_code[place.code].sheet}
    sheet = sheets.get(homes.get(place.code, ""))
    if sheet is None:
        return place_words(place, data)
    return t("{sheet}, tháng {month}", sheet=sheet, month=data.month.period.month)


def place_words(place: Place, data: MonthData) -> str:
    """A place in the clerk's words."""
    catalogue = data.catalogue
    sheets = {sheet.code: label(sheet.label) for sheet in catalogue.sheets}
    if place.kind == "figure" and place.code in catalogue.by_code:
        figure = catalogue.by_code[place.code]
        return f"{sheets.get(figure.sheet, figure.sheet)}, {label(figure.label)}"
    if place.kind == "row":
        row = next((row for row in catalogue.rows if row.code == place.code), None)
        if row is not None:
            from models.figures import row_label

            shown = replace(row, label=label(row.label))
            return f"{sheets.get(row.sheet, row.sheet)}, {row_label(shown, data.month.period)}"
    if place.kind == "sheet":
        return sheets.get(place.code, place.code)
    if place.kind == "meeting":
        return t("Cuộc họp")
    if place.kind == "paragraph":
        section = section_of(data, place.id or 0)
        if section:
            return t("Nội dung {section}", section=section)
        return t("Nội dung, đoạn {n}", n=(place.id or 0) + 1)
    return t("Cơ quan")


_SECTION = re.compile(r"(?:#{1,2} )?(\d+(?:\.\d+)*)\. ")


def section_of(data: MonthData, paragraph: int) -> str:
    """The number of the section that the paragraph stands in, "3.2"; "" before the first, in an appendix."""
    for each in reversed(data.paragraphs[: paragraph + 1]):
        found = _SECTION.match(each.text)
        if found or each.text.startswith("### "):
            return found.group(1) if found else ""
    return ""


_LONG = 10_000
"""From here on a whole number is a length or an amount and gets its dots; years and numbers stay below."""


@cache
def _tables(language: str) -> Mapping[str, Mapping[str, str]]:
    path = RESOURCES / f"messages.{language}.json"
    tables: Mapping[str, Mapping[str, str]] = json.loads(path.read_text("utf-8"))
    return tables


def _worded(table: str, code: str, params: Mapping[str, Any]) -> str:
    template = _tables(language())[table].get(code)
    if "field" in params:
        # A property of a record, as the forms call it.
        fields = _tables(language())["fields"]
        params = {**params, "field": fields.get(params["field"], params["field"])}
    if template is None:
        # A sentence that is still missing must not hide the fact itself; a test finds such codes.
        return f"{code} {dict(params)}" if params else code
    return template.format_map(_Words({name: _shown(value, name) for name, value in params.items()}))


def _kinds(text: str) -> str:
    """JSON's kinds of values, "int | null", in words."""
    words = _tables(language())["kinds"]
    return " / ".join(words.get(kind, kind) for kind in text.split(" | "))


class _Words(dict[str, str]):
    """A parameter that was not given prints as dots: the rest of the sentence still helps."""

    def __missing__(self, name: str) -> str:
        return "…"


def _shown(value: Any, name: str) -> str:
    if name == "label":
        return label(str(value))
    if isinstance(value, AppError):
        return sentence(value)
    if isinstance(value, Period):
        # The sentences say "tháng" themselves.
        return f"{value.month}/{value.year}"
    if isinstance(value, datetime):
        return f"{write_short_date(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return write_short_date(value)
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return write_number(value, -exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if isinstance(value, int) and value >= _LONG:
        return write_number(Decimal(value))
    return str(value)
