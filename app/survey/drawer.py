"""What is behind a bar: who marked it, as anonymous rows, and the strand in the interviews beside it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QListView, QToolButton, QWidget

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.survey.answers_here import AnswersHere
from app.widgets.drawer import Drawer
from app.widgets.forms import Form, button, column_of, hint, line, named, row_of, wide, with_role
from app.widgets.name_dialog import NameDialog
from app.widgets.passage_list import PassageList
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.by_question import Answer, answers_to, issues
from coding.analysis.passages import find_passages
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_bars import share_of, who_is_behind
from coding.analysis.survey_beside import NO_STAGE, StrandInRound, made_up_otherwise, strand_by_stage
from coding.analysis.survey_results import ALL, SurveyResults
from coding.analysis.survey_table import SurveyRow
from coding.language import _, plural, plural_form
from coding.model.survey import Bank, ItemKind, SurveyItem
from storage.operations.survey_items import ask_about
from storage.queries.frames import texts
from storage.queries.people import rounds
from storage.queries.survey_instruments import RaisedQuestion, questions_raised

_LIST: Final = 88  # pixels of the list of respondents
Looks = Mapping[str, SurveyResults]  # the same answers, grouped in several ways, by what these are called
_RIGHT: Final = Qt.AlignmentFlag.AlignRight


class BehindDrawer(Drawer):
    """Who marked a statement, by group and apart from it by school; bounds; codings of the same strand."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy) -> None:
        """Begin empty."""
        super().__init__(_("What is behind a bar"))
        self._study = open_study
        self.words = hint(role="strong")
        self.who, self.beside = QWidget(), QWidget()
        self._who, self._beside = QGridLayout(self.who), QGridLayout(self.beside)
        for grid in (self._who, self._beside):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(8)
            grid.setVerticalSpacing(1)
        self.bounds, self.said, self.speak = hint(), line(role="strong"), hint()
        self.respondents = QListView()
        self.respondents.setModel(QStringListModel(self.respondents))
        self.respondents.setFixedHeight(_LIST)
        named(self.respondents, _("Respondents who marked it"))
        self.passages = PassageList()
        self.passages.place_chosen.connect(self.place_chosen)
        self.raised = hint()
        self.ask = button(_("Ask about this…"), self._ask)
        self._item: SurveyItem | None = None
        self.open_all = button(_("Open in Passages"), self._open_all, "primary")
        self._query = ""
        self.answered = AnswersHere(open_study)
        self.answered.place_chosen.connect(self.place_chosen)
        parts = (
            *(self.words, self.said, self.respondents),
            *(line(_("WHO MARKED IT"), role="section"), self.who, self.bounds),
            line(_("IN THE INTERVIEWS"), role="section"),
            *(self.beside, self.speak, self.raised, self.answered, self.ask),
        )
        form = Form(_("Who marked it"), column_of(*parts, spacing=5))
        form.setMinimumWidth(0)  # the drawer is narrower than a dialog
        self.column.addWidget(form, 3)
        self.column.addWidget(self.passages, 2)
        self.column.addLayout(row_of(wide(self.open_all), margins=(14, 4, 14, 8)))
        open_study.closing.connect(self.clear)

    def clear(self) -> None:
        """Show nothing."""
        self.passages.clear()
        self.answered.show_answers([])
        self._list([])
        for grid in (self._who, self._beside):
            _empty(grid)

    def show_row(self, looks: Looks, row: SurveyRow, group: str, line: int) -> None:
        """Show what is behind a bar: that of the first of ``looks`` and of a round, by its place.

        ``looks`` are the same answers grouped in several ways, each with its name.
        """
        assert row.bank is not None
        results = next(iter(looks.values()))
        stage = results.instrument.stage_name(row.stage)
        self.heading.setText(" · ".join(filter(None, (_name_of(row), stage))))
        self.words.setText(row.words if row.answer is None or row.item is None else row.item.text)
        self.clear()
        self._show_who(looks, row)
        is_statement = row.item is not None and row.item.kind is ItemKind.STATEMENT
        self.bounds.setText(_bounds_in_words(results, row.item) if row.item and is_statement else "")
        self._show_respondents(results, results.rounds[line], row, group)
        self._item = row.item
        self._show_raised()
        self._show_beside(results, row.bank, row.stage)

    # --- the survey ---

    def _show_who(self, looks: Looks, row: SurveyRow) -> None:
        at = 0
        for place, (title, of) in enumerate(looks.items()):
            self._who.addWidget(hint(title), at, 0)
            for column, round_ in enumerate(of.rounds, 1):
                self._who.addWidget(line(round_.round), at, column, _RIGHT)
            for group in (*of.groups, *([ALL] if place == 0 else [])):
                at += 1
                self._who.addWidget(line(group_called(group), role=""), at, 0)
                for column, round_ in enumerate(of.rounds, 1):
                    self._who.addWidget(self._figure(of, round_, row, group), at, column, _RIGHT)
            at += 1

    def _figure(self, of: SurveyResults, round_: RoundAnswers, row: SurveyRow, group: str) -> QWidget:
        share = share_of(of, round_, row.bar, group)
        if share is None or not share.n:
            return line("–")
        pressed: Callable[[], None] = partial(self._show_respondents, of, round_, row, group)
        figure = with_role(QToolButton(), "link")
        figure.setText(share.text)
        figure.clicked.connect(pressed)
        words = _("{share}, {group}, {round}: show the respondents")
        return named(figure, words.format(share=share.text, group=group_called(group), round=round_.round))

    def _show_respondents(self, of: SurveyResults, round_: RoundAnswers, row: SurveyRow, group: str) -> None:
        """List who marked it, by number alone: school and role of one person are never shown together."""
        behind = who_is_behind(of, round_, row.bar, group)
        people = plural("{n} respondent", "{n} respondents", len(behind))
        if row.item is None:
            n = sum(each.marks for each in behind)
            marks = plural_form("{n} mark of {people}", "{n} marks of {people}", n)
            people = marks.format(n=n, people=people)
        self.said.setText(f"{people} · {group_called(group)} · {round_.round}")
        self._list(
            [_("No. {number}: {marked}").format(number=each.number, marked=each.said) for each in behind]
        )

    def _list(self, lines: Sequence[str]) -> None:
        model = self.respondents.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(list(lines))

    # --- what it raises ---

    def _show_raised(self) -> None:
        """Say which questions the statement raised; the answers stand on the page By question."""
        item = self._item
        raised = questions_raised(self._study.reader, [item.id]) if item is not None else []
        said = _("Asked in {round}: “{question}”")
        lines = [said.format(round=each.round, question=each.words) for each in raised]
        self.raised.setText("\n".join(lines))
        self.answered.show_answers(self._answers_to(raised))
        self.raised.setVisible(bool(lines))
        self.ask.setVisible(item is not None)
        self.ask.setEnabled(self._study.can_write and bool(rounds(self._study.reader)))

    def _answers_to(self, raised: Sequence[RaisedQuestion]) -> list[Answer]:
        """Return what the interviews answered to the questions that the statement raised."""
        if not raised:
            return []
        study, wanted = self._study, {each.id for each in raised}
        data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        asked = [issue for issue in issues(data) if wanted & {each.id for each in issue.questions}]
        return [each for issue in asked for each in answers_to(data, issue) if each.question_id in wanted]

    def _ask(self) -> None:
        """Put a question about the statement into the questions of the last round."""
        item = self._item
        if item is None:
            return
        last = rounds(self._study.reader)[-1]
        title = _("Ask about this in the interviews of {round}").format(round=last.name)
        begin = _("In the survey: “{words}”. How is that here?").format(words=item.text)
        dialog = NameDialog(title, _("The question"), begin, _("Ask"), self)
        dialog.given.connect(partial(self._put_question, item.id, last.id))
        dialog.open()

    def _put_question(self, item_id: int, round_id: int, words: str) -> None:
        if self._study.perform(ask_about(item_id, round_id, words)) is not None:
            self._show_raised()

    # --- the interviews ---

    def _show_beside(self, results: SurveyResults, bank: Bank, letter: str) -> None:
        study = self._study
        data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        found = strand_by_stage(data, bank.code_id or 0)
        speaks = _("The statement asks about the school, the code about the partnership.")
        nothing = _("No code of the framework on view belongs to this bank.")
        said = (speaks if found else nothing, made_up_otherwise(results, data))
        self.speak.setText(" ".join(filter(None, said)))
        if found:
            self._fill_beside(data, found, letter)
        self._show_passages(data, found, bank, letter)

    def _fill_beside(self, data: AnalysisData, found: Sequence[StrandInRound], letter: str) -> None:
        stages = [(NO_STAGE, _("no stage")), *((each.id, each.letter) for each in data.framework.stages)]
        grid = self._beside
        grid.addWidget(line(_("codings")), 0, 0)
        for column, (_id, called) in enumerate(stages, 1):
            grid.addWidget(line(called, role="strong" if called == letter else "dim"), 0, column, _RIGHT)
        grid.addWidget(line(_("all")), 0, len(stages) + 1, _RIGHT)
        for at, each in enumerate(found, 1):
            where = _("{round}, {k} of {n}")
            words = where.format(round=each.round, k=each.interviews_with, n=each.interviews)
            grid.addWidget(line(words, role=""), at, 0)
            for column, (stage, called) in enumerate(stages, 1):
                role = "strong" if called == letter else ""
                count = line(str(len(each.by_stage[stage])), role=role)
                grid.addWidget(count, at, column, _RIGHT)
            grid.addWidget(line(str(len(each.codings)), role=""), at, len(stages) + 1, _RIGHT)

    def _show_passages(
        self, data: AnalysisData, found: Sequence[StrandInRound], bank: Bank, letter: str
    ) -> None:
        """Show the passages of the statement's stage in the last round, of all stages where it has none."""
        stage = next((each.id for each in data.framework.stages if each.letter == letter), None)
        wanted = [*(found[-1].by_stage.get(stage, ()) if stage else found[-1].codings)] if found else []
        code = data.framework.by_id.get(bank.code_id or 0)
        self._query = ""
        if found and code is not None:
            of_stage = f"[stage:{letter.lower()}]" if stage else ""
            name = code.abbreviation.lower() or f'code:"{code.name}"'
            self._query = f"{name}{of_stage} in:{found[-1].round}"
        reader = self._study.reader
        passages = find_passages(data).with_codings(wanted) if wanted else None
        self.passages.show_passages(passages, lambda ids: texts(reader, ids))
        words = plural("Open {n} coding in Passages", "Open {n} codings in Passages", len(wanted))
        self.open_all.setText(words)
        for each in (self.passages, self.open_all):
            each.setVisible(bool(wanted))  # without any, the respondents have their room

    def _open_all(self) -> None:
        self.place_chosen.emit(Place("passages", detail=self._query))


def group_called(group: str) -> str:
    """Return what a group is called where it is read: everybody, its name, or that it is not known."""
    return _("all") if group == ALL else group or _("not known")


def _name_of(row: SurveyRow) -> str:
    """Return what a bar is called: its statement, or its question with the answer."""
    if row.bank is None or row.item is None or row.answer is None:
        return row.name
    return f"{row.bank.name_of(row.item)}: {row.words}"


def _bounds_in_words(results: SurveyResults, item: SurveyItem) -> str:
    """Say what the share would be of all who were asked; nothing where nobody knows how many."""
    lines: list[str] = []
    for round_ in results.rounds:
        bounds = results.bounds(round_, item)
        if bounds is not None:
            said = _("{round}, of the {asked} asked: at least {low}, at most {high} would have ({percent}).")
            lines.append(
                said.format(
                    round=round_.round,
                    asked=bounds.asked,
                    low=bounds.low,
                    high=bounds.high,
                    percent=bounds.text,
                )
            )
    return "\n".join(lines)


def _empty(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if isinstance(widget, QLabel | QToolButton):
            widget.hide()
            widget.deleteLater()
