"""Version 2: the log's chain of digests, and what is known of the backups.

`change.digest` is computed for the entries already there, before anything is added to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.storage.chain import Reader

# second: the folder of the second copy. seq: the newest change that an automatic backup holds.
# failure: the last backup that failed, until it was seen.
KEEPING = """CREATE TABLE keeping (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  second TEXT,
  seq INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  failed_at TEXT,
  CHECK ((failure IS NULL) = (failed_at IS NULL))
) STRICT"""


def chain_older_entries(database: Reader) -> None:
    """Give every entry of the log its digest."""
    from models.storage.chain import links

    digests = [(digest, seq) for seq, digest in links(database)]
    database.run_many("UPDATE change SET digest = ? WHERE seq = ?", digests)


STATEMENTS = (
    "ALTER TABLE change ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    chain_older_entries,
    "ALTER TABLE backup ADD COLUMN reason TEXT NOT NULL DEFAULT 'hand'",
    KEEPING,
    "INSERT INTO keeping (id) VALUES (1)",
)
