"""The empty Word package that a report is written into, made here: nothing of python-docx's own template.

Parts: document with one A4 section, styles, settings, font table, the page number's header, core properties.
No creation date is kept, so that the same report gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from export import fonts, styles
from export.docx import word_styles
from export.docx.footnotes import CONTINUATION_ID, SEPARATOR_ID
from export.docx.word_styles import WORDML
from export.styles import Pt
from models.report.document import Style

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The first moment a zip file can hold.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

_PARTS = {"styles": "styles", "settings": "settings", "fontTable": "fontTable", "header1": "header"}
"""File names in /word and their kinds, in relation and content types alike."""


def empty_package(language: str, sizes: Mapping[Style, Pt]) -> bytes:
    """A valid .docx with no text, its styles at the sizes planned for the letterhead."""
    return pack(
        {
            "[Content_Types].xml": _content_types().encode("utf-8"),
            "_rels/.rels": _relations(
                (f"{_OFFICE}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _core_properties().encode("utf-8"),
            "word/document.xml": _document().encode("utf-8"),
            "word/_rels/document.xml.rels": _relations(
                *((f"{_OFFICE}/{kind}", f"{name}.xml") for name, kind in _PARTS.items())
            ),
            "word/styles.xml": _XML.encode() + word_styles.styles_xml(language, sizes),
            "word/settings.xml": _settings(language).encode("utf-8"),
            "word/fontTable.xml": _font_table().encode("utf-8"),
            "word/header1.xml": _header().encode("utf-8"),
        },
        # It is read again at once and goes into no file.
        zipfile.ZIP_STORED,
    )


def pack(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files in this order, without the clock or the system in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = compression
            entry.create_system = 0
            package.writestr(entry, data)
    return buffer.getvalue()


def repack(package: bytes) -> bytes:
    """The same package, as `pack` would have made it."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return pack({name: source.read(name) for name in source.namelist()})


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **_PARTS}.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*relations: tuple[str, str]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _core_properties() -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _document() -> str:
    page = styles.PAGE
    header = list(_PARTS).index("header1") + 1
    return (
        f'{_XML}<w:document xmlns:w="{WORDML}" xmlns:r="{_OFFICE}"><w:body><w:sectPr>'
        f'<w:headerReference w:type="default" r:id="rId{header}"/>'
        f'<w:pgSz w:w="{page.width.twips}" w:h="{page.height.twips}"/>'
        f'<w:pgMar w:top="{page.top.twips}" w:right="{page.right.twips}" w:bottom="{page.bottom.twips}"'
        f' w:left="{page.left.twips}" w:header="{styles.PAGE_NUMBER_TOP.twips}"'
        f' w:footer="{styles.PAGE_NUMBER_TOP.twips}" w:gutter="0"/>'
        # The first page is different: its header, which nothing fills, bears no page number.
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def _header() -> str:
    return (
        f'{_XML}<w:hdr xmlns:w="{WORDML}"><w:p>'
        f'<w:pPr><w:pStyle w:val="{word_styles.PAGE_NUMBER_STYLE}"/></w:pPr>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>'
    )


def _settings(language: str) -> str:
    """In the order of CT_Settings, which Word insists on."""
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in modes.items()
    )
    return (
        f'{_XML}<w:settings xmlns:w="{WORDML}"><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{styles.FIRST_INDENT.twips}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:footnotePr><w:footnote w:id="{SEPARATOR_ID}"/>'
        f'<w:footnote w:id="{CONTINUATION_ID}"/></w:footnotePr>'
        f"<w:compat>{compat}</w:compat><w:themeFontLang w:val={word_styles.quoted(language)}/>"
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _font_table() -> str:
    """What Word may take instead where the font is missing: another serif."""
    return (
        f'{_XML}<w:fonts xmlns:w="{WORDML}"><w:font w:name="{fonts.WORD_FAMILY}">'
        f'<w:altName w:val="{fonts.FAMILY}"/><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
