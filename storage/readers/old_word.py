"""Word documents of before 2007 (.doc), where LibreOffice is installed: it saves them anew."""

from coding.errors import UnreadableError
from coding.language import _
from coding.model.document import Document
from storage.office import converted, office_program
from storage.readers.docx import read_docx
from storage.readers.kinds import ENDINGS, FileKind, kind_of, unreadable


def read_old_word(data: bytes) -> Document:
    """Read an old Word document; raises UnreadableError where LibreOffice is not installed."""
    if office_program() is None:
        raise _refused(_("Open it in its own program and save it as {ending}, or install LibreOffice."))
    new = converted(data, "doc", "docx", filters=("--infilter=MS Word 97",))
    if new is None:
        raise _refused(_("Open it in its own program and save it as {ending}."))
    kind_of(new)  # looks at its directory
    return read_docx(new)


def _refused(remedy: str) -> UnreadableError:
    return unreadable(
        _("It is a Word document of the old kind ({ending}).").format(ending=ENDINGS[FileKind.OLD_WORD][0]),
        remedy.format(ending=ENDINGS[FileKind.WORD][0]),
    )
