"""Who brought a matter: somebody is named, or wants no name; who does not want to be named is not told."""

from typing import Any

import pytest

from db.records.matters.matter import Claimant, Matter


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
