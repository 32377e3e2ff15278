"""What the quick picker makes of a text that is still being typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coding.model.framework import Code, Framework
from coding.notation.annotations import Annotation, read_annotation
from coding.notation.code_names import Names, key_of, tokens
from coding.text.names import clean_name


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A text as it is read so far, and codes that its unfinished piece (start to end) may mean."""

    read: Annotation
    start: int
    end: int
    codes: tuple[Code, ...]

    @property
    def piece(self) -> str:
        """The unfinished piece; empty before the first letter and after a separator."""
        return self.read.text[self.start : self.end]

    def finished(self, code: Code) -> str:
        """Return the text with a code's own abbreviation or name in place of the unfinished piece."""
        text = self.read.text
        return text[: self.start] + code.short + text[self.end :]


def suggestions(text: str, names: Names, recent: Sequence[int] = ()) -> Suggestions:
    """Read a text and offer codes for what is not finished, those used lately first.

    What is not understood is unfinished, else the code at the very end. After a separator every
    code that is not yet named is offered.
    """
    read = read_annotation(text, names)
    if whole := _begun_name(read, names, recent):
        return Suggestions(read, 0, len(text), whole)
    for start, end in _unfinished(read):
        codes = names.complete(text[start:end], recent)
        if codes:
            return Suggestions(read, start, end, codes)
    if read.not_understood or not _awaits_code(text):
        return Suggestions(read, len(text), len(text), ())
    named = {code.code_id for code in read.codes}
    return Suggestions(
        read, len(text), len(text), tuple(code for code in names.complete("", recent) if code.id not in named)
    )


def _begun_name(read: Annotation, names: Names, recent: Sequence[int]) -> tuple[Code, ...]:
    """Return the codes whose names begin with a whole text that is several words or signs, not all codes."""
    key = key_of(read.text)
    if " " not in key or not (read.not_understood or read.guessed):
        return ()
    return tuple(code for code in names.complete(read.text, recent) if _begins_name(code, key))


def _begins_name(code: Code, key: str) -> bool:
    return any(key_of(name).startswith(key) for name in (code.name, code.label, *code.aliases))


def _unfinished(read: Annotation) -> list[tuple[int, int]]:
    """Return the pieces to try in turn: all of what is not understood, then ever fewer of its words."""
    if read.not_understood:
        last = read.not_understood[-1]
        ends = [token.end for token in tokens(last.written)]
        return [(last.start, last.start + end) for end in reversed(ends)]
    length = len(read.text.rstrip())
    return [(code.start, code.end) for code in read.codes if code.end == length]


def _awaits_code(text: str) -> bool:
    # A plus that is glued to a code says that it is shown.
    return not text.strip() or text.rstrip().endswith(("/", ",", ";", "&", " +", "|"))


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be made: its name, what it is typed below, and the known codes typed before it."""

    name: str
    parent_id: int | None
    before: Annotation


def new_code(text: str, names: Names, recent: Sequence[int] = ()) -> NewCode:
    """Return the code that a text asks to be made.

    ``openness`` stands in the group used last, ``hsc/openness`` below HSC if the framework has a name for
    that level; ``jpd; openness`` goes with JPD. Where what stands before the last separator is no list of
    codes, the whole text is the name; so it is with commas and "and", which stand in names: ``trust,
    openness``.
    """
    usual = usual_parent(names.framework, recent)
    split = re.match(r"(?s)(.*)([/:;])([^/:;]*)$", text)
    if split is None:
        return NewCode(text.strip(), usual, Annotation(""))
    before = read_annotation(split[1], names)
    if before.not_understood or before.guessed or not before.codes or not split[3].strip():
        return NewCode(text.strip(), usual, Annotation(""))
    name = split[3].strip()
    framework, above = names.framework, before.codes[-1]
    if split[2] == ";" or not framework.has_level_below(above.code_id):
        return NewCode(name, usual, before)
    return NewCode(name, above.code_id, Annotation(before.text, before.codes[:-1]))


def usual_parent(framework: Framework, recent: Sequence[int]) -> int | None:
    """Return the group of the code used last, None where it stands in none; before any, the first group."""
    last = next((code_id for code_id in recent if code_id in framework.by_id), None)
    if last is None:
        groups = (code.id for code in framework.codes if code.is_group)
    else:
        groups = (code.id for code in reversed(framework.path(last)) if framework.is_group(code.id))
    return next(groups, None)


LONGEST_IN_VIVO: Final = 60


def in_vivo_name(words: str) -> str:
    """Return the name of a code for words of a transcript: without signs at its ends, cut at a word's end."""
    name = clean_name(words).strip(_AROUND)
    if is_name_in_vivo(words):
        return name
    cut = name[: LONGEST_IN_VIVO + 1].rpartition(" ")[0] or name[:LONGEST_IN_VIVO]
    return cut.rstrip(_AROUND)


def is_name_in_vivo(words: str) -> bool:
    """Tell whether words are a name as they stand: a longer one is to be shortened by whoever codes."""
    return len(clean_name(words).strip(_AROUND)) <= LONGEST_IN_VIVO


_AROUND: Final = " .,;:!?…-–—\"'“”‘’()[]"
