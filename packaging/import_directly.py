"""Run by PyInstaller's program before the program: modules are looked for in its archive first.

Else each import asks a zip file, two folders and a finder of its own for every package before it comes to
the archive, which holds nearly all of them. What is not in the archive is found as before.
"""

import os
import sys
from importlib.machinery import ModuleSpec

from pyimod01_archive import PYZ_ITEM_NSPKG, PYZ_ITEM_PKG
from pyimod02_importers import PyiFrozenLoader, pyz_archive


class _InArchive:
    """Finds a module by its whole name."""

    @staticmethod
    def find_spec(fullname: str, *_where: object) -> ModuleSpec | None:
        """Return where the module is, if it is in the archive."""
        entry = pyz_archive.toc.get(fullname)
        if entry is None or entry[0] == PYZ_ITEM_NSPKG:
            return None
        is_package = entry[0] == PYZ_ITEM_PKG
        loader = PyiFrozenLoader(
            name=fullname, pyz_archive=pyz_archive, pyz_entry_name=fullname, is_package=is_package
        )
        spec = ModuleSpec(fullname, loader, origin=loader.path, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [loader.path.rpartition(os.sep)[0]]
        return spec


sys.meta_path.insert(0, _InArchive)
