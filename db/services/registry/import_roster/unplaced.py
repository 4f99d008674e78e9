"""小区没有写: buildings without an estate, though those of the store stand in some. Whether they are the same ones the clerk must say."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from db.errors import AppError
from db.records.estates.estate import Estate
from db.records.registry.roster_layout import NO_ESTATE
from db.services.registry.import_roster.places import PlaceBook
from db.services.registry.import_roster.read_rows import SheetRows
from db.values.address import building_key, estate_key


@frozen
class Unplaced:
    """A sheet of which somebody must say in which estate its buildings are.

    Attributes:
        sheet: its name.
        rows: how many rows live in such a building.
        estates: what may be meant, the one that has the most of these buildings first.
    """

    sheet: str
    rows: int
    estates: tuple[str, ...]

    def sentence(self) -> str:
        """What is asked."""
        return (
            f"“{self.sheet}”有 {self.rows} 行的楼栋没有写小区，登记里已经有小区：{'、'.join(self.estates)}。"
            f"是哪个小区的，还是“{NO_ESTATE}”？"
        )


class EstateUnsure(AppError):
    """Of a sheet the clerk must say first in which estate its buildings are; nothing was imported."""

    code = "estate_unsure"

    def __init__(self, found: Sequence[Unplaced], remedy: str = "请先选小区，再导入") -> None:
        super().__init__("".join(one.sentence() for one in found), remedy)


def unplaced(sheets: Iterable[SheetRows], places: PlaceBook, estates: Iterable[Estate]) -> Iterator[Unplaced]:
    """The sheets that would make buildings of no estate beside those of estates, and of which nothing was said."""
    open_ = [estate for estate in estates if estate.closed is None]
    for sheet in sheets if open_ else ():
        if sheet.layout.estate_said:
            continue
        told = [e.place for e in sheet.entries if e.place and not e.place.estate]
        numbers = [building_key("", place.building)[1] for place in told]
        new = [number for number in numbers if (b := places.buildings.get(("", number))) and not b.record.id]
        if new:
            yield Unplaced(sheet.layout.sheet, len(new), tuple(_likely(open_, set(new), places)))


def _likely(estates: Sequence[Estate], numbers: Iterable[str], places: PlaceBook) -> list[str]:
    """The titles of estates, those first that have the most of some buildings."""
    wanted = tuple(numbers)

    def there(estate: Estate) -> int:
        key = estate_key(estate.title({}))
        found = (places.buildings.get((key, number)) for number in wanted)
        return sum(building is not None and building.record.id > 0 for building in found)

    return [estate.title({}) for estate in sorted(estates, key=there, reverse=True)]
