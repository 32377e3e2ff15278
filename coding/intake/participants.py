"""Who takes part: people for the posts of an arrival, the same key in two rounds being the same person.

Rows that a person has put right come first, so that a name given in one round is taken over in the
others; then the rest, round by round.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from coding.intake.hints import PostHint, posts_in
from coding.intake.plan import Arrival, ImportPlan, KnownStudy, Seat, Source
from coding.intake.questions import with_asked
from coding.model.study import SpeakerKind
from coding.text.label_spelling import is_short_for, label_key
from coding.text.labels import Trust, trust

_HEAD_OR_DEPUTY = 2
_TITLES = {"female": {"mrs", "miss", "ms"}, "male": {"mr"}}


class _Held(NamedTuple):
    person: str
    round: str
    title: str


@dataclass(slots=True)
class _People:
    """People by the key they hold, and who has an interview in which round."""

    held: dict[tuple[str, int], list[_Held]] = field(default_factory=lambda: defaultdict(list[_Held]))
    interviewed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set[str]))
    names: set[str] = field(default_factory=set[str])

    def learn(self, arrival: Arrival) -> None:
        """Take in who takes part in an arrival."""
        for seat in arrival.seats:
            self.names.add(seat.name)
            self.interviewed[arrival.round.value].add(seat.name)
            is_new = arrival.seats_source is Source.NEW_PERSON  # not taken over in other rounds
            if seat.role is not None and arrival.school.value and not is_new:
                place = (arrival.school.value.casefold(), seat.role)
                self.held[place].append(_Held(seat.name, arrival.round.value, seat.title))

    def find(self, letter: str, round_: str, post: PostHint, seated: Collection[str]) -> _Held | None:
        """Return somebody with this key and no interview in this round yet, the same title first."""
        if post.number is None or not letter:
            return None
        busy = self.interviewed[round_]
        free = [
            held
            for held in self.held[letter.casefold(), post.number]
            if held.person not in seated
            and _could_be(held, post)
            and (held.person not in busy or _is_the_head(held, post))
        ]
        return min(free, key=lambda held: (held.round != round_, held.title != post.title), default=None)

    def fresh(self, name: str) -> str:
        """Return a name that nobody has, with a number behind it if need be."""
        if name not in self.names:
            return name
        number = next(n for n in range(2, len(self.names) + 3) if f"{name} ({n})" not in self.names)
        return f"{name} ({number})"


def _could_be(held: _Held, post: PostHint) -> bool:
    """Tell whether the holder of a key may hold it with this title: a deputy is not the head."""
    differ = bool(held.title and post.title and held.title != post.title)
    return not (differ and post.number == _HEAD_OR_DEPUTY)


def _is_the_head(held: _Held, post: PostHint) -> bool:
    """Tell somebody of whom a school has one only: two interviews with the head are with one person."""
    return post.number == _HEAD_OR_DEPUTY and bool(post.title) and held.title == post.title


def settle(plan: ImportPlan) -> ImportPlan:
    """Find the people of every arrival anew, except where a person has said who they are.

    Then the questions of its round, which hang on round and speakers.
    """
    people = _people_of(plan.known)
    order = sorted(range(len(plan.arrivals)), key=lambda at: (_turn(plan.arrivals[at]), at))
    arrivals = list(plan.arrivals)
    for at in order:
        arrival = arrivals[at]
        if not arrival.readable:
            continue
        if not arrival.seats_by_hand:
            arrivals[at] = arrival = _seated(arrival, people)
        if arrival.include:
            people.learn(arrival)
    return with_asked(replace(plan, arrivals=tuple(arrivals)))


def _turn(arrival: Arrival) -> tuple[bool, bool, str]:
    return not arrival.include, not arrival.seats_by_hand, arrival.round.value


def _people_of(known: KnownStudy) -> _People:
    people = _People(names=set(known.people))
    for post in known.posts:
        held = _Held(post.person, post.round, post.title)
        people.held[post.letter.casefold(), post.number].append(held)
    for interview in known.interviews:
        people.interviewed[interview.round] |= set(interview.people)
    return people


def new_names(plan: ImportPlan, indices: Iterable[int]) -> dict[int, list[str]]:
    """Return names for the seats of some arrivals that nobody in the study or the plan has, by position."""
    people = _people_of(plan.known)
    for arrival in plan.arrivals:
        people.names |= {seat.name for seat in arrival.seats}
    return {at: _fresh_names(plan.arrivals[at], people) for at in indices}


def _fresh_names(arrival: Arrival, people: _People) -> list[str]:
    names: list[str] = []
    for at, seat in enumerate(arrival.seats):
        post = PostHint(seat.role, seat.title)
        several = sum(other.role == seat.role for other in arrival.seats) > 1
        names.append(people.fresh(_base_name(arrival, post, _label_of(arrival, at), several=several)))
        people.names.add(names[-1])
    return names


def with_seats(arrival: Arrival, names: Sequence[str], source: Source) -> Arrival:
    """Give an arrival these people; posts go by position, voices by name, label and number.

    What is said of a person stays with the name, or with the place where as many take part as before.
    """
    posts = list(arrival.posts[: len(names)]) or [PostHint(None)]
    posts += [posts[-1]] * (len(names) - len(posts))
    if len(arrival.seats) == len(names):
        posts = [PostHint(seat.role, seat.title) for seat in arrival.seats]
    seats = tuple(Seat(name, post.number, post.title) for name, post in zip(names, posts, strict=True))
    seated = replace(
        arrival,
        seats=seats,
        seats_source=source,
        posts=tuple(posts),
        person_attributes=_attributes_for(arrival, names),
    )
    found, mapping = chairs(seated)
    if len(names) == 1:
        mapping = {at: 0 for at, v in enumerate(arrival.voices) if v.kind is SpeakerKind.PARTICIPANT}
    elif len(found) != len(names):
        mapping = {}
    mapping |= _called(arrival, names)
    voices = tuple(replace(voice, seat=mapping.get(at)) for at, voice in enumerate(arrival.voices))
    return replace(seated, voices=voices)


def _attributes_for(arrival: Arrival, names: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Return what is said of these people, each as where the name, else the place, was before."""
    said = arrival.person_attributes
    before = {seat.name: at for at, seat in enumerate(arrival.seats)}
    if len(said) < 2 or not before:
        return said
    same_number = len(before) == len(names)
    places = [before.get(name, at if same_number else None) for at, name in enumerate(names)]
    return tuple({} if place is None else arrival.attributes_of(place) for place in places)


