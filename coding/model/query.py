"""What is asked of a study, as a value: which codings, of whom, where.

``str(query)`` is the text that ``coding.query.parsing.parse`` reads as the same query. Names stand in it as
the study writes them; what they mean is looked up when the query is asked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

WHO: Final = ("in", "school", "role", "person", "interview", "case", "source", "answered")  # and @attribute
WHERE: Final = ("question", "prompted")
WHAT: Final = (
    *("coder", "stage", "direction", "unsure", "alone", "memo", "quote", "quoted"),
    *("by", "before", "after", "words", "look"),
)

_BARE_NAME: Final = re.compile(r"[\w&-]+")
_BARE_KEY: Final = re.compile(r"[\w-]+")
_BARE_VALUE: Final = re.compile(r"(?!none$)[\w&.-]+")
_RANGE: Final = ".."
JOINING: Final = ("and", "or", "not", "near")


class Within(StrEnum):
    """In what conditions have to be met together, by one coder's codings."""

    PASSAGE = "passage"
    OVERLAP = "overlap"
    TURN = "turn"
    ANSWER = "answer"
    INTERVIEW = "interview"


def quoted(text: str) -> str:
    """Return a text in quotes, as queries have it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- values of fields ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exactly:
    """One value by name."""

    text: str

    def __str__(self) -> str:
        bare = _BARE_VALUE.fullmatch(self.text) and _RANGE not in self.text
        return self.text if bare else quoted(self.text)


@dataclass(frozen=True, slots=True)
class NoValue:
    """No value at all."""

    def __str__(self) -> str:
        return "none"


@dataclass(frozen=True, slots=True)
class Bound:
    """Numbers or days on one side of ``text``; ``sign`` is <, <=, > or >=."""

    sign: str
    text: str

    def __str__(self) -> str:
        return self.sign + self.text


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers or days from ``low`` to ``high``, both included."""

    low: str
    high: str

    def __str__(self) -> str:
        return f"{self.low}{_RANGE}{self.high}"


@dataclass(frozen=True, slots=True)
class MarkedBy:
    """Schools of which so many per cent marked a statement; ``sign`` is <, <=, > or >=."""

    statement: str
    sign: str
    percent: str

    def __str__(self) -> str:
        return f"{quoted(self.statement)}{self.sign}{self.percent}%"


Value = Exactly | NoValue | Bound | Between | MarkedBy


def attribute_key(name: str) -> str:
    """Return the key of an attribute, as queries write it: ``@tenure``."""
    return "@" + (name if _BARE_KEY.fullmatch(name) else quoted(name))


@dataclass(frozen=True, slots=True)
class Field:
    """``key:value,value``: one of the values, ``negated`` none of them; an attribute's key has an @."""

    key: str
    values: tuple[Value, ...]
    negated: bool = False

    @property
    def attribute(self) -> str:
        """The name of the attribute that is asked for, empty for another field."""
        return self.key[1:] if self.key.startswith("@") else ""

    @property
    def is_of_codings(self) -> bool:
        """Tell whether it narrows codings, rather than who speaks or what is answered."""
        return self.key in WHAT

    def __str__(self) -> str:
        key = attribute_key(self.attribute) if self.attribute else self.key
        return f"{'not ' * self.negated}{key}:{','.join(map(str, self.values))}"


# --- codes and words -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CodeTerm:
    """A code, with what lies below it; ``fields`` are asked of its codings alone."""

    name: str
    fields: tuple[Field, ...] = ()

    def __str__(self) -> str:
        bare = _BARE_NAME.fullmatch(self.name) and self.name.casefold() not in JOINING
        name = self.name if bare else f"code:{quoted(self.name)}"
        return f"{name}[{' '.join(map(str, self.fields))}]" if self.fields else name


