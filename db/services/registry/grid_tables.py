"""网格一览、楼栋长名册、十联户名册: the tables in which a community keeps its grids, who heads them, and who heads buildings and groups."""

from collections import Counter, defaultdict

from attrs import define, field

from db.fields import Day, Link, Looks, Phone, Privacy, Whole
from db.records.base import changed
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.participant import ACTORS, participant_of
from db.records.registry.place import Building, Grid
from db.services.importing.book import Book
from db.services.importing.drafts import Draft
from db.services.importing.form import TableForm, rowwise
from db.services.importing.headings import TELEPHONE, Topic
from db.services.importing.line import Line
from db.services.importing.places import building_named
from db.services.importing.problems import Verdict
from db.services.importing.texts import buildings_in, noted, people_in
from db.values import name_list, person_name
from db.values.folding import fold

WORKER, GROUP_HEAD = "12", "15"
FEWEST, MOST = 5, 15
"""Households of a group of ten; fewer or more is worth a look."""
GRID_LINK = Link("网格", to=Grid.TABLE)
_STATED = "households_stated"
_COUNTED = "households_counted"


_SINCE = Topic(
    "since", "任职日期",
    ("任职时间", "上岗日期", "上岗时间", "网格长任职日期", "楼栋长任职日期", "起始日期", "聘任日期", "任期起", "任职起始日期"),
    kind=Day("任职日期", looks=Looks.BACK),
)  # fmt: skip


def _phone(key: str, label: str, *words: str, shape: str) -> Topic:
    return Topic(key, label, words, shape=shape, kind=Phone(label, privacy=Privacy.PERSONAL))


GRID_TOPICS = (
    Topic("name", "网格名称", ("网格", "网格名", "所属网格", "网格号")),
    Topic("code", "网格编码", ("网格代码", "网格编号", "编码", "编号")),
    Topic("chief", "网格长", ("网格负责人", "负责人"), shape="(?:专职|兼职)?网格长(?:姓名)?"),
    _phone("phone", "网格长电话", "负责人电话", shape=f"(?:网格长)?{TELEPHONE}"),
    Topic("worker", "专职网格员", ("专兼职网格员",), shape="(?:专职|兼职|专兼职|社区|配备)*网格员(?:姓名)?"),
    _phone("worker_phone", "网格员电话", shape=f"(?:专职|兼职|专兼职)?网格员{TELEPHONE}"),
    Topic(
        "area", "范围", ("所辖楼栋", "包含楼栋", "四至"),
        shape="(?:网格)?(?:管辖|覆盖|管理|责任|服务|所辖|包含|涉及)(?:的)?(?:范围|区域|楼栋|小区)|(?:网格)?(?:范围|区域)",
    ),
    Topic("stated", "户数", ("户数户",), shape="(?:总|常住|居民|住|入住|覆盖|管辖)*户数", kind=Whole("户数", units=("户",))),
    Topic("party_group", "党支部（党小组）", ("党支部", "党小组", "网格党支部", "网格党小组")),
    _SINCE,
    Topic("note", "备注", ("说明",)),
)  # fmt: skip
STEWARD_TOPICS = (
    Topic("grid", "所属网格", ("网格", "网格名称", "所在网格")),
    Topic("estate", "小区", ("小区名称", "小区名", "所属小区", "所在小区")),
    Topic("building", "楼栋", ("楼号", "栋号", "幢号"), shape="(?:所[在属]|负责|管理)?(?:楼栋|楼|栋|幢|座)(?:号|名称)?"),
    Topic(
        "steward", "楼栋长", shape="(?:楼栋长|楼长|楼组长|栋长|楼幢长)(?:姓名)?", loose=("姓名", "负责人", "负责人姓名")
    ),
    _phone("phone", "电话", shape=f"(?:楼栋长|楼长|楼组长|栋长|本人)?{TELEPHONE}"),
    _SINCE,
    Topic("note", "备注", ("说明",)),
)  # fmt: skip
_GROUP, _HEAD = "(?:十联户|联户|十户|联户组)", "(?:长|代表|负责人)"
GROUP_TOPICS = (
    Topic("grid", "网格", ("所属网格", "网格名称", "所在网格")),
    Topic("estate", "小区", ("小区名称", "所属小区")),
    Topic("building", "楼栋", ("楼号", "所属楼栋", "楼栋名称"), shape="(?:所[在属])?(?:楼栋|楼|栋|幢|座)(?:号|名称)?"),
    Topic("group", "联户组", ("组别", "组名", "小组", "组号"), shape=f"{_GROUP}(?:编)?(?:小)?组?(?:别|名|号|名称|编号)?"),
    Topic("head", "联户长", ("组长",), shape=f"{_GROUP}{_HEAD}(?:姓名)?"),
    _phone("phone", "联户长电话", "组长电话", shape=f"{_GROUP}{_HEAD}{TELEPHONE}"),
    Topic("householder", "户主", ("户主姓名", "姓名", "住户", "住户姓名")),
    Topic("room", "房号", ("门牌", "房屋", "户号"), shape="(?:门牌|房间|单元房|单元室|户室|房|室)(?:号码?|号)"),
    _phone("household_phone", "住户电话", shape=f"(?:户主|住户)?{TELEPHONE}"),
    Topic("note", "备注", ("说明",)),
)  # fmt: skip


