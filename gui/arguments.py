"""The command line of the window: read once, refused in one Chinese line."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from db.errors import ArgumentError
from db.values.help_words import HELP_OF_HELP, in_chinese

_IS_INSTALLED = bool(getattr(sys, "frozen", False))
PROGRAM = "dangqun-desk" if _IS_INSTALLED else "python -m gui"
_TOUR = "" if _IS_INSTALLED else " [--tour 文件夹 [--roster 花名册]]"  # an installed program has none
USAGE = f"{PROGRAM} [--store 文件夹] [--practice]{_TOUR} [--selftest 文件夹] [--clock 文件]"

_LACKING = re.compile(r"argument (\S+): expected .*")


class Arguments(NamedTuple):
    """What was asked for on the command line.

    Attributes:
        store: the folder of the store to open; None for the last one.
        practice: open the practice community.
        tour: the folder for pictures and papers of the tour; None for no tour.
        roster: the roster that the tour imports; None for its own.
        selftest: the folder for the results of the self-test; None for no test.
        clock: the file for the moment at which the first window was painted; the program ends then. None for no clock.
    """

    store: Path | None = None
    practice: bool = False
    tour: Path | None = None
    roster: Path | None = None
    selftest: Path | None = None
    clock: Path | None = None


class _Parser(argparse.ArgumentParser):
    def format_help(self) -> str:
        return in_chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        match = _LACKING.fullmatch(message)
        raise ArgumentError(f"{match[1]} 后面缺少内容" if match else "参数不对", f"用法：{USAGE}")


def read_arguments(given: Sequence[str]) -> Arguments:
    """The arguments.

    Raises:
        ArgumentError: they cannot be right.
        SystemExit: help was asked for and printed.
    """
    parser = _Parser(prog=PROGRAM, usage=USAGE, description="打开党群服务台的窗口。", add_help=False)
    parser.add_argument("-h", "--help", action="help", help=HELP_OF_HELP)
    parser.add_argument("--store", type=Path, metavar="文件夹", help="打开这个文件夹里的资料；没有就在这里新建")
    parser.add_argument("--practice", action="store_true", help="打开练习小区")
    parser.add_argument("--tour", type=Path, metavar="文件夹", help="演示一遍主要工作，画面和文书写到这里")
    parser.add_argument("--roster", type=Path, metavar="花名册", help="演示时导入这份花名册")
    parser.add_argument("--selftest", type=Path, metavar="文件夹", help="检查装好的程序能不能用，结果写到这里")
    parser.add_argument("--clock", type=Path, metavar="文件", help="画出第一个窗口就记下时刻和内存，随即退出")
    known, unknown = parser.parse_known_args(list(given))
    if unknown:
        raise ArgumentError(f"不认识的参数 {unknown[0]}", f"用法：{USAGE}")
    arguments = Arguments(known.store, known.practice, known.tour, known.roster, known.selftest, known.clock)
    _check(arguments)
    return arguments


def _check(arguments: Arguments) -> None:
    folders = ((arguments.store, "--store"), (arguments.tour, "--tour"), (arguments.selftest, "--selftest"))
    for folder, name in folders:
        if folder is not None and folder.exists() and not folder.is_dir():
            raise ArgumentError(f"{name} 后面要写文件夹，{folder.name} 是文件", "请换一个位置")
    if arguments.roster is not None and arguments.tour is None:
        raise ArgumentError("--roster 只和 --tour 一起用", f"用法：{USAGE}")
    if arguments.roster is not None and not arguments.roster.is_file():
        raise ArgumentError(f"没有找到花名册 {arguments.roster.name}", "请检查路径")
    if arguments.selftest is not None and arguments != Arguments(selftest=arguments.selftest):
        raise ArgumentError("--selftest 要单独用", f"用法：{USAGE}")
    if arguments.practice and arguments.store is not None:
        raise ArgumentError("--practice 和 --store 只能用一个", f"用法：{USAGE}")
