"""The sub-commands for kept views: their list, and one of Compare as its table."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.cli.output import Record, aligned, as_json
from app.cli.study import Json, PasswordFile, Study, reading
from coding.errors import UserError
from coding.language import _
from coding.text.times import local_day
from storage.queries.kept_views import ViewReader, ViewRow, kept_views, view_called
from storage.study.study_file import StudyFile

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData


def show_views(study: Study, json: Json = False, password_file: PasswordFile = None) -> None:
    """List the views, each with its page, when it was exported last and what has changed since."""
    with reading(study, password_file) as file:
        views = reader_of(file)
        records = [_record(views, row) for row in kept_views(file.reader)]
    if json or not records:
        typer.echo(as_json(records) if json else _("No view is kept."))
        return
    header = (_("view"), _("page"), _("exported"), _("since then"))
    typer.echo(
        aligned(header, ([r["name"], r["page"], r["exported"], r["since_then"] or ""] for r in records))
    )


def reader_of(file: StudyFile) -> ViewReader:
    """Return what shows the views of a study; pandas loads when one is shown."""

    def read(framework_id: int, coder_ids: Collection[int]) -> "AnalysisData":
        from storage.queries.study_data import analysis_data

        return analysis_data(file.reader, framework_id, coder_ids)

    return ViewReader(file.reader, read)


def _record(views: ViewReader, row: ViewRow) -> Record:
    try:
        changes = views.changes(row)
    except UserError:
        changes = None
    return {
        "name": row.name,
        "page": None if row.view is None else row.view.page.value,
        "exported": local_day(row.made_at) if row.made_at else None,
        "numbers_changed": None if changes is None else changes.numbers,
        "since_then": None if changes is None else changes.words,
    }


def show_view(study: Path, name: str, *, json: bool, password_file: Path | None) -> None:
    """Print the table of a view of Compare."""
    from app.cli.records import change_text, frequency_text
    from coding.analysis.change_records import change_records
    from coding.analysis.comparison import Comparison
    from coding.analysis.table_records import table_records

    with reading(study, password_file) as file:
        row = view_called(file.reader, name)
        if row.view is None:
            raise UserError(_("A later version of Strandline kept this view."))
        found = reader_of(file).table(row.view)
        if isinstance(found, Comparison):
            typer.echo(as_json(change_records(found)) if json else change_text(found))
        else:
            typer.echo(as_json(table_records(found)) if json else frequency_text(found))
