"""Whether this process still holds SQLite's lock on an open study, seen from another process.

A POSIX lock belongs to the process: whatever opens the file in it and closes it again drops SQLite's lock,
and another program may then take the write-ahead log away with what it holds.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

# SQLite's shared bytes; see "The SHARED lock" in its os_unix.c.
_LOOK: Final = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000000 + 2)
    except OSError:
        sys.exit(0)
sys.exit(1)
"""


def is_locked(study: Path) -> bool:
    """Tell whether another process is kept from the file, as it must be while the study is open."""
    return subprocess.run([sys.executable, "-c", _LOOK, str(study)], check=False).returncode == 0


def descriptors(study: Path) -> int:
    """Return how many times this process has the file open; nought where the system does not say."""
    open_ = 0
    for descriptor in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):
            open_ += descriptor.samefile(study)
    return open_
