"""Reading cases: what a researcher looks at as one, beside the schools."""

from sqlalchemy import Connection, select

from coding.model.study import Case
from storage.study import schema


def cases(connection: Connection) -> tuple[Case, ...]:
    """Return the cases in their order, with who and what belongs to each."""
    case, member = schema.case_.c, schema.case_member.c
    rows = connection.execute(select(schema.case_member)).all()
    columns = (member.school_id, member.interview_id, member.person_id)
    members = [
        {case_id: frozenset[int]() for case_id in {row.case_id for row in rows}} for _column in columns
    ]
    for row in rows:
        for found, column in zip(members, columns, strict=True):
            found[row.case_id] |= {getattr(row, column.name)} - {None}
    rows = connection.execute(select(case.id, case.guid, case.name).order_by(case.position, case.id))
    return tuple(
        Case(
            row.id,
            row.guid,
            row.name,
            *(found.get(row.id, frozenset[int]()) for found in members),
        )
        for row in rows
    )
