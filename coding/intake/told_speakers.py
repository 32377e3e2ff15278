"""Saying who speaks: "these are speakers", "everything unlabelled is …", "exchange the two".

The same is said of files that come in and of a transcript that is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from coding.intake.corrections import heard_again, with_same_people, with_speaker
from coding.intake.fold import row_step
from coding.intake.interpretation import segment_row
from coding.intake.plan import GuessSource, ImportPlan, ImportRow
from coding.intake.unlabelled import AskerOffer, asking_paragraphs, offers
from coding.model.document import Document
from coding.model.study import SpeakerKind, Transcript, Turn
from coding.text.label_spelling import label_key
from coding.text.segmentation import label_places
from coding.text.told_labels import SignOffer, Told, sign_offers
from coding.text.words import words

OTHER_SIDE = {
    SpeakerKind.INTERVIEWER: SpeakerKind.PARTICIPANT,
    SpeakerKind.PARTICIPANT: SpeakerKind.INTERVIEWER,
}


class Offers(NamedTuple):
    """What may be said of a text: signs before labels, and manners of the interviewer's paragraphs."""

    signs: tuple[SignOffer, ...]
    manners: tuple[AskerOffer, ...]


class HeardVoice(NamedTuple):
    """A label as it would be understood: in how many turns, how many words, and the first of them."""

    label: str
    turns: int
    words: int
    begins: str


def offers_of(document: Document) -> Offers:
    """Return what may be said of a document."""
    return Offers(sign_offers(label_places(document.paragraphs, document.settings)), offers(document))


def voices_of(transcript: Transcript) -> tuple[HeardVoice, ...]:
    """Return who speaks in a transcript, those without a label last; shown before it is stored so."""
    labels = {speaker.id: speaker.label for speaker in transcript.speakers}
    said: dict[str, list[Turn]] = {label: [] for label in (*labels.values(), "")}
    for turn in transcript.turns:
        said[labels.get(turn.speaker_id, "") if turn.speaker_id is not None else ""].append(turn)
    return tuple(_voice(transcript, label, turns) for label, turns in said.items() if turns)


def _voice(transcript: Transcript, label: str, turns: Sequence[Turn]) -> HeardVoice:
    counted = sum(words(transcript.text, turn.start, turn.end, transcript.marks) for turn in turns)
    return HeardVoice(label, len(turns), counted, transcript.text[turns[0].start : turns[0].end])


def heard_as(plan: ImportPlan, at: int, told: Told) -> tuple[HeardVoice, ...]:
    """Return who speaks in a file if this is said of it."""
    row = replace(plan.rows[at], told=told)
    rejected = frozenset[str]() if told.says_labels else row.rejected_labels
    return voices_of(segment_row(row, rejected, plan.known, plan.rules).transcript)


@row_step
def with_told(plan: ImportPlan, row: ImportRow, told: Told) -> ImportRow:
    """Say how speakers are to be found; what was said to be no label may be one again."""
    rejected = frozenset[str]() if told.says_labels else row.rejected_labels
    return heard_again(plan, replace(row, told=told), rejected)


def with_interviewer(plan: ImportPlan, indices: Iterable[int], told_by: str) -> ImportPlan:
    """Say whose the questions are: a label's, or where nobody has one the paragraphs' of a manner."""
    chosen = list(indices)
    plan = _asking_so(plan, chosen, told_by)
    key = label_key(told_by)
    named = [
        at for at in chosen if any(label_key(each.label) == key for each in plan.rows[at].speaker_labels)
    ]
    return with_speaker(plan, named, told_by, SpeakerKind.INTERVIEWER) if named else plan


@row_step
def _asking_so(plan: ImportPlan, row: ImportRow, manner: str) -> ImportRow:
    has_labels = bool(row.speaker_labels) and not row.told.asking
    if has_labels or not asking_paragraphs(row.file.document, manner):
        return row
    return heard_again(plan, replace(row, told=Told(asking=manner)), row.rejected_labels)


@row_step
def with_exchanged(_plan: ImportPlan, row: ImportRow) -> ImportRow:
    """Let who was taken for an interviewer be a participant, and the participants interviewers."""
    labels = tuple(
        replace(label, kind=OTHER_SIDE[label.kind], source=GuessSource.BY_HAND, participant=None)
        if label.kind in OTHER_SIDE
        else label
        for label in row.speaker_labels
    )
    return with_same_people(
        replace(row, speaker_labels=labels, speaker_labels_source=GuessSource.BY_HAND), row
    )
