"""The sub-command new: an empty study."""

import getpass
from typing import Annotated

import typer

from app.cli.study import PasswordFile, Study, password
from coding.language import _
from coding.text.names import name_key
from storage.operations.frameworks import DEFAULT, shipped
from storage.operations.studies import set_up_study
from storage.study.study_file import SUFFIX, StudyFile


def new_study(
    study: Study,
    framework: Annotated[str, typer.Option(help=_("The framework to code with."))] = DEFAULT,
    coder: Annotated[str, typer.Option(help=_("Your name; else that of your account."))] = "",
    password_file: PasswordFile = None,
) -> None:
    """Make a study, adding the ending if it is missing."""
    path = study if study.suffix == SUFFIX else study.with_name(study.name + SUFFIX)
    setup = set_up_study(path.stem, coder.strip() or _account(), _identifier(framework))
    StudyFile.create(path, setup, password(password_file)).close()
    typer.echo(_("Made {path}.").format(path=path))


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return _("Coder")


def _identifier(framework: str) -> str:
    """Let a framework be called by its identifier or by its name."""
    wanted = name_key(framework)
    return next((key for key, name in shipped().items() if wanted in {key, name_key(name)}), framework)
