"""What each event does to the records on the board; whatever cannot be is refused in words."""

from collections.abc import Callable, Mapping, Sequence

from db.records.base import changed
from db.records.registry.booklet import Booklet
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import DIED, FEMALE, GONE, IN_REGISTER, MALE, Resident
from db.records.registry.resident_parts import Document
from db.records.spells import ONE_DAY, last_day
from db.services.registry.doubt_number import doubts_of
from db.services.registry.events import kin, together
from db.services.registry.events.asked import Asked, Event, Newborn, Newcomer, What
from db.services.registry.events.board import HOMES, Board, CannotHappen, Home, named
from db.services.registry.events.checked import check_day, refuse_twin, refuse_unborn
from db.services.registry.lived_in import VACANT, likely_use, shown
from db.services.registry.same_number import filled_from_number
from db.store import Store, eq
from db.values import paper_number

OTHER_REASON = "99"
MARRIED, WIDOWED, DIVORCED = "20", "30", "40"
HAVE_PARTNER = frozenset({"20", "21", "22", "23"})
MARRY_FROM = {MALE: 22, FEMALE: 20}
"""Full years from which on somebody may marry (民法典 第一千零四十七条)."""
APART = "02"
"""不一致 of the table ``residence_match``."""


def lay_out(store: Store, board: Board, event: Event) -> None:
    """Lays an event out.

    Raises:
        CannotHappen: it cannot be so.
    """
    check_day(board, event)
    _WAYS[event.what](store, board, event)
    _live_in(store, board, event.asked.use)


def _live_in(store: Store, board: Board, said: str) -> None:
    """Flats that were said to stand empty are used by those who come, as what the clerk said, or as what the owner's name tells."""
    coming: dict[int, list[Resident]] = {}
    for one in board.changes(Resident):
        was, now = one.was, one.now
        if not isinstance(now, Resident) or now.state != IN_REGISTER or not now.house:
            continue
        if not isinstance(was, Resident) or was.state != IN_REGISTER or was.house != now.house:
            coming.setdefault(now.house, []).append(now)
    seen = store.seen(House.TABLE, coming)
    for house, people in coming.items():
        if house not in seen:
            continue
        flat = board.get(House, house)
        if flat.use != VACANT:
            continue
        if use := said or likely_use(flat, people):
            board.put(changed(flat, use=use))
        if not said:
            told = f"按产权人推作{shown(use)}，不对的请选“空置的改成”" if use else "请在“空置的改成”里选自住或出租"
            board.doubts.append(f"{store.title(flat)}原来写着空置，{told}")


# Coming.


def _came(store: Store, board: Board, event: Event) -> None:
    asked = event.asked
    rows = [row for row in asked.people if row.name.strip()]
    if not rows:
        raise CannotHappen("没有写迁来的人")
    home, house = _where(store, board, asked)
    fresh = [_newcomer(store, board, row, asked, house) for row in rows]
    seats = list(zip(fresh, rows, strict=True))
    if home is None:
        first = seats.pop(_head_among(rows))[0]
        home = board.found(house, first.id, board.day)
    for one, row in seats:
        home = _seated(board, home, one.id, row.relation or ("" if board.people(home) else HEAD))


def _head_among(rows: Sequence[Newcomer]) -> int:
    """Which of them begins a household: whoever is said to be the head, else the first of whom nothing is said."""
    said = [row.relation for row in rows]
    return next((said.index(relation) for relation in (HEAD, "") if relation in said), 0)


def _newcomer(store: Store, board: Board, row: Newcomer, asked: Asked, house: int) -> Resident:
    wider = paper_number.widened(row.id_number)
    number = wider or row.id_number
    made = Resident(
        name=row.name, id_kind=paper_number.kind_of(number), id_number=number, phone=row.phone, population=asked.population,
        documents=(Document(number=row.id_number, reason="15位旧号"),) if wider else (),
    )  # fmt: skip
    made = changed(made, **filled_from_number(made))
    board.doubts += [f"{made.name}：{doubt}" for doubt in doubts_of(made)]
    refuse_twin(store, board, made)
    refuse_unborn(board, made)
    left = store.select(Resident, eq("id_number", made.id_number), limit=1) if made.id_number else []
    if left:
        board.doubts.append(f"{made.name}的号码以前登记过，已{left[0].mark()}：是同一个人的，请打开那一条用“回来”")
    return board.put(board.settle(made, house, asked.reason or OTHER_REASON, asked.whence))


