"""Importing without PySide reading along.

Once PySide is there it looks through the source of every module that is imported, pandas' and numpy's too,
for the word PySide6, to know where its ``__feature__`` switches could be used; and the sources stay in
memory: 22 MB for the window, 50 MB once Compare was opened, and a tenth of the time it takes to start.
"""

from importlib import import_module
from types import ModuleType


def read_no_sources() -> None:
    """Say by its name alone whether a module uses PySide."""
    import_module("PySide6.QtCore")  # brings the look-through with it
    feature = import_module("shibokensupport.feature")
    vars(feature)["_mod_uses_pyside"] = _uses_pyside  # PySide has no switch for it


def _uses_pyside(module: ModuleType) -> bool:
    return module.__name__.partition(".")[0] == "app"
