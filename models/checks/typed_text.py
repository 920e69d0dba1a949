"""The narrative as typed: shares, numbers and months written by hand, text that nobody touched, spacing.

Only what stands outside `{{fields}}` is looked at; spans are offsets into the paragraph's stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from models.catalogue import Figure
from models.checks.context import Context
from models.checks.finding import Finding, Repair
from models.entities import Paragraph, Place
from models.errors import UserError
from models.formatting import month_beside, read_number, write_number, write_share
from models.legacy_text import from_legacy, looks_legacy
from models.text import fold, shown
from models.wording import counted_words

_FIELD = re.compile(r"\{\{[^{}]*\}\}")
_PERCENT = re.compile(r"(?<![\d.,/])(\d{1,3}(?:,\d+)?) ?%")
_NUMBER = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+|\d+)(?![\w/-]|[.,]\d)")
_SPACING = re.compile(r"(?<=[^\W\d])(?:- | -)(?=[^\W\d])|(?<=[^\W\d])(?:/ | /)(?=[^\W\d])")
_DONE_WORD = re.compile(r" (?:da|duoc) ")
""" "259 nhiệm vụ đã hoàn thành" speaks of "nhiệm vụ hoàn thành"; folded."""
_REACH = 60
"""How far before a typed share the number that it speaks of may stand, and before a number its clause."""
_SLIP = 5
"""A number within a fifth of the right one is a slip of the hand; farther off it counts something else."""
_COMPARED = re.compile(r"\b(?:so voi|cung ky|thang truoc|nam truoc|nam ngoai)\b")


def find_typed_text(context: Context) -> Iterator[Finding]:
    """Error "text.share_by_hand"; warnings "text.number_by_hand", "text.month_by_hand",
    "text.looks_legacy"; hints "text.unchanged", "text.spacing"."""
    known = _speakable(context)
    for index, paragraph in enumerate(context.data.paragraphs):
        yield from _shares(context, index, paragraph.text)
        yield from _numbers(context, known, index, paragraph.text)
        yield from _months(context, index, paragraph.text)
        yield from _spacing(index, paragraph.text)
        yield from _unchanged(context, index, paragraph)
        place = Place("paragraph", id=index, span=(0, len(paragraph.text)))
        yield from _legacy(paragraph.text, place)
    for meeting in context.data.meetings:
        yield from _legacy(meeting.title, Place("meeting", id=meeting.id))


def _legacy(text: str, place: Place) -> Iterator[Finding]:
    """Text typed for the old fonts; the clerk sees what it would become before it is taken."""
    legacy = looks_legacy(text)
    if legacy is not None:
        repair = Repair("text.convert", "replace", {"text": from_legacy(text, legacy)})
        params = {"start": shown(text), "encoding": {"tcvn3": "TCVN3", "vni": "VNI"}[legacy]}
        yield Finding("warning", "text.looks_legacy", place, params, repair)


@lru_cache(maxsize=512)
def _blanked(text: str) -> str:
    """The text with every field replaced by as many NUL characters: offsets stay."""
    return _FIELD.sub(lambda match: "\0" * len(match.group()), text)


def _shares(context: Context, index: int, text: str) -> Iterator[Finding]:
    """“14,15%” typed behind a figure whose share is another: the figure is a field or a number typed."""
    for match in _PERCENT.finditer(_blanked(text)):
        near = text[max(0, match.start() - _REACH) : match.start()]
        candidates = _spoken_of(context, near)
        rights = [(figure, _share_text(context, figure)) for figure in candidates]
        rights = [(figure, right) for figure, right in rights if right]
        typed = match.group().replace(" ", "")
        if not rights or any(right == typed for _, right in rights):
            continue
        figure, right = rights[0]
        amount, whole = context.amount(figure.code), context.amount(figure.share_of)
        assert amount is not None and whole is not None  # a share exists
        params = {
            "typed": typed,
            "part": context.written(figure.code, amount),
            "whole": context.written(figure.share_of, whole),
            "right": right,
        }
        place = Place("paragraph", id=index, span=match.span())
        repair = Repair("text.use_field", "replace", {"text": f"{{{{{figure.code}|tỷ lệ}}}}"})
        yield Finding("error", "text.share_by_hand", place, params, repair)


def _spoken_of(context: Context, near: str) -> list[Figure]:
    """The figures with a share that the words before a percentage give: the last field, or the last
    number when it is some figure's amount."""
    tail = re.split(r"[.;:](?=\s)|%", near)[-1]
    fields = list(_FIELD.finditer(tail))
    numbers = list(_NUMBER.finditer(_blanked(tail)))
    if fields and (not numbers or fields[-1].start() > numbers[-1].start()):
        code = fields[-1].group()[2:-2].partition("|")[0].strip()
        figure = context.catalogue.by_code.get(code)
        return [figure] if figure is not None and figure.share_of else []
    if not numbers:
        return []
    amount = _read(numbers[-1].group())
    return [f for f in context.catalogue.figures if f.share_of and context.amount(f.code) == amount]


