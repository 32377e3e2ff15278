"""Files that arrive, and what was understood of them before anything is stored.

Guesses say where they come from; interpretation.py makes them, participants.py finds the people,
corrections.py lets a person put them right. All of it is data: the import page and ``import --dry-run`` show
the same ImportPlan.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple

from coding.intake.known_study import KnownStudy
from coding.intake.role_words import PostHint
from coding.intake.taken_tables import TakenTable
from coding.model.document import Document, Table
from coding.model.role_codes import InterviewKey
from coding.model.study import InterviewKind, Speaker, SpeakerKind, Transcript
from coding.notation.coded_segments import CodedSegment
from coding.notation.hand_marks import UNREAD, HandMark, HandRules, MarkChoice, MarkSource
from coding.notation.questions import ALL_ROUNDS, ListedQuestion
from coding.privacy.masking import Pseudonyms
from coding.text.segmentation import Segmented
from coding.text.told_labels import NOTHING_TOLD, Told


class GuessSource(StrEnum):
    """Where a guess comes from; BY_HAND is no guess any more."""

    NOWHERE = ""
    FILE = "file"  # what the file says of itself
    FILE_NAME = "file name"
    FOLDER = "folder"
    HEADING = "heading"
    LABELS = "labels"
    QUESTIONS = "who asks"
    SAME_KEY = "same key"
    KEY = "key"  # a new person, called by a key that somebody has said
    STUDY = "study"
    PATTERN = "pattern"  # of the file's name or heading, as a person wrote it
    TABLE = "table"
    BY_HAND = "by hand"
    NEW_PERSON = "new person"  # by hand too: nobody known from elsewhere


# What somebody has said is no guess, be it in a table or a pattern.
SAID: Final = frozenset({GuessSource.BY_HAND, GuessSource.NEW_PERSON, GuessSource.PATTERN, GuessSource.TABLE})


class PatternOf(StrEnum):
    """What a pattern is held against: the file's name with its folders, or the heading of the text."""

    NAME = "name"
    HEADING = "heading"


def letter_only(school: str) -> str:
    """Return what a school is called if that is a letter, else nothing."""
    return school if len(school) <= 3 and school.isupper() else ""


@dataclass(frozen=True, slots=True)
class Guess:
    """A value (empty if nothing was found) and where it comes from."""

    value: str = ""
    source: GuessSource = GuessSource.NOWHERE

    @property
    def is_guess(self) -> bool:
        """Tell whether it was found but nobody has said so."""
        return bool(self.value) and self.source not in SAID


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """What a reader got out of a file.

    ``folders`` are the names of those around it, the nearest first. ``problem`` says in words why it
    cannot be read. Of the same words in two files the one of the lower ``rank`` is the better source.
    """

    path: str
    name: str
    folders: tuple[str, ...] = ()
    sha256: str = ""
    document: Document = field(default_factory=Document)
    problem: str = ""
    rank: int = 0

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def notes(self) -> tuple[str, ...]:
        """What was found in it and is not taken over, in words."""
        return self.document.notes


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A speaker's label, who it is taken for, and how many words it says.

    ``participant`` is the position of the person among the arrival's seats, None if not known; ``post`` what
    the label names (Head, Deputy).
    """

    label: str
    kind: SpeakerKind
    source: GuessSource
    words: int
    participant: int | None = None
    post: PostHint | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who takes part: name, role number and title in this round.

    ``since`` is the other round in which somebody with the same key was found and taken for the
    same person; empty for a new person. ``school`` is the person's own, empty where it is the interview's.
    """

    name: str
    role: int | None = None
    title: str = ""
    since: str = ""
    school: str = ""

    @staticmethod
    def of(name: str, post: PostHint, since: str = "") -> "Participant":
        """Return the person of a name who holds a post."""
        return Participant(name, post.number, post.title, since, post.school)

    @property
    def post(self) -> PostHint:
        """The post that is held."""
        return PostHint(self.role, self.title, self.school)


