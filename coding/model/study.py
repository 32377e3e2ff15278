"""The researcher's things: schools, rounds, people, interviews, codings, memos.

A person, the post that person holds in a round, and the key (``B2``) are three things: the key
says school and role, and is not unique to a person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple


class State(StrEnum):
    """How far an interview has been read; each coder says so."""

    NOT_STARTED = "not started"
    BEING_READ = "being read"
    DONE = "done"


class InterviewKind(StrEnum):
    """What a text is; only interviews and group interviews count as interviews, theirs are the rates."""

    INTERVIEW = "interview"
    GROUP = "group"
    DOCUMENT = "document"  # minutes, policies, letters
    NOTES = "notes"  # of the field, or the researcher's own account
    ANSWERS = "answers"  # to an open question of a survey, a turn a respondent

    @property
    def is_talk(self) -> bool:
        """Tell whether it is an interview, of which rates and numbers of interviews are taken."""
        return self in TALK


TALK: Final = frozenset((InterviewKind.INTERVIEW, InterviewKind.GROUP))
KINDS: Final = tuple(InterviewKind)


class SpeakerKind(StrEnum):
    """Whose words count: a participant's do, an interviewer's never."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    UNKNOWN = "unknown"


class Span(NamedTuple):
    """A half-open stretch of a transcript, in code points of the stored text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Code points inside."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether other lies wholly inside, ends included."""
        return self.start <= other.start and other.end <= self.end

    def union(self, other: "Span") -> "Span":
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class TranscriptSpan(NamedTuple):
    """A stretch of one transcript, in code points."""

    transcript_id: int
    start: int
    end: int


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or meet; they come, and are returned, in the order of their starts."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            found[-1] = found[-1].union(span)
        else:
            found.append(span)
    return found


@dataclass(frozen=True, slots=True)
class School:
    """A school of the partnership; ``letter`` is its part of a key."""

    id: int
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Round:
    """A round of interviews, named for its year."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a round asks; ``code_ids`` are the strands it asks about, ``position`` from 0.

    Questions with the same ``heading`` are one issue, in whatever words rounds ask about it.
    """

    id: int
    round_id: int
    position: int
    text: str
    code_ids: tuple[int, ...] = ()
    heading: str = ""

    @property
    def issue(self) -> str:
        """What it stands under: its heading, else its words."""
        return self.heading or self.text


@dataclass(frozen=True, slots=True)
class Filing:
    """Words of an interview that were filed by hand under a question they were not said in answer to."""

    id: int
    interview_id: int
    start: int
    end: int
    question_id: int

    def without(self, other: "Filing") -> tuple["Filing", ...]:
        """Return what is left of it where another holds: nothing, it or a part of it, or two parts."""
        if other.interview_id != self.interview_id or other.end <= self.start or self.end <= other.start:
            return (self,)
        before, after = replace(self, end=other.start), replace(self, start=other.end)
        return tuple(part for part in (before, after) if part.start < part.end)


@dataclass(frozen=True, slots=True)
class Role:
    """A numbered role; ``group`` is what charts fold it into (HD, SLT, T)."""

    id: int
    number: int
    name: str
    group: str


class Quoting(StrEnum):
    """Whether a person's words may be quoted."""

    FREE = ""
    ASK = "ask"  # only what was shown to the person and cleared
    NO = "no"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is interviewed, under whatever name the researcher keeps."""

    id: int
    name: str
    quoting: Quoting = Quoting.FREE


@dataclass(frozen=True, slots=True)
class Post:
    """What a person does at which school in one round; ``title`` is finer than the role, or empty."""

    id: int
    person_id: int
    round_id: int
    school_id: int
    role_id: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """One conversation with its transcript.

    ``partial`` marks a transcript that is not complete, whose words are left out of rates; ``source_sha256``
    is of the file it came from. Documents and notes are kept as interviews of another ``kind``, and have an
    ``author``.
    """

    id: int
    title: str
    school_id: int | None
    round_id: int | None
    date: str
    duration_ms: int | None
    partial: bool
    source_name: str
    source_sha256: str
    words: int
    participant_words: int
    kind: InterviewKind = InterviewKind.INTERVIEW
    author: str = ""


class AttributeKind(StrEnum):
    """What an attribute is said of."""

    INTERVIEW = "interview"
    PERSON = "person"
    SCHOOL = "school"
    CASE = "case"


class AttributeType(StrEnum):
    """What the values of an attribute are; how they are written: coding/text/typed_values.py."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes/no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a study says of interviews, people, schools or cases beside the usual: tenure, phase.

    ``choices`` are the values that there are, where they are chosen; ``per_round``: they may be others in
    each round.
    """

    id: int
    name: str
    kind: AttributeKind
    type: AttributeType = AttributeType.TEXT
    choices: tuple[str, ...] = ()
    per_round: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What a researcher looks at as one, beside the schools: of whom and what it is made, by id."""

    id: int
    guid: str
    name: str
    school_ids: frozenset[int] = frozenset()
    interview_ids: frozenset[int] = frozenset()
    person_ids: frozenset[int] = frozenset()


