"""Masking what arrives: names leave everything that a plan is worked out of, before it is.

So nothing that is worked out can name anybody, whatever fields a plan has.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from functools import singledispatch
from itertools import chain, pairwise
from typing import Any

from coding.intake.again import StoredText
from coding.intake.plan import Batch, ImportPlan, ImportRow, IncomingFile, NameMask, TheseFiles
from coding.model.document import Comment, Document, Highlight
from coding.model.study import Span
from coding.notation.coded_segments import CodedSegment
from coding.notation.questions import ListedQuestion
from coding.privacy.masking import Pseudonyms
from coding.text.text_change import Replacement, TextChange

_BEGINNING = 60  # a label begins within so many characters of its paragraph


@singledispatch
def masked(value: Any, mask: NameMask) -> Any:
    """Return anything that arrives or is said with its names masked: those in running text with brackets."""
    return _each_field(value, mask) if is_dataclass(value) else value


@masked.register
def _(value: str, mask: NameMask) -> str:
    return mask.names.plain.masked(value)


@masked.register(StrEnum)
@masked.register(TheseFiles)
def _(value: Any, _mask: NameMask) -> Any:
    return value


@masked.register(Mapping)
def _(value: Mapping[Any, Any], mask: NameMask) -> dict[Any, Any]:
    return {masked(key, mask): masked(each, mask) for key, each in value.items()}


@masked.register(tuple)
@masked.register(list)
@masked.register(frozenset)
def _(value: Any, mask: NameMask) -> Any:
    values = (masked(each, mask) for each in value)
    return type(value)(*values) if hasattr(value, "_fields") else type(value)(values)


@masked.register(ListedQuestion)
@masked.register(StoredText)
def _(value: ListedQuestion | StoredText, mask: NameMask) -> Any:
    return replace(_each_field(value, mask), text=mask.names.masked(value.text))


@masked.register
def _(value: CodedSegment, mask: NameMask) -> CodedSegment:
    document, coder = masked(value.document, mask), masked(value.coder, mask)
    words, comment = mask.names.masked(value.words), mask.names.masked(value.comment)
    return value._replace(document=document, coder=coder, words=words, comment=comment)


@masked.register
def _(value: Batch, mask: NameMask) -> Batch:
    """Mask files: those in which a name stands are then read for the plan anew. Where they lie stays."""
    files = [(row, _masked_file(row, mask)) for row in value.rows]
    rows = tuple(row if file == row.file else ImportRow(file, row.include) for row, file in files)
    rest = _each_field(replace(value, rows=(), surveys=(), read_for=None), mask)
    return replace(rest, rows=rows, surveys=value.surveys, read_for=value.read_for)


def _each_field(value: Any, mask: NameMask) -> Any:
    return replace(value, **{each.name: masked(getattr(value, each.name), mask) for each in fields(value)})


def unmasked(mask: NameMask) -> dict[str, str]:
    """Return the labels and names under a mask with what they are without it, where that is one only."""
    names = (entry.name for entry in mask.names.entries)
    known: dict[str, set[str]] = {}
    for name in (*chain.from_iterable(mask.labels.values()), *names):
        known.setdefault(mask.names.plain.masked(name), set()).add(name)
    return {under: name for under, (name, *others) in known.items() if not others}


def places_in(plan: ImportPlan, pseudonyms: Pseudonyms) -> Counter[str]:
    """Return how often each name stands in the documents that would be stored, before they are masked."""
    found: Counter[str] = Counter()
    for row in plan.included:
        document = row.file.document
        for text in (*document.paragraphs, *(comment.text for comment in document.comments)):
            found.update(pseudonyms.places(text))
    return found


def _masked_file(row: ImportRow, mask: NameMask) -> IncomingFile:
    """Mask a file; its path stays, by which it is known again and which is stored nowhere."""
    file, plain = row.file, mask.names.plain
    own, part = file.path, f"{file.path}#"  # it may be taken apart afterwards
    heard = [labels for path, labels in mask.labels.items() if path == own or path.startswith(part)]
    heard = heard or [[label.label for label in row.speaker_labels]]
    labels = "|".join(map(re.escape, dict.fromkeys(chain.from_iterable(heard))))
    label = re.compile(rf"(?:{labels})\s*[:\t]", re.IGNORECASE) if labels else None
    document = _masked_document(file.document, mask.names, label)
    return replace(
        file,
        name=plain.masked(file.name),
        folders=tuple(map(plain.masked, file.folders)),
        problem=plain.masked(file.problem),
        document=file.document if document == file.document else document,  # which remembers how it is heard
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
