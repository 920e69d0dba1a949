"""What a new file starts with, read from resources: catalogue, office, narrative."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

from models.catalogue import Catalogue
from models.entities import Office

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

T = TypeVar("T")


def _decoded(path: Path, kind: type[T]) -> T:
    import msgspec

    return msgspec.json.decode(path.read_bytes(), type=kind)


@cache
def default_catalogue() -> Catalogue:
    """The sheets of a provincial office's monthly report, with their figures."""
    return _decoded(RESOURCES / "catalogue" / "default.json", Catalogue)


@cache
def default_office() -> Office:
    """An office for the clerk to fill in: no province, no signer; kinds of meetings and document types
    (the 27 abbreviations of Decree 30/2020, Appendix III) are there."""
    return _decoded(RESOURCES / "office" / "default.json", Office)


@cache
def default_narrative() -> tuple[str, ...]:
    """The paragraphs of the whole monthly report, for any month, in the narrative's grammar.

    In the file a blank line ends a paragraph; single line ends separate the paragraphs of a note.
    """
    return split_narrative((RESOURCES / "narrative" / "default.txt").read_text(encoding="utf-8"))


def split_narrative(text: str) -> tuple[str, ...]:
    """A narrative written as one text, as paragraphs: blank lines part them."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return tuple(part.strip("\n") for part in parts if part.strip())
