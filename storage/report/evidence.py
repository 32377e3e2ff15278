"""What lies behind the numbers of a report: the passages that each counts, with what is said around them.

A number is known by the keys of its row and column in the report's tables: ``anchor``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sqlalchemy import Connection

from coding.analysis.analysis_data import ints
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import By, Group, Grouping, groupings_of
from coding.analysis.passages import Passage
from coding.analysis.tally import passages
from coding.language import plural
from coding.model.study import Span, Transcript
from coding.report.blocks import Block, BlockRow, TableBlock
from coding.report.passage_part import PassageReading
from coding.text.context import SaidPart, around
from storage.queries.texts import transcript

_STEPS: Final = 1  # turns that are shown before and after
_ROW: Final = re.compile(r"([a-z ]+?)(\d+)")
_MEMBER: Final = re.compile(r"(.+?)(-?\d+)")


def anchor(row: BlockRow, column_key: str) -> str:
    """Return what a number of a report’s table is called; of a rate, the number it is taken of."""
    group = column_key.partition(" ")[0]
    return re.sub(r"[^A-Za-z0-9-]+", "-", f"{row.key}-{group}") if group and row.key else ""


@dataclass(frozen=True)
class EvidenceNumber:
    """A number: what it is of, and which passages it counts, by their places among all."""

    anchor: str
    title: str
    group: Group
    column: Column
    places: tuple[int, ...]


class ReportEvidence:
    """What lies behind the numbers of a report's blocks."""

    def __init__(self, connection: Connection, reading: PassageReading, blocks: Iterable[Block]) -> None:
        """Look at the tables of the report; their numbers are counted again."""
        self._connection, self._reading, self._data = connection, reading, reading.data
        self.tables = [block for block in blocks if isinstance(block, TableBlock) and _is_counted(block)]
        self._by = {str(by): by for by in (Grouping.ROUND, *groupings_of(self._data))}
        self._counted: dict[tuple[By, ...], tuple[Frequencies, Mapping[str, Group]]] = {}
        self._transcript: tuple[int, Transcript | None] = (0, None)

    @cached_property
    def passages(self) -> list[tuple[int, ...]]:
        """The codings of each passage, in order."""
        numbers = {number: at for at, number in enumerate(self._reading.passages.numbers.tolist())}
        held: list[list[int]] = [[] for _number in numbers]
        ids = ints(self._data.codings, "id")
        for coding_id, number in zip(ids.tolist(), passages(self._data).tolist(), strict=True):
            held[numbers[number]].append(coding_id)
        return [tuple(ids) for ids in held]

    @cached_property
    def numbers(self) -> dict[str, EvidenceNumber]:
        """Every number of the report's tables, by its anchor."""
        found: dict[str, EvidenceNumber] = {}
        for table in self.tables:
            for row in table.rows():
                for column in table.columns[1:]:
                    key = anchor(row, column.key)
                    if key and key not in found and (number := self._number(key, row, column.key)):
                        found[key] = number
        return found

    def _number(self, key: str, row: BlockRow, column_key: str) -> EvidenceNumber | None:
        of_row = _ROW.fullmatch(row.key)
        known = self._group(column_key.partition(" ")[0])
        if of_row is None or known is None or of_row[1] not in {*ColumnKind}:
            return None
        found, group = known
        column = found.columns.get(ColumnKind(of_row[1]), int(of_row[2]))
        cell = found.cell(group, column)
        places = sorted({self._place_of[id_] for id_ in cell.coding_ids})
        counted = plural("{n} coding", "{n} codings", cell.count)
        title = f"{column.name}, {group.label}: {counted}"
        return EvidenceNumber(key, title, group, column, tuple(places))

    @cached_property
    def _place_of(self) -> dict[int, int]:
        return {id_: at for at, ids in enumerate(self.passages) for id_ in ids}

    def _group(self, key: str) -> tuple[Frequencies, Group] | None:
        parts = [_MEMBER.fullmatch(part) for part in key.split(",")]
        by = tuple(self._by.get(part[1]) for part in parts if part)
        if not by or None in by or len(by) < len(parts):
            return None
        known: tuple[By, ...] = tuple(each for each in by if each is not None)
        if known not in self._counted:
            found = frequencies(self._data, known)
            groups = {group_key(group): group for group in (*found.groups, *found.totals)}
            self._counted[known] = found, groups
        found, groups = self._counted[known]
        return (found, groups[key]) if key in groups else None

    def parts_of(self, number: EvidenceNumber) -> list[EvidenceNumber]:
        """Return the numbers that a sum is made of, those that count anything."""
        framework, dimension = self._data.framework, number.column.code_id
        return [
            each
            for each in self.numbers.values()
            if each.column.is_basic
            and each.places
            and each.group == number.group
            and dimension in {0, framework.top(each.column.code_id).id}
        ]

    # --- passages in words -------------------------------------------------------------------------

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


def _in_words(held: Transcript, parts: Iterable[SaidPart]) -> str:
    speakers = {speaker.id: speaker.label for speaker in held.speakers}
    lines = ((speakers.get(part.speaker_id or 0, ""), held.text[part.start : part.end]) for part in parts)
    return "\n".join(f"{who}: {said}" if who else said for who, said in lines)


def group_key(group: Group) -> str:
    """Return what a report's table calls the column of a group."""
    return ",".join(f"{member.by}{member.id}" for member in group.members)


def _is_counted(block: TableBlock) -> bool:
    return any(column.key for column in block.columns[1:])
