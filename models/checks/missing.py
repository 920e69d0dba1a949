"""What is still missing: figures, causes, number, date, signer, recipients, values of fields."""

from __future__ import annotations

from collections.abc import Iterator

from models.catalogue import Figure
from models.checks.context import Context, counted_words, in_sentence
from models.checks.finding import Finding, Repair
from models.entities import Place
from models.formatting import write_short_date


def find_missing(context: Context) -> Iterator[Finding]:
    """Warnings "figure.missing", "cause.missing", "cause.missing_cumulative", "month.*", "office.*",
    "narrative.empty"; hint "figure.carried"; as errors, whatever the composing reports."""
    yield from _figures(context)
    yield from _causes(context)
    yield from _month(context)
    yield from _office(context)
    if not any(paragraph.text.strip() for paragraph in context.data.paragraphs):
        yield Finding("warning", "narrative.empty", Place("paragraph", id=0))
    if context.composed is not None:
        for problem in context.composed.problems:
            yield Finding("error", problem.code, problem.place, problem.params)


def _figures(context: Context) -> Iterator[Finding]:
    """One finding a figure: required and blank, or carried over and not confirmed."""
    sheets = {sheet.code: sheet.label for sheet in context.catalogue.sheets}
    for code in context.book.missing():
        figure = context.catalogue.figure(code)
        params = {"label": figure.label, "sheet": sheets.get(figure.sheet, "")}
        yield Finding("warning", "figure.missing", Place("figure", code), params, Repair("figure.enter"))
    for figure in context.catalogue.figures:
        value = context.data.values.get(figure.code)
        if value is not None and value.state == "carried":
            params = {
                "label": figure.label,
                "amount": context.written(figure.code, value.amount),
                "month": str(context.book.period.previous.month),
            }
            repair = Repair("figure.confirm", "value", {"amount": value.amount})
            yield Finding("hint", "figure.carried", Place("figure", figure.code), params, repair)


def _causes(context: Context) -> Iterator[Finding]:
    """What is above zero and asks for a cause; the typed cumulative is named beside its month."""
    told: set[str] = set()
    for figure in context.catalogue.figures:
        amount = context.amount(figure.code)
        if not figure.needs_cause or figure.code in told or not amount or amount < 0:
            continue
        cumulative = context.catalogue.cumulative_for.get(figure.code)
        if cumulative is not None:
            told.add(cumulative.code)
        if _has_note(context, figure):
            continue
        params = {
            "amount": context.written(figure.code, amount),
            "label": in_sentence(figure.label),
            "what": counted_words(figure),
        }
        sum_so_far = context.book.cumulative(figure.code) if cumulative is not None else None
        code = "cause.missing"
        if sum_so_far is not None:
            code = "cause.missing_cumulative"
            params["cumulative"] = context.written(figure.code, sum_so_far)
        yield Finding("warning", code, Place("figure", figure.code), params, Repair("note.write", "note"))


def _has_note(context: Context, figure: Figure) -> bool:
    return bool(context.data.notes.get(figure.code, "").strip())


def _month(context: Context) -> Iterator[Finding]:
    month = context.data.month
    if month.number is None:
        yield Finding("warning", "month.no_number", Place("month", "number"))
    if month.report_date is None:
        yield Finding("warning", "month.no_date", Place("month", "report_date"))
        return
    # A month's report is written in that month or the next one.
    written = (month.report_date.year, month.report_date.month)
    if written not in (month.period, month.period.next):
        params = {"date": write_short_date(month.report_date), "month": month.period.month}
        yield Finding("warning", "month.date_elsewhere", Place("month", "report_date"), params)


_OFFICE = ("superior", "issuer", "place", "symbol", "subject", "signature", "signer", "recipients")


def _office(context: Context) -> Iterator[Finding]:
    """What the page prints of the office and is blank: "office.no_signer" and so on."""
    for name in _OFFICE:
        content: str | tuple[str, ...] = getattr(context.data.office, name)
        lines = (content,) if isinstance(content, str) else content
        if not any(line.strip() for line in lines):
            yield Finding("warning", f"office.no_{name}", Place("office", name))
