"""Finding the codes that somebody wrote into a text, among all that was said.

    ... we just tell each other. HSC/E&C
    ... and then they came back. Improvements in E&C/JPD
    ... so they asked us [E&C?] and we went on.

Every stretch that could be one is found by what it is made of (code_writing.py) and judged by where it
stands (ending_rules.py): apart after a full stop, on a line of its own, in brackets, at the end of a
coloured stretch, or in a sentence. What may be a code and may be talk is asked about.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from coding.model.study import Span, Transcript
from coding.notation.annotations import read_annotation
from coding.notation.code_names import Names, key_of, pieces_of
from coding.notation.code_writing import Appearance, Run, runs_of
from coding.notation.ending_rules import (
    After,
    Certainty,
    EndingPlace,
    Extent,
    after_of,
    is_label,
    judged,
    judged_in_bracket,
    too_many_words,
)
from coding.text.units import listed


class Ending(NamedTuple):
    """What was found: [start, end) is to be cut out, ``written`` is the part of it that is read."""

    start: int
    end: int
    written: str
    certainty: Certainty


_NEVER_ENDS: Final = listed("mr mrs ms mx dr prof rev st vs cf viz e.g i.e eg ie incl approx")
_SIGNS: Final = r"[→•|][→•|]*|[-–—=>*~/\\][-–—=>*~/\\]+|[-–—=>*~#/\\&+](?<!\S.)[-–—=>*~#/\\&+]*"
_WORDS: Final = (
    r"[cstCSTſ](?<!\w.)(?:(?<=[cC])(?i:odes?|oded|oding)|(?<=[sSſ])(?i:trands?)|(?<=[tT])(?i:ags?))\s?[:=]"
)
# What sets a code apart from what stands before it: a stop (even without a blank after it), the end of a
# bracket, a dash or arrow, a tab or a gap, "Codes:". Every alternative begins with one plain set of
# characters, because the matcher then passes by the letters of most words without trying any.
_APART: Final = re.compile(
    rf"[.!?…。！？][.!?…。！？]*[\"'”’»)\]]*(?=\s|$|[A-Z][A-Z&])|[\])](?=\s|$)"
    rf"|\t|[ \t][ \t]+|{_SIGNS}|{_WORDS}"
)
# The part of that which goes with the code when it is cut out.
_SIGN_BEFORE: Final = re.compile(rf"(?:{_SIGNS}|{_WORDS})?[\s*_#]*$")
_SIGN_ENDS: Final = frozenset("→•|-–—=>*~#/\\&+:")
_LONGEST_SIGN: Final = 40
_STOP_BEHIND: Final = re.compile(r"[*_]*[.…]*[*_]*(?:[ \t]*[.…,;/&+|]+[ \t]*$)?")
_DOUBT_BEHIND: Final = re.compile(r"[ \t]?[?!]+")
_QUOTES: Final = {"“": "”", '"': '"', "‘": "’", "'": "'", "<": ">", "«": "»"}
_OPEN: Final = re.compile(r"[(\[{][^()\[\]{}\n]{0,80}$")
_CLOSE: Final = re.compile(r"(?:\(\?\)|[^()\[\]{}\n]){0,80}[)\]}]")
_STOPS: Final = frozenset((".", "!", "?", "…", ""))
_AROUND: Final = " \t*_\"“‘'([{?:"
_NEAR_COLOUR: Final = 8
_EXPANSION: Final = 70
_NEAR: Final = 40
_FAR: Final = 240
_LABEL_LENGTH: Final = 50
_MOST_KNOWN: Final = 2  # pieces that are codes, before others beside them are asked about as such
_A_HABIT: Final = 3  # endings from which on unknown labels are looked for


def find_endings(transcript: Transcript, names: Names, coloured: tuple[Span, ...] = ()) -> tuple[Ending, ...]:
    """Return the endings of a transcript as heard, in order, none overlapping.

    ``coloured`` are its coloured stretches: letters at their end are codes more often than elsewhere.
    """
    finder = _Finder(transcript, names, coloured)
    endings = list(finder.endings())
    habit = sum(ending.certainty is Certainty.SURE for ending in endings) >= _A_HABIT
    strays = finder.strays({ending.end for ending in endings}, unknown_too=habit)
    taken = [*endings]
    taken += [stray for stray in strays if not any(_overlap(stray, ending) for ending in endings)]
    return tuple(sorted(taken))


def _overlap(one: Ending, other: Ending) -> bool:
    return one.start < other.end and other.start < one.end


class _Finder:
    """Looks through one transcript."""

    def __init__(self, transcript: Transcript, names: Names, coloured: Sequence[Span]) -> None:
        self._text = transcript.text
        self._begin = len(self._text) - len(self._text.lstrip())
        talks = any(turn.speaker_id is not None for turn in transcript.turns)
        self._speakers = {
            turn.start: (turn.speaker_id is not None) if talks else None for turn in transcript.turns
        }
        self._marked = {mark.start for mark in transcript.marks if mark.start < mark.end}
        self._names = names
        self._runs = runs_of(names)
        self._coloured = coloured

    def endings(self) -> Iterator[Ending]:
        """Yield what is made of every run of codes."""
        end = 0
        for run in self._runs.found(self._text):
            ending = (self._in_part(run) or self._ending(run)) if run.start >= end else None
            if ending is not None and ending.start >= end:
                end = ending.end
                yield ending

    def _ending(self, run: Run) -> Ending | None:
        if run.looks is Appearance.WORD and not run.wordy and self._goes_on(run.start):
            return None  # "... we need more trust": the usual case, and done with early
        line = self._line(run)
        bracket = self._bracket(run, line)
        if bracket is not None:
            return self._in_bracket(run, bracket, line)
        place = self._place(run, line)
        verdict = judged(run, place)
        if verdict is None:
            return None
        certainty, extent = verdict
        ending = self._cut(run, place, line, certainty, extent)
        if ending.start <= self._begin:
            return ending._replace(certainty=Certainty.ASK)  # nothing is said before it
        return ending

    def _in_part(self, run: Run) -> Ending | None:
        """Return an ending of pieces with strokes between, of which most are codes and some are not."""
        text = self._text
        if "/" not in text[max(run.start - _LABEL_LENGTH, 0) : run.end + _LABEL_LENGTH]:
            return None
        line = self._line(run)
        begin = line.start + _apart(text[line.start : run.start])
        written = text[begin : line.end].strip(" \t*_.")
        pieces = pieces_of(written)
        known = sum(len(self._names.called(key_of(piece))) == 1 for piece in pieces)
        if known < _MOST_KNOWN or known == len(pieces) or 2 * known < len(pieces) or not written:
            return None
        if any(too_many_words(piece) for piece in pieces):
            return None
        start = text.index(written, begin)
        opens = begin == line.start and line.start in self._speakers
        return Ending(start, line.end, written, Certainty.ASK if opens else Certainty.SURE)

    def _goes_on(self, start: int) -> bool:
        """Tell whether a word stands right before a place."""
        return start > 1 and self._text[start - 1] == " " and self._text[start - 2].isalpha()

    def _line(self, run: Run) -> Span:
        """Return the line around a run; what the transcriber noted right behind the run ends it."""
        text, (start, end) = self._text, run[:2]
        found = text.find("\n", end)
        found = len(text) if found < 0 else found
        behind = found - len(text[end:found].lstrip())
        return Span(text.rfind("\n", 0, start) + 1, behind if behind in self._marked else found)

    # --- where a run stands -----------------------------------------------------------------------

    def _place(self, run: Run, line: Span) -> EndingPlace:
        text = self._text
        begin = line.start + _apart(text[line.start : run.start])
        follows, ends = self._beside_colour(run)
        begin = max(begin, follows or 0)
        prefix = text[begin : run.start].strip(_AROUND)
        if prefix and self._runs.stages.fullmatch(prefix):
            prefix = ""
        elif prefix and not any(char.isalnum() for char in prefix):  # a picture, a sign
            begin, prefix = text.rfind(prefix, begin, run.start) + len(prefix), ""
        rest = text[run.end : line.end]
        after = after_of(rest)
        if ends and after in {After.SENTENCE, After.CAPITAL, After.WORDS}:
            after = After.NOTHING
        opens = line.start in self._speakers and _sign_before(text, line.start, begin) == line.start
        speaker = self._speakers.get(line.start, True)
        return EndingPlace(begin, prefix, rest, after, opens, speaker, ends, follows is not None)

    def _beside_colour(self, run: Run) -> tuple[int | None, bool]:
        """Return the end of a coloured stretch that a run follows on, and whether it ends one itself."""
        text, follows, ends = self._text, None, False
        for span in self._coloured:
            if span.start >= run.start:
                break
            if 0 <= run.start - span.end < _NEAR_COLOUR and _is_blank(text[span.end : run.start]):
                follows = span.end
            ends = ends or (span.end >= run.end and _is_blank(text[run.end : span.end]))
        return follows, ends

    # --- what is cut out --------------------------------------------------------------------------

    def _cut(self, run: Run, place: EndingPlace, line: Span, certainty: Certainty, extent: Extent) -> Ending:
        text = self._text
        whole = extent is Extent.NOTE or not place.prefix
        start = place.begin if whole else run.start
        end = line.end if extent is Extent.NOTE else run.end
        written = text[start:end].strip(" \t*_").lstrip("".join(_QUOTES))
        start = text.find(written, start)
        if whole:
            end = _behind(text, start + len(written), line.end)
            if start and _QUOTES.get(text[start - 1]) == text[end : end + 1]:
                start, end = start - 1, end + 1
        sign = _sign_before(text, line.start, start)
        return Ending(sign if text[sign:start].strip() else start, end, written, certainty)

    # --- brackets ---------------------------------------------------------------------------------

    def _bracket(self, run: Run, line: Span) -> Span | None:
        """Return the brackets around a run, if they are not a mark of the transcriber."""
        closed = _CLOSE.match(self._text, run.end, line.end)
        opened = closed and _OPEN.search(self._text, line.start, run.start)
        if closed is None or opened is None or opened.start() in self._marked:
            return None
        return Span(opened.start(), closed.end())

    def _in_bracket(self, run: Run, bracket: Span, line: Span) -> Ending | None:
        text, (start, end) = self._text, bracket
        content = text[start + 1 : end - 1]
        shift = start + 1
        inside = run._replace(start=run.start - shift, end=run.end - shift)
        before = text[line.start : start]
        stages = self._runs.stages.match(content.lstrip(" ?*_"))
        plain = content if stages is None else content.replace(stages[0], " " * len(stages[0]), 1)
        certainty = judged_in_bracket(
            inside,
            plain,
            after_of(text[end : line.end]),
            square=text[start] == "[",
            apart=not before[_apart(before) :].strip(),
        )
        if certainty is None or (text[start] == "(" and self._is_expanded(before)):
            return None
        if text[start] == "(" and _are_initials(content, before):
            certainty = Certainty.ASK
        opens = line.start in self._speakers and not before.strip()
        if start <= self._begin or (opens and text[end : line.end].strip()):
            certainty = Certainty.ASK  # nothing is said before it
        apart = before.rstrip()[-1:] in _STOPS
        doubt = _DOUBT_BEHIND.match(text, end) if apart else None
        written = content.strip(" \t*_") + (doubt[0] if doubt else "")
        return Ending(start, doubt.end() if doubt else end, written, certainty)

    def _is_expanded(self, before: str) -> bool:
        """Tell ``joint practice development (JPD)`` from a code in brackets."""
        near = before[-_EXPANSION:]
        named = [run for run in self._runs.found(near) if run.wordy]
        return bool(named) and not near[named[-1].end :].strip(" \t'’\"”")

    # --- what no run of codes is in ---------------------------------------------------------------

    def strays(self, ends: set[int], *, unknown_too: bool) -> Iterator[Ending]:
        """Yield misspelt names and unknown labels that stand apart at the end of a line."""
        at = 0
        for line in self._text.split("\n"):
            start, at = at, at + len(line) + 1
            if line[-1:] not in ".…" and start + len(line) not in ends:
                ending = self._stray(line, start, unknown_too=unknown_too)
                if ending is not None:
                    yield ending

    def _stray(self, line: str, start: int, *, unknown_too: bool) -> Ending | None:
        before = line.rstrip(" ?!")
        if _is_far_too_long(before):
            return None
        begin = _apart(before)
        label = line[begin:].strip(" \t*_")
        own_line = not begin and start not in self._speakers
        if not (begin or own_line) or not 0 < len(label) <= _LABEL_LENGTH or not is_label(label):
            return None
        read = read_annotation(label, self._names)
        if not read.codes and not (unknown_too and not label.endswith(("?", "!"))):
            return None
        sure = bool(read.codes) and not read.not_understood and " " in label and label == label.title()
        where = start + line.rfind(label)
        return Ending(where, where + len(label), label, Certainty.GUESS if sure else Certainty.ASK)


def _apart(before: str) -> int:
    """Return where in a line the last part begins that stands apart.

    What stands farther back is no part of a note; most often it begins close by.
    """
    for reach in (_NEAR, _FAR):
        begins = [m.end() for m in _APART.finditer(before, max(0, len(before) - reach)) if _parts(before, m)]
        if begins:
            return begins[-1]
    return max(0, len(before) - _FAR)


def _is_far_too_long(before: str) -> bool:
    """Tell a line whose last words are too many for a label, with nothing between that sets some apart.

    Most lines are such, and to look for what stands farther back would take most of the time.
    """
    near = len(before) - _NEAR
    return near > 0 and too_many_words(before[near:]) and _APART.search(before, near) is None


def _parts(before: str, match: re.Match[str]) -> bool:
    """Tell what sets a part apart from the dot of a title and the doubt about a code (?HSC)."""
    word = before[: match.start()].rpartition(" ")[2].lower().lstrip("(\"'")
    is_doubt = match[0] == "?" and match.end() == len(before) and not word
    return not is_doubt and not (match[0] == "." and word in _NEVER_ENDS)


def _sign_before(text: str, start: int, end: int) -> int:
    """Return where the sign begins that leads to a code at ``end`` (there, if none does)."""
    begin, at = max(start, end - _LONGEST_SIGN), end
    while at > begin and (text[at - 1] in "*_#" or text[at - 1].isspace()):
        at -= 1
    if at == begin or text[at - 1] not in _SIGN_ENDS:  # the usual case
        return at
    match = _SIGN_BEFORE.search(text, begin, end)
    return match.start() if match else end


def _are_initials(written: str, before: str) -> bool:
    """Tell ``artificial intelligence (AI)``: the words right before are what the letters stand for."""
    last = before.split()[-len(written) :]
    return before[-1:].isspace() and "".join(word[0] for word in last).casefold() == written.casefold()


def _behind(text: str, at: int, end: int) -> int:
    """Return the place behind a full stop that closes what is cut out."""
    match = _STOP_BEHIND.match(text, at, end)
    return match.end() if match else at


def _is_blank(text: str) -> bool:
    return not text.strip(" \t\n.,;:!?…\"”'’)]*_")
