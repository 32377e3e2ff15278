"""Tables of figures of schools."""

from pathlib import Path

from sqlalchemy import Connection

from coding.errors import UnreadableError
from coding.language import _
from coding.outcomes.reading import ReadFigures, read_figures
from storage.queries.people import schools
from storage.readers.files import file_bytes
from storage.readers.tables import titled_cells_in


def figures_of(path: Path, connection: Connection) -> ReadFigures:
    """Read the figures in all sheets of a file. Raises UnreadableError with the reason."""
    known = schools(connection)
    read = [
        read_figures(rows, title or path.stem, known)
        for title, rows in titled_cells_in(file_bytes(path), path.name)
        if any(any(row) for row in rows)
    ]
    if not read:
        raise UnreadableError(_("It is empty."))
    found = [each for each in read if each.figures] or read
    return ReadFigures(
        tuple(figure for each in found for figure in each.figures),
        tuple(reason for each in found for reason in each.left_out),
    )
