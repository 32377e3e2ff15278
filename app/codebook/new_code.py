"""Making a code of what was typed into the quick picker.

``openness`` becomes a strand in the dimension that was used last; ``hsc/openness`` stands below
HSC. In a flat list, and where nothing was coded yet, a new code stands at the end of its level.
"""

from app.open_study import OpenStudy
from coding.annotations import read_annotation
from coding.framework import Framework
from coding.names import Names
from storage.operations.codebook import add_code
from storage.queries.codings import last_used_codes


def split_new(text: str, names: Names) -> tuple[str, int | None]:
    """Return the name of the code to be made and the id of the code it is typed below, if any.

    The name is what was not understood at the end, or the whole text where all is known or guessed.
    """
    read = read_annotation(text, names)
    last = read.not_understood[-1] if read.not_understood else None
    if last is None:
        return text.strip(), None
    before = text[: last.start].rstrip()
    if not before.endswith(("/", ":")):
        return last.written, None
    above = next((code for code in read.codes if code.end == len(before[:-1].rstrip())), None)
    return last.written, above.code_id if above else None


def make_code(open_study: OpenStudy, text: str) -> int | None:
    """Add a code named for what was typed; return its id, or None where it was refused, with a notice."""
    framework = open_study.framework
    name, parent_id = split_new(text, Names(framework))
    if parent_id is None:
        parent_id = _usual_parent(framework, last_used_codes(open_study.reader, open_study.coder_id, 1))
    return open_study.perform(add_code(framework.id, parent_id, name))


def _usual_parent(framework: Framework, last_used: list[int]) -> int | None:
    """Return the dimension of the code used last, or the first; None in a flat framework."""
    if len(framework.levels) < 2:
        return None
    known = [code_id for code_id in last_used if code_id in framework.by_id]
    if known:
        return framework.top(known[0]).id
    return next((code.id for code in framework.children(None)), None)
