"""A scanned report, in the shape such scans have, is typed in and printed again line for line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.same_report import expected, narrative, printed, read_scan

SCAN = """
Số: 17/BC-VP

*Cao Bằng, ngày 30 tháng 8 năm 2022*

**BÁO CÁO**
**Công tác tháng 8 năm 2022**

**1. Điều hành trong tháng 8 năm 2022**

Trong tháng, cơ quan xử lý 3.521 văn bản đến; ban hành 1.039 văn bản đi<sup>1</sup>, mọi việc còn

lại vẫn chạy đều (*trong 54 văn bản*).

<sup>1</sup> Tổng mức bán lẻ đạt 5349,64 tỷ đồng, tăng 10,68% trong kỳ.

Một đoạn nữa của chú thích.

## **2. Nhiệm vụ**

- Trong kỳ đã giao 395 nhiệm vụ, trong đó có 259 nhiệm vụ xong (65,6%), 30 nhiệm vụ đang làm (chiếm 14,15%).

---

**Nơi nhận:**

- Lãnh đạo cơ quan;
- Lưu: VT, TH.

**CHÁNH VĂN PHÒNG**

**Nguyễn Văn A**
"""


def test_the_scan_is_taken_apart() -> None:
    scan = read_scan(SCAN, {1: 2})
    assert (scan.number, scan.day, scan.subject) == (17, date(2022, 8, 30), "Công tác tháng 8 năm 2022")
    assert scan.body[1].endswith("mọi việc còn lại vẫn chạy đều (*trong 54 văn bản*).")
    assert scan.notes[1][1] == "Một đoạn nữa của chú thích."
    assert (scan.recipients, scan.archive) == (("Lãnh đạo cơ quan",), "VT, TH")
    assert (scan.signature, scan.signer) == (("CHÁNH VĂN PHÒNG",), "Nguyễn Văn A")


def test_known_figures_are_typed_as_fields() -> None:
    heading, first, *_ = narrative(read_scan(SCAN, {1: 2}))
    assert heading == "# 1. Điều hành trong {{tháng|năm}}"
    assert "xử lý {{vb_den}} văn bản đến" in first
    assert "[^ Tổng mức bán lẻ đạt {{kt_ban_le}} tỷ đồng" in first


def test_the_page_says_the_same_with_its_faults_mended(tmp_path: Path) -> None:
    scan = read_scan(SCAN, {1: 2})
    lines = printed(scan, tmp_path / "same.sdh")
    wanted = expected(scan)
    assert lines == wanted
    assert any("30 nhiệm vụ đang làm (chiếm 7,6%)" in line for line in wanted)
    assert any("5.349,64 tỷ đồng" in line for line in wanted)


def test_a_wrong_figure_in_the_scan_is_noticed(tmp_path: Path) -> None:
    """The control: were 260 printed for 259, the comparison would say so."""
    scan = read_scan(SCAN.replace("259", "260"), {1: 2})
    assert printed(read_scan(SCAN, {1: 2}), tmp_path / "same.sdh") != expected(scan)


def test_a_line_too_many_is_noticed(tmp_path: Path) -> None:
    """The control: what the scan does not have is not printed either."""
    longer = read_scan(SCAN.replace("## **2.", "Thừa.\n\n## **2."), {1: 2})
    wanted = expected(read_scan(SCAN, {1: 2}))
    lines = printed(longer, tmp_path / "same.sdh")
    assert [line for line in lines if line not in wanted] == ["Thừa."]
    assert lines != wanted
