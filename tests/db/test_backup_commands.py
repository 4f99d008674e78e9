"""``python -m db second-place`` and ``try-restore``."""

import json
from pathlib import Path

from db.records.registry.place import Grid
from db.services.backup import SUFFIX
from db.services.second_place.places import MARK
from db.store import BACKUPS, Store
from tests.db.conftest import Run
from tests.db.evidence.making import flip


def test_a_second_place_is_set_and_brought_up_to_date(
    run: Run, opened: list[object], store: Store, tmp_path: Path
) -> None:
    store.save(Grid(name="第一网格"))
    store.close()
    stick = tmp_path / "stick"
    assert run("second-place", *opened) == (2, "", "还没有设第二处。请在后面写上文件夹\n")
    code, out, err = run("second-place", stick, *opened, "--json")
    told = json.loads(out)
    assert (code, told["places"][0]["folder"], told["places"][0]["copied"]) == (0, str(stick), 1)
    assert "同一个盘" in err
    assert (stick / MARK).exists()
    code, out, _ = run("try-restore", *opened, "--json")
    tried = json.loads(out)
    assert (code, tried["ok"], tried["second_place"], tried["records"]["网格"]) == (0, True, True, 1)
    stick.rename(tmp_path / "drawer")
    code, _, err = run("second-place", *opened)
    assert code == 1
    assert "备份的第二处不在" in err


def test_a_restore_to_try_says_what_is_wrong(run: Run, opened: list[object], store: Store, tmp_path: Path) -> None:
    store.close()
    assert run("try-restore", *opened)[2].startswith("还没有备份")
    assert run("second-place", tmp_path / "stick", *opened)[0] == 0
    (tmp_path / "stick").rename(tmp_path / "drawer")
    (made,) = (store.folder / BACKUPS).glob(f"*{SUFFIX}")
    flip(made, made.stat().st_size // 2)
    code, out, _ = run("try-restore", *opened)
    assert code == 1
    assert "不能用" in out
