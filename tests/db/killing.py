"""Work that is killed on its way, in a process of its own."""

import os
import signal
from collections.abc import Callable


def killed_at(step: int, begin: Callable[[Callable[[], None]], None], work: Callable[[], object]) -> bool:
    """Does the work in a process that is killed before its n-th deed; whether it was.

    Args:
        step: n, from 0.
        begin: has what it is given called before each deed that counts.
        work: what is done.
    """
    child = os.fork()
    if child == 0:
        left = [step]

        def count() -> None:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

        done = False
        try:
            begin(count)
            work()
            done = True
        finally:  # whatever it raises: the child of a test must not go on as a second run of the tests
            os._exit(0 if done else 1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0, "the work itself failed"
    return os.WIFSIGNALED(status)
