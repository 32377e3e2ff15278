"""The study that a sub-command is about: found with or without its ending, opened for reading or writing."""

from pathlib import Path
from typing import Annotated

import typer

from coding.language import _
from storage.study.open_checks import identity
from storage.study.study_file import SUFFIX, StudyFile

Study = Annotated[
    Path, typer.Argument(metavar="STUDY", readable=False, help=_("The study file (.strandline)."))
]


def existing(study: Path) -> Path:
    """Return the study's path; its ending may be left out."""
    with_ending = study.with_name(study.name + SUFFIX)
    return study if identity(study) is not None or identity(with_ending) is None else with_ending


def reading(study: Path) -> StudyFile:
    """Open a study for reading, also while a window has it open."""
    return StudyFile.open_for_reading(existing(study))
