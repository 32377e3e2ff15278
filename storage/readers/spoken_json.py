"""JSON as transcription programs write it: Whisper and its kin, oTranscribe, others alike."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from coding.language import _
from coding.model.document import Document
from coding.text.spoken import SpokenWords, joined
from coding.text.stamps import stamp_ms
from coding.text.times import in_ms
from storage.readers.encodings import text_and_notes
from storage.readers.html import read_html
from storage.readers.kinds import WHAT_TO_EXPORT, damaged, listing, unreadable
from storage.readers.spoken import spoken_document

Piece = Mapping[str, object]

_DEEPEST: Final = 5
_MOST: Final = 200_000  # pieces of talk
_SPEAKER: Final = (
    "speaker", "speaker_label", "speakerLabel", "speaker_name", "speakerName", "speaker_id", "name",
    "channel",
)  # fmt: skip
_TEXT: Final = ("text", "transcript", "content", "caption", "utterance", "sentence", "dialog", "display")
_GUESSES: Final = ("alternatives", "nBest")  # what was heard, the likeliest first
_START: Final = (
    "start", "start_time", "startTime", "begin", "begin_time", "from", "timestamp", "timestamps", "offset",
    "offsets", "time", "ts", "start_ms",
)  # fmt: skip
_WORDS: Final = frozenset({"words", "word_segments", "tokens", "items"})
_STAMP: Final = re.compile(
    r"""<span[^>]*\bclass=["']?timestamp\b[^>]*>\s*([^<]*?)\s*</span>""", re.IGNORECASE
)
_LONGEST_TIME: Final = 1e12


def read_json(data: bytes) -> Document:
    """Read a transcript in JSON; raises UnreadableError for any other."""
    text, notes = text_and_notes(data)
    try:
        whole: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged() from error
    page = _fields(whole).get("text")
    if isinstance(page, str) and "<" in page and "media" in _fields(whole):
        return _otranscribe(page)
    pieces = _pieces(whole)
    if not pieces:
        raise unreadable(
            _("It is a JSON file that holds no transcript of a kind that is known here."),
            _("Export the transcript as {endings}.").format(endings=listing(WHAT_TO_EXPORT)),
        )
    return spoken_document(joined(_said(pieces)), notes)


def _otranscribe(page: str) -> Document:
    page = _STAMP.sub(lambda found: f"[{found[1]}] " if found[1] else "", page)
    return read_html(f"<html><body>{page}</body></html>".encode())


def _fields(value: object) -> Piece:
    return cast("Piece", value) if isinstance(value, dict) else {}


def _items(value: object) -> Sequence[object]:
    return cast("Sequence[object]", value) if isinstance(value, list) else ()


def _pieces(whole: object) -> Sequence[Piece]:
    """Return the list of pieces of talk: that which says who speaks, or the longest."""
    found = [(_names_speakers(pieces), len(pieces), pieces) for pieces in _lists(whole, 0)]
    return max(found, key=lambda one: one[:2], default=(False, 0, ()))[2]


def _names_speakers(pieces: Sequence[Piece]) -> bool:
    return any(_first(piece, _SPEAKER) is not None for piece in pieces)


def _lists(whole: object, depth: int) -> Iterator[Sequence[Piece]]:
    """Yield the lists in which pieces have words, and a time or a speaker."""
    if depth > _DEEPEST:
        return
    items = _items(whole)[:_MOST]
    said = [piece for item in items if _text(piece := _piece(item)) is not None]
    if said and len(said) >= 0.5 * len(items):
        if _names_speakers(said) or any(_start(piece) is not None for piece in said):
            yield said
        return
    if together := _in_order([piece for item in items for piece in _inside(item, depth)]):
        yield together
    for key, value in _fields(whole).items():
        if key not in _WORDS:
            yield from _lists(value, depth + 1)


