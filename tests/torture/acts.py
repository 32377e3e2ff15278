"""Random acts of a researcher on a study file, each with nothing but a seed."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from coding.errors import UserError
from coding.model.study import Direction
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage.intake.import_batch import known_study, plan_import
from storage.operations.codebook import edit_entry, rename_code
from storage.operations.codings import (
    resize_coding,
    set_direction,
    set_stage,
    set_unsure,
    take_off,
    toggle_code,
)
from storage.operations.correcting import correct_turn, join_turns, split_turn
from storage.operations.imports import store_import
from storage.operations.masking import mask_interviews
from storage.operations.memos import write_coding_memo, write_interview_memo
from storage.operations.people import edit_person
from storage.operations.reversing import reverse_operation
from storage.operations.studies import rename_study
from storage.operations.withdrawing import withdraw_person
from storage.study.connection import raw
from storage.study.keeping.restore_points import PendingRestorePoint, remove_restore_points
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from storage.writers.export import export

_WORDS: Final = "we trust each other and plan lessons together as the year was long [unclear]"


@dataclass(slots=True)
class Hands:
    """A study that is worked on, where, and what comes next of it."""

    study: StudyFile
    random: Random
    folder: Path
    first_id: int  # the last operation of before: undo stops there
    acknowledge: Callable[[], object]  # whatever was done is whole
    withdrawn: list[str] = field(default_factory=list[str])  # words of people who were taken out
    leaving: str = ""  # of the one who is being taken out, or was

    def rows(self, table: str, columns: str = "id") -> Sequence[Any]:
        """Return what a table holds."""
        return raw(self.study.reader).execute(f"SELECT {columns} FROM {table}").fetchall()

    def one(self, table: str, columns: str = "id") -> Any:
        """Return a row of a table; refuses as the program does where there is none."""
        if not (rows := self.rows(table, columns)):
            raise UserError("There is none.")
        return self.random.choice(rows)

    def words(self) -> str:
        """Return something to type."""
        return " ".join(self.random.choices(_WORDS.split(), k=self.random.randint(1, 30)))

    def span(self) -> tuple[int, int, int]:
        """Return a transcript and a span in it."""
        id_, length = self.one("transcript", "id, length(text)")
        start = self.random.randrange(max(length - 10, 1))
        return id_, start, min(length, start + self.random.randint(5, 300))


def _code(hands: Hands) -> Operation[Any]:
    return toggle_code(*hands.span(), hands.one("code")[0])


def _stage(hands: Hands) -> Operation[Any]:
    return set_stage(hands.one("coding")[0], hands.one("stage")[0])


def _unsure(hands: Hands) -> Operation[Any]:
    return set_unsure(hands.one("coding")[0], unsure=hands.random.random() < 0.5)


def _direction(hands: Hands) -> Operation[Any]:
    return set_direction(hands.one("coding")[0], hands.random.choice(list(Direction)))


def _resize(hands: Hands) -> Operation[Any]:
    id_, start, end = hands.one("coding", "id, start, end")
    return resize_coding(id_, start, end - hands.random.randint(0, max(end - start - 2, 0)))


def _correct(hands: Hands) -> Operation[Any]:
    turn_id, speaker_id = hands.one("turn", "id, speaker_id")
    return correct_turn(turn_id, hands.words(), speaker_id)


def _split(hands: Hands) -> Operation[Any]:
    turn_id, speaker_id = hands.one("turn", "id, speaker_id")
    return split_turn(turn_id, hands.words(), hands.words(), speaker_id)


def arriving(hands: Hands) -> Path:
    """Write a transcript to be imported."""
    file = hands.folder / "arriving" / f"2015 C{hands.random.randint(3, 9)} {hands.random.random()}.txt"
    file.parent.mkdir(exist_ok=True)
    turns = (f"Interviewer: And {hands.words()}?\nHead: {hands.words()}. JPD" for _turn in range(12))
    file.write_text("\n".join(turns), encoding="utf-8")
    return file


def _import(hands: Hands) -> Operation[Any]:
    file = arriving(hands)
    return store_import(plan_import([file], known_study(hands.study.reader)))


def _mask(hands: Hands) -> Operation[Any]:
    word, other = hands.random.sample(("trust", "lessons", "together", "other", "year"), 2)
    ids = [row[0] for row in hands.rows("interview")]
    return mask_interviews(
        hands.random.sample(ids, (len(ids) + 1) // 2), Pseudonyms((Pseudonym(word, other),))
    )


def _reverse(hands: Hands) -> Operation[Any]:
    return reverse_operation(hands.one(f"operation WHERE status = 'done' AND id > {hands.first_id}")[0])


OPERATIONS: Final[dict[str, Callable[[Hands], Operation[Any]]]] = {
    "code": _code,
    "stage": _stage,
    "unsure": _unsure,
    "direction": _direction,
    "resize": _resize,
    "remove a coding": lambda hands: take_off(hands.one("coding")[0]),
    "memo of a coding": lambda hands: write_coding_memo(hands.one("coding")[0], hands.words()),
    "memo of an interview": lambda hands: write_interview_memo(hands.one("interview")[0], hands.words()),
    "rename a code": lambda hands: rename_code(hands.one("code")[0], hands.words()[:40]),
    "define a code": lambda hands: edit_entry(hands.one("code")[0], "definition", hands.words()),
    "rename a person": lambda hands: edit_person(hands.one("person")[0], hands.words()[:40]),
    "rename the study": lambda hands: rename_study(hands.words()[:60]),
    "correct": _correct,
    "split": _split,
    "join": lambda hands: join_turns(hands.one("turn")[0]),
    "import": _import,
    "mask": _mask,
    "reverse": _reverse,
}


def _undo(hands: Hands) -> None:
    for _time in range(hands.random.randint(1, 3)):
        entry = hands.study.undoable()
        if entry is not None and entry.id > hands.first_id:
            hands.study.undo()
            return


def say_something(hands: Hands) -> tuple[str, int, Operation[Any]]:
    """Return what nobody else says, who says it, and how it comes into the study."""
    said = "zq" + "".join(hands.random.choices("bcdfghjklmnp", k=10))
    speakers = "speaker JOIN turn ON speaker.id = speaker_id WHERE person_id IS NOT NULL"
    turn_id, speaker_id, person_id = hands.one(speakers, "turn.id, speaker_id, person_id")
    return said, person_id, correct_turn(turn_id, f"{hands.words()} {said} {hands.words()}", speaker_id)


def _withdraw(hands: Hands) -> None:
    said, person_id, saying = say_something(hands)
    path = hands.study.path
    hands.study.perform(saying)
    hands.leaving = said
    hands.acknowledge()
    withdrawal = withdraw_person(person_id)
    hands.study.perform_irreversibly(withdrawal, before_commit=lambda: remove_restore_points(path))
    hands.withdrawn.append(said)


def _close_and_open(hands: Hands) -> None:
    hands.study.close()
    hands.study = StudyFile.open(hands.study.path)


def _export_to(name: str) -> Callable[[Hands], object]:
    return lambda hands: export(hands.study.path, hands.folder / name, [hands.study.coder_id or 0])


OTHERS: Final[dict[str, Callable[[Hands], object]]] = {
    "undo": _undo,
    "redo": lambda hands: hands.study.redo(),
    "checkpoint": lambda hands: hands.study.checkpoint(),
    "restore point": lambda hands: PendingRestorePoint(hands.study.path).keep(),
    "copy": lambda hands: hands.study.save_copy(hands.folder / "copy.strandline"),
    "export to CSV": _export_to("codings.csv"),
    "export to Word": _export_to("report.docx"),
    "close and open": _close_and_open,
    "withdraw": _withdraw,
}
_SELDOM: Final = {"withdraw": 0.5, "export to Word": 0.5, "mask": 0.7}
_OFTEN: Final = {"undo": 3.0, "redo": 2.0, "code": 3.0, "close and open": 2.0}
_NAMES: Final = (*OPERATIONS, *OTHERS)
_WEIGHTS: Final = [(_SELDOM | _OFTEN).get(name, 1.0) for name in _NAMES]


def any_act(random: Random) -> str:
    """Return the name of an act."""
    return random.choices(_NAMES, _WEIGHTS)[0]


def do(hands: Hands, name: str) -> None:
    """Do an act; what the program refuses in words is no failure."""
    with suppress(UserError):
        if name in OPERATIONS:
            hands.study.perform(OPERATIONS[name](hands))
        else:
            OTHERS[name](hands)
