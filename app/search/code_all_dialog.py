"""Coding all results of a search: what would be coded is listed before it is done, in one step to undo."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QListWidget, QWidget

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, column_of, named, wide
from app.widgets.look_ahead_dialog import LookAheadDialog
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answers import find_answers
from coding.analysis.question_matching import question_texts
from coding.language import _, plural
from coding.model.query import Phrase
from coding.model.study import KINDS, Span
from coding.progress import Progress
from coding.text.search_places import HitUnit
from storage.operations.many_codings import code_places
from storage.queries.people import people
from storage.queries.search_results import Answers, ResultsAhead, SearchWish, results_ahead

_LISTED = 500  # places shown
_PAUSE = 250  # milliseconds without a key


class CodeAllDialog(LookAheadDialog):
    """Words, who says them, which question they answer; what of it is coded, and with which code."""

    def __init__(self, open_study: OpenStudy, words: str = "", parent: QWidget | None = None) -> None:
        """Begin with these words."""
        super().__init__(open_study, _("Code all results"), _("What would be coded"), _("Code all"), parent)
        self.words = named(QLineEdit(words, clearButtonEnabled=True), _("Words"))
        self.words.setPlaceholderText(_("each other, or trust* for what begins so"))
        self.who = _box(_("Said by"), [(_("anybody"), None), *self._people()])
        self.question = _box(_("In answer to"), [(_("anything"), None), *self._questions()])
        self.unit: SegmentedControl[HitUnit] = SegmentedControl(
            _("What is coded"),
            {
                HitUnit.HIT: _("The words"),
                HitUnit.SENTENCE: _("Their sentence"),
                HitUnit.TURN: _("Turn"),
                HitUnit.ANSWER: _("Answer"),
            },
            caption=False,
        )
        self.code = _box(_("With the code"), self._codes())
        self.places = named(QListWidget(), _("Places that would be coded"))
        self._ahead: ResultsAhead | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._pause.timeout.connect(self.look)
        self.words.textChanged.connect(self._wait)
        for box in (self.who, self.question, self.code):
            box.currentIndexChanged.connect(self._wait)
        self.unit.changed.connect(self._wait)
        self.unit.choose(HitUnit.SENTENCE)
        self.look()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("Words"), self.words)
        form.addRow(_("Said by"), self.who)
        form.addRow(_("In answer to"), self.question)
        form.addRow(_("What is coded"), self.unit)
        form.addRow(_("With the code"), self.code)
        parts = (form, self.said, wide(self.places), self.buttons(STRETCH))
        column_of(*parts, on=self, margins=DIALOG, spacing=12)
        self.resize(640, 560)

    def _people(self) -> list[tuple[str, int]]:
        return [
            (person.name or _("person {n}").format(n=person.id), person.id)
            for person in people(self.open_study.reader)
        ]

    def _questions(self) -> list[tuple[str, int]]:
        return [(words, id_) for id_, words in question_texts(self._data).items()]

    def _codes(self) -> list[tuple[str, int]]:
        framework = self.open_study.framework
        return [
            ("   " * framework.depth(code.id) + f"{code.abbreviation}  {code.name}".strip(), code.id)
            for code in framework.codes
        ]

    @property
    def _data(self) -> AnalysisData:
        study = self.open_study
        return study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id, KINDS)

    # --- looking ahead -----------------------------------------------------------------------

    def _wait(self) -> None:
        self.act_button.setEnabled(False)
        self._pause.start()

    def look(self) -> None:
        """Look up what would be coded."""
        self._pause.stop()
        self._ahead = None
        self.act_button.setEnabled(False)
        self.places.clear()
        wish, code_id = self._wish(), self.code.currentData()
        if wish is None or code_id is None:
            self.drop_look(self._show)
            self.said.say(_("Say what is looked for: words, who speaks, or a question."))
            return
        path, coder_id = self.open_study.file.path, self.open_study.coders.writes_for

        def look(progress: Progress) -> ResultsAhead:
            return results_ahead(path, wish, code_id, coder_id, progress)

        self.said.say(_("Looking…"))
        self.look_ahead(_("Looking for places"), look, self._show)

    def _wish(self) -> SearchWish | None:
        """Return what is asked for; None where that would be everything."""
        words = self.words.text().strip()
        term = Phrase(words) if any(map(str.isalnum, words)) else None
        person_id, question_id = self.who.currentData(), self.question.currentData()
        if term is None and person_id is None and question_id is None:
            return None
        return SearchWish(term, self.unit.value, person_id, self._answers(question_id))

    def _answers(self, question_id: int | None) -> Answers | None:
        if question_id is None:
            return None
        found: dict[int, list[Span]] = {}
        columns = (column.tolist() for column in find_answers(self._data, question_id).places)
        for interview_id, start, end in zip(*columns, strict=True):
            found.setdefault(interview_id, []).append(Span(start, end))
        return found

    def _show(self, found: ResultsAhead) -> None:
        self._ahead = found
        for result in found.results[:_LISTED]:
            words = " ".join(result.words.split())
            coded = _("coded so already: {words}").format(words=words)
            self.places.addItem(coded if result.is_coded else words)
        self.said.say(_in_words(found), "")
        self.act_button.setEnabled(bool(found.new or found.grown) and self.open_study.can_write)

    # --- doing it ----------------------------------------------------------------------------

    def begin(self) -> Job | None:
        """Code what was listed."""
        found, code_id = self._ahead, self.code.currentData()
        if found is None:
            return None
        act = code_places(found.places, code_id, coder_id=self.open_study.coders.writes_for)
        return self.open_study.perform_in_background(
            _("Coding all results"), lambda _progress: act, done=lambda _came: self.accept()
        )


def _box(name: str, values: list[tuple[str, int | None]] | list[tuple[str, int]]) -> QComboBox:
    box = named(QComboBox(), name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    for words, value in values:
        box.addItem(words, value)
    return box


def _in_words(found: ResultsAhead) -> str:
    if not found.results:
        return _("Nothing is said like that.")
    places = plural("{n} place", "{n} places", len(found.results))
    interviews = plural("{n} interview", "{n} interviews", found.interviews)
    new = plural("{n} new coding", "{n} new codings", found.new)
    grown = plural("{n} coding becomes longer", "{n} codings become longer", found.grown)
    left = plural("{n} place is coded so already", "{n} places are coded so already", found.left)
    parts = [new, *([grown] if found.grown else []), *([left] if found.left else [])]
    return _("{places} in {interviews}: {parts}.").format(
        places=places, interviews=interviews, parts=", ".join(parts)
    )
