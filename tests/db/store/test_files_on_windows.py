"""What Windows does otherwise with files: refuses what is open, and what lies too deep."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.disk import renaming
from db.errors import FileUnwritable, PathTooLong
from db.store import Store, files
from tests.conftest import CENTRE, CLERK, PASSPHRASE

Replace = Callable[[Path, Path], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of the clerk's."""
    made = tmp_path / "资料"
    made.mkdir()
    return made


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_WINDOWS", True)
    monkeypatch.setattr(renaming, "_WINDOWS", True)
    monkeypatch.setattr(renaming, "_PAUSE_SECONDS", 0)


def refusing(times: int, replace: Replace) -> Replace:
    """A renaming that is refused some times, as a file is that a virus scanner looks at."""
    left = [times]

    def tried(source: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "Access is denied", str(target))
        return replace(source, target)

    return tried


@pytest.mark.usefixtures("on_windows")
def test_a_virus_scanner_that_looks_at_a_file_costs_a_moment_and_no_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "keyring.json"
    file.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", refusing(5, Path.replace))
    files.write_whole(file, b"after")
    assert file.read_bytes() == b"after"
    assert [path.name for path in folder.iterdir()] == ["keyring.json"]


@pytest.mark.usefixtures("on_windows")
def test_a_file_that_stays_open_elsewhere_is_kept_and_named_with_the_remedy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "居民.xlsx"
    file.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", refusing(10_000, Path.replace))
    with pytest.raises(FileUnwritable, match="WPS"):
        files.write_whole(file, b"after")
    assert file.read_bytes() == b"before"
    assert [path.name for path in folder.iterdir()] == ["居民.xlsx"]


@pytest.mark.usefixtures("on_windows")
def test_a_folder_too_deep_for_windows_is_refused_before_anything_is_made(folder: Path) -> None:
    deep = folder.joinpath(*["社区党群服务中心资料"] * 20)
    with pytest.raises(PathTooLong, match="路径太长"):
        Store.create(deep, PASSPHRASE, CENTRE, CLERK)
    assert not list(folder.iterdir())
