"""Filled-in forms as one sheet of answers, a row a form, so that they go the way of every table."""

from collections.abc import Iterator, Sequence
from typing import Final

from coding.language import _, plural
from coding.model.survey import Instrument, ItemKind
from coding.survey.filled_forms import FilledForm
from coding.survey.headings import AnswerUse
from coding.survey.sheets import AnswerSheet, UnclearCell
from coding.survey.table import SurveyTable
from coding.text.names import shortened

# What headings are known by, whatever the language of the window (coding/survey/headings.py).
_WHO: Final = (
    ("Form", AnswerUse.RESPONDENT),
    ("School", AnswerUse.SCHOOL),
    ("Role", AnswerUse.ROLE),
    ("Round", AnswerUse.ROUND),
)
_NOT_ANSWERED: Final = "Not answered"
_MOST: Final = 20  # names in one remark


def forms_sheet(forms: Sequence[FilledForm], survey: Instrument) -> AnswerSheet:
    """Return forms as a sheet: who answered, then a column a statement or question that stands on one."""
    asked = [name for name in survey.by_name if any(name in (form.answers or {}) for form in forms)]
    heading = (*(words for words, _use in _WHO), *asked)
    rows = [
        (
            *(form.file, form.school, form.role, form.round),
            *(_cell(form, name, survey) for name in asked),
        )
        for form in forms
    ]
    place = {use.value: at for at, (_words, use) in enumerate(_WHO)} | {
        name: at for at, name in enumerate(asked, len(_WHO))
    }
    unclear = tuple(
        UnclearCell(row, place[doubt.name], doubt.name, doubt.words, doubt.reason, doubt.choices)
        for row, form in enumerate(forms, 1)
        for doubt in form.doubts
    )
    called = forms[0].file if len(forms) == 1 else plural("{n} form", "{n} forms", len(forms))
    files = tuple(form.file for form in forms)
    return AnswerSheet(called, "", (heading, *rows), unclear, files, tuple(_remarks(forms, survey)))


def _cell(form: FilledForm, name: str, survey: Instrument) -> str:
    """Return an answer; what is unclear of a statement, or does not stand on the form, is no blank."""
    is_statement = survey.by_name[name][1].kind is ItemKind.STATEMENT
    return (form.answers or {}).get(name, "") or (_NOT_ANSWERED if is_statement else "")


def marks_by_bank(table: SurveyTable, survey: Instrument, at: int) -> dict[str, tuple[int, int]]:
    """Return how many statements of each bank a form marks, and how many it answers."""
    found: dict[str, tuple[int, int]] = {}
    for asked, answer in zip(table.asked, table.respondents[at].answers, strict=True):
        bank, item = survey.by_name[asked.name]
        if item.kind is ItemKind.STATEMENT:
            marked, answered = found.get(bank.called, (0, 0))
            found[bank.called] = (marked + (answer == 1), answered + (answer is not None))
    return found


def _remarks(forms: Sequence[FilledForm], survey: Instrument) -> Iterator[str]:
    for bank in survey.banks:
        files = [form.file for form in forms if bank.called in form.unmarked]
        if files:
            yield _(
                "No mark in {bank}: {forms}. A bank that was skipped cannot be told from one without a mark."
            ).format(bank=bank.called, forms=_named(files))
    for form in forms:
        if form.missing:
            names = _named(form.missing)
            yield _("{form}: these statements do not stand on it: {names}.").format(
                form=form.file, names=names
            )
        for note in form.notes:
            yield f"{form.file}: {note}."


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(shortened(name) for name in names[:_MOST])
    more = len(names) - _MOST
    return shown + (" " + plural("and {n} more", "and {n} more", more) if more > 0 else "")
