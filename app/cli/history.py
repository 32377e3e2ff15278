"""The sub-commands for the history of a study: printed, for other programs, or as a file; and taking back."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from app.cli.output import Record, aligned, as_json, progress_bar
from app.cli.study import PasswordFile, Study, note_written, reading, writing
from coding.errors import UserError
from coding.language import _
from coding.text.dates import typed_date
from coding.text.names import name_key
from coding.text.times import local_minute
from storage.queries.coders import coders
from storage.queries.history import HistoryFilter, HistoryLine, history_lines, interview_headings
from storage.queries.history_groups import groups
from storage.readers.kinds import Export, ending_of, listing
from storage.study.history import Written
from storage.study.study_file import StudyFile
from storage.writers.history import FIELDS, export_history, history_record
from storage.writers.table_csv import write_rows

T = TypeVar("T")

_FILES = (Export.WORD, Export.CSV)
_NAMED = 20  # choices that are named where none fits


def show_history(
    study: Study,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help=_("Write it to a file ({endings}) instead of printing it.").format(endings=listing(_FILES)),
        ),
    ] = None,
    kind: Annotated[str, typer.Option(help=_("Only this kind, as the window calls it (coding)."))] = "",
    coder: Annotated[str, typer.Option(help=_("Only what this coder did."))] = "",
    interview: Annotated[str, typer.Option(help=_("Only this interview, by its heading (B2)."))] = "",
    since: Annotated[str, typer.Option(help=_("Only from this day on (2015-06-12)."))] = "",
    until: Annotated[str, typer.Option(help=_("Only until this day."))] = "",
    words: Annotated[str, typer.Option(help=_("Only what has these words."))] = "",
    password_file: PasswordFile = None,
    csv: Annotated[bool, typer.Option("--csv", help=_("Print a table for other programs."))] = False,
    json: Annotated[bool, typer.Option("--json", help=_("Print a JSON list of records."))] = False,
) -> None:
    """Print the audit trail, or write it to a file."""
    if file is not None and ending_of(file.name) not in _FILES:
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=listing(_FILES)))
    with reading(study, password_file) as opened:
        headings = interview_headings(opened.reader)
        wanted = HistoryFilter(
            _one_of(groups(), kind, _("There is no kind of change “{typed}”.")) or "",
            _one_of(_coders(opened), coder, _("There is no one coder “{typed}”.")),
            _one_of(headings, interview, _("There is no one interview “{typed}”.")),
            typed_date(since),
            typed_date(until),
            words,
        )
        if file is not None:
            with progress_bar() as progress:
                export_history(opened.path, file, wanted, progress)
            note_written(opened, Written.EXPORT, file)
            typer.echo(_("Exported {path}.").format(path=file))
            return
        lines = history_lines(opened.reader, wanted, headings)
        if csv:
            write_rows(sys.stdout, FIELDS, map(history_record, lines))
        else:
            typer.echo(as_json(map(_record, lines)) if json else _in_words(lines))


def _coders(study: StudyFile) -> dict[int, str]:
    return {coder.id: coder.name for coder in coders(study.reader)}


def _one_of(choices: Mapping[T, str], typed: str, refused: str) -> T | None:
    """Return the choice whose words begin with what was typed, None where nothing was; raises UserError."""
    wanted = name_key(typed)
    if not wanted:
        return None
    keys = {choice: name_key(words) for choice, words in choices.items()}
    meant = [choice for choice, key in keys.items() if key == wanted]
    meant = meant or [choice for choice, key in keys.items() if key.startswith(wanted)]
    if len(meant) != 1:
        known = ", ".join(sorted(choices.values())[:_NAMED])
        raise UserError(refused.format(typed=typed), remedy=_("There are: {known}.").format(known=known))
    return meant[0]


def _record(line: HistoryLine) -> Record:
    """Return a line as it was printed before there was a table, with what the table adds."""
    entry = line.entry
    record = history_record(line)
    kept = {"id": entry.id, "kind": entry.kind, "words": entry.words, "coder": entry.coder}
    added = {name: record[name] for name in ("interview", "taken_back", "takes_back")}
    return {**kept, "created": entry.created, "status": entry.status, **added}


def _in_words(lines: Iterable[HistoryLine]) -> str:
    header = (_("when"), _("who"), _("what"), _("interview"), _("status"))
    return aligned(
        header,
        (
            (
                local_minute(line.entry.created),
                line.entry.coder,
                line.entry.words,
                line.interview,
                line.status,
            )
            for line in lines
        ),
    )


def undo_last(study: Study, password_file: PasswordFile = None) -> None:
    """Undo one operation."""
    with writing(study, password_file) as file:
        done = file.undo()
    typer.echo(_("Undone: {words}").format(words=done.result.words))
