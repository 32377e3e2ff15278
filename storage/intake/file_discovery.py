"""Which files arrive: those named, those in folders, and those in zip archives, one after the other."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple

from coding.errors import UnreadableError
from coding.intake.plan import IncomingFile
from coding.language import _
from coding.model.document import Table
from coding.notation.coded_segments import CodedSegment, segments_in
from coding.text.names import clean_text
from coding.text.sorting import natural_key
from storage.intake.archives import Archive, ArchiveMember, is_archive
from storage.readers.files import Read, file_bytes, read_data
from storage.readers.kinds import ARCHIVES, REFUSED, TABLES, TRANSCRIPTS, ending_of, unreadable
from storage.readers.spoken import rows_document
from storage.readers.tables import cells_in, tables_in, titled_cells_in

# Of a folder, files with these endings are looked at; the others (recordings, pictures) are passed over.
_RANKS: Final = {ending: rank for rank, ending in enumerate(TRANSCRIPTS)}  # what says most of a text first
_LOOKED_AT: Final = frozenset({*TRANSCRIPTS, *REFUSED, *ARCHIVES, *TABLES})
_FOLDERS_SEEN: Final = 4


class FoundFile(NamedTuple):
    """A file that is to be read: on the disk, or a member of an archive.

    ``path`` is what a person is shown, ``folders`` those around it, the nearest first; ``problem``
    says why an archive cannot be looked into.
    """

    path: str
    folders: tuple[str, ...]
    place: Path | ArchiveMember
    problem: UnreadableError | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return re.split(r"[/\\]", self.path)[-1] if isinstance(self.place, ArchiveMember) else self.place.name

    @property
    def on_disk(self) -> str:
        """The file on the disk: itself, or the archive that it is in."""
        if isinstance(self.place, ArchiveMember):
            inside = "/".join(self.place.parts)
            return self.path.removesuffix(f"/{inside}")
        return str(self.place)

    @property
    def is_table(self) -> bool:
        """Tell a spreadsheet, which may say who is who, from a transcript."""
        return ending_of(self.name) in TABLES


def files_of(paths: Sequence[Path], opened: ExitStack) -> tuple[list[FoundFile], list[str]]:
    """Return the files to read, each once, as a person would order them, and the names passed over.

    Archives among them stay open until ``opened`` is closed: their members are read one by one.
    """
    found: dict[Path, list[FoundFile]] = {}
    ignored_files: list[str] = []
    for path in paths:
        if not path.is_dir():
            near = tuple(parent.name for parent in path.absolute().parents if parent.name)
            if path.absolute() not in found:
                found[path.absolute()] = _of_file(path, near[:_FOLDERS_SEEN], opened, ignored_files)
            continue
        for inside in _walk(path):
            if ending_of(inside.name) not in _LOOKED_AT:
                ignored_files.append(_storable(str(inside.relative_to(path))))
            elif inside.absolute() not in found:
                folders = _folders_within(inside, path)
                found[inside.absolute()] = _of_file(inside, folders, opened, ignored_files)
    return [file for files in found.values() for file in files], ignored_files


def _of_file(
    path: Path, folders: tuple[str, ...], opened: ExitStack, ignored_files: list[str]
) -> list[FoundFile]:
    """Return the file itself, or the members of the archive that it is."""
    if not is_archive(path):
        return [FoundFile(str(path), folders, path)]
    try:
        archive = opened.enter_context(Archive.open(path))
        inside = list(_of_archive(archive, str(path), (path.stem, *folders), ignored_files))
        if not inside:
            raise unreadable(_("There is no transcript in it."))
    except UnreadableError as error:
        return [FoundFile(str(path), folders, path, error)]
    return inside


def _of_archive(
    archive: Archive, path: str, folders: tuple[str, ...], ignored_files: list[str]
) -> Iterator[FoundFile]:
    for member in sorted(archive.members(), key=lambda member: [natural_key(part) for part in member.parts]):
        name = "/".join(member.parts)
        if any(part.startswith((".", "~$", "__MACOSX")) for part in member.parts):
            continue
        if ending_of(name) not in _LOOKED_AT:
            ignored_files.append(_storable(f"{Path(path).name}/{name}"))
            continue
        yield FoundFile(f"{path}/{name}", (*reversed(member.parts[:-1]), *folders), member)


def incoming(found: FoundFile) -> IncomingFile:
    """Read a file; one that cannot be read has its reason as ``problem``."""
    try:
        document, sha256 = _read(found)
    except UnreadableError as error:
        return unread(found, error)
    return IncomingFile(*_names(found), sha256, document, rank=_RANKS.get(ending_of(found.name), len(_RANKS)))


def unread(found: FoundFile, error: UnreadableError) -> IncomingFile:
    """Return a file that cannot be read, with its reason."""
    return IncomingFile(*_names(found), problem=" ".join(filter(None, (error.what, error.remedy))))


def _names(found: FoundFile) -> tuple[str, str, tuple[str, ...]]:
    return _storable(found.path), _storable(found.name), tuple(map(_storable, found.folders))


def tables_of(found: FoundFile) -> tuple[Table, ...]:
    """Read a spreadsheet; raises UnreadableError with the reason."""
    return tables_in(bytes_of(found), _storable(found.name))


def cells_of(found: FoundFile) -> list[tuple[str, list[Sequence[str]]]]:
    """Read the cells of a spreadsheet as they stand, sheet by sheet; raises UnreadableError."""
    return titled_cells_in(bytes_of(found), _storable(found.name))


def table_rows(found: FoundFile) -> tuple[str, list[list[Sequence[str]]]]:
    """Return the SHA-256 of a spreadsheet and its cells as they stand, sheet by sheet."""
    data = bytes_of(found)
    return hashlib.sha256(data).hexdigest(), cells_in(data, found.name)


def coded_in(sheets: Sequence[Sequence[Sequence[str]]]) -> list[CodedSegment]:
    """Return the segments of sheets that list what was coded elsewhere; none for any other."""
    return [segment for rows in sheets for segment in segments_in([[*map(clean_text, row)] for row in rows])]


def spoken(found: FoundFile, sha256: str, sheets: Sequence[Sequence[Sequence[str]]]) -> IncomingFile | None:
    """Return sheets that are a transcript: times, speakers, what is said; None for any other."""
    documents = (rows_document(rows) for rows in sheets)
    document = next((document for document in documents if document is not None), None)
    return None if document is None else IncomingFile(*_names(found), sha256, document)


def _read(found: FoundFile) -> Read:
    return read_data(bytes_of(found), ending_of(found.name))


def bytes_of(found: FoundFile) -> bytes:
    """Return what stands in a file; raises UnreadableError where it cannot be read."""
    if found.problem is not None:
        raise found.problem
    return found.place.read() if isinstance(found.place, ArchiveMember) else file_bytes(found.place)


def _storable(name: str) -> str:
    """Return a name as texts are stored, in one line; a sign stands for bytes that are no text.

    Old archives hold such names, and some systems keep letters and their accents apart.
    """
    return clean_text(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")).replace("\n", " ")


def _walk(folder: Path) -> Iterator[Path]:
    """Find the files in a folder and below, without hidden ones and those that Word locks with."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural_key)
        for name in sorted(names, key=natural_key):
            if not name.startswith((".", "~$")):
                yield Path(where, name)


def _folders_within(path: Path, top: Path) -> tuple[str, ...]:
    """Return the folders from the file's own up to the one that was chosen."""
    inside = path.parent.relative_to(top).parts
    return (*reversed(inside), top.absolute().name)
