"""Both kinds of evidence of a study: the joint display, and what is written in it."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from coding.model.cells import CellKey
from coding.model.joint import JointSentence, JointState
from coding.model.memos import MemoKind
from storage.queries.cells import both_texts, written

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData
    from coding.analysis.joint_display import JointDisplay
    from coding.analysis.joint_rows import JointBy


def joint_sentences(connection: Connection) -> dict[CellKey, JointSentence]:
    """Return what is written, by row; where two were written of one row, both texts, the later one first."""
    found: dict[CellKey, JointSentence] = {}
    for key, row in written(connection, MemoKind.JOINT):
        before = found.get(key, JointSentence())
        state = JointState(row["state"]) if row["state"] in tuple(JointState) else JointState.UNSAID
        text = both_texts(row["text"], before.text)
        found[key] = JointSentence(text, state or before.state, row["coder"], row["modified"])
    return found


def joint_display(connection: Connection, data: "AnalysisData", by: "JointBy") -> "JointDisplay | None":
    """Return both kinds of evidence side by side; None where the study has no survey."""
    from coding.analysis.joint_display import JointDisplay, grouped_by
    from storage.queries.selecting import asked_of
    from storage.queries.surveys import survey_results

    results = survey_results(connection, grouped_by(by))
    return None if results is None else JointDisplay(asked_of(connection, data), results, by)
