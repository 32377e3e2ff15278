"""All codings of a study as CSV: a row a coding, everything that is known of it across."""

from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection

from coding.language import _
from coding.model.study import KINDS
from coding.progress import Progress
from storage.queries.codebook import frameworks
from storage.queries.coding_records import FIELDS, Record, coding_records
from storage.queries.study_data import analysis_data
from storage.writers.table_csv import write_csv


def write_codings(
    connection: Connection,
    coder_ids: Collection[int],
    blind_for: int | None,
    target: Path,
    progress: Progress,
    coding_ids: Collection[int] | None = None,
) -> None:
    """Write the codings of these coders with all frameworks, or only some of them."""
    found = [
        analysis_data(connection, framework.id, coder_ids, blind_for, KINDS)
        for framework in frameworks(connection)
    ]
    total = sum(len(each.codings) for each in found) if coding_ids is None else len(coding_ids)

    def records() -> Iterator[Record]:
        done = 0
        for each in found:
            for record in coding_records(connection, each, coding_ids=coding_ids):
                if done % 500 == 0:
                    progress(done, total, _("Codings"))
                done += 1
                yield record

    write_csv(target, FIELDS, records())
