"""The text of a query cut into codes, words, fields and brackets, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_QUOTED: Final = r'(?:"(?:\\.|[^"\\])*"|“[^”]*”)'
_VALUE: Final = rf'(?:(?:[<>]=?|[≤≥])?(?:{_QUOTED}(?:(?:[<>]=?|[≤≥])[^\s,()\[\]"“”]*)?|[^\s,()\[\]"“”]+))'
_KEY: Final = rf"(?:@(?:{_QUOTED}|[\w-]+)|[A-Za-z]+)"
_TOKEN: Final = re.compile(
    rf"(?P<field>{_KEY}:(?:{_VALUE}(?:,\s*{_VALUE})*,?)?)"
    rf"|(?P<phrase>=?{_QUOTED})"
    r"|(?P<pattern>=?/(?:\\.|[^/\\\n])+/(?=[\s)\]]|$))"
    rf"|(?P<near>near\((?:{_QUOTED}|[^()\"“”])*\))"
    r"|(?P<bracket>[()\[\]])"
    r'|(?P<word>[^\s()\[\]"“”]+)'
    r'|(?P<open>["“].*)',
    re.IGNORECASE | re.DOTALL,
)
_PARTS_OF_FIELD: Final = re.compile(rf"(?P<key>{_KEY}):")
_EACH_VALUE: Final = re.compile(_VALUE)


class TokenKind(StrEnum):
    """What a token is."""

    FIELD = "field"
    PHRASE = "phrase"
    PATTERN = "pattern"
    NEAR = "near"
    BRACKET = "bracket"
    WORD = "word"
    OPEN = "open"  # a quotation mark that nothing closes


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A part of the text, and from where to where it stands in it (code points)."""

    kind: TokenKind
    text: str
    start: int
    end: int

    def says(self, word: str) -> bool:
        """Tell whether it is this word or bracket, whatever its case."""
        return self.kind in {TokenKind.WORD, TokenKind.BRACKET} and self.text.casefold() == word


def tokens(text: str) -> list[QueryToken]:
    """Cut a text; blanks fall away, nothing else does."""
    return [
        QueryToken(TokenKind(match.lastgroup or TokenKind.WORD), match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def key_of_field(token: QueryToken) -> str:
    """Return the key of a field: in small letters, an attribute's as it is typed, without its quotes."""
    found = _PARTS_OF_FIELD.match(token.text)
    key = found["key"] if found else ""
    return f"@{unquoted(key[1:])}" if key.startswith("@") else key.casefold()


def values_of_field(token: QueryToken) -> Iterator[QueryToken]:
    """Yield the values of a field as they are typed, each with its place."""
    found = _PARTS_OF_FIELD.match(token.text)
    for match in _EACH_VALUE.finditer(token.text, found.end() if found else 0):
        yield QueryToken(
            TokenKind.WORD, match.group(), token.start + match.start(), token.start + match.end()
        )


def is_quoted(text: str) -> bool:
    """Tell whether a text stands in quotes."""
    return text[:1] in {'"', "“"}


def unquoted(text: str) -> str:
    """Return a text without its quotes, if it has any."""
    if text.startswith('"'):
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
    return text[1:-1] if text.startswith("“") else text


def near_parts(token: QueryToken) -> tuple[str, str, int] | None:
    """Return what ``near("one", "two", 8)`` says; None where it is written otherwise."""
    found = re.fullmatch(
        rf"near\(\s*({_QUOTED})\s*,\s*({_QUOTED})\s*,\s*(\d{{1,4}})\s*\)",
        token.text,
        re.IGNORECASE | re.DOTALL,
    )
    return (unquoted(found[1]), unquoted(found[2]), int(found[3])) if found else None
