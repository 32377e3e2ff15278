"""A pattern of names, taken apart and held against names: ``{round}/{school}{role} {any}``.

A blank in a pattern stands for blanks and underscores in the name, a hyphen for any dash, capitals for
small letters too. A slash stands for a folder; the name is looked at without its ending.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from coding.arrivals import IncomingFile, KnownStudy
from coding.errors import UserError
from coding.hints import PostHint, date_in, letter_of, post_in, round_in
from coding.keys import parse_key
from coding.language import _
from coding.layers import Said


class Field(StrEnum):
    """What a part of a name can be; as written between braces."""

    ROUND = "round"
    SCHOOL = "school"
    ROLE = "role"
    KEY = "key"
    PERSON = "person"
    DATE = "date"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was understood; ``written`` as the researcher wrote it, ``folders`` that it looks at."""

    written: str
    folders: int
    regex: re.Pattern[str]


_PART: Final = re.compile(
    r"\{(?P<field>[^{}]*)\}|(?P<brace>[{}])|(?P<blank>[\s_]+)|(?P<dash>[-–—])|(?P<sign>.)"
)
_BLANK: Final = r"[\s_]+"
_TEXT: Final = r"[^/]+?"
_CLEAR_ROUND: Final = r"(?:19|20)\d\d(?:[-–]\d\d(?:\d\d)?)?|(?:round|wave|phase|term|year|r|w)[\s_]?\d{1,2}"
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WIDTHS: Final = {
    Field.ROUND: rf"(?:{_CLEAR_ROUND}|{_TEXT})",
    Field.SCHOOL: r"[^\W\d_]+(?:[\s.'’&-]+[^\W\d_]+)*?",
    Field.ROLE: r"(?:\d{1,2}|[^\W\d_][^\d/]*?)",
    Field.KEY: r"[^\W\d_]{1,3}[\s-]?\d{1,2}",
    Field.PERSON: r"[^\W\d_][^/]*?",
    Field.DATE: (
        rf"(?:\d{{4}}[-_.]?\d\d[-_.]?\d\d|\d{{1,2}}[-_.]\d{{1,2}}[-_.](?:\d{{4}}|\d\d)"
        rf"|\d{{1,2}}(?:st|nd|rd|th)?[-_. ]+(?:of )?{_MONTH}[-_., ]+\d{{4}})"
    ),
    Field.ANY: r"[^/]*?",
}
# How wide a field is that has another one directly beside it.
_NARROW: Final = {Field.ROUND: rf"(?:{_CLEAR_ROUND})", Field.SCHOOL: r"[^\W\d_]{1,3}", Field.ROLE: r"\d{1,2}"}
_OPEN: Final = frozenset({Field.ANY, Field.PERSON})
_DIGITS: Final = frozenset({Field.ROUND, Field.ROLE, Field.DATE})
_SPACES: Final = re.compile(r"[\s_]+")
_SEVERAL: Final = re.compile(r"\s*(?:,|;|&|\+|\band\b)\s*")

_Token = Field | str


@lru_cache(maxsize=256)
def parse(pattern: str) -> Pattern:
    """Read a pattern; raises UserError with what is wrong in it."""
    written = pattern.strip().replace("\\", "/").strip("/")
    tokens = _tokens(written)
    _refuse(tokens)
    return Pattern(written, written.count("/"), re.compile(_regex(tokens), re.IGNORECASE))


def _tokens(written: str) -> list[_Token]:
    """Return fields, and what stands between them as regular expressions."""
    tokens: list[_Token] = []
    for part in _PART.finditer(written):
        if part["brace"]:
            raise UserError(
                _("A brace in the pattern has no partner."), "", _("Write fields such as {round} whole.")
            )
        if part["field"] is not None:
            tokens.append(_field(part["field"]))
        else:
            tokens.append(_BLANK if part["blank"] else "[-–—]" if part["dash"] else re.escape(part["sign"]))
    return tokens


def _field(name: str) -> Field:
    try:
        return Field(name.strip().casefold())
    except ValueError:
        known = ", ".join(f"{{{field}}}" for field in Field)
        raise UserError(
            _("{name} is no part of a name.").replace("{name}", f"{{{name}}}"),
            "",
            _("The parts are:") + f" {known}.",
        ) from None


