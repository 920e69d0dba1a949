"""Qt's own texts in Vietnamese: buttons, print and file dialogs, context menus, names of keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from ui.i18n import qt_texts


class VietnameseQt(QTranslator):
    """Answers from resources/i18n/qt_vi.json, whatever mnemonic sign Qt's source text carries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The Vietnamese text, or the source: an empty answer would be shown as an empty text."""
        del disambiguation
        table = qt_texts().get(context, {})
        found = table.get(source_text) or table.get(source_text.replace("&", ""))
        if found is None:
            return source_text
        return found.replace("%n", str(n)) if n >= 0 else found
