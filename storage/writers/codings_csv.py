"""All codings of a study as CSV: a row a coding, everything that is known of it across."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.attribute_columns import attribute_fields, columns_of_codings
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
    """Write the codings of these coders with all frameworks, or only some of them, with their attributes."""
    found = [
        analysis_data(connection, framework.id, coder_ids, blind_for, KINDS)
        for framework in frameworks(connection)
    ]
    write_codings_of(connection, found, target, progress, coding_ids)


def write_codings_of(
    connection: Connection,
    found: Sequence[AnalysisData],
    target: Path,
    progress: Progress,
    coding_ids: Collection[int] | None = None,
) -> list[str]:
    """Write the codings of these materials, a framework each, or only some of them; return the columns."""
    total = sum(len(each.codings) for each in found) if coding_ids is None else len(coding_ids)

    def records() -> Iterator[Record]:
        done = 0
        for each in found:
            attributes = AttributesOfCodings(each)
            for record in coding_records(connection, each, coding_ids=coding_ids):
                if done % 500 == 0:
                    progress(done, total, _("Codings"))
                done += 1
                yield attributes.added_to(record)

    fields = [*FIELDS, *(attribute_fields(found[0].attributes, FIELDS) if found else ())]
    write_csv(target, fields, records())
    return fields


class AttributesOfCodings:
    """The attributes of those who are heard in codings, as further columns of their records."""

    def __init__(self, analysis_data: AnalysisData) -> None:
        """Work them out for all codings."""
        self.columns = columns_of_codings(analysis_data, FIELDS)
        self._row_of = {id_: at for at, id_ in enumerate(ints(analysis_data.codings, "id").tolist())}

    def added_to(self, record: Record) -> Record:
        """Return the record of a coding with them."""
        if not self.columns:
            return record
        at = self._row_of[cast("int", record["coding_id"])]
        return {**record, **{column.field: column.values[at] for column in self.columns}}
