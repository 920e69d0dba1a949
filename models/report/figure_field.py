"""A figure in the text: which month's amount (its aspect) and how it is written (its formats)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from models.catalogue import Figure
from models.entities import MonthData, Period, Place
from models.errors import UserError
from models.figures import FigureBook, percent
from models.formatting import write_number, write_points, write_share
from models.report.printed import Piece, Printed, key_of, wrong_format
from models.wording import counted_words

ASPECTS: Final = {
    "thang truoc": "tháng trước",
    "cung ky": "cùng kỳ",
    "luy ke": "luỹ kế",
    "luy ke truoc": "luỹ kế trước",
    "tang": "tăng",
    "tang cung ky": "tăng cùng kỳ",
}
"""Aspects of a figure: folded name -> as written."""

FIGURE_FORMATS: Final = {
    "ty le": "tỷ lệ",  # 7,6%; with .tăng the growth: tăng 4,6%
    "chiem": "chiếm",  # the state's own word and the share: chiếm 26,8%, đạt 65,6%
    "dat": "đạt",  # the same
    "phan so": "phân số",  # 25/94
    "so": "số",  # bare digits: neither padded nor with a word or %; a share without what it is of
    "co": "có",  # có 04; không có
    "don vi": "đơn vị",  # 395 nhiệm vụ
    "tang": "tăng",  # of a growth: tăng 15,8%, giảm 2,0%
    "tu": "từ",  # only the word: tăng, giảm, không đổi
    "diem": "điểm",  # .tăng of a share: giảm 5,5 điểm phần trăm
    "nguyen nhan": "nguyên nhân",  # the cell's note: cause and units
    "an": "ẩn",  # nothing; only decides the fragment around it
}
"""Formats of a figure, folded -> as written; besides these "0 lẻ" to "4 lẻ" set the decimals."""
_DECIMALS: Final = re.compile(r"([0-4]) le")


class FigureField:
    """One figure, seen under one aspect and printed in one way."""

    def __init__(
        self,
        data: MonthData,
        book: FigureBook,
        figure: Figure,
        aspect: str,
        name: str,
        formats: tuple[str, ...],
    ) -> None:
        self.book = book
        self.office = data.office
        self.notes = data.notes
        self.figure = figure
        self.aspect = aspect
        self.name = name
        self.decimals: int | None = None
        self.formats: set[str] = set()
        for given in formats:
            key = key_of(given)
            precision = _DECIMALS.fullmatch(key)
            if precision:
                self.decimals = int(precision[1])
            elif key in FIGURE_FORMATS:
                self.formats.add("chiem" if key == "dat" else key)
            else:
                raise wrong_format(name, given, (*FIGURE_FORMATS.values(), "1 lẻ"))
        self.optional = bool(aspect) or not figure.required or "nguyen nhan" in self.formats

    def printed(self) -> Printed:
        place = Place("figure", self.figure.code)
        text, above = self._text()
        pieces = (Piece(text, place),) if text else ()
        if "an" in self.formats:
            # Only decides whether the fragment around it is printed: even a blank leaves no hole.
            pieces = (Piece("", place),)
        return Printed(pieces, place, self.figure.code, above, self.figure.label, optional=self.optional)

    def _text(self) -> tuple[str, bool | None]:
        """The text, "" when there is no value, and whether a fragment around it is printed."""
        if "nguyen nhan" in self.formats:
            note = self.notes.get(self.figure.code, "").strip(" .;\n")
            return note, bool(note)
        if "ty le" in self.formats or "chiem" in self.formats:
            return self._share_text()
        if "phan so" in self.formats:
            return self._fraction()
        if self.aspect.startswith("tang"):
            return self._change_text()
        amount = self._amount(self.figure.code)
        if amount is None:
            return "", False
        if self.formats & {"tang", "tu"}:
            return self._signed(amount, self._number(abs(amount))), bool(amount)
        if "diem" in self.formats:
            raise UserError("field.unfit", name=self.name, format="điểm")
        # A field that words its own zero leaves the fragment around it to the other figures.
        return self._plain(amount), None if "co" in self.formats else amount > 0

    # -- amounts under an aspect

    def _amount(self, code: str) -> Decimal | None:
        match self.aspect:
            case "thang truoc":
                return self.book.previous(code)
            case "cung ky":
                return self.book.same_period(code)
            case "luy ke":
                return self.book.cumulative(code)
            case "luy ke truoc":
                # A year's months only: before January there is nothing to sum.
                first = self.book.period.month == 1
                return None if first else self.book.cumulative(code, self.book.period.previous)
        return self.book.amount(code)

    def _before(self, code: str) -> Decimal | None:
        """What a change is measured against."""
        return self.book.same_period(code) if self.aspect == "tang cung ky" else self.book.previous(code)

    # -- texts

    def _number(self, amount: Decimal) -> str:
        """The number with its % where the unit is one; small whole counts padded as the office has it.
        With "số" the bare digits."""
        decimals = self.figure.decimals if self.decimals is None else self.decimals
        is_percent = self.figure.unit.endswith("%")
        is_count = self.figure.decimals == 0 and not is_percent and "so" not in self.formats
        text = write_number(amount, decimals, pad=is_count and self.office.pad_small)
        return text + "%" if is_percent and "so" not in self.formats else text

    def _plain(self, amount: Decimal) -> str:
        if amount == 0 and ("co" in self.formats or self.figure.zero == "blank"):
            text = "không có"
        else:
            text = self._number(amount)
            if "co" in self.formats:
                text = "có " + text
        if "don vi" in self.formats and self.figure.unit and not self.figure.unit.endswith("%"):
            text += " " + self.figure.unit
        return text

    def _signed(self, change: Decimal, size: str) -> str:
        """ "tăng 154", "giảm 27", "không đổi"; only the word with "từ", only the size with "số"."""
        word = "tăng" if change > 0 else "giảm" if change < 0 else "không đổi"
        if "tu" in self.formats or not change:
            return word
        return size if "so" in self.formats else f"{word} {size}"

    def _change_text(self) -> tuple[str, bool]:
        if "diem" in self.formats:
            now, before = self._share_at(self.book.period), self._share_at(self._other_period())
            if now is None or before is None:
                return "", False
            points = now - before
            size = write_points(abs(points), self._share_decimals())
            return self._signed(points, size), True
        now, before = self.book.amount(self.figure.code), self._before(self.figure.code)
        if now is None or before is None:
            return "", False
        if self.figure.unit.endswith("%"):
            # The difference of two percentages is points, not percent.
            decimals = self.figure.decimals if self.decimals is None else self.decimals
            return self._signed(now - before, write_points(abs(now - before), decimals)), True
        size = self._number(abs(now - before))
        if "don vi" in self.formats and self.figure.unit:
            size += " " + self.figure.unit
        return self._signed(now - before, size), True

    # -- shares

    def _share_decimals(self) -> int:
        return self.office.share_decimals if self.decimals is None else self.decimals

    def _other_period(self) -> Period:
        period = self.book.period
        return period.same_last_year if self.aspect == "tang cung ky" else period.previous

    def _share_at(self, period: Period) -> Decimal | None:
        if not self.figure.share_of:
            raise UserError("field.unfit", name=self.name, format="điểm")
        return self.book.share(self.figure.code, period)

    def _share_text(self) -> tuple[str, bool]:
        """ "7,6%"; with "chiếm" the state's own word before it: "đạt 65,6%"; what it is of where that is not
        the whole: "đạt 84,3% số nhiệm vụ đến hạn"."""
        if self.aspect.startswith("tang"):
            return self._growth()
        if not self.figure.share_of:
            raise UserError("field.unfit", name=self.name, format="tỷ lệ")
        share = self._share()
        if share is None:
            # Of nothing there is no share; that is known, and no value is missing.
            self.optional = self.optional or self._amount(self.figure.share_of) == 0
            return "", False
        text = write_share(share, self._share_decimals())
        if "chiem" in self.formats:
            text = f"{self.figure.share_word} {text}"
        narrowed = self.book.catalogue.narrowed_share(self.figure)
        if narrowed is not None and "so" not in self.formats:
            text = f"{text} số {counted_words(narrowed)}"
        return text, share > 0

    def _share(self) -> Decimal | None:
        """The share under the aspect, balanced by the figures' engine where the precision is the office's."""
        periods = {
            "": self.book.period,
            "thang truoc": self.book.period.previous,
            "cung ky": self.book.period.same_last_year,
        }
        typed = self.book.catalogue.cumulative_for.get(self.figure.code)
        if self.decimals is None and self.aspect in periods:
            return self.book.share(self.figure.code, periods[self.aspect])
        if self.decimals is None and typed is not None and typed.share_of:
            if self.aspect == "luy ke":
                return self.book.share(typed.code)
            if self.book.period.month > 1:
                return self.book.share(typed.code, self.book.period.previous)
        part, whole = self._amount(self.figure.code), self._amount(self.figure.share_of)
        return None if part is None or not whole else percent(part, whole, self._share_decimals())

    def _growth(self) -> tuple[str, bool]:
        """The change in percent of what it was: "tăng 4,6%"."""
        now, before = self.book.amount(self.figure.code), self._before(self.figure.code)
        if now is None or not before:
            return "", False
        growth = percent(now - before, before, self._share_decimals())
        return self._signed(growth, write_share(abs(growth), self._share_decimals())), True

    def _fraction(self) -> tuple[str, bool]:
        """ "25/94": the figure over the whole that its share is of."""
        whole_code = self.figure.share_of or self.figure.parent
        if not whole_code:
            raise UserError("field.unfit", name=self.name, format="phân số")
        part, whole = self._amount(self.figure.code), self._amount(whole_code)
        if part is None or whole is None:
            return "", False
        decimals = self.figure.decimals if self.decimals is None else self.decimals
        return f"{write_number(part, decimals)}/{write_number(whole, decimals)}", part > 0
