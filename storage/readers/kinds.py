"""What a file is, by its content: an ending may say anything. And the one list of endings."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from coding.errors import UnreadableError
from coding.language import N_, _

# A look at the directory of a zip costs no time, unpacking a bomb would cost gigabytes.
LARGEST_FILE: Final = 200_000_000
LONGEST_TEXT: Final = 20_000_000  # characters of a transcript; twenty interviews have two million
_LARGEST_UNPACKED: Final = 200_000_000
_LARGEST_PART: Final = 50_000_000
_LARGEST_RATIO: Final = 200
_SMALL: Final = 1_000_000

DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


class FileKind(StrEnum):
    """The formats that can be read."""

    WORD = N_("Word document")
    OPEN_TEXT = N_("OpenDocument text")
    RICH_TEXT = N_("rich text")
    WEB_PAGE = N_("web page")
    MARKDOWN = N_("Markdown")
    PDF = N_("PDF")
    SUBTITLES = N_("subtitles")
    JSON = N_("JSON of a transcription program")
    ELAN = N_("ELAN annotation")
    EXMARALDA = N_("EXMARaLDA transcription")
    CHAT = N_("CHILDES transcript")
    OLD_WORD = N_("Word document of before 2007")
    TEXT = N_("text file")


# Each kind's endings, the usual one first. Whoever needs endings reads them here: folders, dialogs, messages.
ENDINGS: Final[Mapping[FileKind, tuple[str, ...]]] = {
    FileKind.WORD: (".docx", ".docm", ".dotx"),
    FileKind.OPEN_TEXT: (".odt", ".ott"),
    FileKind.RICH_TEXT: (".rtf",),
    FileKind.TEXT: (".txt", ".text", ".rst", ".sbv"),
    FileKind.MARKDOWN: (".md", ".markdown"),
    FileKind.WEB_PAGE: (".html", ".htm", ".xhtml"),
    FileKind.PDF: (".pdf",),
    FileKind.SUBTITLES: (".vtt", ".srt"),
    FileKind.JSON: (".json", ".otr"),
    FileKind.ELAN: (".eaf",),
    FileKind.EXMARALDA: (".exb",),
    FileKind.CHAT: (".cha",),
    FileKind.OLD_WORD: (".doc",),
}
TRANSCRIPTS: Final = tuple(ending for endings in ENDINGS.values() for ending in endings)
TABLES: Final = (".xlsx", ".xlsm", ".csv", ".tsv")
ARCHIVES: Final = (".zip",)
# What cannot be read but is no recording or picture: a folder's files of it are listed with the reason.
REFUSED: Final = (".pages",)
# What any transcription program can write.
WHAT_TO_EXPORT: Final = (".docx", ".txt", ".vtt")
# What a key of names and pseudonyms may be: it is read and written.
LOCKED_KEY: Final = ".strandkey"  # with a password
KEYS: Final = (".csv", ".xlsx", LOCKED_KEY)


class Export(StrEnum):
    """What is written, by its ending."""

    WORD = ".docx"
    CSV = ".csv"
    PICTURE = ".png"
    DRAWING = ".svg"
    TOML = ".toml"
    WORKBOOK = ".xlsx"
    CODEBOOK = ".qdc"


MARKDOWN: Final = ".md"
TEMPLATES: Final = (Export.WORD, ".dotx")
# What a report is written to beside Word: what lies behind its numbers, and PDF.
EVIDENCE: Final = ".html"
PDF: Final = ".pdf"
REPORTS: Final = (Export.WORD, PDF, EVIDENCE)
# What memos are written to.
MEMOS: Final = (Export.WORD, MARKDOWN, Export.CSV)


# What answers by question, and a matrix, are written to.
ANSWERS: Final = (Export.WORD, Export.CSV)
MATRICES: Final = ANSWERS
# What a survey and the interviews side by side are written to.
JOINT_FILES: Final = (Export.WORD, Export.CSV, Export.PICTURE, Export.DRAWING)
SURVEY_FILES: Final = JOINT_FILES  # what it found alone
OUTCOME_FILES: Final = (Export.WORD, Export.CSV)

# What a chapter that is checked may be: the usual ones of Word and of OpenDocument.
CHAPTERS: Final = (ENDINGS[FileKind.WORD][0], ENDINGS[FileKind.OPEN_TEXT][0])

# What a framework is written to and read from; a CSV that is to be one is named so, codebook.csv.
FRAMEWORKS: Final = (Export.CODEBOOK, Export.WORKBOOK, Export.CSV, Export.TOML)


def ending_of(name: str) -> str:
    """Return a file's ending in small letters, with its full stop; nothing where it has none."""
    return Path(name).suffix.lower()


