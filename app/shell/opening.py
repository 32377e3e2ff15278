"""Opening a study: what has to be asked for it, and what is said of how it is open."""

from functools import partial
from pathlib import Path

from app.shell.notices import Notices, Prompt
from app.shell.storing import Storing
from app.shell.unlocking import with_password
from coding.errors import UserError
from coding.language import _
from storage.study.keeping.leftover_logs import LeftoverLogError, set_log_aside
from storage.study.open_checks import resolved
from storage.study.study_file import StudyFile


def open_asking(path: Path, password: str | None, notices: Notices, storing: Storing) -> StudyFile | None:
    """Open a study, asking for its password and whether to leave a log that does not fit it.

    A large one is looked at, or brought up to date, for seconds: the window goes on meanwhile. None if the
    person turned away. Raises UserError as StudyFile.open.
    """

    def act(typed: str | None) -> StudyFile:
        return storing.run(partial(StudyFile.open, path, typed), _("Opening…"))

    def opening() -> StudyFile | None:
        return with_password(path, act, notices.ask_password) if password is None else act(password)

    try:
        return opening()
    except LeftoverLogError as error:
        if not _is_to_be_left(error, notices):
            raise
        _set_aside(path)
        return opening()


def _is_to_be_left(error: LeftoverLogError, notices: Notices) -> bool:
    without = _("Open without the log")
    question = Prompt(_("A log that does not fit"), f"{error.what} {error.means}", (without,))
    return notices.ask(question) == without


def _set_aside(path: Path) -> None:
    try:
        set_log_aside(resolved(path))
    except OSError as error:
        raise UserError(_("The log cannot be moved ({reason}).").format(reason=error.strerror)) from error


def why_it_is_only_read(file: StudyFile) -> UserError | None:
    """Return why changes of an open study are not stored; None where they are."""
    if file.is_newer:
        return _newer(file.path)
    if file.is_to_be_read:
        return _to_be_read(file.path)
    return _read_only(file.path) if file.read_only else None


def rescued(name: str, copy: str) -> UserError:
    """Return what is said once other files took the place of a study's own."""
    return UserError(
        _("“{name}” was deleted, moved or replaced while it was open.").format(name=name),
        _("All that was stored is in “{copy}”, and you are working there now.").format(copy=copy),
        _("Find out which program did it before you go on with the old file."),
    )


def damaged(name: str, first: str) -> UserError:
    """Return what is said where a look at a restore point found damage, of which ``first`` tells."""
    return UserError(
        _("“{name}” is damaged.").format(name=name),
        _("{first} No older restore point makes way for the newest one.").format(first=first),
        _("Look at the restore points before you go on."),
    )


def _newer(path: Path) -> UserError:
    return UserError(
        _("“{name}” was last changed by a later version of Strandline.").format(name=path.name),
        _("You can read and export; changes are not stored."),
        _("Install the newest version to change it."),
    )


def _to_be_read(path: Path) -> UserError:
    return UserError(
        _("This is the restore point “{name}”.").format(name=path.stem),
        _("You can read and export; changes are not stored."),
        _("To work with it, go back to it: Edit › Restore points."),
    )


def _read_only(path: Path) -> UserError:
    return UserError(
        _("“{name}” may not be written.").format(name=path.name),
        _("You can read and export; changes are not stored."),
        _("To work on it, save a copy in a folder of your own."),
    )
