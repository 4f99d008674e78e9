"""The doors for IT staff: ``python -m db COMMAND --store DIR``; ``--help`` names them.

Whatever is wrong is told in one line on the error output with exit code 2, and nothing is changed.
"""

import argparse
import getpass
import io
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from db.errors import AppError, ArgumentError, FileUnreadable
from db.values.help_words import HELP_OF_HELP, in_chinese

if TYPE_CHECKING:  # its records are loaded once the arguments are known to be right
    from db.records.kinds import Kinds

PASSPHRASE_VARIABLE = "DANGQUN_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret
_HELP = "用法见 python -m db --help"
_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.*)"), "缺少 {}"),
    (re.compile(r"unrecognized arguments: (.*)"), "多出了 {}"),
    (re.compile(r"argument (\S+?):? .*invalid choice: (.*?) \(.*"), "{} 不能是 {}"),
    (re.compile(r"argument (.*?): expected .*"), "{} 后面缺少内容"),
    (re.compile(r"argument (.*?): invalid (?:int|_count) value: (.*)"), "{} 应当是数字，不是 {}"),
)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in the clerk's language, and in one line; its help is in that language too."""

    def __init__(self, *, prog: str | None = None, description: str | None = None, **given: Any) -> None:
        asks_help = bool(given.pop("add_help", True))
        super().__init__(prog=prog, description=description, add_help=False, **given)
        if asks_help:
            self.add_argument("-h", "--help", action="help", help=HELP_OF_HELP)

    def format_help(self) -> str:
        """The help, its headings in Chinese."""
        return in_chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Raises what `main` turns into a line and exit code 2."""
        for shape, words in _COMPLAINTS:
            if match := shape.fullmatch(message):
                raise ArgumentError(f"参数不对：{words.format(*match.groups())}", _HELP)
        raise ArgumentError("参数不对", _HELP)


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    shared = _shared(store=True, clerk=True)
    top = _Parser(prog="python -m db", description="党群服务台的资料：建立、导入、导出、查找、备份、恢复、检查、统计")
    commands = top.add_subparsers(dest="command", required=True, metavar="命令")

    init = commands.add_parser("init", parents=[_shared(store=True)], help="新建资料")
    init.add_argument("--centre", default="社区党群服务中心", metavar="名称", help="中心名称")
    init.add_argument("--clerk", default="工作人员", metavar="名称", help="第一位工作人员的姓名：管理员，什么都能办")

    roster = commands.add_parser("import", parents=[shared], help="导入花名册或别的表（xlsx、xls、et、ods、csv、txt）")
    roster.add_argument("file", type=Path, metavar="表格", help="要导入的文件")
    roster.add_argument(
        "--as", dest="as_kind", default="", metavar="资料", help="是哪种资料的表，见 kinds；不写就自己认"
    )
    roster.add_argument("--take-changes", action="store_true", help="和已登记的不同时用表里的；不写就保留原来的")
    roster.add_argument("--dry-run", action="store_true", help="只试算，不改动资料")
    roster.add_argument("--leave-out", action="append", default=[], metavar="工作表", help="不导入的工作表，可写几次")
    roster.add_argument(
        "--take", action="append", default=[], metavar="工作表", help="不像花名册也要导入的工作表，可写几次"
    )
    roster.add_argument("--hidden", action="store_true", help="表格里隐藏的行和列也导入")
    roster.add_argument(
        "--estate",
        action="append",
        default=[],
        metavar="[工作表=]小区",
        help="没有写小区的楼栋是哪个小区的，或“不分小区”；可写几次",
    )
    roster.add_argument("--compare", action="store_true", help="只核对：新增、变动、名单里没有的、一致的，不改动资料")
    roster.add_argument("--in-grid", default="", metavar="网格", help="核对时名单管的是哪个网格")
    roster.add_argument("--in-list", default="", metavar="名单", help="核对时名单对的是居民的哪个名单")
    roster.add_argument("--marked", action="store_true", help="核对后另写一份标好的表，要写给谁、做什么用")
    _add_use(roster)
    roster.add_argument("--first-is-head", action="store_true", help="没有户主关系时，每户第一个人算作户主")

    export = commands.add_parser("export", parents=[shared], help="导出成 xlsx 或 csv，号码遮住")
    export.add_argument("file", type=Path, metavar="表格", help="写到哪个文件，后缀 .xlsx 或 .csv")
    export.add_argument("--table", default="resident", metavar="种类", help="哪种资料，默认 resident 居民")
    _add_whole(export)
    export.add_argument("--force", action="store_true", help="覆盖已有的文件")

    search = commands.add_parser("search", parents=[shared], help="查找")
    search.add_argument("words", nargs="+", metavar="要找的", help="姓名、拼音首字母、证件后四位、电话、楼栋房号")
    search.add_argument("--limit", type=int, default=30, metavar="条数", help="最多几条")

    _add_backup_commands(commands.add_parser, shared)
    commands.add_parser("stats", parents=[shared], help="各种资料有多少")
    _add_record_commands(commands.add_parser, shared)
    return top


def _add_whole(command: _Parser) -> None:
    """What a command takes by which whole numbers leave."""
    command.add_argument("--plain", action="store_true", help="号码不遮；要写 --recipient 和 --purpose，记入外送登记")
    _add_use(command)


def _add_use(command: _Parser) -> None:
    """To whom goes what leaves whole."""
    command.add_argument("--recipient", default="", metavar="单位或人", help="写全的给谁")
    command.add_argument("--purpose", default="", metavar="文字", help="写全的用来做什么")
    command.add_argument("--basis", default="", metavar="依据", help="例如：法定职责、单独同意")
    command.add_argument("--approver", default="", metavar="姓名", help="批准人")


def _add_backup_commands(add: Callable[..., _Parser], shared: _Parser) -> None:
    """The commands of backups, and of whether all is whole."""
    backup = add("backup", parents=[shared], help="备份")
    backup.add_argument("file", type=Path, metavar="备份", help="写到哪个文件，后缀 .dqbak")
    backup.add_argument("--force", action="store_true", help="覆盖已有的文件")
    restore = add("restore", parents=[shared], help="用备份恢复；原来的资料留在旁边")
    restore.add_argument("file", type=Path, metavar="备份", help="用哪份备份")
    restore.add_argument("--look", action="store_true", help="只看里面有什么、现有的资料多了什么，不恢复")
    restore.add_argument(
        "--present-file",
        type=Path,
        metavar="文件",
        help="备份的口令在现有的资料里不是管理员的：现在一位管理员的口令所在的文本文件",
    )
    add("try-restore", parents=[shared], help="试恢复：最新的备份恢复到旁边试一试，说清里面有多少、能不能用")
    second = add("second-place", parents=[shared], help="备份到第二处（U盘等）；不写文件夹就存到设好的那几处")
    second.add_argument("folder", type=Path, nargs="?", metavar="文件夹", help="设这个文件夹为第二处，并马上存过去")
    verify = add("verify", parents=[shared], help="检查资料是否完好")
    verify.add_argument(
        "--code-file", type=Path, metavar="文件", help="恢复码（或审计员口令）所在的文本文件：核对操作日志有没有被改写"
    )
    verify.add_argument("--anchors", type=Path, metavar="文件", help="别处留的“操作日志存档点.txt”")
    verify.add_argument("--line", default="", metavar="核对行", help="打印的月报上的核对行")
    verify.add_argument("--go-on", action="store_true", help="末尾缺了记录也照现在的继续用，要写 --reason")
    verify.add_argument("--reason", default="", metavar="文字", help="为什么照现在的继续用，记入操作日志")


def _shared(*, store: bool, clerk: bool = False) -> _Parser:
    """What every command takes; some do without a store, and a new one has no clerks yet."""
    shared = _Parser(add_help=False)
    shared.add_argument("--store", type=Path, required=store, metavar="文件夹", help="资料所在的文件夹")
    shared.add_argument(
        "--password-file",
        type=Path,
        metavar="文件",
        help=f"口令所在的文本文件；没有时用环境变量 {PASSPHRASE_VARIABLE}，再没有就询问",
    )
    if clerk:
        words = "谁来办，工作人员的姓名；不写就是口令打开的那一位"
        shared.add_argument("--clerk", default="", metavar="姓名", help=words)
    shared.add_argument("--json", action="store_true", help="用 JSON 回答")
    return shared


def _add_log(add: Callable[..., _Parser], shared: _Parser) -> None:
    log = add("log", parents=[shared], help="操作日志：谁、什么时候、对什么、做了什么，号码遮住")
    log.add_argument("--person", default="", metavar="姓名", help="谁做的，工作人员的姓名")
    log.add_argument("--day", default="", metavar="日期", help="哪一天，或从哪天到哪天：2026-11-01..2026-11-30")
    log.add_argument("--kind", default="", metavar="做了什么", help="登记、修改、删除、打印、导出等")
    log.add_argument("--limit", type=int, default=100, metavar="条数", help="最多列多少条，0 是全部")


def _add_purge(add: Callable[..., _Parser], shared: _Parser) -> None:
    purge = add("purge", parents=[shared], help="彻底删除，要两个人已经批准的鉴定销毁；撤销不了")
    purge.add_argument("kind", metavar="资料", help="哪种资料，见 kinds")
    purge.add_argument("ids", nargs="*", metavar="编号", help="现有的见 list，以前删掉的见 --deleted")
    purge.add_argument("--appraisal", default="", metavar="编号", help="照哪一次鉴定销毁的编号，见 list")
    purge.add_argument("--named", action="store_true", help="别的修改记录里只写着姓名、电话的，内容也去掉")
    purge.add_argument("--look", action="store_true", help="只看会去掉什么、别处还写着什么，不删除")
    purge.add_argument("--deleted", action="store_true", help="列出以前删掉、操作日志里还有内容的")
    purge.add_argument("--again", action="store_true", help="恢复备份带回来的已彻底删除的，再删一次")


def _add_record_commands(add: Callable[..., _Parser], shared: _Parser) -> None:
    """The commands that tell and move single records."""
    add("clerks", parents=[shared], help="有哪些工作人员，各有什么角色，谁有口令，最近哪天打开过")

    _add_log(add, shared)

    add("kinds", parents=[_shared(store=False, clerk=True)], help="有哪些资料，各有哪些字段、环节和动作")

    listing = add("list", parents=[shared], help="列出一种资料，号码遮住")
    listing.add_argument("kind", metavar="资料", help="哪种资料，见 kinds")
    listing.add_argument(
        "--where", action="append", default=[], metavar="字段=内容", help="只要这个字段是这个内容的，可写几次"
    )
    listing.add_argument("--as-of", default="", metavar="日期", help="按哪一天的情况列")
    _add_whole(listing)

    must = add("must", parents=[shared], help="必配的配了没有：一格一长等，缺的是哪些")
    must.add_argument("--as-of", default="", metavar="日期", help="按哪一天的情况")

    figure = add(
        "figure", parents=[_shared(store=False, clerk=True)], help="口径：一个数和它数的那些；不写名称就列出有哪些"
    )
    figure.add_argument("name", nargs="?", default="", metavar="口径", help="哪个口径；不写就列出来")
    figure.add_argument(
        "--period", default="", metavar="时间", help="2026、2026Q4、2026-11、上半年，或截至哪一天；不写就是今年"
    )
    figure.add_argument("--scope", default="", metavar="范围", help="哪个网格、小区、楼栋：网格=第一网格")
    figure.add_argument("--rows", action="store_true", help="也列出数的是哪些，号码遮住")

    move = add("move", parents=[shared], help="办理一步；void 作废，correct 更正，undo 撤回上一步")
    move.add_argument("kind", metavar="资料")
    move.add_argument("id", metavar="编号", help="编号，见 list")
    move.add_argument("move", metavar="动作", help="动作，见 kinds")
    move.add_argument("--at", default="", metavar="时间", help="什么时候办的；不写就是现在")
    move.add_argument("--did", default="", metavar="人", help="谁办的：人员的编号，或不重名的姓名")
    move.add_argument("--second", default="", metavar="人", help="还有谁同意或批准：写法同上")
    move.add_argument("--set", action="append", default=[], metavar="字段=内容", help="这一步填写的内容，可写几次")
    move.add_argument("--reason", default="", metavar="文字", help="理由")
    move.add_argument(
        "--number",
        choices=("keep", "renew"),
        default="",
        metavar="keep|renew",
        help="更正到了另一年，编号怎么办：keep 保留旧号，renew 作废旧号、取新号",
    )

    timeline = add("timeline", parents=[shared], help="一条资料的经过，号码遮住")
    timeline.add_argument("kind", metavar="资料")
    timeline.add_argument("id", metavar="编号")
    timeline.add_argument("--plain", action="store_true", help="号码不遮，并记入操作日志")

    _add_purge(add, shared)
    _add_evidence(add, shared)


def _add_evidence(add: Callable[..., _Parser], shared: _Parser) -> None:
    evidence = add(
        "evidence",
        parents=[shared],
        help="一条资料的照片和扫描件：列出、添加、另存出去（不加密，要写给谁、用来做什么）",
    )
    evidence.add_argument("act", choices=("list", "add", "save"), metavar="list|add|save", help="列出、添加或另存")
    evidence.add_argument("kind", metavar="资料")
    evidence.add_argument("id", metavar="编号")
    evidence.add_argument("files", nargs="*", type=Path, metavar="文件", help="要添加的文件；另存时写一个文件夹")
    evidence.add_argument("--caption", default="", metavar="文字", help="添加的照片的说明")
    _add_use(evidence)
    evidence.add_argument("--only", action="append", default=[], metavar="编号", help="只另存这一个，可写几次")


def main(arguments: Sequence[str], kinds: "Kinds | None" = None) -> int:
    """Runs one command; 0 when it was done, 1 when damage was found, 2 when it was refused.

    Args:
        arguments: the words after ``python -m db``.
        kinds: the types that the store holds; None for those of the program.
    """
    warnings: list[str] = []
    try:
        parsed = parser().parse_args(arguments)
        from db.commands import COMMANDS
        from db.records import KINDS

        has_store = parsed.store is not None
        passphrase = read_passphrase(parsed.password_file, twice=parsed.command == "init") if has_store else ""
        present = getattr(parsed, "present_file", None)
        parsed.present = read_passphrase(present, twice=False) if present else ""
        parsed.warnings, parsed.kinds = warnings, kinds or KINDS
        answer = COMMANDS[parsed.command](parsed, passphrase)
    except (AppError, KeyboardInterrupt) as error:
        _say([*warnings, str(error) if isinstance(error, AppError) else "已停止"])
        return 2
    _say(warnings)
    told = "\n".join(answer.lines)
    if parsed.json:
        told = json.dumps(_with(warnings, answer.told), ensure_ascii=False, indent=2)
    try:
        print(told, flush=True)
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.code


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        print(" ".join(line.split()), file=sys.stderr)


def _with(warnings: list[str], told: Mapping[str, object] | Sequence[object]) -> object:
    """An answer with its warnings; a list has no room for them, and they stand on the error output anyway."""
    return {**told, "warnings": warnings} if warnings and isinstance(told, Mapping) else told


def read_passphrase(file: Path | None, *, twice: bool) -> str:
    """The passphrase from a file, from the environment, or typed unseen; ``twice`` guards a new one against slips.

    Raises:
        FileUnreadable: the file is not there or is no text.
        ArgumentError: nobody can be asked, or the two differ.
    """
    if file:
        try:
            return file.read_text(encoding="utf-8-sig").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise FileUnreadable(f"读不到口令文件 {file.name}", "请检查文件名和位置") from error
    if given := os.environ.get(PASSPHRASE_VARIABLE):
        return given
    if not sys.stdin.isatty():
        raise ArgumentError("没有口令", f"请用 --password-file 或环境变量 {PASSPHRASE_VARIABLE}")
    typed = getpass.getpass("口令：")
    if twice and getpass.getpass("再输一次：") != typed:
        raise ArgumentError("两次输入的口令不一样", "请再试一次")
    return typed


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a console of another code page must not stop us
    sys.exit(main(sys.argv[1:]))
