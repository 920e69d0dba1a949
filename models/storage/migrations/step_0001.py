"""Version 1: office, catalogue, months with values, meetings and narrative, issued versions, the log.

References are deferred so that undo may put rows back in any order; "" in the records is NULL here
where it stands for "refers to nothing". JSON is checked by the code that reads it: SQLite 3.40
holds json_valid for unsafe under trusted_schema=OFF. Periods are "2022-08", days "2022-08-29",
amounts decimal text.
"""

from __future__ import annotations

_LATER = "DEFERRABLE INITIALLY DEFERRED"
_CODE = "CHECK (length({0}) BETWEEN 1 AND 60 AND {0} GLOB '[a-z]*' AND {0} NOT GLOB '*[^a-z0-9_]*')"
# '+0 days' makes SQLite work the day out: date('2022-02-30') alone gives it back as it is.
_DAY = (
    "CHECK ({0} IS NULL OR ({0} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' "
    "AND date({0}, '+0 days') IS {0}))"
)
_PERIOD = (
    "CHECK (period GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' "
    "AND substr(period, 1, 4) BETWEEN '1990' AND '2100' AND substr(period, 6) BETWEEN '01' AND '12')"
)
_BOOL = "CHECK ({0} IN (0, 1))"
_AMOUNT = (
    "CHECK (length(amount) BETWEEN 1 AND 40 AND ltrim(amount, '-') GLOB '[0-9]*' "
    "AND ltrim(amount, '-') NOT GLOB '*[^0-9.]*' AND amount NOT GLOB '*.*.*' "
    "AND amount NOT GLOB '*.' AND amount NOT GLOB '--*')"
)


def _code(column: str) -> str:
    return f"{column} TEXT NOT NULL {_CODE.format(column)}"


def _flag(column: str) -> str:
    return f"{column} INTEGER NOT NULL {_BOOL.format(column)}"


def _figure_ref(column: str) -> str:
    return f"{column} TEXT REFERENCES figure (code) {_LATER}"


OFFICE = """CREATE TABLE office (
  field TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID"""

SHEET = f"""CREATE TABLE sheet (
  {_code("code")} PRIMARY KEY,
  label TEXT NOT NULL CHECK (label <> ''),
  position INTEGER NOT NULL,
  row_head TEXT NOT NULL,
  icon TEXT NOT NULL
) STRICT, WITHOUT ROWID"""

SHEET_ROW = f"""CREATE TABLE sheet_row (
  {_code("code")} PRIMARY KEY,
  sheet TEXT NOT NULL REFERENCES sheet (code) {_LATER},
  label TEXT NOT NULL,
  position INTEGER NOT NULL,
  window TEXT NOT NULL CHECK (window IN ('none', 'month', 'cumulative', 'own')),
  previous_of TEXT REFERENCES sheet_row (code) {_LATER}
) STRICT, WITHOUT ROWID"""

SHEET_COLUMN = f"""CREATE TABLE sheet_column (
  sheet TEXT NOT NULL REFERENCES sheet (code) {_LATER},
  {_code("code")},
  label TEXT NOT NULL,
  position INTEGER NOT NULL,
  head TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('value', 'share', 'previous', 'same_period', 'cumulative')),
  of_column TEXT,
  droppable INTEGER NOT NULL CHECK (droppable >= 0),
  PRIMARY KEY (sheet, code),
  FOREIGN KEY (sheet, of_column) REFERENCES sheet_column (sheet, code) {_LATER}
) STRICT, WITHOUT ROWID"""

FIGURE = f"""CREATE TABLE figure (
  {_code("code")} PRIMARY KEY,
  label TEXT NOT NULL CHECK (label <> ''),
  sheet TEXT NOT NULL REFERENCES sheet (code) {_LATER},
  row TEXT NOT NULL REFERENCES sheet_row (code) {_LATER},
  col TEXT NOT NULL,
  short TEXT NOT NULL,
  unit TEXT NOT NULL,
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6),
  source TEXT NOT NULL CHECK (source IN ('typed', 'meetings', 'computed')),
  formula TEXT NOT NULL,
  count_rule TEXT,
  {_figure_ref("parent")},
  {_flag("parts_complete")},
  {_figure_ref("share_of")},
  share_word TEXT NOT NULL,
  accumulation TEXT NOT NULL CHECK (accumulation IN ('none', 'sum', 'typed')),
  {_figure_ref("cumulative_of")},
  {_figure_ref("at_most")},
  {_flag("needs_cause")},
  {_flag("required")},
  {_flag("carried")},
  zero TEXT NOT NULL CHECK (zero IN ('print', 'blank')),
  ordinal INTEGER NOT NULL,
  CHECK ((source = 'computed') = (formula <> '')),
  CHECK ((source = 'meetings') = (count_rule IS NOT NULL)),
  FOREIGN KEY (sheet, col) REFERENCES sheet_column (sheet, code) {_LATER}
) STRICT, WITHOUT ROWID"""

