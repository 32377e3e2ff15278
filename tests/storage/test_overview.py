"""What a study holds, in figures."""

from storage.operations.codebook import add_code
from storage.operations.frameworks import DEFAULT, add_framework, shipped
from storage.queries.codebook import frameworks
from storage.queries.overview import overview
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile


def test_people_are_counted_once_and_passages_apart_from_codings(study: StudyFile) -> None:
    found = overview(study.reader, [study.coder_id or 0])
    assert (found.name, found.schools, found.coders) == ("Saltmere Partnership", ("A", "B"), ("Me",))
    earlier, later = found.rounds
    assert (earlier.name, earlier.interviews, earlier.codings) == ("2014", 0, 0)
    assert (later.interviews, later.done, later.people) == (1, 0, 2)
    assert (later.codings, later.passages) == (3, 2)
    assert (found.total.words, found.total.participant_words) == (later.words, later.participant_words)


@operation("Take up another framework")
def take_up_another(w: WriteContext) -> int:
    return add_framework(w, next(key for key in shipped() if key != DEFAULT))


@operation("Code with both")
def code_with(w: WriteContext, *code_ids: int) -> None:
    for code_id in code_ids:
        w.add(schema.coding, transcript_id=1, start=23, end=47, code_id=code_id, coder_id=w.coder_id)


def test_codings_are_counted_by_framework_and_in_all(study: StudyFile) -> None:
    other = study.perform(take_up_another()).result
    theme = frameworks(study.reader)[1].codes[0].id
    below = study.perform(add_code(1, 7, "Trusting one another")).result
    study.perform(code_with(theme, below))  # on a passage that has the strand above it
    found = overview(study.reader, [1])
    assert other == frameworks(study.reader)[1].id
    counted = [(each.total.codings, each.total.passages) for each in found.by_framework]
    assert counted == [(3, 2), (1, 1)]
    assert (found.total.codings, found.total.passages) == (4, 2)
    rounds = [(coded.round, coded.codings) for coded in found.by_framework[1].rounds]
    assert rounds == [("2014", 0), ("2015", 1)]
