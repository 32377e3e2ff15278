"""What the study knows already, which guesses about new files are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coding.intake.role_words import PostWords, RoleWords
from coding.model.framework import Framework
from coding.model.study import Role, Round, School
from coding.model.survey import Instrument
from coding.notation.code_names import Names
from coding.notation.questions import ListedQuestion
from coding.text.dates import DateOrder


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that the study knows, by the names and numbers a researcher uses."""

    person: str
    round: str
    letter: str
    number: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class KnownInterview:
    """An interview that the study has; ``people`` by name."""

    title: str
    round: str
    sha256: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownStudy:
    """What the study knows already and guesses are held against; empty for a new one.

    ``framework`` is the one that hand-written codes are read with; ``labels`` and ``colours`` are what
    marks mean, as was said at an earlier import (see HandRules); ``questions`` are what rounds ask, by name;
    ``speakers`` are the labels that its transcripts have; ``post_words`` how texts name posts.
    ``cases`` are the names of cases, ``survey`` is what the study's survey asks. ``date_order`` is how this
    computer writes dates.
    """

    schools: tuple[School, ...] = ()
    rounds: tuple[Round, ...] = ()
    roles: tuple[Role, ...] = ()
    people: tuple[str, ...] = ()
    posts: tuple[KnownPost, ...] = ()
    interviews: tuple[KnownInterview, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict[str, str])  # title by SHA-256
    framework: Framework | None = None
    labels: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    colours: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    questions: Mapping[str, tuple[ListedQuestion, ...]] = field(
        default_factory=dict[str, tuple[ListedQuestion, ...]]
    )
    speakers: tuple[str, ...] = ()
    post_words: tuple[PostWords, ...] = ()
    date_order: DateOrder | None = None
    cases: tuple[str, ...] = ()
    survey: Instrument | None = None

    @cached_property
    def role_words(self) -> RoleWords:
        """What tells which of the roles a text names."""
        return RoleWords(self.roles, self.post_words)

    @cached_property
    def names(self) -> Names | None:
        """What the codes of the framework are called."""
        return Names(self.framework) if self.framework else None
