"""The passages behind numbers, each with who said it.

``find_passages(material, ids)`` gives those that some codings stand on (all, without ids), in the order
of rounds, schools, interviews and places; ``found.where(Filter(code_id=7))`` narrows them down.
``found.record(0, text)`` gives one in words, ``found.records(texts)`` all: what is not shown is not made.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coding.analysis.attribution import Attributions
from coding.analysis.groups import interview_labels
from coding.analysis.material import Bools, Ints, Material, bools, ints
from coding.analysis.tally import passages
from coding.analysis.voices import Voices, spoken, voices
from coding.finding import find_in
from coding.study import Span


@dataclass(frozen=True, slots=True)
class Strand:
    """One coding of a passage as a card shows it: ``HSC``, ``E&C · B``, ``DI ?``."""

    coding_id: int
    code_id: int
    short: str
    hue: str
    stage: str
    unsure: bool

    @property
    def label(self) -> str:
        """The abbreviation with stage and doubt."""
        stage = f" · {self.stage}" if self.stage else ""
        return f"{self.short}{stage}{' ?' if self.unsure else ''}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one interview with one coder's codings on it; offsets are code points of the text.

    ``school`` and ``role`` are names, several joined; ``key`` is the keys of who speaks (``B2``).
    """

    interview_id: int
    start: int
    end: int
    text: str
    round: str
    school: str
    role: str
    key: str
    attribution: str
    strands: tuple[Strand, ...]

    @property
    def coding_ids(self) -> tuple[int, ...]:
        """The ids of its codings."""
        return tuple(strand.coding_id for strand in self.strands)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages are wanted; None is any. ``role`` is a position in the role groups, from 1.

    With ``code_id`` (a strand takes its sub-strands along, a dimension its strands) ``unsure`` asks
    about those codings.
    """

    code_id: int | None = None
    school_id: int | None = None
    round_id: int | None = None
    role: int | None = None
    unsure: bool | None = None


class Passages:
    """Passages in order: of round, school, interview and place. ``len()`` tells how many there are."""

    def __init__(self, index: "_Index", numbers: Ints) -> None:
        """Use find_passages."""
        self._index = index
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @cached_property
    def interview_ids(self) -> Ints:
        """The interview of each passage."""
        return ints(self._index.material.codings, "interview_id")[self._first]

    @cached_property
    def _first(self) -> Ints:
        return self._index.first[self._numbers]

    @cached_property
    def _spans(self) -> list[Span]:
        codings = self._index.material.codings
        columns = (ints(codings, name)[self._first].tolist() for name in ("start", "end"))
        return list(map(Span, *columns))

    def record(self, at: int, text: str) -> Passage:
        """Return one passage in words; ``text`` is its interview's."""
        start, end = self._spans[at]
        who = self._index.attributions.of(self._heard(at))
        strands = self._index.strands(int(self._numbers[at]))
        return Passage(int(self.interview_ids[at]), start, end, text[start:end], *who, strands)

    def records(self, texts: Mapping[int, str]) -> Iterator[Passage]:
        """Yield all in words; ``texts`` are the interviews' by id."""
        for at, interview_id in enumerate(self.interview_ids.tolist()):
            yield self.record(at, texts[interview_id])

    def where(self, wanted: Filter) -> "Passages":
        """Return those that are wanted."""
        material = self._index.material
        kept = self._with_coding(wanted)
        if wanted.round_id is not None:
            round_id = ints(material.interviews, "round_id")[material.row_of(self.interview_ids)]
            kept &= round_id == wanted.round_id
        if wanted.school_id is not None or wanted.role is not None:
            kept &= self._by_voice(wanted)
        return Passages(self._index, self._numbers[kept])

    def mentioning(self, words: str, texts: Mapping[int, str]) -> "Passages":
        """Return those in whose text these words stand, whatever their case and accents."""
        found: dict[int, list[Span]] = {}
        kept = np.zeros(len(self), dtype=np.bool_)
        places = zip(self.interview_ids.tolist(), self._spans, strict=True)
        for at, (interview_id, span) in enumerate(places):
            if interview_id not in found:
                found[interview_id] = find_in(texts[interview_id], words)
            kept[at] = any(span.contains(hit) for hit in found[interview_id])
        return Passages(self._index, self._numbers[kept])

    def find_speakers(self) -> None:
        """Find out now who speaks in all of them, rather than when it is first asked."""
        self._spoken_by_place  # noqa: B018 - a cached property

    def _with_coding(self, wanted: Filter) -> Bools:
        codings, framework = self._index.material.codings, self._index.material.framework
        chosen = np.ones(len(codings), dtype=np.bool_)
        if wanted.code_id is not None:
            below = [code.id for code in framework.below(wanted.code_id)]
            chosen &= np.isin(ints(codings, "code_id"), below)
        if wanted.unsure is not None:
            chosen &= bools(codings, "unsure") == wanted.unsure
        return np.isin(self._numbers, self._index.number[chosen])

    def _by_voice(self, wanted: Filter) -> Bools:
        voices, (place, voice) = self._index.voices, self._spoken
        matching = np.ones(len(voice), dtype=np.bool_)
        if wanted.school_id is not None:
            matching &= voices.school_id[voice] == wanted.school_id
        if wanted.role is not None:
            matching &= voices.role[voice] == wanted.role
        return np.isin(np.arange(len(self)), place[matching])

    @cached_property
    def _spoken(self) -> tuple[Ints, Ints]:
        """Position and voice, by position; who speaks first comes first."""
        first = self._first
        heard = spoken(self._index.material, self._index.voices, first)
        order = np.argsort(first)
        place = order[np.searchsorted(first[order], heard.coding)]
        by_place = np.argsort(place, kind="stable")
        return place[by_place], heard.voice[by_place]

    def _heard(self, at: int) -> tuple[int, ...]:
        offsets, voice = self._spoken_by_place
        return tuple(dict.fromkeys(voice[offsets[at] : offsets[at + 1]]))

    @cached_property
    def _spoken_by_place(self) -> tuple[list[int], list[int]]:
        place, voice = self._spoken
        return np.searchsorted(place, np.arange(len(self) + 1)).tolist(), voice.tolist()


