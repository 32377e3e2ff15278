"""The studies that were open last, the newest first."""

from pathlib import Path

from app.shell import settings

_KEPT = 12
_KEY = "recent_studies"


def studies() -> list[Path]:
    """Return the recent studies that are still there."""
    return [path for path in map(Path, settings.texts(_KEY)) if path.is_file()]


def remember(path: Path) -> None:
    """Put a study first; the oldest beyond a dozen are forgotten."""
    kept = [str(path.absolute()), *settings.texts(_KEY)]
    settings.remember(_KEY, list(dict.fromkeys(kept))[:_KEPT])
