"""Work on another thread, as far as it concerns Python's garbage collector."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Generator[None]:
    """Keep Python from collecting garbage meanwhile.

    It collects on whatever thread happens to ask for memory, and what it finds may be the window's: Qt's
    objects may only be deleted on the thread that made them.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
