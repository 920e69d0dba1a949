"""Errors, sorted at the border: the clerk's mistake, the machine's fault. Anything else is our bug.

An error carries a code and its parameters, never a sentence: `ui.messages` words it.
"""

from __future__ import annotations

from typing import Any


class AppError(Exception):
    """An expected failure. `code` is dotted and stable ("number.thousands"); `params` fill its sentence."""

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class UserError(AppError):
    """The clerk typed or chose something that cannot be accepted; nothing was stored."""


class MachineError(AppError):
    """The disk, the printer or another program is in the way; nothing accepted was lost."""
