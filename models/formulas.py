"""The formulas of computed figures: codes joined by + and -. Read by a pattern; nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Collection
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


def check_formula(catalogue: Catalogue, figure: Figure, sound: Collection[str] = ()) -> None:
    """Refuse a figure whose formula cannot be computed in `catalogue` with the figure put in.

    Walked without recursion: a file from elsewhere may chain thousands of figures. `sound`: codes that
    passed before. UserError "formula.unreadable" (formula, near), "formula.unknown" (formula, name),
    "figure.cycle" (label, path).
    """
    by_code = catalogue.by_code
    passed: set[str] = set()
    path: dict[str, Figure] = {}
    stack: list[tuple[Figure, bool]] = [(figure, False)]
    while stack:
        current, leaving = stack.pop()
        if leaving:
            del path[current.code]
            passed.add(current.code)
        elif current.code in path:
            codes = list(path)
            labels = [path[code].label for code in codes[codes.index(current.code) :]]
            raise UserError("figure.cycle", label=current.label, path=" → ".join([*labels, current.label]))
        elif current.source == "computed" and current.code not in passed and current.code not in sound:
            path[current.code] = current
            stack.append((current, True))
            for _, code in reversed(parse_formula(current.formula)):
                if code != figure.code and code not in by_code:
                    raise UserError("formula.unknown", formula=current.formula, name=code)
                stack.append((figure if code == figure.code else by_code[code], False))
