"""Putting quotations on the clipboard, and saying which of them may not be made."""

from collections.abc import Iterable

from PySide6.QtGui import QGuiApplication

from app.shell.dragged_passages import as_mime
from app.shell.notices import Notices
from coding.language import _, plural
from coding.model.quoting import not_cleared
from coding.model.study import TranscriptSpan


def copy_quotations(text: str, notices: Notices, places: Iterable[TranscriptSpan] = ()) -> None:
    """Copy quotations with their attribution; those that are not cleared say so, and the status line does.

    Pasted into a memo they are known by their ``places``, and follow corrections.
    """
    if not text:
        return
    QGuiApplication.clipboard().setMimeData(as_mime(text, places))
    n = text.count(not_cleared())
    said = plural(
        "Copied. {n} quotation is not cleared; the copied text says so.",
        "Copied. {n} quotations are not cleared; the copied text says so.",
        n,
    )
    notices.say(said if n else _("Copied."))
