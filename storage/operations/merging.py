"""Merging another copy of the study: what was done in both is in this one afterwards."""

from typing import Final

from sqlalchemy import Table

from coding.language import N_
from coding.merging.journals import MERGED, Copy, last_of
from coding.merging.plan import Choices, MergePlan
from coding.progress import Progress, silent
from storage.operations.merging_end import finish
from storage.operations.merging_rows import take_rows
from storage.operations.merging_state import Merging
from storage.operations.merging_texts import add_texts, merge_texts
from storage.queries.copies import read_copy
from storage.study import schema
from storage.study.operation import WriteContext, operation


def _order(table: Table) -> int:
    """Put what stands on a text after the texts: its places are known only once those are merged."""
    if "start" in table.c:
        return 3
    if table is schema.code_version:
        return 2
    if "transcript_id" in table.c:
        return 2
    return int(table is schema.transcript)


_TABLES: Final = sorted((table for table in schema.JOURNALED if table is not schema.study), key=_order)


@operation(N_("Merge the copy “{file}”"), leave_out=("other", "choices", "progress"))
def merge_copy(
    w: WriteContext, other: Copy, file: str, choices: Choices, progress: Progress = silent
) -> MergePlan:
    """Take over what was done in another copy of the study; return what came in.

    What both copies changed otherwise is as ``choices`` say, by the keys of the conflicts; all else is in
    both afterwards. ``file`` is what the other copy is called in the history. ``progress`` hears how many
    of the other copy's rows have been looked at, and may raise CancelledError; then nothing is kept.

    Raises no UserError.
    """
    m = Merging(w, read_copy(w.connection), other, choices, progress)
    for table in _TABLES:
        if table is schema.transcript:
            add_texts(m)
            merge_texts(m)
        else:
            take_rows(m, table)
    finish(m)
    w.note(file=file, **{MERGED: last_of(other)})
    return m.report.plan()
