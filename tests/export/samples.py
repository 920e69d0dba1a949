"""Documents for the layout tests, built by hand. The prose is our own; the figures are the reference's."""

from __future__ import annotations

import random
from dataclasses import replace

from models.entities import Place
from models.report.document import (
    Block,
    Closing,
    ColumnKind,
    Document,
    Letterhead,
    Note,
    NoteMark,
    PageBreak,
    Paragraph,
    Run,
    Style,
    Table,
    TableCell,
)


def para(style: Style, *inlines: str | Run | NoteMark, index: int | None = None) -> Paragraph:
    """A paragraph; plain strings become runs."""
    place = None if index is None else Place("paragraph", id=index)
    return Paragraph(style, tuple(Run(i) if isinstance(i, str) else i for i in inlines), place)


def note(number: int, *texts: str) -> Note:
    return Note(number, tuple(para("note", text) for text in texts))


def letterhead(superior: str = "UBND TỈNH CAO BẰNG", issuer: str = "VĂN PHÒNG") -> Letterhead:
    return Letterhead(
        (para("superior", superior), para("issuer", issuer), para("number", "Số: 2146/BC-VP")),
        (
            para("country", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            para("motto", "Độc lập - Tự do - Hạnh phúc"),
            para("place_date", "Cao Bằng, ngày 29 tháng 8 năm 2022"),
        ),
    )


def closing() -> Closing:
    recipients = (
        "- Chủ tịch, các PCT UBND tỉnh;",
        "- Ban Dân vận Tỉnh ủy;",
        "- Các thành viên UBND tỉnh;",
        "- Các sở, ban, ngành thuộc UBND tỉnh;",
        "- UBND các huyện, thành phố;",
        "- VP UBND tỉnh: LĐVP, CVTMTH, Cổng thông tin điện tử tỉnh;",
        "- Lưu: VT, TH(Nh).",
    )
    return Closing(
        (para("recipients_title", "Nơi nhận:"), *(para("recipient", text) for text in recipients)),
        (para("capacity", "CHÁNH VĂN PHÒNG"), para("signer", "Nguyễn Văn A")),
    )


def cell(style: Style, *lines: str, across: int = 1, down: int = 1) -> TableCell:
    return TableCell(tuple(para(style, line) for line in lines), across, down)


def grid(
    rows: int = 3, values: int = 4, *, label: str = "Nhóm nhiệm vụ số {n}", turned: bool = False
) -> Table:
    """A table with a head of two rows: "Nội dung", then columns by twos under "Nhóm"."""
    upper = [cell("table_head", "Nội dung", down=2)]
    upper += [cell("table_head", "Nhóm", across=2) for _ in range(values // 2)]
    lower = [cell("table_head", text) for _ in range(values // 2) for text in ("Số", "Tỷ lệ")]
    kinds: tuple[ColumnKind, ...] = ("label", *(("value",) * values))  # type: ignore[assignment]
    body = tuple(
        (
            cell("table_label", label.format(n=n)),
            *(cell("table_value", f"{n}.{column}00") for column in range(values)),
        )
        for n in range(rows)
    )
    return Table(kinds, (tuple(upper), tuple(lower)), body, turned)


def figures_of(digits: int, columns: int = 12) -> Table:
    """A row of that many numbers of so many digits, with a label and the days that it counts."""
    number = f"{int('9' * digits):,}".replace(",", ".")
    label = TableCell((para("table_label", "Nhóm nhiệm vụ"), para("table_window", "15/12/2021 – 14/8/2022")))
    heads = tuple(cell("table_head", text) for text in ("Nội dung", *["Số"] * columns))
    kinds: tuple[ColumnKind, ...] = ("label", *["value"] * columns)  # type: ignore[assignment]
    return Table(kinds, (heads,), ((label, *[cell("table_value", number)] * columns),), landscape=True)


MEETINGS = (
    "Họp nghe báo cáo tiến độ thu ngân sách nhà nước; Họp rà soát quy hoạch tỉnh thời kỳ 2021-2030; Làm "
    "việc với đoàn công tác của Trung ương về chính sách dân tộc; Họp sơ kết 7 tháng đầu năm của Ban Chỉ "
    "đạo thực hiện chính sách bảo hiểm xã hội, bảo hiểm y tế; Dự hội nghị trực tuyến của Chính phủ với "
    "các địa phương; Họp Ban Chỉ đạo các chương trình mục tiêu quốc gia; Kiểm tra công tác giải phóng mặt "
    "bằng dự án đường bộ cao tốc Đồng Đăng - Trà Lĩnh; Dự ngày hội toàn dân bảo vệ an ninh Tổ quốc"
)


def report() -> Document:
    """A monthly report of four pages with four notes."""
    body: list[Block] = [
        letterhead(),
        para("kind", "BÁO CÁO"),
        para("subject", "Công tác chỉ đạo điều hành tháng 8 năm 2022"),
        para("subject", "của UBND tỉnh, Chủ tịch UBND tỉnh"),
        para(
            "heading1",
            "1. Công tác chỉ đạo điều hành tháng 8 năm 2022 của UBND tỉnh, Chủ tịch UBND tỉnh",
            index=0,
        ),
        para(
            "body",
            "Trong tháng 8 năm 2022, giá nhiều loại vật tư đầu vào vẫn ở mức cao, hoạt động xuất khẩu qua "
            "các cửa khẩu trên địa bàn còn gián đoạn. UBND tỉnh đã chỉ đạo các sở, ban, ngành, địa phương "
            "tranh thủ thời tiết thuận lợi, đẩy nhanh tiến độ sản xuất vụ mùa, tháo gỡ khó khăn cho doanh "
            "nghiệp, giải ngân vốn đầu tư công và thực hiện đồng bộ các giải pháp phục hồi, phát triển "
            "kinh tế - xã hội, đạt nhiều kết quả trên các lĩnh vực.",
            index=1,
        ),
        para(
            "body",
            "Thực hiện quy chế làm việc ban hành tại Quyết định số 38/2021/QĐ-UBND ngày 08/11/2021, trong "
            "tháng UBND tỉnh đã tổ chức ",
            Run("04", place=Place("figure", "hop_lanh_dao")),
            " cuộc họp lãnh đạo UBND tỉnh, ",
            Run("01", place=Place("figure", "phien_hop")),
            " phiên họp UBND tỉnh thường kỳ và nhiều cuộc họp chuyên đề khác. Tại phiên họp thường kỳ, "
            "các thành viên đã phân tích tình hình 7 tháng, xác định những việc phải làm ngay trong tháng "
            "8, phân công rõ người chịu trách nhiệm và thời hạn hoàn thành của từng việc. Sau phiên họp, "
            "Văn phòng đã ban hành thông báo kết luận để các cơ quan, đơn vị thực hiện.",
            index=2,
        ),
        para(
            "body",
            "Nhìn chung, tình hình kinh tế - xã hội của địa phương tiếp tục ổn định, nhiều chỉ tiêu tăng "
            "so với cùng kỳ",
            NoteMark(1),
            ": nông nghiệp, công nghiệp, thương mại, thu ngân sách địa phương... Công tác bảo đảm an sinh "
            "xã hội được quan tâm; quốc phòng - an ninh, trật tự an toàn xã hội được giữ vững.",
            index=3,
        ),
        para(
            "body",
            "Trong tháng, cơ quan nhận về 3.521 văn bản đến và gửi đi 1.039 văn bản, gồm 175 quyết định, "
            "305 công văn và báo cáo, 02 chỉ thị, 01 công điện cùng các loại khác; lãnh đạo UBND tỉnh ký "
            "thay mặt tập thể đối với 108 văn bản. Các "
            "văn bản được ban hành đúng thẩm quyền, trình tự, thủ tục; nội dung bám sát chỉ đạo của Trung "
            "ương và nghị quyết của HĐND tỉnh.",
            index=4,
        ),
        para(
            "body",
            "Chủ tịch và các Phó Chủ tịch UBND tỉnh đã chủ trì, tham dự nhiều hội nghị, cuộc họp, buổi "
            "làm việc "
            f"quan trọng như: {MEETINGS}...",
            NoteMark(2),
            index=5,
        ),
        para(
            "body",
            "Lãnh đạo UBND tỉnh thường xuyên đi cơ sở, nắm tình hình thực hiện nhiệm vụ tại các huyện, "
            "thành phố",
            NoteMark(3),
            ". Việc tiếp công dân, giải quyết khiếu nại, tố cáo được thực hiện đúng quy định, không để "
            "phát sinh vụ việc phức tạp kéo dài trên địa bàn.",
            index=6,
        ),
        para(
            "body",
            "Tập thể lãnh đạo UBND tỉnh đã đoàn kết, thống nhất trong chỉ đạo; kịp thời xử lý những việc "
            "mới phát sinh, đột xuất, nhất là công tác phòng, chống dịch COVID-19",
            NoteMark(4),
            "; thực hiện đầy đủ chế độ báo cáo với Trung ương, Tỉnh ủy, HĐND tỉnh theo yêu cầu.",
            index=7,
        ),
        para(
            "heading1",
            "2. Triển khai các nhiệm vụ, chỉ đạo của Chính phủ, Thủ tướng Chính phủ và các bộ, ngành "
            "Trung ương",
            index=8,
        ),
        para(
            "body",
            "Thực hiện Quyết định số 42/2014/QĐ-TTg ngày 27/7/2014 của Thủ tướng Chính phủ, qua theo dõi "
            "từ 01/01/2021 đến 20/3/2022, tỉnh được giao 68 nhiệm vụ (",
            Run("trong 54 văn bản", italic=True),
            "), trong đó 22/68 nhiệm vụ đã hoàn thành, 46 nhiệm vụ đang thực hiện trong tiến độ được giao.",
            index=9,
        ),
        para(
            "heading1",
            "3. Kết quả thực hiện Chương trình công tác, nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao",
            index=10,
        ),
        para(
            "body",
            "3.1. Chương trình công tác tháng 8/2022 có tổng số 94 nhiệm vụ. Đến nay, 25/94 nhiệm vụ đã "
            "hoàn thành, 69/94 nhiệm vụ đang thực hiện.",
            index=11,
        ),
        para("body", "3.2. Thực hiện nhiệm vụ UBND tỉnh, Chủ tịch UBND tỉnh giao:", index=12),
        para(
            "body",
            "- Trong tháng 8 năm 2022, UBND tỉnh, Chủ tịch UBND tỉnh đã giao 395 nhiệm vụ cho các cơ "
            "quan, đơn vị, địa phương. Kết quả: 259 nhiệm vụ đã hoàn thành (đạt 65,6%), 106 nhiệm vụ quá "
            "hạn (chiếm 26,8%), 30 nhiệm vụ đang thực hiện (chiếm 7,6%).",
            index=13,
        ),
        para(
            "body",
            "- Trong 8 tháng đầu năm 2022, đã giao 2.508 nhiệm vụ, trong đó 1.779 nhiệm vụ đã hoàn thành "
            "(đạt 70,9%); 602 nhiệm vụ quá hạn (chiếm 24,0%); 127 nhiệm vụ đang thực hiện (chiếm 5,1%).",
            index=14,
        ),
        para(
            "body",
            "Trên đây là báo cáo công tác chỉ đạo điều hành tháng 8 năm 2022 của UBND tỉnh, Chủ tịch UBND "
            "tỉnh; Văn phòng trân trọng báo cáo./.",
            index=15,
        ),
        closing(),
    ]
    notes = (
        note(
            1,
            "Về kinh tế: giá trị sản xuất công nghiệp tăng 15,8%, chỉ số sản xuất công nghiệp tăng "
            "15,42%; tổng lượt khách du lịch tăng 91,5%; tổng mức bán lẻ hàng hóa đạt 5.349,64 tỷ đồng, "
            "tăng 10,68% so với cùng kỳ; tổng kim ngạch xuất nhập khẩu qua địa bàn đạt 566,82 triệu USD, "
            "tăng 30%, đạt 90% kế hoạch; thu ngân sách trên địa bàn đạt 2.880.087 triệu đồng, đạt 171% dự "
            "toán Trung ương giao, đạt 143% dự toán HĐND tỉnh giao.",
            "Lĩnh vực văn hóa - xã hội tiếp tục được quan tâm; các hoạt động chăm lo người có công, đối "
            "tượng chính sách được thực hiện kịp thời.",
        ),
        note(2, f"{MEETINGS}; {MEETINGS}."),
        note(3, "Các huyện Quảng Hòa, Nguyên Bình, Bảo Lâm, Bảo Lạc; thành phố Cao Bằng."),
        note(
            4,
            "Số ca mắc mới trung bình trong tháng 8/2022 là 4,5 người/ngày, giảm so với tháng 7/2022 (6,2 "
            "người/ngày).",
        ),
    )
    return Document(
        "Báo cáo công tác chỉ đạo điều hành tháng 8 năm 2022", "Văn phòng", "Tháng 8", tuple(body), notes
    )


def with_appendices() -> Document:
    """The report with two appendices: one on upright paper, one that asks for turned paper; their tables run
    over several pages."""
    first = (
        PageBreak(),
        para("appendix", "Phụ lục I"),
        para("appendix_title", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ"),
        para("appendix_note", "(Kèm theo Báo cáo số 2146/BC-VP)"),
        grid(rows=70, values=6, label="Nhóm nhiệm vụ được giao theo chương trình công tác số {n}"),
        para("body", "Nguồn: theo dõi của Văn phòng", NoteMark(5), ".", index=40),
    )
    second = (
        PageBreak(),
        para("appendix", "Phụ lục II"),
        para("appendix_title", "BIỂU NGANG"),
        grid(rows=45, values=12, turned=True),
        grid(rows=2, values=4),
    )
    third = (PageBreak(), para("appendix", "Phụ lục III"), para("body", MEETINGS, index=41))
    base = report()
    notes = (*base.notes, note(5, "Đến ngày 14/8/2022."))
    return replace(base, blocks=(*base.blocks, *first, *second, *third), notes=notes)


def turned_inside() -> Document:
    """An appendix of upright, turned and upright pages, then one that begins turned."""
    first = (PageBreak(), para("appendix", "Phụ lục I"), para("body", "a"))
    within = (PageBreak(), grid(rows=30, turned=True), para("body", "b"))
    second = (PageBreak(), para("appendix", "Phụ lục II"), grid(rows=30, turned=True))
    blocks = (letterhead(), para("body", "Bài"), closing(), *first, *within, *second)
    return Document("Phụ lục", "", "", blocks)


def with_tall_closing(lines: int, recipients: int, heading: bool) -> Document:
    """Paragraphs of three lines, the last of one to ten, a heading above it perhaps, and many recipients."""
    text = "Nhiệm vụ được giao và kết quả thực hiện của các cơ quan, đơn vị, địa phương trong kỳ. "
    blocks: list[Block] = [letterhead(), para("subject", "Tình hình")]
    blocks += [para("body", text * 2, index=index) for index in range(lines // 3)]
    if heading:
        blocks.append(para("heading1", "9. Kiến nghị", index=98))
    blocks.append(para("body", text * (1 + lines % 8) + "Hết./.", index=99))
    names = (para("recipient", f"- Nơi {number};") for number in range(recipients))
    blocks.append(Closing((para("recipients_title", "Nơi nhận:"), *names), closing().right))
    return Document("", "", "", tuple(blocks))


_SENTENCE = (
    "nhiệm vụ báo cáo Ủy ban nhân dân tỉnh chỉ đạo điều hành kết quả thực hiện kế hoạch phát triển "
    "kinh tế - xã hội cơ quan, đơn vị địa phương; người dân doanh nghiệp hoàn thành quá hạn nghị quyết "
    "thông báo giải quyết"
)
WORDS = _SENTENCE.split()


def words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def long_document(seed: int, notes: int = 400, longest: int = 1500, paragraphs: int = 700) -> Document:
    """A report of many pages: headings, paragraphs, notes of 1 to `longest` words at random places."""
    rng = random.Random(seed)
    places = sorted(rng.randrange(paragraphs) for _ in range(notes))
    blocks: list[Block] = []
    found: list[Note] = []
    for index in range(paragraphs):
        if rng.random() < 0.12 and index not in places and index < paragraphs - 1:
            blocks.append(para("heading1", f"{index}. {words(rng, rng.randint(3, 25))}", index=index))
            continue
        inlines: list[str | NoteMark] = [words(rng, rng.randint(1, 90))]
        for _ in range(places.count(index)):
            number = len(found) + 1
            length = round(longest ** rng.random())
            cut = rng.randint(1, length)
            texts = [words(rng, cut)] + ([words(rng, length - cut)] if length > cut else [])
            found.append(note(number, *texts))
            inlines += [NoteMark(number), " " + words(rng, rng.randint(1, 40))]
        blocks.append(para("body", *inlines, index=index))
    return Document("Dài", "Văn phòng", "", tuple(blocks), tuple(found))
