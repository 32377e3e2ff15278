"""The fields of a query, ``key:value,value``, read against what the study has."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from coding.analysis.known_names import KnownNames
from coding.language import _
from coding.model.code_labels import SAID
from coding.model.query import (
    WHAT,
    WHERE,
    WHO,
    Between,
    Bound,
    Exactly,
    Field,
    MarkedBy,
    NoValue,
    Value,
    attribute_key,
)
from coding.model.quoting import Quotable
from coding.model.study import KINDS, Origin
from coding.query.errors import QueryError
from coding.query.lexing import QueryToken, TokenKind, is_quoted, key_of_field, unquoted, values_of_field

_YES_NO: Final = ("yes", "no")
_NAMED: Final = ("in", "school", "role", "person", "interview", "case", "question", "coder", "stage")
_ALWAYS_THERE: Final = (
    *("interview", "coder", "unsure", "alone", "quote", "quoted"),
    *("by", "before", "after", "words", "person", "look", "source", "answered"),
)
_NOTHING: Final[dict[str, tuple[str, ...]]] = {**dict.fromkeys(_ALWAYS_THERE, ()), "memo": ("none", "no")}
_HAND: Final = "hand"
ORIGINS: Final = {str(origin) or _HAND: str(origin) for origin in Origin}
QUOTABLE: Final = tuple(map(str, Quotable))
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "by": tuple(ORIGINS),
    "direction": SAID,
    "look": ("again",),
    "quote": QUOTABLE,
    "source": tuple(map(str, KINDS)),
}
_COMPARED: Final = re.compile(r"(<=|>=|<|>|≤|≥)(.+)")
_MARKED: Final = re.compile(r"(.+?)(<=|>=|<|>|≤|≥)(\d+(?:\.\d+)?)%?")
_SIGNS: Final = {"≤": "<=", "≥": ">="}
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_DAY: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_FIRST_YEAR: Final = 1900
_SHOWN: Final = 12  # names in a message


class FieldReader:
    """Reads the fields of one text; what is wrong is put to ``errors``."""

    def __init__(self, names: KnownNames, errors: list[QueryError]) -> None:
        """Take the names of the study."""
        self._names, self._errors = names, errors

    def read(self, token: QueryToken, *, negated: bool) -> Field | None:
        """Return the field that a token says, or None where something is wrong with it."""
        key = self._key(token)
        if key is None:
            return None
        typed = list(values_of_field(token))
        if not typed or token.text.rstrip().endswith(","):
            self._wrong(token, _("Nothing stands after “{key}:”.").format(key=key))
            return None
        n = len(self._errors)
        values = tuple(self._values(key, typed, token))
        return Field(key, values, negated) if len(self._errors) == n else None

    def _wrong(self, token: QueryToken, message: str, offers: Iterable[str] = ()) -> None:
        """Note what is wrong with a token; what is offered can stand in its place."""
        before = f"{token.text.partition(':')[0]}:" if token.kind is TokenKind.FIELD else ""
        offers = tuple(before + str(Exactly(offer)) for offer in offers)
        self._errors.append(QueryError(token.start, token.end, message, offers))

    def _key(self, token: QueryToken) -> str | None:
        key = key_of_field(token)
        if key.startswith("@"):
            known = self._names.called("@", key[1:])
            if known is None:
                offers = self._names.offered("@")
                self._no_attribute(token, key[1:], offers)
            return f"@{known.text}" if known else None
        if key in {*WHO, *WHERE, *WHAT}:
            return key
        self._wrong(token, _later().get(key) or _unknown(key))
        return None

    def _no_attribute(self, token: QueryToken, name: str, known: tuple[str, ...]) -> None:
        message = _no_such(_("attribute"), name, _("Attributes"), known)
        values = ",".join(value.text for value in values_of_field(token))
        offers = tuple(f"{attribute_key(each)}:{values}" for each in known)
        self._errors.append(QueryError(token.start, token.end, message, offers))

    def _values(self, key: str, typed: list[QueryToken], whole: QueryToken) -> Iterator[Value]:
        for each in typed:
            place = whole if len(typed) == 1 else each
            value = self._value(key, each.text, place)
            if value is not None:
                yield value

    def _value(self, key: str, typed: str, place: QueryToken) -> Value | None:  # noqa: PLR0911
        if key == "answered":
            return self._marked(typed, place)
        if is_quoted(typed) and typed[-1] not in '"”':
            self._wrong(place, _("Nothing is compared after a name in quotes."))
            return None
        if typed.casefold() in _NOTHING.get(key, ("none",)):
            return NoValue()
        if key in _NAMED:
            return self._named(key, unquoted(typed), place)
        if key.startswith("@"):
            return self._ordered(typed, place) or Exactly(unquoted(typed))
        if key == "words":
            return self._words(typed, place)
        if key in {"before", "after"}:
            return self._day(typed, place)
        if key == "memo" and typed.casefold() not in _YES_NO:
            return Exactly(unquoted(typed))
        return self._one_of(_WORDS.get(key, _YES_NO), typed, place)

    def _named(self, key: str, typed: str, place: QueryToken) -> Value | None:
        known = self._names.called(key, typed)
        if known is None:
            offers = self._names.offered(key)
            self._wrong(place, _no_such(*_words_of(key, typed), offers), offers)
            return None
        return Exactly(known.text)

    def _marked(self, typed: str, place: QueryToken) -> MarkedBy | None:
        """Return a statement with the part that has to have marked it."""
        found = _MARKED.fullmatch(typed)
        name = unquoted(found[1] if found else typed)
        known = self._names.called("answered", name)
        if known is None:
            self._wrong(place, _no_such(*_words_of("answered", name), self._names.offered("answered")))
        elif found is None or float(found[3]) > 100:
            example = MarkedBy(known.text, ">=", "50")
            self._wrong(place, _("How many of a school’s staff: answered:{example}.").format(example=example))
        else:
            return MarkedBy(known.text, _SIGNS.get(found[2], found[2]), found[3])
        return None

    def _ordered(self, typed: str, place: QueryToken) -> Bound | Between | None:
        """Return a comparison of numbers or days, None where there is none."""
        compared = _COMPARED.fullmatch(typed)
        parts = [compared[2]] if compared else typed.split("..")
        if is_quoted(typed) or (not compared and len(parts) != 2):
            return None
        if not (all(map(_NUMBER.fullmatch, parts)) or all(map(_DAY.fullmatch, parts))):
            self._wrong(
                place, _("“{typed}” compares neither numbers nor days (2015-06-10).").format(typed=typed)
            )
        if compared:
            return Bound(_SIGNS.get(compared[1], compared[1]), compared[2])
        return Between(*parts)

    def _words(self, typed: str, place: QueryToken) -> Value | None:
        value = self._ordered(typed, place)
        written = (
            (value.low, value.high) if isinstance(value, Between) else (value.text,) if value else (typed,)
        )
        if not all(map(_NUMBER.fullmatch, written)):
            self._wrong(place, _("How many words: words:<5, words:3..7, words:>=50."))
        return value or Exactly(typed)

    def _day(self, typed: str, place: QueryToken) -> Value | None:
        if not _DAY.fullmatch(typed) or not _is_there(typed):
            self._wrong(
                place, _("“{typed}” is no date. Dates: 2026-03-01, 2026-03, 2026.").format(typed=typed)
            )
        return Exactly(typed)

    def _one_of(self, known: tuple[str, ...], typed: str, place: QueryToken) -> Value | None:
        if typed.casefold() not in known:
            listed = ", ".join(known)
            self._wrong(place, _("“{typed}” is none of {known}.").format(typed=typed, known=listed), known)
        return Exactly(typed.casefold())


def _is_there(day: str) -> bool:
    """Tell whether the calendar has a day, and people code by then."""
    try:
        return date.fromisoformat(day + "-01-01"[len(day) - 4 :]).year >= _FIRST_YEAR
    except ValueError:
        return False


def _no_such(what: str, typed: str, several: str, offers: tuple[str, ...]) -> str:
    listed = ", ".join(offers[:_SHOWN]) + ("…" if len(offers) > _SHOWN else "")
    if not offers:
        return _("No {what} {typed}. The study has none.").format(what=what, typed=typed)
    return _("No {what} {typed}. {several}: {listed}.").format(
        what=what, typed=typed, several=several, listed=listed
    )


def _words_of(key: str, typed: str) -> tuple[str, str, str]:
    words = {
        "in": (_("round"), _("Rounds")),
        "school": (_("school"), _("Schools")),
        "role": (_("role group"), _("Role groups")),
        "person": (_("person"), _("People")),
        "interview": (_("interview"), _("Interviews")),
        "case": (_("case"), _("Cases")),
        "question": (_("question"), _("Questions")),
        "coder": (_("coder"), _("Coders shown")),
        "stage": (_("stage"), _("Stages")),
        "answered": (_("statement"), _("Statements")),
    }
    one, several = words[key]
    return one, typed, several


def _unknown(key: str) -> str:
    known = ", ".join((*WHO, *WHERE, *WHAT, "within", "code", "@attribute"))
    return _("Nothing is asked by “{key}:”. There are {known}.").format(key=key, known=known)


def _later() -> dict[str, str]:
    """Return what can be said of keys for which studies hold nothing yet."""
    return {
        "of": _("One framework is asked at a time: the one that is chosen."),
    }
