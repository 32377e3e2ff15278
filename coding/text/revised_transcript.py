"""A corrected file beside the transcript that is stored: what differs, and what moves where."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from coding.language import plural
from coding.model.document import Document
from coding.model.study import Coding, Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.label_looks import asks_by_name, is_nobody
from coding.text.label_spelling import label_key
from coding.text.moved_codings import Moved, moved_codings
from coding.text.segmentation import Segmented, segment
from coding.text.text_change import Replacement, TextChange
from coding.text.text_diff import between, likeness, words_differing
from coding.text.words import word_spans

# Of a coded passage so much has to be left for the coding to stay: fewer words are another passage.
LEAST_LEFT: Final = 0.4
# Texts with less in common are hardly two versions of one.
_LEAST_ALIKE: Final = 0.3
_FEWEST_WORDS: Final = 4  # of a passage that is looked for elsewhere: "we do that" may be said anywhere
_NEAR: Final = 30  # characters: changes no further apart in a paragraph are shown as one place
_MASKED: Final = re.compile(r"\b[^\W\d_]?x{2,}\b|\[[^\[\]\n]{2,40}\]")

Meant = SpeakerKind | int  # who a new label is: a new speaker of this kind, or one of the transcript's, by id


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """Words that differ, with a little of what stands around them, cuts marked; ``turn`` counts from 1."""

    turn: int
    before: str
    after: str


@dataclass(frozen=True)
class RevisedTranscript:
    """What a corrected file makes of a stored transcript.

    Ids of ``original`` are positions. ``moved`` holds everybody's codings; those without a span cannot be
    placed. ``left_out`` says in words what the file has and the comparison does not look at.
    """

    stored: Transcript
    original: Segmented
    change: TextChange
    moved: tuple[Moved, ...]
    left_out: tuple[str, ...] = ()

    @property
    def unplaced(self) -> list[Moved]:
        """The codings of which too little is left."""
        return [each for each in self.moved if each.span is None]

    @cached_property
    def words(self) -> int:
        """How many words differ."""
        return words_differing(self.stored.text, self.change)

    @cached_property
    def is_alike(self) -> bool:
        """Tell whether the two can be versions of one transcript."""
        return likeness(self.stored.text, self.original.transcript.text) >= _LEAST_ALIKE

    @cached_property
    def unmasked(self) -> int:
        """In how many places a masked name of the stored text (Bxxxx, [Rowan School]) is none in the file."""
        old = self.stored.text
        return sum(
            len(_MASKED.findall(old, start, end)) > len(_MASKED.findall(new))
            for start, end, new in self.change.replacements
        )

    @property
    def same_speakers(self) -> dict[int, Speaker]:
        """The speakers of the file, by position, whose labels the stored transcript has."""
        known = {label_key(speaker.label): speaker for speaker in reversed(self.stored.speakers)}
        found = ((s.id, known.get(label_key(s.label))) for s in self.original.transcript.speakers)
        return {position: speaker for position, speaker in found if speaker is not None}

    @cached_property
    def new_labels(self) -> dict[str, Meant]:
        """The labels that the stored transcript does not have, and who each one probably is."""
        same = self.same_speakers
        return {
            speaker.label: self._probably(speaker)
            for speaker in self.original.transcript.speakers
            if speaker.id not in same
        }

    def _probably(self, speaker: Speaker) -> Meant:
        """Take a new label for the speaker who says most of it in the stored text, if that label is gone."""
        gone = {s.id for s in self.stored.speakers} - {s.id for s in self.same_speakers.values()}
        turns = zip(self.original.transcript.turns, self.same_turns, strict=True)
        said = Counter(old.speaker_id if old else None for new, old in turns if new.speaker_id == speaker.id)
        who, most = next(iter(said.most_common(1)), (None, 0))
        if who is None or who not in gone or 2 * most <= said.total():
            return kind_by_label(speaker.label)
        return who

    @cached_property
    def same_turns(self) -> list[Turn | None]:
        """Return for every turn of the file the stored one that it has most of, None for a new one."""
        moved = [(self.change.grown(Span(turn.start, turn.end)), turn) for turn in self.stored.turns]
        used: set[int] = set()
        found: list[Turn | None] = []
        for turn in self.original.transcript.turns:
            near = _overlapping(Span(turn.start, turn.end), moved)
            shared, old = max(((n, old) for n, old in near if old.id not in used), default=(0, None))
            found.append(old if shared else None)
            used.update({old.id} if old is not None else ())
        return found

    def places(self) -> list[ChangedPassage]:
        """Return what differs, turn by turn: who says it, then the words; changes close together are one."""
        starts = [turn.start for turn in self.stored.turns]
        old = self.stored.text
        words = (_place(old, group, max(bisect_right(starts, group[0].start), 1)) for group in self._groups())
        return sorted([*self._said_by_others(), *words], key=lambda place: place.turn)

    def _said_by_others(self) -> Iterator[ChangedPassage]:
        """Find the turns that another speaker of the transcript says in the file."""
        number = {turn.id: at for at, turn in enumerate(self.stored.turns, 1)}
        label = {speaker.id: speaker.label for speaker in self.stored.speakers}
        same, text = self.same_speakers, self.original.transcript.text
        for new, old in zip(self.original.transcript.turns, self.same_turns, strict=True):
            now = same.get(new.speaker_id) if new.speaker_id is not None else None
            if old is not None and now is not None and now.id != old.speaker_id:
                said = text[new.start : _a_little_after(text, new.start)] + " …"
                before = label.get(old.speaker_id or 0, "?")
                yield ChangedPassage(number[old.id], f"{before}: {said}", f"{now.label}: {said}")

    def _groups(self) -> Iterator[list[Replacement]]:
        group: list[Replacement] = []
        for replacement in self.change.replacements:
            gap = self.stored.text[group[-1].end : replacement.start] if group else ""
            if len(gap) > _NEAR or "\n" in gap:
                yield group
                group = []
            group.append(replacement)
        if group:
            yield group


def kind_by_label(label: str) -> SpeakerKind:
    """Return what kind of speaker a new label says this is."""
    if asks_by_name(label):
        return SpeakerKind.INTERVIEWER
    return SpeakerKind.UNKNOWN if is_nobody(label) else SpeakerKind.PARTICIPANT


def revised_transcript(
    stored: Transcript,
    document: Document,
    codings: Iterable[Coding],
    rejected_labels: frozenset[str] = frozenset(),
) -> RevisedTranscript:
    """Compare a corrected document with the transcript that is stored.

    The labels of the stored one are labels in the file too; ``rejected_labels`` holds keys of labels that
    are none.
    """
    original = _heard(stored, document, rejected_labels)
    change = between(stored.text, original.transcript.text)
    moved = moved_codings(stored.text, change, codings, least=LEAST_LEFT)
    found = tuple(_found_elsewhere(each, original.transcript.text) for each in moved)
    return RevisedTranscript(stored, original, change, found, (*document.notes, *_hand_marks(document)))


def _found_elsewhere(moved: Moved, new: str) -> Moved:
    """Place a coding whose very words stand once in the new text, but in another place than before."""
    words, text = len(word_spans(moved.before, 0, len(moved.before))), moved.before
    if moved.span is not None or words < _FEWEST_WORDS or new.count(text) != 1:
        return moved
    at = new.index(text)
    return replace(moved, span=Span(at, at + len(text)), after=text)


def _hand_marks(document: Document) -> Iterator[str]:
    """Say that colours and comments are not looked at."""
    if colours := len(document.highlights):
        yield plural(
            "{n} coloured stretch is not read here.", "{n} coloured stretches are not read here.", colours
        )
    if comments := len(document.comments):
        yield plural("{n} comment is not read here.", "{n} comments are not read here.", comments)


def _heard(stored: Transcript, document: Document, rejected_labels: frozenset[str]) -> Segmented:
    original = segment(document.paragraphs, rejected_labels, document.speakers)
    labels = [speaker.label for speaker in original.transcript.speakers]
    found = {label_key(label) for label in labels}
    missed = [s.label for s in stored.speakers if label_key(s.label) not in found]
    if not missed or document.speakers:
        return original
    again = segment(document.paragraphs, rejected_labels, [*labels, *missed])
    return again if len(again.transcript.speakers) > len(labels) else original


def _overlapping(span: Span, moved: Sequence[tuple[Span, Turn]]) -> Iterator[tuple[int, Turn]]:
    """Yield the turns that share text with a span, and how many characters."""
    first = max(bisect_right(moved, span.start, key=lambda pair: pair[0].start) - 1, 0)
    for there, turn in moved[first:]:
        if there.start >= span.end:
            break
        yield min(there.end, span.end) - max(there.start, span.start), turn


def _place(old: str, group: Sequence[Replacement], turn: int) -> ChangedPassage:
    first, last = group[0].start, group[-1].end
    start, end = _a_little_before(old, first), _a_little_after(old, last)
    change = TextChange(tuple(group)).shifted(-start)
    before = "… " if start and old[start - 1] != "\n" else ""
    after = " …" if end < len(old) and old[end] != "\n" else ""
    shown = (old[start:end], change.applied(old[start:end]))
    return ChangedPassage(turn, *(f"{before}{words}{after}" for words in shown))


def _a_little_before(text: str, at: int) -> int:
    """Return where the third word before a place begins, in the same paragraph."""
    start = max(text.rfind("\n", 0, at) + 1, at - 60)
    words = word_spans(text, start, at)
    return words[-3].start if len(words) >= 3 else start


def _a_little_after(text: str, at: int) -> int:
    line = text.find("\n", at)
    end = min(len(text) if line < 0 else line, at + 60)
    words = word_spans(text, at, end)
    return words[2].end if len(words) >= 3 else end
