"""The style sheet of all windows, built from the named tokens."""

from importlib import resources
from string import Template

from gui.tokens import LENGTHS, Tokens

BASE = """
* { font-size: ${base}px; color: $text; outline: none; }
QMainWindow, QDialog, QWidget#ground, QStackedWidget#pages { background: $ground; }
QLabel { background: transparent; }
QLabel[tone="quiet"] { color: $quiet; }
QLabel[tone="faint"] { color: $faint; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[textSize="small"] { font-size: ${small}px; }
QLabel[textSize="large"] { font-size: ${large}px; font-weight: bold; }
QLabel[textSize="title"] { font-size: ${title}px; font-weight: bold; }
QLabel[textSize="figure"] { font-size: ${figure}px; font-weight: bold; }
QLabel[strong="true"] { font-weight: bold; }
QFrame[kind="card"] { background: $white; border: 1px solid $line; border-radius: ${card_radius}px; }
QFrame[kind="note"] { background: $warn_soft; border: none; border-radius: ${radius}px; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget#plain { background: transparent; border: none; }
QToolTip { background: $text; color: $white; border: none; padding: 4px 8px; }
"""

BUTTONS = """
QPushButton { background: $white; border: 1px solid $line_strong; border-radius: ${radius}px;
    padding: 0 ${pad}px; min-height: ${button}px; icon-size: ${icon}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton:disabled { color: $faint; background: $white; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $white; font-weight: bold; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $line_strong; border-color: $line_strong; color: $white; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $quiet; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="link"] { background: transparent; border: none; color: $accent; padding: 0 2px;
    min-height: 0; text-align: left; }
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { text-decoration: underline; }
QPushButton[kind="number"] { background: transparent; border: none; border-bottom: 1px dashed $line_strong; border-radius: 0;
    color: $quiet; padding: 0; min-height: 0; font-size: ${small}px; }
QPushButton[kind="number"]:hover, QPushButton[kind="number"]:focus { color: $accent; border-bottom: 1px solid $accent; }
QPushButton[kind="told"] { background: transparent; border: none; border-bottom: 1px dashed $accent; border-radius: 0; color: $accent;
    font-weight: bold; padding: 0 1px; min-height: 0; }
QPushButton[kind="told"]:hover, QPushButton[kind="told"]:checked { background: $accent_soft; }
QPushButton[kind="told"]:focus { border: 1px solid $accent; }
QPushButton[kind="fold"] { background: transparent; border: 1px solid transparent; color: $quiet; padding: 0;
    min-height: ${fold}px; text-align: left; }
QPushButton[kind="fold"]:hover { background: $hover; color: $text; }
QPushButton[kind="fold"]:focus { border-color: $accent; }
QPushButton[kind="nav"] { background: transparent; border: none; border-left: 3px solid transparent;
    border-radius: 0; text-align: left; padding: 0 0 0 ${nav_pad}px; min-height: ${nav_low}px; max-height: ${nav_row}px; }
QPushButton[kind="nav"]:hover { background: $hover; }
QPushButton[kind="nav"]:focus { border-left: 3px solid $line_strong; }
QPushButton[kind="nav"]:checked { background: $accent_soft; color: $accent; font-weight: bold;
    border-left: 3px solid $accent; }
QPushButton[kind="nav"]:checked:focus { border: 1px solid $accent; border-left: 3px solid $accent; }
QPushButton[kind="tab"] { background: transparent; border: none; border-bottom: 2px solid transparent;
    border-radius: 0; padding: 0 4px; min-height: ${tab}px; color: $quiet; }
QPushButton[kind="tab"]:hover { color: $text; }
QPushButton[kind="tab"]:focus { border-bottom: 2px solid $line_strong; }
QPushButton[kind="tab"]:checked { color: $accent; font-weight: bold; border-bottom: 2px solid $accent; }
QPushButton[kind="tab"]:checked:focus { border: 1px solid $accent; border-bottom: 2px solid $accent; }
QPushButton[kind="chip"] { border-radius: ${chip_radius}px; padding: 0 12px; min-height: ${chip}px;
    border-color: $line_strong; color: $quiet; }
QPushButton[kind="share"] { border-radius: ${chip_radius}px; padding: 0 10px; min-height: ${chip}px; border-color: $line_strong;
    color: $text; }
QPushButton[kind="share"][tone="accent"] { color: $accent; }
QPushButton[kind="share"][tone="warn"] { color: $warn; }
QPushButton[kind="share"]:hover { background: $hover; }
QPushButton[kind="share"]:focus { border-color: $accent; }
QFrame[kind="filter"] { background: $accent_soft; border: 1px solid $accent; border-radius: ${chip_radius}px; }
QPushButton[kind="filter"] { background: transparent; border: 1px solid transparent; border-radius: ${chip_radius}px; padding: 0 8px;
    min-height: ${chip}px; color: $accent; }
QPushButton[kind="filter"]:hover, QPushButton[kind="filter"]:focus { border-color: $accent; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border-color: $accent; color: $accent; }
"""

