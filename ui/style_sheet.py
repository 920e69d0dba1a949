"""The application's Qt style sheet. `@name` stands for a colour token of `ui.theme`.

Selectors name dynamic properties, set by the widgets of ui/widgets: kind="primary", "link", "tool" on
buttons; pane="window", "sunken" on panes; wrong="true" on a field whose text was refused.
"""

SHEET = """
QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: 4px 8px; }
QWidget[pane="window"] { background: @window; }
QWidget[pane="surface"] { background: @surface; }
QWidget[pane="sunken"] { background: @sunken; }

QPushButton { background: @surface; color: @text; border: 1px solid @line; border-radius: 6px;
  padding: 0 12px; min-height: 30px; max-height: 30px; }
QPushButton:hover { background: @window; }
QPushButton:pressed { background: @na; }
QPushButton:focus { border: 2px solid @accent; padding: 0 11px; min-height: 28px; max-height: 28px; }
QPushButton:disabled { color: @text3; background: @surface; border-color: @line; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accent; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @surface; color: @text3; border-color: @line; }
QPushButton[kind="link"] { background: transparent; color: @accent; border: 1px solid transparent;
  border-radius: 4px; padding: 0 4px; min-height: 22px; max-height: 22px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid @accent; }
QPushButton[kind="link"]:disabled { color: @text3; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit { background: @surface; color: @text;
  border: 1px solid @field; border-radius: 6px; padding: 0 8px;
  selection-background-color: @soft2; selection-color: @text; }
QLineEdit, QSpinBox, QDateEdit { min-height: 30px; max-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid @accent; padding: 0 7px; }
QLineEdit:focus, QSpinBox:focus, QDateEdit:focus { min-height: 28px; max-height: 28px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @comp; border-color: @line; color: @text2; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"] {
  border: 2px solid @err; background: @errsoft; color: @err; padding: 0 7px; }
QLineEdit[form="tool"] { min-height: 26px; max-height: 26px; }
QLineEdit[form="tool"]:focus { min-height: 24px; max-height: 24px; }
QPlainTextEdit[plain="true"], QTextEdit[plain="true"], QLineEdit[plain="true"] {
  border: none; background: transparent; padding: 0; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }

QComboBox { background: @surface; color: @text; border: 1px solid @field; border-radius: 6px;
  padding: 0 8px; min-height: 30px; max-height: 30px; }
QComboBox:focus { border: 2px solid @accent; padding: 0 7px; min-height: 28px; max-height: 28px; }
QComboBox:disabled { color: @text3; border-color: @line; }
QComboBox::drop-down { border: none; width: 22px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("@chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @line; outline: none; padding: 4px;
  selection-background-color: @soft; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: @soft; color: @text; }

QCheckBox, QRadioButton { spacing: 8px; color: @text; }
QCheckBox:disabled, QRadioButton:disabled { color: @text3; }

QMenu { background: @surface; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; color: @text; }
QMenu::item:selected { background: @soft; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @hair; margin: 4px 8px; }

QAbstractItemView { background: @surface; color: @text; border: none; outline: none;
  selection-background-color: @soft; selection-color: @text; gridline-color: @hair; }
QHeaderView { background: @window; border: none; }
QHeaderView::section { background: @window; color: @text2; border: none; border-bottom: 1px solid @line;
  padding: 0 8px; font-weight: 600; font-size: 11px; }
QTableCornerButton::section { background: @window; border: none; }

QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @field; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @hair; }
QDialog { background: @surface; }
QProgressBar { border: none; background: @tag; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
"""
