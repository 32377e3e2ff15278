"""The pages of the window in their order; each is made when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass

from app.shell.open_study import OpenStudy
from app.shell.page import Page
from coding.language import N_


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page's id, its title in the bar (empty for one that is only reached by an action), its maker.

    Heavy imports happen in the maker.
    """

    page_id: str
    title: str
    make: Callable[[OpenStudy], Page]


def _compare(open_study: OpenStudy) -> Page:
    from app.compare.page import ComparePage

    return ComparePage(open_study)


def _passages(open_study: OpenStudy) -> Page:
    from app.passages.page import PassagesPage

    return PassagesPage(open_study)


def _codebook(open_study: OpenStudy) -> Page:
    from app.codebook.editor import CodebookPage

    return CodebookPage(open_study)


def _matrix(open_study: OpenStudy) -> Page:
    from app.matrix.page import MatrixPage

    return MatrixPage(open_study)


def _cases(open_study: OpenStudy) -> Page:
    from app.cases.page import CasesPage

    return CasesPage(open_study)


def _survey(open_study: OpenStudy) -> Page:
    from app.survey.page import SurveyPage

    return SurveyPage(open_study)


def _outcomes(open_study: OpenStudy) -> Page:
    from app.outcomes.page import OutcomesPage

    return OutcomesPage(open_study)


def _joint(open_study: OpenStudy) -> Page:
    from app.joint.page import JointPage

    return JointPage(open_study)


def _memos(open_study: OpenStudy) -> Page:
    from app.memos.page import MemosPage

    return MemosPage(open_study)


def _coders(open_study: OpenStudy) -> Page:
    from app.agreement.page import CodersPage

    return CodersPage(open_study)


def _report(open_study: OpenStudy) -> Page:
    from app.report.page import ReportPage

    return ReportPage(open_study)


def _meeting(open_study: OpenStudy) -> Page:
    from app.meeting.page import MeetingPage

    return MeetingPage(open_study)


def _by_question(open_study: OpenStudy) -> Page:
    from app.questions.page import ByQuestionPage

    return ByQuestionPage(open_study)


def _chapter(open_study: OpenStudy) -> Page:
    from app.chapter.page import ChapterPage

    return ChapterPage(open_study)


def _sort(open_study: OpenStudy) -> Page:
    from app.sorting.page import SortingPage

    return SortingPage(open_study)


def _find(open_study: OpenStudy) -> Page:
    from app.search.page import FindPage

    return FindPage(open_study)


def _import(open_study: OpenStudy) -> Page:
    from app.intake.page import ImportPage

    return ImportPage(open_study)


LATER_PAGES: tuple[PageSpec, ...] = (
    PageSpec("compare", N_("Compare"), _compare),
    PageSpec("passages", N_("Passages"), _passages),
    PageSpec("codebook", N_("Codebook"), _codebook),
    PageSpec("matrix", N_("Matrix"), _matrix),
    PageSpec("survey", N_("Survey"), _survey),
    PageSpec("memos", N_("Memos"), _memos),
    PageSpec("coders", N_("Coders"), _coders),
    PageSpec("report", N_("Report"), _report),
    PageSpec("joint", "", _joint),
    PageSpec("meeting", "", _meeting),
    PageSpec("by_question", "", _by_question),
    PageSpec("cases", "", _cases),
    PageSpec("outcomes", "", _outcomes),
    PageSpec("chapter", "", _chapter),
    PageSpec("sort", "", _sort),
    PageSpec("find", "", _find),
    PageSpec("import", "", _import),
)
