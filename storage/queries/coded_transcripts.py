"""Interviews with their codings, as they are written to files one by one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from coding.model.framework import Framework
from coding.model.study import Coder, Coding, Span, Transcript
from coding.notation.code_names import Names
from coding.text.codings_on_text import place_of
from storage.queries.codebook import framework
from storage.queries.coders import coders
from storage.queries.codings import codings
from storage.queries.people import study_details
from storage.queries.remarks import WrittenRemark, remarks
from storage.queries.texts import transcript
from storage.queries.tree import RoundBranch, blind_interviews, interview_tree


@dataclass(frozen=True)
class CodedTranscript:
    """An interview with some coders' codings in one framework, in the order of the text.

    ``name`` is that of its file without an ending, told from all others; ``heading`` what stands over it.
    """

    name: str
    heading: str
    study: str
    transcript: Transcript
    names: Names
    codings: tuple[Coding, ...]
    remarks: tuple[WrittenRemark, ...]
    coders: Mapping[int, Coder]

    @property
    def framework(self) -> Framework:
        """What it is coded with."""
        return self.names.framework

    @cached_property
    def by_end(self) -> dict[int, list[Coding]]:
        """The codings by where they end, the longer first."""
        found: dict[int, list[Coding]] = {}
        for coding in self.codings:
            found.setdefault(coding.end, []).append(coding)
        return found

    def dimension_hue(self, coding: Coding) -> str:
        """Return the hue of the dimension of a coding."""
        return self.framework.top(coding.code_id).hue

    def innermost(self, pieces: Iterable[Span]) -> Iterator[tuple[Span, Coding | None]]:
        """Yield pieces of the text, in order, uncut by codings, each with the shortest on it."""
        waiting, at = self.codings, 0
        here: list[Coding] = []
        for piece in pieces:
            while at < len(waiting) and waiting[at].start <= piece.start:
                here.append(waiting[at])
                at += 1
            here = [each for each in here if each.end > piece.start]
            yield piece, min(here, key=_length, default=None)


class CodedTranscripts:
    """All interviews of a study; each is read when it is asked for."""

    def __init__(
        self, connection: Connection, framework_id: int, coder_ids: Collection[int], blind_for: int | None
    ) -> None:
        """Find out which interviews there are."""
        self._connection = connection
        self._names = Names(framework(connection, framework_id))
        self._codes = {code.id for code in self._names.framework.codes}
        self._coder_ids = {*coder_ids}
        self._reader_id = blind_for
        self._blind = frozenset[int]() if blind_for is None else blind_interviews(connection, blind_for)
        self._coders = {coder.id: coder for coder in coders(connection)}
        self._study = study_details(connection).name
        self._listed = list(_listed(interview_tree(connection, coder_ids)))

    def __len__(self) -> int:
        return len(self._listed)

    def __iter__(self) -> Iterator[CodedTranscript]:
        """Read them one by one, by rounds and schools."""
        for interview_id, name, heading in self._listed:
            found = transcript(self._connection, interview_id)
            if found is not None:
                yield self._coded(found, name, heading)

    def _coded(self, found: Transcript, name: str, heading: str) -> CodedTranscript:
        mine = [
            each
            for each in codings(self._connection, found.id)
            if each.code_id in self._codes and self._is_shown(found.id, each.coder_id)
        ]
        written = [
            each for each in remarks(self._connection, found.id) if self._is_shown(found.id, each.coder_id)
        ]
        ordered = tuple(sorted(mine, key=place_of))
        return CodedTranscript(
            name, heading, self._study, found, self._names, ordered, tuple(written), self._coders
        )

    def _is_shown(self, interview_id: int, coder_id: int) -> bool:
        is_hidden = interview_id in self._blind and coder_id != self._reader_id
        return coder_id in self._coder_ids and not is_hidden


def _length(coding: Coding) -> int:
    return coding.end - coding.start


def _listed(tree: Collection[RoundBranch]) -> Iterator[tuple[int, str, str]]:
    """Yield each interview with the name of its file, which no other has, and its heading."""
    taken: set[str] = set()
    for branch in tree:
        round_name = branch.round.name if branch.round else ""
        for row in branch.interviews:
            usual = as_file_stem(f"{round_name} {row.keys} {row.title}")
            name, number = usual, 1
            while name.casefold() in taken:
                number += 1
                name = f"{usual} {number}"
            taken.add(name.casefold())
            yield row.id, name, f"{row.heading}, {round_name}" if round_name else row.heading


def as_file_stem(name: str) -> str:
    """Return words as the name of a file, without its ending, as every system takes it."""
    kept = "".join(" " if sign in '\\/:*?"<>|' or sign < " " else sign for sign in name)
    return " ".join(kept.split())[:100].strip(" .") or "interview"
