"""Words of two versions as rich text: those that went are struck, those that came are underlined and bold."""

from collections.abc import Iterable
from html import escape
from typing import Final

from coding.analysis.codebook_changes import WordedPiece, Wording

_MARKS: Final = {
    Wording.SAME: "{}",
    Wording.REMOVED: "<s>{}</s>",
    Wording.ADDED: "<u><b>{}</b></u>",
}


def in_html(pieces: Iterable[WordedPiece]) -> str:
    """Return words one after the other, each marked by what became of it."""
    return "".join(_MARKS[piece.wording].format(escape(piece.text).replace("\n", "<br>")) for piece in pieces)
