"""What the Passages page can be narrowed down by."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from app.widgets.bar import SettingsBar
from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.choice_menu import ChoiceMenu
from app.widgets.forms import STRETCH, named, with_role
from app.widgets.menus import give_menu, menu_button
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.analysis_data import AnalysisData, school_label
from coding.analysis.attribute_values import values_of
from coding.analysis.passage_index import Filter
from coding.analysis.question_matching import OUTSIDE, Prompted, question_texts
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.language import _
from coding.model.framework import Framework

_PAUSE = 200  # milliseconds without a key before the words are looked for
Offer = tuple[str, int | str | None]
Choice = ChoiceMenu[Any]


class PassageFilters(SettingsBar):
    """Says ``changed`` with every choice, a moment after the last key for words."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask for nothing yet."""
        super().__init__(_("Which passages"), parent)
        self._add = menu_button(_("Add a filter"), "add")
        self._add.setText("+ " + _("Filter"))
        self._menu = QMenu(self._add)
        give_menu(self._add, self._menu)
        self.strand = _menu(_("Strand"))
        self.school = _menu(_("School"))
        self.round = _menu(_("Round"))
        self.role = _menu(_("Role group"))
        self.question = _menu(_("Question"))
        self.prompted = _menu(_("Prompted"))
        self.attributes: dict[int, Choice] = {}
        self.unsure: Choice = ChoiceMenu(_("Unsure"), {None: _("With"), False: _("Without"), True: _("Only")})
        self.whole: SegmentedControl[bool] = SegmentedControl(
            _("Show"), {False: _("Coded passages"), True: _("Whole answers")}
        )
        self.words = named(QLineEdit(placeholderText=_("Words in the passage")), _("Words in the passage"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(190)
        self.chips = ChipBar(_("What departs from the usual"))
        self.reset_button = with_role(QToolButton(), "flat")
        self.reset_button.setText(_("Show all"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self.fill(self.words, self.chips, self._add, self.reset_button, STRETCH, self.whole, left=16)
        self._fill_menu()
        self._connect()
        self._follow()

    def _fill_menu(self) -> None:
        """Offer every filter, attributes after what every study has."""
        self._menu.clear()
        for choice in self._choices():
            self._menu.addMenu(choice)

    def _boxes(self) -> tuple[Choice, ...]:
        return (self.strand, self.school, self.round, self.role, self.question, self.prompted)

    def _choices(self) -> tuple[Choice, ...]:
        return (*self._boxes(), *self.attributes.values(), self.unsure)

    def _connect(self) -> None:
        for choice in self._choices():
            choice.changed.connect(self._say)
        self.whole.changed.connect(self._say)
        self.words.textChanged.connect(self._timer.start)
        self.words.returnPressed.connect(self._say)
        self._timer.timeout.connect(self._say)
        self.reset_button.clicked.connect(self.reset)

    def _say(self) -> None:
        self._timer.stop()
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Offer whole answers where a question is chosen; prompted or not is asked of codings only."""
        question = self.question.value
        self.whole.setVisible(isinstance(question, int) and question > 0)
        self.prompted.setEnabled(not self.wants_answers())
        self.reset_button.setVisible(not self.is_empty())
        self.chips.show_chips(
            [
                Chip(_chip_words(choice), choice.label, choice.take_back)
                for choice in self._choices()
                if choice.departs and choice.isEnabled()
            ]
        )

    # --- what is asked for -------------------------------------------------------------------

    def wanted(self) -> Filter:
        """Return what is chosen, but for the words."""
        code_id, school_id, round_id, role, question_id, prompted = (box.value for box in self._boxes())
        values = {id_: box.value for id_, box in self.attributes.items()}
        attributes = tuple((id_, value) for id_, value in values.items() if value is not None)
        return Filter(
            code_id, school_id, round_id, role, self.unsure.value, question_id, prompted, attributes
        )

    def wants_answers(self) -> bool:
        """Tell whether whole answers to the chosen question are asked for, coded or not."""
        return self.whole.value and not self.whole.isHidden()

    def wanted_words(self) -> str:
        """Return the words looked for."""
        return self.words.text().strip()

    def is_empty(self) -> bool:
        """Tell whether all passages are asked for."""
        return self.wanted() == Filter() and not self.wanted_words()

    def reset(self) -> None:
        """Ask for all passages."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        for choice in self._choices():
            choice.choose(choice.usual)
        self.whole.choose(value=False)
        self.words.clear()
        self.blockSignals(False)  # noqa: FBT003
        self._say()

    def choose(self, wanted: Filter) -> None:
        """Put these choices on without saying so; words are left out."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        values = (
            wanted.code_id,
            wanted.school_id,
            wanted.round_id,
            wanted.role,
            wanted.question_id,
            wanted.prompted,
        )
        of_attributes = dict(wanted.attributes)
        for box, value in (
            *zip(self._boxes(), values, strict=True),
            *((box, of_attributes.get(id_)) for id_, box in self.attributes.items()),
        ):
            box.choose(value)
        self.unsure.choose(wanted.unsure)
        self._follow()
        self.blockSignals(False)  # noqa: FBT003

    def offer(self, study: AnalysisData) -> None:
        """Offer what the study has; what was chosen stays chosen."""
        wanted = self.wanted()
        strand = study.framework.level_name(1)
        _fill(self.strand, _("All {strands}").format(strands=_strands(strand)), _codes(study.framework))
        _fill(self.school, _("All schools"), ((school_label(s), s.id) for s in study.schools))
        _fill(self.round, _("All rounds"), ((r.name, r.id) for r in study.rounds))
        groups = ((group, at) for at, group in enumerate(study.role_groups, 1))
        _fill(self.role, _("All roles"), (*groups, (_("role not known"), 0)))
        self._offer_questions(study)
        self._offer_attributes(study)
        self.choose(wanted)

    def _offer_questions(self, study: AnalysisData) -> None:
        """Offer the questions of the rounds; a study without any has nothing to choose."""
        known = study.questions != ()
        asked = ((words, id_) for id_, words in question_texts(study).items())
        others = ((_("before the first question"), OUTSIDE), (_("no question recognised"), NOT_KNOWN))
        _fill(self.question, _("All questions"), (*asked, *others) if known else ())
        states: tuple[Offer, ...] = (
            (_("prompted"), Prompted.PROMPTED),
            (_("unprompted"), Prompted.UNPROMPTED),
        )
        _fill(self.prompted, _("Prompted or not"), states if known else ())
        for box in (self.question, self.prompted):
            box.menuAction().setVisible(known)

    def _offer_attributes(self, study: AnalysisData) -> None:
        """Offer the values of each attribute of the study."""
        if list(self.attributes) != [attribute.id for attribute in study.attributes]:
            for box in self.attributes.values():
                box.deleteLater()
            self.attributes = {attribute.id: _menu(attribute.name) for attribute in study.attributes}
            self._fill_menu()
            for box in self.attributes.values():
                box.changed.connect(self._say)
        for attribute in study.attributes:
            values = ((value, value) for value in values_of(study, attribute.id))
            unknown = (_("{attribute} not known").format(attribute=attribute.name), "")
            everything = _("{attribute}: all").format(attribute=attribute.name)
            _fill(self.attributes[attribute.id], everything, (*values, unknown))


def _menu(name: str) -> Choice:
    return ChoiceMenu(name, {None: ""})


def _chip_words(choice: Choice) -> str:
    """Return what is chosen; where that alone says too little, what it is chosen of as well."""
    return f"{choice.label}: {choice.words}" if isinstance(choice.value, bool) else choice.words


def _strands(level: str) -> str:
    """Return the plural of what a framework calls its codes, where we know one."""
    return _("strands") if level == "strand" else _("codes")


def _codes(framework: Framework) -> Iterable[Offer]:
    """Return all codes, each under the one above it."""
    for code in framework.codes:
        depth = framework.depth(code.id)
        short = f"{code.abbreviation}  " if code.abbreviation and depth else ""
        yield f"{'    ' * depth}{short}{code.name}", code.id


def _fill(choice: Choice, everything: str, offers: Iterable[Offer]) -> None:
    choice.offer({None: everything} | {value: words for words, value in offers})
