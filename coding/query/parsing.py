"""Reading the text of a query: ``hsc and e&c not jpd in:2015 school:B "each other"``.

    query = clause { ["and"] clause }                 side by side means and
    clause = what | ["not"] field
    what  = unit { "and" unit } | unit { "or" unit }
    unit  = ["not"] ( code | words | "(" what ")" )
    code  = name [ "[" field { field } "]" ]
    words = ["="] ( "phrase" | "begin*" | /regex/ ) | near("one", "two", 8)
    field = key ":" value { "," value }

``or`` beside anything but ``or`` needs brackets. Fields are no part of what brackets and ``or`` join.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from coding.analysis.known_names import KnownNames
from coding.language import _
from coding.model.framework import Code
from coding.model.query import (
    CodeTerm,
    Field,
    NearTerm,
    Phrase,
    Query,
    RegularExpression,
    Term,
    Within,
    all_of,
    any_of,
    negation,
)
from coding.query.codes import CodeReader
from coding.query.errors import QueryError, WrongQueryError
from coding.query.fields import FieldReader
from coding.query.lexing import (
    QueryToken,
    TokenKind,
    key_of_field,
    near_parts,
    tokens,
    unquoted,
    values_of_field,
)
from coding.text.word_search import expression

_DEEPEST: Final = 40  # brackets in brackets


def parse(text: str, names: KnownNames) -> Query:
    """Return the query that a text says. Raises WrongQueryError with all that is wrong, and where."""
    reading = _Reading(text, names)
    query = reading.query()
    if reading.errors:
        raise WrongQueryError(text, reading.errors)
    return query


@dataclass(frozen=True, slots=True)
class _Unit:
    """A code, words or brackets, with what joins it to the one before: ``and``, ``or`` or nothing."""

    joined: str
    term: Term
    start: int
    end: int


class _Reading:
    """The tokens of one text and how far they are read."""

    def __init__(self, text: str, names: KnownNames) -> None:
        self._text = text
        self._codes = CodeReader(names)
        self._tokens, self._at, self._depth = tokens(text), 0, 0
        self.errors: list[QueryError] = []
        self._fields = FieldReader(names, self.errors)
        self._within: Within | None = None

    # --- the whole -----------------------------------------------------------------------------------

    def query(self) -> Query:
        units: list[_Unit] = []
        fields: list[Field] = []
        while self._peek() is not None:
            joined = self._joining()
            negating = self._taken("not")
            token = self._peek()
            if token is None:
                self._nothing_after()
            elif token.kind is TokenKind.FIELD and key_of_field(token) != "code":
                self._alone(joined, token)
                fields += self._field(token, negated=negating is not None)
            else:
                units += self._unit(joined, negating)
        what = self._joined(units)
        return Query(what, tuple(fields), self._within or Within.PASSAGE)

    def _peek(self) -> QueryToken | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> QueryToken:
        self._at += 1
        return self._tokens[self._at - 1]

    def _taken(self, word: str) -> QueryToken | None:
        """Take the next token if it is this word or bracket."""
        return self._take() if (token := self._peek()) is not None and token.says(word) else None

    def _wrong(self, start: int, end: int, message: str, *offers: str) -> None:
        self.errors.append(QueryError(start, end, message, offers))

    def _joining(self) -> str:
        """Take ``and`` or ``or`` if one stands there; it needs something on both sides."""
        token = self._taken("and") or self._taken("or")
        if token is None:
            return ""
        first = self._at == 1 or self._tokens[self._at - 2].says("(")
        after = self._peek()
        last = after is None or after.says(")") or after.says("and") or after.says("or")
        if first or last:
            where = _("before") if first else _("after")
            self._wrong(
                token.start,
                token.end,
                _("Nothing stands {where} “{word}”.").format(where=where, word=token.text),
            )
        return token.text.casefold()

    def _nothing_after(self) -> None:
        token = self._tokens[self._at - 1]
        if not self.errors or self.errors[-1].end < token.end:
            self._wrong(token.start, token.end, _("Nothing stands after “{word}”.").format(word=token.text))

    # --- fields --------------------------------------------------------------------------------------

    def _alone(self, joined: str, token: QueryToken) -> None:
        """Refuse ``or`` on either side of a field."""
        after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        if joined == "or" or (after is not None and after.says("or")):
            self._wrong(
                token.start,
                token.end,
                _("Only codes and words can be joined by “or”. Several values: {example}.").format(
                    example="in:2014,2015"
                ),
            )

    def _field(self, token: QueryToken, *, negated: bool) -> list[Field]:
        self._take()
        if key_of_field(token) == "within":
            self._read_within(token, negated=negated)
            return []
        field = self._fields.read(token, negated=negated)
        return [field] if field else []

    def _read_within(self, token: QueryToken, *, negated: bool) -> None:
        typed = ",".join(value.text for value in values_of_field(token)).casefold()
        if typed not in set(Within):
            known = ", ".join(Within)
            message = _("“{typed}” is none of {known}.").format(typed=typed, known=known)
            self._wrong(token.start, token.end, message, *(f"within:{each}" for each in Within))
        elif negated or self._within is not None:
            self._wrong(token.start, token.end, _("“within:” is said once, and without “not”."))
        else:
            self._within = Within(typed)

    # --- codes, words and brackets -------------------------------------------------------------------

    def _unit(self, joined: str, negating: QueryToken | None) -> list[_Unit]:
        token = self._tokens[self._at]
        start = negating.start if negating else token.start
        term = self._term(token)
        if term is None:
            return []
        end = self._tokens[self._at - 1].end
        return [_Unit(joined, negation(term) if negating else term, start, end)]

    def _term(self, token: QueryToken) -> Term | None:
        if token.kind is TokenKind.WORD:
            return self._bare_code() if self._is_name(self._at) else self._too_many(self._take())
        read = {
            TokenKind.FIELD: self._written_code,
            TokenKind.PHRASE: self._phrase,
            TokenKind.PATTERN: self._pattern,
            TokenKind.NEAR: self._near,
            TokenKind.OPEN: self._not_closed,
            TokenKind.BRACKET: self._brackets,
        }
        return read[token.kind](self._take())

    def _too_many(self, token: QueryToken) -> None:
        """Refuse and, or, not where a code or words should stand; once for a run of them."""
        before = self._tokens[self._at - 2].end if self._at > 1 else 0
        if not any(error.end == before for error in self.errors):
            message = _("No code and no words stand before “{word}”.").format(word=token.text)
            self._wrong(token.start, token.end, message)

    def _not_closed(self, token: QueryToken) -> None:
        self._wrong(token.start, token.start + 1, _("This quotation mark is not closed."))

    def _brackets(self, opening: QueryToken) -> Term | None:
        if not opening.says("("):
            self._wrong(opening.start, opening.end, _("This bracket stands alone; “[…]” follows a code."))
            return None
        self._depth += 1
        units = self._inside() if self._depth <= _DEEPEST else []
        self._depth -= 1
        if self._taken(")") is None:
            self._at = len(self._tokens)
            self._wrong(opening.start, opening.end, _("This bracket is not closed."))
        elif not units and not self.errors:
            self._wrong(opening.start, opening.end, _("Nothing stands in these brackets."))
        return self._joined(units)

    def _inside(self) -> list[_Unit]:
        units: list[_Unit] = []
        while (token := self._peek()) is not None and not token.says(")"):
            joined = self._joining()
            negating = self._taken("not")
            token = self._peek()
            if token is None or token.says(")"):
                self._nothing_after()
            elif token.kind is TokenKind.FIELD and key_of_field(token) != "code":
                self._take()
                message = _("Fields stand outside brackets, or after one code: hsc[stage:b].")
                self._wrong(token.start, token.end, message)
            else:
                units += self._unit(joined, negating)
        return units

    def _joined(self, units: list[_Unit]) -> Term | None:
        """Join units all by and, or all by or."""
        if not units:
            return None
        joins = {unit.joined == "or" for unit in units[1:]}
        if len(joins) > 1:
            self._wrong(units[0].start, units[-1].end, self._what_belongs_together(units))
        terms = [unit.term for unit in units]
        return any_of(terms) if joins == {True} else all_of(terms)

    def _what_belongs_together(self, units: list[_Unit]) -> str:
        """Say the two ways in which units joined by and and or can be meant."""
        by_or, by_and = [[units[0]]], [[units[0]]]
        for _before, unit in pairwise(units):
            is_or = unit.joined == "or"
            by_or = [*by_or[:-1], [*by_or[-1], unit]] if is_or else [*by_or, [unit]]
            by_and = [*by_and, [unit]] if is_or else [*by_and[:-1], [*by_and[-1], unit]]
        one = " ".join(self._grouped(group, " or ") for group in by_or)
        other = " or ".join(self._grouped(group, " and ") for group in by_and)
        return _("Say what belongs together: {one}, or {other}.").format(one=one, other=other)

    def _grouped(self, units: list[_Unit], sign: str) -> str:
        written = sign.join(self._text[unit.start : unit.end] for unit in units)
        return f"({written})" if len(units) > 1 else written

    # --- words ---------------------------------------------------------------------------------------

    def _phrase(self, token: QueryToken) -> Term | None:
        exact = token.text.startswith("=")
        text = unquoted(token.text.removeprefix("="))
        if not any(character.isalnum() for character in text):
            self._wrong(token.start, token.end, _("No word stands in these quotation marks."))
            return None
        return Phrase(text, exact)

    def _pattern(self, token: QueryToken) -> Term | None:
        pattern = RegularExpression(token.text.removeprefix("=")[1:-1], token.text.startswith("="))
        try:
            expression(pattern)
        except ValueError as error:
            self._wrong(token.start, token.end, _("No regular expression: {reason}.").format(reason=error))
            return None
        return pattern

    def _near(self, token: QueryToken) -> Term | None:
        parts = near_parts(token)
        if parts is None or not all(any(map(str.isalnum, part)) for part in parts[:2]):
            message = _("Two words and how far apart: {example}.").format(
                example='near("head", "governor", 5)'
            )
            self._wrong(token.start, token.end, message)
            return None
        return NearTerm(*parts)

    # --- codes ---------------------------------------------------------------------------------------

    def _written_code(self, token: QueryToken) -> Term | None:
        """Read ``code:"a name"``."""
        values = list(values_of_field(token))
        typed = unquoted(values[0].text) if len(values) == 1 else ""
        if not any(map(str.isalnum, typed)):
            self._wrong(token.start, token.end, _('One code stands after “code:”: code:hsc, code:"a name".'))
            return self._with_fields(None)
        code = self._codes.called(typed)
        if code is None:
            self._no_code(typed, token.start, token.end)
        return self._with_fields(code)

    def _bare_code(self) -> Term | None:
        """Read the longest run of words that is a code's name; else all up to where one begins."""
        first = self._at
        found = self._longest()
        if found is None:
            self._at += 1
            while self._is_name(self._at) and self._longest() is None:
                self._at += 1
            start, end = self._tokens[first].start, self._tokens[self._at - 1].end
            self._no_code(self._text[start:end], start, end)
            return self._with_fields(None)
        self._at, code = found
        return self._with_fields(code)

    def _longest(self) -> tuple[int, Code] | None:
        """Return where the longest name from here ends, and the one code that is called so."""
        last = self._at
        while self._is_name(last) and last - self._at < self._codes.longest:
            last += 1
        for end in range(last, self._at, -1):
            written = self._text[self._tokens[self._at].start : self._tokens[end - 1].end]
            code = self._codes.called(written)
            if code is not None:
                return end, code
        return None

    def _is_name(self, at: int) -> bool:
        if at >= len(self._tokens) or self._tokens[at].kind is not TokenKind.WORD:
            return False
        return not any(self._tokens[at].says(word) for word in ("and", "or", "not"))

    def _no_code(self, typed: str, start: int, end: int) -> None:
        message, offers = self._codes.why_not(typed)
        self._wrong(start, end, message, *offers)

    def _with_fields(self, code: Code | None) -> Term | None:
        """Read the fields in square brackets after a code."""
        fields: list[Field] = []
        opening = self._taken("[")
        while opening is not None and self._taken("]") is None:
            negating = self._taken("not")
            token = self._peek()
            if token is None:
                self._wrong(opening.start, opening.end, _("This bracket is not closed."))
                break
            fields += self._field_of_code(self._take(), negated=negating is not None)
        return None if code is None else CodeTerm(self._codes.text_of(code), tuple(fields))

    def _field_of_code(self, token: QueryToken, *, negated: bool) -> list[Field]:
        n = len(self.errors)
        field = self._fields.read(token, negated=negated) if token.kind is TokenKind.FIELD else None
        if field is not None and field.is_of_codings:
            return [field]
        if len(self.errors) == n:
            example = "hsc[stage:b unsure:yes]"
            message = _("Only fields of codings stand after a code: {example}.").format(example=example)
            self._wrong(token.start, token.end, message)
        return []