def _refuse(tokens: Sequence[_Token]) -> None:
    """Raise a UserError for a pattern that says nothing, or that can be read in several ways."""
    fields = [token for token in tokens if isinstance(token, Field) and token is not Field.ANY]
    if not fields:
        raise UserError(
            _("The pattern names no part."), "", _("Write one such as {round}/{school}{role} {any}.")
        )
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice:
        raise UserError(_("{field} stands in the pattern twice.").replace("{field}", f"{{{twice}}}"))
    if Field.KEY in fields and not {Field.SCHOOL, Field.ROLE}.isdisjoint(fields):
        raise UserError(
            _("A key is school and role in one."), "", _("Write {key}, or {school} and {role}, but not both.")
        )
    for first, second in pairwise(tokens):
        if isinstance(first, Field) and isinstance(second, Field) and _is_unclear(first, second):
            raise UserError(
                _("Where {first} ends and {second} begins cannot be told.")
                .replace("{first}", f"{{{first}}}")
                .replace("{second}", f"{{{second}}}"),
                "",
                _("Write what stands between them in the names, such as a blank."),
            )


def _is_unclear(first: Field, second: Field) -> bool:
    """Tell whether nothing shows where one of two neighbours ends."""
    if first in _OPEN:
        return second not in {Field.ROLE, Field.DATE}
    if second in _OPEN:
        return first is Field.SCHOOL
    return (second in _DIGITS and first is not Field.SCHOOL) or {first, second} == {Field.SCHOOL, Field.KEY}


def _regex(tokens: Sequence[_Token]) -> str:
    """Write the regular expression; a blank beside ``{any}`` goes when there is nothing more in the name."""
    written: list[str] = []
    skip = False
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else "/"
        after = tokens[at + 1] if at + 1 < len(tokens) else "/"
        if skip:
            skip = False
        elif token == _BLANK and after is Field.ANY:
            written.append(f"(?:{_BLANK}{_WIDTHS[Field.ANY]})?")
            skip = True
        elif token is Field.ANY and before == "/" and after == _BLANK:
            written.append(f"(?:{_WIDTHS[Field.ANY]}{_BLANK})?")
            skip = True
        elif isinstance(token, Field):
            written.append(_group(token, narrow=isinstance(before, Field) or isinstance(after, Field)))
        else:
            written.append(token)
    return "".join(written)


def _group(field: Field, *, narrow: bool) -> str:
    if field is Field.ANY:
        return _WIDTHS[field]
    return f"(?P<{field}>{_NARROW.get(field, _WIDTHS[field]) if narrow else _WIDTHS[field]})"


def name_for(pattern: Pattern, file: IncomingFile) -> str:
    """Return the part of a file's path that a pattern looks at, without the ending."""
    return "/".join((*reversed(file.folders[: pattern.folders]), file.stem))


def read_name(pattern: Pattern, file: IncomingFile, known: KnownStudy) -> Said | None:
    """Return what a file's name says by a pattern; None where it does not fit or a role is none."""
    found = pattern.regex.fullmatch(name_for(pattern, file))
    if found is None:
        return None
    said = {
        Field(name): _SPACES.sub(" ", value).strip() for name, value in found.groupdict().items() if value
    }
    key = parse_key(said.get(Field.KEY, ""))
    post = PostHint(key.number) if key else post_in(said.get(Field.ROLE, ""), known.roles)
    date = date_in(found.groupdict().get(Field.DATE) or "")
    if (Field.ROLE in said and post is None) or (Field.DATE in said and not date):
        return None
    round_ = said.get(Field.ROUND, "")
    return Said(
        round_in(round_, known.rounds) or round_,
        key.letter if key else letter_of(said.get(Field.SCHOOL, ""), known.schools),
        date,
        (post,) if post else (),
        people_named(said.get(Field.PERSON, "")),
    )


def people_named(text: str) -> tuple[str, ...]:
    """Return the people that a text names: ``Jane Hill and T. Oak`` names two."""
    return tuple(filter(None, (name.strip() for name in _SEVERAL.split(text))))
