"""A passage on its way within the program: dragged or copied as words, with its place beside them."""

import json
from typing import Final, NamedTuple

from PySide6.QtCore import QMimeData

PASSAGE: Final = "application/x-strandline-passage"


class DraggedPassage(NamedTuple):
    """Where a passage stands that is dragged or pasted."""

    interview_id: int
    start: int
    end: int


def as_mime(words: str, interview_id: int, start: int, end: int) -> QMimeData:
    """Return a passage for the clipboard or to be dragged: other programs see the words."""
    mime = QMimeData()
    mime.setText(words)
    mime.setData(PASSAGE, json.dumps([interview_id, start, end]).encode())
    return mime


def passage_in(mime: QMimeData) -> DraggedPassage | None:
    """Return the passage that is dragged or pasted, if it is one."""
    if not mime.hasFormat(PASSAGE):
        return None
    try:
        place = json.loads(mime.data(PASSAGE).toStdString())
        return DraggedPassage(*map(int, place))
    except (ValueError, TypeError):
        return None
