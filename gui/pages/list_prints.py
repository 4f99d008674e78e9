"""What the lists offer under 打印…: of the people and households listed, and of the rounds of the next 走访日."""

from collections.abc import Sequence
from datetime import date

from db.records.base import fields_of
from db.records.letters.number import IssuedNumber
from db.services.letters.account_for_numbers import series
from db.services.visits.visit_round import rounds
from db.store import Store
from gui.papers import list_papers
from gui.papers.list_papers import ENVELOPE_C5, ENVELOPE_DL, LABELS
from gui.widgets.print_menu import Printable

_MAIL = (("地址标签（一张24个）", LABELS), ("信封 DL（220×110）", ENVELOPE_DL), ("信封 C5（229×162）", ENVELOPE_C5))


def papers_of_residents(ids: Sequence[int]) -> list[Printable]:
    """花名册, labels and envelopes of the residents listed."""
    return [
        Printable("居民花名册", lambda: list_papers.roster(ids, date.today())),
        *(Printable(label, lambda name=name: list_papers.mail_to_residents(name, ids)) for label, name in _MAIL),
    ]


def papers_of_households(ids: Sequence[int]) -> list[Printable]:
    """户卡, labels and envelopes of the households listed."""
    return [
        Printable("户卡", lambda: list_papers.household_cards(ids, date.today())),
        *(Printable(label, lambda name=name: list_papers.mail_to_households(name, ids)) for label, name in _MAIL),
    ]


def papers_of_rounds(store: Store) -> list[Printable]:
    """走访登记表 of each grid, or of one of its buildings."""
    return [
        Printable(
            f"走访登记表：{walk.label}{'（整个网格）' if len(walk.buildings) > 1 else ''}",
            lambda walk=walk: list_papers.visit_list(walk, date.today()),
            walk.grid,
        )
        for walk in rounds(store)
    ]


def papers_of_numbers(store: Store) -> list[Printable]:
    """文号簿 of each family: of this year at once, of earlier years under their year."""
    kinds, this_year = fields_of(IssuedNumber)["family"], date.today().year
    return [
        Printable(
            f"{year}年{kinds.show(family)}文号簿",
            lambda family=family, year=year: list_papers.number_book(family, year, date.today()),
            "" if year == this_year else f"{year}年",
        )
        for year, family in series(store)
    ]
