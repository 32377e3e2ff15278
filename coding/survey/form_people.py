"""Whose a filled-in form is: what was left standing of schools and roles, or highlighted, ticked, written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from coding.intake.known_study import KnownStudy
from coding.language import _
from coding.survey.form_text import HARDLY, MOSTLY, FormPiece, FormText
from coding.survey.headings import AnswerUse, use_by_heading
from coding.survey.people import WhoReader
from coding.text.names import name_key, same_name

_ASKED: Final = (AnswerUse.SCHOOL, AnswerUse.ROLE, AnswerUse.GROUP, AnswerUse.ROUND)
_SEGMENTS: Final = re.compile(r"(?:(?!\s[/|]\s|[/|;,\t•·]|\s{3,}).)+", re.DOTALL)
_OR: Final = re.compile(r"(?:(?!\s+or\s+).)+", re.DOTALL)
_SCHOOL_X: Final = re.compile(r"(?:school|academy)\s+[^\W\d_]", re.IGNORECASE)
_LABEL: Final = re.compile(r"([^:]{2,60}):\s*(.*)", re.DOTALL)
_FILLING: Final = " .…_\t"


class LeftStanding(NamedTuple):
    """What a form says of one thing: a value, or why it is unclear and between what."""

    value: str = ""
    reason: str = ""
    between: tuple[str, ...] = ()


@dataclass(slots=True)
class _Offered:
    """What is offered to be left standing, and what was written by hand."""

    parts: list[tuple[str, FormPiece]] = field(default_factory=list[tuple[str, FormPiece]])
    written: str = ""


class FormPerson:
    """Reads school, role, group and round of a form; lines of statements are none of its."""

    def __init__(self, text: FormText, known: KnownStudy, pieces: Iterable[FormPiece]) -> None:
        """Look at these pieces, in order."""
        self._text, self._known, self._who = text, known, WhoReader(known)
        names = [each.name for each in (*known.roles, *known.schools) if each.name]
        whole = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        own = rf"[\s☐☑☒□]*(?:{whole})(?=\s*(?:[/|;,\t•·]|$))|" if names else ""
        self._parts = re.compile(own + _SEGMENTS.pattern, re.DOTALL | re.IGNORECASE)
        self._offered = {use: _Offered() for use in _ASKED}
        self._asking: AnswerUse | None = None
        for piece in pieces:
            self._look(piece)

    def told(self, use: AnswerUse) -> LeftStanding:
        """Return the school's letter or name, the role's or group's name, or the round."""
        return _standing(self._offered[use])

    def _look(self, piece: FormPiece) -> None:
        label = _LABEL.fullmatch(piece.text)
        use = use_by_heading(label[1]) if label else use_by_heading(piece.words)
        if use is not None and use in _ASKED and (label is not None or not self._value(use, piece.words)):
            self._asking = use
            if label is not None:
                self._take(use, self._text.part(piece, label.start(2), len(piece.text)), is_own=True)
            return
        asking = self._asking
        if asking is not None and piece.cell and self._offered[asking].written == "":
            self._take(asking, piece, is_own=True)
        elif asking is None or not self._take(asking, piece, is_own=False):
            self._asking = None
            self._take_known(piece)

    def _take(self, use: AnswerUse, piece: FormPiece, *, is_own: bool) -> bool:
        """Take what a line offers; ``is_own``: it stands behind the label, so it may say anything."""
        segments = [*self._segments(piece)]
        values = [self._value(use, each.words) for each in segments]
        offered = self._offered[use]
        if is_own and not any(values) and len(segments) > 1:
            values = [each.words for each in segments]
        offered.parts += [(value, each) for value, each in zip(values, segments, strict=True) if value]
        if is_own and not any(values):
            offered.written = offered.written or piece.words.strip(_FILLING)
        return any(values)

    def _take_known(self, piece: FormPiece) -> None:
        """Take schools and roles that stand without a label, by their full names only."""
        segments = [*self._segments(piece)]
        for use in (AnswerUse.SCHOOL, AnswerUse.ROLE):
            values = [self._named(use, each.words) for each in segments]
            if all(values):
                self._offered[use].parts += zip(values, segments, strict=True)

    def _segments(self, piece: FormPiece) -> Iterator[FormPiece]:
        for found in self._parts.finditer(piece.text):
            part = self._text.part(piece, found.start(), found.end())
            names = [each.name for each in (*self._known.roles, *self._known.schools)]
            if any(same_name(part.words, name) for name in names):
                yield part  # "Headteacher or deputy" is one role
                continue
            for each in _OR.finditer(part.text):
                one = self._text.part(part, each.start(), each.end())
                if one.words.strip(_FILLING):
                    yield one

    def _named(self, use: AnswerUse, words: str) -> str:
        if use is AnswerUse.SCHOOL:
            known = any(same_name(words, each.name) for each in self._known.schools if each.name)
            return self._who.school(words) if known or _SCHOOL_X.fullmatch(words) else ""
        known = any(same_name(words, each.name) for each in self._known.roles)
        return words if known else ""

    def _value(self, use: AnswerUse, words: str) -> str:
        """Return what words stand for where it is asked for; nothing for words that nobody knows."""
        if use is AnswerUse.SCHOOL:
            is_letter = len(words) == 1 and words.isalpha()
            return self._who.school(words) if is_letter else self._named(use, words)
        if use is AnswerUse.ROUND:
            return self._who.round_in(words)
        number, group = self._who.role(words)
        if number is not None:
            return next((each.name for each in self._known.roles if each.number == number), group)
        return group if group in self._who.known_groups else ""

    def group_of(self, names: Sequence[str]) -> str:
        """Return the group that all these roles are of; nothing where they are of several."""
        groups = {self._who.role(name)[1] for name in names}
        return groups.pop() if len(groups) == 1 else ""


def _standing(offered: _Offered) -> LeftStanding:
    """Return what is meant: what is ticked, else highlighted, else alone not struck out."""
    parts = offered.parts
    if not parts:
        return LeftStanding(offered.written)
    every = _values(parts)
    if any(each.box is not None for _value, each in parts):
        ticked = _values((value, each) for value, each in parts if each.box and each.box.is_ticked)
        return _one(ticked, every, _("no box is ticked"), _("several boxes are ticked"))
    lit = _values((value, each) for value, each in parts if each.lit >= MOSTLY and each.struck <= HARDLY)
    if len(lit) == 1 and len(every) > 1:
        return LeftStanding(lit[0])
    if any(HARDLY < each.struck < MOSTLY for _value, each in parts):
        return LeftStanding("", _("one is struck out in part"), every)
    left = _values((value, each) for value, each in parts if each.struck < MOSTLY)
    nothing = _("all are struck out") if any(each.struck for _v, each in parts) else ""
    many = _("several are left standing") if len(left) < len(every) else _("none is struck out")
    return _one(left, every, nothing, many)


def _one(found: tuple[str, ...], every: tuple[str, ...], nothing: str, many: str) -> LeftStanding:
    if len(found) == 1:
        return LeftStanding(found[0])
    return LeftStanding("", many, found) if found else LeftStanding("", nothing, every)


def _values(parts: Iterable[tuple[str, FormPiece]]) -> tuple[str, ...]:
    found = {name_key(value): value for value, _piece in parts}
    return tuple(found.values())
