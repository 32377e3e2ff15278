"""Who says which words of a transcript, and whether they may be quoted."""

from collections.abc import Collection, Mapping

from coding.model.quoting import Uttered, strictest
from coding.model.study import Quoting, Span, SpeakerKind, Transcript


def uttered(
    transcript: Transcript, taking_part: Collection[int], asked: Mapping[int, Quoting]
) -> tuple[Uttered, ...]:
    """Return the words of those who ask for something, turn by turn; the interviewer asks for nothing.

    Where nobody knows who speaks, it is whoever asks most of those who take part.
    """
    anybody = strictest(asked[id_] for id_ in taking_part if id_ in asked)
    asking = {
        speaker.id: asked.get(speaker.person_id, Quoting.FREE) if speaker.person_id else anybody
        for speaker in transcript.speakers
        if speaker.kind is not SpeakerKind.INTERVIEWER
    }
    interviewers = {s.id for s in transcript.speakers if s.kind is SpeakerKind.INTERVIEWER}
    said = (
        Uttered(Span(turn.start, turn.end), asking.get(turn.speaker_id or 0, anybody))
        for turn in transcript.turns
        if turn.speaker_id not in interviewers
    )
    if not transcript.turns:
        said = iter([Uttered(Span(0, len(transcript.text)), anybody)])
    return tuple(each for each in said if each.quoting is not Quoting.FREE)
