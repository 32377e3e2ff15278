"""All of the two lower storeys can be loaded: make headless does it where no Qt is installed."""

import importlib
from pathlib import Path

import pytest

import coding
import storage

FOLDERS = [Path(package.__path__[0]) for package in (coding, storage)]


def modules(folder: Path) -> list[str]:
    """Return the names of all modules below a storey; scripts of Alembic are no modules."""
    paths = sorted(folder.rglob("*.py"))
    names = (path.relative_to(folder.parent).with_suffix("").parts for path in paths)
    return [".".join(parts).removesuffix(".__init__") for parts in names if "migrations" not in parts]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_can_be_loaded(folder: Path) -> None:
    loaded = [importlib.import_module(name) for name in modules(folder)]
    assert len(loaded) > 50
