"""What stands between the program and its disk: built from shim.c where there is a compiler, on Linux."""

import os
import shutil
import subprocess
import sys
from ctypes import CDLL, c_int, c_long
from enum import IntEnum
from pathlib import Path
from typing import Final

_SOURCE: Final = Path(__file__).with_name("shim.c")
_FOR_EVER: Final = 2**31


class Mode(IntEnum):
    """What happens at the n-th time that something is written, as in shim.c."""

    NOTHING = 0
    KILL_BEFORE = 1
    KILL_HALFWAY = 2
    KILL_AFTER = 3
    FAIL = 4


KILLS: Final = (Mode.KILL_BEFORE, Mode.KILL_HALFWAY, Mode.KILL_AFTER)


def compiler() -> str | None:
    """Return the compiler that builds it; None where there is none, or another system than Linux."""
    return shutil.which("cc") if sys.platform == "linux" else None


def with_shim(folder: Path) -> dict[str, str]:
    """Return the environment of a process that runs with the shim, as it is where none can be built."""
    environment = dict(os.environ)
    if (cc := compiler()) is not None:
        built = folder / "shim.so"
        subprocess.run([cc, "-shared", "-fPIC", "-O1", "-o", built, _SOURCE, "-ldl"], check=True)
        environment["LD_PRELOAD"] = str(built)
    return environment


def is_here() -> bool:
    """Tell whether this process runs with it."""
    return hasattr(CDLL(None), "torture_arm")


def arm(mode: Mode, first: int = 0, *, last: int = _FOR_EVER, error: int = 0) -> None:
    """Count from now on; from the ``first`` write to the ``last`` do what ``mode`` says."""
    if is_here():
        CDLL(None).torture_arm(c_int(mode), c_long(first), c_long(last), c_int(error))


def written() -> int:
    """Return how often something was written since it was armed."""
    return int(CDLL(None).torture_count()) if is_here() else 0
