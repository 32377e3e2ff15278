"""Talk in rows as a Document: tables of time, speaker and text, also within documents."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from coding.language import _, plural
from coding.model.document import Comment, Document, Highlight
from coding.text.names import clean_name, clean_text
from coding.text.spoken import SpokenWords, TalkColumns, columns_of, paragraph_of
from storage.readers.kinds import unreadable

_MOST_SPEAKERS: Final = 400


def spoken_document(said: Iterable[SpokenWords], notes: Sequence[str] = ()) -> Document:
    """Return rows of talk as a document; raises UnreadableError if nothing is said in them."""
    rows = [_cleaned(one) for one in said]
    rows = [one for one in rows if one.text]
    if not rows:
        raise unreadable(_("Nothing is said in it."))
    speakers = tuple(dict.fromkeys(one.speaker for one in rows if one.speaker))
    paragraphs: list[str] = []
    comments: list[Comment] = []
    before = ""
    for one in rows:
        named = one.speaker != before
        before = one.speaker or before
        paragraph = paragraph_of(one, named=named)
        at, end = len(paragraphs), len(paragraph)
        start = end - len(one.text)
        comments += [Comment("", note, (at, start), (at, end)) for note in one.notes]
        paragraphs.append(paragraph)
    return Document(
        tuple(paragraphs),
        comments=tuple(comments),
        notes=(*notes, *_kept(len(comments))),
        speakers=speakers if len(speakers) <= _MOST_SPEAKERS else (),
    )


def _cleaned(one: SpokenWords) -> SpokenWords:
    text = "\n".join(line for line in map(str.strip, clean_text(one.text).split("\n")) if line)
    notes = tuple(note for note in map(clean_text, one.notes) if note.strip())
    return one._replace(speaker=clean_name(one.speaker.replace(":", " ")), text=text, notes=notes)


def _kept(n: int) -> list[str]:
    if not n:
        return []
    return [
        plural(
            "{n} cell of a further column is kept as a comment.",
            "{n} cells of further columns are kept as comments.",
            n,
        )
    ]


def rows_document(rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> Document | None:
    """Return a table that is a transcript as a document; None for any other table."""
    found = columns_of(rows)
    if found is None:
        return None
    heads = rows[found.first - 1] if found.first else ()
    said = [found.said(row, heads) for row in rows[found.first :] if any(map(str.strip, row))]
    return spoken_document(said, notes) if any(one.text for one in said) else None


def separated(text: str) -> list[list[str]] | None:
    """Return the cells of a text that is a table, apart by tabs, commas or semicolons; or None."""
    lines = [line for line in text.split("\n")[:40] if line.strip()]
    if len(lines) < 2:
        return None
    for sign in "\t;,":
        if sign not in lines[0]:
            continue
        counts = [line.count(sign) for line in lines]
        alike = sum(count >= counts[0] for count in counts)
        if counts[0] >= 1 and alike >= 0.8 * len(counts) and (sign == "\t" or columns_of(_rows(lines, sign))):
            return _rows(text.split("\n"), sign)
    return None


def _rows(lines: Iterable[str], sign: str) -> list[list[str]]:
    try:
        if sign == "\t":
            return [line.split("\t") for line in lines if line.strip()]
        return [row for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=sign) if row]
    except csv.Error:
        return []


# --- tables within documents ---


def with_tables_read(document: Document) -> Document:
    """Take a table of time, speaker and text within a document apart; colours and comments stay."""
    if document.speakers or sum("\t" in paragraph for paragraph in document.paragraphs) < 2:
        return document
    span = _table_in(document.paragraphs)
    if span is None:
        return document
    first, last = span
    rows = [paragraph.split("\t") for paragraph in document.paragraphs[first:last]]
    found = columns_of(rows)
    if found is None or (found.speaker is None and found.time is None):
        return document
    return _rewritten(document, first, rows, found)


def _table_in(paragraphs: Sequence[str]) -> tuple[int, int] | None:
    """Return where the longest run of rows with as many cells begins and ends; None for none of two rows."""
    best, start = (0, 0), 0
    counts = [paragraph.count("\t") for paragraph in paragraphs]
    for at in range(len(counts) + 1):
        if at == len(counts) or counts[at] != counts[start] or not counts[at]:
            if counts[start : start + 1] != [0] and at - start > best[1] - best[0]:
                best = (start, at)
            start = at
    return best if best[1] - best[0] >= 2 else None


def _rewritten(document: Document, first: int, rows: Sequence[list[str]], found: TalkColumns) -> Document:
    paragraphs = list(document.paragraphs)
    shifts: dict[
        int, tuple[int, int, int]
    ] = {}  # where the cell of words began, its length, where it begins now
    comments: list[Comment] = []
    heads = rows[found.first - 1] if found.first else ()
    before = ""
    for at, row in enumerate(rows[found.first :], first + found.first):
        one = found.said(row, heads)._replace(text=row[found.text])
        speaker = clean_name(one.speaker.replace(":", " "))
        paragraphs[at] = paragraph_of(one._replace(speaker=speaker), named=speaker != before)
        before = speaker or before
        began = sum(len(cell) + 1 for cell in row[: found.text])
        length = len(one.text)
        shifts[at] = (began, length, len(paragraphs[at]) - length)
        comments += [Comment("", note, (at, shifts[at][2]), (at, len(paragraphs[at]))) for note in one.notes]
    header = range(first, first + found.first)
    for at in header:
        paragraphs[at] = ""
    names = (clean_name(found.said(row).speaker.replace(":", " ")) for row in rows[found.first :])
    moved = [_moved_comment(comment, shifts, header) for comment in document.comments]
    return replace(
        document,
        paragraphs=tuple(paragraphs),
        speakers=tuple(dict.fromkeys(filter(None, names)))[:_MOST_SPEAKERS],
        highlights=tuple(
            h for one in document.highlights if (h := _moved_highlight(one, shifts, header)) is not None
        ),
        comments=tuple(sorted([*moved, *comments], key=lambda comment: comment.start)),
        notes=(*document.notes, *_kept(len(comments))),
        settings=(),
    )


def _moved_highlight(
    one: Highlight, shifts: dict[int, tuple[int, int, int]], header: range
) -> Highlight | None:
    if one.paragraph in header:
        return None
    if one.paragraph not in shifts:
        return one
    began, length, now = shifts[one.paragraph]
    start, end = max(one.start, began), min(one.end, began + length)
    return replace(one, start=start - began + now, end=end - began + now) if start < end else None


def _moved_comment(one: Comment, shifts: dict[int, tuple[int, int, int]], header: range) -> Comment:
    def moved(place: tuple[int, int]) -> tuple[int, int]:
        if place[0] in header:
            return (place[0], 0)
        if place[0] not in shifts:
            return place
        began, length, now = shifts[place[0]]
        return (place[0], min(max(place[1], began), began + length) - began + now)

    return replace(one, start=moved(one.start), end=moved(one.end))
