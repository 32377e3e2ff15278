"""What a program does while it is killed: working on a study, making new ones, opening old ones."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from storage.operations.studies import set_up_study
from storage.sample_study import SHIPPED
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, fill
from tests.storage.named_study import fill_with_names
from tests.torture.acts import Hands, any_act, do
from tests.torture.child import Reporter
from tests.torture.judging import CORRUPT, Finding, judge, judge_whole, leftovers
from tests.torture.states import State, from_line, state_of, to_line

ACTS: Final = 30  # of one child, if it lives that long
_OLD: Final = Path(__file__).parents[1] / "data"
STUDY: Final = "study.strandline"


class Scene(Protocol):
    """A folder is made ready, a child works in it, and is killed; then the folder is judged."""

    name: str

    def prepare(self, folder: Path, random: Random) -> None:
        """Put into an empty folder what the child needs."""
        ...

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Work until the end; on the child."""
        ...

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Return what is wrong after the kill."""
        ...


@dataclass(slots=True)
class Bases:
    """Closed studies to begin with, and what they are, made once."""

    folder: Path

    def make(self) -> None:
        """Make them: a small one, one full of names, and the sample study."""
        contents: dict[str, Callable[[], Operation[None]]] = {"small": fill, "names": fill_with_names}
        for name, content in contents.items():
            with StudyFile.create(self._path(name), set_up_study(name, "Me")) as study:
                study.perform(content())
        copyfile(SHIPPED, self._path("sample"))

    def give(self, folder: Path, random: Random) -> None:
        """Put one of them into a folder."""
        self.give_this(self._path(random.choice(("small", "small", "names", "sample"))), folder)

    def give_this(self, path: Path, folder: Path) -> None:
        """Put a closed study into a folder, and what it is."""
        copyfile(path, folder / STUDY)
        (folder / "start").write_text(to_line(_state_of(path)))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.strandline"


@cache
def _state_of(path: Path) -> State:
    with StudyFile.open(path) as study:
        return state_of(study)


def start_of(folder: Path) -> State:
    """Return what the study in a folder was at first."""
    return from_line((folder / "start").read_text())


def judge_study(folder: Path, done: Sequence[str]) -> Iterator[Finding]:
    """Judge the study in a folder by the last that was acknowledged of it."""
    start = start_of(folder)
    last, gone, leaving = start, list[str](), ""
    for words in done:
        said = json.loads(words)
        last, gone, leaving = from_line(said["state"]), said["gone"], said["leaving"]
    yield from judge(folder / STUDY, start, last, gone, leaving)


def acknowledge(hands: Hands, report: Reporter) -> None:
    """Say what the study is now, and which words are gone for good."""
    state = to_line(state_of(hands.study))
    report.done(json.dumps({"state": state, "gone": hands.withdrawn, "leaving": hands.leaving}))


class Working:
    """Random acts on a study, through StudyFile."""

    name = "working"

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def prepare(self, folder: Path, random: Random) -> None:
        """Put a study into the folder."""
        self._bases.give(folder, random)

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Open it, work, and close it."""
        report.begin("open")
        study = StudyFile.open(folder / STUDY)

        hands = Hands(study, random, folder, start_of(folder).last_id, lambda: acknowledge(hands, report))
        hands.acknowledge()
        for _act in range(ACTS):
            name = any_act(random)
            report.begin(name)
            do(hands, name)
            hands.acknowledge()
        report.begin("close")
        hands.study.close()

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Look for all that was acknowledged."""
        yield from judge_study(folder, done)


class Making:
    """New studies, one after another."""

    name = "new studies"

    def prepare(self, folder: Path, random: Random) -> None:
        """Nothing is there."""

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Make and close them."""
        for number in range(ACTS):
            report.begin("new")
            study = StudyFile.create(folder / f"{number}.strandline", set_up_study("New", "Me"))
            report.done(str(number))
            report.begin("close a new one")
            study.close()
            report.done(str(number))

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Each is there whole; the one that was being made is so, or can be made."""
        made = sorted({int(words) for words in done})
        for number in [*made, len(made)]:
            path = folder / f"{number}.strandline"
            if number in made or path.exists():
                yield from judge_whole(path)
            else:
                StudyFile.create(path, set_up_study("New", "Me")).close()
        yield from ((CORRUPT, f"left: {name}") for name in leftovers(folder))


class Migrating:
    """Studies of earlier formats, brought up to date one after another."""

    name = "earlier formats"

    def prepare(self, folder: Path, random: Random) -> None:
        """Put them there."""
        for number in range(ACTS // 3):
            copyfile(_OLD / f"version_{1 + number % 2}.strandline", folder / f"{number}.strandline")

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Open and close them."""
        for number in range(ACTS // 3):
            report.begin("bring up to date")
            study = StudyFile.open(folder / f"{number}.strandline")
            report.done(str(number))
            report.begin("close one of an earlier format")
            study.close()
            report.done(str(number))

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Each opens, whole."""
        for number in range(min(len(done) // 2 + 2, ACTS // 3)):
            path = folder / f"{number}.strandline"
            yield from judge_whole(path, _rows(1 + number % 2))


@cache
def _rows(version: int) -> dict[str, int]:
    """Return how many rows each table of an old study has once it is up to date."""
    with TemporaryDirectory() as folder:
        path = Path(copyfile(_OLD / f"version_{version}.strandline", Path(folder, "old.strandline")))
        with StudyFile.open(path) as study:
            return {name: len(table) for name, table in dump(study).items()}