MENUS = """
QMenu { background: $white; border: 1px solid $line_strong; border-radius: ${radius}px; padding: 4px 0; }
QMenu::item { padding: 7px 24px 7px 16px; }
QMenu::item:selected { background: $selected; color: $accent; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
"""

INPUTS = """
QLineEdit, QPlainTextEdit { background: $white; border: 1px solid $line_strong; border-radius: ${radius}px;
    padding: 0 ${inset}px; selection-background-color: $accent; selection-color: $white; }
QLineEdit { min-height: ${input}px; max-height: ${input}px; }
QPlainTextEdit { padding: 5px ${inset_box}px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $faint; }
QLineEdit:focus, QPlainTextEdit:focus { border: 1px solid $accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $faint; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $hover; color: $quiet; }
QLineEdit[state="wrong"], QPlainTextEdit[state="wrong"], QFrame[state="wrong"] { border: 1px solid $accent; background: $selected; }
QLineEdit[state="doubt"], QPlainTextEdit[state="doubt"] { border: 1px solid $warn; }
QLineEdit#search { border-color: $line; border-radius: ${card_radius}px; padding: 0 ${nav_pad}px;
    min-height: ${search}px; max-height: ${search}px; }
QLineEdit#search:focus { border-color: $accent; }
QCheckBox { spacing: 8px; min-height: ${input}px; }
QCheckBox::indicator { width: ${tick}px; height: ${tick}px; border: 1px solid $line_strong; border-radius: 4px;
    background: $white; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$icons/check.svg"); }
ChoiceList { background: $white; border: 1px solid $line_strong; border-radius: ${radius}px; padding: 4px 0; outline: none; }
ChoiceList::item { padding: 5px ${inset}px; border: none; }
ChoiceList::item:hover { background: $hover; }
ChoiceList::item:selected { background: $selected; color: $text; }
ChoiceList:focus { border-color: $accent; }
ChoiceList::indicator { width: ${tick}px; height: ${tick}px; border: 1px solid $line_strong; border-radius: 4px;
    background: $white; }
ChoiceList::indicator:checked { background: $accent; border-color: $accent; image: url("$icons/check.svg"); }
QFrame#dropdown { background: $white; border: 1px solid $line_strong; border-radius: ${radius}px; }
QFrame#dropdown QListView { background: transparent; border: none; padding: 4px 0; }
QFrame[kind="rows"] { background: $white; border: 1px solid $line_strong; border-radius: ${radius}px; }
QFrame[kind="rows"] QLineEdit { border-color: transparent; border-radius: 5px; background: $ground; }
QFrame[kind="rows"] QPlainTextEdit { border-color: transparent; border-radius: 5px; background: $ground; }
QFrame[kind="rows"] QLineEdit:hover, QFrame[kind="rows"] QPlainTextEdit:hover { border-color: $line_strong; }
QFrame[kind="rows"] QLineEdit:focus, QFrame[kind="rows"] QPlainTextEdit:focus { border-color: $accent; background: $white; }
QFrame[kind="rows"] QLineEdit[state="wrong"] { border-color: $accent; background: $selected; }
QFrame[kind="rows"] QLineEdit[state="doubt"] { border-color: $warn; }
QFrame[kind="part"] { border: none; border-bottom: 1px solid $line; }
"""

