"""The store: made, upgraded, encrypted, filled by hand and from rosters, searched, exported, backed up and restored."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from db.disk.parts import DATABASE
from db.records.registry.resident import Resident
from db.services.backup import SUFFIX, backup, restore
from db.services.centre.set_up import set_up
from db.services.duties.giving_out import Use
from db.services.export_table import export_table
from db.services.find import find
from db.services.registry.import_roster import Choices, commit, preview, read_roster
from db.services.registry.register_resident import Door, house_at
from db.services.save_as_declared import save_as_declared
from db.services.try_upgrade import try_upgrade
from db.store import Store
from gui.selftest.checks import INITIALS, NAME, PARTS, PASSPHRASE, Act, Bench, CheckFailed

FAR_ROWS = 1 << 20
CENTRE = "梧桐社区党群服务中心"
# Names of the second roster: written in the encoding of old office programs, one character outside its first edition.
_OLD_ROSTER = (
    "姓名,性别,户籍地址,联系电话\n欧阳䶮,女,梧桐苑3栋2单元502室,13800000001\n单雄,男,梧桐苑3栋2单元503室,13800000002\n"
)


def make(bench: Bench) -> str:
    """A new store, with a table for every type."""
    bench.store = set_up(bench.folder / "store", CENTRE, "卢清", PASSPHRASE).store
    return f"{sum(bench.store.count(kind.record) for kind in bench.store.kinds)} records"


def upgrade(bench: Bench) -> str:
    """A store of the first release goes through every step, a copy being made before."""
    return try_upgrade(bench.folder / "old-store")


def encrypted(_bench: Bench, store: Store) -> str:
    """Neither SQLite's own heading nor the centre's name can be read in the file; a wrong passphrase does not open it."""
    content = (store.folder / DATABASE).read_bytes()
    logs = [path.read_bytes() for path in store.folder.glob(f"{DATABASE}-*")]
    if content.startswith(b"SQLite format 3") or any(CENTRE.encode() in part for part in (content, *logs)):
        raise CheckFailed("资料没有加密，能直接读出内容")
    return f"{len(content)} bytes"


def register(_bench: Bench, store: Store) -> str:
    """A resident with a rare name, at a new door."""
    house = house_at(store, Door("梧桐苑", "3", "2", "501"))
    saved = save_as_declared(store, Resident(name=NAME, house=house.id, state="1"))
    return f"{saved.name} {saved.id}"


def search(_bench: Bench, store: Store) -> str:
    """By initials, and by the parts of a rare character."""
    counts: list[str] = []
    for words in (INITIALS, PARTS):
        found = [line.title for line in find(store, words)]
        if not any(NAME in title for title in found):
            raise CheckFailed(f"打 {words} 没有找到刚登记的人，只有 {found}")
        counts.append(f"{words}: {len(found)}")
    return "; ".join(counts)


def export(bench: Bench, store: Store) -> str:
    """The residents as a workbook, read again as a roster."""
    path = bench.folder / "residents.xlsx"
    written = export_table(store, Resident, path, whole=Use(recipient="自检", purpose="自检"))
    cells = [cell for sheet in read_roster(path).sheets for row in sheet.rows for cell in row]
    if NAME not in cells:
        raise CheckFailed("导出的表格读不回刚登记的人")
    return f"{written} row(s)"


def import_workbook(bench: Bench, store: Store) -> str:
    """The workbook just exported changes nothing: everybody in it is known."""
    counts = _imported(store, bench.folder / "residents.xlsx")
    if counts != (1, 0):
        raise CheckFailed(f"导出的表格再导入，应当认出 1 人、不新增，结果是{counts}")
    return "1 matched"


def import_old_text(bench: Bench, store: Store) -> str:
    """A text in GB18030 brings two people."""
    path = bench.folder / "roster.csv"
    path.write_bytes(_OLD_ROSTER.encode("gb18030"))
    counts = _imported(store, path)
    if counts != (0, 2) or not find(store, "欧阳䶮"):
        raise CheckFailed(f"GB18030 花名册应当新增 2 人，结果是{counts}")
    return "2 new"


def far_cell(bench: Bench, _store: Store) -> str:
    """A workbook is read in a process of its own, and one full stop in its last cell does no harm."""
    path = bench.folder / "far.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["姓名", "联系电话"])
    sheet.append([NAME, "13800000001"])
    sheet["XFD1048576"] = "."
    book.save(path)
    (found,) = read_roster(path).sheets
    if found.rows[1][:2] != [NAME, "13800000001"] or len(found.rows) != FAR_ROWS:
        raise CheckFailed(f"表格没有读对，只有 {len(found.rows)} 行")
    return f"{len(found.rows)} rows"


def back_up(bench: Bench, store: Store) -> str:
    """A backup, restored into another folder, holds the same people."""
    path = bench.folder / f"trial{SUFFIX}"
    backup(store, path)
    restored = restore(path, bench.folder / "restored", PASSPHRASE)
    try:
        people, kept = store.count(Resident), restored.count(Resident)
    finally:
        restored.close()
    if people != kept:
        raise CheckFailed(f"备份前 {people} 人，恢复后 {kept} 人")
    return f"{kept} resident(s)"


def close(_bench: Bench, store: Store) -> str:
    """Every page and the audit chain are looked at, then the store is closed."""
    faults = store.verify()
    store.close()
    if faults:
        raise CheckFailed(f"资料核验没有通过：{faults[0]}")
    return "verified"


def _imported(store: Store, path: Path) -> tuple[int, int]:
    """How many were known and how many are new, after a roster was taken over."""
    roster = read_roster(path)
    counts = commit(store, preview(store, roster, Choices(), date.today()), roster.source)
    return counts.people_matched, counts.people_new


FIRST: tuple[tuple[str, Act], ...] = (
    ("资料加密", encrypted),
    ("登记居民", register),
    ("首字母查找", search),
    ("导出表格", export),
    ("导入表格", import_workbook),
    ("导入国标文本", import_old_text),
    ("读零散单元格", far_cell),
    ("备份与恢复", back_up),
)
LAST: tuple[tuple[str, Act], ...] = (("核验并关闭", close),)
