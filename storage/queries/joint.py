"""Both kinds of evidence of a study: the joint display, and what is written in it."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from coding.model.cells import CellKey, RowPlace
from coding.model.joint import JointSentence, JointState
from coding.model.memos import MemoKind
from storage.study import schema

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData
    from coding.analysis.joint_display import JointDisplay
    from coding.analysis.joint_rows import JointBy


def joint_sentences(connection: Connection) -> dict[CellKey, JointSentence]:
    """Return what is written, by row; where two were written of one row, both texts, the later one first."""
    memo, coder = schema.memo, schema.coder
    rows = connection.execute(
        select(memo, coder.c.name.label("coder"))
        .join(coder, coder.c.id == memo.c.coder_id)
        .where(memo.c.kind == MemoKind.JOINT, memo.c.code_id.is_not(None))
        .order_by(memo.c.modified, memo.c.id)
    ).mappings()
    found: dict[CellKey, JointSentence] = {}
    for row in rows:
        key = CellKey(RowPlace.of(dict(row), row["about"]), row["code_id"])
        before = found.get(key, JointSentence())
        text = "\n\n".join(filter(None, (row["text"], before.text)))
        state = JointState(row["state"]) if row["state"] in tuple(JointState) else JointState.UNSAID
        found[key] = JointSentence(text, state or before.state, row["coder"], row["modified"])
    return found


def joint_display(connection: Connection, data: "AnalysisData", by: "JointBy") -> "JointDisplay | None":
    """Return both kinds of evidence side by side; None where the study has no survey."""
    from coding.analysis.joint_display import JointDisplay, grouped_by
    from storage.queries.selecting import asked_of
    from storage.queries.surveys import survey_results

    results = survey_results(connection, grouped_by(by))
    return None if results is None else JointDisplay(asked_of(connection, data), results, by)
