"""The peak memory of a process."""

from __future__ import annotations

import re
import resource
import sys
from contextlib import suppress
from pathlib import Path


def peak() -> float:
    """Megabytes that this process had in memory at most.

    Linux tells it of the program alone; `getrusage` there counts what the process had before it became this program,
    which is all that its parent had.
    """
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
        if found:
            return int(found[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS
    return used / (1024**2 if sys.platform == "darwin" else 1024)
