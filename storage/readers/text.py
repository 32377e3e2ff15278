"""Plain text: a paragraph a line, unless lines were broken at a margin."""

from itertools import pairwise
from statistics import median

from coding.language import _
from coding.model.document import Document
from coding.text.labels import read_label
from storage.readers.encodings import text_and_notes
from storage.readers.spoken import rows_document, separated


def read_text(data: bytes) -> Document:
    """Read a text file; raises UnreadableError if it is no text."""
    text, notes = text_and_notes(data)
    rows = separated(text)
    if rows is not None and (table := rows_document(rows, notes)) is not None:
        return table
    paragraphs = [line.strip() for line in text.split("\n")]
    if _is_wrapped(paragraphs):
        paragraphs = _unwrapped(paragraphs)
        notes.append(_("Lines that were broken at the margin were joined to paragraphs."))
    return Document(tuple(filter(None, paragraphs)), notes=tuple(notes))


def _is_wrapped(lines: list[str]) -> bool:
    """Tell lines broken at a margin from paragraphs: long, alike, and rarely ending where a sentence does."""
    inner = [pair for pair in pairwise(lines) if all(pair)]
    if len(inner) < 8 or max(len(line) for line, _after in inner) > 100:
        return False
    going_on = [line for line, after in inner if not read_label(after)]
    if len(going_on) < 8 or median(map(len, going_on)) < 50:
        return False
    return sum(line[-1] in '.?!…"”’]' for line in going_on) < 0.4 * len(going_on)


def _unwrapped(lines: list[str]) -> list[str]:
    joined: list[str] = []
    open_paragraph = False
    for line in lines:
        if open_paragraph and line and not read_label(line) and not line.startswith("["):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        open_paragraph = bool(line)
    return joined
