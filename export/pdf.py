"""Laid-out pages painted as PDF by reportlab's canvas: strings drawn where layout put them, no markup.

The same pages give the same bytes (invariant). Heavy imports happen on the first call.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from export import fonts
from export.fonts import Face
from export.layout.pages import Page, Pages

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def write_pdf(pages: Pages) -> bytes:
    """The pages as a PDF file: embedded subset fonts, text that copies as NFC, links, outline, page labels,
    language."""
    from reportlab.pdfgen.canvas import Canvas

    names = _register_fonts(pages)
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(pages.pages[0].width, pages.pages[0].height),
        pageCompression=1,
        pdfVersion=(1, 7),
        invariant=1,
        lang=pages.language,
        initialFontName=names["regular"],
    )
    # textOut would measure every string, only to move a cursor: each run says where it stands.
    canvas.stringWidth = lambda *_: 0.0
    canvas.setTitle(pages.title)
    canvas.setAuthor(pages.author)
    canvas.setSubject(pages.subject)
    canvas.setCreator("Sổ Điều Hành")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    targets = _targets(pages)
    for index, page in enumerate(pages.pages):
        _draw_page(canvas, page, names)
        _add_targets(canvas, targets[index], index, page.height)
        _add_links(canvas, page)
        canvas.showPage()
    for entry in pages.outline:
        canvas.addOutlineEntry(entry.title, _target(entry.page, entry.y), level=entry.level)
    _label_pages(canvas, pages)
    canvas.save()
    return out.getvalue()


def _label_pages(canvas: Canvas, pages: Pages) -> None:
    """Tell viewers the numbers that pages bear, where they differ from the pages' order in the file."""
    starts = [index for index, page in enumerate(pages.pages) if page.number == 1]
    if starts != [0]:
        for index in starts:
            canvas.addPageLabel(index, style="ARABIC", start=1)


def _register_fonts(pages: Pages) -> dict[Face, str]:
    """Names of the faces in reportlab, each parsed once per process and only when some page uses it."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0
    used: set[Face] = {run.face for page in pages.pages for run in page.runs} | {"regular"}
    files = fonts.files_for(run.text for page in pages.pages for run in page.runs)
    names: dict[Face, str] = {}
    for face in sorted(used):
        path = files[face]
        names[face] = f"sdh-{path.stem}"
        if names[face] not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(names[face], str(path), shapable=False))
    return names


def _draw_page(canvas: Canvas, page: Page, names: dict[Face, str]) -> None:
    canvas.setPageSize((page.width, page.height))
    text = canvas.beginText()
    look: tuple[Face, float] | None = None
    word_space = 0.0
    for run in page.runs:
        if look != (run.face, run.size):
            look = (run.face, run.size)
            text.setFont(names[run.face], run.size)
        if word_space != run.word_space:
            word_space = run.word_space
            text.setWordSpace(word_space)
        text.setTextOrigin(run.x, page.height - run.y)
        text.textOut(run.text)
    canvas.drawText(text)
    for rule in page.rules:
        canvas.setLineWidth(rule.thickness)
        y = page.height - rule.y
        canvas.line(rule.x, y, rule.x + rule.width, y - rule.height)


def _target(page: int, y: float) -> str:
    """The name of a point that links and outline lead to."""
    return f"p{page}y{y:.2f}"


def _targets(pages: Pages) -> dict[int, set[float]]:
    """The points that links and outline lead to, by page, as distances from its top."""
    points: dict[int, set[float]] = {index: set() for index in range(len(pages.pages))}
    for page in pages.pages:
        for link in page.links:
            points[link.target_page].add(link.target_y)
    for entry in pages.outline:
        points[entry.page].add(entry.y)
    return points


def _add_targets(canvas: Canvas, points: set[float], page: int, height: float) -> None:
    for y in sorted(points):
        canvas.bookmarkHorizontalAbsolute(_target(page, y), height - y)


def _add_links(canvas: Canvas, page: Page) -> None:
    for link in page.links:
        top = page.height - link.y
        rectangle = (link.x, top - link.height, link.x + link.width, top)
        canvas.linkRect("", _target(link.target_page, link.target_y), rectangle, relative=0, thickness=0)
