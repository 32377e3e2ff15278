"""The menu that files words under a question of the rounds, wherever words are shown."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from coding.language import _
from coding.text.names import shortened
from storage.operations.filing import file_under, take_back_filings
from storage.queries.people import rounds
from storage.queries.questions import filings, questions

_LONGEST = 70  # letters of a question in a menu
Places = Sequence[tuple[int, int]]


def fill_filing_menu(menu: QMenu, study: OpenStudy, interview_id: int, places: Places) -> None:
    """Offer every question to file words under, round by round, and to take back what is filed of them."""
    menu.setEnabled(study.can_write)
    listed = questions(study.reader)
    for round_ in rounds(study.reader):
        for question in listed:
            if question.round_id == round_.id:
                number = _("{round}, Q{n}").format(round=round_.name, n=question.position + 1)
                act = partial(_file, study, question.id, interview_id, places)
                menu.addAction(on_a_button(f"{number}  {shortened(question.issue, _LONGEST)}"), act)
        menu.addSeparator()
    standing = [
        each.id
        for each in filings(study.reader)
        if each.interview_id == interview_id
        and any(start < each.end and each.start < end for start, end in places)
    ]
    take_back = menu.addAction(_("Where it was said"), partial(_take_back, study, standing))
    take_back.setEnabled(bool(standing))
    if not listed:
        menu.addAction(_("No round has questions yet.")).setEnabled(False)


def _file(study: OpenStudy, question_id: int, interview_id: int, places: Places) -> None:
    study.perform(file_under(question_id, interview_id, places))


def _take_back(study: OpenStudy, filing_ids: Sequence[int]) -> None:
    study.perform(take_back_filings(filing_ids))