def _returned(store: Store, board: Board, event: Event) -> None:
    asked = event.asked
    home, house = _where(store, board, asked)
    olds = together.relations_before(store, [board.get(Resident, i) for i in event.who])
    for number, i in enumerate(event.who):
        one = board.get(Resident, i)
        if one.state == IN_REGISTER:
            raise CannotHappen(f"{one.name}现在就在册；换了住处的，用“搬家”")
        if one.state == DIED:
            raise CannotHappen(f"{one.name}登记的是死亡；登记错了的，请打开修改登记状态")
        if one.state_day and board.day <= one.state_day:
            raise CannotHappen(f"{one.name}是 {one.state_day} {one.mark()}的，回来的日期要晚于那一天")
        here = changed(one, state=IN_REGISTER, state_day=None)
        refuse_twin(store, board, here)
        board.put(board.settle(here, house, asked.reason or OTHER_REASON, asked.whence))
        for kind in HOMES:
            board.leave(kind, i, board.day - ONE_DAY)
        home = board.get(Household, home.id) if home is not None else None
        if home is None:
            home = board.found(house, i, board.day)
            continue
        said = "" if number else asked.relation
        relation = "" if asked.home else together.to_first(board, olds, one, board.get(Resident, event.who[0]))
        home = _seated(board, home, i, said or relation)


def _where(store: Store, board: Board, asked: Asked) -> tuple[Household | None, int]:
    """The household that is joined, None for one of their own; and the house."""
    home = board.get(Household, asked.home) if asked.home else None
    house = asked.house or (home.house if home else 0)
    if not house:
        raise CannotHappen("没有写住到哪里")
    if home is not None and home.house != house:
        raise CannotHappen(f"“{store.title(home)}”不住在那里，请核对住到哪里和编入哪一户")
    board.get(House, house)
    return home, house


def _seated(board: Board, home: Household, resident: int, relation: str) -> Household:
    made = board.sit(home, resident, relation, board.day)
    assert isinstance(made, Household)
    return made


# Moving.


def _moved(store: Store, board: Board, event: Event) -> None:
    asked = event.asked
    home, house = _where(store, board, asked)
    for one in (board.get(Resident, i) for i in event.who):
        if one.house == house and home is None:
            raise CannotHappen(f"{one.name}现在就住在那里；同住另立一户的，用“分户”")
    whole = together.whole(board, event.who)
    if home is None and whole is not None:
        for one in together.living(board, whole):
            board.put(board.settle(one, house))
        board.put(changed(whole, house=house))
        return
    _resettle(board, event, home, house)


def _joined(store: Store, board: Board, event: Event) -> None:
    if not event.asked.home:
        raise CannotHappen("没有选并到哪一户")
    home, house = _where(store, board, changed(event.asked, house=0))
    _resettle(board, event, home, house)
    if event.asked.booklet and home is not None:
        _join_booklet(board, event, home)


def _join_booklet(board: Board, event: Event, home: Household) -> None:
    """The same in the booklet of the head who is joined."""
    there = board.homes(Booklet, home.head) if home.head else []
    if not there:
        raise CannotHappen("那户的户主不在哪本户口簿上，户口簿不能照办")
    coming = [i for i in event.who if all(m.resident != i for m in there[0].present())]
    board.take_out(coming, Booklet, went="并户")
    for number, i in enumerate(coming):
        board.sit(board.get(Booklet, there[0].id), i, "" if number else event.asked.relation, board.day, came="并户")


def _resettle(board: Board, event: Event, home: Household | None, house: int) -> None:
    """Takes people out of their households into another one, or one of their own, of which the first is the head."""
    if home is not None and (there := [m.resident for m in home.present() if m.resident in event.who]):
        raise CannotHappen(f"{board.get(Resident, there[0]).name}已经在这一户里")
    olds = together.old_relations(board, event.who)
    board.take_out(event.who, Household)
    first = board.get(Resident, event.who[0])
    for number, i in enumerate(event.who):
        one = board.get(Resident, i)
        if one.house != house:
            board.put(board.settle(one, house))
        if home is None:
            home = board.found(house, i, board.day)
        else:
            said = event.asked.relation if number == 0 or len(event.who) == 1 else ""
            relation = said or (together.to_first(board, olds, one, first) if not event.asked.home else "")
            home = _seated(board, home, i, relation)


