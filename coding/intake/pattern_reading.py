"""A pattern, taken apart and held against names of files or headings: ``{round}/{school}{role} {any}``.

A blank in a pattern stands for blanks and underscores in the name, a hyphen for any dash, capitals for
small letters too. A slash stands for a folder, in a heading for the next line or a slash in one; the name
is looked at without its ending.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from coding.errors import UserError
from coding.intake.dating import DateOrders
from coding.intake.hints import letter_of, round_in
from coding.intake.known_study import KnownStudy
from coding.intake.overrides import FieldValues
from coding.intake.plan import ImportRow, IncomingFile, PatternOf
from coding.intake.role_words import PostHint, RoleWords
from coding.language import _
from coding.model.role_codes import parse_key
from coding.text.dates import SHAPE, Evidence, date_in
from coding.text.names import clean_name


class PatternField(StrEnum):
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
    """A pattern that was understood; ``written`` as the researcher wrote it, with so many ``slashes``."""

    written: str
    slashes: int
    regex: re.Pattern[str]


NOTHING: Final = Pattern("", 0, re.compile(r"(?!)"))  # fits no text


class PatternReading(NamedTuple):
    """What a pattern was held against, as it is shown, and what that says; None where it does not fit."""

    text: str
    said: FieldValues | None


_PART: Final = re.compile(
    r"\{(?P<field>[^{}]*)\}|(?P<brace>[{}])|(?P<blank>[\s_]+)|(?P<dash>[-–—])|(?P<slash>/)|(?P<sign>.)"
)
_BLANK: Final = r"[\s_]+"
# Between a folder and what is in it, or two lines of a heading: a character that no text has.
_STEP: Final = "\0"
_SLASH: Final = r"[/\0]"
_TEXT: Final = r"[^\0]+?"
# Longer lines are no heading; what is tried on them takes long.
_LONGEST: Final = 200
_MOST_ANY: Final = 5  # what stands between more of them can be tried in millions of ways
_CLEAR_ROUND: Final = r"(?:19|20)\d\d(?:[-–]\d\d(?:\d\d)?)?|(?:round|wave|phase|term|year|r|w)[\s_]?\d{1,2}"
_WIDTHS: Final = {
    PatternField.ROUND: rf"(?:{_CLEAR_ROUND}|{_TEXT})",
    PatternField.SCHOOL: r"[^\W\d_]+(?:[\s.'’&-]+[^\W\d_]+)*?",
    PatternField.ROLE: r"(?:\d{1,2}|[^\W\d_][^\d\0]*?)",
    PatternField.KEY: r"[^\W\d_]{1,3}[\s-]?\d{1,2}",
    PatternField.PERSON: r"[^\W\d_][^\0]*?",
    PatternField.DATE: SHAPE,
    PatternField.ANY: r"[^\0]*?",
}
# How wide a field is that has another one directly beside it.
_NARROW: Final = {
    PatternField.ROUND: rf"(?:{_CLEAR_ROUND})",
    PatternField.SCHOOL: r"[^\W\d_]{1,3}",
    PatternField.ROLE: r"\d{1,2}",
}
_OPEN: Final = frozenset({PatternField.ANY, PatternField.PERSON})
_DIGITS: Final = frozenset({PatternField.ROUND, PatternField.ROLE, PatternField.DATE})
_SPACES: Final = re.compile(r"[\s_]+")
_SEVERAL: Final = re.compile(r"(?:(?<!\s)\s++)?+(?:,|;|&|\+|\band\b)\s*")

_SURNAME_FIRST: Final = re.compile(
    r"[^\W\d_][^,;&+\d]{0,40},\s?(?!(?:[^,]*\s)?and\s)[^\W\d_][^,;&+\d]{0,40}", re.IGNORECASE
)

_Token = PatternField | str


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
            tokens.append(_sign(part))
    return tokens


def _sign(part: re.Match[str]) -> str:
    """Return the expression for what stands between fields."""
    if part["blank"]:
        return _BLANK
    if part["dash"]:
        return "[-–—]"
    return _SLASH if part["slash"] else re.escape(part["sign"])


def _field(name: str) -> PatternField:
    try:
        return PatternField(name.strip().casefold())
    except ValueError:
        known = ", ".join(f"{{{field}}}" for field in PatternField)
        raise UserError(
            _("{name} is no part of a name.").replace("{name}", f"{{{name}}}"),
            "",
            _("The parts are:") + f" {known}.",
        ) from None


def _refuse(tokens: Sequence[_Token]) -> None:
    """Raise a UserError for a pattern that says nothing, or that can be read in several ways."""
    fields = [token for token in tokens if isinstance(token, PatternField) and token is not PatternField.ANY]
    if not fields:
        raise UserError(
            _("The pattern names no part."), "", _("Write one such as {round}/{school}{role} {any}.")
        )
    if tokens.count(PatternField.ANY) > _MOST_ANY:
        raise UserError(_("There are too many {any} in the pattern."), "", _("Five are enough for any name."))
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice:
        raise UserError(_("{field} stands in the pattern twice.").replace("{field}", f"{{{twice}}}"))
    if PatternField.KEY in fields and not {PatternField.SCHOOL, PatternField.ROLE}.isdisjoint(fields):
        raise UserError(
            _("A key is school and role in one."), "", _("Write {key}, or {school} and {role}, but not both.")
        )
    for first, second in pairwise(tokens):
        if (
            isinstance(first, PatternField)
            and isinstance(second, PatternField)
            and _is_unclear(first, second)
        ):
            raise UserError(
                _("Where {first} ends and {second} begins cannot be told.")
                .replace("{first}", f"{{{first}}}")
                .replace("{second}", f"{{{second}}}"),
                "",
                _("Write what stands between them in the names, such as a blank."),
            )


def _is_unclear(first: PatternField, second: PatternField) -> bool:
    """Tell whether nothing shows where one of two neighbours ends."""
    if first in _OPEN:
        return second not in {PatternField.ROLE, PatternField.DATE}
    if second in _OPEN:
        return first is PatternField.SCHOOL
    return (second in _DIGITS and first is not PatternField.SCHOOL) or {first, second} == {
        PatternField.SCHOOL,
        PatternField.KEY,
    }


def _regex(tokens: Sequence[_Token]) -> str:
    """Write the regular expression; a blank beside ``{any}`` goes when there is nothing more in the name."""
    written: list[str] = []
    skip = False
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else _SLASH
        after = tokens[at + 1] if at + 1 < len(tokens) else _SLASH
        if skip:
            skip = False
        elif token == _BLANK and after is PatternField.ANY:
            written.append(f"(?:{_BLANK}{_WIDTHS[PatternField.ANY]})?")
            skip = True
        elif token is PatternField.ANY and before == _SLASH and after == _BLANK:
            written.append(f"(?:{_WIDTHS[PatternField.ANY]}{_BLANK})?")
            skip = True
        elif isinstance(token, PatternField):
            written.append(
                _group(token, narrow=isinstance(before, PatternField) or isinstance(after, PatternField))
            )
        else:
            written.append(token)
    return "".join(written)


def _group(field: PatternField, *, narrow: bool) -> str:
    if field is PatternField.ANY:
        return _WIDTHS[field]
    return f"(?P<{field}>{_NARROW.get(field, _WIDTHS[field]) if narrow else _WIDTHS[field]})"


def read(
    pattern: Pattern, of: PatternOf, row: ImportRow, known: KnownStudy, orders: DateOrders
) -> PatternReading:
    """Hold a pattern against the name or the heading of a file.

    Of a heading the first lines that fit are read, as many as the pattern has, or fewer where a slash
    stands in a line.
    """
    if of is PatternOf.NAME:
        parts = _name(pattern, row.file)
        return PatternReading("/".join(parts), _read(pattern, parts, known, orders.names))
    lines = row.original.headings if row.original else ()
    readings = (_read(pattern, parts, known, orders.headings) for parts in _stretches(pattern, lines))
    return PatternReading(" / ".join(lines), next(filter(None, readings), None))


def values_of_patterns(row: ImportRow, known: KnownStudy, orders: DateOrders) -> FieldValues | None:
    """Return what name and heading say by the patterns of a file; the name says more than the heading."""
    given = [(of, parse(row.patterns[of])) for of in PatternOf if of in row.patterns]
    said = [said for of, pattern in given if (said := read(pattern, of, row, known, orders).said)]
    return said[0].over(said[-1]) if said else None


def _name(pattern: Pattern, file: IncomingFile) -> tuple[str, ...]:
    """Return the folders that a pattern looks at and the name without its ending."""
    return (*reversed(file.folders[: pattern.slashes]), file.stem)


def _stretches(pattern: Pattern, lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the lines that a pattern may be about, the longest stretches first."""
    for length in range(pattern.slashes + 1, 0, -1):
        for at in range(len(lines) - length + 1):
            parts = tuple(line.strip() for line in lines[at : at + length])
            if max(map(len, parts)) <= _LONGEST:
                yield parts


