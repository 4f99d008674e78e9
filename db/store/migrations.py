"""Steps of the schema, append only.

A step is frozen the day it is released: it imports nothing of the program but frozen text, so that later code cannot
change what it did. A step that cannot run inside a transaction says why. One that only makes tables is a file: see
`db.store.table_steps`.
"""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportPrivateUsage=false
# sqlite-utils leaks unknown types to its callers.

from sqlite_utils import Database, Migrations

from db.store import (
    account_tables,
    amount_tables,
    announcement_tables,
    asked_tables,
    body_tables,
    booklet_tables,
    building_place_tables,
    category_tables,
    clock_tables,
    door_tables,
    draft_tables,
    estate_tables,
    first_tables,
    flow_tables,
    hall_tables,
    holiday_tables,
    hub_tables,
    naming_tables,
    number_tables,
    party_tables,
    people_tables,
    post_tables,
    residence_tables,
    resident_more_tables,
    resident_tables,
    roster_tables,
    search_tables,
    spell_tables,
    tenure_tables,
)

SET = "dangqun-desk"
steps = Migrations(SET)


def _run(db: Database, script: str) -> None:
    for statement in script.split(";\n\n"):
        db.execute(statement)


@steps()
def m001_records(db: Database) -> None:
    """Tables of the first release: records and their parts, counters, drafts, audit."""
    _run(db, first_tables.M001)


@steps()
def m002_search(db: Database) -> None:
    """The search index; a store that already holds records fills it after the steps."""
    _run(db, search_tables.M002)


@steps()
def m003_announcements(db: Database) -> None:
    """公告通知: what the community posts."""
    _run(db, announcement_tables.M003)


@steps()
def m004_number_book(db: Database) -> None:
    """文号簿, with the numbers that cases and minutes have got so far."""
    _run(db, number_tables.M004)


@steps()
def m005_wordings(db: Database) -> None:
    """模板: the centre's own words for its papers."""
    _run(db, number_tables.M005)


@steps()
def m006_one_book(db: Database) -> None:
    """文号簿: one counter a family and year, with the numbers of resolutions and those typed on announcements."""
    _run(db, number_tables.M006)


@steps()
def m007_holidays(db: Database) -> None:
    """放假安排, with that of 2026, which working days of this year are reckoned by."""
    _run(db, holiday_tables.M007)


@steps()
def m008_announcement_marks(db: Database) -> None:
    """公告通知 with 份号, 密级 and the like, days and places of posting, and attachments with their texts."""
    _run(db, announcement_tables.M008)


@steps()
def m009_counted_numbers(db: Database) -> None:
    """Numbers that are only counted are written as they are printed: 第3期, not 3."""
    _run(db, number_tables.M009)


@steps()
def m010_roster_layouts(db: Database) -> None:
    """花名册的列: what the clerk said of the columns of a roster."""
    _run(db, roster_tables.M010)


@steps()
def m011_exact_areas(db: Database) -> None:
    """房屋的建筑面积: whole hundredths of a square metre instead of binary fractions."""
    _run(db, amount_tables.M011)


@steps()
def m012_drafts(db: Database) -> None:
    """Drafts belong to what they were begun from, and there may be several; those that are there keep their place."""
    _run(db, draft_tables.M012)


@steps()
def m013_documents(db: Database) -> None:
    """其他证件 of a resident; numbers that earlier imports wrote into the note stay there."""
    _run(db, resident_tables.M013)


@steps()
def m014_house_place(db: Database) -> None:
    """A door stands in its building once."""
    _run(db, amount_tables.M014)


@steps()
def m015_bodies(db: Database) -> None:
    """组织、人员、任职、上下级、小区; 工作人员 become accounts of persons under the same ids."""
    _run(db, body_tables.M015)


@steps()
def m016_flows(db: Database) -> None:
    """诉求, 经过, 环节设置, and how a case ended: of what is closed it is not known, but for what was not accepted."""
    _run(db, flow_tables.M016)


@steps()
def m017_people(db: Database) -> None:
    """办事的人: persons behind the names of accounts and of who acts in meetings, cases and visits; what is written stays."""
    _run(db, people_tables.M017)
    people_tables.enter_people(db.execute)


@steps()
def m018_parties(db: Database) -> None:
    """当事人、与会人员: residents, bodies or persons, where they were residents alone."""
    _run(db, party_tables.M018)


@steps()
def m019_estates(db: Database) -> None:
    """小区: what buildings bore as a text is an estate."""
    _run(db, estate_tables.ESTATES)
    estate_tables.enter_estates(db.execute)


@steps()
def m020_clocks(db: Database) -> None:
    """办公时间, 办理时限 and the clocks that run by them; the term of mediation is one of these rules.

    Of several terms that had begun the latest held, of several of one day the one that was entered last; an empty one meant the usual
    month. Their rows stay, and nobody reads them any more.
    """
    _run(db, clock_tables.CLOCKS)
    rows = db.execute(clock_tables.TERMS).fetchall()
    by_day = (
        {str(row[2]): term for row in rows if (term := _term(*row[1:4]))}
        if rows
        else {clock_tables.USUAL_SINCE: _usual()}
    )
    days = sorted(by_day)
    for number, since in enumerate(days, 1):
        amount, unit, source = by_day[since]
        following = days[number] if number < len(days) else None
        db.execute(clock_tables.PUT, (number, amount, unit, since, following, source))
    db.execute("INSERT INTO counter (name, value) VALUES ('id:clock_rule', ?)", (len(days),))


