"""What there is to say about a file that arrives, in words: what is doubtful, left out or wrong."""

from collections.abc import Iterator

from coding.intake.plan import Arrival, Source
from coding.language import N_, _
from coding.model.study import SpeakerKind
from coding.text.label_spelling import is_short_for, is_slip_of, label_key
from coding.text.labels import Trust, trust

_SOURCES = {
    Source.FILE_NAME: N_("guessed from the file’s name"),
    Source.FOLDER: N_("guessed from the folder"),
    Source.HEADING: N_("guessed from the heading"),
    Source.LABELS: N_("guessed from the speakers’ labels"),
    Source.QUESTIONS: N_("guessed: asks most"),
    Source.SAME_KEY: N_("guessed: the same key in another round"),
    Source.KEY: N_("somebody new, called by the key"),
    Source.PATTERN: N_("from the pattern of the names"),
    Source.TABLE: N_("from the table"),
    Source.STUDY: N_("guessed: the only one in the study"),
}
# Above this share of words without a known speaker, figures per 1,000 words say so.
_UNKNOWN_SHARE = 0.02


def source_in_words(source: Source) -> str:
    """Return where a guess comes from; nothing for what is known or nowhere found."""
    return _(_SOURCES[source]) if source in _SOURCES else ""


def remarks(arrival: Arrival) -> tuple[str, ...]:
    """Return what a researcher should know of a row, the gravest first."""
    return tuple(_remarks(arrival))


def _remarks(arrival: Arrival) -> Iterator[str]:
    if arrival.file.problem:
        yield arrival.file.problem
    if arrival.repeats and arrival.include:
        yield _("The same file as {name}; it comes in a second time.").format(name=arrival.repeats)
    elif arrival.repeats:
        yield _("The same file as {name}; left out.").format(name=arrival.repeats)
    if arrival.readable:
        yield from _about_voices(arrival)
    yield from arrival.file.notes


def _about_voices(arrival: Arrival) -> Iterator[str]:
    asking = [voice for voice in arrival.voices if voice.kind is SpeakerKind.INTERVIEWER]
    if not arrival.voices:
        yield _("No speakers were found: it comes in as a document.")
    elif not asking:
        yield _("Nobody seems to ask the questions.")
    elif asking[0].source is Source.QUESTIONS:
        yield _("{label} asks most and is taken for the interviewer.").format(label=asking[0].label)
    for label, other in _slips(arrival):
        yield _("“{label}” may be “{other}”, spelt another way.").format(label=label, other=other)
    unknown = sum(voice.words for voice in arrival.voices if voice.kind is SpeakerKind.UNKNOWN)
    unknown += arrival.words - sum(voice.words for voice in arrival.voices)
    if arrival.voices and unknown > _UNKNOWN_SHARE * arrival.words:
        yield _("{n} of {all} words have no known speaker.").format(n=unknown, all=arrival.words)
    nobody = [v.label for v in arrival.voices if v.kind is SpeakerKind.PARTICIPANT and v.seat is None]
    if nobody:
        yield _("It is open who speaks as {labels}.").format(labels=", ".join(nobody))


def _slips(arrival: Arrival) -> Iterator[tuple[str, str]]:
    """Yield labels that may be a misspelling of another one in the same text, with that one."""
    labels = {label_key(voice.label): voice.label for voice in arrival.voices}
    for key, label in labels.items():
        if trust(label) is not Trust.SURE:
            other = next((o for o in labels if is_slip_of(key, o) or is_short_for(key, o)), None)
            if other is not None:
                yield label, labels[other]
