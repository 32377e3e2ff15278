"""Who takes part: people for the posts of an arrival, the same key in two rounds being the same person.

Rows that a person has put right come first, so that a name given in one round is taken over in the
others; then the rest, round by round.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from coding.intake.known_study import KnownStudy
from coding.intake.plan import SAID, GuessSource, ImportPlan, ImportRow, Participant, SpeakerLabel
from coding.intake.questions import with_asked
from coding.intake.role_words import PostHint, RoleWords
from coding.model.study import SpeakerKind
from coding.text.label_looks import Trust, trust
from coding.text.label_spelling import is_short_for, label_key
from coding.text.names import name_key
from coding.text.sorting import NaturalKey, natural_key

_TITLES = {"female": {"mrs", "miss", "ms"}, "male": {"mr"}}


class _PostHolder(NamedTuple):
    person: str
    round: str
    title: str


@dataclass(slots=True)
class _People:
    """People by the key they hold, and who has an interview in which round."""

    roles: RoleWords
    holder: dict[tuple[str, int], list[_PostHolder]] = field(
        default_factory=lambda: defaultdict(list[_PostHolder])
    )
    interviewed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set[str]))
    names: set[str] = field(default_factory=set[str])

    def learn(self, row: ImportRow) -> None:
        """Take in who takes part in an arrival."""
        for participant in row.participants:
            self.names.add(participant.name)
            self.interviewed[row.round.value].add(participant.name)
            is_new = row.participants_source is GuessSource.NEW_PERSON  # not taken over in other rounds
            if participant.role is not None and row.school.value and not is_new:
                school = participant.school or row.school.value
                place = (name_key(school), participant.role)
                self.holder[place].append(_PostHolder(participant.name, row.round.value, participant.title))

    def find(self, letter: str, round_: str, post: PostHint, seated: Collection[str]) -> _PostHolder | None:
        """Return somebody with this key and no interview in this round yet, the same title first."""
        letter = post.school or letter
        if post.number is None or not letter:
            return None
        busy = self.interviewed[round_]
        free = [
            holder
            for holder in self.holder[name_key(letter), post.number]
            if holder.person not in seated
            and self._could_be(holder, post)
            and (holder.person not in busy or self._is_the_one(holder, post))
        ]
        return min(
            free, key=lambda holder: (holder.round != round_, holder.title != post.title), default=None
        )

    def _could_be(self, holder: _PostHolder, post: PostHint) -> bool:
        """Tell whether the holder of a key may hold it with this title: a deputy is not the head."""
        differ = bool(holder.title and post.title and holder.title != post.title)
        return not (differ and self.roles.is_single(post.number))

    def _is_the_one(self, holder: _PostHolder, post: PostHint) -> bool:
        """Tell somebody of whom a school has one only: two interviews with the head are with one person."""
        return self.roles.is_single(post.number) and bool(post.title) and holder.title == post.title

    def fresh(self, name: str) -> str:
        """Return a name that nobody has, with a number behind it if need be."""
        if name not in self.names:
            return name
        number = next(n for n in range(2, len(self.names) + 3) if f"{name} ({n})" not in self.names)
        return f"{name} ({number})"


def assign_participants(plan: ImportPlan) -> ImportPlan:
    """Find the people of every arrival anew, except where a person has said who they are.

    Then the questions of its round, which hang on round and speakers.
    """
    people = _people_of(plan.known)
    order = sorted(range(len(plan.rows)), key=lambda at: (_turn(plan.rows[at]), at))
    rows = list(plan.rows)
    for at in order:
        row = rows[at]
        if not row.readable:
            continue
        if not row.participants_by_hand:
            seated = _seated(row, people) if row.kind.is_talk else _without_people(row)
            if seated != row:
                rows[at] = row = seated
        if row.include:
            people.learn(row)
    return with_asked(replace(plan, rows=tuple(rows)))


def _without_people(row: ImportRow) -> ImportRow:
    """Let nobody take part in a document, unless somebody says so."""
    labels = tuple(replace(label, participant=None) for label in row.speaker_labels)
    return replace(row, participants=(), participants_source=GuessSource.NOWHERE, speaker_labels=labels)


def _turn(row: ImportRow) -> tuple[bool, bool, NaturalKey]:
    return not row.include, not row.participants_by_hand, natural_key(row.round.value)


def _people_of(known: KnownStudy) -> _People:
    people = _People(known.role_words, names=set(known.people))
    for post in known.posts:
        holder = _PostHolder(post.person, post.round, post.title)
        people.holder[name_key(post.letter), post.number].append(holder)
    for interview in known.interviews:
        people.interviewed[interview.round] |= set(interview.people)
    return people


def new_names(plan: ImportPlan, indices: Iterable[int]) -> dict[int, list[str]]:
    """Return names for the seats of some arrivals that nobody in the study or the plan has, by position."""
    people = _people_of(plan.known)
    for row in plan.rows:
        people.names |= {participant.name for participant in row.participants}
    return {at: _fresh_names(plan.rows[at], people) for at in indices}


def _fresh_names(row: ImportRow, people: _People) -> list[str]:
    names: list[str] = []
    for at, participant in enumerate(row.participants):
        post = participant.post
        several = sum(_same_post(other.post, post) for other in row.participants) > 1
        label = next(
            (label for label in row.speaker_labels if label.participant == at),
            None,
        )
        names.append(people.fresh(_base_name(row, post, label, several=several)))
        people.names.add(names[-1])
    return names


def with_participants(row: ImportRow, names: Sequence[str], source: GuessSource) -> ImportRow:
    """Give an arrival these people; posts go by position, voices by name, label and number.

    What is said of a person stays with the name, or with the place where as many take part as before.
    """
    posts = list(row.posts[: len(names)]) or [PostHint(None)] * bool(names)
    posts += posts[-1:] * (len(names) - len(posts))
    if len(row.participants) == len(names):
        posts = [participant.post for participant in row.participants]
    participants = tuple(Participant.of(name, post) for name, post in zip(names, posts, strict=True))
    seated = replace(
        row,
        participants=participants,
        participants_source=source,
        posts=tuple(posts),
        person_attributes=_attributes_for(row, names),
    )
    found, mapping = assign_roles(seated)
    if len(names) == 1:
        mapping = {at: 0 for at, v in enumerate(row.speaker_labels) if v.kind is SpeakerKind.PARTICIPANT}
    elif len(found) != len(names):
        mapping = {}
    mapping |= _called(row, names)
    speaker_labels = tuple(
        replace(label, participant=mapping.get(at)) for at, label in enumerate(row.speaker_labels)
    )
    return replace(seated, speaker_labels=speaker_labels)


def _attributes_for(row: ImportRow, names: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Return what is said of these people, each as where the name, else the place, was before."""
    said = row.person_attributes
    before = {participant.name: at for at, participant in enumerate(row.participants)}
    if len(said) < 2 or not before:
        return said
    same_number = len(before) == len(names)
    places = [before.get(name, at if same_number else None) for at, name in enumerate(names)]
    return tuple({} if place is None else row.attributes_of(place) for place in places)


