"""Cơ quan: all about the office that a report prints or a rule needs, and the month's own number and date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.changes import ChangeSet
from models.entities import MeetingKind, MonthData, Office, Period, Place, Window
from models.errors import AppError, UserError
from models.formatting import read_date, read_number, write_short_date, write_window
from models.text import clean
from ui.controller import Controller
from ui.i18n import language, t
from ui.meetings.dates import read_days
from ui.office.fields import CheckField, ChoiceField, Field, LineField, LinesField, Section
from ui.office.kinds import KindTable
from ui.office.signature import SignaturePreview, variant_entries, variant_of
from ui.settings import Settings
from ui.widgets.labels import EmptyState
from ui.widgets.page import Page

Reader = Callable[[Office], str]


class OfficePage(Page):
    """A calm form in sections; each field is stored when it is left, and undone like anything else."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_office")
        self._fields: dict[str, tuple[Field, Reader]] = {}
        self._month_fields: dict[str, tuple[Field, Callable[[MonthData], str]]] = {}
        self._shown_period: Period | None = None
        self._area = QScrollArea(self)
        self._area.setObjectName("office_form")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form = QWidget()
        form.setProperty("pane", "surface")
        form.setMaximumWidth(820)
        self._column = QVBoxLayout(form)
        self._column.setContentsMargins(0, 4, 12, 24)
        self._column.setSpacing(12)
        self._column.addWidget(self._make_beginning())
        self._build()
        for field in self._all():
            controller.retry.connect(field.retry)
        self._column.addStretch(1)
        self._area.setWidget(form)
        self.content.addWidget(self._area, 1)

    # ------------------------------------------------------------ the page contract

    def title(self) -> str:
        return t("Cơ quan")

    def state_line(self) -> str:
        return self.controller.data().office.name

    def status_keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", t("ghi, sang ô kế")),
            ("Esc", t("lấy lại chữ cũ")),
            ("Ctrl+Z", t("hoàn tác")),
            ("F1", t("giải thích")),
        ]

    def explain(self) -> str:
        return t(
            "Mỗi ô được ghi khi rời khỏi nó. Tháng đã phát hành giữ dữ liệu cơ quan lúc phát hành; "
            "sửa ở đây chỉ đổi các tháng chưa phát hành."
        )

    def focus_first(self) -> None:
        (self._number if self.controller.has_month() else self._superior).select_whole()

    def finish_entry(self) -> bool:
        return all([field.keep() for field in self._all() if field.isVisibleTo(self)])

    def show_place(self, place: Place) -> bool:
        name = {"date": "report_date"}.get(place.code, place.code)
        found = self._month_fields.get(name) or self._fields.get(name)
        if place.kind not in ("month", "office") or found is None:
            return False
        self._area.ensureWidgetVisible(found[0])
        found[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def refresh(self, change: ChangeSet | None) -> None:
        if change is not None and not change.areas & {"office", "month"}:
            return
        data, office = self.controller.data(), self.controller.session.office()
        other = self._shown_period != self.controller.period
        self._shown_period = self.controller.period
        self._month.setVisible(self.controller.has_month())
        self.beginning.setVisible(not self.controller.session.periods())
        period = self.controller.period
        self._month.head.setText(t("Tháng {month} năm {year}", month=period.month, year=period.year))
        for field, read_month in self._month_fields.values():
            text = read_month(data)
            field.forget(text) if other else field.show_text(text)
        for field, read in self._fields.values():
            field.show_text(read(office))
        self._kinds.show_kinds(office.meeting_kinds)
        self._preview.show_signature(office.signature, office.signer)

    def _all(self) -> list[Field]:
        return [field for field, _ in (*self._month_fields.values(), *self._fields.values())]

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self._build_month()
        self._build_head()
        self._build_signature()
        self._build_recipients()
        self._build_rules()
        self._build_lists()
        self._build_screen()

    def _make_beginning(self) -> EmptyState:
        self.beginning = EmptyState(
            t(
                "Điền tên cơ quan vào chỗ dấu “…”, rồi địa danh và người ký: báo cáo in những chữ này. "
                "Xong thì sang Tổng quan (Ctrl+1) để bắt đầu tháng đầu tiên."
            ),
            parent=self,
        )
        self.beginning.setObjectName("office_beginning")
        return self.beginning

    def _build_month(self) -> None:
        self._month = self._section("")
        number = self._number = LineField(
            "month_number", t("Số"), self._set_number, t("Để trống thì văn thư điền tay."), width=140
        )
        day = LineField("month_date", t("Ngày ký"), self._set_date, width=140)
        window = LineField(
            "month_window", t("Kỳ báo cáo"), self._set_window, t("Từ ngày – đến ngày, kể cả hai."), width=240
        )
        for field in (number, day, window):
            self._month.add(field)
        self._month_fields = {
            "number": (number, lambda data: str(data.month.number or "")),
            "report_date": (day, lambda data: _date_text(data)),
            "window": (window, lambda data: write_window(data.month.window)),
        }

    def _build_head(self) -> None:
        section = self._section(t("Phần đầu báo cáo"))
        self._superior = self._line(
            section, "superior", t("Cơ quan chủ quản"), t("In hoa, như trên báo cáo: UBND TỈNH …")
        )
        self._line(section, "issuer", t("Cơ quan ban hành"), t("In hoa: VĂN PHÒNG"))
        self._line(section, "name", t("Tên trong câu văn"), t("Văn phòng UBND tỉnh …; đứng ở đầu cửa sổ."))
        self._line(section, "place", t("Địa danh"), t("Đứng trước ngày ký."))
        self._line(section, "symbol", t("Ký hiệu"), t("Sau số báo cáo, không có năm: BC-VP"), width=140)
        self._line(section, "kind", t("Tên loại văn bản"), width=240)
        self._lines(section, "subject", t("Trích yếu"), t("Mỗi dòng in một dòng; dùng được {{tháng|năm}}."))
        self._lines(section, "addressees", t("Kính gửi"), t("Mỗi nơi một dòng; để trống nếu không có."), 1)

    def _build_signature(self) -> None:
        section = self._section(t("Ký tên"))
        chooser = ChoiceField("office_variant", t("Thể thức"), self._set_variant, variant_entries())
        section.add(chooser)
        self._fields["variant"] = (chooser, lambda office: variant_of(office.signature))
        self._lines(section, "signature", t("Các dòng chức vụ"), least=1)
        self._line(section, "signer", t("Họ tên người ký"), t("Không ghi học hàm, học vị, danh hiệu."))
        self._preview = SignaturePreview(section)
        section.add_beside(self._preview)

    def _build_recipients(self) -> None:
        section = self._section(t("Nơi nhận"))
        self._lines(section, "recipients", t("Nơi nhận"), t("Mỗi nơi một dòng; dấu “-” và “;” tự in."), 5)
        self._line(section, "archive", t("Lưu"), t("Sau chữ “Lưu:”, ví dụ VT, TH."), width=240)

    def _build_rules(self) -> None:
        section = self._section(t("Kỳ báo cáo và cách viết số"))
        start = LineField(
            "office_window_start_day",
            t("Kỳ bắt đầu từ ngày"),
            lambda text: self._put("window_start_day", _whole(text)),
            t("15: từ ngày 15 tháng trước đến ngày 14 tháng này. 1: trọn tháng. Dùng cho tháng mới."),
            width=80,
        )
        section.add(start)
        self._fields["window_start_day"] = (start, lambda office: str(office.window_start_day))
        decimals = LineField(
            "office_share_decimals",
            t("Số lẻ của tỷ lệ"),
            lambda text: self._put("share_decimals", _whole(text)),
            t("Gõ 1 thì in 24,0%; gõ 2 thì in 24,00%."),
            width=80,
        )
        section.add(decimals)
        self._fields["share_decimals"] = (decimals, lambda office: str(office.share_decimals))
        for name, words in (
            ("pad_small", t("Viết 01 đến 09 cho số đếm dưới 10")),
            ("balance_shares", t("Làm tròn để các phần cộng lại đủ 100%")),
        ):
            self._check(section, name, words)

    def _build_lists(self) -> None:
        kinds = self._section(t("Loại cuộc họp"))
        self._kinds = KindTable(self._set_kinds)
        kinds.add_wide(self._kinds)
        people = self._section(t("Gợi ý khi gõ"))
        self._lines(people, "leaders", t("Người chủ trì"), t("Mỗi người một dòng."))
        self._lines(
            people,
            "agencies",
            t("Cơ quan phối hợp"),
            t("Mỗi cơ quan một dòng; gợi ý ở nguyên nhân, đơn vị và ô Địa điểm."),
        )

    def _build_screen(self) -> None:
        section = self._section(t("Màn hình"))
        entries = [("vi", "Tiếng Việt"), ("en", "English")]
        hint = t("Có hiệu lực khi mở lại chương trình. Báo cáo luôn in tiếng Việt.")
        field = ChoiceField("office_language", t("Ngôn ngữ màn hình"), self._set_language, entries, hint)
        section.add(field)
        field.forget(language())
        self._language = field

    def _section(self, title: str) -> Section:
        section = Section(title)
        self._column.addWidget(section)
        return section

    def _line(self, section: Section, name: str, words: str, hint: str = "", width: int = 0) -> LineField:
        field = LineField(f"office_{name}", words, lambda text: self._put(name, text.strip()), hint, width)
        section.add(field)
        self._fields[name] = (field, lambda office: str(getattr(office, name)))
        return field

    def _lines(self, section: Section, name: str, words: str, hint: str = "", least: int = 2) -> None:
        as_text = name == "subject"

        def store(text: str) -> AppError | None:
            cleaned = clean(text, multiline=True)
            lines = tuple(line.strip() for line in cleaned.text.split("\n") if line.strip())
            error = self._put(name, "\n".join(lines) if as_text else lines)
            if error is None:
                self.tell_notices(cleaned.notices)
            return error

        def read(office: Office) -> str:
            return office.subject if as_text else "\n".join(getattr(office, name))

        field = LinesField(f"office_{name}", words, store, hint, least)
        section.add(field)
        self._fields[name] = (field, read)

    def _check(self, section: Section, name: str, words: str) -> None:
        field = CheckField(f"office_{name}", words, lambda text: self._put(name, bool(text)))
        section.add_beside(field)
        self._fields[name] = (field, lambda office: "1" if getattr(office, name) else "")

    # ------------------------------------------------------------ storing

    def _put(self, name: str, value: Any) -> AppError | None:
        session = self.controller.session
        changes: dict[str, Any] = {name: value}
        return self.controller.attempt(lambda: session.set_office(replace(session.office(), **changes)))

    def _set_variant(self, code: str) -> AppError | None:
        if not code:
            self._fields["signature"][0].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return self._put("signature", tuple(code.split("\n")))

    def _set_kinds(self, kinds: tuple[MeetingKind, ...]) -> AppError | None:
        return self._put("meeting_kinds", kinds)

    def _set_number(self, text: str) -> AppError | None:
        session, period = self.controller.session, self.controller.period
        number = None if not text.strip() else _whole(text)
        return self.controller.attempt(lambda: session.set_month(period, number=number))

    def _set_date(self, text: str) -> AppError | None:
        session, period = self.controller.session, self.controller.period
        day = None if not text.strip() else read_date(clean(text).text, period)
        return self.controller.attempt(lambda: session.set_month(period, report_date=day))

    def _set_window(self, text: str) -> AppError | None:
        session, period = self.controller.session, self.controller.period
        start, end = read_days(clean(text).text, period)
        if end is None:
            raise UserError("window.one_day")
        return self.controller.attempt(lambda: session.set_month(period, window=Window(start, end)))

    def _set_language(self, code: str) -> AppError | None:
        Settings().language = "en" if code == "en" else "vi"
        return None


def _whole(text: str) -> int:
    found = read_number(clean(text).text)
    if found is None:
        raise UserError("number.blank")
    return int(found)


def _date_text(data: MonthData) -> str:
    return write_short_date(data.month.report_date) if data.month.report_date else ""
