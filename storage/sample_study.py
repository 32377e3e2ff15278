"""The sample study: a copy of one's own to try things on, which is never thrown away."""

from datetime import datetime
from pathlib import Path
from shutil import copyfile
from typing import Final

from platformdirs import user_data_path

from coding.errors import ReadOnlyError
from coding.language import _
from storage.resources import resource
from storage.study.keeping.copying import copy_database
from storage.study.lock import release, take_lock
from storage.study.study_file import StudyFile

SHIPPED: Final = resource("sample_study", "Saltmere Partnership.strandline")


def open_copy(folder: Path | None = None) -> Path:
    """Return the person's copy of the sample study, made now if there is none.

    ``folder`` is where it is kept; None is the user's data folder. Raises UserError where nothing
    may be written.
    """
    path = (folder or _home()) / SHIPPED.name
    if not path.exists():
        _ship(path)
    return path


def start_over(folder: Path | None = None) -> Path:
    """Put the sample study as it was shipped in place of the person's copy, which is kept beside it.

    Raises LockedError while the copy is open.
    """
    path = open_copy(folder)
    lock = take_lock(path)
    try:
        path.rename(_unused(path))
        _ship(path)
    finally:
        release(lock)
    return path


def keep_as(source: Path, target: Path) -> None:
    """Save the person's copy, open or not, as a study like any other; the copy stays.

    Raises UserError where it cannot be written.
    """
    from storage.operations.studies import keep_sample  # with all that begins a study

    copy_database(source, target)
    with StudyFile.open(target) as study:
        study.perform(keep_sample())


def _home() -> Path:
    return user_data_path("Strandline", appauthor=False)


def _ship(path: Path) -> None:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        copyfile(SHIPPED, part)
        part.replace(path)
    except OSError as error:
        raise ReadOnlyError(
            _("The sample study could not be copied to “{folder}”.").format(folder=path.parent),
            _("Nothing was changed."),
            _("Check that there is room and that you may write there."),
        ) from error


def _unused(path: Path) -> Path:
    """Return a name for a copy that is put aside: ``... until 2015-06-30 10.42``."""
    now = datetime.now().astimezone()
    return path.with_stem(f"{path.stem} until {now:%Y-%m-%d %H.%M.%S.%f}")