def _share_text(context: Context, figure: Figure) -> str:
    if context.amount(figure.share_of) is None:
        return ""
    share = context.book.share(figure.code)
    return "" if share is None else write_share(share, context.data.office.share_decimals)


def _read(text: str) -> Decimal | None:
    try:
        return read_number(text)
    except UserError:
        return None


def _speakable(context: Context) -> Speakable:
    """The figures whose number a text may tell by hand."""
    counts = (figure for figure in context.catalogue.figures if not figure.decimals)
    return [(figure, _spoken(figure)) for figure in counts if context.amount(figure.code) is not None]


def _numbers(context: Context, known: Speakable, index: int, text: str) -> Iterator[Finding]:
    """A number typed beside a figure's name ("260 nhiệm vụ đã hoàn thành", "đã giao 396 nhiệm vụ") that no
    figure of that name has."""
    for match, typed, before, after in _by_hand(text):
        meant = _meant(context, known, before, after, typed)
        if meant is None:
            continue
        figure, amount = meant
        right = write_number(amount, figure.decimals, context.data.office.pad_small)
        params = {"typed": match.group(), "label": figure.label, "right": right}
        place = Place("paragraph", id=index, span=match.span())
        repair = Repair("text.use_field", "replace", {"text": f"{{{{{figure.code}}}}}"})
        yield Finding("warning", "text.number_by_hand", place, params, repair)


@lru_cache(maxsize=512)
def _by_hand(text: str) -> tuple[tuple[re.Match[str], Decimal, str, str], ...]:
    """Every number typed in the text, with the words before and after it. Kept: of a month's paragraphs one
    changes at a time."""
    open_text, found = _blanked(text), []
    for match in _NUMBER.finditer(open_text):
        typed = _read(match.group())
        if typed is not None:
            clause = re.split(r"[.;](?=\s)", open_text[max(0, match.start() - _REACH) : match.start()])[-1]
            after = open_text[match.end() : match.end() + 80]
            found.append((match, typed, _said(clause), _said(after)))
    return tuple(found)


def _meant(
    context: Context, known: Speakable, before: str, after: str, typed: Decimal
) -> tuple[Figure, Decimal] | None:
    """The figure that the words around the number name and that has another amount: of several groups'
    figures of one name the one that comes nearest; None when one of them has just that amount.

    What follows the number is the surer sign ("nhiệm vụ quá hạn"). By what precedes it ("giao … nhiệm vụ")
    only a slip is told, a number near the right one or last month's: prose counts other things in such words.
    """
    is_slip = False
    named = [figure for figure, spoken in known if any(_begins(after, name) for name in spoken.names)]
    if not named and not _of_another_month(context, before):
        is_slip = True
        named = [f for f, spoken in known if _is_led_to(context, f, spoken, before, after)]
    amounts = [(figure, context.amount(figure.code) or Decimal(0)) for figure in named]
    if not amounts or any(amount == typed for _, amount in amounts):
        return None
    figure, amount = min(amounts, key=lambda pair: abs(pair[1] - typed))
    if is_slip and abs(amount - typed) * _SLIP > amount:
        last = (pair for pair in amounts if context.book.previous(pair[0].code) == typed)
        return next(last, None)
    return figure, amount


@dataclass(frozen=True)
class _Spoken:
    """How a figure is spoken of around its number, folded."""

    unit: str
    names: tuple[str, ...]
    """What may follow the number: "nhiệm vụ hoàn thành", "văn bản đi"."""
    leads: tuple[str, ...]
    """What may precede it, with the unit behind it: "hoàn thành … nhiệm vụ", "tổng số … nhiệm vụ"."""
    heads: tuple[str, ...]
    """Last words of its group's name: "UBND tỉnh giao" speaks of all that was given, "giao … nhiệm vụ"."""


