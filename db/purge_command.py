"""What ``python -m db purge`` does: the same as the page, by the same appraisal of two people, and never by less."""

from argparse import Namespace
from collections.abc import Sequence

from db.answer import Answer, opened
from db.errors import ArgumentError
from db.record_commands import kind_named, record_id_named
from db.records.base import Record
from db.records.duties.retention import Appraisal
from db.records.kind import Kind
from db.records.power import Power
from db.services.duties.purge import Purged, look_before_purge, purge
from db.services.duties.purge_again import brought_back, purge_again
from db.services.duties.purge_plan import deleted_records
from db.services.duties.purge_traces import Look
from db.store import Store
from db.values import masks

_USAGE = "用法见 python -m db purge --help"


def purge_records(arguments: Namespace, passphrase: str) -> Answer:
    """Lists what was deleted before, looks at what would go, or deletes for good."""
    kind = kind_named(arguments.kinds, arguments.kind)
    _refuse_unfit(arguments)
    with opened(arguments, passphrase) as store:
        store.require_power(Power.PURGE)
        if arguments.deleted:
            return _deleted(store, kind)
        if arguments.again:
            return _again(store, named=arguments.named)
        records: Sequence[Record] = [kind.record(id=record_id_named(kind, one)) for one in arguments.ids]
        if arguments.look:
            return _looked(look_before_purge(store, records))
        appraisal = store.get(Appraisal, record_id_named(store.kinds[Appraisal.TABLE], arguments.appraisal))
        return _done(purge(store, appraisal, records, named=arguments.named))


def _refuse_unfit(arguments: Namespace) -> None:
    """Lets pass what says one thing only, and all that it needs."""
    if sum(map(bool, (arguments.deleted, arguments.again, arguments.look))) > 1:
        raise ArgumentError("--deleted、--again、--look 只能写一个", _USAGE)
    if arguments.deleted or arguments.again:
        if arguments.ids or arguments.appraisal or (arguments.named and not arguments.again):
            raise ArgumentError("--deleted 不写编号和别的，--again 只能再加 --named", _USAGE)
        return
    if not arguments.ids:
        raise ArgumentError("没有写编号", "请先用 list 或 purge --deleted 查编号")
    if not arguments.look and not arguments.appraisal:
        raise ArgumentError(
            "没有写照哪一次鉴定销毁", "请加 --appraisal 编号；编号见 list appraisal，要两个人已经批准的"
        )


def _deleted(store: Store, kind: Kind) -> Answer:
    found = deleted_records(store, kind.record)
    told = [
        {"id": record.id, "title": masks.in_text(record.title({})), "deleted": entry.at.isoformat(), "who": entry.actor}
        for record, entry in found
    ]
    lines = [f"{one['id']}\t{one['title']}\t{one['deleted']}\t{one['who']}" for one in told]
    return Answer(told, tuple(lines) or ("没有以前删掉、操作日志里还有内容的",))


def _again(store: Store, *, named: bool) -> Answer:
    back = brought_back(store)
    if back is None:
        return Answer({"purged": {}}, ("恢复的备份没有带回已彻底删除的",))
    return _done(purge_again(store, back, named=named))


def _looked(look: Look) -> Answer:
    told = {
        "counts": dict(look.counts),
        "reached": len(look.reached(named=False)),
        "by_name": len(look.by_name()),
        "drafts": look.drafts,
        "reasons": look.reasons,
    }
    return Answer(told, tuple(look.sentences()))


def _done(done: Purged) -> Answer:
    told = {"purged": dict(done.counts), "texts": done.texts, "others": done.others, "copies": list(done.copies)}
    return Answer(told, (done.told(),))