MONTH = f"""CREATE TABLE month (
  period TEXT NOT NULL PRIMARY KEY {_PERIOD},
  kind TEXT NOT NULL CHECK (kind IN ('full', 'figures')),
  window_start TEXT NOT NULL {_DAY.format("window_start")},
  window_end TEXT NOT NULL {_DAY.format("window_end")},
  number INTEGER CHECK (number BETWEEN 1 AND 99999),
  report_date TEXT {_DAY.format("report_date")},
  issued_version INTEGER NOT NULL CHECK (issued_version >= 0),
  office TEXT,
  CHECK (window_start <= window_end)
) STRICT, WITHOUT ROWID"""

_MONTH_REF = f"period TEXT NOT NULL REFERENCES month (period) {_LATER}"

VALUE = f"""CREATE TABLE value (
  {_MONTH_REF},
  figure TEXT NOT NULL REFERENCES figure (code) {_LATER},
  amount TEXT NOT NULL {_AMOUNT},
  state TEXT NOT NULL CHECK (state IN ('typed', 'carried', 'counted')),
  PRIMARY KEY (period, figure)
) STRICT, WITHOUT ROWID"""

NOTE = f"""CREATE TABLE note (
  {_MONTH_REF},
  figure TEXT NOT NULL REFERENCES figure (code) {_LATER},
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (period, figure)
) STRICT, WITHOUT ROWID"""

ROW_WINDOW = f"""CREATE TABLE row_window (
  {_MONTH_REF},
  row TEXT NOT NULL REFERENCES sheet_row (code) {_LATER},
  window_start TEXT NOT NULL {_DAY.format("window_start")},
  window_end TEXT NOT NULL {_DAY.format("window_end")},
  PRIMARY KEY (period, row),
  CHECK (window_start <= window_end)
) STRICT, WITHOUT ROWID"""

MEETING = f"""CREATE TABLE meeting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  {_MONTH_REF},
  position INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  folded TEXT NOT NULL,
  start TEXT NOT NULL {_DAY.format("start")},
  "end" TEXT {_DAY.format('"end"')},
  kind TEXT NOT NULL CHECK (kind <> ''),
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  role TEXT NOT NULL CHECK (role IN ('chaired', 'attended')),
  form TEXT NOT NULL CHECK (form IN ('in_person', 'online', 'both')),
  chair TEXT NOT NULL,
  place TEXT NOT NULL,
  print_in TEXT NOT NULL CHECK (print_in IN ('text', 'footnote', 'trips', 'counted')),
  CHECK ("end" IS NULL OR "end" >= start)
) STRICT"""

PARAGRAPH = f"""CREATE TABLE paragraph (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  {_MONTH_REF},
  rank INTEGER NOT NULL,
  text TEXT NOT NULL,
  {_flag("inherited")}
) STRICT"""

SETTLED = f"""CREATE TABLE settled (
  {_MONTH_REF},
  finding TEXT NOT NULL CHECK (finding <> ''),
  reason TEXT NOT NULL,
  PRIMARY KEY (period, finding)
) STRICT, WITHOUT ROWID"""

ISSUED = f"""CREATE TABLE issued (
  {_MONTH_REF},
  version INTEGER NOT NULL CHECK (version >= 1),
  time TEXT NOT NULL,
  number INTEGER CHECK (number BETWEEN 1 AND 99999),
  data TEXT NOT NULL REFERENCES file_content (digest) {_LATER},
  pdf TEXT NOT NULL REFERENCES file_content (digest) {_LATER},
  docx TEXT NOT NULL REFERENCES file_content (digest) {_LATER},
  PRIMARY KEY (period, version)
) STRICT, WITHOUT ROWID"""

# Files are named by their SHA-256 and only ever added: the log then need not carry them.
FILE_CONTENT = """CREATE TABLE file_content (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  content BLOB NOT NULL
) STRICT"""

# done: undo may take it back; undone: redo may bring it again; closed: neither, kept for the history.
CHANGE = """CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  of_change INTEGER REFERENCES change (seq),
  code TEXT NOT NULL,
  params TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('done', 'undone', 'closed')),
  CHECK ((kind = 'do') = (of_change IS NULL)),
  CHECK (kind = 'do' OR status = 'closed')
) STRICT"""

CHANGE_ROW = """CREATE TABLE change_row (
  seq INTEGER NOT NULL REFERENCES change (seq),
  n INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  key TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (seq, n),
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT, WITHOUT ROWID"""

BACKUP = """CREATE TABLE backup (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  time TEXT NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  number INTEGER NOT NULL,
  seq INTEGER NOT NULL
) STRICT"""

STATEMENTS = (
    OFFICE,
    SHEET,
    SHEET_ROW,
    SHEET_COLUMN,
    FIGURE,
    MONTH,
    VALUE,
    NOTE,
    ROW_WINDOW,
    MEETING,
    PARAGRAPH,
    SETTLED,
    FILE_CONTENT,
    ISSUED,
    CHANGE,
    CHANGE_ROW,
    BACKUP,
    "CREATE INDEX value_by_figure ON value (figure)",
    "CREATE INDEX note_by_figure ON note (figure)",
    "CREATE INDEX row_window_by_row ON row_window (row)",
    "CREATE INDEX meeting_by_period ON meeting (period, position)",
    "CREATE INDEX meeting_by_title ON meeting (folded, start)",
    "CREATE INDEX paragraph_by_period ON paragraph (period, rank)",
    "CREATE INDEX change_by_status ON change (status, seq)",
    "CREATE INDEX change_row_by_key ON change_row (tbl, key, seq)",
)
