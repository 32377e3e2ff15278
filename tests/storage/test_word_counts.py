"""A study whose words were counted by an older rule."""

from sqlalchemy import update

from storage.queries.texts import interview
from storage.study import schema
from storage.study.connection import raw
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from storage.study.word_counts import recount


@operation("Count by another rule")
def count_otherwise(w: WriteContext) -> None:
    w.connection.execute(update(schema.speaker).values(words=99))
    w.connection.execute(update(schema.interview).values(words=99, participant_words=99))


@operation("Count anew")
def count_anew(w: WriteContext) -> None:
    recount(w.connection)


def test_everybody_is_counted_anew(study: StudyFile) -> None:
    study.perform(count_otherwise())
    study.perform(count_anew())
    said = raw(study.reader).execute("SELECT words FROM speaker ORDER BY id").fetchall()
    assert said == [(4,), (6,), (5,)]  # “How is it going?”, the head, the deputy
    found = interview(study.reader, 1)
    assert found is not None
    assert (found.words, found.participant_words) == (15, 11)
