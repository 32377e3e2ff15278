"""Who is quoted how often, on the command line."""

import sys
from typing import Annotated

import typer

from app.cli.counting import counted_from
from app.cli.output import aligned, as_json
from app.cli.study import Coders, Json, PasswordFile, Study, reading
from coding.language import _
from storage.operations.clearing import quoting_in_words
from storage.queries.people import people
from storage.queries.quoted import quoted_codings


def show_quoted(
    study: Study,
    coder: Coders = None,
    csv: Annotated[bool, typer.Option("--csv", help=_("Print a table for other programs."))] = False,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """Print people with the passages coded, cleared, not cleared and quoted of each."""
    from coding.analysis.quoted_people import FIELDS, quoted_people
    from storage.writers.table_csv import write_rows

    with reading(study, password_file) as file:
        found = quoted_people(counted_from(file, coder), people(file.reader), quoted_codings(file.reader))
    if csv:
        write_rows(sys.stdout, FIELDS, (each.record for each in found))
        return
    if json:
        typer.echo(as_json(each.record for each in found))
        return
    header = (
        _("person"), _("key"), _("quoting"), _("passages"), _("cleared"), _("not cleared"), _("quoted"),
    )  # fmt: skip
    rows = (
        (r.name, r.key, quoting_in_words(r.quoting), r.passages, r.cleared, r.not_cleared, r.quoted)
        for r in found
    )
    typer.echo(aligned(header, rows))
