"""What a program does while it is killed: merging other copies of a study, settling what coders differ on."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Final

from coding.analysis.agreed_set import settlement
from coding.analysis.pair_agreement import PairAgreement, pair_agreement
from coding.analysis.settled_items import items
from coding.errors import UserError
from coding.model.agreement import Measuring
from coding.model.settling import EntryLine
from coding.model.study import Decision
from storage.merging.other_copy import read_other
from storage.operations.agreement import fix_agreement, settle, settle_alike
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.merging import merge_copy
from storage.queries.agreement import rulings
from storage.queries.codebook import frameworks
from storage.queries.frames import texts
from storage.queries.study_data import analysis_data
from storage.study.study_file import StudyFile
from tests.torture.acts import OPERATIONS, Hands, do
from tests.torture.child import Reporter
from tests.torture.judging import CORRUPT, Finding
from tests.torture.scenes import ACTS, STUDY, Bases, acknowledge, judge_study, start_of
from tests.torture.states import state_of, to_line

_OTHERS: Final = ("first copy.strandline", "second copy.strandline", "third copy.strandline")
_BOTH: Final = (1, 2)  # the coders that are compared
_ELSEWHERE: Final = tuple(name for name in OPERATIONS if name != "reverse")


class MergingCopies:
    """Other copies of a study, changed there and here, merged and taken back."""

    name = "merging copies"

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def prepare(self, folder: Path, random: Random) -> None:
        """Put a study and copies of it into the folder, and change all of them."""
        self._bases.give(folder, random)
        sums: dict[str, str] = {}
        for name in _OTHERS:
            copyfile(folder / STUDY, folder / name)
        for name in (STUDY, *_OTHERS):
            change(folder / name, random)
        for name in _OTHERS:
            sums[name] = _sum_of(folder / name)
        (folder / "others").write_text(json.dumps(sums))

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Merge them, undo, code, and merge again."""
        report.begin("open")
        study = StudyFile.open(folder / STUDY)
        hands = Hands(study, random, folder, start_of(folder).last_id, lambda: acknowledge(hands, report))
        hands.acknowledge()
        for act in range(ACTS):
            name = "merge" if act % 2 == 0 else random.choice(("undo", "undo", "redo", "code", "correct"))
            report.begin(name)
            if name == "merge":
                with suppress(UserError):
                    merge(study, folder / random.choice(_OTHERS))
            else:
                do(hands, name)
            hands.acknowledge()
        report.begin("close")
        study.close()

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Look for all that was acknowledged, and for the other copies as they were."""
        for name, held in json.loads((folder / "others").read_text()).items():
            if _sum_of(folder / name) != held:
                yield CORRUPT, f"{name} was touched"
        yield from judge_study(folder, done)


def change(path: Path, random: Random) -> None:
    """Change a copy as its researcher does; the study's own state is what it begins with."""
    with StudyFile.open(path) as study:
        study.restore_point = None
        hands = Hands(study, random, path.parent, state_of(study).last_id, lambda: None)
        for name in random.choices(_ELSEWHERE, k=8):
            with suppress(UserError):
                study.perform(OPERATIONS[name](hands))
        if path.name == STUDY:
            (path.parent / "start").write_text(to_line(state_of(study)))


def merge(study: StudyFile, other: Path) -> None:
    """Take over what was done in another copy."""
    study.perform(merge_copy(read_other(study.path, other), other.name, {}))


def _sum_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


class Settling:
    """What two coders differ on, settled one by one, and what they have alike taken over."""

    name = "settling"

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def prepare(self, folder: Path, random: Random) -> None:
        """Put a study with a second coder into the folder, who codes some alike and some not."""
        self._bases.give_this(self._bases.folder / "small.strandline", folder)
        with StudyFile.open(folder / STUDY) as study:
            study.restore_point = None
            disagree(study, random)
            (folder / "start").write_text(to_line(state_of(study)))

    def work(self, folder: Path, random: Random, report: Reporter) -> None:
        """Settle, take over, code on, and take it back."""
        report.begin("open")
        study = StudyFile.open(folder / STUDY)
        hands = Hands(study, random, folder, start_of(folder).last_id, lambda: acknowledge(hands, report))
        hands.acknowledge()
        for _act in range(ACTS):
            name = random.choice(("settle", "settle", "settle", "take alike", "undo", "redo", "code"))
            report.begin(name)
            if name == "settle":
                with suppress(UserError):
                    settle_one(study, random)
            elif name == "take alike":
                take_alike(study)
            else:
                do(hands, name)
            hands.acknowledge()
        report.begin("close")
        study.close()

    def judge(self, folder: Path, done: Sequence[str]) -> Iterator[Finding]:
        """Look for all that was acknowledged."""
        yield from judge_study(folder, done)


def disagree(study: StudyFile, random: Random) -> None:
    """Let a second coder code, half of it as the first one does."""
    study.perform(add_coder("J. Nolan"))
    study.perform(fix_agreement(Measuring()))
    for _time in range(6):
        start, code_id = random.randrange(60), random.choice((7, 9, 14, 15))
        for coder_id in random.choice((_BOTH, _BOTH[:1], _BOTH[1:])):
            study.perform(toggle_code(1, start, start + random.randint(5, 30), code_id, coder_id=coder_id))


def settle_one(study: StudyFile, random: Random) -> None:
    """Settle a disagreement in any way, with its reason and a line in the codebook."""
    found = _compared(study)
    listed = items(found.compared.disagreements, rulings(study.reader, *_BOTH))
    if listed:
        chosen = settlement(random.choice(listed).disagreement, _BOTH, random.choice((*Decision,)))
        entry = EntryLine("notes", "It is about us.")
        figures = found.kept(("first", "second"), ["interview"])
        study.perform(settle(chosen, found.alike(1), reason="We said so.", entry=entry, figures=figures))


def take_alike(study: StudyFile) -> None:
    """Take what both have alike into the agreed set."""
    study.perform(settle_alike([1], *_BOTH, _compared(study).alike(1), done=[1]))


def _compared(study: StudyFile) -> PairAgreement:
    data = analysis_data(study.reader, frameworks(study.reader)[0].id, _BOTH)
    return pair_agreement(data, _BOTH, [1], Measuring(), lambda ids: texts(study.reader, ids))


def merging_scenes(bases: Bases) -> list[MergingCopies | Settling]:
    """Return the scenes of this module."""
    return [MergingCopies(bases), Settling(bases)]
