"""No file and no function grows beyond what one can read at a sitting."""

from tests.architecture.source import CODE, PLACES, READER, Function, files, functions, short, text

pytestmark = READER

FILE_LINES = 400
FUNCTION_LINES = 60
ARGUMENTS = 6


def lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def arguments(function: Function) -> int:
    given = function.args
    named = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([n for n in named if n not in ("self", "cls")])


def test_files() -> None:
    long = {short(p): n for p in files(*PLACES) if (n := len(text(p).splitlines())) > FILE_LINES}
    assert not long


def test_functions() -> None:
    long = {f"{short(p)}:{f.name}": n for p in files(*PLACES) for f in functions(p) if (n := lines(f)) > FUNCTION_LINES}
    assert not long


def test_arguments() -> None:
    many = {f"{short(p)}:{f.name}": n for p in files(*CODE) for f in functions(p) if (n := arguments(f)) > ARGUMENTS}
    assert not many
