"""The first guesses about a file: round, school, date, posts, and who asks the questions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coding.intake.dating import NO_ORDERS, DateOrders, GuessedDate, date_of, headings_of, orders_of
from coding.intake.duplicates import without_duplicates
from coding.intake.hints import keys_in, plain, round_in, school_in
from coding.intake.kinds import guessed_author, guessed_kind
from coding.intake.known_study import KnownStudy
from coding.intake.participants import assign_participants
from coding.intake.plan import (
    SAID,
    Guess,
    GuessSource,
    ImportPlan,
    ImportRow,
    IncomingFile,
)
from coding.intake.role_words import PostHint
from coding.intake.unlabelled import asking_paragraphs
from coding.intake.who_asks import guess_speakers
from coding.notation.hand_coding import read_marks
from coding.notation.hand_marks import UNREAD, HandRules
from coding.notation.segment_marks import marks_of_segments
from coding.text.label_spelling import label_key
from coding.text.labels import Elsewhere, line_beginning
from coding.text.segmentation import Segmented, segment
from coding.text.words import words_by_speaker

# How many folders around a file are looked at; beyond them the names are the computer's.
_FOLDERS = 3


def merge_batch(plan: ImportPlan) -> ImportPlan:
    """Look at all arrivals together: leave out what is there already or twice, and find the people."""
    return assign_participants(_dated(share_labels(replace(plan, rows=without_duplicates(plan)))))


def _dated(plan: ImportPlan) -> ImportPlan:
    """Guess the dates anew, now that all are there and show how they are written."""
    orders = orders_of(plan)

    def dated(row: ImportRow) -> ImportRow:
        if not row.readable or row.date.source in SAID:
            return row
        found = date_of(row.file, headings_of(row.original) if row.original else "", orders)
        return replace(row, date=found.guess, could_be_two=found.could_be_two)

    return replace(plan, rows=tuple(map(dated, plan.rows)))


def share_labels(plan: ImportPlan) -> ImportPlan:
    """Hear files anew in which the label of another file, or of the study, may stand without its colon."""
    labels = {label_key(label): label for label in plan.known.speakers}
    for row in plan.rows:
        for speaker_label in row.speaker_labels:
            labels.setdefault(label_key(speaker_label.label), speaker_label.label)
    if not labels:
        return plan
    beginning = line_beginning(tuple(labels.values()))
    rows = (_heard_with(row, labels, beginning, plan) if row.speaker_labels else row for row in plan.rows)
    return replace(plan, rows=tuple(rows))


def _heard_with(
    row: ImportRow, labels: Mapping[str, str], beginning: re.Pattern[str], plan: ImportPlan
) -> ImportRow:
    """Hear one file with the labels of the others, unless none of its lines begins with one of them."""
    own = {label_key(label.label) for label in row.speaker_labels}
    begun = {
        label_key(found[0])
        for paragraph in row.file.document.paragraphs
        for found in beginning.finditer(paragraph)
    }
    if not (begun & labels.keys()) - own - row.rejected_labels:
        return row
    known_labels = replace(row, known_labels=tuple(labels.values()))
    again = segment_row(known_labels, row.rejected_labels, plan.known, plan.rules)
    changed = row.original is None or again.original != row.original
    return guess_details(again, plan.known) if changed else row


def interpret_file(file: IncomingFile, known: KnownStudy, rules: HandRules = UNREAD) -> ImportRow:
    """Understand one file by itself; a file that could not be read is a row with its problem."""
    if file.problem:
        return ImportRow(file, include=False)
    return guess_details(segment_row(ImportRow(file, include=True), frozenset(), known, rules), known)


def guess_details(row: ImportRow, known: KnownStudy, orders: DateOrders = NO_ORDERS) -> ImportRow:
    """Guess round, school, date and posts by the names of file and folders, and by the heading."""
    file = row.file
    headings = headings_of(row.original) if row.original else ""
    posts, posts_source = _posts(row, headings, known)
    date = date_of(file, headings, orders)
    kind, author = row.kind_guess, row.author
    return replace(
        row,
        kind_guess=kind if kind.source is GuessSource.BY_HAND else guessed_kind(row),
        author=author if author.source is GuessSource.BY_HAND else guessed_author(row),
        round=_round(file, headings, date, known),
        school=_school(file, headings, known),
        date=date.guess,
        could_be_two=date.could_be_two,
        posts=posts,
        posts_source=posts_source,
    )


def segment_row(
    row: ImportRow, rejected_labels: frozenset[str], known: KnownStudy, rules: HandRules
) -> ImportRow:
    """Segment the text, taking none of these keys for a label, and guess who asks."""
    original = _heard(row, rejected_labels)
    speaker_labels = guess_speakers(original, known.role_words, row.file.document.author)
    return read_notation(
        replace(
            row,
            original=original,
            segmented=None,
            rejected_labels=rejected_labels,
            speaker_labels=speaker_labels,
            speaker_labels_source=speaker_labels[0].source if speaker_labels else GuessSource.NOWHERE,
        ),
        known,
        rules,
    )


def _heard(row: ImportRow, rejected_labels: frozenset[str]) -> Segmented:
    """Return the text as it is heard with what is known and said of its labels."""
    document, told, aliases = row.file.document, row.told, row.label_aliases
    return document.worked_out(
        (rejected_labels, row.known_labels, frozenset(aliases.items()), told),
        lambda: segment(
            document.paragraphs,
            rejected_labels,
            document.speakers,
            Elsewhere(row.known_labels, aliases, told),
            document.settings,
            asking_paragraphs(document, told.asking) if told.asking else None,
        ),
    )


def read_notation(row: ImportRow, known: KnownStudy, rules: HandRules) -> ImportRow:
    """Read the hand-written codes anew; where other words are left than before, count them."""
    assert row.original is not None
    rules = rules.knowing(known.labels, known.colours)
    read = read_marks(row.original, row.file.document, known.names, rules, row.mark_choices)
    marks = (
        *read.marks,
        *marks_of_segments(row.segments, read.segmented.transcript, known.names, rules, row.mark_choices),
    )
    if row.segmented is not None and row.segmented.transcript == read.segmented.transcript:
        return replace(row, segmented=read.segmented, marks=marks)
    said = words_by_speaker(read.segmented.transcript)
    speaker_labels = tuple(
        replace(label, words=said.get(at, 0)) for at, label in enumerate(row.speaker_labels)
    )
    return replace(
        row,
        segmented=read.segmented,
        marks=marks,
        words=sum(said.values()),
        speaker_labels=speaker_labels,
    )


def _round(file: IncomingFile, headings: str, date: GuessedDate, known: KnownStudy) -> Guess:
    """Guess the round: file name, then folders from the nearest, then heading, date, the only one."""
    for text, source in (*_places(file), (headings, GuessSource.HEADING)):
        found = round_in(text, known.rounds)
        if found:
            return Guess(found, source)
    if date.year:
        return Guess(round_in(date.year, known.rounds), date.source)
    return Guess(known.rounds[0].name, GuessSource.STUDY) if len(known.rounds) == 1 else Guess()


def _school(file: IncomingFile, headings: str, known: KnownStudy) -> Guess:
    for text, source in _places(file):
        keys = keys_in(text, known.schools, known.roles)
        found = school_in(text, known.schools) or (keys[0].letter if keys else "")
        if found:
            return Guess(found, source)
    found = school_in(headings, known.schools) if len(headings) > 1 else ""
    if found:
        return Guess(found, GuessSource.HEADING)
    return Guess(known.schools[0].letter, GuessSource.STUDY) if len(known.schools) == 1 else Guess()


def _posts(row: ImportRow, headings: str, known: KnownStudy) -> tuple[tuple[PostHint, ...], GuessSource]:
    """Guess the posts: a key says the role's number, words what is finer than it."""
    file = row.file
    posts_in = known.role_words.posts_in
    in_heading = posts_in(plain(headings)) if row.speaker_labels or _is_masked(headings) else ()
    for text, source in _places(file)[:2]:
        in_text = posts_in(text)
        keys = keys_in(text, known.schools, known.roles)
        if keys:
            first = keys[0].letter
            return tuple(
                post._replace(school="" if key.letter == first else key.letter)
                for key in keys
                for post in _finer(key.number, (*in_text, *in_heading))
            ), source
        if in_text:
            return in_text, source
    return (in_heading, GuessSource.HEADING) if in_heading else ((), GuessSource.NOWHERE)


def _finer(number: int, posts: Sequence[PostHint]) -> tuple[PostHint, ...]:
    """Return the posts of this number, those with a title if there are any."""
    of_number = [post for post in dict.fromkeys(posts) if post.number == number]
    titled = [post for post in of_number if post.title]
    return tuple(titled or of_number[:1] or [PostHint(number)])


def _is_masked(headings: str) -> bool:
    return "xx" in headings


def _places(file: IncomingFile) -> list[tuple[str, GuessSource]]:
    """Return the file's name and those of the nearest folders, as words."""
    folders = [(plain(folder), GuessSource.FOLDER) for folder in file.folders[:_FOLDERS]]
    return [(plain(file.stem), GuessSource.FILE_NAME), *folders]
