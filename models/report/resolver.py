"""What a field of the narrative prints: figures, months, windows, lists of meetings, the office's data.

Names are looked up, never executed. A figure's code may be followed by one aspect (".tháng trước") and by
formats ("|tỷ lệ"); both are read folded, so "ty_le", "Tỷ lệ" and "tỷ lệ" are the same.

Zero: a plain field prints "0" ("00" never), or "không có" for a figure whose zero is not printed;
`{{code|có}}` prints "có 04" or "không có"; in a fragment the phrase is left out.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from models.catalogue import Figure
from models.entities import Meeting, MonthData, Period, Place, Window
from models.errors import UserError
from models.figures import FigureBook
from models.formatting import (
    cumulative_words,
    month_slash,
    month_words,
    month_year_words,
    write_long_date,
    write_number,
    write_report_number,
    write_short_date,
    write_window,
)
from models.report.figure_field import ASPECTS, FigureField
from models.report.grammar import Field
from models.report.printed import Piece, Printed, key_of, refusal, wrong_format
from models.report.sheet_table import TABLE_KEY, table_wish
from models.text import fold, nearest, shown

MONTH_FORMATS: Final = {"nam": "năm", "gach": "gạch", "so": "số", "ngan": "ngắn"}
DATE_FORMATS: Final = {"dai": "dài", "ngan": "ngắn"}
LIST_FORMATS: Final = {
    "chu thich": "chú thích",
    "co so": "cơ sở",
    "chi dem": "chỉ đếm",
    "tat ca": "tất cả",
    "du kien": "dự kiến",
    "so": "số",
}
MONTH_NAMES: Final = {
    "thang": "tháng",
    "thang truoc": "tháng trước",
    "thang sau": "tháng sau",
    "thang cung ky": "tháng cùng kỳ",
    "ky luy ke": "kỳ luỹ kế",
    "ky luy ke truoc": "kỳ luỹ kế trước",
    "nam": "năm",
    "nam truoc": "năm trước",
}
OTHER_NAMES: Final = {
    "ky": "kỳ",
    "ky tu": "kỳ.từ",
    "ky den": "kỳ.đến",
    "so bao cao": "số báo cáo",
    "ngay bao cao": "ngày báo cáo",
    "co quan": "cơ quan",
    "cap tren": "cấp trên",
    "don vi ban hanh": "đơn vị ban hành",
    "dia danh": "địa danh",
    "nguoi ky": "người ký",
    "cuoc hop": "cuộc họp",
    TABLE_KEY: "bảng",
}
FIXED_NAMES: Final = MONTH_NAMES | OTHER_NAMES
_OFFICE: Final = {
    "co quan": ("name", "Tên cơ quan"),
    "cap tren": ("superior", "Cơ quan cấp trên"),
    "don vi ban hanh": ("issuer", "Cơ quan ban hành"),
    "dia danh": ("place", "Địa danh"),
    "nguoi ky": ("signer", "Người ký"),
}
MOST_GUESSES: Final = 20
LONGEST_GUESS: Final = 100
_WINDOW_ENDS: Final = ("tu", "den", "ky")


class Resolver:
    """Answers the fields of one month. Make a new one when the data changes."""

    def __init__(self, data: MonthData) -> None:
        self.data = data
        self.book = FigureBook(data)
        self._rows = {row.code: row for row in data.catalogue.rows}
        self._known: dict[tuple[str, tuple[str, ...]], Printed | UserError] = {}
        self._guesses = 0

    def printed(self, field: Field) -> Printed:
        """What the field prints.

        UserError "field.unknown" (name, nearest, label), "field.aspect" (name, aspect, nearest),
        "field.format" (name, format, nearest), each with "_alone" and no nearest when nothing is near;
        "field.unfit" (name, format); or one of the figures'.
        """
        key = (field.name, field.formats)
        if key not in self._known:
            try:
                self._known[key] = self._resolve(field.name, field.formats)
            except UserError as error:
                self._known[key] = error
        known = self._known[key]
        if isinstance(known, UserError):
            raise UserError(known.code, **known.params)
        return known

    def _resolve(self, name: str, formats: tuple[str, ...]) -> Printed:
        figure = self.data.catalogue.by_code.get(name)
        if figure is not None:
            return self._figure(figure, "", name, formats)
        fixed = key_of(name.replace(".", " "))
        if fixed in FIXED_NAMES:
            return self._fixed(fixed, name, formats)
        base, dot, suffix = (part.strip() for part in name.rpartition("."))
        if dot and base in self.data.catalogue.by_code and key_of(suffix) in ASPECTS:
            figure = self.data.catalogue.by_code[base]
            return self._figure(figure, key_of(suffix), name, formats)
        if dot and base in self._rows and key_of(suffix) in _WINDOW_ENDS:
            return self._row_window(base, key_of(suffix), name, formats)
        if dot and (base in self.data.catalogue.by_code or base in self._rows):
            near = nearest(suffix[:LONGEST_GUESS], (*ASPECTS.values(), "từ", "đến", "kỳ"))
            raise refusal("field.aspect", near[0] if near else "", name=shown(name), aspect=shown(suffix))
        # Guessing costs milliseconds: a pasted flood of wrong names is not guessed at.
        self._guesses += 1
        guess = (
            self.nearest_name(name) if self._guesses <= MOST_GUESSES and len(name) <= LONGEST_GUESS else ""
        )
        label = {"label": self._label_of(guess)} if guess else {}
        raise refusal("field.unknown", guess, name=shown(name), **label)

    def _figure(self, figure: Figure, aspect: str, name: str, formats: tuple[str, ...]) -> Printed:
        return FigureField(self.data, self.book, figure, aspect, name, formats).printed()

    def nearest_name(self, name: str) -> str:
        """The right name most like a wrong one, by the clerk's label first, then by code; "" when none is
        near."""
        base, dot, suffix = name.partition(".")
        codes = self.data.catalogue.by_code
        spoken = {key_of(known): known for known in FIXED_NAMES.values()}
        folded = {code.replace("_", " "): code for code in (*codes, *self._rows)}
        labels = {fold(figure.label): figure.code for figure in reversed(tuple(codes.values()))}
        # What is nearly a code may still be a label, word for word, but for a letter.
        found = nearest(key_of(base).replace("_", " "), (*folded, *spoken, *labels))
        if not found:
            return ""
        right = labels.get(found[0]) or folded.get(found[0]) or spoken[found[0]]
        return right + dot + suffix if right in codes else right

    def _label_of(self, name: str) -> str:
        """A right name in the clerk's words, the month or form that it asks for after a comma."""
        base, _, suffix = name.partition(".")
        known = self.data.catalogue.by_code.get(base) or self._rows.get(base)
        if known is None:
            return name
        return ", ".join(part for part in (known.label, suffix) if part)

    # -- months, dates, office

    def _fixed(self, key: str, name: str, formats: tuple[str, ...]) -> Printed:
        if key in MONTH_NAMES:
            return self._month(key, name, formats)
        if key == "cuoc hop":
            return self._meetings(name, formats)
        if key == TABLE_KEY:
            return self._table(name, formats)
        if key.startswith("ky"):
            place = Place("month", "window")
            return _window(self.data.month.window, key[3:] or "ky", name, formats, place, "Kỳ báo cáo")
        if key == "ngay bao cao":
            day = self.data.month.report_date
            text = "" if day is None else _day(day, _one(name, formats, DATE_FORMATS) or "dai")
            return _single(text, Place("month", "report_date"), "Ngày báo cáo")
        _one(name, formats, {})
        if key == "so bao cao":
            number = self.data.month.number
            text = "" if number is None else write_report_number(number)
            return _single(text, Place("month", "number"), "Số báo cáo")
        attribute, label = _OFFICE[key]
        return _single(str(getattr(self.data.office, attribute)), Place("office", attribute), label)

    def _month(self, key: str, name: str, formats: tuple[str, ...]) -> Printed:
        period = self.data.month.period
        form = _one(name, formats, MONTH_FORMATS)
        if key in ("nam", "nam truoc"):
            year = period.year if key == "nam" else period.year - 1
            return Printed((Piece(str(year)),), label=FIXED_NAMES[key])
        if key.startswith("ky luy ke"):
            spoken = period.previous if key.endswith("truoc") else period
            words = cumulative_words(spoken) if spoken.year == period.year else ""
            if words and form == "ngan":
                words = words.replace(" đầu", "")
            # January has no cumulative: a fragment around it vanishes, elsewhere the month stands for it.
            text = words or month_year_words(spoken)
            return Printed((Piece(text),), holds=bool(words), label=FIXED_NAMES[key], optional=True)
        spoken = {
            "thang": period,
            "thang truoc": period.previous,
            "thang sau": period.next,
            "thang cung ky": period.same_last_year,
        }[key]
        if not form and key in ("thang truoc", "thang sau") and spoken.year != period.year:
            # "so với tháng 12" in January leaves open which one.
            form = "nam"
        return Printed((Piece(_month_text(spoken, form)),), label=FIXED_NAMES[key])

    def _row_window(self, row: str, end: str, name: str, formats: tuple[str, ...]) -> Printed:
        window = self.book.row_window(self._rows[row])
        label = self.book.row_label(self._rows[row])
        return _window(window, end, name, formats, Place("row", row), label)

    def _table(self, name: str, formats: tuple[str, ...]) -> Printed:
        """What the editor shows of a table: the sheet's name and how many rows."""
        wish = table_wish(self.data.catalogue, name, formats)
        rows = len(self.data.catalogue.rows_of(wish.sheet.code))
        return _single(f"{wish.sheet.label}, {rows} dòng", Place("sheet", wish.sheet.code), wish.sheet.label)

    # -- meetings

    def _meetings(self, name: str, formats: tuple[str, ...]) -> Printed:
        """Titles of held meetings in print order, joined by "; "; or their number with "số"."""
        kinds = {
            key_of(word): kind.code
            for kind in self.data.office.meeting_kinds
            for word in (kind.code, kind.label, kind.short)
        }
        wanted: set[str] = set()
        asked: set[str] = set()
        for given in formats:
            key = key_of(given)
            if key in LIST_FORMATS:
                asked.add(key)
            elif key in kinds:
                wanted.add(kinds[key])
            else:
                known = (*LIST_FORMATS.values(), *(kind.short for kind in self.data.office.meeting_kinds))
                raise wrong_format(name, given, known)
        listed = [m for m in self.data.meetings if _is_listed(m, asked, wanted)]
        if "so" in asked:
            count = write_number(len(listed), pad=self.data.office.pad_small)
            place = Place("sheet", "cuoc_hop")
            return Printed((Piece(count, place),), place, holds=bool(listed), label="Số cuộc họp")
        pieces: list[Piece] = []
        for meeting in listed:
            if pieces:
                pieces.append(Piece("; "))
            pieces.append(Piece(meeting.title.rstrip(" .;"), Place("meeting", id=meeting.id)))
        return Printed(tuple(pieces), None, holds=bool(pieces), label="Cuộc họp", optional=True)