def _divided(_store: Store, board: Board, event: Event) -> None:
    home = board.household(event.who[0])
    if home is None:
        raise CannotHappen("还没有编入一户，不用分")
    if together.whole(board, event.who) is not None:
        raise CannotHappen("一户的人都选上了，没有人留下；全户换住处的，用“搬家”")
    for i in event.who:
        if board.household(i) is not home:
            raise CannotHappen(f"{board.get(Resident, i).name}不在这一户里")
    if event.asked.divorced:
        _divorce(board, home, event.who[0])
    house = event.asked.house or home.house
    if not house:
        raise CannotHappen("没有写住到哪里")
    olds = together.old_relations(board, event.who)
    _resettle(board, event, None, house)
    if event.asked.booklet:
        _divide_booklet(board, event, olds)


def _divorce(board: Board, home: Household, resident: int) -> None:
    one = board.get(Resident, resident)
    board.put(changed(one, marriage=DIVORCED))
    partner = _partner_in(board, home, resident)
    if partner is None:
        board.doubts.append(f"户里没有写{one.name}的配偶，对方的婚姻状况没有改")
    else:
        board.put(changed(partner, marriage=DIVORCED))


def _divide_booklet(board: Board, event: Event, olds: Mapping[int, str]) -> None:
    """The same in the booklet, where all of them stand in one."""
    there = board.homes(Booklet, event.who[0])
    in_it = [i for i in event.who if there and any(m.resident == i for m in there[0].present())]
    if not in_it or len(in_it) == len(there[0].present()):
        raise CannotHappen("他们不在同一本户口簿上，或户口簿上没有别人，户口簿不用分")
    was = there[0]
    assert isinstance(was, Booklet)
    board.take_out(in_it, Booklet, went="分户")
    fresh: Home = board.put(Booklet(kind=was.kind, house=was.house, address=was.address))
    first = board.get(Resident, in_it[0])
    for i in in_it:
        relation = HEAD if i == first.id else together.to_first(board, olds, board.get(Resident, i), first)
        fresh = board.sit(board.get(Booklet, fresh.id), i, relation, board.day, came="分户")
    board.doubts.append("新户口簿的户号还不知道，办好以后请补上")


# Leaving.


def _left(_store: Store, board: Board, event: Event) -> None:
    asked = event.asked
    for i in event.who:
        one = board.leave_house(board.get(Resident, i), board.day, asked.whither)
        if asked.stays:
            if not board.homes(Booklet, i):
                raise CannotHappen(f"{one.name}不在哪本户口簿上，户口没有可留的")
            board.put(changed(one, house=0, residence_match=APART))
        else:
            board.put(changed(one, state=GONE, state_day=board.day))
    if asked.stays:
        board.doubts.append("人员类别没有改，请核对")
    board.take_out(event.who, Household, board.day)
    if not asked.stays:
        board.take_out(event.who, Booklet, board.day, "迁出")


def _died(_store: Store, board: Board, event: Event) -> None:
    for i in event.who:
        one = board.get(Resident, i)
        home = board.household(i)
        partner = _partner_in(board, home, i) if home else None
        gone = board.leave_house(one, board.day)
        party = tuple(row if row.until else changed(row, until=last_day(row, board.day)) for row in gone.party)
        board.put(changed(gone, state=DIED, state_day=board.day, party=party))
        if partner is not None and partner.marriage in HAVE_PARTNER:
            board.put(changed(partner, marriage=WIDOWED))
    board.take_out(event.who, Household, board.day)
    board.take_out(event.who, Booklet, board.day, "死亡")


def _partner_in(board: Board, home: Home, resident: int) -> Resident | None:
    """The husband or wife, where one of the two is the head."""
    own = board.relation(home, resident)
    wanted = kin.SPOUSES if own == HEAD else frozenset({HEAD}) if own in kin.SPOUSES else frozenset[str]()
    found = [m.resident for m in home.present() if m.relation in wanted and m.resident != resident]
    return board.get(Resident, found[0]) if len(found) == 1 else None


