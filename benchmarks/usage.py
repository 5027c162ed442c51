"""Run a command and print its seconds and most memory: a small process, whose own memory is little.

A child starts with the memory of its parent as its most.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

# Kilobytes on Linux, bytes on macOS.
UNIT = 2**20 if sys.platform == "darwin" else 2**10

if __name__ == "__main__":
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": usage.ru_maxrss / UNIT}))
    sys.exit(os.waitstatus_to_exitcode(status))
