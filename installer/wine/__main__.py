"""``python3 -m installer.wine [--again]``: builds the Windows program and its setup under wine and tries them, step by step.

Log and pictures lie in ``build/wine``. ``--again`` tries what was built the last time.
"""

import sys
import time
from collections.abc import Callable
from functools import partial

from installer.common import NAME, NotMade, say
from installer.wine import build
from installer.wine.machine import PLACE, Machine, tools
from installer.wine.on_screen import OnScreen
from installer.wine.trial import Trial


def steps(machine: Machine, *, again: bool) -> list[tuple[str, Callable[[], object]]]:
    """All steps with their names."""
    trial = Trial(machine, PLACE / "dist" / NAME)
    screen = OnScreen(machine, trial)
    making: list[tuple[str, Callable[[], object]]] = [
        ("中文 Windows", machine.set_up),
        ("装 Python", partial(build.install, machine)),
        ("打包", partial(build.build, machine)),
        ("做安装程序", trial.make_setups),
    ]
    return [
        *([] if again else making),
        ("Windows 太旧", trial.refuse_old_windows),
        ("装旧版", trial.install_old),
        ("盘满了", trial.full_disk),
        ("位置不合适", trial.unfit),
        ("升级", trial.upgrade),
        ("不降级", trial.refuse_older),
        ("自检（不显示）", partial(trial.selftest, offscreen=True)),
        ("自检（显示）", partial(trial.selftest, offscreen=False)),
        ("打开旧资料", screen.open_old_store),
        ("没有控制台", screen.refusals),
        ("各页画面", screen.pages),
        ("卸载各页", screen.removal),
        ("装到别处", trial.elsewhere),
        ("卸载", trial.remove),
    ]


def main(arguments: list[str]) -> int:
    """Run all steps, and stop at the first that fails; the exit code."""
    log: list[str] = []
    code = 0
    try:
        tools()
        with Machine() as machine:
            for name, step in steps(machine, again=arguments == ["--again"]):
                started = time.monotonic()
                try:
                    told = step()
                except NotMade as failure:
                    told, code = f"未过：{failure}", 1
                log.append(f"{name}（{time.monotonic() - started:.0f} 秒）：{told or '好'}")
                say(log[-1])
                if code:
                    break
    except NotMade as failure:
        say(str(failure))
        return 1
    (PLACE / "log.txt").write_text("\n".join([*log, ""]), encoding="utf-8")
    say(f"记录和画面在 {PLACE}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
