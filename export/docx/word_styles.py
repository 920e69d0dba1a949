"""The named styles as Word's styles.xml, so that a user can restyle a whole report at once.

Word shows its built-in names (heading 1, footnote text) in the user's own language with our Vietnamese name
after it; the other styles carry Vietnamese names. A comma in a name would start a second name: there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from export import fonts, styles
from export.docx.footnotes import MARK_STYLE, NOTE_STYLE
from export.styles import Pt, TextStyle
from models.report.document import Style

WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE_NUMBER_STYLE = "Header"
RULE_STYLE = "DuongKe"
TABLE_STYLE = "BangSoLieu"
SPACER_STYLE = "KhoangTrong"
RULE_HEIGHT = Pt(2)
"""Of the empty paragraph whose top border is the rule."""
SPACER_HEIGHT = Pt(1)
BUILT_IN_LATENT_STYLES = 376

STYLE_IDS: Mapping[Style, str] = {
    "superior": "CoQuanChuQuan",
    "issuer": "CoQuanBanHanh",
    "number": "SoKyHieu",
    "country": "QuocHieu",
    "motto": "TieuNgu",
    "place_date": "DiaDanhNgayThang",
    "kind": "TenLoai",
    "subject": "TrichYeu",
    "addressee": "KinhGui",
    "body": "NoiDung",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "note": NOTE_STYLE,
    "capacity": "ChucVu",
    "signer": "NguoiKy",
    "recipients_title": "NoiNhan",
    "recipient": "NoiNhanDong",
    "appendix": "PhuLuc",
    "appendix_title": "TenPhuLuc",
    "appendix_note": "KemTheo",
    "table_head": "BangDauCot",
    "table_label": "BangNhan",
    "table_window": "BangKy",
    "table_value": "BangSo",
}

_NAMES: Mapping[Style, str] = {
    "superior": "Cơ quan chủ quản",
    "issuer": "Cơ quan ban hành",
    "number": "Số và ký hiệu",
    "country": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "place_date": "Địa danh và ngày tháng",
    "kind": "Tên loại văn bản",
    "subject": "Trích yếu",
    "addressee": "Kính gửi",
    "body": "Nội dung",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "note": "footnote text",
    "capacity": "Chức vụ người ký",
    "signer": "Họ tên người ký",
    "recipients_title": "Nơi nhận",
    "recipient": "Nơi nhận từng dòng",
    "appendix": "Phụ lục",
    "appendix_title": "Tên phụ lục",
    "appendix_note": "Kèm theo văn bản",
    "table_head": "Bảng - đầu cột",
    "table_label": "Bảng - tên dòng",
    "table_window": "Bảng - kỳ của dòng",
    "table_value": "Bảng - số liệu",
}

_ALIASES: Mapping[Style, str] = {"heading1": "Mục 1", "heading2": "Mục 1.1", "note": "Chú thích"}
_OUTLINE: Mapping[Style, int] = {"heading1": 0, "heading2": 1, "appendix": 0}
_NEXT: Mapping[Style, Style] = {"heading1": "body", "heading2": "body", "appendix": "appendix_title"}
# As xml.sax.saxutils.quoteattr does; but that module loads http.client and ssl, 10 ms of an export.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def styles_xml(language: str, sizes: Mapping[Style, Pt]) -> bytes:
    """The part /word/styles.xml; `sizes` replaces the table's sizes where the letterhead had to shrink."""
    table = {name: replace(style, size=sizes.get(name, style.size)) for name, style in styles.STYLES.items()}
    parts = [
        f'<w:styles xmlns:w="{WORDML}">',
        _defaults(language),
        # Word's other built-in styles stay out of its lists until somebody asks for them.
        f'<w:latentStyles w:count="{BUILT_IN_LATENT_STYLES}" w:defLockedState="0" w:defUIPriority="99"'
        ' w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0"/>',
        _built_in(table["body"].size),
        *(_paragraph_style(name, style) for name, style in table.items()),
        _page_number_style(),
        _line_style(RULE_STYLE, "Đường kẻ", RULE_HEIGHT, border=True),
        _line_style(SPACER_STYLE, "Khoảng trống", SPACER_HEIGHT, border=False),
        _table_style(),
        "</w:styles>",
    ]
    return "".join(parts).encode("utf-8")


def quoted(text: str) -> str:
    """A text as the value of an XML attribute, quotes included."""
    return f'"{text.translate(_ESCAPES)}"'


def paragraph_spacing(name: Style, style: TextStyle) -> tuple[float, float]:
    """Space before and after a paragraph of this style in points.

    Where a rule may follow, the space after belongs to the rule; what stands between two cells' paragraphs
    (signature, number line) is a style's space before, so that it too can be restyled.
    """
    before: float = style.space_before
    if name in ("number", "place_date"):
        before = max(0.0, styles.HEADER_NUMBER_GAP - rule_depth(styles.STYLES["motto"]))
    elif name == "signer":
        before = styles.SIGNATURE_SPACE
    return before, 0.0 if style.rule else style.space_after


