"""The keys that the status bar names on the page of the narrative."""

from __future__ import annotations

from ui.i18n import t


def keys_told(searching: bool) -> list[tuple[str, str]]:
    """(key, what it does) in the text, or in the field of what is looked for."""
    if searching:
        return [("Enter", t("chỗ sau")), ("Shift+Enter", t("chỗ trước")), ("Esc", t("đóng"))]
    return [
        ("Ctrl+J", t("chèn trường")),
        ("Ctrl+Alt+F", t("chú thích")),
        ("Ctrl+B", t("đậm")),
        ("Alt+Enter", t("sửa theo gợi ý")),
        ("F1", t("giải thích")),
    ]
