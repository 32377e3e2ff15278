"""What Linux's C library keeps of the memory that Python and Qt have let go of; elsewhere it is not asked."""

import gc
import sys
from contextlib import suppress
from ctypes import CDLL
from typing import Final

_ARENA_MAX: Final = -8  # M_ARENA_MAX of malloc.h


def share_one_heap() -> None:
    """Let all threads ask one heap, so that what a job has let go of serves the window.

    Else each thread has its own: 60 MB more once all pages of 1,000 interviews were seen. To be said before
    there are threads.
    """
    _tell_c_library("mallopt", _ARENA_MAX, 1)


def give_back() -> None:
    """Give the system what nobody holds any more."""
    gc.collect()
    _tell_c_library("malloc_trim", 0)


def _tell_c_library(function: str, *arguments: int) -> None:
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            getattr(CDLL(None), function)(*arguments)
