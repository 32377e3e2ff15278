"""LibreOffice, where it is installed: it makes PDF of Word documents, and reads what is older."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_PROGRAMS: Final = ("soffice", "libreoffice")
_LONGEST: Final = 120  # seconds


def office_program() -> str | None:
    """Return the path of LibreOffice; None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(data: bytes, ending: str, wanted: str, *, filters: tuple[str, ...] = ()) -> bytes | None:
    """Return a document in another format; None where LibreOffice is missing or does not manage.

    ``ending`` is of what is given (``docx``), ``wanted`` what is asked for (``pdf``).
    It runs with a profile of its own, so that one that is open does not matter; what is written meanwhile
    is deleted.
    """
    program = office_program()
    if program is None:
        return None
    with TemporaryDirectory() as folder:
        given = Path(folder, f"document.{ending}")
        given.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", *filters]
        command += ["--convert-to", wanted, "--outdir", folder, str(given)]
        try:
            subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603
            return given.with_suffix(f".{wanted.partition(':')[0]}").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None
