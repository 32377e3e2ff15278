"""The framework matrix as records, the same for CSV and for JSON: one a cell."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from coding.analysis.matrix import Matrix
from coding.model.cells import CellKey, Seen

RECORD: Final = (
    *("row", "code", "name", "query", "passages", "codings", "since"),
    *("summary", "written_by", "changed"),
)


def matrix_records(matrix: Matrix, written: Mapping[CellKey, Any]) -> Iterator[dict[str, Any]]:
    """Yield a record a cell, row by row; ``written`` are summaries (text, coder, changed, seen).

    ``query`` finds the passages; ``since`` is how many came or went since the summary was changed.
    """
    for at, row in enumerate(matrix.rows):
        for place, column in enumerate(matrix.columns):
            summary = written.get(matrix.key(at, place))
            seen: Seen | None = summary.seen if summary is not None else None
            yield {
                "row": row.name,
                "code": column.label,
                "name": column.name,
                "query": str(matrix.query(at, column)),
                "passages": matrix.count(at, place),
                "codings": matrix.codings(at, place).tolist(),
                "since": None if seen is None else matrix.since(at, place, seen),
                "summary": summary.text if summary is not None else "",
                "written_by": summary.coder if summary is not None else "",
                "changed": summary.changed if summary is not None else "",
            }