def _read(pattern: Pattern, parts: Sequence[str], known: KnownStudy, dates: Evidence) -> FieldValues | None:
    """Return what a text says by a pattern; None where it does not fit or a role is none."""
    found = pattern.regex.fullmatch(_STEP.join(parts))
    if found is None:
        return None
    said = {
        PatternField(name): _SPACES.sub(" ", value).strip()
        for name, value in found.groupdict().items()
        if value
    }
    key = parse_key(said.get(PatternField.KEY, ""))
    posts = (PostHint(key.number),) if key else _posts(said.get(PatternField.ROLE, ""), known.role_words)
    date = date_in(found.groupdict().get(PatternField.DATE) or "", dates)
    if (PatternField.ROLE in said and not posts) or (PatternField.DATE in said and date is None):
        return None
    round_ = said.get(PatternField.ROUND, "")
    return FieldValues(
        round_in(round_, known.rounds) or round_,
        key.letter if key else letter_of(said.get(PatternField.SCHOOL, ""), known.schools),
        date.iso if date else "",
        posts,
        people_named(said.get(PatternField.PERSON, "")),
    )


def _posts(text: str, roles: RoleWords) -> tuple[PostHint, ...]:
    """Return the posts of a part: a number, or in words one or several (``HT/DHT``)."""
    one = roles.post_in(text)
    return roles.posts_in(text) or ((one,) if one else ())


def are_surnames_first(cells: Iterable[str]) -> bool:
    """Tell a column of names such as ``Bell, Ann`` from one that names several people in a cell."""
    filled = [cell for cell in map(clean_name, cells) if cell]
    return bool(filled) and all(map(_SURNAME_FIRST.fullmatch, filled))


def people_named(text: str) -> tuple[str, ...]:
    """Return the people that a text names: ``Jane Hill and T. Oak`` names two."""
    return tuple(filter(None, map(clean_name, _SEVERAL.split(text))))