def find_passages(material: Material, coding_ids: Collection[int] | None = None) -> Passages:
    """Return the passages that these codings stand on, or all that are coded."""
    index = _Index(material)
    if coding_ids is None:
        return Passages(index, index.in_order)
    chosen = np.isin(ints(material.codings, "id"), list(coding_ids))
    return Passages(index, index.in_order[np.isin(index.in_order, index.number[chosen])])


class _Index:
    """All passages of a material by number, and what it takes to put one into words."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.number = passages(material)
        self._order = np.lexsort((self._rank, self.number))
        _numbers, starts = np.unique(self.number[self._order], return_index=True)
        self._starts = np.append(starts, len(self.number))
        self.first = self._order[starts] if len(starts) else np.empty(0, dtype=np.int64)

    @cached_property
    def voices(self) -> Voices:
        """Who speaks in the interviews."""
        return voices(self.material)

    @cached_property
    def attributions(self) -> Attributions:
        """Voices in words."""
        return Attributions(self.material, self.voices)

    @cached_property
    def _rank(self) -> Ints:
        """The position of each coding's code in the codebook."""
        codes = self.material.framework.codes
        rank = np.zeros(max((code.id for code in codes), default=0) + 1, dtype=np.int64)
        rank[[code.id for code in codes]] = np.arange(len(codes))
        return rank[ints(self.material.codings, "code_id")]

    @cached_property
    def in_order(self) -> Ints:
        """The numbers of all passages, by round, school, interview and place."""
        material = self.material
        place = {id_: at for at, id_ in enumerate(interview_labels(material))}
        rounds = {round_.id: at for at, round_ in enumerate(material.rounds)}
        frame = material.interviews
        by_row = np.array([place[id_] for id_ in ints(frame, "id").tolist()], dtype=np.int64)
        round_row = np.array(
            [rounds.get(id_, len(rounds)) for id_ in ints(frame, "round_id").tolist()], dtype=np.int64
        )
        codings = material.codings.iloc[self.first]
        row = material.row_of(ints(codings, "interview_id"))
        return np.lexsort((-ints(codings, "end"), ints(codings, "start"), by_row[row], round_row[row]))

    def strands(self, number: int) -> tuple[Strand, ...]:
        """Return the codings of a passage in the codebook's order."""
        rows = self._order[self._starts[number] : self._starts[number + 1]].tolist()
        return tuple(map(self._strand, rows))

    def _strand(self, row: int) -> Strand:
        coding_id, code_id, stage_id, unsure = (column[row] for column in self._columns)
        short, hue = self._words_of_code[code_id]
        stage = self.material.framework.stage_by_id.get(stage_id)
        return Strand(coding_id, code_id, short, hue, stage.letter if stage else "", bool(unsure))

    @cached_property
    def _columns(self) -> tuple[list[int], ...]:
        codings = self.material.codings
        return tuple(ints(codings, name).tolist() for name in ("id", "code_id", "stage_id", "unsure"))

    @cached_property
    def _words_of_code(self) -> dict[int, tuple[str, str]]:
        framework = self.material.framework
        return {code.id: (code.short, framework.hue(code.id)) for code in framework.codes}
