"""Changing a query bit by bit: what check boxes, menus and links in the window do to it. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Final

from coding.model.query import (
    AllOf,
    AnyOf,
    CodeTerm,
    Exactly,
    Field,
    Not,
    Query,
    Term,
    Value,
    all_of,
    any_of,
    named_codes,
    negation,
)

_ALONE: Final = Field("alone", (Exactly("yes"),))


class Joining(StrEnum):
    """How one more code joins those that are asked for."""

    ANY = "or"
    ALL = "and"
    NONE = "not"


def with_terms(query: Query, terms: Iterable[Term]) -> Query:
    """Return a query that asks for all these codes and words, and for its fields as before."""
    terms = tuple(terms)
    return replace(query, what=all_of(terms) if terms else None)


# --- fields ------------------------------------------------------------------------------------------


def values_of(query: Query, key: str) -> tuple[Value, ...]:
    """Return the values that are asked for after a key, those after ``not`` left out."""
    return tuple(
        value for field in query.fields if field.key == key and not field.negated for value in field.values
    )


def toggled(query: Query, key: str, value: Value) -> Query:
    """Return a query that asks for a value as well, or no more if it did; one value of a key is enough."""
    if value in values_of(query, key):
        kept = (
            _less(field, value) if field.key == key and not field.negated else field for field in query.fields
        )
        return replace(query, fields=tuple(field for field in kept if field.values))
    fields = list(query.fields)
    for at, field in enumerate(fields):
        if field.key == key and not field.negated:
            fields[at] = replace(field, values=(*field.values, value))
            return replace(query, fields=tuple(fields))
    return replace(query, fields=(*fields, Field(key, (value,))))


def _less(field: Field, value: Value) -> Field:
    return replace(field, values=tuple(each for each in field.values if each != value))


def with_field(query: Query, key: str, value: Value | None) -> Query:
    """Return a query that asks for one value after a key in place of what it asked; for None for nothing."""
    fields = tuple(field for field in query.fields if field.key != key)
    return replace(query, fields=fields if value is None else (*fields, Field(key, (value,))))


def left_out(query: Query, key: str) -> tuple[Value, ...]:
    """Return the values after a key of which none is asked for: those after ``not``."""
    found = (field for field in query.fields if field.key == key and field.negated)
    return tuple(value for field in found for value in field.values)


def with_left_out(query: Query, key: str, values: Iterable[Value]) -> Query:
    """Return a query that leaves these values of a key out, and no others; what it asks for stays."""
    values = tuple(values)
    fields = tuple(field for field in query.fields if field.key != key or not field.negated)
    return replace(query, fields=(*fields, Field(key, values, negated=True)) if values else fields)


def left_out_or_not(query: Query, key: str, value: Value) -> Query:
    """Return a query that leaves one more value of a key out, or no longer leaves it out."""
    before = left_out(query, key)
    after = [each for each in before if each != value] if value in before else [*before, value]
    return with_left_out(query, key, after)


# --- codes -------------------------------------------------------------------------------------------


def ticked(query: Query) -> frozenset[CodeTerm]:
    """Return the codes that are asked for, as check boxes know them."""
    return frozenset(map(_box_of, named_codes(query.what)))


def crossed(query: Query) -> frozenset[CodeTerm]:
    """Return the codes that must not be, as check boxes know them."""
    return frozenset(map(_box_of, named_codes(query.what, negated=True)))


def alone(name: str) -> CodeTerm:
    """Return what asks for a dimension of which no strand is named."""
    return CodeTerm(name, (_ALONE,))


def _box_of(term: CodeTerm) -> CodeTerm:
    """Return the check box of a code: whatever else is asked of its codings, it is the same."""
    return CodeTerm(term.name, (_ALONE,) if _ALONE in term.fields else ())


def toggled_code(query: Query, code: CodeTerm, joining: Joining) -> Query:
    """Return a query with one more code, or without it if it was in."""
    if code in ticked(query) | crossed(query):
        return with_terms(query, _without(query.terms, code))
    if joining is Joining.NONE:
        return with_terms(query, (*query.terms, Not(code)))
    terms = list(query.terms)
    place = next((at for at, term in enumerate(terms) if _is_choice(term)), None)
    if joining is Joining.ALL or place is None:
        return with_terms(query, (*query.terms, code))
    terms[place] = any_of((terms[place], code))
    return with_terms(query, terms)


def only_code(query: Query, code: CodeTerm) -> Query:
    """Return a query that asks for this code alone; words and fields stay."""
    words = (term for term in query.terms if not _speaks_of_codes(term))
    return with_terms(query, (code, *words))


def without_codes(query: Query) -> Query:
    """Return a query that asks for no code; words and fields stay."""
    return with_terms(query, (term for term in query.terms if not _speaks_of_codes(term)))


def rejoined(query: Query, joining: Joining) -> Query:
    """Return a query whose ticked codes are joined otherwise; for NONE it stays: it is how the next join."""
    if joining is Joining.NONE:
        return query
    chosen = [term for term in query.terms if _is_choice(term)]
    if not chosen:
        return query
    codes = [code for term in chosen for code in _codes_of(term)]
    place = query.terms.index(chosen[0])
    others = [term for term in query.terms if not _is_choice(term)]
    joined = [any_of(codes)] if joining is Joining.ANY else codes
    return with_terms(query, (*others[:place], *joined, *others[place:]))


def joining_of(query: Query) -> Joining | None:
    """Return how the ticked codes are joined; None where there are not two."""
    chosen = [term for term in query.terms if _is_choice(term)]
    if len(chosen) > 1:
        return Joining.ALL
    return Joining.ANY if chosen and isinstance(chosen[0], AnyOf) else None


def _is_choice(term: Term) -> bool:
    """Tell whether a term is a code, or codes joined by or: what check boxes make."""
    return isinstance(term, CodeTerm) or (
        isinstance(term, AnyOf) and all(isinstance(each, CodeTerm) for each in term.terms)
    )


def _codes_of(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, AnyOf) else (term,)


def _speaks_of_codes(term: Term) -> bool:
    return any(named_codes(term)) or any(named_codes(term, negated=True))


def _without(terms: Iterable[Term], code: CodeTerm) -> list[Term]:
    """Return terms with every mention of a code left out."""
    return [left for term in terms for left in _left_of(term, code)]


def _left_of(term: Term, code: CodeTerm) -> list[Term]:
    match term:
        case CodeTerm():
            return [] if _box_of(term) == code else [term]
        case Not(inner):
            return [negation(left) for left in _left_of(inner, code)]
        case AnyOf(terms):
            left = _without(terms, code)
            return [any_of(left)] if left else []
        case AllOf(terms):
            left = _without(terms, code)
            return [all_of(left)] if left else []
        case _:
            return [term]
