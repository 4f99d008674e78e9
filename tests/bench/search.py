"""How long the search box takes, beside a LIKE scan of the same people in the same encrypted file and run.

``python -m tests.bench.search [RESIDENTS]`` prints p50 and p95 in milliseconds for every way of asking, how often the
person asked for is among the first fifty, and what the index costs in time and room. All people are invented.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from attrs import frozen

from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.store import Store, search_index
from db.values import folding, id_number, pinyin
from tests.factories import estate

# The hundred commonest surnames make up about 85 in 100; the weights fall like the register's.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
RARE = ["单", "仇", "翟", "解", "区", "查", "盖", "乐", "朴", "缪", "欧阳", "尉迟", "长孙", "令狐", "覃", "洗"]
GIVEN = (
    "英华文玉秀明兰金国春红丽平军建伟芳敏静娟勇艳杰涛超霞刚桂珍凤梅林海云生志强德龙峰福荣祥宝贵成光清忠良义兴庆永元世家树立"
    "正学新民东波辉力亮健斌鹏飞磊洋宇浩凯俊帅博豪然轩泽晨阳子梓涵欣怡雨佳思诗琪梦婷雪莹颖慧琳倩璐瑶蕾萍燕琴玲莉娜蓉菊香莲"
)
ESTATES = ("幸福里小区", "水景花苑", "第五园", "向阳小区", "和平家园", "东湖名邸")
REGIONS = ("510107", "110105", "330106", "370811", "340603", "440307", "520201", "220521")
LIMIT = 50
ASKED = 300
P = ParamSpec("P")
R = TypeVar("R")


@frozen
class Way:
    """One way of asking: its name, the words for a person, and the same words for the scan."""

    name: str
    words: Callable[[Resident, str], str]


def people(count: int, houses: list[House], dice: random.Random) -> list[Resident]:
    """Invented residents, most of them from one region."""
    weights = [1 / (place + 3) for place in range(len(SURNAMES))]
    surnames = dice.choices([*SURNAMES, *RARE], weights=[*weights, *[0.004] * len(RARE)], k=count)
    made: list[Resident] = []
    for number, surname in enumerate(surnames):
        given = "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))
        region = "340603" if dice.random() < 0.6 else dice.choice(REGIONS)
        born = f"{dice.randint(1935, 2020)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"
        first17 = f"{region}{born}{dice.randint(0, 999):03d}"
        made.append(
            Resident(
                name=surname + given,
                id_number=first17 + id_number.check_character(first17),
                phone=f"1{dice.choice('3578')}{dice.randint(0, 999_999_999):09d}",
                house=houses[number // 3 % len(houses)].id,
            )
        )
    return made


def spelled(person: Resident) -> str:
    """The name in its usual reading."""
    return "".join(pinyin.spellings(folding.units(person.name), person=True)[0])


def slip(text: str, letters: str, dice: random.Random) -> str:
    """The text with one character wrong."""
    place = dice.randrange(1, len(text))
    return text[:place] + dice.choice(letters.replace(text[place], "")) + text[place + 1 :]


def ways(dice: random.Random) -> list[Way]:
    """Every way of asking for a person."""

    def initials(person: Resident) -> str:
        return pinyin.initials(pinyin.spellings(folding.units(person.name), person=True)[0])

    def building(address: str) -> str:
        return address.removesuffix("室").replace("号楼", "-").replace("单元", "-")

    return [
        Way("name", lambda p, _: p.name),
        Way("given name", lambda p, _: p.name[1:]),
        Way("two characters", lambda p, _: p.name[:2]),
        Way("initials", lambda p, _: initials(p)),
        Way("pinyin", lambda p, _: spelled(p)),
        Way("pinyin, begun", lambda p, _: spelled(p)[:6]),
        Way("ID, whole", lambda p, _: p.id_number),
        Way("ID, last four", lambda p, _: p.id_number[-4:]),
        Way("ID, last six", lambda p, _: p.id_number[-6:]),
        Way("ID, birthday", lambda p, _: p.id_number[6:14]),
        Way("phone, whole", lambda p, _: p.phone),
        Way("phone, last four", lambda p, _: p.phone[-4:]),
        Way("phone, middle", lambda p, _: p.phone[3:7]),
        Way("building and room", lambda _, a: building(a)),
        Way("initials and last four", lambda p, _: f"{initials(p)} {p.id_number[-4:]}"),
        Way("surname and phone tail", lambda p, _: f"{p.name[:1]} {p.phone[-4:]}"),
        Way("name and estate", lambda p, a: f"{p.name} {a[:3]}"),
        Way("pinyin, one slip", lambda p, _: slip(spelled(p), "abcdefghijklmnopqrstuvwxyz", dice)),
        Way("ID, one slip", lambda p, _: slip(p.id_number, "0123456789", dice)),
        Way("phone, one slip", lambda p, _: slip(p.phone, "0123456789", dice)),
    ]


def fill(folder: Path, count: int, dice: random.Random) -> tuple[Store, list[Resident], float]:
    """A new store with invented residents, and the seconds that saving them took."""
    store, _ = Store.create(folder / "store", "幸福里-7788-议事", Centre(name="测速"), Account(name="测速"))
    with store.writing() as w:
        buildings = w.save_all(
            [Building(estate=estate(store, e), number=str(n)) for e in ESTATES for n in range(1, 25)]
        )
        rooms = [(b, u, f"{f}0{r}") for b in buildings for u in "123" for f in range(1, 19) for r in (1, 2)]
        houses = w.save_all([House(building=b.id, unit=u, room=room) for b, u, room in rooms])
    started = time.perf_counter()
    with store.writing() as w:
        saved = w.save_all(people(count, houses, dice))
    return store, saved, time.perf_counter() - started


def scan_table(store: Store, saved: list[Resident], addresses: dict[int, str]) -> None:
    """The control: one plain table in the same file, read through from end to end."""
    connection = store._connection
    connection.execute("CREATE TABLE scan (id INTEGER PRIMARY KEY, name, spelled, initials, number, phone, address)")
    connection.execute("BEGIN")
    rows: list[list[str | int]] = []
    for person in saved:
        spelling = pinyin.spellings(folding.units(person.name), person=True)[0]
        texts = (person.name, "".join(spelling), pinyin.initials(spelling), person.id_number, person.phone)
        rows.append([person.id, *texts, addresses[person.house].replace("号楼", "-").replace("单元", "-")])
    connection.executemany("INSERT INTO scan VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")


SCAN = "SELECT id FROM scan WHERE " + " OR ".join(
    f"{column} LIKE ?" for column in ("name", "spelled", "initials", "number", "phone", "address")
)


def scan(store: Store, words: str) -> None:
    """What a program without an index does."""
    clauses = " INTERSECT ".join([SCAN] * len(words.split()))
    values = [f"%{word}%" for word in words.split() for _ in range(6)]
    store._connection.execute(f"{clauses} LIMIT {LIMIT}", values).fetchall()


def timed(work: Callable[P, R], *args: P.args, **named: P.kwargs) -> tuple[float, R]:
    """Milliseconds, and what came of it."""
    started = time.perf_counter()
    result = work(*args, **named)
    return (time.perf_counter() - started) * 1000, result


def line(name: str, index: list[float], scanned: list[float], found: float) -> str:
    """One line of the report."""

    def marks(values: list[float]) -> str:
        return f"{statistics.median(values):8.2f} {statistics.quantiles(values, n=20)[-1]:8.2f}"

    return f"{name:24} {marks(index)}   {marks(scanned)}   {found:6.2f}"


def measure(store: Store, saved: list[Resident], addresses: dict[int, str], dice: random.Random) -> None:
    """Prints a line for every way of asking."""
    print(f"{'':24} {'index p50':>8} {'p95':>7}   {'scan p50':>8} {'p95':>8}   recall")
    all_index: list[float] = []
    all_scanned: list[float] = []
    for way in ways(dice):
        index: list[float] = []
        scanned: list[float] = []
        found = 0
        for person in dice.sample(saved, min(ASKED, len(saved))):
            words = way.words(person, addresses[person.house])
            took, hits = timed(store.search, words, LIMIT)
            index.append(took)
            found += person.id in {h.id for h in hits}
            if len(scanned) < ASKED // 5:
                scanned.append(timed(scan, store, words)[0])
        print(line(way.name, index, scanned, found / len(index)))
        if "slip" not in way.name:
            all_index += index
            all_scanned += scanned
    print(line("all but slips", all_index, all_scanned, 1))


def main() -> None:
    """Fills a store, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("residents", nargs="?", type=int, default=50_000)
    count = parser.parse_args().residents
    dice = random.Random(2026)
    with tempfile.TemporaryDirectory() as folder:
        pinyin.warm()
        store, saved, seconds = fill(Path(folder), count, dice)
        print(f"{count} residents saved with index and audit: {seconds:.1f} s")
        took, _ = timed(search_index.rebuild, store._connection)
        print(f"index filled anew: {took / 1000:.1f} s")
        size = store._connection.execute(
            "SELECT sum(length(block)) FROM (SELECT block FROM search_text_data UNION ALL "
            "SELECT block FROM search_identity_data UNION ALL SELECT block FROM search_telephone_data)"
        ).fetchone()
        print(f"full-text part of the index: {int((size or (0,))[0] or 0) / count:.0f} bytes a resident")
        addresses = {i: store.titles("house", [i])[i] for i in {p.house for p in saved}}
        scan_table(store, saved, addresses)
        one = [timed(store.save, person)[0] for person in dice.sample(saved, 100)]
        print(f"one resident saved again: p50 {statistics.median(one):.2f} ms")
        measure(store, saved, addresses, dice)
        store.close()


if __name__ == "__main__":
    main()
