"""Where a store may lie: on a disk of this computer, with room, not copied to the network, not thrown away at the next start."""

import os
from pathlib import Path

import pytest

from db.disk.choice import LEAST_ROOM, OWN_NAME, FolderRefused, choose
from db.disk.held import HeldFile
from db.disk.synced import synced_by
from db.disk.volumes import Volume, is_removable, volume_of
from db.errors import StoreRemote
from db.store import Store

ROOMY = Volume(free=100 * LEAST_ROOM)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("OneDrive/资料", "OneDrive"),
        ("OneDrive - 幸福里街道办/资料", "OneDrive"),
        ("Dropbox (个人)/资料", "Dropbox"),
        ("Nutstore/1/我的坚果云/资料", "坚果云"),
        ("坚果云/资料", "坚果云"),
        ("BaiduSyncdisk", "百度网盘同步空间"),
        ("百度网盘同步空间/资料", "百度网盘"),
        ("iCloudDrive/资料", "iCloud"),
        ("WPS云盘/资料", "WPS云盘"),
        ("WPSDrive/12345/WPS云盘", "WPS云盘"),
        ("文档/党群服务台", ""),
        ("onedriver/资料", ""),
        ("坚果云南分部/资料", ""),
    ],
)
def test_synced_folders_are_known_by_their_names(path: str, service: str, tmp_path: Path) -> None:
    assert synced_by(tmp_path / path, {}) == service


def test_a_renamed_onedrive_is_known_by_what_windows_says(tmp_path: Path) -> None:
    assert synced_by(tmp_path / "云" / "资料", {"OneDriveCommercial": str(tmp_path / "云")}) == "OneDrive"
    assert synced_by(tmp_path / "资料", {"OneDriveCommercial": str(tmp_path / "云"), "OneDrive": ""}) == ""


@pytest.mark.parametrize(
    ("mark", "service"), [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing"), (".sync_4ab1.db", "Nextcloud")]
)
def test_a_renamed_synced_folder_is_known_by_its_mark(mark: str, service: str, tmp_path: Path) -> None:
    (tmp_path / mark).touch()
    assert synced_by(tmp_path / "资料" / "store", {}) == service


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
def test_a_lock_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"precious")
    (tmp_path / "window.lock").symlink_to(tmp_path / "victim")
    held = HeldFile(tmp_path / "window.lock")
    assert held.take()
    held.let_go()
    assert (tmp_path / "victim").read_bytes() == b"precious"


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "资料").symlink_to(tmp_path / "Dropbox")
    assert synced_by(tmp_path / "资料", {}) == "Dropbox"


def test_an_empty_folder_is_taken_and_a_full_one_gets_a_folder_of_its_own(tmp_path: Path, store: Store) -> None:
    assert choose(tmp_path / "new" / "store", {}, ROOMY) == (tmp_path / "new" / "store", "")
    (tmp_path / "letters").mkdir()
    assert choose(tmp_path / "letters", {}, ROOMY).folder == tmp_path / "letters"
    (tmp_path / "letters" / "a.doc").touch()
    assert choose(tmp_path / "letters", {}, ROOMY).folder == tmp_path / "letters" / OWN_NAME
    assert choose(store.folder, {}, ROOMY).folder == store.folder
    assert sorted(p.name for p in (tmp_path / "letters").iterdir()) == ["a.doc"], "choosing leaves nothing behind"


def test_a_stick_is_taken_with_a_warning(tmp_path: Path) -> None:
    choice = choose(tmp_path / "store", {}, ROOMY._replace(removable=True))
    assert choice.folder == tmp_path / "store"
    assert "U盘" in choice.warning


@pytest.mark.parametrize(
    ("volume", "said"),
    [(Volume(free=LEAST_ROOM - 1), "只剩 499 MB"), (ROOMY._replace(memory=True), "临时文件夹")],
)
def test_a_disk_without_room_or_without_tomorrow_is_refused(volume: Volume, said: str, tmp_path: Path) -> None:
    with pytest.raises(FolderRefused) as refused:
        choose(tmp_path / "store", {}, volume)
    assert said in refused.value.message
    assert refused.value.remedy
    assert "早些腾出空间" in choose(tmp_path / "store", {}, Volume(free=LEAST_ROOM)).warning


def test_network_drives_synced_temporary_and_relative_places_are_refused(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """资料怎样保护：网络盘、同步盘和临时文件夹里不让放。"""
    with pytest.raises(StoreRemote):
        choose(tmp_path / "store", {}, ROOMY._replace(remote=True))
    for place, said in ((tmp_path / "OneDrive" / "store", "OneDrive"), (own_home / "tmp" / "store", "临时")):
        with pytest.raises(FolderRefused) as refused:
            choose(place, {}, ROOMY)
        assert said in refused.value.message
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FolderRefused):
        choose(Path("store"), {}, ROOMY)


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "资料").touch()
    for place in (tmp_path / "资料", tmp_path / "资料" / "store"):
        with pytest.raises(FolderRefused):
            choose(place, {}, ROOMY)


def test_this_computer_s_own_disk_is_seen_with_its_room(tmp_path: Path) -> None:
    volume = volume_of(tmp_path / "not yet" / "there")
    assert not volume.remote
    assert volume.free is not None
    assert volume.free > 0


@pytest.mark.skipif(os.name != "posix", reason="the kernel's folder of devices is Linux'")
def test_devices_that_can_be_pulled_out_are_known(tmp_path: Path) -> None:
    devices, block = tmp_path / "devices", tmp_path / "block"
    block.mkdir()
    for path, mark in (("pci0/usb1/host6/sdb", "0"), ("pci0/ata1/sda", "0"), ("pci0/mmc0/mmcblk0", "1")):
        disk = devices / path
        (disk / f"{disk.name}1").mkdir(parents=True)
        (disk / "removable").write_text(f"{mark}\n", encoding="ascii")
        (block / f"{disk.name}1").symlink_to(disk / f"{disk.name}1")
    told = {name: is_removable(f"/dev/{name}1", block) for name in ("sda", "sdb", "mmcblk0", "sdz")}
    assert told == {"sda": False, "sdb": True, "mmcblk0": True, "sdz": False}
    assert not is_removable("tmpfs", block)
