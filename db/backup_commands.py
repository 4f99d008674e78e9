"""What ``python -m db try-restore``, ``second-place`` and ``restore --look`` do."""

import os
from argparse import Namespace
from datetime import datetime
from functools import partial

from db.answer import Answer, opened
from db.errors import AppError, ArgumentError
from db.services.centre.open_as import open_as
from db.services.kept_backups import todays_backup
from db.services.look_before import look_before
from db.services.second_place.carry import Carried, carry
from db.services.second_place.places import places, set_place, weigh_place
from db.services.try_restore import try_restore


def try_to_restore(arguments: Namespace, passphrase: str) -> Answer:
    """Restores the newest backup to try; exit code 1 when it is of no use."""
    with opened(arguments, passphrase) as store:
        tried = try_restore(store, datetime.now())
    if tried is None:
        raise ArgumentError("还没有备份", "请先打开程序，或用 python -m db backup 备份")
    told = {
        "ok": not tried.faults,
        "file": tried.file,
        "second_place": tried.second,
        "until": tried.until,
        "records": dict(tried.counts),
        "photos": tried.photos,
        "faults": list(tried.faults),
    }
    return Answer(told, (tried.sentence(),), 1 if tried.faults else 0)


def second_place(arguments: Namespace, passphrase: str) -> Answer:
    """Brings the second place up to date, after one was set where a folder is named; exit code 1 when one could not be reached."""
    done: list[Carried] = []
    with opened(arguments, passphrase) as store:
        if arguments.folder is not None:
            weighed = weigh_place(store, arguments.folder.absolute(), os.environ)
            arguments.warnings.extend(weighed.warnings)
            set_place(store, 0, weighed.folder)
        if not (wanted := places(store)):
            raise ArgumentError("还没有设第二处", "请在后面写上文件夹")
        now = datetime.now()
        todays_backup(store, now)
        for place in wanted:
            try:
                if (one := carry(store, place, now)) is not None:
                    done.append(one)
            except AppError as error:
                arguments.warnings.append(str(error))
    told = [{"folder": str(one.place), "newest": one.newest.path.name, "copied": one.copied} for one in done]
    lines = tuple(f"已备份到第二处并打开核验：{one.place}" for one in done)
    return Answer({"places": told}, lines, 0 if len(done) == len(wanted) else 1)


def look_into(arguments: Namespace, passphrase: str) -> Answer:
    """What is in a backup, and what the store has beyond it; nothing is restored."""
    found = look_before(arguments.file, arguments.store, passphrase, partial(open_as, clerk=arguments.clerk))
    beyond = found.beyond
    told = {
        "centre": found.centre,
        "records": dict(found.counts),
        "last": found.last.isoformat() if found.last else None,
        "by": found.by,
        "photos": found.photos,
        "lost": found.lost,
        "beyond": {"of_this_store": beyond.is_of_it, "deeds": beyond.deeds, "kinds": dict(beyond.kinds)}
        if beyond
        else None,
    }
    return Answer(told, found.sentences())
