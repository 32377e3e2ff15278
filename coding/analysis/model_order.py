"""What bears on a model's order: one dimension before the next, each key strand harder than the one before.

No coding says that one thing made another possible. What can be counted is how often each is spoken of, what
is said of it, and which passages carry two of them: those that speak against the order, for it, or neither.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.crossings import CrossHeading, Crossings, CrossingsTable, counted
from coding.analysis.selection import Selection
from coding.analysis.tally import passages
from coding.language import N_, _
from coding.model.code_labels import DIRECTIONS, direction_sign
from coding.model.framework import Code, Framework
from coding.model.study import Direction

MOST_DIMENSIONS: Final = 12


class Bearing(StrEnum):
    """What a passage with two codes says of their order; one that speaks both ways speaks against it."""

    AGAINST = "against"
    FOR = "for"
    NEITHER = "neither"


BEARING_WORDS: Final = {
    Bearing.AGAINST: N_("against the order"),
    Bearing.FOR: N_("for the order"),
    Bearing.NEITHER: N_("neither"),
}


def why_no_order(framework: Framework) -> str:
    """Say why a framework has no order to be looked at; nothing where it has one."""
    n = len(_dimensions(framework))
    if n < 2:
        return _("The codes of this framework are not grouped in dimensions.")
    return "" if n <= MOST_DIMENSIONS else _("There are {n} dimensions, more than can be read.").format(n=n)


def _dimensions(framework: Framework) -> tuple[Code, ...]:
    return tuple(code for code in framework.children(None) if code.is_group)


def _strands(framework: Framework, strand_ids: Collection[int]) -> tuple[Code, ...]:
    """Return these strands in the order of the codebook."""
    return tuple(code for code in framework.strands() if code.id in strand_ids)


def _ladders(framework: Framework, strand_ids: Collection[int]) -> tuple[tuple[Code, ...], ...]:
    """Return what stands in an order: the dimensions, and the key strands."""
    return _dimensions(framework), _strands(framework, strand_ids)


def pairs_in_order(framework: Framework, strand_ids: Collection[int] = ()) -> list[tuple[Code, Code]]:
    """Return each two dimensions and each two key strands, the earlier first."""
    return [pair for ladder in _ladders(framework, strand_ids) for pair in combinations(ladder, 2)]


@dataclass(frozen=True, eq=False)
class _Asked:
    """The codings that are looked at: their rows, codes, passages, directions and stages, all parallel.

    ``stage`` is how far the stage stands from none: 1 for the first of the framework, 0 where none is coded.
    """

    data: AnalysisData
    row: Ints
    code: Ints
    passage: Ints
    direction: Ints
    stage: Ints

    def of(self, code: Code) -> Bools:
        """Tell the codings with a code or with one below it."""
        return np.isin(self.code, [each.id for each in self.data.framework.below(code.id)])


def _asked(data: AnalysisData, selection: Selection | None, interview_ids: Ints | None) -> _Asked:
    codings = data.codings
    wanted = np.ones(len(codings), dtype=np.bool_) if selection is None else selection.codings
    if interview_ids is not None:
        wanted = wanted & np.isin(ints(codings, "interview_id"), interview_ids)
    row = np.flatnonzero(wanted)
    stages = data.framework.stages
    place = np.zeros(max((each.id for each in stages), default=0) + 1, dtype=np.int64)
    place[[each.id for each in stages]] = np.arange(1, len(stages) + 1)
    passage = np.unique(passages(data)[row], return_inverse=True)[1].ravel()
    code, direction, stage = (ints(codings, name)[row] for name in ("code_id", "direction", "stage_id"))
    return _Asked(data, row, code, passage, direction, place[stage])


# --- how often each is spoken of -----------------------------------------------------------------


def spoken_of(
    data: AnalysisData,
    strand_ids: Collection[int] = (),
    selection: Selection | None = None,
    interview_ids: Ints | None = None,
) -> CrossingsTable:
    """Count the passages of each dimension and key strand, and of them those with each direction and stage.

    A passage with several strands of a dimension counts once for it, and once for each thing said of it.
    """
    asked = _asked(data, selection, interview_ids)
    codes = [code for ladder in _ladders(data.framework, strand_ids) for code in ladder]
    headings, of_coding = _what_is_said(asked)
    found = [
        (position, np.full(len(position), at), column[position])
        for at, code in enumerate(codes)
        for position in (np.flatnonzero(asked.of(code)),)
        for column in of_coding
    ]
    position, row, column = _joined(found)
    crossings = Crossings(asked.row[position], row, column, asked.passage[position])
    counts = counted(crossings, len(codes), len(headings))
    of = len(np.unique(crossings.place))
    rows = tuple(_row_of(data.framework, code) for code in codes)
    in_column = np.zeros(len(headings), dtype=np.int64)
    return _table(data, rows, headings, counts, (counts[:, 0], in_column), of, crossings)


def _what_is_said(asked: _Asked) -> tuple[tuple[CrossHeading, ...], list[Ints]]:
    """Return the columns, and for each kind of them the one that each coding is in.

    Directions and stages have columns only where any coding of the study has one.
    """
    headings = [CrossHeading(_("passages"), _("passages"))]
    of_coding = [np.zeros(len(asked.row), dtype=np.int64)]
    if asked.data.has_directions:
        order = (*DIRECTIONS[1:], DIRECTIONS[0])
        column = np.array([order.index(each) for each in DIRECTIONS], dtype=np.int64) + len(headings)
        headings += [CrossHeading(*2 * (_direction(each),)) for each in order]
        of_coding.append(column[asked.direction])
    if ints(asked.data.codings, "stage_id").any():
        stages = asked.data.framework.stages
        first = len(headings)
        headings += [CrossHeading(each.letter, f"{each.letter} {each.name}".strip()) for each in stages]
        headings.append(CrossHeading(*2 * (_("no stage"),)))
        of_coding.append(first + (asked.stage - 1) % (len(stages) + 1))
    return tuple(headings), of_coding


def _direction(direction: Direction) -> str:
    return direction_sign(direction) if direction else _("says nothing")


def _row_of(framework: Framework, code: Code) -> Column:
    kind = ColumnKind.DIMENSION_PASSAGES if code.is_group else ColumnKind.STRAND
    return Column(kind, code.id, code.short, code.name, framework.hue(code.id))


# --- two on one passage --------------------------------------------------------------------------


def order_on_passages(
    data: AnalysisData,
    strand_ids: Collection[int] = (),
    selection: Selection | None = None,
    interview_ids: Ints | None = None,
) -> CrossingsTable:
    """Count the passages that carry two dimensions or two key strands, by what they say of their order.

    Against it speak those on which the later is shown while the earlier is lacking, or is at a higher
    stage; for it those where it is the other way round. The stages of what is lacking or wished for are
    left out. Passages are of one coder.
    """
    asked = _asked(data, selection, interview_ids)
    n, pairs = int(asked.passage.max(initial=-1)) + 1, pairs_in_order(data.framework, strand_ids)
    codes = {code.id: code for pair in pairs for code in pair}
    said = {id_: _said_on(asked, asked.of(code), n) for id_, code in codes.items()}
    found = [_sides(at, asked, said[earlier.id], said[later.id]) for at, (earlier, later) in enumerate(pairs)]
    position, row, column = _joined(found)
    crossings = Crossings(asked.row[position], row, column, asked.passage[position])
    counts = counted(crossings, len(pairs), len(Bearing))
    rows = tuple(_heading_of(*pair) for pair in pairs)
    sides = tuple(CrossHeading(*2 * (_(words),)) for words in BEARING_WORDS.values())
    totals = counts.sum(axis=1), counts.sum(axis=0)
    return _table(data, rows, sides, counts, totals, len(np.unique(crossings.place)), crossings)


def _heading_of(earlier: Code, later: Code) -> CrossHeading:
    words = _("{earlier} before {later}")
    return CrossHeading(
        words.format(earlier=earlier.short, later=later.short),
        words.format(earlier=earlier.name, later=later.name),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What passages say of one code: a yes or no, or the highest stage, for each passage."""

    of: Bools  # by coding
    there: Bools
    shown: Bools
    lacking: Bools
    stage: Ints


