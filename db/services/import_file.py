"""导入: any file of tables, whatever its sheets tell of; a roster of residents is one of them.

    file = read_file(path)                              # slow, touches no store
    look_at(file, store.kinds)                          # what it seems to be
    plan = preview(store, file, choices, today)         # changes nothing
    commit(store, plan, file.source)                    # all or nothing

What the clerk wants otherwise (`Choices`) changes the preview. Rosters go their own way: `db.services.registry.import_roster`.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs
from attrs import frozen

from db.errors import AppError, FileUnreadable
from db.records import KINDS
from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services.bound import COMES, TABLES
from db.services.importing.book import Book
from db.services.importing.choices import LEFT_OUT, Choices
from db.services.importing.commit import commit_tables
from db.services.importing.form import TableForm
from db.services.importing.layout import Layout
from db.services.importing.plan import Recognised, TablePlan, make_plan
from db.services.importing.recognise import Guess, exported, fits, guesses, is_sure, layout_as, plain_forms
from db.services.importing.remembered import Kept, Memory
from db.services.registry.import_roster import Roster
from db.services.registry.import_roster.kind_of_table import without_kind
from db.services.registry.import_roster.own_exports import OURS
from db.services.registry.import_roster.recognise import recognise
from db.services.registry.import_roster.side_tables import apart
from db.services.save_as_declared import save_as_declared
from db.services.sheets.process import read_sheets
from db.services.sheets.raw import RawSheet
from db.services.ticks import Tick, never_stop
from db.store import Store
from db.store.reading import Reader

NO_HEADINGS = "没有认出表头"
NO_KIND = "像{0}，程序里没有这一种。要逐人记的，在专项台账的列表上“导入…”；要登记成居民、人员的，请选"
_MOST_TOLD = 6


class KindUnsure(AppError):
    """A file may be one of several tables, and the clerk must say which."""

    code = "kind_unsure"


@frozen
class ReadFile:
    """A file of tables as it stands.

    Attributes:
        source: its name, without its folder.
        sheets: its sheets.
    """

    source: str
    sheets: tuple[RawSheet, ...]

    def roster(self) -> Roster:
        """The same, to be read as a roster."""
        return Roster(self.source, tuple(one for sheet in self.sheets for one in apart(sheet)))


@frozen
class Seen:
    """What a file seems to be.

    Attributes:
        is_roster: whether its sheets name residents.
        guesses: what each other sheet may be, the best first, by the sheet.
    """

    is_roster: bool
    guesses: dict[str, list[Guess]]


def read_file(path: Path, tick: Tick = never_stop) -> ReadFile:
    """The sheets of a file.

    Raises:
        FileUnreadable: it is no table; the remedy says what to do.
        Cancelled: the tick said so.
    """
    return ReadFile(path.name, tuple(read_sheets(path, tick)))


def forms_of(kinds: Kinds) -> tuple[TableForm, ...]:
    """Every form of table that is known, those that tell of several types first."""
    return (*(form for form in TABLES if form.table in kinds), *plain_forms(kinds))


def look_at(file: ReadFile, kinds: Kinds = KINDS) -> Seen:
    """What a file seems to be: a roster, unless a sheet of it is a table that is told by more than a few words."""
    forms = [form for form in forms_of(kinds) if form.table != Resident.TABLE]
    found = {sheet.name: [] if sheet.hidden else guesses(sheet, forms, kinds) for sheet in file.sheets}
    told = any(tells_otherwise(sheet, found[sheet.name][0], kinds) for sheet in file.sheets if found[sheet.name])
    return Seen(not told and _is_roster(file, kinds), found)


def tells_otherwise(sheet: RawSheet, guess: Guess, kinds: Kinds) -> bool:
    """Whether a sheet is a table of something else than residents by more than a few words: an export of ours, or a form that fits better."""
    return guess.layout.own or not (guess.form.plain or _names_residents(sheet, guess, kinds))


def _names_residents(sheet: RawSheet, guess: Guess, kinds: Kinds) -> bool:
    """Whether more of the columns of a sheet are those of a roster than of what it was taken for."""
    as_roster = recognise(sheet, kinds=kinds)
    residents, other = ({c.meaning for c in one.columns if c.meaning} for one in (as_roster, guess.layout))
    return not as_roster.skipped and len(residents) > len(other)


def _is_roster(file: ReadFile, kinds: Kinds) -> bool:
    return any(not recognise(sheet, kinds=kinds).skipped for sheet in file.roster().sheets)


def form_named(kinds: Kinds, name: str) -> TableForm | None:
    """The form of a name; the plain one of a type where that is asked for."""
    return next((form for form in forms_of(kinds) if form.name == name), None)


def as_kind(file: ReadFile, kinds: Kinds, table: str) -> Choices:
    """The choices by which every sheet is taken for a table of one type, by the form of it that fits best.

    Raises:
        FileUnreadable: no sheet has the headings of such a table.
    """
    forms = [form for form in forms_of(kinds) if table in (form.table, form.name)]
    chosen: dict[str, str] = {}
    for sheet in file.sheets:
        names = {form.name for form in forms}
        best = next((g for g in guesses(sheet, forms, kinds) if g.form.name in names), None)
        loose = next((f for f in forms if (at := layout_as(sheet, f)) is not None and fits(f, at)), None)
        chosen[sheet.name] = best.form.name if best else loose.name if loose else ""
    if not any(chosen.values()):
        kind = kinds.find(table)
        label = kind.label if kind else table
        needed = "、".join(" 或 ".join(_labels(forms[-1], keys)) for keys in forms[-1].needs) if forms else ""
        raise FileUnreadable(f"这个文件里没有认出{label}的表", f"表头里要有：{needed}")
    return Choices(forms=chosen)


def _labels(form: TableForm, keys: Sequence[str]) -> list[str]:
    return [topic.label for key in keys if (topic := form.topic(key))]


def recognised(file: ReadFile, choices: Choices, kinds: Kinds, memory: Memory) -> tuple[Recognised, ...]:
    """Each sheet as it is to be read, after what the clerk has said, now or last time."""
    seen = look_at(file, kinds)
    return tuple(_recognised(sheet, seen.guesses[sheet.name], choices, kinds, memory) for sheet in file.sheets)


def _recognised(sheet: RawSheet, found: Sequence[Guess], choices: Choices, kinds: Kinds, memory: Memory) -> Recognised:
    others = tuple(guess.form for guess in found)
    said = choices.forms.get(sheet.name)
    if said == "":
        return Recognised(sheet, Layout(sheet.name, skipped=LEFT_OUT), None, others)
    sure = found[0].form if is_sure(found) and not _strange(sheet, found) else None
    told = form_named(kinds, said) if said else None
    last = _last_time(sheet, (told,) if told else forms_of(kinds), found, choices, memory)
    form = told or (last.form if last else sure)
    if form is None:
        return Recognised(sheet, Layout(sheet.name, skipped=_why_none(sheet, found, kinds)), None, others)
    now = {index: meaning for (name, index), meaning in choices.columns.items() if name == sheet.name}
    columns = {**(last.columns if last else {}), **now}
    own = next((g.layout for g in found if g.form.name == form.name and g.layout.own and not columns), None)
    layout = own or layout_as(sheet, form, columns if said or last or columns else None)
    if layout is None:
        return Recognised(sheet, Layout(sheet.name, skipped=NO_HEADINGS), form, others)
    layout = attrs.evolve(layout, remembered=last is not None)
    return Recognised(sheet, layout, form, others, is_said=form is not sure and (bool(told) or last is not None))


def _strange(sheet: RawSheet, found: Sequence[Guess]) -> str:
    """What a sheet is for which no type stands, and so is not taken for another without asking; "" for any other."""
    return "" if found and found[0].layout.own else without_kind(sheet.rows)


def _why_none(sheet: RawSheet, found: Sequence[Guess], kinds: Kinds) -> str:
    """Why a sheet is not taken before the clerk has said something."""
    if sheet.hidden:
        return "隐藏的工作表"
    if strange := _strange(sheet, found):
        return NO_KIND.format(strange)
    return "像几种表，请选一种" if found else _no_table(sheet, kinds)


def _no_table(sheet: RawSheet, kinds: Kinds) -> str:
    """Why a sheet is none that anything can be made of."""
    kind, _ = exported(sheet, kinds) or (None, 0)
    return f"{OURS}“{kind.label}”表，不能导入" if kind and not kind.can_be_imported else NO_HEADINGS


def _last_time(
    sheet: RawSheet, forms: Sequence[TableForm], found: Sequence[Guess], choices: Choices, memory: Memory
) -> Kept | None:
    """What the clerk said of such a sheet last time, where that counts."""
    if sheet.hidden or sheet.name in choices.guessed or any(guess.layout.own for guess in found):
        return None
    return memory.of(sheet, forms)


def plan_of(store: Reader, file: ReadFile, choices: Choices, today: date, tick: Tick = never_stop) -> TablePlan:
    """What importing a file would do, as far as its sheets are recognised; of the others the clerk is asked. Changes nothing.

    Raises:
        Cancelled: the tick said so.
    """
    sheets = recognised(file, choices, store.kinds, Memory.load(store))
    return make_plan(Book(store, today, choices, ways=COMES), sheets, tick)


def preview(store: Reader, file: ReadFile, choices: Choices, today: date, tick: Tick = never_stop) -> TablePlan:
    """What importing a file would do, if it is no roster; changes nothing.

    Raises:
        KindUnsure: nothing of it can be told without the clerk.
        FileUnreadable: no sheet has the headings of any table that is known.
        Cancelled: the tick said so.
    """
    plan = plan_of(store, file, choices, today, tick)
    if all(one.layout.skipped for one in plan.sheets) and not choices.forms:
        raise _unsure(plan.sheets)
    return plan


def _unsure(sheets: Sequence[Recognised]) -> AppError:
    if strange := next((kind for one in sheets if (kind := without_kind(one.sheet.rows))), ""):
        return KindUnsure(
            f"这个文件像{strange}，程序里没有这一种", "要逐人记的，列进专项台账；要登记成居民、人员的，请说明"
        )
    others = list(dict.fromkeys(f"{form.name}（{form.label}）" for one in sheets for form in one.others))[:_MOST_TOLD]
    if others:
        return KindUnsure(f"这个文件像几种表：{'、'.join(others)}", "请说明是哪一种")
    if ours := next((one.layout.skipped for one in sheets if one.layout.skipped.startswith(OURS)), ""):
        return FileUnreadable(ours, "它由程序自己记着，只能导出来看")
    return FileUnreadable("这个文件里没有认出哪种表", "请说明是哪一种资料，并看看表头在不在")


def commit(store: Store, plan: TablePlan, source: str, tick: Tick = never_stop) -> TablePlan:
    """The plan, now in the store; raises as `commit_tables` does."""
    saves = {kind.table: save_as_declared for kind in store.kinds if kind.save and not kind.number}
    commit_tables(store, plan, source, saves, tick)
    return plan


__all__ = [
    "Choices",
    "KindUnsure",
    "ReadFile",
    "Seen",
    "as_kind",
    "commit",
    "look_at",
    "plan_of",
    "preview",
    "read_file",
]
