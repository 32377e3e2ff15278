"""What a program does while it is killed: working behind a password, going back, repairing."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Final

from coding.errors import UserError
from storage.operations.studies import set_up_study
from storage.study.keeping.restore_points import AS_FOUND, RestorePoint, keep_now, restore_points
from storage.study.keeping.restoring import go_back
from storage.study.keys import unlocked
from storage.study.passwords import set_password
from storage.study.repair.repairing import repair
from storage.study.study_file import StudyFile
from tests.storage.dumps import fill
from tests.torture.acts import OPERATIONS, Hands
from tests.torture.child import Reporter
from tests.torture.judging import CORRUPT, LOST, Finding, age, judge_whole, leftovers
from tests.torture.scenes import ACTS, STUDY, Bases, Working
from tests.torture.states import digest_of

_PASSWORD: Final = "Zwölf Äpfel"
_PLAIN: Final = (b"SQLite format 3", b"CREATE TABLE", b"trust each other")
_ONES_OWN: Final = (".csv", ".docx", ".txt")  # what is handed out is readable
_PAGE: Final = 4096


class WithPassword(Working):
    """Random acts on a study with a password."""

    name = "with a password"

    def __init__(self, bases: Bases) -> None:
        super().__init__(bases)
        self._path = bases.folder / "secret.strandline"
        if not self._path.exists():
            with StudyFile.create(self._path, set_up_study("Secret", "Me")) as study:
                study.perform(fill())
            set_password(self._path, None, _PASSWORD)
        self._key = unlocked(self._path, _PASSWORD)  # held: it takes its time

    def prepare(self, folder: Path, random: Random) -> None:
        """Put the study into the folder."""
        self._bases.give_this(self._path, folder)

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Look for all that was acknowledged, and for words that anybody could read."""
        yield from _readable(folder)
        yield from super().judge(folder, done)
        yield from _readable(folder)


def _readable(folder: Path) -> Iterator[Finding]:
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix not in _ONES_OWN and file.name != "start":
            held = file.read_bytes()
            yield from ((CORRUPT, f"{word!r} can be read in {file.name}") for word in _PLAIN if word in held)


class GoingBack:
    """Changes, restore points, and going back to one of them."""

    name = "going back"

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def prepare(self, folder: Path, random: Random) -> None:
        """Put a study into the folder."""
        self._bases.give(folder, random)

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Change it, keep it, and go back, again and again."""
        path, digests, teller = folder / STUDY, dict[Path, str](), _Teller(report)
        for _time in range(ACTS // 4):
            digests |= self._keep(path, report, digests)
            now = self._change(path, random, teller)
            point = random.choice([point for point in restore_points(path) if point.path in digests])
            teller.say(now, digests[point.path])
            report.begin("go back")
            if (kept := go_back(path, point)) is not None:
                digests[kept] = now
            teller.before = now
            teller.say(digests[point.path])

    def _keep(self, path: Path, report: Reporter, known: dict[Path, str]) -> dict[Path, str]:
        report.begin("keep a restore point")
        keep_now(path)
        new = [point for point in restore_points(path) if point.path not in known]
        return {point.path: _digest_in(point) for point in new}

    def _change(self, path: Path, random: Random, teller: "_Teller") -> str:
        teller.report.begin("open before going back")
        with StudyFile.open(path) as study:
            study.restore_point = None
            hands = Hands(study, random, path.parent, 0, lambda: None)
            teller.say(digest_of(study))
            for name in random.choices(("code", "correct", "memo of an interview", "rename a code"), k=3):
                teller.report.begin(name)
                with suppress(UserError):
                    study.perform(OPERATIONS[name](hands))
                teller.say(digest_of(study))
            return digest_of(study)

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Look for what was acknowledged, or was gone back to; what was there then is a restore point."""
        path = folder / STUDY
        age(folder)
        yield from judge_whole(path)
        if done:
            yield from _one_of_both(path, json.loads(done[-1]))
        yield from ((CORRUPT, f"left beside it: {name}") for name in leftovers(folder))


@dataclass(slots=True)
class _Teller:
    """Acknowledges what the study is now, what it becomes next, and what was there before it went back."""

    report: Reporter
    before: str = ""

    def say(self, now: str, then: str = "") -> None:
        self.report.done(json.dumps({"now": now, "then": then, "before": self.before}))


def _one_of_both(path: Path, said: dict[str, str]) -> Iterator[Finding]:
    with StudyFile.open(path) as study:
        study.restore_point = None
        found, ends = digest_of(study), (said["now"], said["then"])
        if found not in ends and study.undoable() is not None:
            study.undo()  # what was under way is whole
            found = digest_of(study)
    if found not in ends:
        yield LOST, "the study is neither what it was nor what was gone back to"
    needed = said["before"] if found == said["now"] else said["now"]
    kept = (point for point in restore_points(path) if point.occasion != AS_FOUND)
    if needed and needed not in map(_digest_in, kept):
        yield LOST, "what was there before going back is not kept"


def _digest_in(point: RestorePoint) -> str:
    with StudyFile.open_for_reading(point.path) as study:
        return digest_of(study)


class Repairing:
    """A damaged study, repaired again and again."""

    name = "repairs"

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def prepare(self, folder: Path, random: Random) -> None:
        """Put a study into the folder and damage it: bytes that turned, or a page that is lost."""
        self._bases.give(folder, random)
        path = folder / STUDY
        data = bytearray(path.read_bytes())
        page = _PAGE * random.randrange(1, len(data) // _PAGE)
        if random.random() < 0.5:
            data[page : page + _PAGE] = bytes(_PAGE)
        else:
            for _time in range(20):
                data[page + random.randrange(_PAGE)] ^= 1 << random.randrange(8)
        path.write_bytes(data)
        (folder / "start").write_text(sha256(data).hexdigest())

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Repair it into one new file after another; what cannot be is refused in words."""
        for number in range(ACTS):
            report.begin("repair")
            with suppress(UserError):
                repair(folder / STUDY, folder / f"{number}.strandline")
            report.done(str(number))

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Look for the old one as it was, and for new ones that are whole or can be made."""
        age(folder)
        if sha256((folder / STUDY).read_bytes()).hexdigest() != (folder / "start").read_text():
            yield CORRUPT, "the damaged study was touched"
        for number in range(len(done) + 1):
            path = folder / f"{number}.strandline"
            if not path.exists():
                with suppress(UserError):
                    repair(folder / STUDY, path)
            if path.exists():
                yield from judge_whole(path)
            elif (folder / "0.strandline").exists():
                yield LOST, f"{path.name} was repaired once and is not there"
        if (folder / f"{STUDY}.lock").exists():  # the last one was whole, and who made it died with its lock
            with suppress(UserError):
                repair(folder / STUDY, folder / "again.strandline")
        yield from ((CORRUPT, f"left beside it: {name}") for name in leftovers(folder))


def keeping_scenes(bases: Bases) -> list[WithPassword | GoingBack | Repairing]:
    """Return the scenes of this module."""
    return [WithPassword(bases), GoingBack(bases), Repairing(bases)]
