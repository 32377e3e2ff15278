"""A form typed in from paper: what a key says of a question, and how two entries of one form differ."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from coding.language import _
from coding.model.survey import AnswerCode, Instrument, ItemKind, SurveyItem
from coding.survey.table import AskedColumn

_SPECIAL: Final[Mapping[str, float | None]] = {
    ".": None,
    "-": None,
    "/": float(AnswerCode.NOT_APPLICABLE),
    "?": float(AnswerCode.DONT_KNOW),
}
_MARKS: Final = {"1": 1.0, "x": 1.0, "y": 1.0, "t": 1.0, "0": 0.0, "n": 0.0, "f": 0.0}

Typed = Mapping[AskedColumn, float | None]


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One form: school by letter, role by number; ``answers`` by place, None for "not answered"."""

    round: str
    school: str = ""
    role: int | None = None
    group: str = ""
    answers: Typed = field(default_factory=dict[AskedColumn, float | None])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A form that is stored, by its number; ``again`` is the same form entered a second time."""

    id: int
    guid: str
    number: int
    entry: FormEntry
    again: "StoredForm | None" = None


class Keystroke(NamedTuple):
    """What a key says of a question, and whether the next one follows at once."""

    answers: Typed
    goes_on: bool


class EntryDifference(NamedTuple):
    """Where two entries of a form differ: a statement by its place, or school or role (no place)."""

    form: StoredForm
    name: str
    words: str
    place: AskedColumn | None
    first: str
    second: str


def places_of(name: str, item: SurveyItem) -> list[AskedColumn]:
    """Return where the answer to an item stands: one place, of several choices one each; of words none."""
    if item.kind is ItemKind.OPEN:
        return []
    if item.kind is ItemKind.CHOICES:
        return [AskedColumn(name, option) for option in range(len(item.options))]
    return [AskedColumn(name)]


def typed(name: str, item: SurveyItem, key: str, before: Typed) -> Keystroke | None:
    """Return what a key says of an item, in the light of what was typed before; None if it says nothing.

    1 and 0 mark a statement or leave it; a digit chooses an answer, 0 the tenth; of several choices it
    ticks and unticks; the digits of a number follow each other. A full stop is "not answered".
    """
    places = places_of(name, item)
    if not places:
        return None
    if key in _SPECIAL:
        return Keystroke(dict.fromkeys(places, _SPECIAL[key]), goes_on=True)
    match item.kind:
        case ItemKind.STATEMENT:
            mark = _MARKS.get(key.lower())
            return None if mark is None else Keystroke({places[0]: mark}, goes_on=True)
        case ItemKind.NUMBER:
            return _digit(places[0], key, before)
        case _:
            return _option(item, places, key, before)


def _digit(place: AskedColumn, key: str, before: Typed) -> Keystroke | None:
    if not key.isdecimal():
        return None
    so_far = before.get(place)
    digits = f"{int(so_far)}{key}" if so_far is not None and so_far >= 0 else key
    return Keystroke({place: float(digits)}, goes_on=False) if len(digits) < 10 else None


def _option(item: SurveyItem, places: Sequence[AskedColumn], key: str, before: Typed) -> Keystroke | None:
    option = (int(key) or 10) - 1 if key.isdecimal() else -1
    if not 0 <= option < len(item.options):
        return None
    if item.kind is not ItemKind.CHOICES:
        return Keystroke({places[0]: float(option)}, goes_on=True)
    ticks = {place: before.get(place) or 0.0 for place in places}
    ticks[places[option]] = 1.0 - max(ticks[places[option]], 0.0)
    return Keystroke(ticks, goes_on=False)


def rest_not_marked(survey: Instrument, name: str, answers: Typed) -> Typed:
    """Return "not marked" for all statements of a bank from this one on that have no answer yet."""
    bank, item = survey.by_name[name]
    names = [bank.name_of(each) for each in bank.items[item.position :] if each.kind is ItemKind.STATEMENT]
    return {place: 0.0 for each in names if (place := AskedColumn(each)) not in answers}


def untouched(survey: Instrument, answers: Typed) -> list[str]:
    """Return the questions that no key was pressed for, those that are answered in words left aside."""
    return [
        name
        for name, (_bank, item) in survey.by_name.items()
        if any(place not in answers for place in places_of(name, item))
    ]


def answer_in_words(name: str, item: SurveyItem, answers: Typed) -> str:
    """Return what is answered to an item; nothing where no key was pressed yet."""
    places = places_of(name, item)
    if not places or any(place not in answers for place in places):
        return ""
    values = [answers[place] for place in places]
    if item.kind is ItemKind.CHOICES and None not in values and min(v for v in values if v is not None) >= 0:
        ticked = [item.options[at] for at, value in enumerate(values) if value]
        return ", ".join(ticked) or _("none")
    return value_in_words(item, values[0])


def value_in_words(item: SurveyItem, value: float | None) -> str:
    """Return one stored value in words."""
    if value is None:
        return _("not answered")
    if value < 0:
        is_na = value == AnswerCode.NOT_APPLICABLE
        return _("not applicable") if is_na else _("don’t know")
    match item.kind:
        case ItemKind.STATEMENT | ItemKind.CHOICES:
            return _("marked") if value else _("not marked")
        case ItemKind.NUMBER:
            return f"{value:g}"
        case _:
            return item.options[int(value)] if value < len(item.options) else f"{value:g}"


def marks_of(survey: Instrument, answers: Typed) -> dict[str, tuple[int, int, int]]:
    """Return how many statements of each bank are marked, how many answered, of how many."""
    found: dict[str, tuple[int, int, int]] = {}
    for bank in survey.banks:
        places = [AskedColumn(bank.name_of(item)) for item in bank.items if item.kind is ItemKind.STATEMENT]
        if places:
            marked = sum(answers.get(place) == AnswerCode.MARKED for place in places)
            found[bank.called] = (marked, sum(place in answers for place in places), len(places))
    return found


# --- the same form twice ------------------------------------------------------------------------


def sample(forms: Sequence[StoredForm], one_in: int) -> frozenset[int]:
    """Return the ids of the forms to be entered again: of every so many one, the same on every computer.

    One of each stretch of ``one_in`` forms in their order, chosen by the hash of its GUID; of a last stretch
    that is not full one too.
    """
    chosen: set[int] = set()
    for start in range(0, len(forms), one_in):
        some = forms[start : start + one_in]
        chosen.add(min(some, key=lambda each: hashlib.sha256(each.guid.encode()).digest()).id)
    return frozenset(chosen)


def differences(survey: Instrument, form: StoredForm) -> Iterator[EntryDifference]:
    """Yield where the two entries of a form differ, whose form it is first, then in the form's order."""
    if form.again is None:
        return
    one, other = form.entry, form.again.entry
    for label, first, second in (
        (_("School"), one.school, other.school),
        (_("Role"), role_in_words(one), role_in_words(other)),
    ):
        if first != second:
            yield EntryDifference(form, label, "", None, first or _("not known"), second or _("not known"))
    for name, (_bank, item) in survey.by_name.items():
        for place in places_of(name, item):
            first, second = one.answers.get(place), other.answers.get(place)
            if first != second:
                option = "" if place.option is None else f" ({item.options[place.option]})"
                words = (value_in_words(item, first), value_in_words(item, second))
                yield EntryDifference(form, name, item.text + option, place, *words)


def role_in_words(entry: FormEntry) -> str:
    """Return the role's number with its group, or the group alone."""
    return " ".join(filter(None, ("" if entry.role is None else str(entry.role), entry.group)))
