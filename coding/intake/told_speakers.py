"""Saying who speaks: "these are speakers", "everything unlabelled is …", "exchange the two".

The same is said of files that come in and of a transcript that is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from coding.intake.corrections import changed, heard_again, with_speaker
from coding.intake.interpretation import segment_row
from coding.intake.participants import with_participants
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


def with_told(plan: ImportPlan, indices: Iterable[int], told: Told) -> ImportPlan:
    """Say how speakers are to be found; what was said to be no label may be one again."""

    def change(import_row: ImportRow) -> ImportRow:
        rejected = frozenset[str]() if told.says_labels else import_row.rejected_labels
        return heard_again(replace(import_row, told=told), rejected, plan)

    return changed(plan, indices, change)


def with_interviewer(plan: ImportPlan, indices: Iterable[int], told_by: str) -> ImportPlan:
    """Say whose the questions are: a label's, or where nobody has one the paragraphs' of a manner."""
    key = label_key(told_by)

    def change(import_row: ImportRow) -> ImportRow:
        if import_row.speaker_labels and not import_row.told.asking:
            return import_row
        if not asking_paragraphs(import_row.file.document, told_by):
            return import_row
        return heard_again(replace(import_row, told=Told(asking=told_by)), import_row.rejected_labels, plan)

    chosen = list(indices)
    plan = changed(plan, chosen, change)
    named = [
        at for at in chosen if any(label_key(label.label) == key for label in plan.rows[at].speaker_labels)
    ]
    return with_speaker(plan, named, told_by, SpeakerKind.INTERVIEWER) if named else plan


def with_exchanged(plan: ImportPlan, indices: Iterable[int]) -> ImportPlan:
    """Let who was taken for an interviewer be a participant, and the participants interviewers."""

    def change(import_row: ImportRow) -> ImportRow:
        labels = tuple(
            replace(label, kind=OTHER_SIDE[label.kind], source=GuessSource.BY_HAND, participant=None)
            if label.kind in OTHER_SIDE
            else label
            for label in import_row.speaker_labels
        )
        exchanged = replace(import_row, speaker_labels=labels, speaker_labels_source=GuessSource.BY_HAND)
        if not import_row.participants_by_hand:
            return exchanged
        names = [participant.name for participant in import_row.participants]
        return with_participants(exchanged, names, import_row.participants_source)

    return changed(plan, indices, change)
