"""What the letters, the colour or the comment of a mark mean: codes, words that are asked about, a memo."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from coding.notation.annotations import Annotation, Unread, read_annotation
from coding.notation.code_names import Names, key_of, pieces_of
from coding.notation.code_writing import Appearance, Run, runs_of
from coding.notation.ending_rules import Certainty, is_note
from coding.notation.hand_marks import HandRules, MarkChoice, MarkCode, MarkSource

_FEW_WORDS: Final = 3
_SEVERAL: Final = 3  # pieces, of which one may be no code
# What a comment begins with before the rest of it: "HSC. Ask Jane about this."
_LEADING: Final = re.compile(r"[^\n.;:–—]+?(?=\n|[.;:](?:\s|$)|\s[–—-]\s)")


class MarkReading(NamedTuple):
    """What a mark means; ``is_none`` if a person has said that it is no code."""

    codes: tuple[MarkCode, ...] = ()
    unread: tuple[Unread, ...] = ()
    memo: str = ""
    is_none: bool = False


class _Remarked(NamedTuple):
    """What a comment holds: codes, words to ask about; whether codes are guesses and more is said.

    Below a line of codes and nothing else stands a ``memo`` on them, which is taken without that line.
    """

    codes: tuple[MarkCode, ...] = ()
    unread: tuple[Unread, ...] = ()
    guessed: bool = False
    more: bool = True
    memo: str = ""


_Codes = tuple[tuple[MarkCode, ...], tuple[Unread, ...]]  # what is read, and the words that are not


class MarkReader:
    """Reads marks by the names of a framework and what a researcher has said."""

    def __init__(
        self, names: Names | None, rules: HandRules, choices: Mapping[tuple[MarkSource, int], MarkChoice]
    ) -> None:
        """Keep what is known."""
        self._names = names
        self._rules = rules
        self._choices = choices
        self._known: dict[str, _Codes] = {}

    def letters(self, number: int, written: str, certainty: Certainty) -> MarkReading:
        """Read letters by their number; those that are asked about mean nothing until somebody says so."""
        codes, unread = self._in(written)
        said = self._said((MarkSource.LETTERS, number), written)
        # "JPD" that is talk in one place and so said to be no code is one where it surely is.
        chosen = self._chosen((MarkSource.LETTERS, number)) is not None
        sure = certainty is Certainty.SURE and bool(codes) and not chosen
        if said is not None and not (said.is_none and sure):
            return said
        in_part = self._in_part(written)
        if in_part is not None and certainty is not Certainty.GUESS:
            return in_part
        if certainty is Certainty.ASK or not codes:
            asked = _asked_about(written, codes, unread)
            if self._names and not asked.candidates:
                near = self._names.one_letter_off(key_of(written))
                asked = replace(asked, candidates=tuple(code.id for code in near))
            return MarkReading((), (asked,))
        if certainty is Certainty.GUESS:
            codes = _as_guesses(codes)
        return MarkReading(codes, unread, written if unread else "")

    def _in_part(self, written: str) -> MarkReading | None:
        """Read pieces between strokes, most of them codes for certain: the others are asked about."""
        pieces = pieces_of(written)
        if len(pieces) < _SEVERAL or self._names is None:
            return None
        read = [(piece, *self._in(piece)) for piece in pieces]
        sure = [codes for _piece, codes, unread in read if codes and not unread and not _guessed(codes)]
        if len(sure) < 2 or 2 * len(sure) < len(pieces) or len(sure) == len(pieces):
            return None
        asked = tuple(
            _asked_about(piece, codes, unread)
            for piece, codes, unread in read
            if not codes or unread or _guessed(codes)
        )
        whole, _rest = self._in(written)
        known = {code.code_id for codes in sure for code in codes}
        return MarkReading(tuple(code for code in whole if code.code_id in known), asked, written)

    def comment(self, number: int, text: str) -> MarkReading:
        """Read a comment; one that is no code has a memo only."""
        said = self._said((MarkSource.COMMENT, number), text)
        if said is not None:
            return said if said.codes else said._replace(memo=text)
        found = self._in_comment(text)
        codes = _as_guesses(found.codes) if found.guessed else found.codes
        return MarkReading(codes, found.unread, found.memo or (text if found.more else ""))

    def colour(self, number: int, colour: str) -> MarkReading:
        """Return what a colour means, as far as somebody has said."""
        chosen = self._chosen((MarkSource.COLOUR, number))
        if chosen is not None:
            return self._meaning(chosen, "")
        if colour not in self._rules.colours:
            return MarkReading()
        code_id = self._rules.colours[colour]
        return self._meaning(() if code_id is None else (code_id,), "")

    def named(self, number: int, written: str, could_be: tuple[int, ...]) -> MarkReading:
        """Read a code by the name that another program has for it, which may be one of these."""
        said = self._said((MarkSource.TABLE, number), written)
        if said is not None:
            return said
        if len(could_be) == 1:
            return self._meaning(could_be, "")
        return MarkReading((), (Unread(0, len(written), written, could_be),))

    # --- what somebody has said ---------------------------------------------------------------------

    def _chosen(self, key: tuple[MarkSource, int]) -> tuple[int, ...] | None:
        choice = self._choices.get(key) if self._choices else None
        return None if choice is None else choice.code_ids

    def _said(self, key: tuple[MarkSource, int], written: str) -> MarkReading | None:
        """Return what was said of this very mark, or of all that are written so."""
        chosen = self._chosen(key)
        if chosen is not None:
            return self._meaning(chosen, written)
        label = key_of(written)
        if label not in self._rules.labels:
            return None
        code_id = self._rules.labels[label]
        return self._meaning(() if code_id is None else (code_id,), written)

    def _meaning(self, code_ids: Iterable[int], written: str) -> MarkReading:
        """Return codes as said, with the stage and the doubt that are written with them."""
        known = () if self._names is None else tuple(i for i in code_ids if i in self._names.framework.by_id)
        if not known:
            return MarkReading(is_none=True)
        read = {code.code_id: code for code in self._in(written)[0]}
        doubt = "?" in written and not read
        return MarkReading(
            tuple(replace(read.get(i) or self._code(i, unsure=doubt), guessed=False) for i in known)
        )

    # --- what is written ----------------------------------------------------------------------------

    def _in(self, written: str) -> _Codes:
        """Return the codes of a text and its unread words; the same few stand all over a document."""
        if written not in self._known:
            read = read_annotation(written, self._names) if self._names else Annotation(written)
            self._known[written] = self._resolved(read)
        return self._known[written]

    def _resolved(self, read: Annotation) -> _Codes:
        """Return the codes of an annotation and its unread words, but for labels of which it was said."""
        codes = [
            replace(
                self._code(code.code_id, code.stage_id, unsure=code.unsure, guessed=code.guessed),
                direction=code.direction,
            )
            for code in read.codes
        ]
        unread: list[Unread] = []
        for piece in read.not_understood:
            label = key_of(piece.written)
            code_id = self._rules.labels.get(label)
            if code_id is not None and all(code.code_id != code_id for code in codes):
                codes.append(self._code(code_id, unsure=read.text[piece.end : piece.end + 2].strip() == "?"))
            elif code_id is None:
                unread.append(replace(piece, candidates=()) if label in self._rules.labels else piece)
        return tuple(codes), tuple(unread)

    def _code(
        self, code_id: int, stage_id: int | None = None, *, unsure: bool = False, guessed: bool = False
    ) -> MarkCode:
        assert self._names is not None
        framework = self._names.framework
        top = framework.top(code_id).id
        dimension = top if top != code_id and framework.is_group(top) else None
        return MarkCode(code_id, stage_id, unsure, guessed, dimension)

    # --- comments -----------------------------------------------------------------------------------

    def _in_comment(self, text: str) -> _Remarked:
        if self._names is None:
            return _Remarked()
        whole = self._in(text)
        if whole[0] and not whole[1]:
            return _Remarked(whole[0], more=False)
        line, _break, memo = text.partition("\n")
        above = self._in(line) if memo.strip() else ((), ())
        if above[0] and not above[1]:
            return _Remarked(above[0], more=False, memo=memo)
        leading = _LEADING.match(text)
        first = self._in(leading[0]) if leading else ((), ())
        if first[0] and not first[1] and not any(code.guessed for code in first[0]):
            return _Remarked(first[0])
        return self._among_words(text, whole, list(runs_of(self._names).found(text)))

    def _among_words(self, text: str, whole: _Codes, runs: Sequence[Run]) -> _Remarked:
        """Read a comment that holds other words: a note around its codes, or something that is only said."""
        looks = max((run.looks for run in runs), default=Appearance.ACRONYM)
        note = is_note(text)
        if looks is Appearance.ABBREVIATION or (looks is Appearance.NAME and note):
            if note and whole[0]:
                return _Remarked(*whole)
            kept = [text[run.start : run.end] for run in runs if run.looks >= Appearance.NAME]
            said = {code.code_id: code.direction for code in whole[0]}  # "no HSC, I think"
            codes = self._in("; ".join(kept))[0]
            codes = tuple(replace(each, direction=said.get(each.code_id, each.direction)) for each in codes)
            return _Remarked(codes, guessed=True)
        words = text.split()
        if whole[0] and len(words) <= _FEW_WORDS:
            return _Remarked((), (_asked_about(text, *whole),))
        if len(words) == 1 and (runs or (whole[1] and whole[1][0].candidates)):
            return _Remarked((), whole[1])
        return _Remarked()


def _as_guesses(codes: Iterable[MarkCode]) -> tuple[MarkCode, ...]:
    return tuple(replace(code, guessed=True) for code in codes)


def _guessed(codes: Iterable[MarkCode]) -> bool:
    return any(code.guessed for code in codes)


def _asked_about(written: str, codes: Sequence[MarkCode], unread: Sequence[Unread]) -> Unread:
    """Return all of a mark as one thing to ask about, with all the codes that it may mean."""
    candidates = [*(code.code_id for code in codes), *(c for piece in unread for c in piece.candidates)]
    return Unread(0, len(written), written, tuple(dict.fromkeys(candidates)))
