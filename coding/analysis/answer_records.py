"""Answers by question as records and as text: the same for page, command line and files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.by_question import Answer, Issue, SpokenPart
from coding.analysis.table_records import Record
from coding.language import _

# The keys of a record, in order.
FIELDS: Final = (
    "kind", "heading", "round", "question", "number", "school", "school_name", "role", "attribution",
    "interview", "text", "strands", "filed_from", "quote", "shown_on", "start", "end", "coder",
    "interview_id", "coding_ids",
)  # fmt: skip


class AnswerWords:
    """Puts answers of one material into words."""

    def __init__(self, analysis_data: AnalysisData) -> None:
        """Know the questions."""
        self._data = analysis_data
        self._questions = {question.id: question for question in analysis_data.questions}

    def parts(self, answer: Answer, source: str) -> Iterator[tuple[SpokenPart, str, str]]:
        """Yield each stretch of an answer with its words, and what is said of words filed elsewhere."""
        for each in answer.stretches:
            words = source[each.start : each.end].strip()
            yield each, words, self.elsewhere(each)

    def elsewhere(self, stretch: SpokenPart) -> str:
        """Say under which question words are filed; nothing of those that count where they stand."""
        if not stretch.elsewhere:
            return ""
        return _("filed under “{question}”").format(question=self._questions[stretch.elsewhere].issue)

    def filed(self, answer: Answer) -> str:
        """Say of words that were filed here in answer to what they were said; nothing of others."""
        if not answer.filed_id:
            return ""
        if not answer.asked_id:
            return _("filed here by hand")
        asked = self._questions[answer.asked_id].issue
        return _("filed here, said in answer to “{question}”").format(question=asked)

    def text(self, answer: Answer, source: str) -> str:
        """Return what was said, a line a speaker; in joint interviews with who says it."""
        lines: list[str] = []
        for each, words, elsewhere in self.parts(answer, source):
            said = f"[{elsewhere}: {words}]" if elsewhere else words
            lines.append(f"{each.speaker}: {said}" if answer.is_joint else said)
        return "\n".join(lines)

    def record(self, issue: Issue, answer: Answer, source: str) -> Record:
        """Return an answer as a record; ``strands`` are labels, ``coding_ids`` those of the codings in it."""
        question = self._questions[answer.question_id]
        asked = self._questions.get(answer.asked_id)
        return {
            "kind": "answer",
            "heading": issue.name,
            "round": answer.who.round or None,
            "question": question.text,
            "number": question.position + 1,
            "school": answer.who.letters or None,
            "school_name": answer.who.school or None,
            "role": answer.who.role or None,
            "attribution": answer.who.attribution,
            "interview": answer.interview,
            "text": self.text(answer, source),
            "strands": [strand.label for strand in answer.strands],
            "filed_from": (asked.text if asked else "") if answer.filed_id else None,
            "quote": answer.may_quote.state.value,
            "shown_on": answer.may_quote.day or None,
            "start": answer.start,
            "end": answer.end,
            "interview_id": answer.interview_id,
            "coding_ids": list(answer.coding_ids),
        }


def issue_records(analysis_data: AnalysisData, found: Iterable[Issue]) -> Iterator[Record]:
    """Yield a record for each heading and round in which it is asked or answered, with how many answered."""
    for issue in found:
        for round_ in analysis_data.rounds:
            asked = issue.asked_by(round_.id)
            if asked or issue.answers.get(round_.id):
                yield {
                    "kind": "question",
                    "heading": issue.name,
                    "round": round_.name,
                    "question": " ".join(question.text for question in asked) or None,
                    "number": asked[0].position + 1 if asked else None,
                    "answers": issue.answers.get(round_.id, 0),
                    "interviews": issue.interviews.get(round_.id, 0),
                    "interviews_in_round": len(analysis_data.interviews_of(round_)),
                }


def summary_record(issue: Issue, round_name: str, coder: str, text: str) -> Record:
    """Return what somebody wrote of the answers to a question in a round."""
    return {"kind": "summary", "heading": issue.name, "round": round_name, "coder": coder, "text": text}


def as_row(record: Mapping[str, object]) -> Record:
    """Return a record for a table: lists are joined."""
    strands, ids = (cast("list[object] | None", record.get(name)) for name in ("strands", "coding_ids"))
    return {**record, "strands": _joined(strands), "coding_ids": _joined(ids)}


def _joined(values: list[object] | None) -> str | None:
    return None if values is None else "; ".join(map(str, values))
