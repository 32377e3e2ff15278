"""What the codings behind numbers say of their strands (counting rule 23).

A coding may show its strand, lack it, be mixed or wish for it. Where none says so, a number is how often a
strand was spoken of, and no growth.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import Ints, ints
from coding.analysis.frequencies import Cell, Frequencies
from coding.language import _, plural
from coding.model.code_labels import DIRECTIONS, direction_in_words
from coding.model.role_codes import in_words
from coding.model.study import Direction


def what_counts_are(found: Frequencies) -> str:
    """Say what the numbers of a table are: how often it was spoken of, or what codings say of it."""
    if found.analysis_data.direction is not None:
        alone = direction_in_words(found.analysis_data.direction)
        return _("Only codings with this direction are counted: {direction}.").format(direction=alone)
    said = found.analysis_data.has_directions
    many = counts_by_direction(found, np.arange(len(found.tally.coding))) if said else []
    if not any(many[1:]):
        return _("How often it was spoken of; direction not coded, so that it shows no growth.")
    return _("What codings say of their strands: {directions}.").format(directions=in_words(_said(many)))


def directions_of(cell: Cell) -> str:
    """Say what the codings of a number say: ``3 show it, 1 lacks it``; nothing where none says anything."""
    found, tally = cell.found, cell.found.tally
    if not found.analysis_data.has_directions:
        return ""
    rows = np.flatnonzero(tally.group == cell.group.position)
    many = counts_by_direction(found, rows[found.columns.counts_for(cell.column, _codes(found, rows))])
    return ", ".join(_said(many)) if any(many[1:]) else ""


def counts_by_direction(found: Frequencies, rows: Ints) -> list[int]:
    """Count what rows of a tally say, in the order of DIRECTIONS; a strand on a passage once for each."""
    strand = found.columns.basic_of_code[_codes(found, rows)]
    said = ints(found.analysis_data.codings, "direction")[found.tally.coding[rows]]
    where = found.tally.unit[rows] * len(found.basic) + strand
    each = pd.unique(where * len(DIRECTIONS) + said)  # one number for each place and what is said there
    return np.bincount(each % len(DIRECTIONS), minlength=len(DIRECTIONS)).tolist()


def _codes(found: Frequencies, rows: Ints) -> Ints:
    return found.tally.code[found.tally.coding[rows]]


def _said(many: list[int]) -> Iterator[str]:
    """Yield how many show it, lack it, are mixed, wish for it, and then how many say nothing."""
    n = dict(zip(DIRECTIONS, many, strict=True))
    words = (
        (n[Direction.SHOWS], plural("{n} shows it", "{n} show it", n[Direction.SHOWS])),
        (n[Direction.LACKS], plural("{n} lacks it", "{n} lack it", n[Direction.LACKS])),
        (n[Direction.MIXED], plural("{n} is mixed", "{n} are mixed", n[Direction.MIXED])),
        (n[Direction.WISHES], plural("{n} wishes for it", "{n} wish for it", n[Direction.WISHES])),
        (n[Direction.UNSAID], plural("{n} says nothing", "{n} say nothing", n[Direction.UNSAID])),
    )
    yield from (text for count, text in words if count)
