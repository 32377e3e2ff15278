"""Codes written so that reading gives the same again: for comments and letters on a coded transcript."""

from collections.abc import Iterable, Iterator, Sequence

from coding.model.code_labels import code_label
from coding.model.framework import Code, Framework
from coding.model.study import Coding, Direction
from coding.notation.annotations import read_annotation
from coding.notation.code_names import Names


def written_code(names: Names, coding: Coding) -> str:
    """Return the shortest label of a coding that is read as it; the usual one where none is."""
    framework = names.framework
    code = framework.by_id[coding.code_id]
    stage = next((each.letter for each in framework.stages if each.id == coding.stage_id), "")
    labels = [
        code_label(name, coding.direction, stage, unsure=coding.unsure) for name in _names(framework, code)
    ]
    return next((label for label in labels if is_read_as(names, label, [coding])), labels[0])


def written_codes(names: Names, codings: Sequence[Coding]) -> str:
    """Return the labels of codings on one passage, parted as one parts them by hand; see written_code."""
    labels = [written_code(names, coding) for coding in codings]
    together = "/".join(labels)
    return together if is_read_as(names, together, codings) else ", ".join(labels)


def _names(framework: Framework, code: Code) -> Iterator[str]:
    """Yield what a code may be called, the shortest first."""
    yield framework.by_id[code.id].short
    yield from filter(None, (code.abbreviation, code.label, code.name, *code.aliases))


def is_read_as(names: Names, text: str, codings: Iterable[Coding]) -> bool:
    """Tell a text that is read as these codings and nothing else, were it as a guess."""
    read = read_annotation(text, names)
    found = {(each.code_id, each.stage_id, each.unsure, each.direction) for each in read.codes}
    wanted = {(each.code_id, each.stage_id, each.unsure, Direction(each.direction)) for each in codings}
    return found == wanted and not read.not_understood
