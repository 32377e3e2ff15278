"""A talk in which nobody has a label: by what else the interviewer's paragraphs may be told.

Nothing of it is assumed: somebody says that every bold paragraph, say, is the interviewer's.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from coding.language import N_, _
from coding.model.document import Document

QUESTIONS: Final = "questions"
NUMBERS: Final = "numbers"
TURNS: Final = "turns"
# How manners are called where they are offered; a colour is called by its digits.
MANNERS: Final[Mapping[str, str]] = {
    "bold": N_("set in bold"),
    "italic": N_("set in italics"),
    QUESTIONS: N_("a question"),
    NUMBERS: N_("numbered"),
    TURNS: N_("every second one, from the first"),
}
_WRITTEN: Final = frozenset({QUESTIONS, NUMBERS, TURNS})  # as somebody may have written without meaning it
_NUMBERED: Final = re.compile(r"\(?\d{1,3}[.)]\s")
_ASKS: Final = re.compile(r"[?？؟][\s\"”’»)]*$")
_WHOLE: Final = 0.9  # of a paragraph's letters are set so
_FEWEST, _LEAST, _MOST = 2, 0.15, 0.75  # paragraphs of a manner, and their share of all
_ASKING: Final = 0.5  # of them ask, else they may be anything


class AskerOffer(NamedTuple):
    """A manner in which paragraphs are set or written, of how many, and how many of them ask something."""

    manner: str
    paragraphs: int
    asking: int


def offers(document: Document) -> tuple[AskerOffer, ...]:
    """Return by what the interviewer's paragraphs may be told, those of whom most ask first."""
    filled = [at for at, text in enumerate(document.paragraphs) if text.strip()]
    asking = {at for at in filled if _ASKS.search(document.paragraphs[at])}
    found = {manner: at & set(filled) for manner, at in _by_manner(document).items()}
    likely = [
        AskerOffer(manner, len(own), len(own & asking))
        for manner, own in found.items()
        if len(own) >= _FEWEST and _LEAST * len(filled) <= len(own) <= _MOST * len(filled)
    ]
    kept = [offer for offer in likely if offer.asking >= _ASKING * offer.paragraphs]
    return tuple(sorted(kept, key=lambda offer: (offer.manner in _WRITTEN, -offer.asking / offer.paragraphs)))


def asking_paragraphs(document: Document, manner: str) -> frozenset[int]:
    """Return the paragraphs of a manner."""
    return frozenset(_by_manner(document).get(manner, ()))


def _by_manner(document: Document) -> dict[str, set[int]]:
    texts = document.paragraphs
    found: dict[str, set[int]] = {
        QUESTIONS: {at for at, text in enumerate(texts) if _ASKS.search(text)},
        NUMBERS: {at for at, text in enumerate(texts) if _NUMBERED.match(text)},
        TURNS: set([at for at, text in enumerate(texts) if text.strip()][::2]),
    }
    covered: dict[tuple[int, str], int] = {}
    for setting in document.settings:
        for manner in setting.manner.split():
            key = (setting.paragraph, manner)
            covered[key] = covered.get(key, 0) + setting.end - setting.start
    for (at, manner), length in covered.items():
        if length >= _WHOLE * len(texts[at].strip()):
            found.setdefault(manner, set()).add(at)
    return found


def manner_in_words(manner: str) -> str:
    """Return what a manner is called, with the word that says it on the command line."""
    words = _(MANNERS[manner]) if manner in MANNERS else _("in this colour")
    return f"{words} [{manner}]"