def is_framework_by_name(name: str) -> bool:
    """Tell a file that is a framework and nothing else by its ending; a table may be about anything."""
    return ending_of(name) in {Export.CODEBOOK, Export.TOML}


def listing(endings: Iterable[str]) -> str:
    """Return endings as a sentence lists them: ``.docx, .odt``."""
    return ", ".join(endings)


def patterns(endings: Iterable[str]) -> str:
    """Return endings as a file dialog is told them: ``*.docx *.odt``."""
    return " ".join(f"*{ending}" for ending in endings)


_SIGNATURES: Final = (
    (b"\x89PNG", N_("It is a picture.")),
    (b"\xff\xd8\xff", N_("It is a picture.")),
    (b"GIF8", N_("It is a picture.")),
    (b"ID3", N_("It is a sound recording.")),
    (b"RIFF", N_("It is a sound or video recording.")),
    (b"OggS", N_("It is a sound recording.")),
    (b"SQLite format 3\x00", N_("It is a database.")),
    (b"\x1f\x8b", N_("It is a compressed archive.")),
    (b"Rar!", N_("It is a compressed archive.")),
    (b"7z\xbc\xaf", N_("It is a compressed archive.")),
)
# When a line of subtitles is shown: 00:00:02.500 --> 00:00:04.000; the two formats write it alike.
_CUE: Final = re.compile(rb"(?m)^[ \t]*(?:\d+:)?\d\d:\d\d[.,]\d{3}[ \t]*-->[ \t]*\d")
_SNIFFED: Final = 20_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a zip that is no Word document is, by a name in its directory.
_PACKAGES: Final = (
    ("xl/workbook.xml", N_("It is a spreadsheet (.xlsx).")),
    ("ppt/presentation.xml", N_("It is a presentation (.pptx).")),
    ("META-INF/container.xml", N_("It is an electronic book (.epub).")),
    ("Index/Document.iwa", N_("It is a Pages document.")),
)
_WEB_PAGE: Final = re.compile(
    rb"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# What programs write, by its beginning.
_OF_PROGRAMS: Final = (
    (re.compile(rb"[^{}]{0,2000}?<ANNOTATION_DOCUMENT\b", re.DOTALL), FileKind.ELAN),
    (re.compile(rb"[^{}]{0,4000}?<basic-transcription\b", re.DOTALL), FileKind.EXMARALDA),
    (re.compile(rb"@(?:UTF8|Begin|PID|Font|Languages|Participants)\b"), FileKind.CHAT),
    (re.compile(rb"\{\s*\"|\[\s*\{\s*\""), FileKind.JSON),
)
_MARKUP: Final = (
    (re.compile(rb"<\?xml\b"), N_("It is an XML file.")),
    (re.compile(rb"mime-version:", re.IGNORECASE), N_("It is a web archive (.mht).")),
)
_OPEN: Final = "application/vnd.oasis.opendocument."
_OPEN_BUT_NO_TEXT: Final = (
    ("spreadsheet", N_("It is a spreadsheet (.ods).")),
    ("presentation", N_("It is a presentation (.odp).")),
    ("graphics", N_("It is a drawing (.odg).")),
)


def unreadable(reason: str, remedy: str = "") -> UnreadableError:
    """Return the error for a file that cannot be read, for this reason (a sentence)."""
    return UnreadableError(reason, _("Nothing of it was taken."), remedy)


def _as_word() -> str:
    return _("Open it in its own program and save it as .docx.")


def kind_of(data: bytes) -> FileKind:
    """Say what a file is; raises UnreadableError with the reason for anything that cannot be read."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise unreadable(_("It is empty."))
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(b"{\\rtf"):
        return FileKind.RICH_TEXT
    if data.startswith(_OLE):
        return _old_or_locked(data)
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            raise unreadable(_(reason))
    if data[:_SNIFFED].lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-"):
        return FileKind.PDF
    return _kind_of_text(_sniffed(data))


def _kind_of_text(beginning: bytes) -> FileKind:
    if _WEB_PAGE.match(beginning):
        return FileKind.WEB_PAGE
    for sign, kind in _OF_PROGRAMS:
        if sign.match(beginning):
            return kind
    for sign, reason in _MARKUP:
        if sign.match(beginning):
            raise unreadable(_(reason), _as_word())
    return FileKind.SUBTITLES if _CUE.search(beginning) else FileKind.TEXT


def _sniffed(data: bytes) -> bytes:
    """Return the beginning of a text, one byte a character where it is English."""
    return data[:_SNIFFED].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def _old_or_locked(data: bytes) -> FileKind:
    """Tell a Word document with a password from one of before 2007: both are compound files."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise protected()
    if "WordDocument".encode("utf-16-le") in data:
        return FileKind.OLD_WORD
    raise unreadable(_("It is an Office file of the old kind."), _as_word())


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bombs(package, len(data))
            names = frozenset(package.namelist())
            is_open = _is_open_document(package, names)
    except DAMAGED as error:
        raise damaged() from error
    if _is_word(names):
        return FileKind.WORD
    if is_open:
        return FileKind.OPEN_TEXT
    for name, reason in _PACKAGES:
        if name in names:
            raise unreadable(_(reason), _as_word())
    raise unreadable(_("It is a zip archive."), _("Unpack it and import what is in it."))


def _is_word(names: Collection[str]) -> bool:
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def has_document(names: Collection[str]) -> bool:
    """Tell a document that is a zip (.docx, .odt, .xlsx) from an archive, by the names in it."""
    packages = ("mimetype", "content.xml", *(name for name, _reason in _PACKAGES))
    return _is_word(names) or any(name in names for name in packages)


def unpacks_beyond_measure(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Tell parts of a zip that would grow as no text does."""
    return any(
        part.file_size > _SMALL and part.file_size > _LARGEST_RATIO * max(part.compress_size, 1)
        for part in parts
    )


def _is_open_document(package: zipfile.ZipFile, names: frozenset[str]) -> bool:
    """Tell OpenDocument files, those with a password too; a spreadsheet among them is refused by name."""
    mimetype = ""
    if "mimetype" in names:
        with package.open("mimetype") as member:
            mimetype = member.read(100).decode("ascii", "replace")
    for name, reason in _OPEN_BUT_NO_TEXT:
        if mimetype.startswith(f"{_OPEN}{name}"):
            raise unreadable(_(reason))
    return mimetype.startswith(_OPEN) or "content.xml" in names


def refuse_bombs(package: zipfile.ZipFile, size: int) -> None:
    """Look at the directory: nothing is unpacked that would grow beyond all measure."""
    parts = package.infolist()
    whole = sum(part.file_size for part in parts)
    too_large = whole > _LARGEST_UNPACKED or any(
        part.file_size > _LARGEST_PART and part.filename.endswith(".xml") for part in parts
    )
    if unpacks_beyond_measure(parts) or too_large or (whole > _SMALL and whole > _LARGEST_RATIO * size):
        raise unreadable(
            _("Unpacked it would fill {n} megabytes, which no transcript does.").format(n=whole // 1_000_000)
        )


def too_long(how_much: str) -> UnreadableError:
    """Return the error for more text than an interview can be ("300,000 lines")."""
    return unreadable(
        _("It holds more text than any interview: {how_much}.").format(how_much=how_much),
        _("Split it into several files."),
    )


def protected() -> UnreadableError:
    """Return the error for a file with a password."""
    return unreadable(_("It is protected by a password."), _("Save it without the password first."))


def too_large() -> UnreadableError:
    """Return the error for a file that is no transcript by its size alone."""
    return unreadable(_("It is larger than any transcript."))


def damaged() -> UnreadableError:
    """Return the error for a file that is cut off or damaged."""
    return unreadable(_("It is damaged or incomplete."), _("Get a fresh copy of it."))
