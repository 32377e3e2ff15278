"""Where the program's own data lies: frameworks, sample study, icons, translations, manual; its version."""

import tomllib
from pathlib import Path

RELEASES: str = ""
"""The address of the page with newer versions, said here only; empty while the project has no public home.

Opened in the browser when somebody asks, never by the program itself."""

_HOUSE = Path(__file__).resolve().parent.parent
_ROOT = _HOUSE / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under resources/."""
    return _ROOT.joinpath(*parts)


def manual() -> Path:
    """Return the path of the manual, in a checkout and where the program is installed."""
    return _HOUSE / "docs" / "manual.md"


def version() -> str:
    """Return the program's version: what pyproject.toml says in a checkout, else what was installed."""
    project = _HOUSE / "pyproject.toml"
    if project.is_file():
        return tomllib.loads(project.read_text("utf-8"))["project"]["version"]
    from importlib import metadata

    return metadata.version("strandline")
