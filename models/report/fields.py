"""The fields that can be inserted into the narrative, found by folded search, with their present values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.catalogue import Figure
from models.entities import MonthData
from models.errors import UserError
from models.formatting import cumulative_words, month_beside, month_words
from models.report.grammar import Field, Span, field_source
from models.report.printed import DOTS, key_of
from models.report.resolver import Resolver


@dataclass(frozen=True)
class Offer:
    """A field that can be inserted: `name` goes between the braces, formats included."""

    name: str
    label: str
    hint: str
    """Which month or form: "tháng 7", "cùng kỳ", "tỷ lệ"."""
    value: str
    """As printed now; "" without a value."""

    @property
    def source(self) -> str:
        return field_source(self.name)


_FIXED_OFFERS: Final = (
    ("tháng", "Tháng báo cáo", ""),
    ("tháng|năm", "Tháng báo cáo", "kèm năm"),
    ("tháng|gạch", "Tháng báo cáo", "tháng/năm"),
    ("tháng trước", "Tháng trước", ""),
    ("tháng trước|năm", "Tháng trước", "kèm năm"),
    ("tháng trước|gạch", "Tháng trước", "tháng/năm"),
    ("tháng sau|năm", "Tháng sau", "kèm năm"),
    ("tháng cùng kỳ|năm", "Tháng cùng kỳ năm trước", ""),
    ("kỳ luỹ kế", "Kỳ luỹ kế", ""),
    ("kỳ luỹ kế|ngắn", "Kỳ luỹ kế", "ngắn"),
    ("kỳ luỹ kế trước", "Kỳ luỹ kế đến tháng trước", ""),
    ("năm", "Năm", ""),
    ("năm trước", "Năm trước", ""),
    ("kỳ", "Kỳ báo cáo", "từ ngày – đến ngày"),
    ("kỳ.từ", "Kỳ báo cáo", "từ ngày"),
    ("kỳ.đến", "Kỳ báo cáo", "đến ngày"),
    ("số báo cáo", "Số báo cáo", ""),
    ("ngày báo cáo", "Ngày báo cáo", ""),
    ("cuộc họp", "Cuộc họp in trong bài", "danh sách"),
    ("cuộc họp|chú thích", "Cuộc họp in ở chú thích", "danh sách"),
    ("cuộc họp|cơ sở", "Chuyến đi cơ sở", "danh sách"),
    ("cuộc họp|dự kiến", "Cuộc họp dự kiến", "danh sách"),
    ("cuộc họp|số", "Số cuộc họp đã tổ chức", ""),
    ("cơ quan", "Tên cơ quan", ""),
    ("địa danh", "Địa danh", ""),
    ("người ký", "Người ký", ""),
)


def _figure_offers(figure: Figure, data: MonthData) -> list[tuple[str, str, str]]:
    """(name, label, hint) of a figure in every aspect that it has."""
    code, label, period = figure.code, figure.label, data.month.period
    offers = [(code, label, month_words(period))]
    if figure.share_of:
        offers += [(f"{code}|tỷ lệ", label, "tỷ lệ"), (f"{code}|phân số", label, "trên tổng số")]
    offers += [
        (f"{code}.tháng trước", label, f"tháng {month_beside(period.previous, period)}"),
        (f"{code}.cùng kỳ", label, f"cùng kỳ {period.year - 1}"),
        (f"{code}.tăng", label, "so với tháng trước"),
    ]
    if figure.accumulation == "sum" or code in data.catalogue.cumulative_for:
        offers.append((f"{code}.luỹ kế", label, f"luỹ kế {cumulative_words(period) or month_words(period)}"))
    return offers


def _all_names(data: MonthData) -> list[tuple[str, str, str]]:
    names: list[tuple[str, str, str]] = []
    for figure in data.catalogue.figures:
        names += _figure_offers(figure, data)
    names += _FIXED_OFFERS
    for row in data.catalogue.rows:
        if row.window == "own":
            names += [(f"{row.code}.từ", row.label, "từ ngày"), (f"{row.code}.đến", row.label, "đến ngày")]
    return names + _table_offers(data)


def _table_offers(data: MonthData) -> list[tuple[str, str, str]]:
    """Every sheet as a table, and without its lesser columns where it has such."""
    offers: list[tuple[str, str, str]] = []
    for sheet in data.catalogue.sheets:
        if not data.catalogue.rows_of(sheet.code):
            continue
        columns = data.catalogue.columns_of(sheet.code)
        label = f"Bảng {sheet.label}"
        if columns:
            offers.append((f"bảng|{sheet.code}", label, "cả bảng"))
        if 0 < sum(column.droppable == 0 for column in columns) < len(columns):
            offers.append((f"bảng|{sheet.code}|gọn", label, "cột chính"))
    return offers


def _offer(resolver: Resolver, name: str, label: str, hint: str) -> Offer:
    base, *formats = name.split("|")
    try:
        value = resolver.printed(Field(base, tuple(formats), (0, 0), name)).text
    except UserError:
        value = ""
    return Offer(name, label, hint, value)


def search_fields(data: MonthData, query: str, limit: int = 20) -> list[Offer]:
    """Fields whose label, code or hint holds every word of `query`, folded: "qua han" finds "quá hạn"; all
    that can be inserted for none.

    Best first: a label that begins so, then a word that does, then the rest; among them the plain figures
    before their other months and forms, what has a value before what has none.
    """
    words = key_of(query.replace("|", " ")).split()
    resolver = Resolver(data)
    ranked: list[tuple[tuple[int, bool, bool, int], Offer]] = []
    for index, names in enumerate(_all_names(data)):
        name, label, hint = (key_of(part.replace("|", " ")) for part in names)
        haystack = f"{label} {hint} {name}"
        if all(word in haystack for word in words):
            offer = _offer(resolver, *names)
            is_plain = offer.name in data.catalogue.by_code
            order = (_rank(" ".join(words), name, label), not is_plain, not offer.value, index)
            ranked.append((order, offer))
    ranked.sort(key=lambda entry: entry[0])
    return [offer for _, offer in ranked[:limit]]


def _rank(query: str, name: str, label: str) -> int:
    if name.startswith(query) or label.startswith(query):
        return 0
    return 1 if f" {query}" in label else 2


def value_of(source: str, data: MonthData) -> str:
    """What a field prints now, by its source with or without braces; dots without a value.

    UserError as for `Resolver.printed`.
    """
    inner = source.strip().removeprefix("{{").removesuffix("}}")
    name, *formats = (part.strip() for part in inner.split("|"))
    span: Span = (0, len(source))
    printed = Resolver(data).printed(Field(name, tuple(filter(None, formats)), span, source))
    return printed.text if printed.pieces else DOTS
