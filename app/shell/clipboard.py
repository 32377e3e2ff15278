"""Putting quotations on the clipboard, and saying which of them may not be made."""

from PySide6.QtGui import QGuiApplication

from app.shell.notices import Notices
from coding.language import _, plural
from coding.model.quoting import not_cleared


def copy_quotations(text: str, notices: Notices) -> None:
    """Copy quotations with their attribution; those that are not cleared say so, and the status line does."""
    if not text:
        return
    QGuiApplication.clipboard().setText(text)
    n = text.count(not_cleared())
    said = plural(
        "Copied. {n} quotation is not cleared; the copied text says so.",
        "Copied. {n} quotations are not cleared; the copied text says so.",
        n,
    )
    notices.say(said if n else _("Copied."))
