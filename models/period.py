"""The reporting month, alone: the window's first paint needs it and none of the other records."""

from __future__ import annotations

from typing import NamedTuple


class Period(NamedTuple):
    """A reporting month (kỳ báo cáo). Sorts by time."""

    year: int
    month: int

    @property
    def key(self) -> str:
        """The month as it is stored and typed on the command line: "2022-08"."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def previous(self) -> Period:
        return self.shifted(-1)

    @property
    def next(self) -> Period:
        return self.shifted(1)

    @property
    def same_last_year(self) -> Period:
        """The same month of the year before (cùng kỳ)."""
        return Period(self.year - 1, self.month)

    def shifted(self, months: int) -> Period:
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)
