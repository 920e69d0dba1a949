"""What a field prints, and how the names of fields and formats are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.entities import Place
from models.errors import UserError
from models.text import fold, nearest, shown

DOTS: Final = "……"
"""Printed where a value is still missing."""


@dataclass(frozen=True)
class Piece:
    """Text to print and the record it came from; None for the words between records."""

    text: str
    place: Place | None = None


@dataclass(frozen=True)
class Printed:
    """What a field prints now."""

    pieces: tuple[Piece, ...]
    """Empty when there is nothing to print yet: the page then shows dots."""
    place: Place | None = None
    """Where the value is entered."""
    figure: str | None = None
    """The figure's code."""
    holds: bool | None = None
    """For the fragment around it: whether the value is above zero or there; None if it does not matter."""
    label: str = ""
    optional: bool = False
    """Whether a blank is no mistake inside a fragment."""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def key_of(name: str) -> str:
    """A name as it is compared: folded, spaces for underscores, single spaces."""
    return " ".join(fold(name).replace("_", " ").split())


def refusal(code: str, nearest_right: str, **params: str) -> UserError:
    """`code` with "nearest", or `code` + "_alone" where nothing right is near."""
    if nearest_right:
        return UserError(code, **params, nearest=nearest_right)
    return UserError(f"{code}_alone", **params)


def wrong_format(name: str, given: str, known: tuple[str, ...]) -> UserError:
    """The error for a format that its field does not have, with the nearest that it has."""
    near = nearest(given[:100], known)
    return refusal("field.format", near[0] if near else "", name=shown(name), format=shown(given))
