"""What a study holds, in figures."""

from storage.queries.overview import overview
from storage.study.study_file import StudyFile


def test_people_are_counted_once_and_passages_apart_from_codings(study: StudyFile) -> None:
    found = overview(study.reader, [study.coder_id or 0])
    assert (found.name, found.schools, found.coders) == ("Oaktree Partnership", ("A", "B"), ("Me",))
    earlier, later = found.rounds
    assert (earlier.name, earlier.interviews, earlier.codings) == ("2014", 0, 0)
    assert (later.interviews, later.done, later.people) == (1, 0, 2)
    assert (later.codings, later.passages) == (3, 2)
    assert (found.total.words, found.total.participant_words) == (later.words, later.participant_words)
