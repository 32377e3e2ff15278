"""``strandline outcomes``: figures of schools come in and go out. Imports no Qt."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.importing import DryRun
from app.cli.output import aligned, as_json
from app.cli.study import Json, PasswordFile, Study, note_written, reading, writing
from coding.errors import UnreadableError
from coding.language import _, plural
from storage.readers.kinds import OUTCOME_FILES, ending_of, listing
from storage.study.history import Written
from storage.study.study_file import StudyFile


class OutcomesAct(StrEnum):
    """What is done with the figures of schools."""

    IMPORT = "import"
    LIST = "list"


def keep_outcomes(
    study: Study,
    act: Annotated[
        OutcomesAct, typer.Argument(metavar="[import|list]", help=_("What to do."))
    ] = OutcomesAct.LIST,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help=_("Tables of figures."))
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help=_("Write them to a file ({endings}).").format(endings=listing(OUTCOME_FILES)),
        ),
    ] = None,
    dry_run: DryRun = False,
    password_file: PasswordFile = None,
    json: Json = False,
) -> None:
    """Take figures in from tables, or list those that are there."""
    if bool(files) != (act is OutcomesAct.IMPORT):
        raise typer.BadParameter(_("Say the files to import, and none for anything else."))
    if act is OutcomesAct.IMPORT:
        _import(study, files or [], password_file, dry_run=dry_run)
        return
    if out is not None and ending_of(out.name) not in OUTCOME_FILES:
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=listing(OUTCOME_FILES)))
    with reading(study, password_file) as file:
        if out is not None:
            _write(file, out)
        else:
            _list(file, json=json)


def _import(study: Path, files: Sequence[Path], password_file: Path | None, *, dry_run: bool) -> None:
    """Store what is read; what could not be taken for a figure is named on stderr."""
    from coding.outcomes.reading import ReadFigure
    from storage.intake.outcome_files import figures_of
    from storage.operations.outcomes import store_figures

    figures, left_out = list[ReadFigure](), list[str]()
    with reading(study, password_file) if dry_run else writing(study, password_file) as file:
        for path in files:
            try:
                found = figures_of(path, file.reader)
            except UnreadableError as error:
                left_out.append(f"{path.name}: {error.what}")
                continue
            figures += found.figures
            left_out += (f"{path.name}: {why}" for why in found.left_out)
        if figures and not dry_run:
            file.perform(store_figures(figures))
    typer.echo(plural("{n} figure", "{n} figures", len(figures)))
    if left_out:
        typer.echo("\n".join(left_out), err=True)
    if left_out or not figures:
        raise typer.Exit(1)


def _list(file: StudyFile, *, json: bool) -> None:
    from coding.outcomes.records import outcome_records
    from storage.queries.outcomes import outcome_measures, outcomes
    from storage.queries.people import schools

    known = {school.id: school for school in schools(file.reader)}
    records = list(outcome_records(outcome_measures(file.reader), outcomes(file.reader), known))
    if json:
        typer.echo(as_json(records))
    elif records:
        shown = ("measure", "school", "label", "year", "value", "unit", "pupils")
        head = (_("measure"), _("school"), _("line"), _("year"), _("figure"), _("unit"), _("pupils"))
        typer.echo(aligned(head, ([_shown(record[name]) for name in shown] for record in records)))
    else:
        typer.echo(_("The study has no figures of schools."))


def _write(file: StudyFile, out: Path) -> None:
    from app.cli.counting import counted_from
    from storage.queries.outcomes import outcome_panels
    from storage.queries.people import study_details
    from storage.writers.outcomes import write_outcomes

    panels = outcome_panels(file.reader, counted_from(file, None))
    write_outcomes(file.path, out, study_details(file.reader).name, panels)
    note_written(file, Written.EXPORT, out)
    typer.echo(_("Exported {path}.").format(path=out))


def _shown(value: object) -> object:
    return f"{value:g}" if isinstance(value, float) else "" if value is None else value
