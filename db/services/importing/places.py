"""Estates and buildings that rows of tables name: found by any spelling, entered where they are not there."""

from typing import Any

from db.errors import ValueUnreadable
from db.records.base import changed
from db.records.estates.estate import Estate
from db.records.registry.place import Building
from db.services.importing.book import Book
from db.services.importing.drafts import Draft
from db.services.importing.line import Line
from db.values.address import Address, parse


def estate_named(book: Book, line: Line, name: str) -> Draft | None:
    """The estate of a name; a new one is called by the fullest of its names: 幸福里小区 rather than 幸福里."""
    made = Estate.called(name)
    if len(found := book.find(Estate.TABLE, name)) == 1:
        draft = book.known(Estate.TABLE).draft(found[0])
        if draft.is_new and isinstance(draft.record, Estate) and len(made.name) > len(draft.record.name):
            draft.record = changed(draft.record, name=made.name)
            book.known(Estate.TABLE).add(draft)
        return draft
    return book.mention(line, Estate.TABLE, {"name": made.name, "phase": made.phase})


def building_named(
    book: Book, line: Line, estate: str, number: str, *, is_main: bool = False, **more: Any
) -> Draft | None:
    """The building of a number, which may be written with its estate; None where it names none.

    Args:
        book: what is known.
        line: the row.
        estate: its estate as the row names it; "" where that stands with the number.
        number: as it is written.
        is_main: whether the row is about it.
        more: what else the row says of it.
    """
    told = address_of(f"{estate}{number if not number.isdigit() else f'{number}号楼'}") or address_of(number)
    if told is None:
        return None
    home = estate_named(book, line, told.estate or estate) if told.estate or estate else None
    values = {"estate": home.id if home else 0, "number": told.building, **more}
    return (book.bring if is_main else book.mention)(line, Building.TABLE, values)


def address_of(text: str) -> Address | None:
    """Estate and building of what names a building, or a unit or door in it; None for anything else."""
    for whole in (f"{text}101室", text, f"{text.removesuffix('单元')}单元101室"):
        try:
            return parse(whole)
        except ValueUnreadable:
            continue
    return None
