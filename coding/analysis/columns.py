"""What a table of frequencies has across (counting rule 6).

A strand has a column, and its sub-strands roll up into it; apart, they have columns of their own beside it,
which nothing is summed of. A coding on a dimension alone has a column of its own. A dimension's codings and
a dimension's distinct passages are two figures.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np

from coding.analysis.analysis_data import Bools, Ints
from coding.language import _
from coding.model.framework import Code, Framework


class Counted(StrEnum):
    """What adds one to a strand: each passage with it, or each answer with it (counting rules 8 and 21).

    A passage counts for each coder who gave it the strand, or once for all of them; an answer for each.
    """

    PASSAGES = "passages"
    TOGETHER = "passages, coders together"
    ANSWERS = "answers"


class ColumnKind(StrEnum):
    """Which codings a column counts."""

    STRAND = "strand"
    SUB_STRAND = "sub-strand"
    ALONE = "dimension alone"
    CODINGS = "all codings"
    PASSAGES = "all passages"
    DIMENSION_CODINGS = "codings of a dimension"
    DIMENSION_PASSAGES = "passages of a dimension"


_PASSAGES_FOR: Final = {
    ColumnKind.CODINGS: ColumnKind.PASSAGES,
    ColumnKind.DIMENSION_CODINGS: ColumnKind.DIMENSION_PASSAGES,
}
_CODINGS_FOR: Final = {passages: codings for codings, passages in _PASSAGES_FOR.items()}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``label`` for narrow places, ``name`` in full, the hue of its dimension or empty.

    ``code_id`` is the strand's or the dimension's, 0 for everything together.
    """

    kind: ColumnKind
    code_id: int
    label: str
    name: str
    hue: str = ""

    @property
    def is_basic(self) -> bool:
        """Tell a strand, or a dimension alone, from a sum: every coding is in one basic column."""
        return self.kind in {ColumnKind.STRAND, ColumnKind.ALONE}


@dataclass(frozen=True)
class Columns:
    """The columns of a framework: basic ones in the codebook's order, then sums, then sub-strands apart.

    ``basic_of_code`` gives the position of the basic column that a code counts for, by code id;
    ``dimension_of_basic`` the top-level code of each basic column. ``codes_of_sub`` are the codes that a
    sub-strand counts, by its id: itself and those below it.
    """

    columns: tuple[Column, ...]
    basic_of_code: Ints
    dimension_of_basic: Ints
    codes_of_sub: Mapping[int, Ints] = field(default_factory=dict[int, Ints])

    @cached_property
    def basic(self) -> tuple[Column, ...]:
        """The columns that every coding is in exactly one of."""
        return tuple(column for column in self.columns if column.is_basic)

    @cached_property
    def subs(self) -> tuple[Column, ...]:
        """The columns of sub-strands, where they stand apart."""
        return tuple(column for column in self.columns if column.kind is ColumnKind.SUB_STRAND)

    @cached_property
    def listed(self) -> tuple[Column, ...]:
        """The basic columns as they are read, each followed by its sub-strands where they stand apart."""
        return tuple(
            column
            for at, basic in enumerate(self.basic)
            for column in (basic, *(sub for sub in self.subs if self.basic_of_code[sub.code_id] == at))
        )

    @cached_property
    def read(self) -> tuple[Column, ...]:
        """All columns as they are read: what is listed, then the sums."""
        return (*self.listed, *(c for c in self.columns if not c.is_basic and c not in self.subs))

    def dimension_of(self, column: Column) -> int:
        """Return the top-level code of a column that is listed."""
        at = self.basic_of_code[column.code_id] if column in self.subs else self.place[column]
        return int(self.dimension_of_basic[at])

    @cached_property
    def basic_places(self) -> Ints:
        """Where they stand among all columns."""
        return np.array([self.place[column] for column in self.basic], dtype=np.int64)

    @cached_property
    def place(self) -> dict[Column, int]:
        """The position of each column."""
        return {column: at for at, column in enumerate(self.columns)}

    def get(self, kind: ColumnKind, code_id: int = 0) -> Column:
        """Return one column. Raises KeyError if there is none such."""
        for column in self.columns:
            if (column.kind, column.code_id) == (kind, code_id):
                return column
        raise KeyError(kind, code_id)

    def codings_of(self, column: Column) -> Column:
        """Return the column that counts the codings of what a column is about."""
        return self.get(_CODINGS_FOR.get(column.kind, column.kind), column.code_id)

    def passages_of(self, column: Column) -> Column:
        """Return the column that counts the distinct passages of what a column is about."""
        return self.get(_PASSAGES_FOR.get(column.kind, column.kind), column.code_id)

    def everything_like(self, column: Column) -> Column:
        """Return the column of all passages for one that counts passages, else that of all codings."""
        return self.get(ColumnKind.PASSAGES if column.kind in _CODINGS_FOR else ColumnKind.CODINGS)

    def counts_for(self, column: Column, codes: Ints) -> Bools:
        """Tell which of these codes a column counts."""
        if column.kind is ColumnKind.SUB_STRAND:
            return np.isin(codes, self.codes_of_sub[column.code_id])
        basic = self.basic_of_code[codes]
        if column.is_basic:
            return basic == self.place[column]
        if column.code_id:
            return self.dimension_of_basic[basic] == column.code_id
        return np.ones(len(codes), dtype=np.bool_)


