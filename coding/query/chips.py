"""A query in words for people: chips that read as a sentence, each of which can be taken off."""

from dataclasses import dataclass, replace

from coding.language import _
from coding.model.code_labels import SAID, direction_in_words
from coding.model.query import (
    AllOf,
    AnyOf,
    Between,
    Bound,
    CodeTerm,
    Exactly,
    Field,
    MarkedBy,
    NearTerm,
    Not,
    NoValue,
    Phrase,
    Query,
    RegularExpression,
    Term,
    Value,
    Within,
    all_of,
    negation,
    words_in,
)


@dataclass(frozen=True, slots=True)
class QueryChip:
    """A condition in words; ``without`` is the query that is left when it is taken off.

    ``taken_off`` says that query in words: ``without HSC``. ``turned`` is the query that asks for the
    contrary of the condition; None where it has none.
    """

    words: str
    without: Query
    taken_off: str
    turned: Query | None = None
    is_of_codes: bool = False


def chips(query: Query) -> list[QueryChip]:
    """Return the conditions of a query in its order, none for a query that asks for all."""
    found = [_chip_of_term(query, at) for at in range(len(query.terms))]
    found += [_chip_of_field(query, at) for at in range(len(query.fields))]
    if query.within is not Within.PASSAGE:
        words = within_in_words(query.within)
        found.append(QueryChip(words, replace(query, within=Within.PASSAGE), within_in_words(Within.PASSAGE)))
    return found


def in_words_of_query(query: Query) -> str:
    """Return what a query asks for, in words; nothing where it asks for all."""
    return "; ".join(chip.words for chip in chips(query))


def _chip_of_term(query: Query, at: int) -> QueryChip:
    term = query.terms[at]
    turned = all_of((*query.terms[:at], negation(term), *query.terms[at + 1 :]))
    return QueryChip(
        _term(term),
        replace(query, what=_left(query.terms, at)),
        _term_taken_off(term),
        replace(query, what=turned),
        is_of_codes=not any(words_in(term)),
    )


def _chip_of_field(query: Query, at: int) -> QueryChip:
    field, before, after = query.fields[at], query.fields[:at], query.fields[at + 1 :]
    turned = replace(field, negated=not field.negated)
    return QueryChip(
        _field(field),
        replace(query, fields=before + after),
        _without(_field(field)),
        replace(query, fields=(*before, turned, *after)),
    )


def _term_taken_off(term: Term) -> str:
    match term:
        case Phrase(text):
            return _without(_("the words “{words}”").format(words=text))
        case RegularExpression():
            return _without(_("what fits {pattern}").format(pattern=term))
        case Not(inner):
            return _("with or without {condition}").format(condition=_inside(inner))
        case _:
            return _without(_inside(term))


def _without(condition: str) -> str:
    return _("without {condition}").format(condition=condition)


def _left(terms: tuple[Term, ...], at: int) -> Term | None:
    rest = terms[:at] + terms[at + 1 :]
    return all_of(rest) if rest else None


def _term(term: Term) -> str:  # noqa: PLR0911 - one for each kind
    match term:
        case CodeTerm(name, fields):
            return f"{name} ({', '.join(map(_field, fields))})" if fields else name
        case Phrase(text, exact):
            said = (
                _("with the words “{words}”, as they are written") if exact else _("with the words “{words}”")
            )
            return said.format(words=text)
        case RegularExpression():
            return _("with what fits {pattern}").format(pattern=term)
        case NearTerm(one, other, apart):
            said = _("“{one}” and “{other}” at most {n} words apart")
            return said.format(one=one, other=other, n=apart)
        case Not(inner):
            return _("without {condition}").format(condition=_inside(inner))
        case AllOf(terms):
            return _(" and ").join(map(_inside, terms))
        case AnyOf(terms):
            return _(" or ").join(map(_inside, terms))


def _inside(term: Term) -> str:
    return f"({_term(term)})" if isinstance(term, AllOf | AnyOf) else _term(term)