def _usual() -> tuple[int, str, str]:
    """A month."""
    return 1, "6", clock_tables.USUAL_SOURCE


def _term(value: str, _since: str, source: str) -> tuple[int, str, str] | None:
    """Amount, unit and source of a term as the rule had it; None for anything else."""
    if not value:
        return _usual()
    text = value.replace(" ", "").translate({ord("０") + n: str(n) for n in range(10)})
    text = text.removesuffix("内").removesuffix("以")
    units = {"工作日": ("4", 1), "月": ("6", 1), "日": ("5", 1), "天": ("5", 1), "周": ("5", 7)}
    for word, (unit, times) in units.items():
        if text.endswith(word):
            count = _count(text.removesuffix(word).removesuffix("个"))
            return None if count is None else (count * times, unit, source or "本中心规定")
    return None


def _count(text: str) -> int | None:
    """A number in Arabic or Chinese figures."""
    if text.isascii() and text.isdigit():
        return int(text)
    figures = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    tens = {"十": 10, "百": 100, "千": 1000}
    total = figure = 0
    for character in text:
        if character not in figures and character not in tens:
            return None
        if character in tens:
            total, figure = total + (figure or 1) * tens[character], 0
        else:
            figure = figures[character]
    return total + figure if text else None


@steps()
def m021_building_places(db: Database) -> None:
    """楼栋的小区和网格 from a day to a day, and what became of an estate that is part of another."""
    _run(db, building_place_tables.PLACES)


@steps()
def m022_posts(db: Database) -> None:
    """Persons that were made of a post alone, such as 主任, are nobody: they go, and what is written stays."""
    post_tables.drop_posts(db.execute)


@steps()
def m023_tenures(db: Database) -> None:
    """任职 in grids, estates and buildings, too; chiefs of grids hold theirs, and the centre and what it works for are bodies."""
    _run(db, tenure_tables.TENURES)
    tenure_tables.enter_chiefs(db.execute)
    _run(db, tenure_tables.BODIES)
    db.execute("DELETE FROM search_rules")


@steps()
def m024_subjects(db: Database) -> None:
    """议定事项 is the subject of a resolution; 三方联席会议、民情恳谈会、流动茶桌 are kinds of meetings of their own."""
    _run(db, hall_tables.SUBJECTS)


@steps()
def m025_hub(db: Database) -> None:
    """诉求 behind each case and each topic that is a problem: one matter is counted once, whatever is done about it."""
    _run(db, hub_tables.HUB)
    hub_tables.enter_matters(db.execute)


@steps()
def m029_named(db: Database) -> None:
    """Persons behind the names of chiefs and stewards; stewards hold their posts, too. Names are read as `m017_people` read them."""
    _run(db, naming_tables.NAMED)
    naming_tables.enter_named(db.execute, people_tables._names)  # noqa: SLF001  frozen like this step


@steps()
def m030_body_note(db: Database) -> None:
    """备注 of 组织, for what the ledgers of offices say of one besides."""
    db.execute("ALTER TABLE body ADD COLUMN \"note\" TEXT NOT NULL DEFAULT ''")


@steps()
def m036_roles(db: Database) -> None:
    """角色 of 工作人员, and when one left."""
    _run(db, account_tables.ROLES)
    account_tables.enter_roles(db.execute)


@steps()
def m039_entries(db: Database) -> None:
    """The day on which each account opened the store last; drafts belong to who typed them, those that are there to everybody."""
    _run(db, account_tables.ENTRIES)


@steps()
def m049_residences(db: Database) -> None:
    """居住记录: where each resident lives, since nobody knows when; of those who left the register until they did."""
    _run(db, residence_tables.RESIDENCES)


@steps()
def m050_booklets(db: Database) -> None:
    """户籍户: households that were booklets are booklets under their ids; of the others the number alone, in one of its own beside."""
    _run(db, booklet_tables.BOOKLETS)
    booklet_tables.change_drafts(db.execute)


@steps()
def m051_spells(db: Database) -> None:
    """户内成员、关爱类别 are found by their days; which agency a care tag comes from."""
    _run(db, spell_tables.SPELLS)


@steps()
def m052_more_of_residents(db: Database) -> None:
    """其他电话、曾用名、监护和照料、组织关系、居住证 and more of 居民; the second telephone is the first of the further ones."""
    _run(db, resident_more_tables.MORE)


@steps()
def m053_doors(db: Database) -> None:
    """产权人、出租、隐患 of 房屋; whose a house is today, since nobody knows when."""
    _run(db, door_tables.DOORS)


@steps()
def m054_grids(db: Database) -> None:
    """From when to when a grid is in use; those that are there are."""
    _run(db, door_tables.GRIDS)


@steps()
def m055_asked(db: Database) -> None:
    """Lists and figures of the centre's own that asked for 户别, 户号 or 其他电话 ask where these stand now."""
    asked_tables.change_asked(db.execute)


@steps()
def m058_categories(db: Database) -> None:
    """类别 of 诉求 is a table of options in two levels; what was typed is an option of the centre's own."""
    category_tables.enter_categories(db.execute)
