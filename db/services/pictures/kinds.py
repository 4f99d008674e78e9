"""What a file is by how it begins, whatever its suffix says; and what to do with one that is neither a photo nor a PDF."""

from enum import Enum

from db.errors import FileUnreadable

_LOOKED_AT = 1024
"""Bytes in which the mark of a PDF may stand."""
_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"\x00\x00\x01\x00")
_DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_VIDEOS = (b"ftypqt", b"ftypmp4", b"ftypisom", b"ftypM4V", b"ftyp3gp")
TAKEN = "可以添加 HEIC、JPEG、PNG 照片和 PDF"


class Kind(Enum):
    """What is taken, by what Pillow calls it."""

    JPEG = "JPEG"
    PNG = "PNG"
    HEIC = "HEIF"
    PDF = "PDF"


def kind_of(data: bytes) -> Kind:
    """What a file is.

    Raises:
        FileUnreadable: it is nothing that is taken; the remedy says what to do with it.
    """
    if not data:
        raise FileUnreadable("是空文件（0 字节）", "可能没有传完，请从手机或电脑重新传一次")
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        return Kind.HEIC
    if b"%PDF-" in data[:_LOOKED_AT]:
        return Kind.PDF
    raise _not_taken(data)


def _not_taken(data: bytes) -> FileUnreadable:
    if data.startswith(_PICTURES) or data[4:12] == b"ftypavif":
        return FileUnreadable("这种图片格式不能添加", "请打开它，另存为 JPEG 或 PNG 再添加")
    if data[4:].startswith(_VIDEOS):
        return FileUnreadable("是视频，不能添加", "请截一张图，或另存到别处")
    if data.startswith(_DOCUMENTS):
        return FileUnreadable("是文档或表格，不能直接添加", "请打开它，另存为 PDF 再添加")
    return FileUnreadable("不是照片，也不是 PDF", f"{TAKEN}；后缀改过的文件请用原来的那一份")
