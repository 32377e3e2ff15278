"""Reading a framework from a file: a codebook of REFI-QDA, a table, or .toml, told by the content."""

from pathlib import Path
from typing import Final

from coding.errors import UnreadableError
from coding.language import _
from coding.notation.filed_framework import FiledFramework
from storage.readers.files import file_bytes
from storage.readers.kinds import Export, ending_of, too_large

_LARGEST: Final = 20_000_000  # bytes; the largest codebook has 3,000 codes


def read_framework(path: Path) -> FiledFramework:
    """Read a framework; raises UnreadableError with the file's name and the reason, a row or line in it."""
    try:
        data = file_bytes(path)
        if len(data) > _LARGEST:
            raise too_large()
        return framework_in(data, path.name)
    except UnreadableError as error:
        what = _("“{name}” cannot be read. {reason}").format(name=path.name, reason=error.what)
        raise UnreadableError(what, error.means, error.remedy) from error


def framework_in(data: bytes, name: str) -> FiledFramework:
    """Read a framework of a file that is called so. Raises UnreadableError."""
    called = Path(name).stem
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        from storage.readers.codebook_qdc import read_qdc

        return read_qdc(data, called)
    if ending_of(name) == Export.TOML:
        from storage.readers.framework_toml import read_toml

        return read_toml(data, called)
    from storage.readers.framework_tables import read_tables_of_codes

    return read_tables_of_codes(data, called)
