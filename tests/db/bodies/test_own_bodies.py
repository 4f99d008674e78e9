"""A new centre has the bodies that it is and works for."""

from pathlib import Path

import pytest

from db.records.bodies.body import Body
from db.records.centre.centre import Centre
from db.services.bodies.own_bodies import committee_of, own_bodies
from db.services.centre.set_up import set_up


@pytest.mark.parametrize(
    ("community", "committee"), [("幸福里社区", "幸福里社区居民委员会"), ("青石村", "青石村民委员会"), ("", "")]
)
def test_the_committee_is_called_as_the_law_calls_it(community: str, committee: str) -> None:
    assert committee_of(community) == committee


def test_what_is_not_named_is_no_body_and_nothing_is_there_twice() -> None:
    assert [b.name for b in own_bodies(Centre(name="甲中心"))] == ["甲中心"]
    same = own_bodies(Centre(name="甲", community="甲", committee="甲居民委员会"))
    assert [b.name for b in same] == ["甲", "甲居民委员会"]


def test_a_new_store_has_them(tmp_path: Path) -> None:
    made = set_up(tmp_path / "新", "幸福里社区党群服务中心", "李敏", "幸福里-7788-议事")
    told = {b.name: b.kind for b in made.store.select(Body)}
    assert told == {
        "幸福里社区党群服务中心": "36", "幸福里社区": "35", "幸福里社区居民委员会": "30", "幸福里社区人民调解委员会": "32",
    }  # fmt: skip
    made.store.close()
