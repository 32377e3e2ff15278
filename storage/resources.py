"""Where the program's own data lies: frameworks, the sample study, icons, translations."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under resources/."""
    return _ROOT.joinpath(*parts)
