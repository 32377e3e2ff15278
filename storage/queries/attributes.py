"""Reading what a study says of interviews, people, schools and cases beside the usual."""

from sqlalchemy import Connection, select

from coding.model.study import Attribute, AttributeKind, AttributeType, AttributeValue
from storage.study import schema


def attributes(connection: Connection) -> tuple[Attribute, ...]:
    """Return the attributes by kind, in the order the researcher gave them."""
    table = schema.attribute.c
    rows = connection.execute(select(schema.attribute).order_by(table.kind, table.position, table.id))
    return tuple(
        Attribute(
            row.id,
            row.name,
            AttributeKind(row.kind),
            AttributeType(row.type),
            tuple(row.choices.split("\n")) if row.choices else (),
            bool(row.per_round),
        )
        for row in rows
    )


def attribute_values(connection: Connection) -> tuple[AttributeValue, ...]:
    """Return every value that is set; what has none is not among them."""
    table = schema.attribute_value.c
    columns = (
        *(table.attribute_id, table.interview_id, table.person_id, table.value),
        *(table.school_id, table.case_id, table.round_id),
    )
    return tuple(AttributeValue(*row) for row in connection.execute(select(*columns).order_by(table.id)))