class AttributeValue(NamedTuple):
    """What an attribute is for one interview, person, school or case; never empty.

    With a ``round_id`` it is so in that round.
    """

    attribute_id: int
    interview_id: int | None
    person_id: int | None
    value: str
    school_id: int | None = None
    case_id: int | None = None
    round_id: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label of one transcript and who it stands for."""

    id: int
    label: str
    kind: SpeakerKind
    person_id: int | None


class Turn(NamedTuple):
    """What one speaker says until another does; ``ms`` are milliseconds from the start, if noted."""

    id: int
    start: int
    end: int
    speaker_id: int | None
    ms: int | None


class Mark(NamedTuple):
    """Something on a transcript that nobody said.

    With start < end a stretch inside the text (``[unintelligible 00:02:35]``), which counts as no words; with
    start == end something kept beside it (a heading, a recording line).
    """

    id: int
    start: int
    end: int
    kind: str
    text: str
    ms: int | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of an interview (its id is the interview's) with everything beside it."""

    id: int
    text: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    marks: tuple[Mark, ...]

    def speaker_of(self, turn: Turn) -> Speaker | None:
        """Return who speaks in a turn of this transcript."""
        return next((s for s in self.speakers if s.id == turn.speaker_id), None)


class CoderKind(StrEnum):
    """Whose reading a set of codings is; everybody together are the people only."""

    PERSON = "person"
    AGREED = "agreed"  # what was settled between coders
    AGAIN = "again"  # somebody's second reading of a sample
    FORMER = "former"  # merged into another or withdrawn: stands in the history only


class Origin(StrEnum):
    """How a coding came about."""

    BY_HAND = ""
    LETTERS = "letters"
    COMMENT = "comment"
    COLOUR = "colour"
    TABLE = "table"
    SEARCH = "search"
    RULING = "ruling"
    SUGGESTED = "suggested"


class Direction(StrEnum):
    """What a passage says of its strand (counting rule 23); mostly nothing is said of it."""

    UNSAID = ""
    SHOWS = "shows"
    LACKS = "lacks"
    MIXED = "mixed"
    WISHES = "wishes"


class Clearing(StrEnum):
    """What came of showing a passage to whoever says it."""

    ASKED = "asked"
    CLEARED = "cleared"
    REFUSED = "refused"


class CodeChange(StrEnum):
    """What a version of a code changed of it."""

    NEW = "new"
    NAME = "name"  # or what else it is called and marked by
    PLACE = "place"
    MEANING = "meaning"
    MERGED = "merged"
    GONE = "gone"


class Decision(StrEnum):
    """How two coders' difference was settled."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"
    DISCUSS = "discuss"


class KeptKind(StrEnum):
    """What was kept under a name; later kinds stand here already, so that older programs know them."""

    SAMPLE = "sample"  # passages or interviews to be coded again
    FIGURES = "figures"  # agreement before settling
    VIEW = "view"
    QUERY = "query"
    REPORT = "report"
    GOING_THROUGH = "pass"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Coder:
    """Whose codings there are; ``of_id`` is whose second reading it is, ``also`` GUIDs merged into it."""

    id: int
    name: str
    guid: str = ""
    initials: str = ""
    hue: str = ""
    kind: CoderKind = CoderKind.PERSON
    of_id: int | None = None
    also: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """Their initials: those given, else of the first and last name, or two letters of a single one."""
        words = re.findall(r"\w+", self.name)
        if self.initials or len(words) < 2:
            return self.initials or self.name[:2].capitalize()
        return (words[0][0] + words[-1][0]).upper()


class Coding(NamedTuple):
    """One code on one passage by one coder; ``direction`` is one of Direction's words."""

    id: int
    transcript_id: int
    start: int
    end: int
    code_id: int
    coder_id: int
    stage_id: int | None
    unsure: bool
    created: str
    direction: str = Direction.UNSAID
    memo: str = ""

    @property
    def span(self) -> Span:
        """The passage."""
        return Span(self.start, self.end)
