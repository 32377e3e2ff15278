"""What is behind a row of the joint display: its sentence, respondents without names, passages."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QListView

from app.joint.joint_table import JointPlace
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.drawer import Drawer
from app.widgets.forms import Form, button, column_of, hint, line, named, row_of, wide
from app.widgets.memo_editor import MemoEditor
from app.widgets.passage_list import PassageList
from coding.analysis.joint_display import JointDisplay
from coding.analysis.joint_words import Sentences, label_of, sentence_of
from coding.analysis.passages import find_passages
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_results import SurveyShare
from coding.language import _, plural
from coding.model.joint import JOINT_STATES_IN_WORDS, JointState
from coding.model.survey import AnswerCode, Bank, ItemDirection, ItemKind
from storage.operations.joint import write_joint
from storage.queries.frames import texts

_SENTENCE: Final = 84  # pixels of the field for the sentence
_LIST: Final = 84


class JointDrawer(Drawer):
    """The researcher's sentence above, then each side of the row that was pressed."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy) -> None:
        """Begin empty."""
        super().__init__(_("What is behind a row"))
        self._study = open_study
        self._display: JointDisplay | None = None
        self.at: JointPlace | None = None
        self._query = ""
        self.state = ChoiceMenu(
            _("How they stand to each other"),
            {state: _(words) for state, words in JOINT_STATES_IN_WORDS.items()},
        )
        self.sentence = named(MemoEditor(), _("What both say together"))
        self.sentence.setPlaceholderText(_("What both say together, in a sentence"))
        self.sentence.setFixedHeight(_SENTENCE)
        self.marked, self.said = hint(), line(role="strong")
        self.respondents = named(QListView(), _("Respondents"))
        self.respondents.setModel(QStringListModel(self.respondents))
        self.respondents.setFixedHeight(_LIST)
        self.coded = hint()
        self.passages = PassageList()
        self.open_all = button(_("Open in Passages"), self._open_all, "primary")
        parts = (
            row_of(word_button(self.state), wide(hint())),
            self.sentence,
            line(_("IN THE SURVEY"), role="section"),
            *(self.marked, self.said, self.respondents),
            line(_("IN THE INTERVIEWS"), role="section"),
            self.coded,
        )
        form = Form(_("What both say"), column_of(*parts, spacing=5))
        form.setMinimumWidth(0)  # as wide as the drawer
        self.column.addWidget(form, 3)
        self.column.addWidget(self.passages, 2)
        self.column.addLayout(row_of(wide(self.open_all), margins=(16, 0, 16, 8)))
        self.passages.place_chosen.connect(self.place_chosen)
        self.sentence.written.connect(self._write)
        self.sentence.left.connect(self.close_wanted)
        self.state.changed.connect(lambda: self._write(self.sentence.text()))
        open_study.closing.connect(self.clear)

    def clear(self) -> None:
        """Keep what is typed, and show nothing."""
        self.sentence.keep()
        self.at = self._display = None
        self.passages.clear()
        self._list([])

    def show_place(self, display: JointDisplay, sentences: Sentences, at: JointPlace) -> None:
        """Show what is behind a place of the table."""
        is_other = self.at is None or self.at.row.key != at.row.key
        if is_other:
            self.sentence.keep()
        self._display, self.at = display, at
        self.heading.setText(f"{at.row.called} · {at.round_.round}")
        self.say(sentences, anew=is_other)
        self._show_survey(display, at)
        self._show_interviews(display, at)

    def say(self, sentences: Sentences, *, anew: bool = False) -> None:
        """Show what is written of the row, unless it is being written here."""
        if self.at is None:
            return
        can_write = self.at.row.key is not None and self._study.can_write
        written = sentence_of(self.at.row, sentences)
        self.sentence.show_text(written.text, anew=anew)
        self.sentence.setReadOnly(not can_write)
        self.state.setEnabled(can_write)
        self.state.choose(written.state)

    def _write(self, text: str) -> None:
        key = self.at.row.key if self.at is not None else None
        if key is not None:
            self._study.perform(write_joint(key, text, JointState(self.state.value)))

    # --- the survey ---------------------------------------------------------------------------

    def _show_survey(self, display: JointDisplay, at: JointPlace) -> None:
        row, round_ = at.row, at.round_
        answers, bank = display.answers.get(round_.round_id), row.bank
        if bank is None or answers is None or not round_.people:
            self.marked.setText(_("The survey has nothing on this in {round}.").format(round=round_.round))
            self._list([])
            return
        letter = next((each.letter for each in display.stages if each.stage_id == at.stage), "")
        items = [
            item
            for item in bank.items
            if item.kind is ItemKind.STATEMENT and (not letter or item.stage == letter)
        ]
        lines = [
            f"{bank.name_of(item)}  {share.text}{_deficit(item.direction)}"
            for item in items
            if (share := display.results.share(answers, item, row.group)) is not None and share.n
        ]
        self.marked.setText("\n".join(lines) or _("No statement of this stage was asked."))
        who = display.results.who(answers, row.group)
        people = [
            _("No. {number}: {marked}").format(
                number=answers.numbers[place], marked=_marks(answers, bank, place)
            )
            for place in np.flatnonzero(who).tolist()
        ]
        self._list(people)
        count = plural("{n} respondent", "{n} respondents", len(people))
        self.said.setText(f"{count} · {label_of(row)} · {round_.round}")

    def _list(self, lines: Sequence[str]) -> None:
        model = self.respondents.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(list(lines))
        self.respondents.setVisible(bool(lines))
        if not lines:
            self.said.setText("")

    # --- the interviews -----------------------------------------------------------------------

    def _show_interviews(self, display: JointDisplay, at: JointPlace) -> None:
        row, round_ = at.row, at.round_
        query = display.query(row, round_.round, at.stage)
        self._query = "" if query is None else str(query)
        found: list[int] = []
        if query is not None:
            found = display.coding_ids(row, round_.round, at.stage).tolist()
        self.coded.setText(
            self._coded_in_words(at) if query is not None else _("No code stands for this bank.")
        )
        reader = self._study.reader
        some = find_passages(display.data).with_codings(found) if found else None
        self.passages.show_passages(some, lambda ids: texts(reader, ids), row.hue)
        words = plural("Open {n} coding in Passages", "Open {n} codings in Passages", len(found))
        self.open_all.setText(words)
        self.open_all.setEnabled(bool(found))

    def _coded_in_words(self, at: JointPlace) -> str:
        with_some = SurveyShare(at.round_.with_some, at.round_.interviews).text
        said = _(
            "In {with_some} interviews. A statement asks about the school, the code about the partnership."
        )
        stage = ""
        if self._display is not None and at.stage is not None:
            stage = self._display.data.framework.stage_called(at.stage)
        return " · ".join(filter(None, (stage, said.format(with_some=with_some))))

    def _open_all(self) -> None:
        self.place_chosen.emit(Place("passages", detail=self._query))


def _deficit(direction: ItemDirection) -> str:
    return _(" (deficit)") if direction is ItemDirection.DEFICIT else ""


def _marks(answers: RoundAnswers, bank: Bank, place: int) -> str:
    """Return the statements of a bank that a respondent marked: ``A1, B2``."""
    marked = [
        bank.name_of(item).rpartition(" ")[2]
        for item in bank.items
        if (values := answers.column(item.id)) is not None and values[place] == AnswerCode.MARKED
    ]
    return ", ".join(marked) or _("none")
