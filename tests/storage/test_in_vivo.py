"""Coding in vivo: code and coding are one act."""

import pytest

from coding.errors import UserError
from coding.model.study import Span
from storage.operations.in_vivo import code_in_vivo
from storage.queries.codebook import framework
from storage.queries.codings import codings
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways


def test_a_new_code_and_its_coding_are_one_step(study: StudyFile) -> None:
    before = dump(study)
    coded = perform_both_ways(study, code_in_vivo(1, Span(23, 34), 1, 1, "each other")).result
    made = framework(study.reader, 1).by_id[coded.code_id]
    assert (made.name, made.parent_id) == ("each other", 1)
    assert [c.span for c in codings(study.reader, 1) if c.code_id == made.id] == [(23, 34)]
    assert study.history(1)[0].words == "Code in vivo: each other"
    study.undo()
    assert dump(study) == before


@pytest.mark.parametrize(("span", "name"), [(Span(5, 5), "hope"), (Span(0, 5), " "), (Span(0, 999), "hope")])
def test_what_is_refused_leaves_no_code(study: StudyFile, span: Span, name: str) -> None:
    before = dump(study)
    with pytest.raises(UserError):
        study.perform(code_in_vivo(1, span, 1, 1, name))
    assert dump(study) == before
