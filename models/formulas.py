"""The formulas of computed figures: codes joined by + and -. Read by a pattern; nothing is executed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from models.catalogue import Catalogue, Figure
from models.errors import UserError

_FORMULA: Final = re.compile(r"\s*([+-]?)\s*([^\W\d][\w.]*)\s*")


@lru_cache(maxsize=1024)
def parse_formula(formula: str) -> tuple[tuple[int, str], ...]:
    """The terms of "a + b - c": (1, "a"), (1, "b"), (-1, "c").

    UserError "formula.unreadable" (formula, near: what could not be read, "" at the end).
    """
    text = formula.replace("−", "-").strip()
    terms: list[tuple[int, str]] = []
    at = 0
    while at < len(text) or not terms:
        match = _FORMULA.match(text, at)
        if match is None or (terms and not match[1]) or (not terms and match[1] == "+"):
            raise UserError("formula.unreadable", formula=formula, near=text[at : at + 20])
        terms.append((-1 if match[1] == "-" else 1, match[2]))
        at = match.end()
    return tuple(terms)


def check_formula(catalogue: Catalogue, figure: Figure) -> None:
    """Refuse a figure whose formula cannot be computed in `catalogue` with the figure put in.

    UserError "formula.unreadable" (formula, near), "formula.unknown" (formula, name),
    "figure.cycle" (label, path).
    """
    by_code = {**catalogue.by_code, figure.code: figure}

    sound: set[str] = set()

    def visit(current: Figure, path: tuple[str, ...]) -> None:
        if current.source != "computed" or current.code in sound:
            return
        if current.code in path:
            labels = [by_code[code].label for code in (*path[path.index(current.code) :], current.code)]
            raise UserError("figure.cycle", label=current.label, path=" → ".join(labels))
        for _, code in parse_formula(current.formula):
            if code not in by_code:
                raise UserError("formula.unknown", formula=current.formula, name=code)
            visit(by_code[code], (*path, current.code))
        sound.add(current.code)

    visit(figure, ())
