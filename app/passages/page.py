"""The Passages page: all that is coded, narrowed down by strand, school, round, role, doubt and words."""

from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.passages.filters import PassageFilters
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.widgets.forms import STRETCH, EmptyPage, column_of, described, line, row_of, wide
from app.widgets.passage_list import PassageList
from app.widgets.passage_model import quotation
from coding.analysis.analysis_data import Bools
from coding.analysis.answers import find_answers
from coding.analysis.passages import Passages, Places, find_passages
from coding.language import _, plural
from coding.progress import Progress, silent
from coding.text.finding import standing_in
from storage.queries.frames import texts
from storage.study.connection import Connection, connect
from storage.study.tables import ABOUT_INTERVIEWS, ATTRIBUTES, CODE, CODING, FRAMEWORK, QUESTIONS, SAID, STAGE

_MANY = 2_000  # passages: in more than these words are looked for on a thread
_AT_A_TIME = 200  # interviews whose texts are read together
_WIDEST = 880  # a measure of about ninety characters


class PassagesPage(Page):
    """Lists passages as cards; each opens its place in the transcript."""

    page_id = "passages"
    tables = (CODING, CODE, FRAMEWORK, STAGE, *SAID, *ABOUT_INTERVIEWS, *QUESTIONS, *ATTRIBUTES)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.filters = PassageFilters()
        self.count = described(line(), _("How many passages"))
        self.list = PassageList()
        self.nothing = _EmptyPage()
        self._body = QStackedWidget()
        self._job: Job | None = None
        self._all: Passages | None = None
        self._lay_out()
        self.filters.changed.connect(self._look_up)
        self.list.place_chosen.connect(self.place_chosen)
        self.nothing.button.clicked.connect(self._help)
        open_study.closing.connect(self._clear)

    def _clear(self) -> None:
        """Let go of a study that is being closed."""
        self._job = self._all = None
        self.list.clear()

    def _lay_out(self) -> None:
        cards = QWidget()
        row_of(STRETCH, wide(self.list, 1000), STRETCH, on=cards)
        self.list.setMaximumWidth(_WIDEST)
        self._body.addWidget(cards)
        self._body.addWidget(self.nothing)
        below = column_of(self.count, wide(self._body), margins=(16, 8, 16, 0), spacing=8)
        column_of(self.filters, wide(below), on=self, spacing=0)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the study again and look up the same."""
        study = self.open_study
        held = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        if self._all is None or self._all.analysis_data is not held:
            self._all = find_passages(held)
            self.filters.offer(held)
        self._look_up()

    def _look_up(self) -> None:
        """Show what is asked for; an earlier question still being answered is dropped."""
        study, words = self.open_study, self.filters.wanted_words()
        if self._all is None:
            return
        if self._job is not None:
            self._job.cancel()
            self._job = None
        found = self._narrowed(self._all)
        if not words:
            self._show(found)
        elif len(found) <= _MANY:
            self._show(found.only(mentioning(study.reader, found.places, words)), words)
        else:
            self.count.setText(_("Looking…"))
            self._job = study.jobs.start(
                _("Looking for passages"),
                partial(mentioning_on_thread, study.file.path, found.places, words),
                done=partial(self._show_those, found, words),
                failed=study.report,
            )

    def _narrowed(self, everything: Passages) -> Passages:
        """Return what is wanted whatever the words: passages, or whole answers to a question."""
        wanted = self.filters.wanted()
        if self.filters.wants_answers() and wanted.question_id:
            answers = find_answers(everything.analysis_data, wanted.question_id)
            return answers.where(replace(wanted, question_id=None, prompted=None))
        return everything.where(wanted)

    def _show_those(self, found: Passages, words: str, mentioned: Bools) -> None:
        self._job = None
        self._show(found.only(mentioned), words)

    def _show(self, found: Passages, words: str = "") -> None:
        self.list.show_passages(found, lambda ids: texts(self.open_study.reader, ids), words=words)
        n = len(found)
        interviews = len(np.unique(found.interview_ids))
        self.count.setText(
            _("{passages} in {interviews}").format(
                passages=plural("{n} answer", "{n} answers", n)
                if self.filters.wants_answers()
                else plural("{n} passage", "{n} passages", n),
                interviews=plural("{n} interview", "{n} interviews", interviews),
            )
        )
        self.count.setVisible(n > 0)
        self.nothing.explain(anything_coded=bool(self._all))
        self._body.setCurrentIndex(0 if n else 1)
        self.context_changed.emit()

    def _help(self) -> None:
        """Do what the empty page offers: show all, or go and code."""
        if self._all:
            self.filters.reset()
        else:
            self.place_chosen.emit(Place("code"))

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take the keyboard: on the cards, or on what the empty page offers."""
        (self.list if self.list.isVisible() else self.nothing.button).setFocus()

    def context(self) -> str:
        """Return how many passages are shown."""
        return self.count.text()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a card."""
        copy = QKeySequence("Ctrl+Shift+C").toString(QKeySequence.SequenceFormat.NativeText)
        return (_("Open its place"), _("Enter")), (_("Copy with attribution"), copy)

    def copied(self) -> str:
        """Return the quotation the keyboard is on, whole."""
        passage = self.list.current()
        return passage.text if passage is not None else ""

    def copied_with_attribution(self) -> str:
        """Return the quotation with who says it."""
        passage = self.list.current()
        return quotation(passage) if passage is not None else ""

    def regions(self) -> list[QWidget]:
        """Return the filters and the cards."""
        return [self.filters, self.list]


class _EmptyPage(EmptyPage):
    """What to do where no passage is shown."""

    def explain(self, *, anything_coded: bool) -> None:
        """Say what is missing."""
        if anything_coded:
            self.say(_("No passage is like that"), _("Ask for less: take one of the choices above back."))
            self.button.setText(_("Show all passages"))
        else:
            self.say(_("No passage is coded yet"), _("Passages are listed here as they are coded."))
            self.button.setText(_("Go to the interviews"))


def mentioning(connection: Connection, places: Places, words: str, progress: Progress = silent) -> Bools:
    """Tell the places, interview by interview, in which the words stand, whatever their case and accents.

    ``progress`` is told between transcripts, and may stop it.
    """
    found = np.zeros(len(places.start), dtype=np.bool_)
    starts = np.flatnonzero(np.diff(places.interview_id, prepend=-1)).tolist()
    bounds = [*starts[::_AT_A_TIME], len(found)]
    for first, last in pairwise(bounds):
        progress(first, len(found), _("Looking for “{words}”").format(words=words))
        said = _said(connection, Places(*(column[first:last] for column in places)))
        found[[first + hit for hit in standing_in(said, words)]] = True
    return found


def _said(connection: Connection, places: Places) -> list[str]:
    """Return the words of places."""
    held = texts(connection, np.unique(places.interview_id).tolist())
    columns = (column.tolist() for column in places)
    return [held.get(interview_id, "")[start:end] for interview_id, start, end in zip(*columns, strict=True)]


def mentioning_on_thread(path: Path, places: Places, words: str, progress: Progress) -> Bools:
    """Do so on a connection of its own."""
    connection = connect(path, read_only=True)
    try:
        return mentioning(connection, places, words, progress)
    finally:
        connection.close()