LISTS = """
QTableView { background: $white; border: none; gridline-color: transparent; selection-background-color: $selected;
    selection-color: $text; alternate-background-color: $white; }
QTableView::item { border: none; border-bottom: 1px solid $hover; padding: 0 ${cell}px; }
QTableView::item:selected { background: $selected; }
QListView#topics { background: $white; border: 1px solid $line; border-radius: ${radius}px; padding: 4px 0; }
QListView#topics::item { padding: 5px ${head}px; }
QListView#topics::item:hover { background: $hover; color: $text; }
QListView#topics::item:selected { background: $accent_soft; color: $accent; }
QHeaderView { background: $white; border: none; }
QHeaderView::section { background: $white; color: $quiet; border: none; border-bottom: 1px solid $line;
    padding: 0 ${head}px; min-height: ${header}px; font-size: ${small}px; text-align: left; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url("$icons/chevron_down.svg"); width: ${arrow}px; height: ${arrow}px; }
QHeaderView::up-arrow { image: url("$icons/chevron_up.svg"); width: ${arrow}px; height: ${arrow}px; }
QTableCornerButton::section { background: $white; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
    border: none; width: 0; height: 0; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

PLACES = """
QFrame#nav { background: $white; border: none; border-right: 1px solid $line; }
QLabel#brand { color: $accent; font-size: ${brand}px; font-weight: bold; }
QFrame#band { background: $practice; border: none; border-bottom: 1px solid $line; }
QFrame#band QLabel { color: $warn; }
QFrame#toast { background: $text; border-radius: ${radius}px; }
QFrame#toast QLabel { color: $white; }
QFrame#toast QPushButton { color: $white; background: transparent; border: 1px solid $faint; font-weight: bold; }
QFrame#toast QPushButton:hover { background: $quiet; }
QLabel[badge="plain"] { background: $info_soft; color: $quiet; border-radius: ${badge_radius}px; padding: 2px 8px;
    font-size: ${small}px; }
QLabel[badge="accent"] { background: $accent_soft; color: $accent; border-radius: ${badge_radius}px; padding: 2px 8px;
    font-size: ${small}px; }
QLabel[badge="good"] { background: $good_soft; color: $good; border-radius: ${badge_radius}px; padding: 2px 8px;
    font-size: ${small}px; }
QLabel[badge="warn"] { background: $warn_soft; color: $warn; border-radius: ${badge_radius}px; padding: 2px 8px;
    font-size: ${small}px; }
"""

# Lengths that follow from others; in pixels at 100 %.
DERIVED = {
    "button": 36,
    "input": 34,
    "search": 40,
    "nav_row": 38,
    "nav_low": 28,
    "tab": 34,
    "chip": 26,
    "fold": 28,
    "chip_radius": 13,
    "badge_radius": 9,
    "tick": 16,
    "icon": 16,
    "pad": 14,
    "nav_pad": 18,
    "inset": 10,
    "inset_box": 6,
    "cell": 8,
    "head": 11,
    "header": 34,
    "arrow": 12,
    "brand": 17,
}


def style_sheet(tokens: Tokens, factor: float) -> str:
    """The style sheet; ``factor`` makes every length larger, 1.0 being ordinary."""
    names: dict[str, str | int] = {
        name: round(value * factor) if name in LENGTHS else value for name, value in tokens._asdict().items()
    }
    names |= {name: round(value * factor) for name, value in DERIVED.items()}
    names["icons"] = str(resources.files("resources").joinpath("icons")).replace("\\", "/")
    return Template(BASE + BUTTONS + MENUS + INPUTS + LISTS + PLACES).substitute(names)
