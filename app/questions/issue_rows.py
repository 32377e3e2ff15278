"""The list of what is asked: a row a heading, with how many answered in each round."""

from collections.abc import Callable, Sequence
from functools import partial

from app.shell.open_study import OpenStudy
from app.widgets.study_table import StudyRows
from app.widgets.table import TableColumn
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.by_question import Issue, issues
from coding.language import _
from coding.model.study import Round
from storage.operations.questions import set_heading
from storage.study.operation import Operation


class IssueRows(StudyRows[Issue]):
    """Headings; the same heading typed for two puts their questions together."""

    def __init__(self, open_study: OpenStudy, data: Callable[[], AnalysisData]) -> None:
        """Take them from this material."""
        super().__init__(open_study)
        self._data = data

    def rows(self) -> Sequence[Issue]:
        """Return what is asked."""
        return issues(self._data())

    def columns(self) -> Sequence[TableColumn[Issue]]:
        """Return the heading, and a column a round."""
        about = _("Type the same heading for two questions, and they stand together, across rounds, too.")
        heading: TableColumn[Issue] = TableColumn(
            _("Question"),
            lambda issue: issue.name,
            _put_under,
            is_wide=True,
            about=about,
            choices=self._others,
            is_free=True,
            edited=lambda issue: issue.questions[0].heading,
            tool_tip=_questions_of,
        )
        return (heading, *(self._of_round(round_) for round_ in self._data().rounds))

    def _others(self, issue: Issue) -> Sequence[str]:
        """Return the headings under which a question could stand, too."""
        return [each.name for each in self.rows() if each.id != issue.id]

    def _of_round(self, round_: Round) -> TableColumn[Issue]:
        about = _("Interviews of {round} in which it is answered").format(round=round_.name)
        text = partial(_answered_in, round_.id)
        return TableColumn(round_.name, text, is_number=True, about=about, width=62)


def _answered_in(round_id: int, issue: Issue) -> str:
    n = issue.interviews.get(round_id, 0)
    return str(n) if n or issue.asked_by(round_id) else ""


def _put_under(issue: Issue, heading: str) -> Operation[None]:
    return set_heading([question.id for question in issue.questions], heading)


def _questions_of(issue: Issue) -> str:
    """Return the words of all questions that stand under a heading."""
    return "\n".join(dict.fromkeys((issue.name, *(question.text for question in issue.questions))))
