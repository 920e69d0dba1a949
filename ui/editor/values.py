"""The present values of the month's fields, as the report prints them."""

from __future__ import annotations

from models.entities import MonthData, Place
from models.errors import UserError
from models.report.grammar import Field
from models.report.printed import Printed, key_of
from models.report.resolver import Resolver


class FieldValues:
    """Answers by a field's source (what stands between the braces); of one month's data at a time."""

    def __init__(self) -> None:
        self._resolver: Resolver | None = None

    def show_month(self, data: MonthData) -> bool:
        """From now on of this data; whether it is other data than before."""
        if self._resolver is not None and self._resolver.data is data:
            return False
        self._resolver = Resolver(data)
        return True

    def value_of(self, source: str) -> str | None:
        """As printed; "" while there is no value; None when nothing is to be shown beside the field."""
        if any(key_of(each) == "an" for each in source.split("|")[1:]):
            # "ẩn" only decides whether its fragment prints; it has no value to show.
            return None
        printed = self._printed(source)
        # A cause that nobody wrote is not missing: its fragment is left out.
        if printed is None or (printed.optional and not printed.text):
            return None
        return printed.text

    def place_of(self, source: str) -> Place | None:
        """Where the value is entered."""
        printed = self._printed(source)
        return None if printed is None else printed.place

    def _printed(self, source: str) -> Printed | None:
        if self._resolver is None:
            return None
        name, *formats = (part.strip() for part in source.split("|"))
        field = Field(name, tuple(filter(None, formats)), (0, len(source)), source)
        try:
            return self._resolver.printed(field)
        except UserError:
            return None
