"""Coding in vivo: a new code in the words of a transcript, and these words coded with it."""

from coding.language import N_
from coding.model.study import Span
from storage.operations.codebook import add_code
from storage.operations.codings import Coded, toggle_code
from storage.study.operation import WriteContext, operation


@operation(N_("Code in vivo: {name}"))
def code_in_vivo(
    w: WriteContext,
    transcript_id: int,
    span: Span,
    framework_id: int,
    parent_id: int | None,
    name: str,
    *,
    coder_id: int | None = None,
) -> Coded:
    """Add a code and put it on a span, as one act.

    The coding is of whoever is at work, or of the coder named.

    Raises UserError: as add_code and toggle_code do.
    """
    code_id = add_code(framework_id, parent_id, name).run(w)
    return toggle_code(transcript_id, *span, code_id, coder_id=coder_id).run(w)
