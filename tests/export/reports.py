"""Small reports for the writers' tests, made of our own words."""

from __future__ import annotations

from models.entities import Place
from models.report.document import (
    Block,
    Closing,
    Document,
    Letterhead,
    Note,
    NoteMark,
    PageBreak,
    Paragraph,
    Run,
    Style,
)

SENTENCE = (
    "Trong tháng, Ủy ban nhân dân tỉnh đã xem xét, chỉ đạo kịp thời nhiều nhiệm vụ trọng tâm và đột xuất; "
    "các sở, ban, ngành, địa phương nghiêm túc triển khai kế hoạch phát triển kinh tế - xã hội. "
)

SIGNATURES: tuple[tuple[str, ...], ...] = (
    ("CHÁNH VĂN PHÒNG",),
    ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("Q. CHÁNH VĂN PHÒNG",),
)
"""Every variant of Decree 30/2020, Appendix I that an office signs with."""


def line(style: Style, *inlines: str | Run | NoteMark, index: int | None = None) -> Paragraph:
    """A paragraph; plain strings become plain runs. `index` says which of the narrative's it is."""
    place = None if index is None else Place("paragraph", id=index)
    return Paragraph(style, tuple(Run(each) if isinstance(each, str) else each for each in inlines), place)


def letterhead(superior: str = "UBND TỈNH CAO BẰNG", issuer: str = "VĂN PHÒNG") -> Letterhead:
    return Letterhead(
        (line("superior", superior), line("issuer", issuer), line("number", "Số: 2146/BC-VP")),
        (
            line("country", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            line("motto", "Độc lập - Tự do - Hạnh phúc"),
            line("place_date", "Cao Bằng, ngày 29 tháng 8 năm 2022"),
        ),
    )


def closing(signature: tuple[str, ...] = SIGNATURES[0], signer: str = "Nguyễn Văn A") -> Closing:
    recipients = ("- Chủ tịch, các PCT UBND tỉnh;", "- Các sở, ban, ngành thuộc UBND tỉnh;", "- Lưu: VT, TH.")
    return Closing(
        (line("recipients_title", "Nơi nhận:"), *(line("recipient", each) for each in recipients)),
        (*(line("capacity", each) for each in signature), line("signer", signer)),
    )


def note(number: int, sentences: int = 1, paragraphs: int = 1) -> Note:
    text = SENTENCE * sentences
    return Note(number, tuple(line("note", f"Chú thích {number}.{k + 1}: {text}") for k in range(paragraphs)))


def document(
    *,
    notes: tuple[Note, ...] = (),
    paragraphs: int = 6,
    head: Letterhead | None = None,
    end: Closing | None = None,
    addressee: bool = False,
    appendix: bool = False,
) -> Document:
    """A report of some paragraphs of growing length; each of the first ones bears one of the notes."""
    blocks: list[Block] = [head or letterhead(), line("kind", "BÁO CÁO")]
    blocks.append(line("subject", "Công tác chỉ đạo điều hành tháng 8 năm 2022"))
    if addressee:
        blocks.append(line("addressee", "Kính gửi: Ủy ban nhân dân tỉnh Cao Bằng."))
    blocks.append(line("heading1", "1. Công tác chỉ đạo điều hành"))
    for index in range(max(paragraphs, len(notes))):
        mark = (NoteMark(notes[index].number),) if index < len(notes) else ()
        text = SENTENCE * (1 + index % 3) + f"Có {index + 1} nội dung đã hoàn thành"
        blocks.append(line("body", text, *mark, Run(" (đạt 65,6%)", italic=True), ".", index=index))
        if index == 2:
            blocks.append(line("heading2", "1.1. Kết quả cụ thể"))
    blocks.append(end or closing())
    if appendix:
        blocks += [PageBreak(), line("appendix", "Phụ lục"), line("appendix_title", "DANH MỤC NHIỆM VỤ")]
        blocks.append(line("body", SENTENCE))
    return Document(
        "Báo cáo tháng 8 năm 2022", "Văn phòng UBND tỉnh Cao Bằng", "Chỉ đạo điều hành", tuple(blocks), notes
    )
