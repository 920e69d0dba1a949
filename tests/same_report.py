"""Types a real report's text into a new month and compares what the program prints with it, line for line.

Usage: uv run python -m tests.same_report REPORT.txt   (a scanned report of August 2022, in light Markdown)

Every figure, share and date that the program knows is put in as a field; the rest is typed as it stands.
The sample year brings the figures. What the program rightly prints otherwise is listed in MENDED.
"""

from __future__ import annotations

import difflib
import re
import sys
import tempfile
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

from models.entities import Period
from models.report.compose import compose, plain_text
from models.report.document import Paragraph
from models.sample import fill
from models.session import Session

AUGUST = Period(2022, 8)

# As printed in the signed report, and as it must be.
MENDED = (("chiếm 14,15%", "chiếm 7,6%"), ("5349,64", "5.349,64"))

# Words around a number, with the number in «», and the field that prints it.
FIELDS = (
    ("«3.521» văn bản đến", "vb_den"),
    ("«1.039» văn bản đi", "vb_di"),
    ("«175» quyết định", "vb_qd"),
    ("«305» công văn", "vb_cv"),
    ("«02» chỉ thị", "vb_ct"),
    ("«01» công điện", "vb_cd"),
    ("«108» văn bản", "vb_thay_mat"),
    ("«04» cuộc họp lãnh đạo", "hop_lanh_dao"),
    ("«01» Phiên họp", "hop_thuong_ky"),
    ("có «68» nhiệm vụ", "cp_tong"),
    ("trong «54» văn bản", "cp_van_ban"),
    ("«22/68» nhiệm vụ", "cp_xong|phân số"),
    ("có «46» nhiệm vụ", "cp_dang"),
    ("số «94» nhiệm vụ", "ct_tong"),
    ("«25/94» nhiệm vụ", "ct_xong|phân số"),
    ("«69/94» nhiệm vụ", "ct_dang|phân số"),
    ("giao «395» nhiệm vụ", "ub_tong"),
    ("có «259» nhiệm vụ", "ub_xong"),
    ("(«65,6%»)", "ub_xong|tỷ lệ"),
    ("«106» nhiệm vụ quá hạn", "ub_qua_han"),
    ("chiếm «26,8%»", "ub_qua_han|tỷ lệ"),
    ("«30» nhiệm vụ đang", "ub_dang"),
    ("chiếm «14,15%»", "ub_dang|tỷ lệ"),
    ("giao «2.508» nhiệm vụ", "ub_lk_tong"),
    ("có «1.779» nhiệm vụ", "ub_lk_xong"),
    ("đạt «70,9%»", "ub_lk_xong|tỷ lệ"),
    ("«602» nhiệm vụ quá hạn", "ub_lk_qua_han"),
    ("chiếm «24,0%»", "ub_lk_qua_han|tỷ lệ"),
    ("«127» nhiệm vụ đang", "ub_lk_dang"),
    ("chiếm «5,1%»", "ub_lk_dang|tỷ lệ"),
    ("từ «01/01/2021» đến", "cp.từ"),
    ("đến «20/3/2022»,", "cp.đến"),
    ("tăng «15,8»%", "kt_cn_tang"),
    ("tăng «15,42»%", "kt_iip_tang"),
    ("tăng «91,5»%", "kt_du_lich_tang"),
    ("đạt «5349,64» tỷ đồng", "kt_ban_le"),
    ("tăng «10,68»%", "kt_ban_le_tang"),
    ("đạt «566,82» triệu USD", "kt_xnk"),
    ("tăng «30»%", "kt_xnk_tang"),
    ("đạt «90»% KH", "kt_xnk_kh"),
    ("đạt «2.880.087» triệu đồng", "kt_thu"),
    ("đạt «171»%", "kt_thu_dt_tw"),
    ("đạt «143»%", "kt_thu_dt_hdnd"),
    ("tăng «200»%", "kt_thu_tang"),
    ("là «4,5» người", "ca_mac"),
    ("(«6,2» người", "ca_mac.tháng trước"),
    ("«8 tháng đầu năm 2022»", "kỳ luỹ kế"),
    ("«tháng 8 năm 2022»", "tháng|năm"),
    ("«tháng 8/2022»", "tháng|gạch"),
    ("«tháng 7/2022»", "tháng trước|gạch"),
)


@dataclass(frozen=True)
class Scan:
    """A scanned report taken apart: what is typed where."""

    number: int
    day: date
    subject: str
    body: tuple[str, ...]
    """Paragraphs in the scan's Markdown, marks such as <sup>1</sup> in place."""
    notes: dict[int, tuple[str, ...]]
    recipients: tuple[str, ...]
    archive: str
    signature: tuple[str, ...]
    signer: str


