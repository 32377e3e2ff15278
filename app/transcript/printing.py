"""The Code page on paper: the transcript with its speakers, its codings in the margin, memos below."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from app.shell.printed import (
    PrintedCoding,
    PrintedPart,
    PrintedTranscript,
    PrintedTurn,
    PrintedWords,
    PrintStyle,
)
from app.transcript.coding_style import CodingStyles
from coding.language import _
from coding.model.study import Coding, Span, SpeakerKind, Transcript
from coding.text.times import clock
from storage.queries.codings import codings
from storage.queries.remarks import WrittenRemark
from storage.study.connection import Connection


class ShownInterview(NamedTuple):
    """What the page shows of an interview."""

    interview_id: int
    heading: str
    context: str
    transcript: Transcript
    coder_ids: Collection[int]
    looks: CodingStyles
    remarks: Sequence[WrittenRemark]


def parts_of_interview(shown: ShownInterview, connection: Connection) -> Iterator[PrintedPart]:
    """Yield an interview with the codings of the coders shown."""
    transcript, looks = shown.transcript, shown.looks
    there = [each for each in codings(connection, shown.interview_id) if each.coder_id in shown.coder_ids]
    yield PrintedWords(shown.heading, PrintStyle.TITLE, keeps=True)
    if shown.context:
        yield PrintedWords(shown.context, PrintStyle.SMALL, keeps=True)
    yield PrintedTranscript(transcript.text, tuple(_turns(transcript)), tuple(_brackets(there, looks)))
    yield from _codes_used(there, looks)
    yield from _written(transcript, there, shown.remarks, looks)


def _turns(transcript: Transcript) -> Iterator[PrintedTurn]:
    for turn in transcript.turns:
        speaker = transcript.speaker_of(turn)
        quiet = speaker is None or speaker.kind is SpeakerKind.INTERVIEWER
        label = speaker.label if speaker is not None else ""
        yield PrintedTurn(Span(turn.start, turn.end), label, clock(turn.ms), quiet)


def _brackets(shown: Sequence[Coding], looks: CodingStyles) -> Iterator[PrintedCoding]:
    for coding in shown:
        look = looks.of(coding)
        yield PrintedCoding(coding.span, looks.label(coding), look.hue, coding.unsure, look.faint)


def _codes_used(shown: Sequence[Coding], looks: CodingStyles) -> Iterator[PrintedPart]:
    used = {looks.of(coding).label: looks.of(coding).name for coding in shown}
    if used:
        yield PrintedWords(_("Codes used"), PrintStyle.SUBHEADING, keeps=True)
        yield PrintedWords(
            "; ".join(f"{label} {name}" if label != name else name for label, name in sorted(used.items())),
            PrintStyle.SMALL,
        )


def _written(
    transcript: Transcript, shown: Sequence[Coding], remarks: Sequence[WrittenRemark], looks: CodingStyles
) -> Iterator[PrintedPart]:
    """Yield memos on codings and remarks on passages, each after the words it is about."""
    written = [(coding.span, f"{looks.label(coding)} {coding.memo}") for coding in shown if coding.memo]
    written += [(remark.span, ": ".join(filter(None, (remark.coder, remark.text)))) for remark in remarks]
    if written:
        yield PrintedWords(_("Memos and remarks"), PrintStyle.SUBHEADING, keeps=True)
    for span, words in sorted(written):
        yield PrintedWords(f"“{transcript.text[span.start : span.end]}”", PrintStyle.SMALL, keeps=True)
        yield PrintedWords(words, indent=1)
