"""Whose codings and memos an operation changes: one's own, unless somebody else's are named."""

from storage.operations.standing import value_of
from storage.study import schema
from storage.study.operation import WriteContext


def whose(w: WriteContext, coder_id: int | None) -> int | None:
    """Return whose they are; somebody else's stand in the history with their name.

    Raises UserError: the coder is no longer there.
    """
    if coder_id is None or coder_id == w.coder_id:
        return w.coder_id
    coder = schema.coder.c
    w.note(whose=value_of(w, coder.name, coder_id))
    return coder_id