def _piece(item: object) -> Piece:
    """Return the fields of a piece, with those of the likeliest of several guesses."""
    fields = _fields(item)
    guesses = _items(_first(fields, _GUESSES))
    return {**_fields(guesses[0]), **fields} if guesses else fields


def _inside(item: object, depth: int) -> Sequence[Piece]:
    """Return the pieces within one of several items, such as all that one speaker says."""
    pieces = max(_lists(item, depth + 1), key=len, default=())
    speaker = _first(_fields(item), _SPEAKER)
    return pieces if speaker is None else [{_SPEAKER[0]: speaker, **piece} for piece in pieces]


def _in_order(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return pieces of several lists as they were said, where all say when."""
    starts = [_start(piece) for piece in pieces]
    numbers = [start for start in starts if isinstance(start, int | float)]
    if len(numbers) < len(pieces):
        return pieces
    return [pieces[at] for at in sorted(range(len(pieces)), key=numbers.__getitem__)]


def _first(piece: Piece, names: Sequence[str]) -> object:
    return next((piece[name] for name in names if piece.get(name) is not None), None)


def _text(piece: Piece) -> str | None:
    found = _first(piece, _TEXT)
    if isinstance(found, str):
        return found
    elements = _items(piece.get("elements"))  # of Rev: words, signs and blanks one by one
    values = [str(_fields(element).get("value", "")) for element in elements]
    between = "" if any(value.isspace() for value in values) else " "
    return between.join(values) if values else None


def _said(pieces: Sequence[Piece]) -> Iterator[SpokenWords]:
    starts = [_start(piece) for piece in pieces]
    unit = 1 if _in_milliseconds(pieces, starts) else 1000
    last: SpokenWords | None = None
    for piece, start in zip(pieces, starts, strict=True):
        text = (_text(piece) or "").strip()
        if last is not None and _is_sign(piece):
            last = last._replace(text=last.text + text)
            continue
        if last is not None:
            yield last
        at = stamp_ms(start) if isinstance(start, str) else None if start is None else round(start * unit)
        last = SpokenWords(at, _speaker(piece), text)
    if last is not None:
        yield last


def _is_sign(piece: Piece) -> bool:
    """Tell a full stop that stands as a piece of its own, and belongs to the word before."""
    return str(piece.get("type", "")).startswith("punct")


def _speaker(piece: Piece) -> str:
    found = _first(piece, _SPEAKER)
    found = _first(_fields(found), ("name", "label", "id")) or found
    if isinstance(found, int):
        return _("Speaker {n}").format(n=found)
    return found if isinstance(found, str) else ""


def _start(piece: Piece) -> float | str | None:
    """Return when a piece begins: a number, or a clock; a range's or a first word's beginning."""
    found = _first(piece, _START)
    inner = _first(_fields(found), ("from", "start", "begin"))
    found = found if inner is None else inner
    found = next(iter(_items(found)), found)
    if found is None:
        times = (_fields(element).get("ts") for element in _items(piece.get("elements")))
        found = next((time for time in times if time is not None), None)
    if isinstance(found, str):
        return _lasted(found) if ":" not in found else found
    if isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found):
        return min(max(found, 0), _LONGEST_TIME)
    return None


def _lasted(written: str) -> float | None:
    """Return seconds written as a number, or as ``PT1M10.5S`` (ISO 8601)."""
    if written.startswith("PT"):
        return in_ms(written.lower()) / 1000
    return _number(written.removesuffix("s"))


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return min(max(number, 0), _LONGEST_TIME) if math.isfinite(number) else None


def _in_milliseconds(pieces: Sequence[Piece], starts: Sequence[float | str | None]) -> bool:
    """Tell thousandths from seconds: whole numbers, and far more than the letters that are said."""
    numbers = [start for start in starts if isinstance(start, int | float)]
    if not numbers or not all(float(number).is_integer() for number in numbers):
        return False
    return max(numbers) > 10 * max(sum(len(_text(piece) or "") for piece in pieces), 60)
