"""The menu “+ Filter”: who, where and what, each with the values that the study has."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.asking import Asking
from coding.analysis.analysis_data import ints
from coding.analysis.attribute_values import values_of as values_of_attribute
from coding.analysis.known_names import KnownNames
from coding.language import _
from coding.model.code_labels import SAID
from coding.model.query import Exactly, MarkedBy, NoValue, Value, Within, attribute_key
from coding.model.study import KINDS
from coding.query.chips import spoken, within_in_words
from coding.query.editing import toggled, values_of
from coding.query.fields import ORIGINS, QUOTABLE
from coding.query.lexing import unquoted

_MANY = 40  # values: more are typed
Choice = tuple[str, Value]


class FilterMenu(QMenu):
    """A value that is asked for has a tick, and is taken back by it."""

    key_wanted = Signal(str)  # to be gone on with in the field: ``interview:``

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        """Offer what the study has of what is asked."""
        super().__init__(parent)
        self._asking = asking
        self.menus: dict[str, QMenu] = {}  # by key; Qt's own way to them loses them
        self._offered: list[KeyOffer] = []
        self._named: tuple[object, ...] | None = None
        self._interviews: object = None
        self._ticks: list[tuple[QAction, str, Value]] = []
        self._within: dict[Within, QAction] = {}
        asking.known.connect(self._let_go)
        self.aboutToShow.connect(self._follow_study)
        self.aboutToShow.connect(self._follow_query)
        self._fill()

    def _let_go(self) -> None:
        """Keep nothing of a study that is closed; another one is followed when the menu is wanted."""
        if self._asking.names is None:
            self._follow_study()

    def _follow_study(self) -> None:
        """Offer what the study has now, if that is something else."""
        names = self._asking.names
        named = None if names is None else _what_is_named(names)
        if named == self._named and (names is None or names.analysis_data.interviews is self._interviews):
            return
        self._named = named
        self._interviews = None if names is None else names.analysis_data.interviews
        self._offered = [] if names is None else [*_named(names), *_told(names)]
        self._fill()

    def _fill(self) -> None:
        for menu in self.menus.values():
            self.removeAction(menu.menuAction())
            menu.deleteLater()
        self.menus, self._ticks = {}, []
        self.clear()
        for offer in self._offered:
            self._add_values(offer)
        self._add_typed()
        self.addSeparator()
        menu = self._submenu("within", _("Codes and words have to meet"))
        for within in Within:
            self._within[within] = menu.addAction(within_in_words(within), partial(self._meet, within))
            self._within[within].setCheckable(True)

    def _add_typed(self) -> None:
        """Offer what is gone on with in the field."""
        for key, words in (("after", _("Coded after…")), ("before", _("Coded before…"))):
            self.addAction(words, partial(self.key_wanted.emit, f"{key}:"))
        self.addAction(_("Words…"), partial(self.key_wanted.emit, '"'))

    def _add_values(self, offer: "KeyOffer") -> None:
        if len(offer.values) > _MANY:
            self._add_many(offer)
            return
        menu = self._submenu(offer.key, offer.words)
        for label, value in offer.values:
            action = menu.addAction(on_a_button(label), partial(self._toggle, offer.key, value))
            action.setCheckable(True)
            self._ticks.append((action, offer.key, value))

    def _add_many(self, offer: "KeyOffer") -> None:
        words = _("{words}…").format(words=offer.words)
        self.addAction(on_a_button(words), partial(self.key_wanted.emit, f"{offer.key}:"))

    def _follow_query(self) -> None:
        """Put ticks on what is asked for."""
        query = self._asking.query
        for action, key, value in self._ticks:
            action.setChecked(value in values_of(query, key))
        for within, action in self._within.items():
            action.setChecked(query.within is within)

    def _submenu(self, key: str, words: str) -> QMenu:
        self.menus[key] = QMenu(on_a_button(words), self)
        self.addMenu(self.menus[key])
        return self.menus[key]

    def _toggle(self, key: str, value: Value) -> None:
        self._asking.ask(toggled(self._asking.query, key, value))

    def _meet(self, within: Within) -> None:
        self._asking.ask(self._asking.query.meeting(within))


class KeyOffer(NamedTuple):
    """A key, what it is called, and its values in words."""

    key: str
    words: str
    values: Sequence[Choice]


def _what_is_named(names: KnownNames) -> tuple[object, ...]:
    """Return all that names come from but the interviews; to compare is quicker than to put together."""
    data = names.analysis_data
    people = (data.posts, data.roles, names.people)
    return (
        data.rounds,
        data.schools,
        *people,
        data.questions,
        data.attributes,
        data.attribute_values,
        data.cases,
        data.coders,
        data.framework.stages,
        data.read_marked().statements,
    )


def _named(names: KnownNames) -> Iterable[KeyOffer]:
    """Yield the keys whose values have names in this study, if it has any."""
    keys = [("school", _("School")), ("in", _("Round")), ("role", _("Role group"))]
    keys += [("case", _("Case")), ("person", _("Person")), ("interview", _("Interview"))]
    keys += [("question", _("Question"))]
    keys += [(attribute_key(each.name), each.name) for each in names.analysis_data.attributes]
    keys += [("coder", _("Coder"))] if len(names.analysis_data.coders) > 1 else []
    for key, words in (*keys, ("stage", _("Stage"))):
        values = _named_values(names, key)
        if values:
            yield KeyOffer(key, words, values)


def _named_values(names: KnownNames, key: str) -> list[Choice]:
    if key.startswith("@"):
        ids = names.ids("@", unquoted(key[1:]))
        known = [value for id_ in sorted(ids) for value in values_of_attribute(names.analysis_data, id_)]
        return [*((value, Exactly(value)) for value in known), (_("not known"), NoValue())]
    offered: list[Choice] = [(name, Exactly(name)) for name in names.offered(key)]
    if key in {"coder", "person", "interview", "case"} or not offered:
        return offered
    return [*offered, (_("none") if key == "stage" else _("not known"), NoValue())]


def _told(names: KnownNames) -> Iterable[KeyOffer]:
    """Yield the keys whose values are always the same."""
    yes_no = [("yes", Exactly("yes")), ("no", Exactly("no"))]
    if names.analysis_data.questions:
        yield KeyOffer("prompted", _("Prompted"), _in_words("prompted", yes_no))
    directions: list[Choice] = [*((said, Exactly(said)) for said in SAID), ("none", NoValue())]
    yield KeyOffer("direction", _("Direction"), _in_words("direction", directions))
    yield KeyOffer("unsure", _("Unsure"), _in_words("unsure", yes_no))
    yield KeyOffer("memo", _("Memo"), _in_words("memo", [("yes", Exactly("yes")), ("none", NoValue())]))
    yield KeyOffer("quote", _("Quoting"), _in_words("quote", [(name, Exactly(name)) for name in QUOTABLE]))
    yield KeyOffer("quoted", _("Quoted"), _in_words("quoted", yes_no))
    if any(code.look_from for code in names.analysis_data.framework.codes):
        yield KeyOffer("look", _("Second look"), _in_words("look", [("again", Exactly("again"))]))
    there = {KINDS[place] for place in set[int](ints(names.analysis_data.interviews, "kind").tolist())}
    if any(not kind.is_talk for kind in there):
        sources: list[Choice] = [(str(kind), Exactly(str(kind))) for kind in KINDS if kind in there]
        yield KeyOffer("source", _("Kind of text"), _in_words("source", sources))
    if names.offered("answered"):
        said = _("{statement}: at least half")
        marked: list[Choice] = [
            (said.format(statement=each), MarkedBy(each, ">=", "50")) for each in names.offered("answered")
        ]
        yield KeyOffer("answered", _("Schools where staff marked"), marked)
    origins = [(name, Exactly(name)) for name in ORIGINS]
    yield KeyOffer("by", _("How it came"), _in_words("by", origins))


def _in_words(key: str, values: Iterable[Choice]) -> list[Choice]:
    return [(spoken(key)[name], value) for name, value in values]