def _called(row: ImportRow, names: Sequence[str]) -> dict[int, int]:
    """Return the seats of participants whose label is a part of one name, or the only voice of a title."""
    if len(names) < 2:
        return {}
    spoken = ((at, v) for at, v in enumerate(row.speaker_labels) if v.kind is SpeakerKind.PARTICIPANT)
    speaker_labels = {at: label_key(label.label) for at, label in spoken}
    called = list(map(label_key, names))
    found: dict[int, int] = {}
    for gender, titles in _TITLES.items():
        speaking = [at for at, key in speaker_labels.items() if key.split(" ")[0] == gender]
        titled = [n for n, name in enumerate(called) if name.split(" ")[0] in titles]
        if len(speaking) == len(titled) == 1:
            found[speaking[0]] = titled[0]
    for at, key in speaker_labels.items():
        fits = [n for n, name in enumerate(called) if key in (name, *_parts(name)) or is_short_for(key, name)]
        if len(fits) == 1:
            found[at] = fits[0]
    return found


def _parts(name: str) -> list[str]:
    return [part.strip(",.") for part in name.split()]


def _seated(row: ImportRow, people: _People) -> ImportRow:
    posts, mapping = assign_roles(row)
    participants: list[Participant] = []
    for at, post in enumerate(posts):
        label = next((row.speaker_labels[spoken] for spoken, chair in mapping.items() if chair == at), None)
        several = sum(_same_post(other, post) for other in posts) > 1
        seated = [participant.name for participant in participants]
        holder = people.find(row.school.value, row.round.value, post, seated)
        if holder is not None:
            participants.append(Participant.of(holder.person, post, holder.round))
            continue
        name = people.fresh(_base_name(row, post, label, several=several))
        people.names.add(name)
        participants.append(Participant.of(name, post))
    is_told = row.posts_source in {GuessSource.PATTERN, GuessSource.TABLE}
    source = GuessSource.KEY if is_told else row.posts_source
    if any(participant.since for participant in participants):
        source = GuessSource.SAME_KEY
    speaker_labels = tuple(
        label if label.participant == mapping.get(at) else replace(label, participant=mapping.get(at))
        for at, label in enumerate(row.speaker_labels)
    )
    return replace(
        row,
        participants=tuple(participants),
        participants_source=source,
        speaker_labels=speaker_labels,
    )


