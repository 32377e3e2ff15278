"""The sheets of a file of answers, as they stand."""

from coding.errors import UnreadableError
from coding.language import _
from coding.survey.sheets import AnswerSheet
from storage.intake.file_discovery import FoundFile, cells_of


def sheets_of(file: FoundFile) -> list[AnswerSheet]:
    """Return the sheets of a file that hold something. Raises UnreadableError with the reason."""
    sheets = [(title, rows) for title, rows in cells_of(file) if any(any(row) for row in rows)]
    if not sheets:
        raise UnreadableError(_("It is empty."))
    is_one = len(sheets) == 1
    return [
        AnswerSheet(file.name, "" if is_one and _is_usual(title) else title, tuple(rows))
        for title, rows in sheets
    ]


def _is_usual(title: str) -> bool:
    """Tell the title that a spreadsheet gives of its own accord."""
    return title.rstrip("0123456789 ").casefold() in {
        "",
        "sheet",
        "tabelle",
        "feuil",
        "form",
        "form responses",
    }
