"""Going back to a restore point: it takes the study's place, and what was there becomes a restore point.

Whenever the program dies meanwhile, the old study or the restored one stands in its place, whole: the new
file is made beside it and takes its place in one step, and by then nothing of the old one is in a log.
"""

from contextlib import closing
from pathlib import Path
from shutil import copyfile

from coding.errors import DamagedError, NotAStudyError
from coding.language import _
from storage.study import schema
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect, translate_errors
from storage.study.history import note_barrier
from storage.study.keeping.copying import copy_database, replacing_study
from storage.study.keeping.leftover_logs import LeftoverLogError, has_leftover_log, set_log_aside, take_in_log
from storage.study.keeping.restore_points import BEFORE_GOING_BACK, RestorePoint, name_for
from storage.study.open_checks import look_before_opening, refuse_what_is_no_file, resolved, too_new


def go_back(path: Path, point: RestorePoint) -> Path | None:
    """Put a restore point in the place of a study; return where what was there is kept, if anything was.

    The history of the restored study says so. Raises UserError, with the study as it was: it is open in a
    window, the restore point is damaged or of a later format, nothing may be written, the disk is full.
    """
    path = resolved(path)
    refuse_what_is_no_file(point.path)
    if look_before_opening(point.path) > schema.SCHEMA_VERSION:
        raise too_new(point.path)
    with replacing_study(point.path, path) as part:
        copy_database(point.path, part)
        _refuse_damage(part, point)
        _note(part, point)
        return _keep_present(path)


def _refuse_damage(part: Path, point: RestorePoint) -> None:
    with closing(connect(part, read_only=True)) as copy:
        if wrong := what_is_wrong(copy):
            raise DamagedError(
                _("The restore point of {when} is damaged: {what}").format(when=point.when, what=wrong[0]),
                _("The study was left as it is."),
                _("Choose another restore point."),
            )


def _note(part: Path, point: RestorePoint) -> None:
    with translate_errors(part), closing(connect(part)) as connection, connection.begin():
        note_barrier(connection, "go_back", when=point.when)


def _keep_present(path: Path) -> Path | None:
    """Keep what is there now, damaged or not; after this nothing of it is in a log."""
    if not path.exists():
        return None
    if has_leftover_log(path):
        _take_in_log(path)
    kept = name_for(path, BEFORE_GOING_BACK)
    try:
        copy_database(path, kept)
    except (DamagedError, NotAStudyError):  # too damaged for SQLite to copy it
        copyfile(path, kept)
    return kept


def _take_in_log(path: Path) -> None:
    """Bring a log that a program which died has left into the study, or aside where it does not fit."""
    try:
        take_in_log(path)
    except LeftoverLogError:
        set_log_aside(path)
    if has_leftover_log(path):
        set_log_aside(path)
