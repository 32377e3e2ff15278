"""A survey and the outcomes of schools: what their tables hold in words of our own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NamedTuple


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


@dataclass(frozen=True, slots=True)
class SurveyItem:
    """A statement or a question of a bank.

    ``number`` counts within its stage, or within its bank where it has none; ``position`` from 0 within the
    bank. ``options`` are the answers there are to a choice, or the words of a scale from the lowest.
    ``previous_id`` is the item that it was reworded from.
    """

    text: str
    kind: ItemKind = ItemKind.STATEMENT
    direction: ItemDirection = ItemDirection.STRENGTH
    stage: str = ""
    number: int = 1
    position: int = 0
    options: tuple[str, ...] = ()
    id: int = 0
    guid: str = ""
    previous_id: int | None = None


@dataclass(frozen=True, slots=True)
class Bank:
    """Items about one strand, or any code; ``short`` is what they are named by (``HSC``)."""

    name: str
    short: str = ""
    items: tuple[SurveyItem, ...] = ()
    code_id: int | None = None
    id: int = 0
    guid: str = ""

    @property
    def called(self) -> str:
        """What its items are named by."""
        return self.short or self.name

    def name_of(self, item: SurveyItem) -> str:
        """Return ``HSC B2``, or ``HSC 7`` where an item has no stage."""
        return f"{self.called} {item.stage}{item.number}" if item.stage else self.running_name_of(item)

    def running_name_of(self, item: SurveyItem) -> str:
        """Return ``HSC 7``: the number that runs through the bank."""
        return f"{self.called} {item.position + 1}"


@dataclass(frozen=True)
class Instrument:
    """What a survey asks: banks of items in order; ``stages`` are letters and names, in order."""

    name: str
    banks: tuple[Bank, ...] = ()
    stages: tuple[tuple[str, str], ...] = ()
    hides_stages: bool = False
    notes: str = ""
    id: int = 0
    guid: str = ""
    framework_id: int | None = None
    earlier: tuple[tuple[Bank, SurveyItem], ...] = ()  # items as they were before they were reworded

    @cached_property
    def places(self) -> tuple[tuple[Bank, SurveyItem], ...]:
        """All items in the order of the form, each with its bank."""
        return tuple((bank, item) for bank in self.banks for item in bank.items)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Bank, SurveyItem]]:
        """Items by what they are called: ``HSC B2``."""
        return {bank.name_of(item): (bank, item) for bank, item in self.places}

    @cached_property
    def by_id(self) -> Mapping[int, tuple[Bank, SurveyItem]]:
        """Items by their id, earlier wordings among them."""
        return {item.id: (bank, item) for bank, item in (*self.earlier, *self.places)}

    def places_in(self, places_of: Mapping[int, tuple[int, ...]], item: SurveyItem) -> tuple[int, ...]:
        """Return where a round's answers to an item stand: under the words that the round was asked in.

        ``places_of`` are the places of the round's answers by item.
        """
        asked: SurveyItem | None = item
        while asked is not None:
            places = places_of.get(asked.id)
            if places:
                return places
            before = self.by_id.get(asked.previous_id or 0)
            asked = before[1] if before is not None and before[1] is not asked else None
        return ()

    def stage_name(self, letter: str) -> str:
        """Return what a stage is called, empty where nothing says it."""
        return dict(self.stages).get(letter, "")

    def statement_numbers(self) -> dict[str, dict[str, int]]:
        """Return how many statements each bank has, stage by stage."""
        return {
            bank.called: dict(Counter(item.stage for item in bank.items if item.kind is ItemKind.STATEMENT))
            for bank in self.banks
        }


class AnswerCode(IntEnum):
    """What a number in a respondent's answers stands for that is no position of an option."""

    DONT_KNOW = -2
    NOT_APPLICABLE = -1
    LEFT = 0
    MARKED = 1


class AnswerColumn(NamedTuple):
    """What a place in the answers of a round is about: an item, of one with several ticks an option."""

    item_id: int
    option: int | None = None


@dataclass(frozen=True, slots=True)
class AskedNumbers:
    """How many were asked in a round: in all, by group, by school's letter; None and nothing: not known.

    ``forms`` is how many forms came back on paper, to be typed in.
    """

    all: int | None = None
    groups: Mapping[str, int] = field(default_factory=dict[str, int])
    schools: Mapping[str, int] = field(default_factory=dict[str, int])
    forms: int | None = None

    def of(self, group: str) -> int | None:
        """Return how many of a group were asked."""
        return self.groups.get(group)

    @property
    def total(self) -> int | None:
        """How many in all: as entered, else what the groups, or the schools, make up."""
        if self.all is not None:
            return self.all
        return sum(self.groups.values()) or sum(self.schools.values()) or None
