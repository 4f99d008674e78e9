"""What the reading process may use; it sets this for itself, before it has opened anything."""

import sys

MEMORY = 1 << 30
"""Bytes."""
SECONDS = 60
"""The parent ends the child after so many seconds; the child itself ends when it has computed a little longer."""
_GRACE = 10
_PDEATHSIG = 1


def limit() -> None:
    """Sets the limits of this process, and lets it die without a dump of what it read and without a dialog."""
    if sys.platform == "win32":
        from db.services.apart.windows_job import limit_by_job

        limit_by_job(MEMORY, SECONDS + _GRACE)
    else:
        _limit_on_posix()


def _limit_on_posix() -> None:
    import resource
    import signal

    if sys.platform == "linux":
        import ctypes

        # However its parent ends; the parent of prctl(2) is the thread that made it, which waits for it.
        ctypes.CDLL(None).prctl(_PDEATHSIG, int(signal.SIGKILL))

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS + _GRACE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
