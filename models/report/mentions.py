"""Where the narrative names figures, rows and sheets: what would print no more if they went."""

from __future__ import annotations

from collections.abc import Sequence

from models.catalogue import Catalogue
from models.entities import Paragraph
from models.errors import UserError
from models.report import grammar
from models.report.printed import key_of
from models.report.sheet_table import TABLE_KEY, table_wish


def paragraphs_losing(
    paragraphs: Sequence[Paragraph], before: Catalogue, after: Catalogue
) -> tuple[int, ...]:
    """The indexes of the paragraphs with a field that `before` has a meaning for and `after` has none."""
    figures = before.by_code.keys() - after.by_code.keys()
    rows = {row.code for row in before.rows} - {row.code for row in after.rows}
    sheets = {sheet.code for sheet in before.sheets} - {sheet.code for sheet in after.sheets}

    def lost(field: grammar.Field) -> bool:
        base = field.name.rpartition(".")[0].strip()
        if field.name in figures or base in figures or base in rows:
            return True
        if key_of(field.name) != TABLE_KEY or not sheets:
            return False
        try:
            return table_wish(before, field.name, field.formats).sheet.code in sheets
        except UserError:
            return False

    return tuple(
        index
        for index, paragraph in enumerate(paragraphs)
        if "{{" in paragraph.text
        and any(
            isinstance(node, grammar.Field) and lost(node)
            for node in grammar.walk(grammar.parse_tolerant(paragraph.text).nodes)
        )
    )
