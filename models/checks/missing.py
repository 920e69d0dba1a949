"""What is still missing: figures, causes, number, date, signer, recipients, values of fields."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from models.catalogue import Figure
from models.checks.context import ComposedProblem, Context
from models.checks.finding import Finding, Repair
from models.entities import Place
from models.formatting import month_beside, write_short_date
from models.formulas import parse_formula
from models.wording import counted_words, in_sentence


def find_missing(context: Context) -> Iterator[Finding]:
    """Warnings "figure.missing", "cause.missing", "cause.missing_cumulative", "month.*", "office.*",
    "narrative.empty"; hint "figure.carried"; as errors, whatever the composing reports."""
    printed = _printed_blanks(context)
    yield from printed.values()
    yield from _figures(context, printed)
    yield from _causes(context)
    yield from _month(context)
    yield from _office(context)
    if not any(paragraph.text.strip() for paragraph in context.data.paragraphs):
        yield Finding("warning", "narrative.empty", Place("paragraph", id=0))
    if context.composed is not None:
        for problem in context.composed.problems:
            if _blank_cell(context, problem) is None:
                yield Finding("error", problem.code, problem.place, problem.params)


def _printed_blanks(context: Context) -> dict[str, Finding]:
    """Figures that the report prints and that are blank: one error each, at the cell to be filled in."""
    found: dict[str, Finding] = {}
    for problem in context.composed.problems if context.composed is not None else ():
        cell = _blank_cell(context, problem)
        if cell is not None and cell.code not in found:
            params = {"label": cell.label, "name": problem.params["name"], "figure": cell.code}
            place = Place("figure", cell.code)
            found[cell.code] = Finding("error", "field.no_value", place, params, Repair("figure.enter"))
    return found


def _blank_cell(context: Context, problem: ComposedProblem) -> Figure | None:
    """The figure whose blank cell leaves the problem's field without a value; None for another reason
    (a month before that was not entered, a share of zero, a note not written)."""
    code = str(problem.params.get("figure", ""))
    if problem.code != "field.no_value" or problem.params.get("name") != code:
        return None
    figure = context.catalogue.by_code.get(code)
    if figure is not None and figure.share_of and context.amount(code) is not None:
        figure = context.catalogue.by_code.get(figure.share_of)
    # A computed figure waits for its first blank term; formulas make no circle in a sound catalogue.
    while figure is not None and figure.source == "computed" and context.amount(figure.code) is None:
        terms = (term for _, term in parse_formula(figure.formula))
        figure = next((context.catalogue.by_code[t] for t in terms if context.amount(t) is None), None)
    return None if figure is None or context.amount(figure.code) is not None else figure


def _figures(context: Context, told: Collection[str]) -> Iterator[Finding]:
    """One finding a figure: required and blank and not `told` already, or carried over and not confirmed."""
    sheets = {sheet.code: sheet.label for sheet in context.catalogue.sheets}
    for code in context.book.missing():
        if code in told:
            continue
        figure = context.catalogue.figure(code)
        params = {"label": figure.label, "sheet": sheets.get(figure.sheet, "")}
        yield Finding("warning", "figure.missing", Place("figure", code), params, Repair("figure.enter"))
    for figure in context.catalogue.figures:
        value = context.data.values.get(figure.code)
        if value is not None and value.state == "carried":
            params = {
                "label": figure.label,
                "amount": context.written(figure.code, value.amount),
                "month": month_beside(context.book.period.previous, context.book.period),
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
        # Left blank for the registry, which writes it by hand: usual, so only a hint.
        yield Finding("hint", "month.no_number", Place("month", "number"))
    for other in context.data.number_twice:
        twice = {"number": str(month.number), "period": f"{other.month}/{other.year}"}
        yield Finding("warning", "month.number_twice", Place("month", "number"), twice)
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
    """What the page prints of the office and is blank, or "…" as in a new file: "office.no_…"."""
    for name in _OFFICE:
        content: str | tuple[str, ...] = getattr(context.data.office, name)
        lines = (content,) if isinstance(content, str) else content
        # A new file's "UBND TỈNH …" still waits for the province's name.
        if not any(line.strip() for line in lines) or any("…" in line for line in lines):
            yield Finding("warning", f"office.no_{name}", Place("office", name))
    # Where it is blank, the text that prints it says so.
    if "…" in context.data.office.name:
        yield Finding("warning", "office.no_name", Place("office", "name"))