# Being born, marrying.


def _born(store: Store, board: Board, event: Event) -> None:
    parent = board.get(Resident, event.who[0])
    rows = [row for row in event.asked.children if row.name.strip()]
    if not rows:
        raise CannotHappen("没有写出生的孩子；还没有取名的，写“某某之子”")
    if not parent.house:
        raise CannotHappen(f"{parent.name}没有写现住房屋，请先写上")
    children = [_newborn(store, board, row, parent) for row in rows]
    kinds: Sequence[type[Home]] = HOMES if event.asked.booklet else (Household,)
    for kind in kinds:
        homes = board.homes(kind, parent.id)
        if not homes and kind is Booklet:
            raise CannotHappen(f"{parent.name}不在哪本户口簿上，请先写户籍户，或不勾“户口本上也照办”")
        if not homes:
            homes = [board.found(parent.house, parent.id, board.day)]
        own = board.relation(homes[0], parent.id)
        for child, row in zip(children, rows, strict=True):
            home = board.get(kind, homes[0].id)
            relation = row.relation or kin.of_child(own, child)
            board.sit(home, child.id, relation, board.day, came="出生")


def _newborn(store: Store, board: Board, row: Newborn, parent: Resident) -> Resident:
    made = Resident(
        name=row.name, sex=row.sex, id_number=row.id_number, birth=board.day, house=parent.house,
        population=parent.population, registered_at=parent.registered_at, residence_match=parent.residence_match,
    )  # fmt: skip
    made = changed(made, **filled_from_number(made))
    board.doubts += [f"{made.name}：{doubt}" for doubt in doubts_of(made)]
    refuse_twin(store, board, made)
    return board.put(board.settle(made, parent.house))


def _married(_store: Store, board: Board, event: Event) -> None:
    one = board.get(Resident, event.who[0])
    people = [one]
    if event.asked.partner:
        partner = board.get(Resident, event.asked.partner)
        if partner.id == one.id:
            raise CannotHappen("是同一个人，请另选")
        if partner.state != IN_REGISTER:
            raise CannotHappen(f"{partner.name}已经{partner.mark()}")
        refuse_unborn(board, partner)
        people.append(partner)
    elif event.asked.together:
        raise CannotHappen("没有选和谁结婚；对方还没有登记的，先办“迁入”")
    if already := [p for p in people if p.marriage in HAVE_PARTNER]:
        board.doubts.append(f"{named(already)}的婚姻状况原来就写着有配偶，请核对")
    board.doubts += [f"{p.name}{why}" for p in people if (why := _too_young(board, p))]
    for p in people:
        if p.marriage not in HAVE_PARTNER:
            board.put(changed(p, marriage=MARRIED))
    if event.asked.together:
        _move_in(board, board.get(Resident, one.id), board.get(Resident, people[1].id))


def _too_young(board: Board, one: Resident) -> str:
    """Why somebody may not marry yet on the day, in words (民法典 第一千零四十七条); a doubt, as what is registered may be wrong."""
    years = MARRY_FROM.get(one.sex)
    age = one.age(board.day)
    return f"那天 {age} 岁，不到 {years} 周岁，请核对" if years and age is not None and age < years else ""


def _move_in(board: Board, one: Resident, partner: Resident) -> None:
    if not one.house:
        raise CannotHappen(f"{one.name}没有写现住房屋，请先写上")
    home = board.household(one.id)
    if home is not None and board.household(partner.id) is home:
        raise CannotHappen("两个人已经在同一户")
    board.take_out([partner.id], Household)
    if partner.house != one.house:
        board.put(board.settle(partner, one.house))
    home = board.household(one.id) or board.found(one.house, one.id, board.day)
    _seated(board, home, partner.id, kin.of_partner(board.relation(home, one.id), partner))


_WAYS: Mapping[What, Callable[[Store, Board, Event], None]] = {
    What.CAME: _came,
    What.MOVED: _moved,
    What.LEFT: _left,
    What.BORN: _born,
    What.DIED: _died,
    What.MARRIED: _married,
    What.DIVIDED: _divided,
    What.JOINED: _joined,
    What.RETURNED: _returned,
}
