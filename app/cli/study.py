"""The study that a sub-command is about: found with or without its ending, opened for reading or writing."""

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from coding.errors import LockedError, PasswordNeededError, UnreadableError, UserError
from coding.language import _
from coding.privacy.masking import Pseudonyms
from storage.study.history import Written
from storage.study.open_checks import identity
from storage.study.study_file import SUFFIX, StudyFile

PASSWORD_VARIABLE: Final = "STRANDLINE_PASSWORD"  # noqa: S105 - its name
_LONGEST: Final = 10_000  # bytes of a password's file that are read

Study = Annotated[
    Path, typer.Argument(metavar="STUDY", readable=False, help=_("The study file (.strandline)."))
]

PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help=_("The study's password: the first line of this file, else the variable {variable}.").format(
            variable=PASSWORD_VARIABLE
        ),
    ),
]


KeyPasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--key-password-file",
        metavar="FILE",
        help=_("The password of an encrypted list of names: the first line of this file."),
    ),
]


Json = Annotated[bool, typer.Option("--json", help=_("Print a JSON list of records."))]

Coders = Annotated[
    list[str] | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help=_("Whose codings: a coder’s name or initials, or all. Say it again for more."),
    ),
]


def existing(study: Path) -> Path:
    """Return the study's path; its ending may be left out."""
    with_ending = study.with_name(study.name + SUFFIX)
    return study if identity(study) is not None or identity(with_ending) is None else with_ending


def reading(study: Path, password_file: Path | None) -> StudyFile:
    """Open a study for reading, also while a window has it open."""
    return StudyFile.open_for_reading(existing(study), password(password_file))


def writing(study: Path, password_file: Path | None) -> StudyFile:
    """Open a study to change it, which no window may have open."""
    return StudyFile.open(existing(study), password(password_file))


def note_written(study: StudyFile, kind: Written, file: Path) -> None:
    """Keep in the history that a file was written from a study; say so where it cannot be."""
    try:
        with StudyFile.open(study.path) as opened:
            opened.restore_point = None  # nothing in it changes
            opened.note_file(kind, file.absolute())
    except LockedError:
        said = _("“{name}” is open in a window: its history does not say that {file} was written.")
        typer.echo(said.format(name=study.path.name, file=file.name), err=True)


def password(file: Path | None) -> str | None:
    """Return the password if one was given: never as an argument, which other people on a computer see."""
    return os.environ.get(PASSWORD_VARIABLE) or None if file is None else first_line(file)


def first_line(file: Path) -> str:
    """Return the password in a file. Raises UnreadableError."""
    try:
        with file.open("rb") as opened:
            return opened.read(_LONGEST).decode("utf-8-sig").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise UnreadableError(
            _("There is no password in “{name}”.").format(name=file.name),
            remedy=_("Write it on the first line, as text in UTF-8."),
        ) from error


def names_of(key: Path, key_password: str | None) -> Pseudonyms:
    """Read a list of names and pseudonyms, with its password if it has one."""
    from storage.privacy.pseudonym_list import read_key

    try:
        return read_key(key, key_password)
    except PasswordNeededError as error:
        raise UserError(error.what, remedy=_("Name a file with --key-password-file.")) from error
