"""What programs that died have left beside a study."""

from contextlib import suppress
from pathlib import Path

from storage.study.atomic_write import sweep
from storage.study.keeping.copying import beside, forget_logs
from storage.study.keeping.restore_folders import restore_folder


def forget_study(part: Path) -> None:
    """Take away what was made of a study that did not get whole."""
    part.unlink(missing_ok=True)
    forget_logs(part)


def sweep_beside(path: Path) -> None:
    """Remove what programs that died have left: half a study of this name, files half written."""
    with suppress(OSError):
        forget_study(beside(path, ".part"))
    for folder in (path.parent, restore_folder(path)):
        sweep(folder)