def _called(arrival: Arrival, names: Sequence[str]) -> dict[int, int]:
    """Return the seats of participants whose label is a part of one name, or the only voice of a title."""
    if len(names) < 2:
        return {}
    spoken = ((at, v) for at, v in enumerate(arrival.voices) if v.kind is SpeakerKind.PARTICIPANT)
    voices = {at: label_key(voice.label) for at, voice in spoken}
    called = list(map(label_key, names))
    found: dict[int, int] = {}
    for gender, titles in _TITLES.items():
        speaking = [at for at, key in voices.items() if key.split(" ")[0] == gender]
        titled = [n for n, name in enumerate(called) if name.split(" ")[0] in titles]
        if len(speaking) == len(titled) == 1:
            found[speaking[0]] = titled[0]
    for at, key in voices.items():
        fits = [n for n, name in enumerate(called) if key in (name, *name.split()) or is_short_for(key, name)]
        if len(fits) == 1:
            found[at] = fits[0]
    return found


def _label_of(arrival: Arrival, seat: int) -> str:
    return next((voice.label for voice in arrival.voices if voice.seat == seat), "")


def _seated(arrival: Arrival, people: _People) -> Arrival:
    posts, mapping = chairs(arrival)
    seats: list[Seat] = []
    numbers = [post.number for post in posts]
    for at, post in enumerate(posts):
        label = next((arrival.voices[voice].label for voice, chair in mapping.items() if chair == at), "")
        several = numbers.count(post.number) > 1
        seated = [seat.name for seat in seats]
        held = people.find(arrival.school.value, arrival.round.value, post, seated)
        if held is not None:
            seats.append(Seat(held.person, post.number, post.title, held.round))
            continue
        name = people.fresh(_base_name(arrival, post, label, several=several))
        people.names.add(name)
        seats.append(Seat(name, post.number, post.title))
    is_told = arrival.posts_source in {Source.PATTERN, Source.TABLE}
    source = Source.KEY if is_told else arrival.posts_source
    if any(seat.since for seat in seats):
        source = Source.SAME_KEY
    voices = tuple(
        voice if voice.seat == mapping.get(at) else replace(voice, seat=mapping.get(at))
        for at, voice in enumerate(arrival.voices)
    )
    return replace(arrival, seats=tuple(seats), seats_source=source, voices=voices)


