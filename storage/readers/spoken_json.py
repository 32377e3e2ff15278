"""JSON as transcription programs write it: Whisper and its kin, oTranscribe, and lists of who said what when."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from coding.language import _
from coding.model.document import Document
from coding.text.spoken import Said, joined
from coding.text.stamps import stamp_seconds
from storage.readers.encodings import text_and_notes
from storage.readers.html import read_html
from storage.readers.kinds import WHAT_TO_EXPORT, damaged, listing, unreadable
from storage.readers.spoken import spoken_document

_DEEPEST: Final = 5
_MOST: Final = 200_000  # pieces of talk
_SPEAKER: Final = (
    "speaker",
    "speaker_label",
    "speakerLabel",
    "speaker_name",
    "speakerName",
    "speaker_id",
    "name",
    "channel",
)
_TEXT: Final = ("text", "transcript", "content", "caption", "utterance", "sentence", "dialog", "words_text")
_START: Final = (
    "start", "start_time", "startTime", "begin", "from", "timestamp", "offset", "time", "ts", "start_ms", "startMs",
    "begin_time", "timestamps", "offsets",
)  # fmt: skip
_STAMP: Final = re.compile(
    r"""<span[^>]*\bclass=["']?timestamp\b[^>]*>\s*([^<]*?)\s*</span>""", re.IGNORECASE
)


def read_json(data: bytes) -> Document:
    """Read a transcript in JSON; raises UnreadableError for any other."""
    text, notes = text_and_notes(data)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged() from error
    if (
        isinstance(whole, dict)
        and isinstance(whole.get("text"), str)
        and "<" in whole["text"]
        and "media" in whole
    ):
        return _otranscribe(whole["text"])
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


def _pieces(whole: object) -> Sequence[Mapping[str, Any]]:
    """Return the list of pieces of talk: of the lists in the file that which says who speaks, or the longest."""
    found = [(named, len(pieces), pieces) for pieces, named in _lists(whole, 0)]
    return max(found, key=lambda one: one[:2], default=(False, 0, ()))[2]


def _lists(whole: object, depth: int) -> Iterator[tuple[Sequence[Mapping[str, Any]], bool]]:
    if depth > _DEEPEST:
        return
    if isinstance(whole, list):
        items = [item for item in whole[:_MOST] if isinstance(item, dict)]
        texts = [item for item in items if _text(item) is not None]
        if texts and len(texts) >= 0.5 * len(whole[:_MOST]):
            if any(_first(item, _START) is not None or _first(item, _SPEAKER) is not None for item in texts):
                yield texts, any(_first(item, _SPEAKER) is not None for item in texts)
            return
        for item in items[:50]:
            yield from _lists(item, depth + 1)
    elif isinstance(whole, dict):
        for key, value in whole.items():
            if key not in {"words", "word_segments", "tokens", "items"}:
                yield from _lists(value, depth + 1)


def _first(item: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((item[name] for name in names if item.get(name) is not None), None)


def _text(item: Mapping[str, Any]) -> str | None:
    found = _first(item, _TEXT)
    if isinstance(found, str):
        return found
    elements = item.get("elements")  # of Rev: words and signs one by one
    if isinstance(elements, list):
        return "".join(str(e.get("value", "")) for e in elements if isinstance(e, dict))
    return None


def _said(pieces: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    starts = [_start(piece) for piece in pieces]
    unit = 0.001 if _in_milliseconds(pieces, starts) else 1.0
    for piece, start in zip(pieces, starts, strict=True):
        speaker = _first(piece, _SPEAKER)
        if isinstance(speaker, dict):
            speaker = _first(speaker, ("name", "label", "id"))
        if isinstance(speaker, int):
            speaker = _("Speaker {n}").format(n=speaker)
        seconds = start if start is None or isinstance(start, str) else start * unit
        at = stamp_seconds(seconds) if isinstance(seconds, str) else None if seconds is None else int(seconds)
        yield Said(at, speaker if isinstance(speaker, str) else "", (_text(piece) or "").strip())


def _start(piece: Mapping[str, Any]) -> float | str | None:
    """Return when a piece begins: a number, or a clock; a range's or a first word's beginning."""
    found = _first(piece, _START)
    if isinstance(found, dict):
        found = _first(found, ("from", "start", "begin"))
    if isinstance(found, list):
        found = found[0] if found else None
    if found is None and isinstance(piece.get("elements"), list):
        times = (e.get("ts") for e in piece["elements"] if isinstance(e, dict))
        found = next((time for time in times if time is not None), None)
    if isinstance(found, str):
        try:
            return float(found)
        except ValueError:
            return found if any(map(str.isdecimal, found)) else None
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return min(max(found, 0), 1e12) if is_number and found == found else None


def _in_milliseconds(pieces: Sequence[Mapping[str, Any]], starts: Sequence[float | str | None]) -> bool:
    """Tell thousandths from seconds: whole numbers, and hardly a second passes for each word that is said."""
    numbers = [start for start in starts if isinstance(start, int | float)]
    if not numbers or not all(isinstance(n, int) or n.is_integer() for n in numbers):
        return False
    length = sum(len(_text(piece) or "") for piece in pieces)
    return max(numbers) > 10 * max(length, 60)
