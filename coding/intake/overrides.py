"""What a pattern of names or a table says of a file, laid over what was guessed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from coding.intake.hints import PostHint
from coding.intake.participants import chairs, with_seats
from coding.intake.plan import Arrival, Guess, Seat, Source


class Said(NamedTuple):
    """What is said of a file; empty where nothing is. ``date`` is ISO 8601, ``school`` a letter or a name."""

    round: str = ""
    school: str = ""
    date: str = ""
    posts: tuple[PostHint, ...] = ()
    people: tuple[str, ...] = ()

    def over(self, other: "Said") -> "Said":
        """Return what both say; where they differ, what this one says."""
        return Said(
            self.round or other.round,
            self.school or other.school,
            self.date or other.date,
            _finer(other.posts, self.posts),
            self.people or other.people,
        )


def lay(arrival: Arrival, said: Said, source: Source) -> Arrival:
    """Let what is said win over what stands there, except over what a person has said by hand."""

    def over(guess: Guess, value: str) -> Guess:
        return Guess(value, source) if value and guess.source is not Source.BY_HAND else guess

    arrival = replace(
        arrival,
        round=over(arrival.round, said.round),
        school=over(arrival.school, said.school),
        date=over(arrival.date, said.date),
    )
    if said.posts and arrival.posts_source is not Source.BY_HAND:
        arrival = replace(arrival, posts=_finer(arrival.posts, said.posts), posts_source=source)
    if is_named_by_hand(arrival):
        return reseated(arrival) if said.posts else arrival
    return with_seats(replace(arrival, seats=()), said.people, source) if said.people else arrival


def is_named_by_hand(arrival: Arrival) -> bool:
    """Tell whether a person has said by name who takes part."""
    return arrival.seats_source in {Source.BY_HAND, Source.NEW_PERSON}


def reseated(arrival: Arrival) -> Arrival:
    """Give people who were named by hand the posts that are known now; who speaks stays."""
    if arrival.posts_source is Source.BY_HAND:
        return arrival
    names = [seat.name for seat in arrival.seats]
    posts, _mapping = chairs(arrival)
    chairs_only = replace(arrival, seats=tuple(Seat("", post.number, post.title) for post in posts))
    return replace(with_seats(chairs_only, names, arrival.seats_source), voices=arrival.voices)


def _finer(posts: Sequence[PostHint], said: Sequence[PostHint]) -> tuple[PostHint, ...]:
    """Return what is said, or what is known more exactly where a bare number says no more than that."""
    if len(said) == 1 and not said[0].title and {post.number for post in posts} == {said[0].number}:
        return tuple(posts)
    return tuple(said or posts)
