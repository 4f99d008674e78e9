"""The trimmed ICU data still sorts Chinese and reads the character sets that come across a counter."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from installer import elf, icu

LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"
DATA = "libicudata.so.73"
NAMES = ["张伟", "阿依古丽", "欧阳修", "李娜", "\U00020bb7田", "曾国藩", "单田芳", "Smith", "赵丽"]
# Loaded in a process of its own: the test's own Qt has the whole data already.
ASK = r"""
import ctypes, json, sys
from functools import cmp_to_key
folder, names = sys.argv[1], json.loads(sys.argv[2])
for name in ("libicudata.so.73", "libicuuc.so.73", "libicui18n.so.73"):
    ctypes.CDLL(f"{folder}/{name}", mode=ctypes.RTLD_GLOBAL)
uc, i18n = ctypes.CDLL(f"{folder}/libicuuc.so.73"), ctypes.CDLL(f"{folder}/libicui18n.so.73")
fault = ctypes.c_int(0)
told = {"sorted": {}, "decoded": {}}
for locale in ("zh_CN", "zh_CN@collation=stroke", "en_US"):
    i18n.ucol_open_73.restype = ctypes.c_void_p
    collator = ctypes.c_void_p(i18n.ucol_open_73(locale.encode(), ctypes.byref(fault)))
    i18n.ucol_strcollUTF8_73.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
    compare = lambda a, b: i18n.ucol_strcollUTF8_73(collator, a.encode(), -1, b.encode(), -1, ctypes.byref(fault))
    told["sorted"][locale] = sorted(names, key=cmp_to_key(compare))
for charset, codec in (("GBK", "gbk"), ("GB18030", "gb18030"), ("gb2312", "gb2312"), ("Big5", "big5"), ("windows-936", "gbk"), ("UTF-16LE", "utf-16-le")):
    raw = "朱镕基 乙" .encode(codec, "ignore")
    out = (ctypes.c_uint16 * 64)()
    uc.ucnv_open_73.restype = ctypes.c_void_p
    converter = ctypes.c_void_p(uc.ucnv_open_73(charset.encode(), ctypes.byref(fault)))
    count = uc.ucnv_toUChars_73(converter, out, 64, raw, len(raw), ctypes.byref(fault))
    told["decoded"][charset] = bytes(out)[: 2 * count].decode("utf-16-le") == raw.decode(codec)
told["fault"] = fault.value if fault.value > 0 else 0
print(json.dumps(told))
"""


def answers(folder: Path) -> dict[str, object]:
    """What ICU says with the data in this folder."""
    command = [sys.executable, "-c", ASK, str(folder), json.dumps(NAMES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(not (LIBRARIES / DATA).exists(), reason="Qt brings ICU on Linux only")
def test_trimmed_data_gives_the_same_answers(tmp_path: Path) -> None:
    whole, slim = tmp_path / "whole", tmp_path / "slim"
    for folder in (whole, slim):
        folder.mkdir()
        for library in (DATA, "libicuuc.so.73", "libicui18n.so.73"):
            shutil.copy(LIBRARIES / library, folder)
    saved = icu.trim(slim, tmp_path / "work")
    assert (whole / DATA).stat().st_size == saved + (slim / DATA).stat().st_size
    assert (slim / DATA).stat().st_size < 6_000_000
    expected = answers(whole)
    assert expected["fault"] == 0
    assert answers(slim) == expected
    assert elf.read(slim / DATA).needed == []


def test_what_stays_and_what_goes() -> None:
    stays = ("zh.res", "coll/zh.res", "curr/en_US.res", "coll/ucadata.icu", "root.res", "gb18030.cnv", "cnvalias.icu")
    goes = ("fr.res", "coll/ja.res", "zone/pt_PT.res", "brkitr/cjdict.dict", "euc-tw-2014.cnv", "unames.icu")
    assert [name for name in (*stays, *goes) if icu.is_kept(name)] == list(stays)
