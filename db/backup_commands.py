"""What ``python -m db try-restore`` and ``second-place`` do."""

import os
from argparse import Namespace
from datetime import datetime

from db.answer import Answer, opened
from db.errors import AppError, ArgumentError
from db.services.kept_backups import todays_backup
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
