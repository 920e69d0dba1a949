"""The keys that the status bar names on the page of meetings."""

from __future__ import annotations

from ui.i18n import t


def keys_told(in_list: bool, in_filter: bool) -> list[tuple[str, str]]:
    """(key, what it does) in the list, in the filter, or in the row where a meeting is typed."""
    if in_list:
        return [
            ("Insert", t("dòng mới")),
            ("F2", t("sửa")),
            ("Alt+D", t("đổi trạng thái")),
            ("Alt+↑↓", t("thứ tự in")),
            ("Del", t("xoá")),
        ]
    if in_filter:
        return [("Enter", t("xuống danh sách")), ("Esc", t("bỏ lọc")), ("F1", t("giải thích"))]
    return [
        ("Enter", t("ghi, sang dòng sau")),
        ("Tab", t("ô kế")),
        ("↓", t("xuống danh sách")),
        ("Ctrl+F", t("lọc")),
        ("F1", t("giải thích")),
    ]
