"""The Windows setup: ``dangqun-desk-VERSION-setup.exe``."""

from pathlib import Path

from installer.common import NAME, NotMade, version


def make(bundle: Path, folder: Path) -> Path:
    """The setup of a Windows bundle, in a folder.

    Raises:
        NotMade: it cannot be made here; the message says what is missing.
    """
    target = folder / f"{NAME}-{version()}-setup.exe"
    if not (bundle / f"{NAME}.exe").exists():
        raise NotMade(f"这里打的是 Linux 的程序，所以没有做 {target.name}。Windows 上运行 py run.py package。")
    raise NotMade(f"这台机器没有 makensis，所以没有做 {target.name}。")
