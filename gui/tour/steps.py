"""The steps of the tour, each as a clerk does it: with the keyboard, in the window."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from db.records.bodies.body import Body
from db.records.hall.meeting import Meeting, Topic
from db.records.kinds import Kinds
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident, reference_to
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq, gt, ne
from db.values import pinyin
from gui.pages.hall.meeting import MINUTES, PRESENCE, MeetingPage
from gui.pages.importing.import_page import ImportPage
from gui.pages.matter_page import MatterPage
from gui.pages.record_page import RecordPage
from gui.tour.hands import TourStuck, breathe, press, until, write
from gui.tour.play import Tour
from gui.widgets.editors import Editor, LinkEditor, RefEditor, RowsEditor
from gui.widgets.move_form import MoveForm

FACTS = "住户反映卫生间顶部渗水，墙皮起泡脱落。楼上住户称防水已修过一次，双方对赔偿数额说不到一起，请社区帮助调解。"
TOPICS = ("东门外电动车充电桩选址", "3号楼电梯维修费用公示", "小区文明养宠约定")
DISCUSSION = "与会住户介绍了各自遇到的情况，物业说明了可行的办法，大家认为越早办越好。"
DECISION = "同意按会上商定的办法办理，由责任单位先行实施，社区跟进。"
ACTION = "定出时间表并张贴公示"
OWNER = "幸福物业服务中心"
MATTER = "3号楼东侧充电桩断电"
CALLED = "网格长、物业经理"
COMPANY = "50"
"""物业企业 among the kinds of bodies."""
P = TypeVar("P", bound=QWidget)


def steps(roster: Path, kinds: Kinds) -> list[tuple[str, Callable[[Tour], None]]]:
    """The steps in their order, but those of work that the centre does not do."""
    every: list[tuple[str, str, Callable[[Tour], None]]] = [
        ("导入花名册", Resident.TABLE, lambda tour: import_roster(tour, roster)),
        ("查找", Resident.TABLE, find_people),
        ("受理纠纷", MediationCase.TABLE, accept_case),
        ("登记诉求", Matter.TABLE, take_matter),
        ("办理诉求", Matter.TABLE, move_matter),
        ("预约会议", Meeting.TABLE, call_meeting),
        ("写纪要", Meeting.TABLE, write_minutes),
        ("今日", Resident.TABLE, see_today),
    ]
    return [(name, act) for name, table, act in every if table in kinds]


def import_roster(tour: Tour, roster: Path) -> None:
    """Chooses a roster, looks at the preview, takes it over."""
    tour.window.show_page("import")
    page: ImportPage = tour.window.page("import")
    tour.picture("导入-选择文件")
    page.load(roster)
    until(lambda: page.plan is not None, "导入预览")
    tour.picture("导入-预览")
    page.commit()
    until(page.is_done, "导入完成")
    tour.picture("导入-完成")
    tour.window.show_list(Resident.TABLE)
    tour.picture("居民名单")


def find_people(tour: Tour) -> None:
    """Finds somebody by initials, by door and by the last four; opens their card."""
    store = tour.window.session.store
    resident = _somebody(store)
    house = store.get(House, resident.house)
    building = store.get(Building, house.building)
    door = f"{building.number}栋{house.room}"
    for name, words in (
        ("首字母", initials_of(resident.name)),
        ("门牌", door),
        ("证件后四位", resident.id_number[-4:]),
    ):
        _search(tour, words)
        if not any(getattr(c.value, "table", "") for c in tour.window.search.results()):
            raise TourStuck(f"按{name}没有找到任何人")
        tour.picture(f"查找-{name}")
        press(tour.window.search.line, "Escape")
    _search(tour, resident.name)
    press(tour.window.search.line, "Return")
    breathe()
    tour.picture("居民卡")


def accept_case(tour: Tour) -> None:
    """Takes a case: parties by initials, type by its digit; gets a number; prints the form."""
    store = tour.window.session.store
    tour.window.open_new(MediationCase.TABLE)
    page = _detail(tour, "mediation_case", MatterPage)
    form = page.form
    write(target(form.editors["title_text"]), "卫生间渗水赔偿")
    _choose_code(form.editors["dispute"], "2")
    write(target(form.editors["facts"]), FACTS)
    rows = form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    for number, resident in enumerate(_two_neighbours(store)):
        _pick(rows.rows[number].editors["who"], initials_of(resident.name), resident)
    tour.picture("受理纠纷-填写")
    press(page, "Ctrl+S")
    until(lambda: store.count(MediationCase, gt("id", 0)) > 0, "案件取号")
    tour.picture("受理纠纷-已取号")
    press(page, "Ctrl+P")
    tour.keep_paper("受理登记表")


def take_matter(tour: Tour) -> None:
    """Takes in what somebody brought to the desk; it gets a number and the code of its slip; prints the form with the slip."""
    store = tour.window.session.store
    somebody = _somebody(store)
    tour.window.open_new(Matter.TABLE)
    page = _detail(tour, Matter.TABLE, MatterPage)
    write(target(page.form.editors["subject"]), MATTER)
    rows = page.form.editors["claimants"]
    assert isinstance(rows, RowsEditor)
    who = rows.rows[0].editors["who"]
    assert isinstance(who, RefEditor)
    write(who.line, initials_of(somebody.name))
    until(lambda: bool(who.choices()), "按首字母找到的诉求人")
    press(who.line, "Return")
    until(lambda: bool(who.value()), "选定诉求人")
    press(page, "Ctrl+S")
    until(lambda: store.count(Matter, gt("id", 0)) > 0, "诉求取号")
    tour.picture("诉求-已取号")
    press(page, "Ctrl+P")
    tour.keep_paper("诉求登记表")


def move_matter(tour: Tour) -> None:
    """Fills in what the stage needs, presses the red button twice, and prints the paper that the second move offers."""
    store = tour.window.session.store
    body = save_as_declared(store, Body(name=OWNER, kind=COMPANY))
    page = _detail(tour, Matter.TABLE, MatterPage)
    write(target(_moving(page).editors["called"]), CALLED)
    press(page, "Ctrl+Return")
    until(lambda: store.count(Matter, eq("stage", "2")) > 0, "召集完成")
    lead = _moving(page).editors["lead"]
    assert isinstance(lead, LinkEditor)
    write(lead.line, initials_of(OWNER))
    until(lambda: bool(lead.choices()), "按首字母找到的单位")
    press(lead.line, "Return")
    until(lambda: lead.value() == body.id, "选定主办单位")
    write(target(_moving(page).editors["due"]), "3天后")
    press(page, "Ctrl+Return")
    until(lambda: store.count(Matter, eq("stage", "3")) > 0, "转交处置")
    tour.picture("诉求-已转交")
    offered = next(b for b in page.offer.findChildren(QPushButton) if b.isVisible())
    press(offered, "Space")
    tour.keep_paper("交办单")


def _moving(page: MatterPage) -> MoveForm:
    """The fields of the usual next move."""
    if page.moving is None:
        raise TourStuck("没有下一步可办")
    return page.moving


def call_meeting(tour: Tour) -> None:
    """Gathers topics, calls the meeting of the 25th, invites a building, prints notices and the sign-in sheet."""
    for subject in TOPICS:
        _save_topic(tour, subject)
    tour.picture("议题")
    tour.window.open_new(Meeting.TABLE)
    page = _detail(tour, "meeting", MeetingPage)
    write(target(page.plan.form.editors["chair"]), "周书记")
    choices = page.plan.invitation.group_menu().actions()
    if not choices:
        raise TourStuck("没有可以邀请的住户")
    choices[0].trigger()
    tour.picture("预约会议")
    press(page, "Ctrl+S")
    until(lambda: bool(page.meeting.id), "会议保存")
    press(page, "Ctrl+P")
    tour.keep_paper("会议通知")
    page.sign_in_requested.emit(page.meeting.id)
    tour.keep_paper("签到表")
    tour.window.show_page("today")
    tour.picture("今日-会前")


def write_minutes(tour: Tour) -> None:
    """Marks who came, writes topic by topic, gives each thing an owner and a day, prints the minutes."""
    page = _detail(tour, "meeting", MeetingPage)
    tour.window.open_record(Meeting.TABLE, page.meeting.id)
    page.show_step(PRESENCE)
    for number in range(len(page.meeting.attendees)):
        press(page.presence.list, "2" if number % 5 == 4 else "1")
    tour.picture("到会")
    page.show_step(MINUTES)
    for item in page.minutes.items:
        write(target(item.discussion), DISCUSSION)
        write(target(item.decision), DECISION)
        action = item.add_action()
        action.editors["subject"].set_value("")
        write(target(action.editors["subject"]), ACTION)
        write(target(action.editors["owner"]), OWNER)
        write(target(action.editors["due"]), "15天后")
        breathe()
    tour.picture("纪要")
    press(page, "Ctrl+S")
    until(lambda: bool(page.meeting.minutes_number), "纪要保存")
    press(page, "Ctrl+P")
    tour.keep_paper("会议纪要")


def see_today(tour: Tour) -> None:
    """Sees it all on the first screen, and once more behind the curtain."""
    tour.window.show_page("today")
    tour.picture("今日")
    tour.window.show_list(Resident.TABLE)
    tour.window.toggle_blank()
    tour.picture("遮住")
    tour.window.toggle_blank()


def initials_of(name: str) -> str:
    """What a clerk types for a name: the first letters of its first reading."""
    return pinyin.initials(pinyin.spellings(tuple(name), person=True)[0])


def target(editor: Editor) -> QWidget:
    """The widget of an editor that takes the keys."""
    return editor.target()


def _somebody(store: Store) -> Resident:
    """Somebody with a house and a right number, whose name is in the registry but once."""
    for resident in store.select(Resident, ne("house", None), eq("doubt", ""), order=("name",), limit=400):
        if len(resident.id_number) == 18 and store.count(Resident, eq("name", resident.name)) == 1:
            return resident
    raise TourStuck("名册里没有可查找的人")


def _two_neighbours(store: Store) -> tuple[Resident, Resident]:
    """Two people of different houses whose names are in the registry but once."""
    first = _somebody(store)
    for resident in store.select(Resident, ne("house", first.house), eq("doubt", ""), order=("-name",), limit=400):
        if resident.house and store.count(Resident, eq("name", resident.name)) == 1:
            return first, resident
    raise TourStuck("名册里没有第二位当事人")


def _search(tour: Tour, words: str) -> None:
    press(tour.window, "Ctrl+K")
    line = tour.window.search.line
    line.selectAll()
    write(line, words)
    until(lambda: bool(tour.window.search.results()), "查找结果")


def _pick(editor: Editor, letters: str, resident: Resident) -> None:
    """Types initials into a picker and takes the person out of the list."""
    assert isinstance(editor, LinkEditor)
    wanted = reference_to(resident.id)
    write(editor.line, letters)
    until(lambda: bool(editor.choices()), "按首字母找到的人")
    for _ in range(len(editor.choices())):
        if editor.marked() == wanted:
            break
        press(editor.line, "Down")
    press(editor.line, "Return")
    until(lambda: editor.value() == wanted, f"选定当事人（{letters}）")


def _choose_code(editor: Editor, digit: str) -> None:
    line = target(editor)
    write(line, digit)
    breathe()
    press(line, "Return")


def _save_topic(tour: Tour, subject: str) -> None:
    tour.window.open_new(Topic.TABLE)
    page: RecordPage = tour.window.page("topic")
    form = page.form_page.form
    assert form is not None
    write(target(form.editors["subject"]), subject)
    press(page.form_page, "Ctrl+S")
    until(lambda: tour.window.session.store.count(Topic, eq("subject", subject)) > 0, "议题保存")


def _detail(tour: Tour, key: str, kind: type[P]) -> P:
    """The page of one record of a kind."""
    found = tour.window.page(key).findChild(kind)
    assert isinstance(found, kind)
    return found
