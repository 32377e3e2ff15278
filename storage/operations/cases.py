"""Cases that a researcher looks at beside the schools, made up of schools, interviews and people."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import Column, Table, func, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.text.names import needed_name, same_name
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone, value_of
from storage.study import schema
from storage.study.operation import WriteContext, operation

_case, _member = schema.case_, schema.case_member
_MEMBERS: Final[Mapping[str, tuple[Table, Column[int]]]] = {
    "school": (schema.school, _member.c.school_id),
    "interview": (schema.interview, _member.c.interview_id),
    "person": (schema.person, _member.c.person_id),
}


@operation(N_("Add the case {name}"))
def add_case(w: WriteContext, name: str) -> int:
    """Add a case; return its id.

    Raises UserError: no name, or another case has it.
    """
    name = _free_name(w, name, None)
    count = w.connection.scalar(select(func.count()).select_from(_case)) or 0
    return w.add(_case, name=name, position=count)


@operation(N_("Rename a case to {name}"))
def rename_case(w: WriteContext, case_id: int, name: str) -> None:
    """Give a case another name.

    Raises UserError: it is no longer there, no name, or another case has it.
    """
    refuse_gone(w, _case, case_id)
    name = _free_name(w, name, case_id)
    w.connection.execute(update(_case).where(_case.c.id == case_id).values(name=name))


@operation(N_("Remove the case {name}"))
def remove_case(w: WriteContext, case_id: int) -> None:
    """Remove a case with its attributes and memos; who and what belongs to it stays in the study.

    Raises UserError: it is no longer there.
    """
    w.note(name=value_of(w, _case.c.name, case_id))
    remove(w, _case, [case_id])


@operation(N_("Say what belongs to the case {name}"))
def fill_case(
    w: WriteContext,
    case_id: int,
    schools: Collection[int],
    interviews: Collection[int],
    people: Collection[int],
) -> None:
    """Let a case be made up of these schools, interviews and people, and of nothing else.

    Raises UserError: it, or one of them, is no longer there.
    """
    w.note(name=value_of(w, _case.c.name, case_id))
    for of, ids in (("school", schools), ("interview", interviews), ("person", people)):
        table, column = _MEMBERS[of]
        mine = (_member.c.case_id == case_id) & column.is_not(None)
        there = {row[1]: row[0] for row in w.connection.execute(select(_member.c.id, column).where(mine))}
        remove(w, _member, [id_ for member, id_ in there.items() if member not in ids])
        for id_ in sorted({*ids} - there.keys()):
            refuse_gone(w, table, id_)
            w.add(_member, case_id=case_id, **{column.name: id_})


def _free_name(w: WriteContext, name: str, case_id: int | None) -> str:
    name = needed_name(name, _("A case needs a name."))
    others = select(_case.c.name).where(_case.c.id.is_distinct_from(case_id))
    if any(same_name(name, other) for other in w.connection.scalars(others)):
        raise UserError(
            _("There is already a case called {name}.").format(name=name),
            _("Nothing was changed."),
            _("Choose another name."),
        )
    return name
