"""PDF of Word documents, tagged, through LibreOffice."""

from typing import Final

from coding.errors import UserError
from coding.language import _
from storage.office import converted, office_program

_TAGGED: Final = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportLinksRelativeFsys":{"type":"boolean","value":"true"}}'
)


def refuse_without_office() -> None:
    """Raise UserError where LibreOffice is not installed."""
    if office_program() is None:
        raise UserError(
            _("PDF is made by LibreOffice, which is not installed here."),
            _("Nothing was written."),
            _("Install it, or export to Word and save that as PDF."),
        )


def as_pdf(word: bytes) -> bytes:
    """Return a Word document as PDF. Raises UserError where LibreOffice is not installed, or fails."""
    refuse_without_office()
    made = converted(word, "docx", _TAGGED)
    if made is None:
        raise UserError(
            _("LibreOffice could not make a PDF."),
            _("Nothing was written."),
            _("Export to Word and save that as PDF."),
        )
    return made