@dataclass(frozen=True, slots=True)
class Phrase:
    """Whole words next to each other, the last one as a beginning where it ends with ``*``.

    Case and accents count only where ``exact``.
    """

    text: str
    exact: bool = False

    def __str__(self) -> str:
        return f"{'=' * self.exact}{quoted(self.text)}"


@dataclass(frozen=True, slots=True)
class RegularExpression:
    """A regular expression; case counts where ``exact``."""

    pattern: str
    exact: bool = False

    def __str__(self) -> str:
        return f"{'=' * self.exact}/{self.pattern}/"


@dataclass(frozen=True, slots=True)
class NearTerm:
    """Two words (or phrases) with at most ``apart`` words from one to the other, whichever comes first."""

    one: str
    other: str
    apart: int

    def __str__(self) -> str:
        return f"near({quoted(self.one)}, {quoted(self.other)}, {self.apart})"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    term: "Term"

    def __str__(self) -> str:
        return f"not {_in_brackets(self.term)}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Two terms or more that all have to be; use ``all_of``."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        return " and ".join(map(_in_brackets, self.terms))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two terms or more of which one has to be; use ``any_of``."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        return " or ".join(map(_in_brackets, self.terms))


WordTerm = Phrase | RegularExpression | NearTerm
Term = CodeTerm | WordTerm | Not | AllOf | AnyOf


def _in_brackets(term: Term) -> str:
    return f"({term})" if isinstance(term, AllOf | AnyOf) else str(term)


def all_of(terms: Iterable[Term]) -> Term:
    """Return the term that asks for all of these, at least one, brackets within brackets left out."""
    flat = tuple(each for term in terms for each in (term.terms if isinstance(term, AllOf) else (term,)))
    return flat[0] if len(flat) == 1 else AllOf(flat)


def any_of(terms: Iterable[Term]) -> Term:
    """Return the term that asks for any of these, at least one, brackets within brackets left out."""
    flat = tuple(each for term in terms for each in (term.terms if isinstance(term, AnyOf) else (term,)))
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def negation(term: Term) -> Term:
    """Return the term that asks for the contrary."""
    return term.term if isinstance(term, Not) else Not(term)


def named_codes(term: Term | None, *, negated: bool = False) -> Iterator[CodeTerm]:
    """Yield the codes that a term names without not."""
    match term:
        case CodeTerm() if not negated:
            yield term
        case Not(inner):
            yield from named_codes(inner, negated=not negated)
        case AllOf(terms) | AnyOf(terms):
            for each in terms:
                yield from named_codes(each, negated=negated)
        case _:
            pass


def words_in(term: Term | None) -> Iterator[WordTerm]:
    """Yield the words that a term asks for, with not or without."""
    match term:
        case Phrase() | RegularExpression() | NearTerm():
            yield term
        case Not(inner):
            yield from words_in(inner)
        case AllOf(terms) | AnyOf(terms):
            for each in terms:
                yield from words_in(each)
        case _:
            pass


@dataclass(frozen=True, slots=True)
class Query:
    """Which codings are asked for; an empty one asks for all.

    ``what`` is asked of codes and words, all ``fields`` have to hold; those of codings hold for every code.
    """

    what: Term | None = None
    fields: tuple[Field, ...] = ()
    within: Within = Within.PASSAGE

    @property
    def is_of_codings(self) -> bool:
        """Tell whether it asks for codes, words or how something is coded, rather than who speaks where."""
        return self.what is not None or any(field.is_of_codings for field in self.fields)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that all have to be: a chip each."""
        if self.what is None:
            return ()
        return self.what.terms if isinstance(self.what, AllOf) else (self.what,)

    def meeting(self, within: Within) -> "Query":
        """Return the same question with conditions that have to be met elsewhere."""
        return replace(self, within=within)

    def __str__(self) -> str:
        what = () if self.what is None else (str(self.what),)
        how = () if self.within is Within.PASSAGE else (f"within:{self.within}",)
        return " ".join((*what, *map(str, self.fields), *how))
