"""The numbered steps from an empty file to today's schema.

Step n brings a file from user_version n-1 to n. A released step is never edited. Each runs in one
transaction, statement by statement (`executescript` would commit). A step that changes a logged table
must also rewrite the logged rows or close the undo list (`UPDATE change SET status = 'closed'`).
"""

from __future__ import annotations

from models.storage.migrations.step_0001 import STATEMENTS as STEP_0001

STEPS: tuple[tuple[str, ...], ...] = (STEP_0001,)
