"""Putting right what is no damage, but not what anybody meant."""

from sqlalchemy import update

from coding.language import N_
from storage.operations.removing import remove
from storage.queries.blank_edges import blank_edges
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("Trim blanks from the ends of codings"))
def trim_codings(w: WriteContext) -> int:
    """Let every coding begin and end with a letter; return how many changed. Those on blanks alone go.

    Raises no UserError.
    """
    found = blank_edges(w.connection)
    remove(w, schema.coding, [each.coding_id for each in found if each.letters is None])
    for each in found:
        if each.letters is not None:
            span = {"start": each.letters.start, "end": each.letters.end}
            w.connection.execute(
                update(schema.coding).where(schema.coding.c.id == each.coding_id).values(span)
            )
    return len(found)
