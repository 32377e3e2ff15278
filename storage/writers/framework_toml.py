"""A framework as .toml, in the shape of those that come with the program."""

import json
from collections.abc import Iterator
from pathlib import Path

from coding.model.code_versions import ENTRY
from coding.model.framework import Code
from coding.notation.filed_framework import FiledFramework


def write_toml(filed: FiledFramework, target: Path) -> None:
    """Write a framework whole: reading it gives an equal one."""
    target.write_text("\n".join(_lines(filed)) + "\n", "utf-8", newline="\n")


def _lines(filed: FiledFramework) -> Iterator[str]:
    framework = filed.framework
    yield f"name = {_quoted(framework.name)}"
    yield f"short_name = {_quoted(framework.short_name)}"
    yield f"source = {_quoted(framework.source)}"
    yield f"levels = {_list(framework.levels)}"
    yield f"guid = {_quoted(filed.guid)}"
    for stage in framework.stages:
        yield "\n[[stages]]"
        yield f"letter = {_quoted(stage.letter)}"
        yield f"name = {_quoted(stage.name)}"
        yield f"definition = {_quoted(stage.definition)}"
    for code in framework.codes:
        yield from _code_lines(filed, code)


def _code_lines(filed: FiledFramework, code: Code) -> Iterator[str]:
    depth = filed.framework.depth(code.id)
    indent = "  " * depth
    yield f"\n{indent}[[codes{'.codes' * depth}]]"
    texts = {
        "name": code.name,
        "abbreviation": code.abbreviation,
        "label": code.label,
        "key": code.key,
        "hue": code.hue,
    }
    for name, text in texts.items():
        if text or name in {"name", "abbreviation"}:
            yield f"{indent}{name} = {_quoted(text)}"
    yield f"{indent}group = {'true' if code.is_group else 'false'}"
    yield f"{indent}aliases = {_list(code.aliases)}"
    for field in ENTRY:
        yield f"{indent}{field} = {_quoted(getattr(code, field))}"
    if guid := filed.guids.get(code.id):
        yield f"{indent}guid = {_quoted(guid)}"


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """Return a text in quotation marks: TOML escapes as JSON does, and one sign more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
