"""A survey and the outcomes of schools: what their tables hold in words of our own."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What a survey asks with one of its items."""

    STATEMENT = "statement"  # marked, or left
    CHOICE = "choice"
    CHOICES = "choices"  # all that apply
    SCALE = "scale"
    NUMBER = "number"
    OPEN = "open"


class ItemDirection(StrEnum):
    """What a mark at a statement says of its strand; shares by stage are of strengths only."""

    STRENGTH = "strength"
    DEFICIT = "deficit"
    MIXED = "mixed"


class MeasureKind(StrEnum):
    """Whether a measure is a figure or a level of a rating."""

    NUMBER = "number"
    RATING = "rating"


class Better(StrEnum):
    """Which way a measure is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"
