"""The pages on their desk: painted from cached pictures, marked, clickable, following the caret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QPropertyAnimation, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QStyle, QWidget

from export.layout.pages import Page, Pages, TextRun
from models.entities import Place
from ui import theme
from ui.i18n import t
from ui.page_painter import page_picture, run_box, wash
from ui.preview.find import Hit
from ui.preview.geometry import NARROW, Arrangement, Frame, Mode, arrange
from ui.preview.marks import Mark, place_at

_SCROLL_MS = 120
_NO_PAGES = Pages((), (), "", "", "")


class PageView(QAbstractScrollArea):
    """Shows Pages. Only pages in sight are painted; a page that stays equal keeps its picture."""

    place_clicked = Signal(object)
    """Place of the printed run that was clicked."""
    page_clicked = Signal(int)
    """Index of the page that was clicked, in the modes "whole" and "thumbs"."""
    page_changed = Signal(int)
    """Index of the page in hand, from scrolling."""

    def __init__(self, mode: Mode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = _NO_PAGES
        self._mode: Mode = mode
        self._zoom = 1.0
        self._arranged = Arrangement((), 0, 0)
        self._pictures: dict[int, tuple[Page, float, float, QPixmap]] = {}
        self._washes: Mapping[int, Sequence[Mark]] = {}
        self._doubts: Mapping[int, Sequence[Mark]] = {}
        self._severities: Mapping[int, Sequence[tuple[str, QRectF]]] = {}
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._captions: Mapping[int, str] = {}
        self._current = 0
        self._pressed: QPointF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(t("Trang in"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if mode == "zoom" else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if mode == "thumbs":
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._animation = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    # ------------------------------------------------------------ what is shown

    def set_pages(self, pages: Pages) -> None:
        """Show other pages; the place scrolled to is kept."""
        self.pages = pages
        self._pictures = {
            index: kept
            for index, kept in self._pictures.items()
            if index < len(pages.pages) and kept[0] == pages.pages[index]
        }
        self._arrange()

    def set_mode(self, mode: Mode, zoom: float = 1.0) -> None:
        """Show them another way; `zoom` 1.0 is life size. The page in hand stays in hand."""
        if (mode, zoom) == (self._mode, self._zoom):
            return
        kept = self._current
        self._mode, self._zoom = mode, zoom
        self._pictures.clear()
        self._arrange()
        if mode != "whole":
            self.show_page(kept, animated=False)

    @property
    def mode(self) -> Mode:
        """How pages are shown."""
        return self._mode

    def set_marks(self, washes: Mapping[int, Sequence[Mark]]) -> None:
        """The caret's paragraph and run, by page index."""
        self._washes = washes
        self.viewport().update()

    def set_doubts(
        self,
        doubts: Mapping[int, Sequence[Mark]],
        severities: Mapping[int, Sequence[tuple[str, QRectF]]],
        captions: Mapping[int, str],
    ) -> None:
        """What findings speak of: tinted runs, icons in the margin (severity, beside that box), captions."""
        self._doubts, self._severities, self._captions = doubts, severities, captions
        self.viewport().update()

    def set_hits(self, hits: tuple[Hit, ...], current: int) -> None:
        """Search hits and the one in hand (-1: none)."""
        self._hits, self._hit = hits, current
        if 0 <= current < len(hits):
            self.reveal(hits[current].page, hits[current].boxes[0])
        self.viewport().update()

    # ------------------------------------------------------------ moving

    @property
    def current_page(self) -> int:
        """Index of the page in hand."""
        return self._current

    def set_current(self, index: int) -> None:
        """Ring a page of the strip and bring it into sight."""
        if index != self._current and 0 <= index < len(self.pages.pages):
            self._current = index
            page = self.pages.pages[index]
            self.reveal(index, QRectF(0, 0, page.width, page.height))
            self.viewport().update()

    def show_page(self, index: int, animated: bool = True) -> None:
        """Scroll a page's top to the top."""
        if 0 <= index < len(self._arranged.frames):
            self._scroll_to(round(self._arranged.frames[index].box.top()) - 12, animated)

    def reveal(self, index: int, box: QRectF) -> None:
        """Scroll only if that box (points) of that page is out of sight; then it comes to the upper third."""
        if not 0 <= index < len(self._arranged.frames):
            return
        seen = self._arranged.frames[index].to_view(box)
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        if seen.top() < top or min(seen.bottom(), seen.top() + height) > top + height:
            room = max(16, (height - seen.height()) / 3)
            self._scroll_to(round(seen.top() - room), animated=True)

    def _scroll_to(self, value: int, animated: bool) -> None:
        bar = self.verticalScrollBar()
        calm = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0
        self._animation.stop()
        if calm or not animated or not self.isVisible():
            bar.setValue(value)
            return
        self._animation.setDuration(_SCROLL_MS)
        self._animation.setStartValue(bar.value())
        self._animation.setEndValue(max(bar.minimum(), min(bar.maximum(), value)))
        self._animation.start()

    # ------------------------------------------------------------ inside

    def _arrange(self) -> None:
        # Fitted to the whole width: the scroll bar stands on the desk beside the paper, not on it. Where the
        # desk is narrower than that, beside the desk.
        fitted = self._mode in ("column", "whole") and self.width() >= NARROW
        width = self.width() if fitted else self.viewport().width()
        bar, before = self.verticalScrollBar(), self._arranged.frames
        self._arranged = arrange(self.pages.pages, self._mode, width, self._zoom)
        kept = _moved(before, self._arranged.frames, bar.value())
        view = self.viewport().size()
        bar.setPageStep(view.height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, round(self._arranged.height) - view.height()))
        if self._mode in ("column", "zoom"):
            bar.setValue(kept)
        wide = self.horizontalScrollBar()
        wide.setPageStep(view.width())
        wide.setRange(0, max(0, round(self._arranged.width) - view.width()))
        self._current = min(self._current, max(0, len(self.pages.pages) - 1))
        self._on_scroll(bar.value())
        self.viewport().update()

    def _on_scroll(self, value: int) -> None:
        if self._mode not in ("column", "zoom"):
            return
        middle = value + self.viewport().height() * 0.4
        for frame in self._arranged.frames:
            if frame.box.bottom() >= middle:
                if frame.index != self._current:
                    self._current = frame.index
                    self.page_changed.emit(frame.index)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("sunken" if self._mode != "thumbs" else "window"))
        if not self.pages.pages and self._mode != "thumbs":
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font(13))
            place = self.viewport().rect().adjusted(theme.PADDING, theme.PADDING, -theme.PADDING, 0)
            painter.drawText(place, Qt.TextFlag.TextWordWrap, t("Tháng này chưa có gì để in."))
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        sight = QRectF(event.rect()).translated(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        shown = set()
        for frame in self._arranged.frames:
            if frame.box.adjusted(-4, -4, 4, 34).intersects(sight):
                self._paint_frame(painter, frame)
                shown.add(frame.index)
        # Two pages either way stay ready; a report of a hundred pages must not fill the memory.
        if shown:
            near = range(min(shown) - 2, max(shown) + 3)
            self._pictures = {index: kept for index, kept in self._pictures.items() if index in near}
        painter.end()

    def _paint_frame(self, painter: QPainter, frame: Frame) -> None:
        box = frame.box
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color("surface"))
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._mode == "thumbs" and frame.index == self._current:
            pen = painter.pen()
            pen.setColor(theme.color("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 3, 3)
        painter.save()
        painter.setClipRect(box)
        picture = self._picture(frame)
        shift = QPointF(box.x() - frame.crop.x() * frame.scale, box.y() - frame.crop.y() * frame.scale)
        painter.drawPixmap(shift, picture)
        self._paint_marks(painter, frame)
        painter.restore()
        self._paint_margin(painter, frame)

    def _paint_marks(self, painter: QPainter, frame: Frame) -> None:
        in_hand = self._washes.get(frame.index, ())
        taken = {(mark.box.x(), mark.box.y()) for mark in in_hand if not mark.bar}
        doubts = self._doubts.get(frame.index, ())
        marks = [*in_hand, *(mark for mark in doubts if (mark.box.x(), mark.box.y()) not in taken)]
        for mark in marks:
            place = frame.to_view(mark.box)
            if mark.bar and self._mode in ("column", "zoom"):
                # The wash runs from the bar in the margin to the other margin, not only under the letters.
                place.setLeft(frame.to_view(QRectF(frame.crop.x(), 0, 1, 1)).x() + 7)
                place.setRight(frame.box.right() - 9)
                painter.fillRect(QRectF(place.x(), place.y(), 3, place.height()), theme.color("accent"))
                place.setLeft(place.x() + 3)
            wash(painter, place, mark.token)
        for number, hit in enumerate(self._hits):
            if hit.page == frame.index:
                for box in hit.boxes:
                    wash(painter, frame.to_view(box), "found" if number == self._hit else "doubt")

    def _paint_margin(self, painter: QPainter, frame: Frame) -> None:
        if self._mode == "zoom":
            last = -100.0
            for severity, box in self._severities.get(frame.index, ()):
                seen = frame.to_view(box)
                top = max(seen.center().y() - 7, last + 17)
                picture = theme.pixmap(severity, SEVERITY_TINT[severity], 14, self.devicePixelRatio())
                painter.drawPixmap(QPointF(frame.box.right() - 34, top), picture)
                last = top
        if self._mode in ("whole", "thumbs"):
            text = self._captions.get(frame.index) or str(frame.index + 1)
            if self._mode == "whole":
                text = t("Trang {n}", n=frame.index + 1) + (
                    f" · {text}" if frame.index in self._captions else ""
                )
            here = self._mode == "thumbs" and frame.index == self._current
            painter.setFont(theme.font(11 if self._mode == "thumbs" else 12, 600 if here else 400))
            painter.setPen(theme.color("accent" if here else "text2"))
            below = QRectF(frame.box.x() - 20, frame.box.bottom() + 5, frame.box.width() + 40, 20)
            if self._mode == "thumbs":
                self._paint_thumb_caption(painter, frame, below)
            else:
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_thumb_caption(self, painter: QPainter, frame: Frame, below: QRectF) -> None:
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(frame.index + 1))
        found = [severity for severity, _ in self._severities.get(frame.index, ())]
        for severity, token in (("error", "err"), ("warning", "mark"), ("hint", "text3")):
            if severity in found:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(token))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.drawEllipse(QPointF(below.center().x() + 14, below.center().y()), 3, 3)
                return

    def _picture(self, frame: Frame) -> QPixmap:
        page, ratio = self.pages.pages[frame.index], self.devicePixelRatio()
        kept = self._pictures.get(frame.index)
        if kept is not None and kept[0] == page and kept[1:3] == (frame.scale, ratio):
            return kept[3]
        made = page_picture(page, frame.scale, ratio)
        self._pictures[frame.index] = (page, frame.scale, ratio, made)
        return made

    # ------------------------------------------------------------ mouse and keys

    def _frame_at(self, point: QPointF) -> tuple[Frame, QPointF] | None:
        seen = point + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for frame in self._arranged.frames:
            if frame.box.adjusted(0, 0, 0, CAPTION_ROOM).contains(seen):
                return frame, frame.to_page(seen)
        return None

    def run_at(self, point: QPointF) -> TextRun | None:
        """The printed run under a point of the viewport; None on blank paper."""
        found = self._frame_at(point)
        if found is None:
            return None
        frame, at = found
        runs = self.pages.pages[frame.index].runs
        return next((run for run in runs if run_box(run).contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or (pressed - event.position()).manhattanLength() > 6:
            return
        found = self._frame_at(event.position())
        if found is None:
            return
        if self._mode == "thumbs" or (not self._click_run(*found) and self._mode == "whole"):
            self.page_clicked.emit(found[0].index)

    def _click_run(self, frame: Frame, at: QPointF) -> bool:
        page = self.pages.pages[frame.index]
        for run in page.runs:
            if run.place is not None and run_box(run).contains(at):
                self.place_clicked.emit(place_at(run, at.x()))
                return True
        for link in page.links:
            if QRectF(link.x, link.y, link.width, link.height).contains(at):
                self.reveal(link.target_page, QRectF(0, link.target_y, 10, 12))
                return True
        for run in page.runs:
            if run.paragraph is not None and run_box(run).contains(at):
                self.place_clicked.emit(Place("paragraph", id=run.paragraph))
                return True
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        run = self.run_at(event.position()) if self._mode in ("column", "zoom") else None
        clickable = self._mode in ("whole", "thumbs") or (run is not None and run.place is not None)
        shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.pages.pages) - 1
        targets = {
            Qt.Key.Key_PageDown: self._current + 1,
            Qt.Key.Key_PageUp: self._current - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in targets:
            target = max(0, min(last, targets[Qt.Key(event.key())]))
            if self._mode == "thumbs":
                self.page_clicked.emit(target)
            else:
                self.show_page(target)
            return
        super().keyPressEvent(event)


def _moved(before: Sequence[Frame], after: Sequence[Frame], value: int) -> int:
    """Where the line of print at the top of the view has gone: narrower or wider paper has other heights."""
    old = next((frame for frame in before if frame.box.bottom() >= value), None)
    if old is None or old.index >= len(after) or after[old.index].scale == old.scale:
        return value
    new = after[old.index]
    return round(new.box.top() + (value - old.box.top()) / old.scale * new.scale)


CAPTION_ROOM = 24
SEVERITY_TINT = {"error": "err", "warning": "mark", "hint": "text2"}
