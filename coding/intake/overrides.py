"""What a pattern of names or a table says of a file, laid over what was guessed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from coding.intake.participants import assign_roles, with_participants
from coding.intake.plan import Guess, GuessSource, ImportRow, Participant
from coding.intake.role_words import PostHint


class FieldValues(NamedTuple):
    """What is said of a file; empty where nothing is. ``date`` is ISO 8601, ``school`` a letter or a name."""

    round: str = ""
    school: str = ""
    date: str = ""
    posts: tuple[PostHint, ...] = ()
    people: tuple[str, ...] = ()

    def over(self, other: "FieldValues") -> "FieldValues":
        """Return what both say; where they differ, what this one says."""
        return FieldValues(
            self.round or other.round,
            self.school or other.school,
            self.date or other.date,
            _finer(other.posts, self.posts),
            self.people or other.people,
        )


def apply_overrides(row: ImportRow, said: FieldValues, source: GuessSource) -> ImportRow:
    """Let what is said win over what stands there, except over what a person has said by hand."""

    def over(guess: Guess, value: str) -> Guess:
        return Guess(value, source) if value and guess.source is not GuessSource.BY_HAND else guess

    row = replace(
        row,
        round=over(row.round, said.round),
        school=over(row.school, said.school),
        date=over(row.date, said.date),
    )
    if said.posts and row.posts_source is not GuessSource.BY_HAND:
        row = replace(row, posts=_finer(row.posts, said.posts), posts_source=source)
    if is_named_by_hand(row):
        return with_posts_finer(row) if said.posts else row
    return with_participants(replace(row, participants=()), said.people, source) if said.people else row


def is_named_by_hand(row: ImportRow) -> bool:
    """Tell whether a person has said by name who takes part."""
    return row.participants_source in {GuessSource.BY_HAND, GuessSource.NEW_PERSON}


def with_posts_finer(row: ImportRow) -> ImportRow:
    """Give people who were named by hand the posts that are known now; who speaks stays."""
    if row.posts_source is GuessSource.BY_HAND:
        return row
    names = [participant.name for participant in row.participants]
    posts, _mapping = assign_roles(row)
    chairs_only = replace(row, participants=tuple(Participant.of("", post) for post in posts))
    return replace(
        with_participants(chairs_only, names, row.participants_source),
        speaker_labels=row.speaker_labels,
    )


def _finer(posts: Sequence[PostHint], said: Sequence[PostHint]) -> tuple[PostHint, ...]:
    """Return what is said, or what is known more exactly where a bare number says no more than that."""
    if len(said) == 1 and not said[0].title and {post.number for post in posts} == {said[0].number}:
        return tuple(posts)
    return tuple(said or posts)
