"""The Debian package: one file for every x86_64 desktop from glibc 2.28 on (UOS 20, Kylin V10, Debian, Ubuntu).

The program goes to ``/opt/dangqun-desk``, a link to ``/usr/bin``, a menu entry and icons to where the desktop looks. Nothing
runs at installation or removal: data of clerks lies in their homes and is never touched. The tree is made by Python, not
copied, so that owner and modes are the same wherever it is built.
"""

import gzip
import hashlib
import io
import os
import shutil
import subprocess
from pathlib import Path

from installer import deb_data, elf
from installer.common import NAME, ROOT, TITLE, WORK, NotMade, say, size, tool, version

# What the bundle takes from the system (build.spec's HOST leaves it out), and the Debian package that brings it.
SYSTEM = {
    "ld-linux-x86-64.so.2": "libc6 (>= 2.28)",
    "libc.so.6": "libc6 (>= 2.28)",
    "libdl.so.2": "libc6 (>= 2.28)",
    "libm.so.6": "libc6 (>= 2.28)",
    "libpthread.so.0": "libc6 (>= 2.28)",
    "libresolv.so.2": "libc6 (>= 2.28)",
    "librt.so.1": "libc6 (>= 2.28)",
    "libutil.so.1": "libc6 (>= 2.28)",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libcups.so.2": "libcups2 | libcups2t64",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
}
DEPENDS = tuple(sorted(set(SYSTEM.values())))
PLACE = f"opt/{NAME}"
DESKTOP = f"""[Desktop Entry]
Type=Application
Name={TITLE}
Name[en]=Dangqun Desk
GenericName=社区党群服务中心
GenericName[en]=Community service centre
Comment=居民、调解、议事厅和公文，不连网
Comment[en]=Residents, mediation, meetings and official papers, offline
Exec=/usr/bin/{NAME}
Icon={NAME}
Terminal=false
Categories=Office;
Keywords=社区;居民;调解;议事厅;公文;dangqun;
StartupNotify=true
StartupWMClass={NAME}
"""
DESCRIPTION = f"""{TITLE}（社区党群服务中心的离线桌面程序）
 居民和户的登记、矛盾调解、议事厅会议、公文打印，都在一台电脑上，不连网。
 资料在各人自己的目录里，升级和卸载都不动它。
 .
 Offline desktop program for the clerks of a Chinese community service centre."""


def make(bundle: Path, folder: Path) -> Path:
    """The package of a Linux bundle, in a folder: the same bytes for the same bundle.

    Raises:
        NotMade: dpkg-deb is missing or failed, or the bundle needs a library that nothing brings.
    """
    unknown = missing(bundle)
    if unknown:
        raise NotMade(f"这些系统库没有写进 Depends，所以没有做安装包：{'、'.join(sorted(unknown))}")
    tree = WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(bundle, tree)
    moment = built(bundle)
    head = without_data(tree, moment)
    say("Debian 安装包：正在压紧，几分钟……")
    data = io.BytesIO()
    deb_data.pack(tree, moment, data)
    target = folder / f"{NAME}_{version()}_amd64.deb"
    target.write_bytes(head + member("data.tar.xz", data.getvalue(), moment))
    shutil.rmtree(tree)
    say(f"Debian 安装包：{target}，{size(target) / 1e6:.1f} MB")
    return target


def built(bundle: Path) -> int:
    """When the bundle was made, in seconds since 1970; SOURCE_DATE_EPOCH says otherwise where it is set."""
    newest = max(int(path.lstat().st_mtime) for path in bundle.rglob("*"))
    return int(os.environ.get("SOURCE_DATE_EPOCH", newest))


def without_data(tree: Path, moment: int) -> bytes:
    """What stands in the package before its data, from dpkg-deb, which checks the control files.

    Raises:
        NotMade: dpkg-deb is missing or failed.
    """
    program = tool("dpkg-deb", "Debian 安装包（.deb）", "dpkg")
    empty, package = WORK / "control", WORK / "control.deb"
    shutil.rmtree(empty, ignore_errors=True)
    shutil.copytree(tree / "DEBIAN", empty / "DEBIAN")
    command = [program, "--root-owner-group", "-Zxz", "--build", empty, package]
    # The times in it are cut off at that moment.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    if subprocess.run(command, stdout=subprocess.DEVNULL, env=environment).returncode:
        raise NotMade("dpkg-deb 没有打成，原因见上面。")
    content = package.read_bytes()  # its last member is data of an empty tree
    return content[: content.rindex(b"data.tar")]


def member(name: str, content: bytes, moment: int) -> bytes:
    """A member of an ar archive as deb(5) wants it: a plain name, and an even length."""
    head = f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n"
    return head.encode("ascii") + content + b"\n" * (len(content) % 2)


def missing(bundle: Path) -> set[str]:
    """The libraries that files of the bundle name and that neither the bundle nor the system packages bring."""
    named = {name for file in elf.below(bundle).values() for name in file.needed}
    return named - {path.name for path in bundle.rglob("*")} - set(SYSTEM)


def lay_out(bundle: Path, tree: Path) -> None:
    """Fill a folder with what the package holds, and with its control files."""
    shutil.copytree(bundle, tree / PLACE, symlinks=True)
    launcher = tree / "usr" / "bin" / NAME
    launcher.parent.mkdir(parents=True)
    launcher.symlink_to(f"/{PLACE}/{NAME}")
    share = tree / "usr" / "share"
    write(share / "applications" / f"{NAME}.desktop", DESKTOP)
    put(ROOT / "resources" / "icons" / "app.svg", share / "icons/hicolor/scalable/apps" / f"{NAME}.svg")
    for picture in sorted((ROOT / "installer" / "icons").glob("*.png")):
        sides = f"{picture.stem}x{picture.stem}"
        put(picture, share / "icons/hicolor" / sides / "apps" / f"{NAME}.png")
    documents = share / "doc" / NAME
    write(documents / "copyright", copyright_text())
    write(documents / "changelog.gz", gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))
    set_modes(tree)
    control(tree)


def write(path: Path, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def put(source: Path, target: Path) -> None:
    """Copy a file, with the folders above it."""
    write(target, source.read_bytes())


def copyright_text() -> str:
    """Where the licences of everything in the package lie."""
    head = f"Licences of all components: /{PLACE}/THIRD_PARTY.md, texts in /{PLACE}/licences.\n\n"
    return head + (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")


def set_modes(tree: Path) -> None:
    """Readable by all, writable by root alone, whatever the umask of the builder was."""
    for path in tree.rglob("*"):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
    tree.chmod(0o755)


def control(tree: Path) -> None:
    """Write the control files; they count and hash what is in the tree."""
    files = sorted(p for p in tree.rglob("*") if p.is_file() and not p.is_symlink())
    sums = [f"{hashlib.md5(p.read_bytes()).hexdigest()}  {p.relative_to(tree)}\n" for p in files]  # noqa: S324 - dpkg's
    installed = sum(-(-p.stat().st_size // 1024) for p in files)
    fields = {
        "Package": NAME,
        "Version": version(),
        "Architecture": "amd64",
        "Maintainer": TITLE,
        "Installed-Size": str(installed),
        "Depends": ", ".join(DEPENDS),
        "Section": "misc",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    write(tree / "DEBIAN" / "control", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    write(tree / "DEBIAN" / "md5sums", "".join(sums))
    for path in (tree / "DEBIAN").iterdir():
        path.chmod(0o644)
