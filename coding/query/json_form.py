"""A query as JSON, for what is kept and for other programs."""

from collections.abc import Mapping
from typing import Any, Final

from coding.errors import UserError
from coding.language import _
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
)

_VERSION: Final = 1
Json = Mapping[str, Any]


def to_json(query: Query) -> dict[str, Any]:
    """Return a query as plain lists and dictionaries."""
    return {
        "v": _VERSION,
        "what": None if query.what is None else _term(query.what),
        "fields": list(map(_field, query.fields)),
        "within": str(query.within),
    }


def from_json(record: Json) -> Query:
    """Return the query that ``to_json`` has written. Raises UserError for one of a later version."""
    if record.get("v") != _VERSION:
        raise UserError(
            _("This filter was kept by a later version of Strandline."),
            _("It is left as it is."),
            _("Open the study with that version to use it."),
        )
    what = None if record["what"] is None else _read_term(record["what"])
    return Query(what, tuple(map(_read_field, record["fields"])), Within(record["within"]))


def _term(term: Term) -> dict[str, Any]:  # noqa: PLR0911 - one for each kind
    match term:
        case CodeTerm(name, fields):
            return {"code": name, "fields": list(map(_field, fields))}
        case Phrase(text, exact):
            return {"phrase": text, "exact": exact}
        case RegularExpression(pattern, exact):
            return {"pattern": pattern, "exact": exact}
        case NearTerm(one, other, apart):
            return {"near": [one, other], "apart": apart}
        case Not(inner):
            return {"not": _term(inner)}
        case AllOf(terms):
            return {"all": list(map(_term, terms))}
        case AnyOf(terms):
            return {"any": list(map(_term, terms))}


def _read_term(record: Json) -> Term:  # noqa: PLR0911 - one for each kind
    match record:
        case {"code": name, "fields": fields}:
            return CodeTerm(name, tuple(map(_read_field, fields)))
        case {"phrase": text, "exact": exact}:
            return Phrase(text, exact)
        case {"pattern": pattern, "exact": exact}:
            return RegularExpression(pattern, exact)
        case {"near": [one, other], "apart": apart}:
            return NearTerm(one, other, apart)
        case {"not": inner}:
            return Not(_read_term(inner))
        case {"all": terms}:
            return AllOf(tuple(map(_read_term, terms)))
        case _:
            return AnyOf(tuple(map(_read_term, record["any"])))


def _field(field: Field) -> dict[str, Any]:
    return {"key": field.key, "values": list(map(_value, field.values)), "not": field.negated}


def _read_field(record: Json) -> Field:
    return Field(record["key"], tuple(map(_read_value, record["values"])), record["not"])


def _value(value: Value) -> dict[str, str]:
    match value:
        case Exactly(text):
            return {"text": text}
        case NoValue():
            return {}
        case Bound(sign, text):
            return {"sign": sign, "than": text}
        case Between(low, high):
            return {"from": low, "to": high}
        case MarkedBy(statement, sign, percent):
            return {"statement": statement, "sign": sign, "than": percent}


def _read_value(record: Json) -> Value:
    match record:
        case {"text": text}:
            return Exactly(text)
        case {"statement": statement, "sign": sign, "than": percent}:
            return MarkedBy(statement, sign, percent)
        case {"sign": sign, "than": than}:
            return Bound(sign, than)
        case {"from": low, "to": high}:
            return Between(low, high)
        case _:
            return NoValue()
