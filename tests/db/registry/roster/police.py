"""A list of the police: three thousand of the register, one behind the other, some of them told otherwise."""

from db.services.sheets.raw import Cell
from tests.db.registry.roster.files import number

HEAD = ["姓名", "身份证号", "联系电话", "民族", "住址"]
MANY, ROOMS = 3000, 100


def name(n: int) -> str:
    """What the n-th is called."""
    signs = "甲乙丙丁戊己庚辛壬癸"
    return "钱" + signs[n // 100 % 10] + signs[n // 10 % 10] + signs[n % 10] if n < 1000 else "李" + name(n % 1000)[1:]


def row(n: int, **otherwise: str) -> list[Cell]:
    """One of the list: a phone and a people, behind a door of one of thirty buildings."""
    told = {
        "姓名": name(n),
        "身份证号": number(n % 999 + 1, f"{1950 + n // 999}0115"),
        "联系电话": f"139{n:08d}",
        "民族": "汉族",
        "住址": f"幸福里小区{n // ROOMS + 1}-1-{n % ROOMS // 4 + 1}{n % 4 + 1:02d}",
    }
    return [*{**told, **otherwise}.values()]


def sent() -> tuple[list[list[Cell]], list[str]]:
    """The list as it comes: a hundred and forty told otherwise, seven new, three not in it, whose numbers stand beside."""
    rows = [row(n) for n in range(MANY)]
    for n in range(140):
        rows[n * 20] = row(n * 20, **({"民族": "满族"} if n % 2 else {"联系电话": f"138{n:08d}"}))
    rows += [row(n) for n in range(MANY, MANY + 7)]
    gone = [str(row(n)[1]) for n in (1, 501, 2999)]
    return [one for one in rows if one[1] not in gone], gone
