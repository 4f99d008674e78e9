"""What a saved file is called: readable, with the day, and such as every system takes it."""

from datetime import date

from db.values.file_name import MOST_SIGNS, dated

DAY = date(2026, 11, 30)


def test_it_is_called_after_what_is_in_it_and_the_day() -> None:
    assert dated("80岁以上", DAY) == "80岁以上-2026-11-30"
    assert dated("翠湖里（东区）名单", DAY) == "翠湖里（东区）名单-2026-11-30"


def test_what_no_system_takes_is_left_out() -> None:
    assert dated(' 米油/面:"一户一份" <第二批>\n', DAY) == "米油 面 一户一份 第二批-2026-11-30"
    assert dated("..", DAY) == dated("", DAY) == "2026-11-30"
    assert len(dated("长" * 200, DAY).encode()) < 255 > len(dated("𠮷" * 200, DAY).encode())
    assert dated("长" * 200, DAY).count("长") == MOST_SIGNS
