"""What there is to say about a file that arrives, in words: what is doubtful, left out or wrong."""

from collections.abc import Iterator
from typing import Final

from coding.intake.left_out import nearly_in_words, open_date_in_words
from coding.intake.participants import labels_of_other_roles
from coding.intake.plan import GuessSource, ImportPlan, ImportRow
from coding.intake.several import parts_of
from coding.intake.unlabelled import manner_in_words, offers
from coding.language import N_, _
from coding.model.study import InterviewKind, SpeakerKind
from coding.text.label_looks import Trust, trust
from coding.text.label_spelling import is_part_of, is_short_for, is_slip_of, label_key

_SOURCES = {
    GuessSource.FILE: N_("as the file says"),
    GuessSource.FILE_NAME: N_("guessed from the file’s name"),
    GuessSource.FOLDER: N_("guessed from the folder"),
    GuessSource.HEADING: N_("guessed from the heading"),
    GuessSource.LABELS: N_("guessed from the speakers’ labels"),
    GuessSource.QUESTIONS: N_("guessed: asks most"),
    GuessSource.SAME_KEY: N_("guessed: the same key in another round"),
    GuessSource.KEY: N_("somebody new, called by the key"),
    GuessSource.PATTERN: N_("from the pattern of the names"),
    GuessSource.TABLE: N_("from the table"),
    GuessSource.STUDY: N_("guessed: the only one in the study"),
}
# What a text comes in as.
KINDS: Final = {
    InterviewKind.INTERVIEW: N_("interview"),
    InterviewKind.GROUP: N_("group interview"),
    InterviewKind.DOCUMENT: N_("document"),
    InterviewKind.NOTES: N_("notes"),
}
# Above this share of words without a known speaker, figures per 1,000 words say so.
_UNKNOWN_SHARE = 0.02


def source_in_words(source: GuessSource) -> str:
    """Return where a guess comes from; nothing for what is known or nowhere found."""
    return _(_SOURCES[source]) if source in _SOURCES else ""


def remarks(row: ImportRow) -> tuple[str, ...]:
    """Return what a researcher should know of a row, the gravest first."""
    return tuple(_remarks(row))


def _remarks(row: ImportRow) -> Iterator[str]:
    if row.file.problem:
        yield row.file.problem
    if row.duplicate_of and row.include:
        yield _("The same as {name}; it comes in a second time.").format(name=row.duplicate_of)
    elif row.duplicate_of:
        yield _("The same as {name}; left out.").format(name=row.duplicate_of)
    if row.version_of:
        yield nearly_in_words(row)
    if row.readable:
        if row.open_date:
            yield open_date_in_words(row)
        yield from _about_kind(row)
        if parts := parts_of(row.file.document):
            yield _("It may hold several interviews: {headings}.").format(
                headings=", ".join(part.heading for part in parts)
            )
        yield from _about_roles(row)
        yield from _about_voices(row)
    yield from row.file.notes


def _about_kind(row: ImportRow) -> Iterator[str]:
    """Say that a text is taken for no interview because of how it is called."""
    if row.kind_guess.is_guess and not row.kind.is_talk:
        yield _("Taken for {kind}, {source}: say “interview” if it is one.").format(
            kind=_(KINDS[row.kind]), source=source_in_words(row.kind_guess.source)
        )


def _about_roles(row: ImportRow) -> Iterator[str]:
    guessed = ", ".join(str(post.number) for post in row.posts)
    for label in labels_of_other_roles(row):
        yield _("The label “{label}” says role {role}, but role {guessed} was {source}.").format(
            label=label.label,
            role=label.post.number if label.post else "",
            guessed=guessed,
            source=source_in_words(row.posts_source),
        )


def _about_voices(row: ImportRow) -> Iterator[str]:
    asking = [
        speaker_label for speaker_label in row.speaker_labels if speaker_label.kind is SpeakerKind.INTERVIEWER
    ]
    if not row.kind.is_talk and row.kind_guess.value:
        return
    if not row.speaker_labels:
        yield _("No speakers were found: it is imported as a document.")
        yield from _offered(row)
    elif not asking and len(row.speaker_labels) > 1:
        yield _("Who asks the questions is not clear: say who the interviewer is.")
    elif not asking:
        yield _("Nobody seems to ask the questions.")
    elif asking[0].source is GuessSource.QUESTIONS:
        yield _("{label} asks most and is taken for the interviewer.").format(label=asking[0].label)
    if possible := row.original.possible if row.original else ():
        yield _("May be speakers, and were not taken for any: {labels}.").format(labels=", ".join(possible))
    for label, other in _slips(row):
        yield _("“{label}” may be “{other}”, spelt another way.").format(label=label, other=other)
    unknown = sum(
        speaker_label.words
        for speaker_label in row.speaker_labels
        if speaker_label.kind is SpeakerKind.UNKNOWN
    )
    unknown += row.words - sum(speaker_label.words for speaker_label in row.speaker_labels)
    if row.speaker_labels and unknown > _UNKNOWN_SHARE * row.words:
        yield _("{n} of {all} words have no known speaker.").format(n=unknown, all=row.words)
    nobody = [
        v.label for v in row.speaker_labels if v.kind is SpeakerKind.PARTICIPANT and v.participant is None
    ]
    if nobody:
        yield _("Assign {labels} to a person.").format(labels=", ".join(nobody))


def unclear_speakers(plan: ImportPlan) -> tuple[ImportRow, ...]:
    """Return the interviews that come in and of which nobody knows who asks: none of their words count."""
    return tuple(
        row
        for row in plan.included
        if len(row.speaker_labels) > 1
        and row.kind.is_talk
        and not any(label.kind is SpeakerKind.INTERVIEWER for label in row.speaker_labels)
        and any(label.kind is SpeakerKind.UNKNOWN for label in row.speaker_labels)
    )


def _offered(row: ImportRow) -> Iterator[str]:
    """Say by what the interviewer's paragraphs may be told."""
    found = [
        _("{manner} ({n}, of which {asking} ask)").format(
            manner=manner_in_words(offer.manner), n=offer.paragraphs, asking=offer.asking
        )
        for offer in offers(row.file.document)
    ]
    if found:
        yield _("The interviewer’s may be the paragraphs that are {manners}.").format(
            manners="; ".join(found)
        )


def _slips(row: ImportRow) -> Iterator[tuple[str, str]]:
    """Yield labels that may be a misspelling of another one in the same text, with that one."""
    labels = {label_key(speaker_label.label): speaker_label.label for speaker_label in row.speaker_labels}
    for key, label in labels.items():
        if trust(label) is not Trust.SURE:
            alike = (o for o in labels if is_slip_of(key, o) or is_short_for(key, o) or is_part_of(key, o))
            other = next(alike, None)
            if other is not None:
                yield label, labels[other]
