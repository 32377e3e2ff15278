"""Frameworks as .toml: those that come with the program, and what it or a person writes alike."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from coding.errors import UnreadableError
from coding.language import _
from coding.model.code_versions import ENTRY
from coding.notation.filed_framework import (
    CodeLine,
    FiledFramework,
    FrameworkLines,
    StageLine,
    refused,
)
from storage.readers.kinds import damaged

_PLACE: Final = re.compile(r"\(at line (\d+), column \d+\)")
_DEEP_KEY: Final = re.compile(rb"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){32}""")
_TEXTS: Final = ("abbreviation", "label", "key", "hue", "guid")


def read_toml(data: bytes, name: str) -> FiledFramework:
    """Read a framework; ``name`` is what it is called where it does not say. Raises UnreadableError."""
    held = _held(data)
    whole = _("The framework")
    lines = FrameworkLines(_text(held, "name", whole) or name)
    lines.short_name = _text(held, "short_name", whole)
    lines.source, lines.guid = _text(held, "source", whole), _text(held, "guid", whole)
    lines.levels = _texts(held, "levels", whole)
    for number, each in enumerate(_tables(held, "stages", whole), 1):
        where = _("Stage {n}").format(n=number)
        letter, called, definition = (_text(each, key, where) for key in ("letter", "name", "definition"))
        lines.stages.append(StageLine(where, letter, called, definition))
    lines.codes.extend(_codes(held, are_groups=len(lines.levels) > 1))
    if not lines.codes and not lines.levels:
        raise refused(_("There is no code in it."))
    return lines.assembled()


def _held(data: bytes) -> Mapping[str, Any]:
    if _DEEP_KEY.search(data):  # what reads TOML takes minutes for a key of thousands of parts
        raise damaged()
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(error) from error
    except UnicodeDecodeError as error:
        raise refused(_("It is no text in UTF-8."), _("Save it with this encoding.")) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits
        raise damaged() from error


def _no_toml(error: Exception) -> UnreadableError:
    place = _PLACE.search(str(error))
    where = _("line {n}").format(n=place[1]) if place else _("its end")
    return refused(_("It is no TOML that can be read: look at {where}.").format(where=where))


def _codes(held: Mapping[str, Any], *, are_groups: bool) -> Iterator[CodeLine]:
    """Yield the codes; where those at the top do not say so themselves, several levels make them groups."""
    top = list(enumerate(_tables(held, "codes", _("The framework")), 1))
    waiting: list[tuple[Mapping[str, Any], int | None, str, bool]]
    waiting = [(each, None, str(n), are_groups) for n, each in reversed(top)]
    at = 0
    while waiting:
        code, above, number, is_group = waiting.pop()
        where = _("Code {n}").format(n=number)
        yield _line(code, where, above, is_group=is_group)
        below = [
            (each, at, f"{number}.{n}", False) for n, each in enumerate(_tables(code, "codes", where), 1)
        ]
        waiting += reversed(below)
        at += 1


def _line(code: Mapping[str, Any], where: str, above: int | None, *, is_group: bool) -> CodeLine:
    group = code.get("group", is_group)
    if not isinstance(group, bool):
        raise _wrong(where, "group", _("true or false"))
    return CodeLine(
        where,
        _text(code, "name", where),
        above,
        group,
        aliases=_texts(code, "aliases", where),
        prose={field: _text(code, field, where) for field in ENTRY},
        **{field: _text(code, field, where) for field in _TEXTS},
    )


def _text(held: Mapping[str, Any], key: str, where: str) -> str:
    text = held.get(key, "")
    if not isinstance(text, str):
        raise _wrong(where, key, _("text in quotation marks"))
    return text


def _texts(held: Mapping[str, Any], key: str, where: str) -> list[str]:
    texts = held.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in cast("list[Any]", texts)):
        raise _wrong(where, key, _("a list of texts in quotation marks"))
    return cast("list[str]", texts)


def _tables(held: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    tables = held.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in cast("list[Any]", tables)):
        raise _wrong(where, key, f"[[{key}]]")
    return cast("list[Mapping[str, Any]]", tables)


def _wrong(where: str, key: str, wanted: str) -> UnreadableError:
    said = _("{where}: “{key}” must be {wanted}.")
    return refused(said.format(where=where, key=key, wanted=wanted))
