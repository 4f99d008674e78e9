"""How long the import of a street takes, as a ratio to its floor: reading the cells and storing them bare.

``python -m tests.bench.import_roster [ROWS]`` makes a workbook of invented people, imports it into an encrypted
store, reads it again, and prints seconds of the processor and ratios. Seconds do not transfer to another machine.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.services.registry.import_roster import Choices, commit, preview, read_roster
from db.services.undo_import import past_imports, undo_import
from db.store import Store, driver
from db.values import id_number

T = TypeVar("T")
HEADINGS = ("序号", "小区", "楼栋", "单元", "房号", "与户主关系", "姓名", "性别", "出生年月", "民族", "公民身份号码")
HEADINGS += ("政治面貌", "联系电话", "户籍地址", "人员类别", "特殊人群")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲建国文志海雪琳晨宇浩然子轩思雨梓涵欣怡佳"


def people(rows: int) -> Iterator[list[object]]:
    """Rows of invented people, about three to a household, one number in fifty wrong."""
    chance = random.Random(20261015)
    number = 0
    for door in range(rows):
        estate, building = door // 4000, door % 4000 // 80
        place = [
            f"第{estate + 1}园",
            f"{building + 1}号楼",
            f"{door % 80 // 40 + 1}单元",
            str(101 + door % 4 + door % 40 // 4 * 100),
        ]
        for position in range(chance.choice((1, 2, 3, 3, 4, 5))):
            number += 1
            if number > rows:
                return
            yield [number, *place, *person(chance, position)]


def person(chance: random.Random, position: int) -> list[object]:
    """The cells of one invented person behind the address."""
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(35000))
    first = f"220521{born:%Y%m%d}{chance.randrange(1000):03d}"
    code = first + id_number.check_character(first)
    if chance.random() < 0.02:
        code = code[:-1] + str((int(first[-1]) + 3) % 10)
    relation = "户主" if position == 0 else chance.choice(("配偶", "子", "女", "母"))
    sex = "男" if int(first[-1]) % 2 else "女"
    phone = f"1{chance.choice('3578')}{chance.randrange(10**9):09d}"
    care = chance.choice(("", "", "", "", "低保", "高龄 独居", "残疾(肢体二级)"))
    politics = chance.choice(("群众", "群众", "中共党员", "共青团员"))
    return [
        relation,
        name,
        sex,
        born.isoformat(),
        "汉族",
        code,
        politics,
        phone,
        "吉林省通化县某镇某村",
        "户籍人口",
        care,
    ]


def make_workbook(path: Path, rows: int) -> None:
    """Writes the roster."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("居民")
    sheet.append(list(HEADINGS))
    for row in people(rows):
        sheet.append(row)
    book.save(path)


def timed(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives and the seconds that the processor spent on it, which are also printed."""
    start = time.process_time()
    result = work()
    seconds = time.process_time() - start
    print(f"{name:<32}{seconds:8.2f} s", flush=True)
    return result, seconds


def bare_insert(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """Stores the cells in one encrypted table in one transaction: the least that any import must do."""
    connection = driver.connect(path, bytes(32), new=True)
    marks = ", ".join("?" * len(HEADINGS))
    connection.execute(f"CREATE TABLE bare ({', '.join(f'c{i}' for i in range(len(HEADINGS)))})")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(f"INSERT INTO bare VALUES ({marks})", [[str(c) for c in row] for row in rows])
    connection.execute("COMMIT")
    connection.close()


def main(rows: int) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "roster.xlsx"
        make_workbook(file, rows)
        cells, reading = timed(
            "read the cells", lambda: CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
        )
        _, inserting = timed("insert them bare", lambda: bare_insert(folder / "bare.db", cells))
        floor = reading + inserting
        store, _ = Store.create(folder / "store", "bench 2026", Centre(name="测速"), Account(name="测速"))
        roster, read = timed("read_roster", lambda: read_roster(file))
        plan, planned = timed("preview", lambda: preview(store, roster, Choices(), date.today()))
        _, saved = timed("commit", lambda: commit(store, plan, roster.source))
        whole = read + planned + saved
        print(
            f"whole import {whole:.2f} s, {rows / whole:,.0f} rows/s, {whole / floor:.1f} x the floor of {floor:.2f} s"
        )
        print(f"of it reading and planning {(read + planned) / floor:.1f} x, saving {saved / floor:.1f} x")
        again, second = timed("preview again, all known", lambda: preview(store, roster, Choices(), date.today()))
        print(f"known again: {again.counts.people_matched:,} of {rows:,}, {second / floor:.1f} x the floor")
        back, undoing = timed("undo_import", lambda: undo_import(store, past_imports(store)[0]))
        print(f"taken back: {back.removed:,} of {rows:,}, {undoing / floor:.1f} x the floor")
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
