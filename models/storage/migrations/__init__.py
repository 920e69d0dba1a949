"""The numbered steps from an empty file to today's schema.

Step n brings a file from user_version n-1 to n. A released step is never edited. Each runs in one
transaction, statement by statement (`executescript` would commit); where SQL does not suffice, a statement
is a function that is given the open file. A step that changes a logged table must also rewrite the logged
rows or close the undo list (`UPDATE change SET status = 'closed'`), and chain the log anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from models.storage.migrations.step_0001 import STATEMENTS as STEP_0001
from models.storage.migrations.step_0002 import STATEMENTS as STEP_0002

if TYPE_CHECKING:
    # A file of today's schema is looked at without it.
    from models.storage.chain import Reader

Statement: TypeAlias = "str | Callable[[Reader], None]"
Steps: TypeAlias = "Sequence[Sequence[Statement]]"

STEPS: tuple[tuple[Statement, ...], ...] = (STEP_0001, STEP_0002)
