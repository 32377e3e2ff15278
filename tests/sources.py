"""The sources of the house, read once for all that is said about them."""

import ast
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """Return what stands in a module; it is not to be changed."""
    return ast.parse(path.read_text("utf-8"))
