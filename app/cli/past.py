"""``--as-of``: a sub-command that reads a study as it was. Imports no Qt."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import progress_bar
from app.cli.study import reading
from coding.errors import UserError
from coding.language import _
from storage.queries.codebook import current_framework_id

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData
    from storage.study.past import Past
    from storage.study.study_file import StudyFile

AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="DAY", help=_("Count the study as it was at the end of this day.")),
]
AsOfVersion = Annotated[
    str,
    typer.Option(
        "--as-of-version", metavar="VERSION", help=_("Count it as it was under this version of the codebook.")
    ),
]


def _not_both() -> typer.BadParameter:
    return typer.BadParameter(_("Name a day or a version of the codebook, not both."))


def day_or_version(day: str, version: str) -> str:
    """Return what a report asks for: ``2015-03-12``, ``v2``, or nothing for the study as it is."""
    if day and version:
        raise _not_both()
    return day or (f"v{version.lower().removeprefix('v')}" if version else "")


@dataclass(frozen=True)
class AsAsked:
    """A study as it is, or as it was: ``reader`` reads it; ``past`` is None for as it is."""

    file: "StudyFile"
    past: "Past | None" = None

    @property
    def reader(self):  # noqa: ANN201 - the connection of a study, whose type this storey does not know
        """What the study is read by."""
        return self.file.reader if self.past is None else self.past.connection

    def notes(self, was: "AnalysisData", is_now: "AnalysisData") -> list[str]:
        """Return what is said of then: the moment, and each difference from today with its reason."""
        if self.past is None:
            return []
        from storage.queries.past import since, since_in_words, was_on

        found = since(self.past, was, self.file.reader, is_now)
        return [was_on(self.past.moment), *since_in_words(self.past, found)]


@contextmanager
def as_asked(
    study: Path, password_file: Path | None, day: str, version: str, *, searched: bool = False
) -> Generator[AsAsked]:
    """Open a study for reading, as it is or, if a day or version is named, as it was then."""
    if day and version:
        raise _not_both()
    with reading(study, password_file) as file:
        if not day and not version:
            yield AsAsked(file)
            return
        from storage.queries.past import end_of_day, end_of_version
        from storage.study.past import as_of

        framework_id = current_framework_id(file.reader)
        if version and framework_id is None:
            raise UserError(_("This study has no framework, so nothing is coded."))
        moment = end_of_day(day) if day else end_of_version(file.reader, framework_id or 0, version)
        with progress_bar() as progress, as_of(file.path, moment, progress, searched=searched) as past:
            yield AsAsked(file, past)