def columns_of(
    framework: Framework,
    coded: Collection[int],
    counted: Counted = Counted.PASSAGES,
    *,
    sub_strands_apart: bool = False,
) -> Columns:
    """Return the columns for codings with the codes ``coded``; a dimension alone only if it is coded.

    So has a sub-strand, where these stand apart.
    """
    basic: list[Column] = []
    tops: list[int] = []
    for code in framework.children(None):
        own = _basic_of(framework, code, coded)
        basic += own
        tops += [code.id] * len(own)
    dimensions = [code for code in framework.children(None) if code.is_group]
    sums = [
        Column(ColumnKind.CODINGS, 0, _("all"), _("all codings")),
        Column(ColumnKind.PASSAGES, 0, *_of_distinct(counted)),
        *(column for code in dimensions for column in _sums_of(framework, code, counted)),
    ]
    subs = coded_sub_strands(framework, coded) if sub_strands_apart else ()
    below = {sub.id: _ids(framework.below(sub.id)) for sub in subs}
    apart = (
        Column(ColumnKind.SUB_STRAND, sub.id, sub.short, sub.name, framework.hue(sub.id)) for sub in subs
    )
    dimension = np.array(tops, dtype=np.int64)
    return Columns((*basic, *sums, *apart), _positions(framework, basic), dimension, below)


def coded_sub_strands(framework: Framework, coded: Collection[int]) -> list[Code]:
    """Return the codes that count for another and are coded, or have a code below that is."""
    return [
        code
        for code in framework.codes
        if framework.strand_of(code.id) not in {code, None}
        and any(below.id in coded for below in framework.below(code.id))
    ]


def _ids(codes: Iterable[Code]) -> Ints:
    return np.array([code.id for code in codes], dtype=np.int64)


def _basic_of(framework: Framework, top: Code, coded: Collection[int]) -> list[Column]:
    hue, below = framework.hue(top.id), tuple(framework.below(top.id))
    strands = [code for code in below if framework.strand_of(code.id) == code]
    alone = [code for code in below if framework.is_group(code.id) and code.id in coded]
    return [
        *(Column(ColumnKind.STRAND, code.id, code.short, code.name, hue) for code in strands),
        *(Column(ColumnKind.ALONE, code.id, *_alone(code), hue) for code in alone),
    ]


def _alone(group: Code) -> tuple[str, str]:
    label = _("{dimension} alone").format(dimension=group.short)
    return label, _("{dimension}, no strand named").format(dimension=group.name)


def _of_distinct(counted: Counted) -> tuple[str, str]:
    if counted is Counted.ANSWERS:
        return _("answers"), _("distinct answers")
    return _("passages"), _("distinct passages")


def _sums_of(framework: Framework, top: Code, counted: Counted) -> tuple[Column, Column]:
    hue, short, name = framework.hue(top.id), top.short, top.name
    what, distinct = _of_distinct(counted)
    return (
        Column(
            ColumnKind.DIMENSION_CODINGS,
            top.id,
            _("{dimension} codings").format(dimension=short),
            _("{dimension}, codings").format(dimension=name),
            hue,
        ),
        Column(
            ColumnKind.DIMENSION_PASSAGES,
            top.id,
            _("{dimension} {passages}").format(dimension=short, passages=what),
            _("{dimension}, {passages}").format(dimension=name, passages=distinct),
            hue,
        ),
    )


def _positions(framework: Framework, basic: list[Column]) -> Ints:
    at = {column.code_id: position for position, column in enumerate(basic)}
    positions = np.full(max((code.id for code in framework.codes), default=0) + 1, -1, dtype=np.int64)
    for code in framework.codes:
        positions[code.id] = at.get(framework.counts_as(code.id), -1)
    return positions
