"""Word documents of before 2007 (.doc), where LibreOffice is installed: it saves them anew."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from coding.errors import UnreadableError
from coding.language import _
from coding.model.document import Document
from storage.readers.docx import read_docx
from storage.readers.kinds import ENDINGS, FileKind, kind_of, unreadable

_PROGRAMS: Final = ("soffice", "libreoffice")
_LONGEST: Final = 60  # seconds


def read_old_word(data: bytes) -> Document:
    """Read an old Word document; raises UnreadableError where LibreOffice is not installed."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise _refused(_("Open it in its own program and save it as {ending}, or install LibreOffice."))
    with TemporaryDirectory() as folder:
        old = Path(folder, "old.doc")
        old.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--infilter=MS Word 97",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(old),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603
            new = Path(folder, "old.docx").read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _refused(_("Open it in its own program and save it as {ending}.")) from error
    kind_of(new)  # looks at its directory
    return read_docx(new)


def _refused(remedy: str) -> UnreadableError:
    return unreadable(
        _("It is a Word document of the old kind ({ending}).").format(ending=ENDINGS[FileKind.OLD_WORD][0]),
        remedy.format(ending=ENDINGS[FileKind.WORD][0]),
    )
