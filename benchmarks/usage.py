"""Run a command and print its seconds, CPU seconds and most memory: a small process.

Its own memory is little, since a child starts with the memory of its parent as its most. Memory is
that of the largest process that the command started, or that one of those started.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

# Kilobytes on Linux, bytes on macOS.
UNIT = 2**20 if sys.platform == "darwin" else 2**10
# <linux/prctl.h>: what outlives its parent is given to this process, which can then ask its memory.
PR_SET_CHILD_SUBREAPER = 36


def ended() -> Iterator[tuple[int, int, float, float]]:
    """Yield number, status, peak memory and CPU seconds of each process that ends."""
    with suppress(ChildProcessError):
        while True:
            pid, status, usage = os.wait4(-1, 0)
            yield pid, status, usage.ru_maxrss, usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL)
    seconds, code, most, cpu = 0.0, 1, 0.0, 0.0
    for pid, status, memory, busy in ended():
        most, cpu = max(most, memory), cpu + busy
        if pid == child.pid:
            seconds, code = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
    print(json.dumps({"seconds": seconds, "megabytes": most / UNIT, "cpu": cpu}))
    sys.exit(code)
