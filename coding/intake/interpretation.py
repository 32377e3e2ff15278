"""The first guesses about a file: round, school, date, posts, and who asks the questions."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coding.intake.hints import PostHint, date_in, keys_in, plain, posts_in, round_in, school_in
from coding.intake.participants import settle
from coding.intake.plan import Arrival, Guess, ImportPlan, IncomingFile, KnownStudy, Source, Voice
from coding.model.study import SpeakerKind, Transcript
from coding.notation.hand_coding import read_marks
from coding.notation.hand_marks import UNREAD, HandRules
from coding.text.labels import Elsewhere, asks_by_name, is_nobody, label_key, line_beginning
from coding.text.segmentation import Segmented, segment
from coding.text.units import words

# How many folders around a file are looked at; beyond them the names are the computer's.
_FOLDERS = 3


def plan_of(files: Sequence[IncomingFile], known: KnownStudy, rules: HandRules = UNREAD) -> ImportPlan:
    """Make the plan: guesses for every file, the same file twice left out, people found."""
    return gathered(ImportPlan(tuple(arrive(file, known, rules) for file in files), known, rules=rules))


def gathered(plan: ImportPlan) -> ImportPlan:
    """Look at all arrivals together: leave out what is there already or twice, and find the people."""
    first: dict[str, str] = {}
    checked: list[Arrival] = []
    for arrival in plan.arrivals:
        file = arrival.file
        repeats = plan.known.sources.get(file.sha256) or first.get(file.sha256, "")
        if arrival.readable:
            first.setdefault(file.sha256, file.name)
        is_news = bool(repeats) and not arrival.repeats  # else it may have been insisted on
        checked.append(replace(arrival, repeats=repeats, include=False) if is_news else arrival)
    return settle(heard_together(replace(plan, arrivals=tuple(checked))))


def heard_together(plan: ImportPlan) -> ImportPlan:
    """Hear files anew in which the label of another file, or of the study, may stand without its colon."""
    labels = {label_key(label): label for label in plan.known.speakers}
    for arrival in plan.arrivals:
        for voice in arrival.voices:
            labels.setdefault(label_key(voice.label), voice.label)
    if not labels:
        return plan
    beginning = line_beginning(tuple(labels.values()))
    arrivals = (
        _heard_with(arrival, labels, beginning, plan) if arrival.voices else arrival
        for arrival in plan.arrivals
    )
    return replace(plan, arrivals=tuple(arrivals))


def _heard_with(
    arrival: Arrival, labels: Mapping[str, str], beginning: re.Pattern[str], plan: ImportPlan
) -> Arrival:
    """Hear one file with the labels of the others, unless none of its lines begins with one of them."""
    own = {label_key(voice.label) for voice in arrival.voices}
    begun = {
        label_key(found[0])
        for paragraph in arrival.file.document.paragraphs
        for found in beginning.finditer(paragraph)
    }
    if not (begun & labels.keys()) - own - arrival.never:
        return arrival
    familiar = replace(arrival, familiar=tuple(labels.values()))
    again = hear(familiar, arrival.never, plan.known, plan.rules)
    changed = arrival.heard is None or again.heard != arrival.heard
    return guessed(again, plan.known) if changed else arrival


def arrive(file: IncomingFile, known: KnownStudy, rules: HandRules = UNREAD) -> Arrival:
    """Understand one file by itself; a file that could not be read is a row with its problem."""
    if file.problem:
        return Arrival(file, include=False)
    return guessed(hear(Arrival(file, include=True), frozenset(), known, rules), known)


def guessed(arrival: Arrival, known: KnownStudy) -> Arrival:
    """Guess round, school, date and posts by the names of file and folders, and by the heading."""
    file = arrival.file
    headings = _headings(arrival.heard) if arrival.heard else ""
    posts, posts_source = _posts(arrival, headings, known)
    date = _date(file, headings)
    return replace(
        arrival,
        round=_round(file, headings, date, known),
        school=_school(file, headings, known),
        date=date,
        posts=posts,
        posts_source=posts_source,
    )


def hear(arrival: Arrival, never: frozenset[str], known: KnownStudy, rules: HandRules) -> Arrival:
    """Segment the text, taking none of these keys for a label, and guess who asks."""
    document = arrival.file.document
    elsewhere = Elsewhere(arrival.familiar, arrival.same)
    heard = segment(document.paragraphs, never, document.speakers, elsewhere)
    voices = voices_of(heard.transcript, Counter())
    return read_by_hand(
        replace(
            arrival,
            heard=heard,
            segmented=None,
            never=never,
            voices=voices,
            voices_source=voices[0].source if voices else Source.NOWHERE,
        ),
        known,
        rules,
    )


def read_by_hand(arrival: Arrival, known: KnownStudy, rules: HandRules) -> Arrival:
    """Read the hand-written codes anew; where other words are left than before, count them."""
    assert arrival.heard is not None
    rules = rules.knowing(known.labels, known.colours)
    read = read_marks(arrival.heard, arrival.file.document, known.names, rules, arrival.mark_choices)
    if arrival.segmented is not None and arrival.segmented.transcript == read.segmented.transcript:
        return replace(arrival, segmented=read.segmented, marks=read.marks)
    said = _said(read.segmented.transcript)
    voices = tuple(replace(voice, words=said[at]) for at, voice in enumerate(arrival.voices))
    return replace(
        arrival, segmented=read.segmented, marks=read.marks, words=sum(said.values()), voices=voices
    )


def _said(transcript: Transcript) -> Counter[int | None]:
    """Count the words of each speaker."""
    said: Counter[int | None] = Counter()
    for turn in transcript.turns:
        said[turn.speaker_id] += words(transcript.text, turn.start, turn.end, transcript.marks)
    return said


def voices_of(transcript: Transcript, said: Mapping[int | None, int]) -> tuple[Voice, ...]:
    """Tell interviewers from participants: by their labels, or else by who asks most.

    ``said`` are the words of each speaker, by position.
    """
    labels = [speaker.label for speaker in transcript.speakers]
    asking = [asks_by_name(label) for label in labels]
    source = Source.LABELS if any(asking) else Source.QUESTIONS
    if not any(asking):
        asking = _who_asks_most(labels, transcript)
    return tuple(
        Voice(label, _kind(label, asks=asks), source, said[position])
        for position, (label, asks) in enumerate(zip(labels, asking, strict=True))
    )


def _who_asks_most(labels: Sequence[str], transcript: Transcript) -> list[bool]:
    """Take the one who asks most for the interviewer; somebody with a post in a school answers."""
    asked = Counter(
        turn.speaker_id for turn in transcript.turns if transcript.text.find("?", turn.start, turn.end) >= 0
    )
    could = [0 if posts_in(label) else asked[position] for position, label in enumerate(labels)]
    most = max(could, default=0)
    clear = len(labels) > 1 and most > 0 and could.count(most) == 1
    return [clear and count == most for count in could]


def _kind(label: str, *, asks: bool) -> SpeakerKind:
    if asks:
        return SpeakerKind.INTERVIEWER
    return SpeakerKind.UNKNOWN if is_nobody(label) else SpeakerKind.PARTICIPANT


def _headings(segmented: Segmented) -> str:
    """Return the headings as one text, without the lines that are about the interviewer."""
    lines = (line for line in segmented.headings if not asks_by_name(line.partition(":")[0]))
    return "\n".join(lines)


def _round(file: IncomingFile, headings: str, date: Guess, known: KnownStudy) -> Guess:
    """Guess the round: file name, then folders from the nearest, then heading, date, the only one."""
    for text, source in (*_places(file), (headings, Source.HEADING)):
        found = round_in(text, known.rounds)
        if found:
            return Guess(found, source)
    if date.value:
        return Guess(round_in(date.value[:4], known.rounds), date.source)
    return Guess(known.rounds[0].name, Source.STUDY) if len(known.rounds) == 1 else Guess()


def _school(file: IncomingFile, headings: str, known: KnownStudy) -> Guess:
    for text, source in _places(file):
        keys = keys_in(text, known.schools, known.roles)
        found = school_in(text, known.schools) or (keys[0].letter if keys else "")
        if found:
            return Guess(found, source)
    found = school_in(headings, known.schools) if len(headings) > 1 else ""
    if found:
        return Guess(found, Source.HEADING)
    return Guess(known.schools[0].letter, Source.STUDY) if len(known.schools) == 1 else Guess()


def _date(file: IncomingFile, headings: str) -> Guess:
    places = (
        (file.stem, Source.FILE_NAME),
        (headings, Source.HEADING),
        *((f, Source.FOLDER) for f in file.folders),
    )
    for text, source in places:
        found = date_in(text)
        if found:
            return Guess(found, source)
    return Guess()


def _posts(arrival: Arrival, headings: str, known: KnownStudy) -> tuple[tuple[PostHint, ...], Source]:
    """Guess the posts: a key says the role's number, words what is finer than it."""
    file = arrival.file
    in_heading = posts_in(plain(headings), known.roles) if arrival.voices or _is_masked(headings) else ()
    for text, source in _places(file)[:2]:
        in_text = posts_in(text, known.roles)
        numbers = list(dict.fromkeys(key.number for key in keys_in(text, known.schools, known.roles)))
        if numbers:
            return tuple(post for n in numbers for post in _finer(n, (*in_text, *in_heading))), source
        if in_text:
            return in_text, source
    return (in_heading, Source.HEADING) if in_heading else ((), Source.NOWHERE)


def _finer(number: int, posts: Sequence[PostHint]) -> tuple[PostHint, ...]:
    """Return the posts of this number, those with a title if there are any."""
    of_number = [post for post in dict.fromkeys(posts) if post.number == number]
    titled = [post for post in of_number if post.title]
    return tuple(titled or of_number[:1] or [PostHint(number)])


def _is_masked(headings: str) -> bool:
    return "xx" in headings


def _places(file: IncomingFile) -> list[tuple[str, Source]]:
    """Return the file's name and those of the nearest folders, as words."""
    folders = [(plain(folder), Source.FOLDER) for folder in file.folders[:_FOLDERS]]
    return [(plain(file.stem), Source.FILE_NAME), *folders]
