"""A PDF: looked at whether it opens, and kept as it came."""

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]  it ships no type information

from db.errors import FileUnreadable

MOST_BYTES = 20 << 20
_NO_PASSWORD = "请打开它，去掉密码另存一份再添加"  # noqa: S105  what a clerk is told


def pages_of(data: bytes) -> int:
    """How many pages a PDF has.

    Raises:
        FileUnreadable: it has a password, is damaged, has no page, or is too large.
    """
    if len(data) > MOST_BYTES:
        size, most = len(data) / (1 << 20), MOST_BYTES >> 20
        raise FileUnreadable(f"有 {size:.0f} MB，PDF 最多 {most} MB", "请扫描成黑白或低一些的清晰度，或分成几份再添加")
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            count = len(document)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise FileUnreadable("设了打开密码，不能添加", _NO_PASSWORD) from error
        raise FileUnreadable("是 PDF，但没有传完或已损坏", "请重新扫描或重新传一次") from error
    if not count:
        raise FileUnreadable("是 PDF，但一页也没有", "请重新扫描或重新传一次")
    return count
