"""Making a code of what was typed into the quick picker."""

from app.shell.open_study import OpenStudy
from coding.notation.code_names import Names
from coding.notation.picker_completion import new_code
from storage.operations.codebook import add_code
from storage.queries.codings import last_used_codes


def make_code(open_study: OpenStudy, text: str) -> int | None:
    """Add a code named for what was typed; return its id, or None where it was refused, with a notice."""
    framework = open_study.framework
    recent = last_used_codes(open_study.reader, open_study.coder_id)
    new = new_code(text, Names(framework), recent)
    return open_study.perform(add_code(framework.id, new.parent_id, new.name))
