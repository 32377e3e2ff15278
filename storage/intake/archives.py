"""Zip archives of transcripts: their members are read one by one in memory, never unpacked to the disk.

So a member's own name cannot lead anywhere ("../../home", "/etc"): it is only shown. An archive inside
an archive is not looked into.
"""

import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Self

from coding.language import _, plural
from storage.readers.kinds import (
    ARCHIVES,
    DAMAGED,
    LARGEST_FILE,
    damaged,
    ending_of,
    has_document,
    protected,
    unpacks_beyond_measure,
    unreadable,
)

_MOST_MEMBERS: Final = 10_000
_LARGEST_UNPACKED: Final = 4_000_000_000
_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED: Final = 0x1
_NAMED_IN_UTF8: Final = 0x800


class ArchiveMember(NamedTuple):
    """A file in an archive; ``parts`` are its folders and its name, without what leads out of it."""

    parts: tuple[str, ...]
    package: zipfile.ZipFile
    info: zipfile.ZipInfo

    def read(self) -> bytes:
        """Return the bytes; raises UnreadableError with the reason, a whole sentence, as ``what``."""
        info = self.info
        if info.flag_bits & _ENCRYPTED:
            raise protected()
        if stat.S_ISLNK(info.external_attr >> 16):
            raise unreadable(_("It only points to another file."), _("Pack the file itself."))
        if info.file_size > LARGEST_FILE or unpacks_beyond_measure([info]):
            raise unreadable(
                _("Unpacked it would fill {n} megabytes, which no transcript does.").format(
                    n=info.file_size // 1_000_000
                )
            )
        try:
            return self.package.read(info)
        except DAMAGED as error:
            raise damaged() from error


class Archive:
    """An open zip archive; closed by leaving it."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        """Look into this package."""
        self._package = package

    @staticmethod
    def open(path: Path) -> "Archive":
        """Open an archive; raises UnreadableError for one that is damaged or too large to look into."""
        try:
            archive = Archive(zipfile.ZipFile(path))
        except DAMAGED as error:
            raise damaged() from error
        infos = archive._package.infolist()
        problem = ""
        if len(infos) > _MOST_MEMBERS:
            problem = plural("It holds {n} file.", "It holds {n} files.", len(infos))
        elif sum(info.file_size for info in infos) > _LARGEST_UNPACKED:
            problem = _("Unpacked it would fill gigabytes.")
        if not problem:
            return archive
        archive._package.close()
        raise unreadable(problem, _("Unpack it and import the folders one after the other."))

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the file."""
        self._package.close()

    def members(self) -> Iterator[ArchiveMember]:
        """Return the files in it, without folders."""
        for info in self._package.infolist():
            parts = _parts(info)
            if parts and not info.is_dir():
                yield ArchiveMember(parts, self._package, info)


def is_archive(path: Path) -> bool:
    """Tell a zip archive by name and content; a Word document that is called .zip is none."""
    if ending_of(path.name) not in ARCHIVES or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith(_SIGNATURES):
                return False
        with zipfile.ZipFile(path) as package:
            return not has_document(frozenset(package.namelist()))
    except DAMAGED:
        return True  # opening it will say what is wrong


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """Return the path of a member as names: no drive, no root, no "..", whatever was written there."""
    name = info.filename
    if not info.flag_bits & _NAMED_IN_UTF8:  # then it was taken for the code page of old
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    parts = (part.strip() for part in re.split(r"[/\\]", name))
    return tuple(part for part in parts if part not in {"", ".", ".."} and not re.fullmatch(r"\w:", part))