def rule_depth(style: TextStyle) -> float:
    """What the rule's paragraph takes below the text, in points: in the layout the rule takes no room."""
    return style.rule.gap + styles.RULE_THICKNESS + RULE_HEIGHT if style.rule else 0.0


def _defaults(language: str) -> str:
    family = quoted(fonts.WORD_FAMILY)
    tag = quoted(language)
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={family} w:eastAsia={family} w:hAnsi={family} w:cs={family}/>"
        f'<w:lang w:val={tag} w:eastAsia={tag} w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _built_in(size: Pt) -> str:
    """The four defaults that every document needs, and the mark of a note."""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:rPr><w:sz w:val="{size.half_points}"/><w:szCs w:val="{size.half_points}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f'<w:style w:type="character" w:styleId="{MARK_STYLE}"><w:name w:val="footnote reference"/>'
        '<w:aliases w:val="Số chú thích"/><w:uiPriority w:val="99"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )


def _paragraph_style(name: Style, style: TextStyle) -> str:
    before, after = paragraph_spacing(name, style)
    following = STYLE_IDS[_NEXT[name]] if name in _NEXT else STYLE_IDS[name]
    outline = f'<w:outlineLvl w:val="{_OUTLINE[name]}"/>' if name in _OUTLINE else ""
    first = f'<w:ind w:firstLine="{style.first_indent.twips}"/>' if style.first_indent else ""
    return (
        f'<w:style w:type="paragraph"{"" if _is_built_in(name) else _CUSTOM} w:styleId="{STYLE_IDS[name]}">'
        f"<w:name w:val={quoted(_NAMES[name])}/>"
        + (f"<w:aliases w:val={quoted(_ALIASES[name])}/>" if name in _ALIASES else "")
        + f'<w:basedOn w:val="Normal"/><w:next w:val="{following}"/>'
        + '<w:uiPriority w:val="1"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if style.keep_with_next else "")
        + f'<w:spacing w:before="{Pt(before).twips}" w:after="{Pt(after).twips}"/>'
        + first
        + ("<w:contextualSpacing/>" if style.contextual else "")
        + f'<w:jc w:val="{_ALIGN[style.align]}"/>{outline}</w:pPr>'
        + f"<w:rPr>{_look(style)}</w:rPr></w:style>"
    )


def _page_number_style() -> str:
    """The header of page 2 and on: the page number, centred over the text."""
    style = styles.PAGE_NUMBER
    return (
        f'<w:style w:type="paragraph" w:styleId="{PAGE_NUMBER_STYLE}"><w:name w:val="header"/>'
        '<w:aliases w:val="Số trang"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        f'<w:pPr><w:jc w:val="{_ALIGN[style.align]}"/></w:pPr><w:rPr>{_look(style)}</w:rPr></w:style>'
    )


def _line_style(style_id: str, name: str, height: Pt, border: bool) -> str:
    """An empty paragraph of fixed height, with or without a rule as its top border."""
    top = (
        f'<w:pBdr><w:top w:val="single" w:sz="{styles.RULE_THICKNESS.eighths}" w:space="0" w:color="auto"/>'
        "</w:pBdr>"
    )
    return (
        f'<w:style w:type="paragraph"{_CUSTOM} w:styleId="{style_id}"><w:name w:val={quoted(name)}/>'
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="2"/><w:pPr>'
        f'{top if border else ""}<w:spacing w:line="{height.twips}" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    )


def _table_style() -> str:
    """Thin black borders all round, room in the cells."""
    border = f'w:val="single" w:sz="{styles.TABLE_RULE.eighths}" w:space="0" w:color="000000"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {border}/>" for side in sides)
    room = {"top": styles.CELL_TOP, "left": styles.CELL_SIDE, "bottom": styles.CELL_TOP}
    margins = "".join(
        f'<w:{side} w:w="{width.twips}" w:type="dxa"/>'
        for side, width in {**room, "right": styles.CELL_SIDE}.items()
    )
    return (
        f'<w:style w:type="table"{_CUSTOM} w:styleId="{TABLE_STYLE}"><w:name w:val="Bảng số liệu"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        "</w:style>"
    )


def _look(style: TextStyle) -> str:
    return (
        ("<w:b/><w:bCs/>" if style.bold else "")
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + f'<w:sz w:val="{style.size.half_points}"/><w:szCs w:val="{style.size.half_points}"/>'
    )


def _is_built_in(name: Style) -> bool:
    return name in ("heading1", "heading2", "note")


_CUSTOM = ' w:customStyle="1"'