_SPOKEN_ALONE = {
    "unsure",
    "alone",
    "prompted",
    "memo",
    "quote",
    "quoted",
    "by",
    "direction",
    "look",
    "source",
    "answered",
}


def _field(field: Field) -> str:
    values = _(" or ").join(_value(field, value) for value in field.values)
    said = values if field.key in _SPOKEN_ALONE else f"{_name(field)} {values}"
    return _("not {condition}").format(condition=said) if field.negated else said


def _name(field: Field) -> str:
    names = {
        "in": _("round"),
        "school": _("school"),
        "role": _("role"),
        "person": _("person"),
        "interview": _("interview"),
        "case": _("case"),
        "question": _("question"),
        "coder": _("coded by"),
        "stage": _("stage"),
        "words": _("words:"),
        "before": _("coded before"),
        "after": _("coded from"),
    }
    return names.get(field.key) or f"{field.attribute}:"


def _value(field: Field, value: Value) -> str:
    match value:
        case Exactly(text):
            return spoken(field.key).get(text) or (_memo(text) if field.key == "memo" else text)
        case NoValue():
            return spoken(field.key).get("none", _("not known"))
        case Bound(sign, text):
            return f"{sign} {text}"
        case Between(low, high):
            return _("{low} to {high}").format(low=low, high=high)
        case MarkedBy():
            return _marked(value)


def _marked(value: MarkedBy) -> str:
    """Say that it is the school that is asked for, and no speaker: answers are anonymous."""
    said = {
        ">=": _("where at least {percent} % marked {statement} that round (schools, not these speakers)"),
        ">": _("where more than {percent} % marked {statement} that round (schools, not these speakers)"),
        "<=": _("where at most {percent} % marked {statement} that round (schools, not these speakers)"),
        "<": _("where less than {percent} % marked {statement} that round (schools, not these speakers)"),
    }
    return said[value.sign].format(percent=value.percent, statement=value.statement)


def _memo(text: str) -> str:
    return _("a memo with “{words}”").format(words=text)


def spoken(key: str) -> dict[str, str]:
    """Return the values of a field that stand for themselves."""
    known = {
        "unsure": {"yes": _("unsure"), "no": _("sure")},
        "prompted": {"yes": _("prompted"), "no": _("unprompted"), "none": _("prompted or not: not known")},
        "memo": {"yes": _("with a memo"), "none": _("without a memo")},
        "stage": {"none": _("none")},
        "direction": {said: direction_in_words(said) for said in SAID} | {"none": direction_in_words("")},
        "alone": {"yes": _("alone"), "no": _("with a strand named")},
        "quote": {
            "open": _("nothing asked about quoting"),
            "cleared": _("cleared for quotation"),
            "shown": _("shown, not answered"),
            "ask": _("to be shown first"),
            "refused": _("shown, refused"),
            "no": _("not to be quoted"),
        },
        "quoted": {"yes": _("quoted in a document"), "no": _("not quoted in a document yet")},
        "look": {"again": _("to look at again")},
        "source": {
            "interview": _("interviews"),
            "group": _("group interviews"),
            "document": _("documents"),
            "notes": _("notes"),
            "answers": _("answers to a survey"),
        },
        "by": {
            "hand": _("coded by hand"),
            "letters": _("from letters in the text"),
            "comment": _("from a comment"),
            "colour": _("from a colour"),
            "table": _("from a table"),
            "search": _("from a search"),
            "ruling": _("by a ruling"),
            "suggested": _("suggested"),
        },
    }
    return known.get(key, {})


def within_in_words(within: Within) -> str:
    """Return where conditions have to be met together."""
    said = {
        Within.PASSAGE: _("on the same passage"),
        Within.OVERLAP: _("in passages that overlap"),
        Within.TURN: _("in the same turn"),
        Within.ANSWER: _("in the same answer"),
        Within.INTERVIEW: _("in the same interview"),
    }
    return said[within]
