"""What the researcher does to the codebook.

Where the meaning of a code changes (its name, its definitions, when it is used, what it stands
under), its revision and the framework's go up by one: codings remember under which they were made.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.code_versions import ENTRY, MEANING
from coding.model.framework import DEEPEST, HUES, KEYS, Code, Framework
from coding.notation.code_names import key_of
from coding.text.names import clean_name, needed_name
from storage.operations.code_versions import count_up, keep_versions
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone
from storage.queries.codebook import framework as read_framework
from storage.study import schema
from storage.study.operation import WriteContext, operation

_code = schema.code.c

_NAMES: Final = frozenset(("label", "abbreviation", "aliases"))


@operation(N_("Rename {old} to {name}"))
def rename_code(w: WriteContext, code_id: int, name: str) -> None:
    """Give a code another name, which no code beside it may have.

    Raises UserError: the code is no longer there, no name, or a code beside it has it.
    """
    framework, code = known_code(w, code_id)
    name = free_name(framework, name, code.parent_id, but=code_id)
    w.note(old=code.name, name=name)
    if name != code.name:
        write_code(w, code_id, name=name)
        new_meaning(w, framework, code)


@operation(N_("Edit the entry of {code}"), leave_out=("text",))
def edit_entry(w: WriteContext, code_id: int, field: str, text: str) -> None:
    """Change a field of a code's entry: of ENTRY, ``label``, ``abbreviation`` or ``aliases`` (a line each).

    Raises UserError: the code is no longer there, or an abbreviation or alias already stands for another.
    """
    framework, code = known_code(w, code_id)
    w.note(code=code.short)
    if field in _NAMES:
        text = "\n".join(_lines(text)) if field == "aliases" else clean_name(text)
        if field != "label":
            _refuse_taken(framework, code, _lines(text))
    elif field in ENTRY:
        text = text.strip()
    else:
        raise ValueError(field)
    stands = w.connection.scalar(select(schema.code.c[field]).where(_code.id == code_id))
    if text != stands:
        write_code(w, code_id, **{field: text})
        if field in MEANING:
            new_meaning(w, framework, code)
        else:
            keep_versions(w, framework.id)


@operation(N_("Give the colour {hue} to {code}"))
def recolour_code(w: WriteContext, code_id: int, hue: str) -> None:
    """Give a hue to the code's dimension; all codes under it share it.

    Raises UserError: the code is no longer there.
    """
    framework, code = known_code(w, code_id)
    if hue not in HUES:
        raise ValueError(hue)
    top = framework.top(code.id)
    w.note(code=top.short)
    write_code(w, top.id, hue=hue)


@operation(N_("Set the key of {code}: {key}"))
def set_key(w: WriteContext, code_id: int, key: str) -> None:
    """Give a code a key of the digit row, or none; it leaves the code that had it. Others keep theirs.

    Raises UserError: the code is no longer there.
    """
    framework, code = known_code(w, code_id)
    if key not in {"", *KEYS}:
        raise ValueError(key)
    w.note(code=code.short, key=key or _("no key"))
    holder = framework.with_key(key)
    if holder is not None and holder.id != code_id:
        write_code(w, holder.id, key="")
    write_code(w, code_id, key=key)


@operation(N_("Add {name} to the codebook"))
def add_code(
    w: WriteContext, framework_id: int, parent_id: int | None, name: str, abbreviation: str = ""
) -> int:
    """Add a code under another, or at the top for None, after those that stand there; return its id.

    Raises UserError: the framework or the place is no longer there, the place is too deep, no name, a code
    beside it has it, or the abbreviation already stands for another code.
    """
    framework = known_framework(w, framework_id)
    code_id = insert_code(w, framework, parent_id, name)
    if abbreviation := clean_name(abbreviation):
        code = Code(code_id, parent_id, name, "")
        _refuse_taken(framework, code, [abbreviation])
        write_code(w, code_id, abbreviation=abbreviation)
    new_version(w, framework)
    return code_id


def insert_code(
    w: WriteContext, framework: Framework, parent_id: int | None, name: str, *, is_group: bool = False
) -> int:
    """Insert a code or a group as the last below another, as part of another act; return its id.

    Raises UserError: too deep, a group below a code, no name, or a code beside it has it.
    """
    refuse_too_deep(framework, parent_id, 1)
    if is_group:
        refuse_in_code(framework, name, parent_id)
    name = free_name(framework, name, parent_id)
    w.note(name=name)
    return w.add(
        schema.code,
        framework_id=framework.id,
        parent_id=parent_id,
        position=1 + max(_positions(w, framework, parent_id), default=-1),
        name=name,
        hue=framework.free_hue() if parent_id is None else "",
        is_group=is_group,
    )


@operation(N_("Delete {code}"))
def delete_code(w: WriteContext, code_id: int) -> None:
    """Delete a code with its sub-codes, and with all codings and memos on them.

    No question asks about it any more, and no label or colour means it.

    Raises UserError: the code is no longer there.
    """
    framework, code = known_code(w, code_id)
    w.note(code=code.short)
    remove(w, schema.code, [code_id])
    new_version(w, framework)


def add_line(w: WriteContext, code_id: int, field: str, line: str) -> None:
    """Put a line below what stands in a field of a code's entry (of ENTRY), as part of another act.

    Raises UserError: the code is no longer there.
    """
    framework, code = known_code(w, code_id)
    if field not in ENTRY:
        raise ValueError(field)
    stands = w.connection.scalar(select(schema.code.c[field]).where(_code.id == code_id)) or ""
    write_code(w, code_id, **{field: f"{stands}\n{line}" if stands else line})
    if field in MEANING:
        new_meaning(w, framework, code)
    else:
        new_version(w, framework)


# --- how it is written ------------------------------------------------------------------------


def known_code(w: WriteContext, code_id: int) -> tuple[Framework, Code]:
    """Return a code with its framework.

    Raises UserError: the code is no longer there.
    """
    framework_id = w.connection.scalar(select(_code.framework_id).where(_code.id == code_id))
    if framework_id is None:
        raise UserError(_("That code is no longer there."))
    framework = read_framework(w.connection, framework_id)
    return framework, framework.by_id[code_id]


def known_framework(w: WriteContext, framework_id: int) -> Framework:
    """Return a framework.

    Raises UserError: it is no longer there.
    """
    refuse_gone(w, schema.framework, framework_id)
    return read_framework(w.connection, framework_id)


def write_code(w: WriteContext, code_id: int, **values: object) -> None:
    """Write columns of a code as part of another act."""
    w.connection.execute(update(schema.code).where(_code.id == code_id).values(**values))


def new_meaning(w: WriteContext, framework: Framework, code: Code) -> None:
    """Note that what a code means has changed: it has a new version, and so has the framework."""
    write_code(w, code.id, revision=code.revision + 1)
    new_version(w, framework)


def new_version(w: WriteContext, framework: Framework) -> None:
    """Count up the version of a framework, as the last step of another act."""
    count_up(w, framework.id, framework.revision + 1)


def _positions(w: WriteContext, framework: Framework, parent_id: int | None) -> Iterable[int]:
    siblings = (_code.framework_id == framework.id) & (_code.parent_id == parent_id)
    return w.connection.scalars(select(_code.position).where(siblings))


def free_name(framework: Framework, name: str, parent_id: int | None, but: int | None = None) -> str:
    """Return a name on one line; refuse none at all, and one that a code beside it has."""
    name = needed_name(name, _("A code needs a name."))
    for other in framework.children(parent_id):
        if other.id != but and key_of(other.name) == key_of(name):
            raise UserError(
                _("“{name}” is already in the codebook at that place.").format(name=other.name),
                _("Nothing was changed."),
                _("Choose another name."),
            )
    return name


def _refuse_taken(framework: Framework, code: Code, texts: Iterable[str]) -> None:
    """Refuse what already stands for another code: what is typed must mean one code only."""
    taken = {
        key_of(text): other
        for other in framework.codes
        if other.id != code.id
        for text in (*other.aliases, other.abbreviation)
        if text
    }
    for text in texts:
        other = taken.get(key_of(text))
        if other is not None:
            raise UserError(
                _("“{text}” already stands for “{name}”.").format(text=text, name=other.name),
                _("Nothing was changed."),
                _("Choose another one, or take it off there first."),
            )


def refuse_too_deep(framework: Framework, parent_id: int | None, height: int) -> None:
    """Refuse a place where so many levels would reach too deep.

    Raises UserError: they would, or the place is not there.
    """
    if parent_id is not None and parent_id not in framework.by_id:
        raise UserError(_("The place in the codebook is no longer there."), _("Nothing was changed."))
    depth = 0 if parent_id is None else framework.depth(parent_id) + 1
    if depth + height > max(DEEPEST, len(framework.levels)):
        raise UserError(
            _("A codebook goes {n} levels deep.").format(n=DEEPEST),
            _("Nothing was changed."),
            _("Choose a place higher up."),
        )


def refuse_in_code(framework: Framework, name: str, parent_id: int | None) -> None:
    """Refuse a place for a group.

    Raises UserError: it is below a code.
    """
    if parent_id is not None and not framework.is_group(parent_id):
        raise UserError(
            _("“{name}” holds codes: it cannot stand below the code “{code}”.").format(
                name=name, code=framework.by_id[parent_id].name
            ),
            _("Nothing was changed."),
        )


def _lines(text: str) -> list[str]:
    """Return the lines of a text without blanks and without repetition."""
    return list(dict.fromkeys(filter(None, map(clean_name, text.splitlines()))))
