"""What can follow where somebody types a query: names of codes, keys of fields and their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coding.analysis.attribute_values import values_of
from coding.analysis.known_names import KnownNames
from coding.model.code_labels import SAID
from coding.model.query import WHAT, WHERE, WHO, CodeTerm, Exactly, MarkedBy, Within, attribute_key
from coding.model.study import KINDS
from coding.query.fields import ORIGINS, QUOTABLE
from coding.query.lexing import unquoted
from coding.text.names import name_key

_SHOWN: Final = 12
_BEGUN_FIELD: Final = re.compile(
    r'(?P<key>@"[^"]*"|@?[\w-]+):(?P<before>(?:"[^"]*",|[^\s",]*,)*)(?P<begun>"?[^",]*)$'
)
_BEGUN_WORD: Final = re.compile(r"[^\s()\[\]\"“”,:]+$")
_YES_NO: Final = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand from ``start`` to where is typed; ``label`` says what it is."""

    start: int
    text: str
    label: str


def completions(text: str, at: int, names: KnownNames) -> list[Completion]:
    """Return what can be meant by what was begun before ``at`` (code points), a dozen at most."""
    typed = text[:at]
    if _is_in_words(typed):
        return []
    field = _BEGUN_FIELD.search(typed)
    found = _values(field, names) if field else _codes_and_keys(typed, names)
    return [each for each, _n in zip(found, range(_SHOWN), strict=False)]


def _is_in_words(typed: str) -> bool:
    """Tell whether a phrase or an expression is being typed, of which nobody knows the end."""
    outside = re.sub(r'[\w@-]+:(?:"[^"]*"?,?)+', "", typed)
    return outside.count('"') % 2 == 1


def _values(field: re.Match[str], names: KnownNames) -> Iterator[Completion]:
    key, begun = field["key"].casefold(), field["begun"]
    start = field.start("begun")
    wanted = name_key(begun.removeprefix('"'))
    if key == "code":
        yield from _codes(wanted, field.start(), names)
        return
    for value in _offered(key, names):
        if name_key(value).startswith(wanted):
            meant = MarkedBy(value, ">=", "50") if key == "answered" else Exactly(value)
            yield Completion(start, str(meant), value)


def _offered(key: str, names: KnownNames) -> tuple[str, ...]:
    fixed = {
        "unsure": _YES_NO,
        "prompted": _YES_NO,
        "alone": _YES_NO,
        "memo": _YES_NO,
        "quote": QUOTABLE,
        "quoted": _YES_NO,
        "by": tuple(ORIGINS),
        "direction": (*SAID, "none"),
        "look": ("again",),
        "source": tuple(map(str, KINDS)),
        "within": tuple(Within),
    }
    if key in fixed:
        return fixed[key]
    if key.startswith("@"):
        ids = names.ids("@", unquoted(key[1:]))
        return tuple(dict.fromkeys(v for id_ in sorted(ids) for v in values_of(names.analysis_data, id_)))
    return names.offered(key) if key in {*WHO, *WHERE, "coder", "stage"} else ()


def _codes_and_keys(typed: str, names: KnownNames) -> Iterator[Completion]:
    begun = _BEGUN_WORD.search(typed)
    if begun is None:
        return
    start, wanted = begun.start(), name_key(begun.group())
    yield from _codes(wanted, start, names)
    if wanted.startswith("@"):
        for name in names.offered("@"):
            if name_key(name).startswith(wanted[1:]):
                yield Completion(start, f"{attribute_key(name)}:", f"@{name}:")
        return
    for key in (*WHO, *WHERE, *WHAT, "within"):
        if key.startswith(wanted):
            yield Completion(start, f"{key}:", f"{key}:")


def _codes(wanted: str, start: int, names: KnownNames) -> Iterator[Completion]:
    """Yield codes whose abbreviation begins so, then those of which a word of the name does."""
    codes = names.analysis_data.framework.codes
    by_short = [code for code in codes if name_key(code.short).startswith(wanted)]
    by_name = [
        code
        for code in codes
        if code not in by_short and any(word.startswith(wanted) for word in name_key(code.name).split())
    ]
    for code in (*by_short, *by_name):
        name = names.text_of_code[code.id]
        label = f"{code.abbreviation}  {code.name}" if code.abbreviation else name
        yield Completion(start, str(CodeTerm(name)), label)
