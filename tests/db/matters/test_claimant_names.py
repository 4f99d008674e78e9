"""Who brought a matter: somebody is named, or wants no name; who does not want to be named is not told."""

from typing import Any

import pytest

from db.fields import Rows
from db.records.base import Row, fields_of
from db.records.matters.listening import Listening, ListeningLine
from db.records.matters.matter import Claimant, Matter
from db.services.list_records import list_records
from db.services.told_cells import cell
from db.store import Store
from tests.db.matters.hub import matter


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ({"name": "周桂芳"}, "周桂芳"),
        ({"name": "周桂芳", "hidden": True}, "（匿名）"),
        ({"name": "周桂芳", "anonymous": True}, "（匿名）"),
        ({"anonymous": True}, "（匿名）"),
    ],
)
def test_a_name_is_told_where_nobody_minds(who: dict[str, Any], told: str) -> None:
    other = Claimant(name="李四")
    assert Matter(claimants=(Claimant(**who), other)).claimant_names == f"{told}、李四"
    assert [p.code for p in Claimant(**who).problems()] == []


@pytest.mark.parametrize("who", [{}, {"name": " "}, {"hidden": True}, {"phone": "13812345678"}])
def test_somebody_is_named_or_wants_no_name(who: dict[str, Any]) -> None:
    assert "nobody" in [p.code for p in Claimant(**who).problems()]
    assert "nobody" not in [p.code for p in Claimant(**who, who=7).problems()]


@pytest.mark.parametrize("why", ["hidden", "anonymous"])
@pytest.mark.parametrize(
    ("kind", "rows", "part"), [(Matter, "claimants", Claimant), (Listening, "lines", ListeningLine)]
)
def test_a_covered_export_names_nobody_who_minds(kind: type[Row], rows: str, part: type[Row], why: str) -> None:
    field, titles = fields_of(kind)[rows], {"": {7: "周桂芳"}, "matter": {}}
    assert isinstance(field, Rows)
    for who in ({"name": "周桂芳", "phone": "13812345678"}, {"who": 7}):
        for minds in (False, True):
            told = [str(cell(field, (part(**who, **{why: minds}),), titles, plain=plain)) for plain in (False, True)]  # type: ignore[arg-type]
            assert [bool(set("周桂芳138") & set(one)) for one in told] == [not minds, True]
    assert "张三" in str(cell(field, (part(name="张三"),), titles, plain=False))  # type: ignore[call-arg]


def test_a_list_of_a_command_names_nobody_who_minds(store: Store) -> None:
    matter(store, "漏水", claimants=(Claimant(name="周桂芳", hidden=True), Claimant(name="张三")))
    (told,) = list_records(store, store.kinds["matter"])
    assert [one["name"] for one in told.parts["claimants"]] == ["", "张三"]
    assert "周" not in told.values["claimants"]
