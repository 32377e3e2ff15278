"""Passages on their way within the program: dragged or copied as words, with their places beside them."""

import json
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QMimeData

from coding.model.study import TranscriptSpan

PASSAGES: Final = "application/x-strandline-passages"


def as_mime(words: str, places: Iterable[TranscriptSpan]) -> QMimeData:
    """Return passages for the clipboard or to be dragged: other programs see the words."""
    mime = QMimeData()
    mime.setText(words)
    known = [*places]
    if known:
        mime.setData(PASSAGES, json.dumps(known).encode())
    return mime


def passages_in(mime: QMimeData) -> list[TranscriptSpan]:
    """Return the passages that are dragged or pasted; none where it is something else."""
    if not mime.hasFormat(PASSAGES):
        return []
    try:
        places = json.loads(mime.data(PASSAGES).toStdString())
        return [TranscriptSpan(*map(int, place)) for place in places]
    except (ValueError, TypeError):
        return []
