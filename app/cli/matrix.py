"""The sub-command for the framework matrix: printed, for other programs, or as a file."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import aligned, as_json
from app.cli.study import Coders, Json, PasswordFile, Study, note_written, reading
from coding.errors import UserError
from coding.language import _, plural
from storage.readers.kinds import MATRICES, ending_of, listing
from storage.study.history import Written
from storage.study.study_file import StudyFile

if TYPE_CHECKING:
    from coding.analysis.matrix import Matrix, MatrixColumn
    from coding.analysis.matrix_rows import MatrixRow
    from coding.analysis.selection import Asked
    from coding.model.cells import CellKey
    from storage.queries.cells import CellSummary


_Rows = Annotated[
    str,
    typer.Option(
        help=_(
            "What rows are: school-by-round, school, case, role, person, interview, question, "
            "or attribute:NAME."
        )
    ),
]
_Columns = Annotated[
    str, typer.Option(help=_("What columns are: key-strands, strands, dimensions, or codes: 'HSC,E&C'."))
]
_Apart = Annotated[bool, typer.Option("--apart", help=_("Sub-strands beside their strands."))]
_Query = Annotated[str, typer.Option(help=_("Only passages that are asked for: 'unsure:no in:2015'."))]
_Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help=_("Write it to a file ({endings}).").format(endings=listing(MATRICES))
    ),
]


def show_matrix(
    study: Study,
    rows: _Rows = "school-by-round",
    columns: _Columns = "key-strands",
    apart: _Apart = False,
    query: _Query = "",
    coder: Coders = None,
    out: _Out = None,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """Print how many passages each cell has and what is written in it, or write it to a file."""
    from app.cli.counting import counted_from
    from app.cli.records import query_of
    from coding.analysis.matrix import Matrix
    from coding.analysis.matrix_records import matrix_records
    from storage.operations.frameworks import key_strands
    from storage.queries.cells import cell_summaries, without_others
    from storage.queries.selecting import asked_of
    from storage.queries.tree import blind_readings

    if out is not None and ending_of(out.name) not in MATRICES:
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=listing(MATRICES)))
    with reading(study, password_file) as file:
        asked = asked_of(file.reader, counted_from(file, coder))
        written = cell_summaries(file.reader)
        strands = key_strands(file.reader, asked.analysis_data.framework.id)
        wanted = _columns(asked, columns, strands, apart=apart)
        narrowed = query_of(asked, query) if query.strip() else None
        matrix = Matrix(asked, _rows(asked, rows, written), wanted, narrowed)
        seen = without_others(matrix, written, blind_readings(file.reader))
        _say_withheld(matrix, written.keys() - seen.keys())
        if out is not None:
            _write(file, out, matrix, seen)
            return
        # While the study is open: a row is read when it is looked at.
        typer.echo(as_json(matrix_records(matrix, seen)) if json else _in_words(matrix, seen))


def _say_withheld(matrix: "Matrix", withheld: Collection["CellKey"]) -> None:
    """Say beside what is printed that something written is left out."""
    n = sum(key.code_id in {column.code_id for column in matrix.columns} for key in withheld)
    if n:
        said = plural(
            "{n} summary is left out: somebody reads blind what it sums up.",
            "{n} summaries are left out: somebody reads blind what they sum up.",
            n,
        )
        typer.echo(said, err=True)


def _write(file: StudyFile, out: Path, matrix: "Matrix", written: "Mapping[CellKey, CellSummary]") -> None:
    from storage.queries.people import study_details
    from storage.writers.matrix import write_matrix

    write_matrix(file.path, out, study_details(file.reader).name, matrix, written)
    note_written(file, Written.EXPORT, out)
    typer.echo(_("Exported {path}.").format(path=out))


def _rows(asked: "Asked", typed: str, written: Iterable["CellKey"]) -> "list[MatrixRow]":
    from coding.analysis.matrix_rows import RowsOf, matrix_rows

    kind, _colon, attribute = typed.partition(":")
    known = [each.value for each in RowsOf]
    if kind not in known or (kind == RowsOf.ATTRIBUTE and not asked.names.ids("@", attribute)):
        raise UserError(
            _("There are no rows of “{typed}”.").format(typed=typed),
            remedy=_("These are there: {known}.").format(known=", ".join(known[:-1]) + ", attribute:NAME"),
        )
    return matrix_rows(asked.names, RowsOf(kind), attribute, [key.place for key in written])


def _columns(
    asked: "Asked", typed: str, key_strands: Collection[int], *, apart: bool
) -> "list[MatrixColumn]":
    from coding.analysis.matrix import ColumnsOf, columns_of_codes, matrix_columns

    if typed in tuple(ColumnsOf):
        columns = ColumnsOf(typed)
        if columns is ColumnsOf.KEY_STRANDS and not key_strands:
            columns = ColumnsOf.STRANDS  # a framework of one's own says nothing of key strands
        return matrix_columns(asked, columns, key_strands, apart=apart)
    wanted = [name.strip() for name in typed.split(",") if name.strip()]
    by_name = {code.short.casefold(): code.id for code in asked.analysis_data.framework.codes}
    unknown = next((name for name in wanted if name.casefold() not in by_name), None)
    if unknown is not None:
        raise UserError(
            _("There is no code {typed}.").format(typed=unknown),
            remedy=_("These are there: {known}.").format(known=", ".join(ColumnsOf)),
        )
    return columns_of_codes(asked, [by_name[name.casefold()] for name in wanted])


def _in_words(matrix: "Matrix", written: Mapping["CellKey", "CellSummary"]) -> str:
    """Return the numbers as a table, and below it what is written, a line a cell."""
    from coding.text.blocks import plain

    places = range(len(matrix.columns))
    header = (_("case"), *(column.label for column in matrix.columns))
    rows = [(row.name, *(matrix.figure(at, place) for place in places)) for at, row in enumerate(matrix.rows)]
    said: list[str] = []
    for at, row in enumerate(matrix.rows):
        for place in places:
            summary = written.get(matrix.key(at, place))
            if summary is not None and summary.text:
                said.append(f"{row.name} · {matrix.columns[place].label}: {plain(summary.text)}")
    return "\n\n".join(filter(None, (aligned(header, rows), "\n".join(said))))