def _same_post(one: PostHint, other: PostHint) -> bool:
    """Tell whether two posts have the same key."""
    return (one.number, one.school) == (other.number, other.school)


def assign_roles(row: ImportRow) -> tuple[list[PostHint], dict[int, int]]:
    """Return the posts of those who take part, and for each voice whose post is known its position.

    One voice, or as many as nothing is said about, are a person each; labels that say a post
    (Head, Deputy) decide; otherwise it stays open who of several speaks.
    """
    speaker_labels = [
        at for at, label in enumerate(row.speaker_labels) if label.kind is SpeakerKind.PARTICIPANT
    ]
    said = {at: post for at in speaker_labels if (post := row.speaker_labels[at].post)}
    hints = list(row.posts)
    if row.posts_source in {GuessSource.PATTERN, GuessSource.TABLE} and len(hints) == 1:  # a number said wins
        said = {at: post for at, post in said.items() if post.number == hints[0].number}
    if row.posts_source is GuessSource.TABLE and len(hints) > 1:  # a row is a person, in this order
        return hints, _by_post(speaker_labels, said, hints)
    if len(speaker_labels) <= 1:
        posts = hints or list(said.values()) or [PostHint(None)] * bool(row.speaker_labels)
        posts = [_refined(post, list(said.values())) for post in posts]
        return posts, dict.fromkeys(speaker_labels, 0) if len(posts) == 1 else _by_post(
            speaker_labels, said, posts
        )
    if not said and len(hints) <= 1:
        post = hints[0] if hints else PostHint(None)
        return [post] * len(speaker_labels), {label: at for at, label in enumerate(speaker_labels)}
    if said and (len(said) == len(speaker_labels) or len(hints) <= 1):
        return _labelled(speaker_labels, said, hints)
    return hints, _by_post(speaker_labels, said, hints)


def labels_of_other_roles(row: ImportRow) -> tuple[SpeakerLabel, ...]:
    """Return the participants' labels that say a role which the file, as it was guessed, has nobody for.

    ``Headteacher`` in a file whose name says governor: one of the two is wrong, and nobody has said which.
    """
    guessed = {post.number for post in row.posts}
    if row.posts_source in SAID or not guessed or None in guessed:
        return ()
    return tuple(
        label
        for label in row.speaker_labels
        if label.kind is SpeakerKind.PARTICIPANT
        and label.post is not None
        and label.post.number is not None
        and label.post.number not in guessed
    )


def _labelled(
    speaker_labels: Sequence[int], said: dict[int, PostHint], hints: Sequence[PostHint]
) -> tuple[list[PostHint], dict[int, int]]:
    """Give every voice whose label says a post a chair of its own, with what is finer in the hints."""
    speaking = [label for label in speaker_labels if label in said]
    posts = [_refined(said[label], hints) for label in speaking]
    return posts, {label: at for at, label in enumerate(speaking)}


def _refined(post: PostHint, others: Iterable[PostHint]) -> PostHint:
    same = [other for other in others if other.number == post.number]
    post = post._replace(school=same[0].school) if len(same) == 1 else post
    finer = [other for other in same if other.title]
    return finer[0] if not post.title and len(finer) == 1 else post


def _by_post(
    speaker_labels: Sequence[int], said: dict[int, PostHint], posts: Sequence[PostHint]
) -> dict[int, int]:
    """Find the chair of each voice whose label says it, and the last one left by elimination."""
    mapping: dict[int, int] = {}
    for label, post in said.items():
        fitting = [at for at, other in enumerate(posts) if other.number == post.number]
        label_aliases = [at for at in fitting if posts[at].title == post.title] or fitting
        if len(label_aliases) == 1 and label_aliases[0] not in mapping.values():
            mapping[label] = label_aliases[0]
    open_voices = [label for label in speaker_labels if label not in mapping]
    open_posts = [at for at in range(len(posts)) if at not in mapping.values()]
    if len(speaker_labels) == len(posts) and len(open_voices) == len(open_posts) == 1:
        mapping[open_voices[0]] = open_posts[0]
    return mapping


def _base_name(row: ImportRow, post: PostHint, speaker_label: SpeakerLabel | None, *, several: bool) -> str:
    """Return what a new person is called: ``B2``, ``B2 deputy``, a name on the label, or the file's."""
    key = row.key_of(post) if post.number else ""
    label = speaker_label.label if speaker_label else ""
    named = speaker_label is not None and trust(label) is Trust.LIKELY and speaker_label.post is None
    if key and not several:
        return key
    if key and post.title and not named:
        return f"{key} {post.title[:1].lower()}{post.title[1:]}"
    return " ".join(filter(None, (key, label if named or several else ""))) or row.file.stem
