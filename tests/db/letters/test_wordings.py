"""模板: a centre's own words are checked before they are kept, and the program's come back."""

import attrs
import pytest

from db.errors import RecordInvalid
from db.records.letters.wording import Wording
from db.services.letters.wordings import checked, keep_wordings, wordings_of
from db.store import Store
from db.values.template import fill, tidy

ALLOWED = ("会议名称", "时间")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("定于{日期}开会", r"不认识字段“\{日期\}”。可用的有：\{会议名称\}\{时间\}"),
        ("定于{时间开会", "有一个“{”没有配上“}”"),
        ("定于时间}开会", "有一个“}”没有配上“{”"),
        ("{{时间}}", "没有配上"),
        ("{}", r"不认识字段“\{\}”"),
        ("   ", "没有填"),
    ],
)
def test_what_cannot_be_filled_is_refused_and_named(text: str, said: str) -> None:
    with pytest.raises(RecordInvalid, match=said):
        checked("notice", "opening", text, ALLOWED)


def test_braces_come_in_pairs_wherever_the_words_come_from(store: Store) -> None:
    with pytest.raises(RecordInvalid):
        store.save(Wording(paper="notice", key="opening", text="定于{时间"))


def test_braces_of_the_chinese_keyboard_are_understood() -> None:
    assert checked("notice", "opening", "｛会议名称｝于{ 时间 }召开", ALLOWED).text == "{会议名称}于{时间}召开"


def test_a_value_with_braces_is_no_field() -> None:
    assert fill(tidy("{会议名称}"), {"会议名称": "“{时间}”讨论会"}) == "“{时间}”讨论会"


def test_kept_changed_and_given_back(store: Store) -> None:
    own = [checked("notice", key, f"{key}：{{时间}}", ALLOWED) for key in ("opening", "closing")]
    assert keep_wordings(store, "notice", own) == ()
    kept = wordings_of(store, "notice")
    assert [(w.key, w.text) for w in kept] == [("closing", "closing：{时间}"), ("opening", "opening：{时间}")]
    changed = [attrs.evolve(kept[0], text="此致")]
    before = keep_wordings(store, "notice", changed)
    assert [(w.key, w.text) for w in wordings_of(store, "notice")] == [("closing", "此致")]
    keep_wordings(store, "notice", before)
    assert [(w.key, w.text) for w in wordings_of(store, "notice")] == [(w.key, w.text) for w in kept], "undone"
    assert wordings_of(store, "minutes") == ()


def test_what_is_as_it_was_is_not_saved_again(store: Store) -> None:
    keep_wordings(store, "notice", [checked("notice", "closing", "特此通知！", ())])
    (kept,) = wordings_of(store, "notice")
    keep_wordings(store, "notice", [kept])
    assert wordings_of(store, "notice") == (kept,)