def _is_listed(meeting: Meeting, asked: set[str], kinds: set[str]) -> bool:
    """Whether a list with these formats and kinds holds the meeting: one that is not held is never listed,
    save in the list of planned ones."""
    state = "planned" if "du kien" in asked else "held"
    if meeting.state != state or (kinds and meeting.kind not in kinds):
        return False
    places = {"chu thich": "footnote", "co so": "trips", "chi dem": "counted"}
    printed_in = {places[key] for key in asked if key in places}
    if printed_in:
        return meeting.print_in in printed_in
    return bool(kinds or asked & {"tat ca", "du kien", "so"}) or meeting.print_in == "text"


def _single(text: str, place: Place, label: str) -> Printed:
    pieces = (Piece(text, place),) if text else ()
    return Printed(pieces, place, holds=bool(text), label=label)


def _window(
    window: Window | None, end: str, name: str, formats: tuple[str, ...], place: Place, label: str
) -> Printed:
    form = _one(name, formats, DATE_FORMATS)
    if window is None:
        text = ""
    elif end == "ky" and form == "dai":
        text = f"từ {write_long_date(window.start)} đến {write_long_date(window.end)}"
    elif end == "ky":
        text = write_window(window)
    else:
        text = _day(window.start if end == "tu" else window.end, form)
    return _single(text, place, label)


def _day(day: date, form: str) -> str:
    return write_long_date(day) if form == "dai" else write_short_date(day)


def _month_text(period: Period, form: str) -> str:
    match form:
        case "nam":
            return month_year_words(period)
        case "gach":
            return month_slash(period)
        case "so":
            return str(period.month)
    return month_words(period)


def _one(name: str, formats: tuple[str, ...], known: dict[str, str]) -> str:
    """The one format given, folded; "" for none."""
    keys = [key_of(given) for given in formats]
    for given, key in zip(formats, keys, strict=True):
        if key not in known:
            raise wrong_format(name, given, tuple(known.values()))
    return keys[-1] if keys else ""
