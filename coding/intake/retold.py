"""A stored transcript, told anew who speaks: labels that stand in its text leave it and begin turns."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from coding.intake.role_words import RoleWords
from coding.intake.unlabelled import asking_paragraphs
from coding.intake.who_asks import guess_speakers
from coding.language import _
from coding.model.document import Document
from coding.model.study import Speaker, SpeakerKind, Transcript, Turn
from coding.text.beginnings import LabelPlace, number_and_time
from coding.text.label_spelling import label_key
from coding.text.labels import Elsewhere, Labels, labels_of
from coding.text.revised_transcript import Meant, RevisedTranscript
from coding.text.segmentation import Segmented
from coding.text.stamps import stamp_ms
from coding.text.text_change import Replacement, TextChange
from coding.text.told_labels import BEFORE_IT, Told


def stored_document(stored: Transcript) -> Document:
    """Return the lines of a stored text as a document: what is said of it is said of these."""
    return Document(tuple(stored.text.split("\n")))


def retold(stored: Transcript, told: Told) -> RevisedTranscript:
    """Return a stored transcript as it is with these speakers: labels leave its text, the rest stays.

    A line that begins with a label is that speaker's; another one goes on, unless a turn that had a speaker
    begins with it. Ids of ``original`` are positions.
    """
    lines = stored_document(stored).paragraphs
    asking = asking_paragraphs(Document(lines), told.asking) if told.asking else None
    labels = labels_of([LabelPlace(line) for line in lines], (), (), Elsewhere(told=told))
    writing = _Retelling(stored, told, labels, asking, {turn.start: turn for turn in stored.turns})
    at = 0
    for number, line in enumerate(lines):
        writing.take(number, at, line)
        at += len(line) + 1
    return writing.finish()


def kinds_of(version: RevisedTranscript, roles: RoleWords) -> dict[str, Meant]:
    """Return who the speakers are guessed to be that the stored transcript does not have, by label."""
    known = version.same_speakers
    guessed = guess_speakers(version.original, roles)
    return {each.label: each.kind for at, each in enumerate(guessed) if at not in known}


@dataclass(slots=True)
class _Retelling:
    """The turns of a stored text as they become, line by line; places are those of the old text."""

    stored: Transcript
    told: Told
    labels: Labels
    asking: Collection[int] | None
    begun: dict[int, Turn]  # by where they begin
    turns: list[tuple[int, str, int | None]] = field(default_factory=list[tuple[int, str, int | None]])
    gone: list[Replacement] = field(default_factory=list[Replacement])

    def take(self, number: int, at: int, line: str) -> None:
        """Take in one line, which begins at a place of the text."""
        turn = self.begun.get(at)
        if self.asking is not None:
            who = _("Interviewer") if number in self.asking else _("Participant")
            self._begin(at, who, turn.ms if turn else None, goes_on=True)
            return
        labelled = self.labels.read(line) if self.told.says_labels else None
        if labelled is not None:
            stamp = labelled.time or number_and_time(labelled.before)[1]
            ms = stamp_ms(stamp) if stamp else turn.ms if turn else None
            cut = len(line) - len(labelled.said)
            behind = at + cut + (not labelled.said and at + cut < len(self.stored.text))
            self.gone.append(Replacement(at, behind, ""))
            label = self.labels.spelling(labelled.key)
            self._begin(at, label, ms, goes_on=True)
        elif turn is not None:
            self._go_on(at, turn)

    def _go_on(self, at: int, turn: Turn) -> None:
        """Begin a turn that is there without a label in the text."""
        speaker = self.stored.speaker_of(turn)
        if speaker is not None:
            self._begin(at, speaker.label, turn.ms, goes_on=False)
        elif self.told.unlabelled not in {"", BEFORE_IT}:
            self._begin(at, self.told.unlabelled, turn.ms, goes_on=True)
        else:
            before = self.turns[-1][1] if self.turns else ""
            self._begin(at, before, turn.ms, goes_on=bool(before))

    def _begin(self, at: int, label: str, ms: int | None, *, goes_on: bool) -> None:
        """Begin a turn, unless this speaker's goes on."""
        if not (goes_on and self.turns and self.turns[-1][1] == label):
            self.turns.append((at, label, ms))

    def finish(self) -> RevisedTranscript:
        """Return what becomes of the transcript."""
        change = TextChange.of(self.gone)
        text = change.applied(self.stored.text)
        names = {label_key(label): label for _at, label, _ms in self.turns if label}
        places = {key: position for position, key in enumerate(names)}
        speakers = tuple(
            Speaker(position, label, SpeakerKind.UNKNOWN, None)
            for position, label in enumerate(names.values())
        )
        turns = tuple(self._placed(change, len(text), places))
        original = Segmented(Transcript(0, text, turns, speakers, ()))
        return RevisedTranscript(self.stored, original, change, ())

    def _placed(self, change: TextChange, length: int, places: dict[str, int]) -> Iterator[Turn]:
        """Yield the turns where they stand in the new text; one of which no word is left is none."""
        starts = [change.place(at) for at, _label, _ms in self.turns]
        number = 0
        for (start, after), (_at, label, ms) in zip(pairwise([*starts, length + 1]), self.turns, strict=True):
            if after - 1 > start:
                yield Turn(number, start, after - 1, places[label_key(label)] if label else None, ms)
                number += 1
