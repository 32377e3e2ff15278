"""Reading the sources of the sample study: interviews with their codes in the text, and who is who.

``{{what is said||JPD:C+/HSC?}}`` is a passage with two codings: joint practice development at stage C,
shown (``-`` lacking, ``~`` mixed, ``*`` wished for), and high social capital, unsure. Passages may lie inside
one another. The first line of an interview is its heading; every other line is a turn (``Label: words``) or
says where the recording starts or ends.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coding.model.study import Direction
from storage.resources import resource

FOLDER = resource("sample_study", "sources")

_MARKS = re.compile(r"(\{\{)|\|\|([^}|]*)\}\}")
_CODE = re.compile(r"([A-Z&]+)(?::([A-D]))?([-+~*])?(\?)?")
_DIRECTIONS = {"+": Direction.SHOWS, "-": Direction.LACKS, "~": Direction.MIXED, "*": Direction.WISHES}


@dataclass(frozen=True, slots=True)
class WrittenCode:
    """A code on a passage as the source has it: abbreviation, stage letter or nothing, direction, doubt."""

    abbreviation: str
    stage: str = ""
    direction: Direction = Direction.UNSAID
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said, without any marks, and its codes."""

    text: str
    codes: tuple[WrittenCode, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label of an interview and whom it stands for."""

    label: str
    person: str
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """An interview: its lines without marks, and its passages in the order in which they end."""

    round: str
    key: str
    file: str
    date: str
    speakers: tuple[Speaker, ...]
    lines: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def place(self) -> str:
        """How memos name it: ``2014/B2``."""
        return f"{self.round}/{self.key}"


@dataclass(frozen=True, slots=True)
class SampleMemo:
    """A memo on an interview, or on the coding of ``code`` on the passage that begins so."""

    interview: str
    text: str
    passage: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything the sample study is made of."""

    name: str
    coder: str
    schools: dict[str, str]
    interviews: tuple[Source, ...]
    memos: tuple[SampleMemo, ...]
    years_in_school: dict[str, list[str]]


def read_sources(folder: Path = FOLDER) -> Sources:
    """Read study.toml and the interviews it names."""
    data = tomllib.loads((folder / "study.toml").read_text("utf-8"))
    return Sources(
        name=data["name"],
        coder=data["coder"],
        schools=data["schools"],
        interviews=tuple(_interview(folder, facts) for facts in data["interviews"]),
        memos=tuple(SampleMemo(**memo) for memo in data["memos"]),
        years_in_school=data["years_in_school"],
    )


def _interview(folder: Path, facts: dict[str, Any]) -> Source:
    marked = (folder / facts["round"] / f"{facts['key']}.txt").read_text("utf-8")
    text, passages = read_marks(marked)
    return Source(
        round=facts["round"],
        key=facts["key"],
        file=facts["file"],
        date=facts["date"].isoformat(),
        speakers=tuple(Speaker(**speaker) for speaker in facts["speakers"]),
        lines=tuple(text.strip().split("\n")),
        passages=tuple(passages),
    )


def read_marks(marked: str) -> tuple[str, list[Passage]]:
    """Return the text without marks and its passages; raises ValueError for marks that do not match."""
    said = ""
    begun: list[int] = []
    passages: list[Passage] = []
    at = 0
    for mark in _MARKS.finditer(marked):
        said += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            begun.append(len(said))
        elif begun:
            passages.append(Passage(said[begun.pop() :], _codes(mark[2])))
        else:
            raise ValueError(f"a passage ends that never began: {said[-40:]!r}")
    if begun:
        raise ValueError(f"a passage never ends: {said[begun[0] :][:40]!r}")
    return said + marked[at:], passages


def _codes(written: str) -> tuple[WrittenCode, ...]:
    found: list[WrittenCode] = []
    for part in written.split("/"):
        match = _CODE.fullmatch(part)
        if match is None:
            raise ValueError(f"no code: {part!r}")
        direction = _DIRECTIONS.get(match[3], Direction.UNSAID)
        found.append(WrittenCode(match[1], match[2] or "", direction, match[4] is not None))
    return tuple(found)