def chairs(arrival: Arrival) -> tuple[list[PostHint], dict[int, int]]:
    """Return the posts of those who take part, and for each voice whose post is known its position.

    One voice, or as many as nothing is said about, are a person each; labels that say a post
    (Head, Deputy) decide; otherwise it stays open who of several speaks.
    """
    voices = [at for at, voice in enumerate(arrival.voices) if voice.kind is SpeakerKind.PARTICIPANT]
    said = {at: post for at in voices if (post := _post_said(arrival.voices[at].label))}
    hints = list(arrival.posts)
    if arrival.posts_source in {Source.PATTERN, Source.TABLE} and len(hints) == 1:  # a number said wins
        said = {at: post for at, post in said.items() if post.number == hints[0].number}
    if arrival.posts_source is Source.TABLE and len(hints) > 1:  # a row is a person, in this order
        return hints, _by_post(voices, said, hints)
    if len(voices) <= 1:
        posts = hints or list(said.values()) or [PostHint(None)] * bool(arrival.voices)
        posts = [_refined(post, list(said.values())) for post in posts]
        return posts, dict.fromkeys(voices, 0) if len(posts) == 1 else _by_post(voices, said, posts)
    if not said and len(hints) <= 1:
        post = hints[0] if hints else PostHint(None)
        return [post] * len(voices), {voice: at for at, voice in enumerate(voices)}
    if said and (len(said) == len(voices) or len(hints) <= 1):
        return _labelled(voices, said, hints)
    return hints, _by_post(voices, said, hints)


def _labelled(
    voices: Sequence[int], said: dict[int, PostHint], hints: Sequence[PostHint]
) -> tuple[list[PostHint], dict[int, int]]:
    """Give every voice whose label says a post a chair of its own, with what is finer in the hints."""
    speaking = [voice for voice in voices if voice in said]
    posts = [_refined(said[voice], hints) for voice in speaking]
    return posts, {voice: at for at, voice in enumerate(speaking)}


def _refined(post: PostHint, others: Iterable[PostHint]) -> PostHint:
    finer = [other for other in others if other.number == post.number and other.title]
    return finer[0] if not post.title and len(finer) == 1 else post


def _by_post(voices: Sequence[int], said: dict[int, PostHint], posts: Sequence[PostHint]) -> dict[int, int]:
    """Find the chair of each voice whose label says it, and the last one left by elimination."""
    mapping: dict[int, int] = {}
    for voice, post in said.items():
        fitting = [at for at, other in enumerate(posts) if other.number == post.number]
        same = [at for at in fitting if posts[at].title == post.title] or fitting
        if len(same) == 1 and same[0] not in mapping.values():
            mapping[voice] = same[0]
    open_voices = [voice for voice in voices if voice not in mapping]
    open_posts = [at for at in range(len(posts)) if at not in mapping.values()]
    if len(voices) == len(posts) and len(open_voices) == len(open_posts) == 1:
        mapping[open_voices[0]] = open_posts[0]
    return mapping


def _post_said(label: str) -> PostHint | None:
    return next(iter(posts_in(label)), None)


def _base_name(arrival: Arrival, post: PostHint, label: str, *, several: bool) -> str:
    """Return what a new person is called: ``B2``, ``B2 deputy``, a name on the label, or the file's."""
    key = f"{arrival.letter}{post.number}" if arrival.letter and post.number else ""
    named = bool(label) and trust(label) is Trust.LIKELY and _post_said(label) is None
    if key and not several:
        return key
    if key and post.title and not named:
        return f"{key} {post.title[:1].lower()}{post.title[1:]}"
    return " ".join(filter(None, (key, label if named or several else ""))) or arrival.file.stem