def _persons(book: Book, line: Line, key: str, phone: str) -> list[tuple[str, int]]:
    """Name and person of those whom a cell names, whose telephone another one tells."""
    people = people_in(line.text(key))
    if line.has(key) and not people:
        line.tell(key, "name_missing", "看不出写的是谁", "没有记任职，请核对")
    beside = line.value(phone) if len(people) == 1 else ""
    told = [(name, {"name": name, "phone": beside or own}) for name, own in people]
    found = ((name, book.mention(line, Person.TABLE, values)) for name, values in told)
    return [(name, person.id) for name, person in found if person]


def _post(book: Book, line: Line, keys: tuple[str, str], of: int, post: str, *, main: bool = False) -> None:
    """Enters the posts of those whom a cell names."""
    for _name, person in _persons(book, line, *keys):
        held = {"person": person, "of": of, "post": post}
        (book.bring if main else book.mention)(line, Tenure.TABLE, held)


def _named(book: Book, line: Line, keys: tuple[str, str], draft: Draft) -> None:
    """Ties those whom a record comes to name to the persons whose telephone the row tells; their posts follow (`db.store.posts`)."""
    key, persons = keys[0], _persons(book, line, *keys)
    part, change = participant_of(draft.kind.record), draft.changes.get(key)
    names = [person_name.key(name) for name in name_list.names(str(getattr(draft.record, key)))]
    comes = draft.is_new or (change is not None and change.taken)
    if part and persons and comes and names == [person_name.key(name) for name, _ in persons]:
        actors = tuple(part(role=key, name=name, who=person) for name, person in persons)
        draft.record = changed(draft.record, **{ACTORS: actors})


@define
class GridReader:
    """网格一览."""

    book: Book
    _codes: list[tuple[Line, str]] = field(factory=list[tuple[Line, str]])

    def take(self, line: Line) -> None:
        """One grid with its chief, its workers and its buildings."""
        written = line.text("code").replace(" ", "")
        told = noted((t.label, line.text(k)) for k in ("area", "stated", "note") if (t := line.form.topic(k)))
        values = {"name": line.text("name"), "code": written, "chief": line.text("chief"), "phone": line.value("phone")}
        values |= {"party_group": line.text("party_group"), "note": told, "chief_since": line.value("since")}
        grid = self.book.bring(line, Grid.TABLE, values)
        if grid is None:
            return
        if written:
            self._codes.append((line, written))
        _post(self.book, line, ("worker", "worker_phone"), grid.reference, WORKER)
        _named(self.book, line, ("chief", "phone"), grid)
        for estate, number in buildings_in(line.text("area")):
            building_named(self.book, line, estate, number, grid=grid.id)
        stated = line.value("stated")
        if stated is not None:
            self.book.shared.setdefault(_STATED, []).append((fold(line.text("name")), stated, line))

    def end(self) -> None:
        """Codes of one table are equally long; what other sheets count of households is compared when they are read."""
        lengths = Counter(len(code) for _, code in self._codes)
        usual, times = lengths.most_common(1)[0] if lengths else (0, 0)
        for line, code in self._codes:
            if len(code) != usual and times > 1:
                said = f"网格编码是{len(code)}位，这张表里别的都是{usual}位"
                line.tell("code", "code_length", said, "已照原样导入，请核对", Verdict.WRONG)
        self.book.later.append(self._compare)

    def _compare(self) -> None:
        counted = self.book.shared.get(_COUNTED)
        for name, stated, line in self.book.shared.pop(_STATED, []):
            if counted and name in counted and len(counted[name]) != stated:
                said = f"写的是{stated}户，十联户里数得{len(counted[name])}户"
                line.tell("stated", "count_differs", said, "户数已照写的记在备注，请核对")


