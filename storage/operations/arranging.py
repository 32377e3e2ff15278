"""How a codebook is arranged: groups, what stands in them, and in which order.

A group (a dimension, a category) holds codes; it is never made by the way, and never stands below a code.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from coding.errors import UserError
from coding.language import N_, _
from coding.model.framework import Code, Framework
from storage.operations.code_versions import keep_versions
from storage.operations.codebook import (
    free_name,
    insert_code,
    known_code,
    known_framework,
    new_version,
    refuse_in_code,
    refuse_too_deep,
    write_code,
)
from storage.queries.codebook import framework as read_framework
from storage.study.operation import WriteContext, operation


@operation(N_("Add the group {name} to the codebook"))
def add_group(w: WriteContext, framework_id: int, parent_id: int | None, name: str) -> int:
    """Add a group (a dimension, a category) at the top or in another group, as its last; return its id.

    Raises UserError: the framework or the place is no longer there, the place is a code or too deep, no
    name, or a code beside it has it.
    """
    framework = known_framework(w, framework_id)
    group_id = insert_code(w, framework, parent_id, name, is_group=True)
    new_version(w, framework)
    return group_id


@operation(N_("Group {codes} as {name}"))
def group_codes(w: WriteContext, code_ids: Collection[int], name: str) -> int:
    """Make a new group of codes, where the first of them stood; return its id.

    The group stands in the innermost group that all of them stand in. What is below one of them goes along.

    Raises UserError: a code is no longer there, they are of several frameworks, no name, a code beside has
    the name, two of the codes have one name, or the place is too deep.
    """
    framework = _framework_of(w, code_ids)
    codes = topmost(framework, code_ids)
    parent_id = _common_group(framework, codes)
    first = framework.path(codes[0].id)[0 if parent_id is None else framework.depth(parent_id) + 1]
    group_id = insert_code(w, _without(framework, codes), parent_id, name, is_group=True)
    if parent_id is None:
        write_code(w, group_id, hue=framework.hue(first.id))
    at = [code.id for code in framework.children(parent_id)].index(first.id)
    _move(w, read_framework(w.connection, framework.id), codes, group_id, 0)
    _number(w, read_framework(w.connection, framework.id), [group_id], parent_id, at)
    keep_versions(w, framework.id)
    w.note(codes=", ".join(code.short for code in codes))
    return group_id


@operation(N_("Move {code} in the codebook"))
def move_code(w: WriteContext, code_id: int, parent_id: int | None, position: int) -> None:
    """Put a code with all under it below another, or at the top, at a position among those there.

    Raises UserError: the code or the place is no longer there, the place is under the code itself or too
    deep, a group would stand below a code, or a code there has its name.
    """
    framework, code = known_code(w, code_id)
    w.note(code=code.short)
    _move(w, framework, (code,), parent_id, position)


@operation(N_("Move {codes} in the codebook"))
def move_codes(w: WriteContext, code_ids: Collection[int], parent_id: int | None, position: int) -> None:
    """Put codes below another, or at the top, in the codebook's order from a position among the others there.

    What is below one of them goes along.

    Raises UserError: as move_code does.
    """
    framework = _framework_of(w, code_ids)
    codes = topmost(framework, code_ids)
    w.note(codes=", ".join(code.short for code in codes))
    _move(w, framework, codes, parent_id, position)


def topmost(framework: Framework, code_ids: Collection[int]) -> tuple[Code, ...]:
    """Return those of some codes that are below none of the others, in the codebook's order."""
    chosen = set(code_ids)
    return tuple(
        code
        for code in framework.codes
        if code.id in chosen and chosen.isdisjoint(above.id for above in framework.path(code.id)[:-1])
    )


# --- how it is written ------------------------------------------------------------------------


def _framework_of(w: WriteContext, code_ids: Collection[int]) -> Framework:
    framework, _code = known_code(w, next(iter(code_ids)))
    if not framework.by_id.keys() >= set(code_ids):
        raise UserError(_("Not all of these codes are in this codebook."), _("Nothing was changed."))
    return framework


def _common_group(framework: Framework, codes: Sequence[Code]) -> int | None:
    """Return the innermost group that all of these stand in, None for the top."""
    paths = [framework.groups_above(code.id) for code in codes]
    shared = takewhile(lambda level: len(set(level)) == 1, zip(*paths, strict=False))
    return next((level[0].id for level in reversed([*shared])), None)


def _without(framework: Framework, codes: Sequence[Code]) -> Framework:
    """Return a framework without some codes and what is below them: their names are free."""
    gone = {below.id for code in codes for below in framework.below(code.id)}
    return replace(framework, codes=tuple(code for code in framework.codes if code.id not in gone))


def _move(
    w: WriteContext, framework: Framework, codes: Sequence[Code], parent_id: int | None, position: int
) -> None:
    for code in codes:
        now = read_framework(w.connection, framework.id)
        _refuse_place(now, code, parent_id)
        if parent_id != code.parent_id:
            free_name(now, code.name, parent_id, but=code.id)
            hue = now.free_hue() if parent_id is None else ""
            write_code(w, code.id, parent_id=parent_id, hue=hue, revision=code.revision + 1)
    now = read_framework(w.connection, framework.id)
    _number(w, now, [code.id for code in codes], parent_id, position)
    if any(parent_id != code.parent_id for code in codes):
        new_version(w, framework)
    else:
        keep_versions(w, framework.id)


def _refuse_place(framework: Framework, code: Code, parent_id: int | None) -> None:
    if parent_id is not None and parent_id in {below.id for below in framework.below(code.id)}:
        raise UserError(
            _("“{name}” cannot stand under itself.").format(name=code.name),
            _("Nothing was moved."),
        )
    refuse_too_deep(framework, parent_id, framework.height(code.id))
    if code.is_group:
        refuse_in_code(framework, code.name, parent_id)


def _number(
    w: WriteContext, framework: Framework, code_ids: Sequence[int], parent_id: int | None, position: int
) -> None:
    """Let codes stand at a position among the others below another."""
    beside = [other.id for other in framework.children(parent_id) if other.id not in code_ids]
    at = max(0, position)
    for place, other_id in enumerate((*beside[:at], *code_ids, *beside[at:])):
        write_code(w, other_id, position=place)