def _said_on(asked: _Asked, of: Bools, n: int) -> _Said:
    def with_any(which: Bools) -> Bools:
        found = np.zeros(n, dtype=np.bool_)
        found[asked.passage[of & which]] = True
        return found

    is_lacking, is_wished = (
        asked.direction == DIRECTIONS.index(each) for each in (Direction.LACKS, Direction.WISHES)
    )
    reached = of & ~is_lacking & ~is_wished
    stage = np.zeros(n, dtype=np.int64)
    np.maximum.at(stage, asked.passage[reached], asked.stage[reached])
    shown = with_any(asked.direction == DIRECTIONS.index(Direction.SHOWS))
    return _Said(of, with_any(of), shown, with_any(is_lacking), stage)


def _sides(at: int, asked: _Asked, earlier: _Said, later: _Said) -> tuple[Ints, Ints, Ints]:
    """Return the codings of a pair on passages with both, with its row and the column of the passage."""
    staged = (earlier.stage > 0) & (later.stage > 0)
    against = (later.shown & earlier.lacking) | (staged & (later.stage > earlier.stage))
    in_favour = (earlier.shown & later.lacking) | (staged & (earlier.stage > later.stage))
    column = np.where(against, 0, np.where(in_favour, 1, 2))
    both = earlier.there & later.there
    position = np.flatnonzero((earlier.of | later.of) & both[asked.passage])
    return position, np.full(len(position), at), column[asked.passage[position]]


def _joined(found: Sequence[tuple[Ints, Ints, Ints]]) -> Iterator[Ints]:
    nothing = np.empty(0, dtype=np.int64)
    return (np.concatenate([nothing, *(each[at] for each in found)]) for at in range(3))


def _table(
    data: AnalysisData,
    rows: tuple[Column, ...] | tuple[CrossHeading, ...],
    columns: tuple[CrossHeading, ...],
    counts: Ints,
    totals: tuple[Ints, Ints],
    of: int,
    crossings: Crossings,
) -> CrossingsTable:
    return CrossingsTable(data, rows, columns, counts, *totals, of, crossings, ints(data.codings, "id"))
