"""The limits of a process under Windows, and its end with another one: job objects, which are nested since Windows 8."""

import ctypes
import os
from functools import cache
from typing import Any

# A job object: winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
_PROCESS_TIME, _PROCESS_MEMORY, _DIE_SILENTLY, _KILL_ON_CLOSE, _EXTENDED = 0x2, 0x100, 0x400, 0x2000, 9
_NO_DIALOG = 0x1 | 0x2
_HUNDRED_NANOSECONDS = 10_000_000


class _Basic(ctypes.Structure):
    _fields_ = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class _Extended(ctypes.Structure):
    _fields_ = [
        ("basic", _Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t),
        ("peak_job", ctypes.c_size_t),
    ]


def limit_by_job(memory: int, seconds: int) -> None:
    """Puts this process into a job of its own, with so many bytes and so many seconds of the processor. The job's handle stays open as long as the process lives.

    Raises:
        OSError: the job cannot be made.
    """
    kernel = _kernel()
    kernel.SetErrorMode(_NO_DIALOG)
    limits = _Extended()
    limits.basic.flags = _PROCESS_MEMORY | _PROCESS_TIME | _DIE_SILENTLY
    limits.basic.process_time = seconds * _HUNDRED_NANOSECONDS
    limits.process_memory = memory
    _put(_job(limits), kernel.GetCurrentProcess())


def end_with_us(process: int) -> None:
    """Lets a process end whenever this one does, also when that is killed: the system closes its job's handle then.

    Args:
        process: a handle of it.

    Raises:
        OSError: the job cannot be made.
    """
    _put(_of_our_children(), process)


@cache
def _of_our_children() -> Any:
    limits = _Extended()
    limits.basic.flags = _KILL_ON_CLOSE
    return _job(limits)


def _kernel() -> Any:
    kernel: Any = ctypes.CDLL("kernel32")  # one calling convention on 64 bits
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    return kernel


def _job(limits: _Extended) -> Any:
    kernel = _kernel()
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    if not kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)):
        raise OSError(f"no job object, process {os.getpid()}")
    return job


def _put(job: Any, process: int) -> None:
    if not _kernel().AssignProcessToJobObject(job, ctypes.c_void_p(process)):
        raise OSError(f"no place in a job object, process {os.getpid()}")