Speakable = Sequence[tuple[Figure, _Spoken]]


@lru_cache(maxsize=4096)
def _spoken(figure: Figure) -> _Spoken:
    group, colon, state = figure.label.rpartition(":")
    unit, label = _said(figure.unit), _said(figure.label)
    names = {label, _said(counted_words(figure))} if figure.short else {label}
    leads = {_said(figure.short), _said(state), label.removeprefix(unit).strip()}
    heads = {_said(part).split()[-1] for part in group.split(",") if part.strip()} if colon else set()
    return _Spoken(unit, tuple(names - {"", unit}), tuple(leads - {""}), tuple(heads))


def _is_led_to(context: Context, figure: Figure, spoken: _Spoken, before: str, after: str) -> bool:
    if not spoken.unit or not _begins(after, spoken.unit):
        return False
    is_whole = figure.code in context.catalogue.parts_of and not figure.parent
    leads = (*spoken.leads, *spoken.heads) if is_whole else spoken.leads
    lead_up = re.sub(r"(?: co| la)$", "", before.rstrip(" :"))
    return any(f" {lead_up}".endswith(f" {lead}") for lead in leads)


def _of_another_month(context: Context, before: str) -> bool:
    """Whether the clause up to the number compares with, or tells of, another time."""
    months = {int(found) for found in re.findall(r"(?<!\d )thang (\d{1,2})\b", before)}
    return bool(_COMPARED.search(before) or months - {context.book.period.month})


def _said(text: str) -> str:
    """Folded, single-spaced, without the words that only say it is done."""
    return _DONE_WORD.sub(" ", f" {' '.join(fold(text).split())} ").strip()


def _begins(text: str, words: str) -> bool:
    return text.startswith(words) and not text[len(words) :][:1].isalnum()


@lru_cache(maxsize=1024)
def _matches(pattern: str, text: str) -> tuple[re.Match[str], ...]:
    """Where the pattern stands in the text outside its fields."""
    return tuple(re.finditer(pattern, _blanked(text)))


def _months(context: Context, index: int, text: str) -> Iterator[Finding]:
    """ "tháng 7" typed in August's report: most likely left over; dates are not looked at."""
    period = context.book.period
    last = period.previous
    month = rf"(?<!\d )tháng 0?{last.month}(?:(?:/| năm )(?P<year>\d{{4}}))?(?![\d/]|,\d)"
    so_far = rf"(?<![\w/,.])0?{last.month} tháng (?:đầu năm(?: (?P<of>\d{{4}}))?|năm (?P<in>\d{{4}}))(?!\d)"
    for match in _matches(f"(?i:{month}|{so_far})", text):
        if (match["year"] or match["of"] or match["in"]) not in (None, str(last.year)):
            continue
        place = Place("paragraph", id=index, span=match.span())
        params = {"typed": match.group(), "month": str(period.month)}
        yield Finding("warning", "text.month_by_hand", place, params)


def _spacing(index: int, text: str) -> Iterator[Finding]:
    """ "kinh tế- xã hội", "người/ ngày": a space on one side only of a dash or stroke."""
    for match in _matches(_SPACING.pattern, text):
        mark = match.group().strip()
        place = Place("paragraph", id=index, span=match.span())
        start, end = match.span()
        around = re.search(r"\S*$", text[:start]), re.match(r"\S*", text[end:])
        before, after = (part.group() if part else "" for part in around)
        right = " - " if mark == "-" else "/"
        params = {"typed": before + match.group() + after, "right": before + right + after}
        yield Finding("hint", "text.spacing", place, params, Repair("text.space", "replace", {"text": right}))


_LEAST_WORDS = 12


def _unchanged(context: Context, index: int, paragraph: Paragraph) -> Iterator[Finding]:
    """Prose taken over from last month that nobody touched; headings and mere frames of fields do not age."""
    prose = _FIELD.sub(" ", paragraph.text)
    if not paragraph.inherited or paragraph.text.startswith("#") or len(prose.split()) < _LEAST_WORDS:
        return
    period = context.book.period
    params = {"start": shown(prose.strip()), "month": month_beside(period.previous, period)}
    place = Place("paragraph", id=index)
    yield Finding("hint", "text.unchanged", place, params, Repair("text.confirm"))
