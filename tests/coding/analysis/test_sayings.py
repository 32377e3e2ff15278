"""Who says a stretch that nobody coded."""

from coding.analysis.attribution import SpeakerLookup
from coding.model.study import Post, Span
from tests.coding.analysis.small_study import HEAD, TEACHER, Y2015, B, Speaker, Talk, analysis_data

# Turns of ten code points: the interviewer, the head, the teacher, the head again.
_SPEAKERS = (
    Speaker(kind="interviewer", turns=(0,), label="Interviewer"),
    Speaker(1, turns=(1, 3)),
    Speaker(2, turns=(2,)),
)
_STUDY = analysis_data(
    [Talk(Y2015, B, people=(1, 2), speakers=_SPEAKERS)],
    [],
    (Post(1, 1, Y2015, B, HEAD), Post(2, 2, Y2015, B, TEACHER, "Year 2 teacher")),
)


def test_each_place_has_its_speaker() -> None:
    places = [(1, Span(0, 5)), (1, Span(12, 15)), (1, Span(20, 29))]
    assert SpeakerLookup(_STUDY).attributions(places) == [
        "Interviewer, School B, 2015",
        "Headteacher, School B, 2015",
        "Year 2 teacher, School B, 2015",
    ]


def test_a_place_across_turns_has_both_speakers_each_once() -> None:
    (said_by,) = SpeakerLookup(_STUDY).attributions([(1, Span(12, 35))])
    assert said_by == "Headteacher and year 2 teacher, School B, 2015"


def test_nothing_is_asked_nothing_answered() -> None:
    assert SpeakerLookup(_STUDY).attributions([]) == []
