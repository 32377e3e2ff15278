"""Two codes that become one: what joins, what comes under the code that stays, and its entry afterwards."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from coding.errors import UserError
from coding.language import _
from coding.model.framework import DEEPEST, Code, Framework
from coding.notation.code_names import key_of

_NAMES = ("name", "abbreviation", "label")
_ENTRY = ("short_definition", "definition", "when_to_use", "when_not_to_use", "example", "notes")


class Facet(StrEnum):
    """What of a code's entry one chooses between when two become one."""

    NAME = "name"  # with abbreviation and label
    DEFINITION = "definition"  # with all fields of the entry
    KEY = "key"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True)
class CodeMerge:
    """Pairs of the code that goes and the one that stays, those asked for first, then sub-codes of one name.

    ``moved`` are sub-codes that have no such twin, with the id of the code that they come under.
    """

    pairs: tuple[tuple[Code, Code], ...]
    moved: tuple[tuple[Code, int], ...]


def plan_merge(framework: Framework, code_id: int, into_id: int) -> CodeMerge:
    """Return what merging a code into another joins and moves.

    Raises UserError: one is not in the framework, they are one, the other is below it, or what is below would
    stand too deep.
    """
    if not {code_id, into_id} <= framework.by_id.keys():
        raise UserError(_("Only two codes of one framework can become one."), _("Nothing was changed."))
    if code_id == into_id:
        raise UserError(_("A code cannot be merged into itself."), _("Nothing was changed."))
    code, into = framework.by_id[code_id], framework.by_id[into_id]
    if code in framework.path(into_id):
        raise UserError(
            _("“{into}” is below “{name}”.").format(into=into.name, name=code.name),
            _("Nothing was changed."),
            _("Merge “{into}” into “{name}” instead.").format(into=into.name, name=code.name),
        )
    pairs = tuple(_twins(framework, code, into))
    gone = {goes.id for goes, _stays in pairs}
    moved = tuple(
        (child, stays.id)
        for goes, stays in pairs
        for child in framework.children(goes.id)
        if child.id not in gone
    )
    if any(framework.depth(parent) + 1 + framework.height(child.id) > DEEPEST for child, parent in moved):
        raise UserError(
            _("A codebook goes {n} levels deep.").format(n=DEEPEST),
            _("Nothing was changed."),
            _("Move what is below “{name}” first.").format(name=code.name),
        )
    return CodeMerge(pairs, moved)


def _twins(framework: Framework, goes: Code, stays: Code) -> Iterator[tuple[Code, Code]]:
    """Yield the two, and the pairs below them that have one name: side by side they would have to differ."""
    yield goes, stays
    there = {key_of(child.name): child for child in framework.children(stays.id) if child.id != goes.id}
    for child in framework.children(goes.id):
        twin = there.get(key_of(child.name))
        if twin is not None:
            yield from _twins(framework, child, twin)


def merged_entry(
    framework: Framework, goes: Code, stays: Code, taken: Collection[Facet] = ()
) -> dict[str, str]:
    """Return the columns of the code that stays; ``taken`` is what it takes from the one that goes.

    The names that are not kept become aliases. A field or key that only one of them has stays.
    """
    names, lost = (goes, stays) if Facet.NAME in taken else (stays, goes)
    told, untold = (goes, stays) if Facet.DEFINITION in taken else (stays, goes)
    keyed, unkeyed = (goes, stays) if Facet.KEY in taken else (stays, goes)
    values = {name: str(getattr(names, name)) for name in _NAMES}
    values |= {field: getattr(told, field) or getattr(untold, field) for field in _ENTRY}
    values["aliases"] = "\n".join(_aliases(framework, goes, stays, lost, values))
    values["key"] = keyed.key or unkeyed.key
    if stays.parent_id is None and Facet.COLOUR in taken:
        values["hue"] = framework.hue(goes.id)
    return values


def _aliases(
    framework: Framework, goes: Code, stays: Code, lost: Code, kept: dict[str, str]
) -> tuple[str, ...]:
    """Return every spelling that meant one of the two and nothing else, each once."""
    others = [code for code in framework.codes if code.id not in {goes.id, stays.id}]
    known = {key_of(text) for code in others for text in (code.abbreviation, *code.aliases)}
    known |= {key_of(kept[name]) for name in _NAMES}
    found: dict[str, str] = {}
    for text in (*stays.aliases, *goes.aliases, lost.name, lost.abbreviation, lost.label):
        if key_of(text) not in {"", *known}:
            found.setdefault(key_of(text), text)
    return tuple(found.values())


def choices(framework: Framework, goes: Code, stays: Code) -> tuple[Facet, ...]:
    """Return what there is to choose: where both have something, and not the same."""
    found = [Facet.NAME] if _of(goes, _NAMES) != _of(stays, _NAMES) else []
    if any(_differ(getattr(goes, field), getattr(stays, field)) for field in _ENTRY):
        found.append(Facet.DEFINITION)
    if _differ(goes.key, stays.key):
        found.append(Facet.KEY)
    if stays.parent_id is None and framework.hue(goes.id) != framework.hue(stays.id):
        found.append(Facet.COLOUR)
    return tuple(found)


def _of(code: Code, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(getattr(code, field) for field in fields)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
