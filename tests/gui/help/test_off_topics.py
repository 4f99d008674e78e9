"""What is said of work that is not done: who may turn it on is sent there, everybody else to the administrator."""

import pytest

from db.records import KINDS
from db.records.kinds import Kinds
from gui.help.topics import off_topics


@pytest.mark.parametrize(
    ("sets", "said", "unsaid"), [(True, "到“设置", "请管理员"), (False, "请管理员到", "，到“设置")]
)
def test_whoever_may_not_turn_it_on_is_sent_to_the_administrator(sets: bool, said: str, unsaid: str) -> None:
    found = off_topics(KINDS, Kinds(()), sets=sets)
    assert found
    for topic in found:
        told = "".join(topic.sentences)
        assert said in told
        assert unsaid not in told