class AskedTurn(NamedTuple):
    """A turn (its position) that asks a question of the round's list (its position there).

    ``likeness`` is from 0 to 1; what is said by hand is wholly like.
    """

    turn: int
    question: int
    likeness: float
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the table that is corrected before anything is stored.

    ``original`` is the transcript as it stands in the file, ``segmented`` as it is stored: without the
    letters of hand-written codes, which are among ``marks``; ``mark_choices`` is what was said of single
    ones. ``rejected_labels`` holds keys of labels that are none; ``known_labels`` labels known from other
    files, found here too; ``label_aliases`` the label that each of these keys stands for; ``told`` what a
    person has said of the labels; ``duplicate_of`` names the same file elsewhere, ``version_of`` one that is
    nearly the same; ``words`` is the number of all words, whoever says them. ``patterns`` are what its name
    and its heading are read by. ``attributes`` are said of the interview, ``person_attributes`` of those who
    take part, by position; one alone holds for all of them. ``kind_guess`` is what it is, if that is said or
    its name says so: without, speakers make an interview of it; ``author`` wrote it, and it belongs to the
    ``case`` of this name. ``could_be_two`` is what was written of a date that could be two days. ``asked``
    are the round's questions that its turns ask; ``question_choices`` is what was said of single turns: the
    text of a question, or None for none. ``segments`` of it were coded elsewhere.
    """

    file: IncomingFile
    include: bool
    original: Segmented | None = None
    segmented: Segmented | None = None
    marks: tuple[HandMark, ...] = ()
    mark_choices: Mapping[tuple[MarkSource, int], MarkChoice] = field(
        default_factory=dict[tuple[MarkSource, int], MarkChoice]
    )
    words: int = 0
    rejected_labels: frozenset[str] = frozenset()
    known_labels: tuple[str, ...] = ()
    label_aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    told: Told = NOTHING_TOLD
    speaker_labels: tuple[SpeakerLabel, ...] = ()
    speaker_labels_source: GuessSource = GuessSource.NOWHERE
    round: Guess = Guess()
    school: Guess = Guess()
    date: Guess = Guess()
    kind_guess: Guess = Guess()
    author: Guess = Guess()
    case: str = ""
    could_be_two: str = ""
    posts: tuple[PostHint, ...] = ()
    posts_source: GuessSource = GuessSource.NOWHERE
    participants: tuple[Participant, ...] = ()
    participants_source: GuessSource = GuessSource.NOWHERE
    patterns: Mapping[PatternOf, str] = field(default_factory=dict[PatternOf, str])
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    person_attributes: tuple[Mapping[str, str], ...] = ()
    duplicate_of: str = ""
    version_of: str = ""

    def attributes_of(self, participant: int) -> Mapping[str, str]:
        """Return what is said of the person at a position among the seats, by attribute."""
        said = self.person_attributes
        return said[0] if len(said) == 1 else said[participant] if participant < len(said) else {}

    segments: tuple[CodedSegment, ...] = ()
    asked: tuple[AskedTurn, ...] = ()
    question_choices: Mapping[int, str | None] = field(default_factory=dict[int, str | None])
    asked_for: object = None  # what ``asked`` was worked out from, so that it is not done twice

    @property
    def readable(self) -> bool:
        """Tell whether there is anything to store."""
        return self.segmented is not None

    @property
    def transcript(self) -> Transcript:
        """The text with its speakers as they are taken to be; empty where there is nothing to store."""
        if self.segmented is None:
            return Transcript(0, "", (), (), ())
        labels = enumerate(self.speaker_labels)
        speakers = tuple(Speaker(at, each.label, each.kind, None) for at, each in labels)
        return replace(self.segmented.transcript, speakers=speakers)

    @property
    def kind(self) -> InterviewKind:
        """What it comes in as."""
        if self.kind_guess.value:
            return InterviewKind(self.kind_guess.value)
        return InterviewKind.INTERVIEW if self.speaker_labels else InterviewKind.DOCUMENT

    @property
    def open_date(self) -> str:
        """What was written of a date that could be two days, as long as nothing says which."""
        return "" if self.date.value else self.could_be_two

    @property
    def participants_by_hand(self) -> bool:
        """Tell whether somebody has said who takes part."""
        return self.participants_source in SAID

    @property
    def turns(self) -> int:
        """How many turns there are; of a document, paragraphs."""
        return len(self.segmented.transcript.turns) if self.segmented else 0

    @property
    def participant_words(self) -> int:
        """Words of speakers who are known to be participants; of a document none."""
        return sum(
            label.words
            for label in self.speaker_labels
            if label.kind is SpeakerKind.PARTICIPANT and self.kind.is_talk
        )

    @property
    def keys(self) -> str:
        """The keys of those who take part, as far as they are known: ``B2``."""
        return ", ".join(dict.fromkeys(filter(None, (self.key_of(each.post) for each in self.participants))))

    def key_of(self, post: PostHint) -> str:
        """Return the key of a post, ``B2``; empty where its school has no letter or its role no number."""
        letter = letter_only(post.school) or self.letter
        return str(InterviewKey(letter, post.number)) if letter and post.number is not None else ""

    @property
    def letter(self) -> str:
        """The school's letter, or nothing where it goes by a name only."""
        return letter_only(self.school.value)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read in one go, before the files of it are held against each other and against others.

    Each file is understood by itself, for the study and by the rules that it was ``read_for``. ``surveys``
    are files of answers to a survey, or the archives that they are in.
    """

    rows: tuple[ImportRow, ...] = ()
    tables: tuple[Table, ...] = ()
    segments: tuple[CodedSegment, ...] = ()
    ignored_files: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()
    read_for: tuple[KnownStudy, HandRules] | None = None


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Something that arrived or was said, in the order in which plans are worked out: fold.py takes it in."""

    act: Callable[..., "ImportPlan"]
    said: tuple[object, ...]
    more: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TheseFiles:
    """Files that something is said of, by their paths: they may stand elsewhere another time, or be gone."""

    paths: frozenset[str]

    @staticmethod
    def of(plan: "ImportPlan", indices: Iterable[int]) -> "TheseFiles":
        """Return those at some positions."""
        return TheseFiles(frozenset(plan.rows[at].file.path for at in indices))

    def places(self, plan: "ImportPlan") -> list[int]:
        """Return where they stand in a plan."""
        return [at for at, row in enumerate(plan.rows) if row.file.path in self.paths]


