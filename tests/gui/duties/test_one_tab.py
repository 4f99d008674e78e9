"""个人信息 with one tab alone says which of its parts it is."""

from gui.main_window import MainWindow
from gui.widgets.parts import PageHeader


def test_the_title_names_the_part_where_no_tabs_do(window: MainWindow) -> None:
    window.show_list("export_entry")
    header = window.page("export_entry").header
    assert isinstance(header, PageHeader)
    assert header._title.text() == "个人信息 · 外送登记"
