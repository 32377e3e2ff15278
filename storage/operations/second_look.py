"""Looking again at codings whose code has come to mean something else; how far one has come is in them."""

from sqlalchemy import update

from coding.errors import UserError
from coding.language import N_, _
from storage.operations.codebook import known_code, new_version, write_code
from storage.operations.ownership import whose
from storage.queries.codings import coding_by_id
from storage.queries.second_look import coded_before, meant_since
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("Ask for a second look at the codings of {code}"))
def ask_second_look(w: WriteContext, code_id: int) -> None:
    """Let all codings of a code that were made before it meant what it means now be looked at again.

    Where none were, it is all that there are: the codebook counts up.

    Raises UserError: the code is no longer there.
    """
    look_again(w, code_id)


def look_again(w: WriteContext, code_id: int) -> None:
    """Let the codings of a code be looked at again, as part of another act.

    Raises UserError: the code is no longer there.
    """
    framework, code = known_code(w, code_id)
    w.note(code=code.short)
    look_from = meant_since(w.connection, code_id)
    if not coded_before(w.connection, code_id, look_from):
        new_version(w, framework)
        look_from = framework.revision + 1
    write_code(w, code_id, look_from=look_from)


@operation(N_("No second look at the codings of {code}"))
def drop_second_look(w: WriteContext, code_id: int) -> None:
    """Ask no longer that codings of a code are looked at again.

    Raises UserError: the code is no longer there.
    """
    _framework, code = known_code(w, code_id)
    w.note(code=code.short)
    write_code(w, code_id, look_from=0)


@operation(N_("Let a passage of {code} stand"))
def let_stand(w: WriteContext, code_id: int, coding_id: int) -> None:
    """Note that a coding was looked at again and stands: it is as if made under the present version.

    Raises UserError: the coding is no longer there with this code.
    """
    framework, code = known_code(w, code_id)
    coding = coding_by_id(w.connection, coding_id)
    if coding is None or coding.code_id != code_id:
        raise UserError(_("That coding is no longer there."), _("Nothing was changed."))
    whose(w, coding.coder_id)
    w.note(code=code.short)
    this = schema.coding.c.id == coding_id
    w.connection.execute(update(schema.coding).where(this).values(revision=framework.revision))
