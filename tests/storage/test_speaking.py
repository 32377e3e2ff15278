"""Saying after import who speaks: labels leave the text, codings keep their words, undo gives all back."""

from pathlib import Path

import pytest

from coding.intake.retold import kinds_of, retold
from coding.intake.role_words import RoleWords
from coding.model.study import InterviewKind, SpeakerKind, Transcript
from coding.text.told_labels import BEFORE_IT, Told, told_by
from storage.intake.import_batch import known_study, plan_import
from storage.operations.codings import toggle_code
from storage.operations.imports import store_import
from storage.operations.speaking import exchange_speakers, tell_speakers
from storage.queries.codebook import frameworks
from storage.queries.codings import codings
from storage.queries.texts import interview, transcript
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

# Nothing of it is taken for a label: the words before the sign come with small letters and change.
TALK = """the asker says / How did it begin?
our cook says / With soup, on a Monday.
And then with bread.
the asker says / Who came?
our cook says / All of them."""


@pytest.fixture
def talk(tmp_path: Path, study: StudyFile) -> int:
    """Store the talk as it was understood: as a document."""
    path = tmp_path / "talk.txt"
    path.write_text(TALK)
    stored = study.perform(store_import(plan_import([path], known_study(study.reader)))).result
    return stored.interview_ids[0]


def stored(study: StudyFile, interview_id: int) -> Transcript:
    found = transcript(study.reader, interview_id)
    assert found is not None
    return found


def spoken(study: StudyFile, interview_id: int) -> list[tuple[str, str]]:
    now = stored(study, interview_id)
    labels = {speaker.id: f"{speaker.label} ({speaker.kind})" for speaker in now.speakers}
    return [(labels.get(turn.speaker_id or 0, "?"), now.text[turn.start : turn.end]) for turn in now.turns]


def tell(study: StudyFile, interview_id: int, told: Told) -> None:
    version = retold(stored(study, interview_id), told)
    perform_both_ways(study, tell_speakers(version, kinds_of(version, RoleWords())))


def test_what_stands_before_a_sign_becomes_labels_and_codings_stay(study: StudyFile, talk: int) -> None:
    text = stored(study, talk).text
    code = frameworks(study.reader)[0].strands()[0].id
    at = text.index("With soup")
    study.perform(toggle_code(talk, at, at + len("With soup, on a Monday."), code))
    tell(study, talk, told_by("/"))
    assert spoken(study, talk) == [
        ("the asker says (interviewer)", "How did it begin?"),
        ("our cook says (participant)", "With soup, on a Monday.\nAnd then with bread."),
        ("the asker says (interviewer)", "Who came?"),
        ("our cook says (participant)", "All of them."),
    ]
    now = stored(study, talk)
    (coding,) = codings(study.reader, talk)
    assert now.text[coding.start : coding.end] == "With soup, on a Monday."
    found = interview(study.reader, talk)
    assert found is not None
    assert (found.words, found.participant_words) == (18, 12)
    assert found.kind is InterviewKind.INTERVIEW  # and no document any more


def test_every_second_paragraph_is_the_interviewer_s(study: StudyFile, talk: int) -> None:
    tell(study, talk, Told(asking="questions"))
    assert [(who, words[-5:]) for who, words in spoken(study, talk)] == [
        ("Interviewer (interviewer)", "egin?"),
        ("Participant (participant)", "read."),
        ("Interviewer (interviewer)", "came?"),
        ("Participant (participant)", "them."),
    ]


def test_what_has_no_label_is_somebody_s(study: StudyFile, talk: int) -> None:
    tell(study, talk, Told(unlabelled="Participant"))
    assert [who for who, _words in spoken(study, talk)] == ["Participant (participant)"]


@pytest.mark.parametrize("unlabelled", ["", BEFORE_IT])
def test_saying_nothing_changes_no_word(study: StudyFile, unlabelled: str) -> None:
    before = spoken(study, 1)
    version = retold(stored(study, 1), Told(unlabelled=unlabelled))
    perform_both_ways(study, tell_speakers(version, {}))
    assert spoken(study, 1) == before


def test_interviewer_and_participant_are_exchanged(study: StudyFile, talk: int) -> None:
    tell(study, talk, told_by("the asker says /,our cook says /"))
    perform_both_ways(study, exchange_speakers(talk))
    assert [speaker.kind for speaker in stored(study, talk).speakers] == [
        SpeakerKind.PARTICIPANT,
        SpeakerKind.INTERVIEWER,
    ]
    found = interview(study.reader, talk)
    assert found is not None
    assert found.participant_words == 6
