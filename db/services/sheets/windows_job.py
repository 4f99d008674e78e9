"""The limits of a process under Windows: a job object of its own."""

import ctypes
import os
from typing import Any

# A job object: winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
_PROCESS_TIME, _PROCESS_MEMORY, _DIE_SILENTLY, _EXTENDED = 0x2, 0x100, 0x400, 9
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
    kernel: Any = ctypes.CDLL("kernel32")  # one calling convention on 64 bits
    kernel.SetErrorMode(_NO_DIALOG)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Extended()
    limits.basic.flags = _PROCESS_MEMORY | _PROCESS_TIME | _DIE_SILENTLY
    limits.basic.process_time = seconds * _HUNDRED_NANOSECONDS
    limits.process_memory = memory
    size = ctypes.sizeof(limits)
    if not (
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), size)
        and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
    ):
        raise OSError(f"no job object, process {os.getpid()}")
