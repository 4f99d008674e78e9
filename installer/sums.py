"""SHA256SUMS of what is handed out, and its minisign signature.

``python3 -m installer.sums FOLDER [--key FILE]`` does it for files that were made on several machines.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from installer.common import NotMade, say, tool

SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.minisig"
KEY = "DANGQUN_MINISIGN_KEY"
"""Environment variable with the path of the secret key."""
HANDED_OUT = (".deb", ".exe")


def handed_out(folder: Path) -> list[Path]:
    """The installers in a folder; where there are none, every file below it."""
    installers = sorted(path for path in folder.iterdir() if path.suffix in HANDED_OUT and path.is_file())
    own = (SUMS, SIGNATURE)
    return installers or sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in own)


def write_sums(folder: Path) -> int:
    """Write SHA256SUMS into a folder, as ``sha256sum -c`` reads it there; how many files it names."""
    files = handed_out(folder)
    lines = [f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.relative_to(folder).as_posix()}" for f in files]
    (folder / SUMS).write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
    (folder / SIGNATURE).unlink(missing_ok=True)  # of the sums as they were
    return len(files)


def sign(folder: Path, key: Path | None) -> Path:
    """The signature of SHA256SUMS, made by a minisign key; minisign asks for its passphrase itself.

    Raises:
        NotMade: no key was given, minisign is missing, or it refused.
    """
    if key is None:
        raise NotMade(f"没有给签名钥匙（--key 文件，或环境变量 {KEY}），所以没有签名。")
    program = tool("minisign", "签名", "minisign")
    if subprocess.run([program, "-S", "-s", key, "-m", folder / SUMS, "-x", folder / SIGNATURE]).returncode:
        raise NotMade("minisign 没有签成，原因见上面。")
    return folder / SIGNATURE


def given_key(argument: str | None) -> Path | None:
    """The key named on the command line, or else in the environment."""
    named = argument or os.environ.get(KEY)
    return Path(named) if named else None


def main(arguments: list[str]) -> int:
    """Write and sign the checksums of a folder; the exit code."""
    parser = argparse.ArgumentParser(prog="python3 -m installer.sums", description="写校验和，有钥匙时签名")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key")
    given = parser.parse_args(arguments)
    say(f"{SUMS}：{write_sums(given.folder)} 个文件")
    try:
        say(f"签名：{sign(given.folder, given_key(given.key))}")
    except NotMade as failure:
        say(str(failure))
        return 1 if given_key(given.key) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