def _grid(book: Book, line: Line) -> int:
    """The grid that a row names; 0 where it names none."""
    return book.led_to(line, "grid", GRID_LINK, line.text("grid")) if line.has("grid") else 0


def read_steward(book: Book, line: Line) -> None:
    """One building and who heads it."""
    told = {"steward": line.text("steward"), "steward_since": line.value("since"), "note": line.text("note")}
    building = building_named(
        book, line, line.text("estate"), line.text("building"), is_main=True, grid=_grid(book, line), **told
    )
    if building is None:
        if not book.row(line.place).held:
            book.hold(line, "building", "building_unreadable", "看不出是哪栋楼", "请写成“小区3号楼”的样子")
        return
    if not line.has("steward"):
        line.tell("steward", "name_missing", "没有写楼栋长", "楼栋已登记，请补上楼栋长", Verdict.NOTE)
        return
    _named(book, line, ("steward", "phone"), building)


@define
class _Group:
    """One group of ten: its first row, its head, and its households by what tells them apart."""

    line: Line
    name: str
    doors: dict[tuple[object, ...], Line] = field(factory=dict[tuple[object, ...], Line])


@define
class GroupReader:
    """十联户名册."""

    book: Book
    _groups: dict[tuple[object, ...], _Group] = field(factory=dict[tuple[object, ...], _Group])
    _of_door: dict[tuple[object, ...], _Group] = field(factory=dict[tuple[object, ...], _Group])

    def take(self, line: Line) -> None:
        """One household of a group."""
        building = building_named(
            self.book, line, line.text("estate"), line.text("building"), grid=_grid(self.book, line)
        )
        if building is None:
            self.book.hold(line, "building", "building_unreadable", "看不出是哪栋楼", "请写成“小区3号楼”的样子")
            return
        key = (
            building.id,
            fold(line.text("group")),
            person_name.key(line.text("head")) if not line.has("group") else "",
        )
        if key not in self._groups:
            self._groups[key] = _Group(line, line.text("group") or line.text("head"))
            _post(self.book, line, ("head", "phone"), building.reference, GROUP_HEAD, main=True)
        group = self._groups[key]
        if not (line.has("room") or line.has("householder")):
            return
        door = (building.id, fold(line.text("room")) or person_name.key(line.text("householder")))
        other = self._of_door.setdefault(door, group)
        group.doors.setdefault(door, line)
        if other is not group:
            said = f"第{line.place[1]}行的这一户（{line.text('room')}）在{other.name}里也有"
            group.line.tell("room", "household_twice", said, "请核对这一户归哪个组")
        counted = self.book.shared.setdefault(_COUNTED, defaultdict[str, set[tuple[object, ...]]](set))
        counted[fold(line.text("grid"))].add(door)

    def end(self) -> None:
        """Groups that are much smaller or larger than ten households."""
        for group in self._groups.values():
            if group.doors and not FEWEST <= len(group.doors) <= MOST:
                said = f"{group.name}有{len(group.doors)}户，十联户一般是十户左右"
                group.line.tell("group", "group_size", said, "请核对")
        if self._groups:
            self.book.assumptions["十联户的各户没有登记成居民；要登记，请把这张表另按居民花名册导入"] = None


GRID_TABLE = TableForm(
    name="grids_of_community", label="网格一览", table=Grid.TABLE, topics=GRID_TOPICS,
    needs=(("name",), ("chief", "worker", "area", "stated"), ("worker", "area", "stated", "code")),
    begin=GridReader, titles="网格", alone=("name", "code"),
)  # fmt: skip
STEWARD_TABLE = TableForm(
    name="stewards", label="楼栋长名册", table=Building.TABLE, topics=STEWARD_TOPICS, needs=(("building",), ("steward",)),
    begin=rowwise(read_steward), titles="楼栋长|楼长|楼组长",
)  # fmt: skip
GROUP_TABLE = TableForm(
    name="household_groups", label="十联户名册", table=Tenure.TABLE, topics=GROUP_TOPICS,
    needs=(("head",), ("building",), ("group", "householder", "room")), begin=GroupReader, titles="联户", alone=("room",),
)  # fmt: skip