class NameMask(NamedTuple):
    """The names that are masked, and the labels of each file (by its path) as they stand under the mask."""

    names: Pseudonyms
    labels: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All files that arrive together.

    ``ignored_files`` names files in folders that are no text; ``rules`` say how hand-written codes are read;
    ``tables`` are those that say who is who, ``segments`` what tables list as coded elsewhere. ``questions``
    are the lists that came along, by round (ALL_ROUNDS for rounds without a list of their own). ``surveys``
    are files of answers to a survey, which come in elsewhere. It is what its ``steps`` come to, taken in from
    its ``start``, through its ``mask``.
    """

    rows: tuple[ImportRow, ...] = ()
    known: KnownStudy = field(default_factory=KnownStudy)
    ignored_files: tuple[str, ...] = ()
    rules: HandRules = UNREAD
    tables: tuple[TakenTable, ...] = ()
    segments: tuple[CodedSegment, ...] = ()
    questions: Mapping[str, tuple[ListedQuestion, ...]] = field(
        default_factory=dict[str, tuple[ListedQuestion, ...]]
    )
    surveys: tuple[str, ...] = ()
    mask: NameMask | None = field(default=None, repr=False)
    steps: tuple[PlanStep, ...] = field(default=(), compare=False, repr=False)
    start: "ImportPlan | None" = field(default=None, compare=False, repr=False)

    def questions_of(self, round_name: str) -> tuple[ListedQuestion, ...]:
        """Return what a round asks: the list that came along for it, the study's, or the list for all."""
        for name, lists in ((round_name, self.questions), (round_name, self.known.questions)):
            if name in lists:
                return lists[name]
        return self.questions.get(ALL_ROUNDS, ())

    @property
    def included(self) -> tuple[ImportRow, ...]:
        """Those that would be stored now."""
        return tuple(row for row in self.rows if row.include and row.readable)
