"""What a file is, by its contents and whatever its suffix says; the usual wrong files are refused by name."""

import io
import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from db.errors import FileUnreadable

MOST_BYTES = 200 * 1024 * 1024
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "请用 WPS 或 Excel 打开它，另存为 xlsx 工作簿后再导入"
DAMAGED = "这个表格文件损坏了，或不是认得的格式"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|meta|body|table|tr|div|style|script|title|span|p)\b[^>]*>", re.IGNORECASE
)
_LOOK_AT = 4096


def bytes_of(path: Path) -> bytes:
    """What is in a file.

    Raises:
        FileUnreadable: there is none, it is empty, too large, or cannot be opened.
    """
    try:
        if path.is_dir():
            raise FileUnreadable("这是一个文件夹", "请选其中的一个表格文件")
        if path.stat().st_size > MOST_BYTES:
            raise FileUnreadable("文件太大，不像一份名册", "请把名册分成几个文件再导入")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileUnreadable("找不到这个文件", "请检查文件名和它所在的文件夹") from error
    except PermissionError as error:
        raise FileUnreadable("这个文件打不开", "它可能正被别的程序占用，请关掉后再试") from error
    except OSError as error:
        raise FileUnreadable("这个文件读不出来", "请把它复制到本机硬盘上再试") from error
    if not data.strip():
        raise FileUnreadable("这个文件是空的", "请确认选对了文件")
    return data


def refuse_foreign(data: bytes) -> None:
    """Names the usual wrong files by what they begin with, so that the remedy fits.

    Raises:
        FileUnreadable: it is one of them.
    """
    head = data[:_LOOK_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        raise FileUnreadable("这是 PDF 文件，不是表格", "请向来文单位要原来的表格文件")
    if head.startswith((b"<?xml", b"<!--")) or _PAGE.match(head):
        raise FileUnreadable("这是网页格式的表格，只是名字像表格文件", SAVE_AS)
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm")) and b"\0" in head:
        raise FileUnreadable("这是图片，不是表格", "请向来文单位要原来的表格文件")
    if head.startswith((b"rar!", b"7z\xbc\xaf")):
        raise FileUnreadable("这是压缩包", "请先解压，再选里面的表格文件")
    if data.startswith(OLE) and _ENCRYPTED in data:
        raise FileUnreadable("这个表格设了打开密码", "请打开它，去掉密码另存一份后再导入")
    if data.startswith(OLE) and _WORD in data:
        raise FileUnreadable("这是 Word 文档，不是表格", "请把里面的表格复制到工作簿里再导入")


def opened_zip(data: bytes) -> ZipFile:
    """The parts of a workbook that is a zip file, under names with slashes as the format wants them.

    Raises:
        FileUnreadable: it is damaged, or it is no workbook.
    """
    try:
        archive = ZipFile(io.BytesIO(data))
    except BadZipFile as error:
        raise FileUnreadable("这个表格文件损坏了", "请重新复制一份，或打开后另存为 xlsx 工作簿") from error
    names = {name.replace("\\", "/") for name in archive.namelist()}
    if any(n.startswith("word/") for n in names):
        raise FileUnreadable("这是 Word 文档，不是表格", "请把里面的表格复制到工作簿里再导入")
    if not any(n.startswith("xl/") or n == "content.xml" for n in names):
        raise FileUnreadable("这是压缩包，不是表格", "请先解压，再选里面的表格文件")
    return archive


def refuse_damaged_ole(data: bytes) -> None:
    """Refuses an old workbook whose head counts more sectors than there are: reading it could take all memory.

    Counts of directory, FAT, mini FAT and DIFAT sectors: [MS-CFB] 2.2.

    Raises:
        FileUnreadable: it is such a one.
    """
    shift = int.from_bytes(data[0x1E:0x20], "little")
    counts = [int.from_bytes(data[at : at + 4], "little") for at in (0x28, 0x2C, 0x40, 0x48)]
    if len(data) < 512 or shift not in (9, 12) or max(counts) > (len(data) >> shift) + 1:
        raise FileUnreadable(DAMAGED, SAVE_AS)
