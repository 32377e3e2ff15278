"""Remarks on passages, as an import of hand-coded files writes them."""

from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation("Write a remark on a passage")
def write_remark(w: WriteContext, start: int, end: int, text: str) -> int:
    """Write a remark on a passage of the first interview; return its id."""
    place = {"interview_id": 1, "start": start, "end": end}
    return w.add(schema.memo, coder_id=w.coder_id, text=text, created=w.time, modified=w.time, **place)
