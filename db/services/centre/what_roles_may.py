"""What each role may, in words, out of the declarations: the help and whoever gives roles tell it, and nobody writes it a second time."""

from collections import defaultdict
from collections.abc import Iterator

from db.records import KINDS
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.may import Own
from db.records.power import WHO_CAN
from db.records.role import Role

_DEEDS = ("看、办", "登记、看", "只看")
_NEAR = {Own.GRIDS: "自己网格里的", Own.MINE: "自己经办的", Own.LED_TO: "自己经办的事牵涉到的"}


def told_of(role: Role, kinds: Kinds = KINDS) -> str:
    """看、办居民、户；只看网格；看、办自己经办的调解案件；还可以备份."""
    return "；".join(_told(role, kinds)) or "什么都看不到"


def _told(role: Role, kinds: Kinds) -> Iterator[str]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind in kinds:
        if kind.tab and (own := kind.may.own([role])):
            groups[_does(role, kind), _which(own)].append(kind.label)
    for does in _DEEDS:
        for (doing, which), labels in groups.items():
            if doing == does:
                yield f"{does}{which}{'、'.join(labels)}"
    if powers := [power.value for power, roles in WHO_CAN.items() if role in roles]:
        yield f"可以{'、'.join(powers)}"


def _does(role: Role, kind: Kind) -> str:
    if role in kind.may.changes:
        return _DEEDS[0]
    return _DEEDS[1] if role in kind.may.makes else _DEEDS[2]


def _which(own: Own) -> str:
    """Which of them are seen: "" where all are."""
    if Own.ALL in own:
        return ""
    return "和".join(words for near, words in _NEAR.items() if near in own) or "有权看的资料的"
