"""The entry: no arguments or a study file opens the window; a sub-command runs without Qt.

``--sample`` opens the window on the sample study (``make run``).
"""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from inspect import iscoroutine
from pathlib import Path
from types import ModuleType
from typing import Final

# What SQLAlchemy imports and this program never uses of it: a tenth of the start.
_SELDOM_USED: Final = ("asyncio", "importlib.metadata", "sqlalchemy.dialects.sqlite.aiosqlite")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (the command line's for None); return the exit code."""
    collect_seldom()
    load_when_used()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--read-pdf"]:  # said by storage/readers/pdf_process.py, never by a person
        from storage.readers.pdf_child import serve

        return serve()
    if words[:1] == ["--walk-pages"]:  # said by app/cli/self_test.py
        from app.window.walking import walk

        return walk(Path(words[1]))
    if words == ["--sample"] or _opens_the_window(words):
        gc.disable()  # until the window is there: nothing that is loaded for it is garbage
        # Before Qt: PySide6 hangs itself into the import, and makes dearer what comes after it.
        import_module("storage.study.study_file")
        from app.shell.quick_imports import read_no_sources

        read_no_sources()
        from app.window.application import run

        sample = words == ["--sample"]
        return run(None if sample or not words else Path(words[0]), sample=sample)
    gc.disable()  # as above: a sixth of the time until a sub-command begins
    from app.cli.main import run_command

    gc.enable()
    return run_command(words)


def collect_seldom() -> None:
    """Look for garbage after 20,000 new objects; after a few hundred it takes a tenth of the start."""
    gc.set_threshold(20_000, 20, 100)


class _LoadedWhenUsed(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def load_when_used() -> None:
    """Let modules that are hardly ever used be loaded when they are."""
    for name in _SELDOM_USED:
        sys.modules.setdefault(name, _LoadedWhenUsed(name))
    vars(sys.modules["asyncio"]).setdefault("iscoroutine", iscoroutine)  # all that is asked for at once


def _opens_the_window(words: Sequence[str]) -> bool:
    """Tell a study (or any file) from a sub-command: a lone argument with an ending, or that is there."""
    if len(words) != 1:
        return not words
    return not words[0].startswith("-") and (bool(Path(words[0]).suffix) or Path(words[0]).is_file())


if __name__ == "__main__":
    sys.exit(main())
