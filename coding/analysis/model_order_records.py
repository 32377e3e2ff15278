"""What bears on a model's order, as records and in words: the same for page, command line and files."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, bools, ints
from coding.analysis.comparability import warnings
from coding.analysis.crossings import CrossingsTable
from coding.analysis.model_order import Bearing, pairs_in_order
from coding.analysis.table_records import Record
from coding.language import _, plural
from coding.model.study import Round

MODEL_FIELDS: Final = ("kind", "round", "first", "second", "said", "passages", "marked", "of", "percent")
_NO_MARKS: Final = {"marked": None, "of": None, "percent": None}  # which only records of a survey have


def spoken_records(found: CrossingsTable, round_name: str | None = None) -> Iterator[Record]:
    """Yield a record for each dimension and key strand, and each thing that is said of any."""
    for i, row in enumerate(found.rows):
        for j in found.used_columns():
            yield {
                "kind": "spoken",
                "round": round_name,
                "first": row.label,
                "second": None,
                "said": found.columns[j].name,
                "passages": int(found.counts[i, j]),
                **_NO_MARKS,
            }


def pair_records(
    found: CrossingsTable, strand_ids: Collection[int], round_name: str | None = None
) -> Iterator[Record]:
    """Yield three records for each two in the order: passages against it, for it, neither."""
    for i, (earlier, later) in enumerate(pairs_in_order(found.data.framework, strand_ids)):
        for j, side in enumerate(Bearing):
            yield {
                "kind": "order",
                "round": round_name,
                "first": earlier.short,
                "second": later.short,
                "said": side.value,
                "passages": int(found.counts[i, j]),
                **_NO_MARKS,
            }


def spoken_in_words(data: AnalysisData) -> str:
    """Say what is counted of each dimension and key strand."""
    said = [
        _("How often each is spoken of: talk, not growth."),
        _("Passages: one with several strands of a dimension counts once, and once for each thing said."),
    ]
    if not data.has_directions:
        said.append(_("Direction not coded."))
    if not ints(data.codings, "stage_id").any():
        said.append(_("No coding has a stage yet."))
    return " ".join(said)


def sides_in_words() -> str:
    """Say what is counted of two on one passage, and what it does not show."""
    return " ".join(
        (
            _("Passages that one coder gave both codes."),
            _("Against the order: the later is shown where the earlier is lacking, or is at a higher stage."),
            _("For it: the other way round. What speaks both ways is counted as against it."),
            _("Stages of what is lacking or wished for are left out."),
            _("Codings do not say that one made the other possible: read the passages."),
        )
    )


def qualifying(data: AnalysisData, rounds: Sequence[Round]) -> list[str]:
    """Say which interviews are not done, of each round or of all; of several, why they differ anyhow."""
    of_rounds = [(f"{each.name}: ", data.row_of(data.interviews_of(each))) for each in rounds]
    every = [("", np.arange(len(data.interviews)))]
    done = bools(data.interviews, "done")
    said = [name + _done(done[row]) for name, row in of_rounds or every if not done[row].all()]
    return [*said, *(warnings(data) if len(rounds) > 1 else ())]


def _done(done: Bools) -> str:
    interviews = plural("{n} interview done", "{n} interviews done", len(done))
    return _("{done} of {interviews}").format(done=int(done.sum()), interviews=interviews) + "."


def passages_in_words(found: CrossingsTable, i: int, j: int) -> str:
    """Say how many passages a number counts: ``PD before PC, against the order: 3 passages``."""
    n = int(found.counts[i, j])
    passages = plural("{n} passage", "{n} passages", n)
    names = found.rows[i].name, found.columns[j].name
    return _("{code}, {what}: {passages}").format(code=names[0], what=names[1], passages=passages)
