"""A quotation says where it stands."""

from sqlalchemy import update

from storage.queries.places import PassagePlaces, Spot
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import SPOKEN


def test_a_passage_stands_in_the_turn_in_which_it_begins(study: StudyFile) -> None:
    places = PassagePlaces(study.reader)
    assert places.spot(1, 0, {}).words == "turn 1"
    assert places.spot(1, 23, {}) == Spot(2, "Head", None, spoken=True)
    assert places.spot(1, 60, {}).words == "turn 3"


@operation("Take the speakers off")
def take_speakers_off(w: WriteContext) -> None:
    w.connection.execute(update(schema.turn).values(speaker_id=None))


def test_a_document_counts_paragraphs(study: StudyFile) -> None:
    study.perform(take_speakers_off())
    assert PassagePlaces(study.reader).spot(1, 23, {1: SPOKEN}).words == "paragraph 2"


def test_time_is_written_as_on_a_transcript() -> None:
    assert Spot(4, "Head", 3_751_000, spoken=True).words == "turn 4, 1:02:31"
    assert Spot(4, "Head", 70_000, spoken=True).words == "turn 4, 01:10"
