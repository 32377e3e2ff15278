"""The law of merging: of two copies that were changed nothing is lost, and their order does not matter."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from coding.errors import UserError
from coding.merging.plan import MergePlan
from coding.model.study import Direction, State
from storage.merging.other_copy import look_ahead, read_other
from storage.operations.arranging import move_code
from storage.operations.codebook import add_code, edit_entry
from storage.operations.coders import add_coder
from storage.operations.codings import set_direction, set_stage, take_off, toggle_code
from storage.operations.correcting import correct_turn, split_turn
from storage.operations.memos import write_code_memo, write_coding_memo, write_interview_memo
from storage.operations.merging import merge_copy
from storage.operations.people import add_person, add_school, edit_school
from storage.operations.reading import set_state
from storage.queries.copies import references
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, made, perform_both_ways

_SPANS = st.tuples(st.integers(0, 96), st.integers(1, 20)).map(lambda at: (at[0], min(at[0] + at[1], 97)))
_WORDS = st.sampled_from(["One.", "Two words.", "What then?"])

_REST = "hard things. [unintelligible 00:01:10]"


def _split_again() -> Operation[Any]:
    """Split turn 3 such that, done twice, its words repeat: where they were cannot be told from them."""
    return split_turn(3, "And we say", _REST, 3)


def _code(span: tuple[int, int], code_id: int) -> Operation[Any]:
    return toggle_code(1, *span, code_id)


# What is done here and there touches different things, and different turns of the one interview.
_EITHER = (
    made(_code, _SPANS, st.sampled_from([7, 9, 15])),
    made(set_state, st.just(1), st.sampled_from([State.BEING_READ, State.DONE])),
    made(write_interview_memo, st.just(1), _WORDS),
)
_HERE = st.one_of(
    *_EITHER,
    made(add_person, st.sampled_from(["Ann", "Bob"])),
    made(add_school, st.sampled_from("CD"), st.sampled_from(["Ash", "Beech"])),
    made(edit_school, st.just(1), st.just("A"), st.just("Oak")),
    made(set_stage, st.just(1), st.sampled_from([1, 2])),
    made(set_direction, st.just(1), st.sampled_from([Direction.SHOWS, Direction.LACKS])),
    made(write_coding_memo, st.just(2), _WORDS),
    made(edit_entry, st.just(7), st.just("notes"), _WORDS),
    made(take_off, st.just(3)),
    made(correct_turn, st.just(1), st.sampled_from(["How is it all going?", "And how?"]), st.just(1)),
    made(split_turn, st.just(1), st.just("How is it"), st.just("going?"), st.just(2)),
)
_THERE = st.one_of(
    *_EITHER,
    made(add_person, st.sampled_from(["Cyd", "Dan"])),
    made(add_school, st.sampled_from("EF"), st.sampled_from(["Elm", "Fir"])),
    made(edit_school, st.just(2), st.just("B"), st.just("Larch")),
    made(add_code, st.just(1), st.just(7), st.sampled_from(["New", "Newer"])),
    made(move_code, st.just(9), st.just(None), st.just(0)),
    made(write_code_memo, st.just(7), _WORDS),
    made(edit_entry, st.just(9), st.just("notes"), _WORDS),
    made(
        correct_turn, st.just(2), st.sampled_from(["Well, we now trust each other.", "We trust."]), st.just(2)
    ),
    made(_split_again),
)


def change(path: Path, coder: str, acts: Iterable[Operation[Any]]) -> None:
    """Do in a copy whatever is not refused, as somebody of one's own."""
    with StudyFile.open(path) as study:
        study.coder_id = study.perform(add_coder(coder)).result
        for act in acts:
            try:
                study.perform(act)
            except UserError:
                continue


def merged(here: Path, there: Path) -> tuple[Counter[Any], MergePlan]:
    """Merge one copy into a copy of the other; return what it holds, told by GUID and content."""
    target = Path(copyfile(here, here.with_name(f"{here.stem} and {there.stem}.strandline")))
    with StudyFile.open(target) as study:
        plan = perform_both_ways(study, merge_copy(read_other(target, there), there.name, {})).result
        assert look_ahead(target, read_other(target, there)).adds_nothing
        return contents(study), plan


def contents(study: StudyFile) -> Counter[Any]:
    """Return every row without its ids: what it points at is said by GUID, or by what that says."""
    held = dump(study)
    rows = {
        table.name: {row[0]: dict(zip(table.c.keys(), row, strict=True)) for row in held[table.name]}
        for table in schema.JOURNALED
    }

    def told(table: str, id_: int | None) -> Any:
        if id_ is None:
            return None
        row = rows[table][id_]
        if "guid" in row:
            return row["guid"]
        return told("interview", id_) if table == "transcript" else content(table, row)

    def content(table: str, row: dict[str, Any]) -> Any:
        points_at = references()[table]
        return (
            table,
            *(
                (name, told(points_at[name].target, value) if name in points_at else value)
                for name, value in row.items()
                if name not in _OF_THE_COPY
            ),
        )

    return Counter(content(table, row) for table, there in rows.items() for row in there.values())


_OF_THE_COPY = {"id", "position", "modified", "started", "revision", "done_on"}


@example(here=[correct_turn(1, "And how?", 1)], there=[_split_again(), _split_again()])
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(here=st.lists(_HERE, max_size=6), there=st.lists(_THERE, max_size=6))
def test_nothing_is_lost_and_the_order_does_not_matter(
    filled: Path, here: list[Operation[Any]], there: list[Operation[Any]]
) -> None:
    with TemporaryDirectory() as folder:
        one, other = (Path(copyfile(filled, Path(folder, f"{name}.strandline"))) for name in ("one", "other"))
        change(one, "One", here)
        change(other, "Other", there)
        both, plan = merged(one, other)
        turned, turned_plan = merged(other, one)
        # Where words repeat at the break between two turns, a person is asked once too often: either way.
        assert bool(plan.conflicts) == bool(turned_plan.conflicts)
        assert all("text" in conflict.key for conflict in plan.conflicts)
        assert plan.conflicts or both == turned


def test_one_replacement_for_two_turns_leaves_none_over_the_other(filled: Path, tmp_path: Path) -> None:
    """What was said there in place of two turns shares words over the break between them."""
    one, other = (Path(copyfile(filled, tmp_path / f"{name}.strandline")) for name in ("one", "other"))
    change(one, "One", [split_turn(3, "long as plan", "year year", 3)])
    said = "the and year as the other together other and as long"
    corrected = [correct_turn(1, said, 1), correct_turn(2, "we plan", 2)]
    change(other, "Other", [split_turn(3, "other", "we", 3), *corrected])
    with StudyFile.open(one) as study:
        perform_both_ways(study, merge_copy(read_other(one, other), other.name, {}))
        found = transcript(study.reader, 1)
    assert found is not None
    assert f"{said}\nwe plan\n" in found.text
    assert all(turn.end <= after.start for turn, after in pairwise(found.turns))
