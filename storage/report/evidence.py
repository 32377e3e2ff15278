"""What lies behind the numbers of a report: the passages that each counts, with what is said around them.

Which codings a number counts its table says: ``TableBlock.behind``. A passage is known by its place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from sqlalchemy import Connection

from coding.analysis.analysis_data import Ints, ints
from coding.analysis.groups import interview_labels
from coding.analysis.passages import Passage
from coding.analysis.tally import passages
from coding.language import plural
from coding.model.study import Span, Transcript
from coding.report.blocks import Block, BlockLook, TableBlock
from coding.report.passage_part import PassageReading
from coding.text.context import SaidPart, around
from storage.queries.texts import transcript

_STEPS: Final = 1  # turns that are shown before and after


@dataclass
class EvidenceNumber:
    """A number: its name in links, what it is of in each table that has it, and which passages it counts."""

    anchor: str
    places: Ints
    titles: dict[str, None] = field(default_factory=dict[str, None])


class ReportEvidence:
    """What lies behind the numbers and quotations of a report's blocks."""

    def __init__(self, connection: Connection, reading: PassageReading, blocks: Iterable[Block]) -> None:
        """Look at the tables of the report whose numbers say what they count."""
        self._connection, self._reading, self._data = connection, reading, reading.data
        every = [block for block in blocks if isinstance(block, TableBlock)]
        self.tables = [(at, block) for at, block in enumerate(every, 1) if block.behind is not None]
        self._transcript: tuple[int, Transcript | None] = (0, None)
        self._labels = interview_labels(self._data)

    @property
    def n(self) -> int:
        """How many passages there are."""
        return len(self._reading.passages)

    @cached_property
    def _place_of(self) -> Ints:
        """The place of each coding's passage, by the row of the coding."""
        numbers = self._reading.passages.numbers
        place = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.int64)
        place[numbers] = np.arange(len(numbers))
        return place[passages(self._data)] if len(numbers) else np.zeros(0, dtype=np.int64)

    @cached_property
    def _sorted_ids(self) -> tuple[Ints, Ints]:
        ids = ints(self._data.codings, "id")
        order = np.argsort(ids, kind="stable")
        return ids[order], order

    def places_of(self, coding_ids: Sequence[int]) -> Ints | None:
        """Return on which passages codings are, each once, in order; None where one is not counted here."""
        wanted = np.asarray(coding_ids, dtype=np.int64)
        ids, order = self._sorted_ids
        at = np.searchsorted(ids, wanted)
        if not len(ids) or bool((at == len(ids)).any()) or bool((ids[at] != wanted).any()):
            return None
        return np.unique(self._place_of[order[at]])

    @cached_property
    def anchors(self) -> dict[tuple[int, int, int], str]:
        """The anchor of each number that counts something: by the id of its table, its row and column."""
        return {place: number.anchor for place, number in self._found}

    @cached_property
    def numbers(self) -> list[EvidenceNumber]:
        """Every such number; what counts the same on the same is one."""
        return list({number.anchor: number for _place, number in self._found}.values())

    @cached_property
    def _found(self) -> list[tuple[tuple[int, int, int], EvidenceNumber]]:
        known: dict[bytes, EvidenceNumber] = {}
        found: list[tuple[tuple[int, int, int], EvidenceNumber]] = []
        for _at, table in self.tables:
            for row, column, title in _figures(table):
                assert table.behind is not None
                ids = table.behind(row, column)
                places = self.places_of(ids) if ids else None
                if places is None:
                    continue
                anchor = f"n{len(known) + 1}"
                number = known.setdefault(places.tobytes(), EvidenceNumber(anchor, places))
                counted = plural("{n} coding", "{n} codings", len(ids))
                number.titles[f"{title[0]}, {title[1]}: {counted}"] = None
                found.append(((id(table), row, column), number))
        return found

    # --- passages in words -------------------------------------------------------------------------

    @cached_property
    def interviews(self) -> list[str]:
        """What the interview of each passage is called."""
        return [self._labels[id_] for id_ in self._reading.passages.interview_ids.tolist()]

    def passage(self, at: int) -> Passage:
        """Return a passage in words."""
        return self._reading.passage(at)

    def around(self, passage: Passage) -> tuple[str, str]:
        """Return what is said before and after a passage; nothing where it may not be quoted."""
        if self._transcript[0] != passage.interview_id:
            self._transcript = passage.interview_id, transcript(self._connection, passage.interview_id)
        held = self._transcript[1]
        if held is None or not passage.may_quote.state.is_free:
            return "", ""
        about = around(held.text, held.turns, Span(passage.start, passage.end), _STEPS)
        return _in_words(held, about.before), _in_words(held, about.after)

    def source(self, passage: Passage) -> str:
        """Return who says a passage, as the report says it."""
        return ", ".join(filter(None, self._reading.sources.of(passage)))


def _figures(table: TableBlock) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """Yield the row and the column of each number, and what both are called."""
    for at, row in enumerate(table.rows()):
        for number, column in enumerate(table.columns if not row.over else ()):
            if column.look is BlockLook.FIGURE:
                yield at, number, (_in_one_line(row.cells[0]), _in_one_line(column.title))


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _in_words(held: Transcript, parts: Iterable[SaidPart]) -> str:
    speakers = {speaker.id: speaker.label for speaker in held.speakers}
    lines = ((speakers.get(part.speaker_id or 0, ""), held.text[part.start : part.end]) for part in parts)
    return "\n".join(f"{who}: {said}" if who else said for who, said in lines)