def read_scan(text: str, note_lengths: dict[int, int] | None = None) -> Scan:
    """Take a scanned report apart. `note_lengths`: paragraphs of the notes that have more than one."""
    lengths = note_lengths or {}
    blocks = _joined([block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()])
    number = int(_found(r"Số: (\d+)/", text).group(1))
    day, month, year = map(int, _found(r"ngày (\d+) tháng (\d+) năm (\d+)\*", text).groups())
    start = next(i for i, block in enumerate(blocks) if "BÁO CÁO" in block)
    end = next(i for i, block in enumerate(blocks) if re.fullmatch(r"\*\*(Đối tượng|Nơi nhận):\*\*", block))
    subject = [_bare(line) for line in blocks[start].splitlines()[1:]]
    body, notes = _notes_apart(blocks[start + 1 : end], lengths)
    recipients = [line.removeprefix("- ").rstrip(";. ") for line in blocks[end + 1].splitlines()]
    signature = [_bare(block) for block in blocks[end + 2 :]]
    archive = recipients.pop().removeprefix("Lưu: ")
    return Scan(
        number=number,
        day=date(year, month, day),
        subject="\n".join(subject),
        body=tuple(body),
        notes=notes,
        recipients=tuple(recipients),
        archive=archive,
        signature=tuple(signature[:-1]),
        signer=signature[-1],
    )


def narrative(scan: Scan, fields: tuple[tuple[str, str], ...] = FIELDS) -> list[str]:
    """The scan's body as a clerk types it: fields for what is known, notes in place."""
    notes = {
        number: "\n".join(_typed(part, fields) for part in parts) for number, parts in scan.notes.items()
    }

    def note(found: re.Match[str]) -> str:
        return f"[^ {notes[int(found.group(1))]} ^]"

    return [re.sub(r"<sup>(\d+)</sup>", note, _typed(paragraph, fields)) for paragraph in scan.body]


def expected(scan: Scan) -> list[str]:
    """Every line of body and notes that must be printed: the scan's words with MENDED put right."""
    lines = [_plain(_with_marks(paragraph)) for paragraph in scan.body]
    for number, parts in sorted(scan.notes.items()):
        first, *rest = (_plain(part) for part in parts)
        lines += [f"{number} {first}", *rest]
    text = "\n".join(lines)
    for wrong, right in MENDED:
        text = text.replace(wrong, right)
    return text.splitlines()


def printed(scan: Scan, database: Path) -> list[str]:
    """Every line of body and notes that the program prints of it, with the sample's figures."""
    with Session.create(database) as session:
        fill(session)
        office = changed(
            session.office(),
            subject=scan.subject,
            recipients=scan.recipients,
            archive=scan.archive,
            signature=scan.signature,
            signer=scan.signer,
        )
        session.set_office(office)
        session.set_month(AUGUST, number=scan.number, report_date=scan.day)
        session.set_narrative(AUGUST, narrative(scan))
        document = compose(session.month_data(AUGUST)).document
    # Letterhead, subject and closing are the office's and have tests of their own.
    body = [block for block in document.blocks if isinstance(block, Paragraph)]
    body = [block for block in body if block.place is not None and block.place.kind == "paragraph"]
    return plain_text(changed(document, blocks=tuple(body))).splitlines()


def _joined(blocks: list[str]) -> list[str]:
    """Put a paragraph that a page end cut in two together again: it goes on in lower case."""
    joined: list[str] = []
    for block in blocks:
        if joined and block[0].islower() and joined[-1][-1].isalpha():
            joined[-1] += " " + block
        elif not re.fullmatch(r"-{3,}", block):
            joined.append(block)
    return joined


def _notes_apart(blocks: list[str], lengths: dict[int, int]) -> tuple[list[str], dict[int, tuple[str, ...]]]:
    body: list[str] = []
    notes: dict[int, tuple[str, ...]] = {}
    rest = list(blocks)
    while rest:
        block = rest.pop(0)
        found = re.match(r"<sup>(\d+)</sup> ", block)
        if not found:
            body.append(block)
            continue
        number = int(found.group(1))
        parts = [block[found.end() :], *(rest.pop(0) for _ in range(lengths.get(number, 1) - 1))]
        notes[number] = tuple(parts)
    return body, notes


def _typed(paragraph: str, fields: tuple[tuple[str, str], ...]) -> str:
    heading = re.fullmatch(r"(?:## )?\*\*(.*)\*\*", paragraph)
    text = heading.group(1) if heading else paragraph
    for words, field in fields:
        before, number, after = re.split("[«»]", words)
        text = text.replace(f"{before}{number}{after}", f"{before}{{{{{field}}}}}{after}")
    return f"# {text}" if heading else text


def _with_marks(paragraph: str) -> str:
    superscripts = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    return re.sub(r"<sup>(\d+)</sup>", lambda found: found.group(1).translate(superscripts), paragraph)


def _plain(paragraph: str) -> str:
    return re.sub(r"^## |\*", "", paragraph)


def _bare(line: str) -> str:
    return line.strip().strip("*").strip()


def _found(pattern: str, text: str) -> re.Match[str]:
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"the scan has no {pattern}")
    return found


def main(arguments: list[str]) -> int:
    scan = read_scan(Path(arguments[0]).read_text("utf-8"), {1: 2})
    with tempfile.TemporaryDirectory() as folder:
        lines = printed(scan, Path(folder) / "same.sdh")
    differing = list(difflib.unified_diff(expected(scan), lines, "report", "printed", lineterm="", n=0))
    for line in differing:
        print(line)
    fields = sum(paragraph.count("{{") for paragraph in narrative(scan))
    print(f"{len(lines)} lines, {'equal' if not differing else 'not equal'}; {fields} fields")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
