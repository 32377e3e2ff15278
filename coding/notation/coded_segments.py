"""Segments that another program has coded, as its table lists them: found again in the transcript.

MAXQDA, NVivo, ATLAS.ti, Dedoose, QualCoder and Taguette export what was coded as rows of document, code,
coder, words and comment. A row becomes a coding where its words stand in the transcript; where they do not,
it is listed.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from coding.model.framework import Code
from coding.model.study import Span, Transcript
from coding.notation.code_names import Names, key_of


class CodedSegment(NamedTuple):
    """A row: the document it is of, its codes as written, whose they are, the words and what is said of them.

    ``row`` tells it from the others.
    """

    row: int
    document: str
    codes: tuple[str, ...]
    coder: str
    words: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CodedColumns:
    """Which columns of a coded table hold what; ``applied`` are those of Dedoose, a code each."""

    words: int
    codes: int | None
    document: int | None
    coder: int | None
    comment: int | None
    applied: Mapping[int, str] = field(default_factory=dict[int, str])


# What columns are called, without signs, in small letters: the likeliest first.
_HEADS: Final = {
    "words": (
        "codedsegment codedsegments segmenttext codedtext segment quotationcontent quotationtext textcontent "
        "excerptcopy excerpttext excerpt highlightedtext highlight passage content quotation text "
        "reference zitatinhalt codiertessegment codiertertext textstelle zitat inhalt extrait citation "
        "cita fragmento coded"
    ),
    "codes": (
        "codesappliedcombined codesapplied codes code codename codepath codesystem tags tag nodes node "
        "themes theme kodes kode códigos codigos código codigo thèmes thème kategorie"
    ),
    "document": (
        "documentname documenttitle document documents filename file mediatitle media sourcename source "
        "resourcetitle resource transcript interview dokumentname dokumenttitel dokument documento "
        "nomdudocument fuente case title name"
    ),
    "coder": (
        "coder codedby codedbyname codedbyinitials excerptcreator createdby creator author username user "
        "modifiedby autor erstelltvon bearbeiter auteur codeur codificador"
    ),
    "comment": (
        "comment comments memo memos note notes annotation codedmemo kommentar kommentare comentario "
        "commentaire"
    ),
}
_SIGNS: Final = re.compile(r"[\W_]+")
_APPLIED: Final = re.compile(r"code:?\s+(?P<code>.+?)\s+applied", re.IGNORECASE)
_YES: Final = frozenset({"true", "1", "yes", "x"})
_MOST_TITLES: Final = 4  # rows above the headings, and these
_FEW_WORDS: Final = 2.0  # a segment has more on average, else it is a list of names
_SEPARATORS: Final = re.compile(r"\s*[\n;|]\s*")
_PATH: Final = re.compile(r"\s*(?:\\+|\s>\s|::|»|/)\s*")
_DOTS: Final = re.compile(r"^(?:\[?(?:\.{3}|…)\]?\s*)+|(?:\s*\[?(?:\.{3}|…)\]?)+$")
_QUOTES: Final = str.maketrans("“”„«»‘’‚`´–—‑", "\"\"\"\"\"'''''---")


def coded_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> CodedColumns | None:
    """Return which columns of a table hold coded segments; None for any other table."""
    bare = [_SIGNS.sub("", head).casefold() for head in header]
    found = {
        what: next((at for name in names for at, head in enumerate(bare) if head == name), None)
        for what, names in ((what, names.split()) for what, names in _HEADS.items())
    }
    heads = ((at, _APPLIED.fullmatch(head.strip())) for at, head in enumerate(header))
    applied = {at: match["code"] for at, match in heads if match}
    words = found["words"]
    if words is None or (found["codes"] is None and not applied):
        return None
    said = [len(row[words].split()) for row in rows if len(row) > words and row[words].strip()]
    if not said or sum(said) / len(said) <= _FEW_WORDS:
        return None
    codes = found["codes"]
    return CodedColumns(
        words,
        codes,
        found["document"],
        found["coder"],
        found["comment"],
        {} if codes is not None else applied,
    )


def segments_in(rows: Sequence[Sequence[str]]) -> list[CodedSegment]:
    """Return the segments of a table; none if it is another one. Rows without words or codes say nothing."""
    for at in range(min(_MOST_TITLES, len(rows))):
        columns = coded_columns(rows[at], rows[at + 1 :])
        if columns is not None:
            return _segments(columns, rows[at + 1 :])
    return []


def _segments(columns: CodedColumns, rows: Sequence[Sequence[str]]) -> list[CodedSegment]:

    def cell(row: Sequence[str], at: int | None) -> str:
        return row[at].strip() if at is not None and at < len(row) else ""

    found: list[CodedSegment] = []
    for number, row in enumerate(rows):
        codes = tuple(filter(None, _SEPARATORS.split(cell(row, columns.codes))))
        codes += tuple(code for at, code in columns.applied.items() if cell(row, at).casefold() in _YES)
        words = cell(row, columns.words)
        if words and codes:
            document, coder, comment = (
                cell(row, at) for at in (columns.document, columns.coder, columns.comment)
            )
            found.append(CodedSegment(number, document, codes, coder, words, comment))
    return found


# --- where the words stand --------------------------------------------------------------------


class PlacedSegment(NamedTuple):
    """Where a segment stands; ``times`` is how often its words do, None where they were only alike."""

    span: Span | None
    times: int = 0


class SegmentFinder:
    """Finds words in a transcript whatever their blanks, quotes and labels are."""

    def __init__(self, transcript: Transcript) -> None:
        """Lay the text out once."""
        self._plain, self._places = _plain(transcript.text)
        labels = sorted((re.escape(s.label) for s in transcript.speakers), key=len, reverse=True)
        label = rf"(?:^|(?<=\s))(?:{'|'.join(labels)})(?:\s*[:：\t]\s*|\s*$)"
        self._label = re.compile(label, re.MULTILINE | re.IGNORECASE) if labels else None
        self._used: Counter[tuple[str, str]] = Counter()

    def place(self, segment: CodedSegment) -> PlacedSegment:
        """Return where a segment stands; the same words coded alike again stand at the next place."""
        for words in self._ways(segment.words):
            found = [match.start() for match in re.finditer(re.escape(words), self._plain)] if words else []
            if found:
                key = (words, "\n".join(segment.codes))
                at = found[min(self._used[key], len(found) - 1)]
                self._used[key] += 1
                end = self._places[at + len(words) - 1] + 1
                return PlacedSegment(Span(self._places[at], end), len(found))
        return PlacedSegment(None)

    def _ways(self, words: str) -> Iterable[str]:
        yield _plain(words)[0]
        shortened = _DOTS.sub("", words)
        if self._label is not None:
            shortened = self._label.sub("", shortened)
        yield _plain(shortened)[0]


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text in small letters, blanks single, quotes alike; and where each letter stood."""
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text.translate(_QUOTES)):
        if sign.isspace():
            if signs and signs[-1] != " ":
                signs.append(" ")
                places.append(at)
            continue
        low = sign.casefold()
        signs.append(low if len(low) == 1 else sign)
        places.append(at)
    while signs and signs[-1] == " ":
        signs.pop()
        places.pop()
    return "".join(signs), places


# --- which code is meant ----------------------------------------------------------------------


def codes_called(written: str, names: Names) -> tuple[Code, ...]:
    """Return the codes that a name of another program may mean: one if it is clear.

    Of a path (``Trust > In each other``) the last part is the code; where several are called so, what stands
    above it decides.
    """
    whole = names.called(key_of(written))
    if len(whole) == 1:
        return whole
    parts = [part for part in _PATH.split(written.rstrip("\\/*> ")) if part]
    if not parts:
        return whole
    found = names.called(key_of(parts[-1])) or whole
    if len(found) > 1 and len(parts) > 1:
        above = key_of(parts[-2])
        under = tuple(code for code in found if any(above in _keys(each) for each in _path(code, names)))
        found = under or found
    return found


def _path(code: Code, names: Names) -> Sequence[Code]:
    return names.framework.path(code.id)[:-1]


def _keys(code: Code) -> set[str]:
    return {key_of(name) for name in (code.name, code.abbreviation, code.label, *code.aliases) if name}


def turn_of(transcript: Transcript, place: int) -> int:
    """Return the position of the turn that a place of the text stands in."""
    return max(0, bisect_right([turn.start for turn in transcript.turns], place) - 1)
