"""The history of a study as a table in Word or as CSV: the audit trail of a thesis."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection

from coding.language import _, plural
from coding.progress import Progress, silent
from coding.text.times import local_minute
from storage.queries.history import (
    HistoryFilter,
    HistoryLine,
    count_history,
    history_lines,
    in_words,
    interview_headings,
)
from storage.queries.people import study_details
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv

T = TypeVar("T")

# Names of the columns, for programs: a person reads them too, so they are words.
FIELDS: Final = (
    "id",
    "when",
    "who",
    "what",
    "kind",
    "interview",
    "status",
    "taken_back",
    "takes_back",
)


def export_history(study: Path, target: Path, wanted: HistoryFilter, progress: Progress = silent) -> None:
    """Write what is asked for of the history; the ending says whether to Word or as CSV.

    The file is replaced only when it is complete. Raises UserError, and whatever ``progress`` raises.
    """
    with replacing(target) as part, snapshot(study) as connection:
        headings = interview_headings(connection)
        found = history_lines(connection, wanted, headings)
        lines = _counted(found, count_history(connection, wanted), progress)
        if ending_of(target.name) == Export.CSV:
            write_csv(part, FIELDS, map(history_record, lines))
        else:
            _write_word(connection, part, in_words(connection, wanted, headings), lines)


def history_record(line: HistoryLine) -> Mapping[str, object]:
    """Return a line of the history as a row of a table; times are UTC, in ISO 8601."""
    entry = line.entry
    standing = {"done": "active", "undone": "undone", "dropped": "undone for good"}
    return {
        "id": entry.id,
        "when": entry.created,
        "who": entry.coder,
        "what": entry.words,
        "kind": line.group,
        "interview": line.interview,
        "status": "taken back" if line.by_step else standing.get(entry.status, entry.status),
        "taken_back": line.taken_back,
        "takes_back": entry.reverses_id,
    }


def _counted(lines: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    for at, line in enumerate(lines):
        if at % 500 == 0:
            progress(at, total, _("History"))
        yield line


def _write_word(connection: Connection, part: Path, asked: str, lines: Iterable[HistoryLine]) -> None:
    from coding.report.blocks import BlockColumn, BlockRow
    from storage.writers.word_parts import WIDTH, WordFile

    rows = [
        BlockRow(
            (
                local_minute(line.entry.created),
                line.entry.coder,
                line.entry.words,
                line.interview,
                line.status,
            )
        )
        for line in lines
    ]
    name = study_details(connection).name
    word = WordFile(name)
    word.paragraph(_("{study}: history of changes").format(study=name), "Title")
    many = plural("{n} change", "{n} changes", len(rows))
    word.paragraph(" · ".join(filter(None, (asked, many))), "Subtitle")
    columns = (
        BlockColumn(_("When"), 30),
        BlockColumn(_("Who"), 20),
        BlockColumn(_("What"), WIDTH - 116),
        BlockColumn(_("Interview"), 34),
        BlockColumn(_("Status"), 32),
    )
    word.table(_("Changes, the newest first; times are those of this computer"), columns, rows)
    word.save(part)
