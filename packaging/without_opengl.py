"""Run by PyInstaller's program before the program: what pyqtgraph names of OpenGL, and never draws with.

The module of Qt that it asks for is 9 MB, without the library that draws. Nothing here switches
``useOpenGL`` on, which alone would ask for more than a name.
"""

import sys
from types import ModuleType


class QOpenGLWidget:
    """No widget of this kind is ever made; pyqtgraph derives two classes from it as it is loaded."""


def _stand_in(name: str) -> ModuleType:
    """Return an empty module in a module's place."""
    module = ModuleType(name, "Stands in for a part of Qt that is not in this package.")
    sys.modules[name] = module
    return module


_stand_in("PySide6.QtOpenGL")
_stand_in("PySide6.QtOpenGLWidgets").QOpenGLWidget = QOpenGLWidget  # pyright: ignore[reportAttributeAccessIssue]
