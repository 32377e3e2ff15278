"""Masking what arrives: the names leave the documents before anything of them is stored."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from coding.intake.coded_tables import with_segments_placed
from coding.intake.interpretation import segment_row
from coding.intake.participants import assign_participants
from coding.intake.plan import Guess, ImportPlan, ImportRow, IncomingFile, Participant, SpeakerLabel
from coding.intake.role_words import PostHint
from coding.intake.taken_tables import TakenTable
from coding.model.document import Comment, Document, Highlight
from coding.model.study import Span
from coding.notation.coded_segments import CodedSegment
from coding.privacy.masking import Pseudonyms
from coding.text.label_spelling import label_key
from coding.text.text_change import Replacement, TextChange
from coding.text.told_labels import Told

_BEGINNING = 60  # a label begins within so many characters of its paragraph


def with_pseudonyms(plan: ImportPlan, pseudonyms: Pseudonyms) -> ImportPlan:
    """Mask the files of a plan: texts, labels, comments, headings, names of files and people.

    What a person has said of a row stays. A file in which nothing is masked stays as it is, so that
    this can be done again when files are added.
    """
    if not pseudonyms:
        return plan
    import_rows = tuple(_masked_arrival(plan, import_row, pseudonyms) for import_row in plan.rows)
    tables = tuple(_masked_table(taken, pseudonyms.plain) for taken in plan.tables)
    questions = {
        round_: tuple(replace(question, text=pseudonyms.masked(question.text)) for question in listed)
        for round_, listed in plan.questions.items()
    }
    segments = tuple(_masked_segment(segment, pseudonyms) for segment in plan.segments)
    masked = replace(plan, rows=import_rows, tables=tables, questions=questions, segments=segments)
    return assign_participants(with_segments_placed(masked))


def places_in(plan: ImportPlan, pseudonyms: Pseudonyms) -> Counter[str]:
    """Return how often each name stands in the documents that would be stored, before they are masked."""
    found: Counter[str] = Counter()
    for import_row in plan.included:
        document = import_row.file.document
        for text in (*document.paragraphs, *(comment.text for comment in document.comments)):
            found.update(pseudonyms.places(text))
    return found


def _masked_arrival(plan: ImportPlan, import_row: ImportRow, pseudonyms: Pseudonyms) -> ImportRow:
    file = _masked_file(import_row, pseudonyms)
    choices = {
        turn: None if text is None else pseudonyms.masked(text)
        for turn, text in import_row.question_choices.items()
    }
    named = _with_masked_names(replace(import_row, file=file, question_choices=choices), pseudonyms.plain)
    if file.document == import_row.file.document or import_row.original is None:
        return named
    original = segment_row(named, named.rejected_labels, plan.known, plan.rules)
    return replace(
        original,
        speaker_labels=_voices_kept(named.speaker_labels, original.speaker_labels),
        speaker_labels_source=import_row.speaker_labels_source
        if import_row.speaker_labels
        else original.speaker_labels_source,
    )


def _voices_kept(before: Iterable[SpeakerLabel], after: tuple[SpeakerLabel, ...]) -> tuple[SpeakerLabel, ...]:
    """Keep who the speakers were taken for; two labels that became one are taken for the first."""
    known: dict[str, SpeakerLabel] = {}
    for speaker_label in before:
        known.setdefault(label_key(speaker_label.label), speaker_label)
    return tuple(
        replace(old, label=speaker_label.label, words=speaker_label.words)
        if (old := known.get(label_key(speaker_label.label)))
        else speaker_label
        for speaker_label in after
    )


def _with_masked_names(import_row: ImportRow, plain: Pseudonyms) -> ImportRow:
    """Mask what is known of a row beside its text."""

    def guess(known: Guess) -> Guess:
        return replace(known, value=plain.masked(known.value))

    def masked(post: PostHint) -> PostHint:
        return PostHint(post.number, plain.masked(post.title), plain.masked(post.school))

    return replace(
        import_row,
        rejected_labels=frozenset(label_key(plain.masked(key)) for key in import_row.rejected_labels),
        known_labels=tuple(map(plain.masked, import_row.known_labels)),
        told=_masked_told(import_row.told, plain),
        label_aliases={
            label_key(plain.masked(key)): plain.masked(label)
            for key, label in import_row.label_aliases.items()
        },
        speaker_labels=tuple(
            replace(
                speaker_label,
                label=plain.masked(speaker_label.label),
                post=speaker_label.post and masked(speaker_label.post),
            )
            for speaker_label in import_row.speaker_labels
        ),
        round=guess(import_row.round),
        school=guess(import_row.school),
        author=guess(import_row.author),
        case=plain.masked(import_row.case),
        posts=tuple(map(masked, import_row.posts)),
        participants=tuple(_masked_person(participant, plain) for participant in import_row.participants),
        attributes={name: plain.masked(value) for name, value in import_row.attributes.items()},
        person_attributes=tuple(
            {name: plain.masked(value) for name, value in said.items()}
            for said in import_row.person_attributes
        ),
        duplicate_of=plain.masked(import_row.duplicate_of),
        version_of=plain.masked(import_row.version_of),
    )


def _masked_person(participant: Participant, plain: Pseudonyms) -> Participant:
    return replace(
        participant,
        name=plain.masked(participant.name),
        title=plain.masked(participant.title),
        school=plain.masked(participant.school),
    )


def _masked_segment(segment: CodedSegment, names: Pseudonyms) -> CodedSegment:
    return segment._replace(
        document=names.plain.masked(segment.document),
        coder=names.plain.masked(segment.coder),
        words=names.masked(segment.words),
        comment=names.masked(segment.comment),
    )


def _masked_told(told: Told, plain: Pseudonyms) -> Told:
    labels = tuple(map(plain.masked, told.labels))
    return replace(told, labels=labels, unlabelled=plain.masked(told.unlabelled))


def _masked_table(taken: TakenTable, plain: Pseudonyms) -> TakenTable:
    """Mask a table: it is laid over the files anew whenever something is corrected."""
    table, match = taken.table, taken.match
    cells = tuple(tuple(map(plain.masked, row)) for row in table.rows)
    schools = {letter: plain.masked(name) for letter, name in match.school_names.items()}
    differing = tuple(
        replace(found, named=plain.masked(found.named), taken=plain.masked(found.taken))
        for found in match.contradictions
    )
    return replace(
        taken,
        table=replace(table, rows=cells),
        match=replace(match, school_names=schools, contradictions=differing),
    )


def _masked_file(import_row: ImportRow, pseudonyms: Pseudonyms) -> IncomingFile:
    """Mask a file; its path stays, by which it is known again and which is stored nowhere."""
    file, plain = import_row.file, pseudonyms.plain
    labels = [re.escape(speaker_label.label) for speaker_label in import_row.speaker_labels]
    label = re.compile(rf"(?:{'|'.join(labels)})\s*[:\t]", re.IGNORECASE) if labels else None
    return replace(
        file,
        name=plain.masked(file.name),
        folders=tuple(map(plain.masked, file.folders)),
        document=_masked_document(file.document, pseudonyms, label),
    )


def _masked_document(document: Document, names: Pseudonyms, label: re.Pattern[str] | None) -> Document:
    """Mask a document; highlights and comments move with the words under them."""
    changes = [_paragraph_change(paragraph, names, label) for paragraph in document.paragraphs]
    for at, (first, second) in enumerate(pairwise(document.paragraphs)):
        if label is None or not label.search(second, 0, _BEGINNING):
            changes[at], changes[at + 1] = _across(first, second, changes[at : at + 2], names)
    return replace(
        document,
        paragraphs=tuple(
            change.applied(paragraph) for change, paragraph in zip(changes, document.paragraphs, strict=True)
        ),
        highlights=tuple(_moved_highlight(highlight, changes) for highlight in document.highlights),
        comments=tuple(_masked_comment(comment, changes, document, names) for comment in document.comments),
        author=names.plain.masked(document.author),
        notes=tuple(map(names.plain.masked, document.notes)),
        speakers=tuple(map(names.plain.masked, document.speakers)),
    )


def _across(
    first: str, second: str, changes: Sequence[TextChange], names: Pseudonyms
) -> tuple[TextChange, TextChange]:
    """Add a name that begins at the end of a paragraph and ends at the beginning of the next.

    Lines that are broken in the middle of a name come so. All of the pseudonym goes to the first.
    """
    cut, tail = len(first), first[-_BEGINNING:]
    change = names.change(f"{tail}\n{second[:_BEGINNING]}")
    shift = cut - len(tail)
    for start, end, new in change.replacements:
        begins, ends = start + shift, end + shift - cut - 1
        if not (0 < begins < cut and ends > 0) or second[ends:].lstrip()[:1] in {":", "\t"}:
            continue
        before = [each for each in changes[0].replacements if each.end <= begins]
        behind = [each for each in changes[1].replacements if each.start >= ends]
        blank = second[ends : ends + 1] == " "
        return (
            TextChange.of((*before, Replacement(begins, cut, new))),
            TextChange.of((Replacement(0, ends + blank, ""), *behind)),
        )
    return changes[0], changes[1]


def _paragraph_change(paragraph: str, names: Pseudonyms, label: re.Pattern[str] | None) -> TextChange:
    """Return how a paragraph is masked: brackets around a label would hide that it is one."""
    found = label.search(paragraph, 0, _BEGINNING) if label is not None else None
    if found is None:
        return names.change(paragraph)
    before = names.plain.change(paragraph[: found.end()]).replacements
    behind = names.change(paragraph[found.end() :]).replacements
    at = found.end()
    return TextChange.of((*before, *(Replacement(at + start, at + end, new) for start, end, new in behind)))


def _moved_highlight(highlight: Highlight, changes: list[TextChange]) -> Highlight:
    span = changes[highlight.paragraph].grown(Span(highlight.start, highlight.end))
    return replace(highlight, start=span.start, end=span.end)


def _masked_comment(
    comment: Comment, changes: list[TextChange], document: Document, names: Pseudonyms
) -> Comment:
    return replace(
        comment,
        author=names.plain.masked(comment.author),
        text=names.masked(comment.text),
        start=_place_moved(comment.start, changes, document, begins=True),
        end=_place_moved(comment.end, changes, document, begins=False),
    )


def _place_moved(
    place: tuple[int, int], changes: list[TextChange], document: Document, *, begins: bool
) -> tuple[int, int]:
    """Move an end of a comment; one that lies behind the last paragraph stays where it is."""
    number, offset = place
    if number >= len(changes):
        return place
    if begins:
        return number, changes[number].grown(Span(offset, len(document.paragraphs[number]))).start
    return number, changes[number].grown(Span(0, offset)).end
